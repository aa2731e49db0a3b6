//! What Python would say with `warnings.warn` while models are compared.

use testkit::check_succeeds;

use crate::place::Place;

#[test]
fn a_computed_column_that_changed_is_warned_of_between_the_lines_of_the_log() {
    let models = "Table('a', metadata, Column('id', Integer, primary_key=True),\n      \
                  Column('y', Integer, Computed('id + 1')), Column('z', Integer, Computed('id + 1')))\n";
    let place = Place::on_sqlite(models, "options['compare_server_default'] = True");
    let project = &place.project;
    place.create();
    project.replace("models.py", "'id + 1'", "'id + 2'");
    project.replace("models.py", "metadata,", "metadata, Column('n', Integer),");
    project.replace("models.py", "MetaData()\n", "MetaData()\nTable('b', metadata, Column('id', Integer))\n");
    project.replace(
        "migrations/env.py",
        "options = {}\n",
        "options = {}\nfrom logging.config import fileConfig\nfileConfig(context.config.config_file_name)\n",
    );
    let run = project.run("revision --autogenerate -m x");
    check_succeeds(&run);
    let told = project.normaliser().error_text(&run.stderr);
    let told: Vec<_> = told.lines().skip_while(|line| !line.contains("Detected")).collect();
    assert_eq!(
        told,
        [
            "INFO  [alembic.autogenerate.compare.tables] Detected added table 'b'",
            "INFO  [alembic.autogenerate.compare.tables] Detected added column 'a.n'",
            "UserWarning: Computed default on a.y cannot be modified",
            "UserWarning: Computed default on a.z cannot be modified",
        ]
    );
}
