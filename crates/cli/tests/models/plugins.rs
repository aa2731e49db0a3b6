//! `autogenerate_plugins` of `context.configure()`: what is left out is not compared.

use testkit::{check_fails, check_succeeds};

use crate::place::Place;

const BEFORE: &str = "
Table('a', metadata, Column('id', Integer, primary_key=True), Column('n', String(5), server_default='x'), comment='x')
";

/// Everything that the plug-ins tell apart has changed.
const AFTER: &str = "
Table('a', metadata, Column('id', Integer, primary_key=True),
      Column('n', String(9), server_default='y', nullable=False, index=True, comment='n'), comment='y')
Table('b', metadata, Column('id', Integer, primary_key=True), Column('n', Integer, unique=True, index=True))
";

/// Returns what a comparison with these plug-ins finds: the first words of its tuples.
fn found(place: &Place, plugins: &str) -> Vec<String> {
    let env = format!(
        "options = dict(compare_server_default=True, autogenerate_plugins={plugins})\n\n\
         def process(context, revision, directives):\n    \
             for one in directives[0].upgrade_ops.as_diffs():\n        \
                 for each in one if isinstance(one, list) else [one]:\n            \
                     print('found', each[0])\n    \
             directives[0].upgrade_ops.ops[:] = []\n\n\
         options['process_revision_directives'] = process\n"
    );
    place.project.write("migrations/env.py", &include_str!("env.py").replace("options = {}\n", &env));
    let run = place.project.run("check");
    check_succeeds(&run);
    run.stdout.lines().filter_map(|line| line.strip_prefix("found ")).map(str::to_owned).collect()
}

#[test]
fn each_plugin_has_its_own_differences() {
    let Some(place) = Place::on_postgresql(BEFORE, "") else { return };
    place.create();
    place.project.write("models.py", &format!("from sqlalchemy import *\n\nmetadata = MetaData()\n{AFTER}"));
    let all = [
        "add_table",
        "add_index",
        "modify_type",
        "modify_nullable",
        "modify_default",
        "modify_comment",
        "add_index",
        "add_table_comment",
    ];
    assert_eq!(found(&place, "None"), all);
    assert_eq!(found(&place, "['alembic.*']"), all);
    assert_eq!(found(&place, "['alembic.autogenerate.*', '~alembic.autogenerate.schemas']"), [] as [&str; 0]);
    assert_eq!(found(&place, "['alembic.autogenerate.*', '~alembic.autogenerate.tables']"), [] as [&str; 0]);
    for (plugin, own) in [
        ("types", &["modify_type"][..]),
        ("constraints", &["add_index", "modify_nullable"]),
        ("defaults", &["modify_default"]),
        ("comments", &["modify_comment", "add_table_comment"]),
    ] {
        let expected: Vec<_> = all.into_iter().filter(|word| !own.contains(word)).collect();
        let plugins = format!("['alembic.autogenerate.*', '~alembic.autogenerate.{plugin}']");
        assert_eq!(found(&place, &plugins), expected, "{plugins}");
    }
}

#[test]
fn a_plugin_that_nobody_knows_is_an_error() {
    let place = Place::on_sqlite(BEFORE, "options['autogenerate_plugins'] = ['alembic.autogenerate.*', 'mine.views']");
    let project = &place.project;
    check_fails(&project.run("revision --autogenerate -m x"), 255, "Did not locate plugins: mine.views");
    project.replace(
        "migrations/env.py",
        "options = {}\n",
        "options = {}\nfrom alembic.runtime.plugins import Plugin\nPlugin('mine.views')\n",
    );
    check_succeeds(&project.run("revision --autogenerate -m x"));
}
