//! Comparators and renderers of the user's. What they are given, and what is written, is Alembic's.

use testkit::{check_fails, check_same_text, check_succeeds};

use crate::place::Place;

/// The project's `own.py` comes to env.py with the second revision.
fn with_own(place: &Place, own: &str, options: &str) {
    place.project.write("own.py", own);
    place.project.replace("migrations/env.py", "options = {}\n", &format!("options = {{}}\nimport own\n{options}\n"));
}

fn models(place: &Place, tables: &str) {
    place.project.write("models.py", &format!("from sqlalchemy import *\n\nmetadata = MetaData()\n{tables}"));
}

/// What was printed, but for the line about the new file.
fn printed(stdout: &str) -> String {
    stdout.lines().filter(|line| !line.contains("Generating")).map(|line| format!("{line}\n")).collect()
}

/// What a function holds between Alembic's two comments.
fn lines<'text>(file: &'text str, function: &str) -> &'text str {
    let (_, rest) = file.split_once(&format!("def {function}() -> None:\n")).expect("the file has the function");
    let (_, rest) = rest.split_once("please adjust! ###").expect("the first comment is there");
    rest.split_once("    # ### end").expect("the last comment is there").0
}

const TABLE: &str =
    "Table('a', metadata, Column('id', Integer, primary_key=True), Column('n', String(5), index=True))\n";

#[test]
fn views_of_the_cookbook_are_compared_written_and_created() {
    let place = Place::on_sqlite(&format!("{TABLE}metadata.info['views'] = {{'v': 'SELECT id FROM a'}}"), "");
    with_own(&place, include_str!("own/views.py"), "");
    let project = &place.project;
    let run = project.run("check");
    check_fails(&run, 255, "New upgrade operations detected: [('add_view', 'v'), ('add_table', Table('a', ");
    // Without a plug-in they are called ahead of all others.
    assert!(run.stdout.starts_with("schemas {None} [] sqlite\n"), "{}", run.everything());
    check_succeeds(&project.run("revision --autogenerate --rev-id one -m x"));
    let file = project.read("migrations/versions/one_x.py");
    assert!(file.contains("import sqlalchemy as sa\nfrom own import anything\n"), "{file}");
    assert!(lines(&file, "upgrade").starts_with("\n    op.create_view('v', 'SELECT id FROM a')\n"), "{file}");
    assert!(lines(&file, "downgrade").ends_with("    # gone\n    op.drop_view('v')\n"), "{file}");
    check_succeeds(&project.run("upgrade head"));
    check_succeeds(&project.run("check"));
    models(&place, &format!("{TABLE}metadata.info['views'] = {{'w': 'SELECT 1'}}"));
    check_fails(&project.run("check"), 255, "detected: [('add_view', 'w'), ('remove_view', 'v')]");
    check_succeeds(&project.run("revision --autogenerate --rev-id two -m x"));
    let file = project.read("migrations/versions/two_x.py");
    check_same_text(
        "upgrade",
        "\n    op.create_view('w', 'SELECT 1')\n    # gone\n    op.drop_view('v')\n",
        lines(&file, "upgrade"),
    );
    check_same_text(
        "downgrade",
        "\n    op.create_view('v', 'SELECT id FROM a')\n    # gone\n    op.drop_view('w')\n",
        lines(&file, "downgrade"),
    );
    check_succeeds(&project.run("upgrade head"));
    check_succeeds(&project.run("check"));
    check_succeeds(&project.run("downgrade base"));
}

#[test]
fn sequences_of_the_documentation_are_compared_in_every_schema() {
    let sequences = "metadata.info['sequences'] = {(None, 's'), ('app', 't')}";
    let Some(place) = Place::on_postgresql(sequences, "") else { return };
    place.execute("CREATE SCHEMA app");
    place.execute("CREATE SCHEMA empty");
    with_own(&place, include_str!("own/sequences.py"), "options['include_schemas'] = True");
    let project = &place.project;
    let run = project.run("revision --autogenerate --rev-id one -m x");
    check_succeeds(&run);
    check_same_text("standard output", "schemas ['', 'app', 'empty']\n", &printed(&run.stdout));
    check_succeeds(&project.run("upgrade head"));
    let run = project.run("check");
    check_succeeds(&run);
    models(&place, "metadata.info['sequences'] = {(None, 's')}\n");
    check_succeeds(&project.run("revision --autogenerate --rev-id two -m x"));
    let file = project.read("migrations/versions/two_x.py");
    check_same_text("upgrade", "\n    op.drop_sequence('t', **{'schema': 'app'})\n", lines(&file, "upgrade"));
    check_same_text("downgrade", "\n    op.create_sequence('t', **{'schema': 'app'})\n", lines(&file, "downgrade"));
    check_succeeds(&project.run("upgrade head"));
    check_succeeds(&project.run("downgrade base"));
}

const BEFORE: &str = "
Table('a', metadata, Column('id', Integer, primary_key=True), Column('n', String(5), index=True),
      Column('m', String(5)), Column('p', String(5)), Column('q', Integer), Column('old', Integer))
Table('gone', metadata, Column('id', Integer, primary_key=True))
Table('same', metadata, Column('id', Integer, primary_key=True))
";

const AFTER: &str = "
Table('a', metadata, Column('id', Integer, primary_key=True), Column('n', String(9)), Column('m', String(9)),
      Column('p', String(5)), Column('q', Integer, nullable=False), Column('new', Date, index=True))
Table('b', metadata, Column('id', Integer, primary_key=True), Column('n', Integer, index=True))
Table('same', metadata, Column('id', Integer, primary_key=True))
";

#[test]
fn comparators_of_tables_and_columns_have_their_say_among_alembics() {
    let place = Place::on_sqlite(BEFORE, "");
    place.create();
    models(&place, AFTER);
    let plugins = "options['autogenerate_plugins'] = ['alembic.autogenerate.*', 'mine.*']";
    with_own(&place, include_str!("own/tables.py"), plugins);
    let run = place.project.run("revision --autogenerate --rev-id two -m x");
    check_succeeds(&run);
    check_same_text("standard output", TOLD, &printed(&run.stdout));
    let file = place.project.read("migrations/versions/two_x.py");
    check_same_text("upgrade", UPGRADE, lines(&file, "upgrade"));
    check_same_text("downgrade", DOWNGRADE, lines(&file, "downgrade"));
}

const TOLD: &str = "\
early None b False True []
late b ['CreateCheckConstraintOp']
early None gone True False []
late gone []
column None a id INTEGER INTEGER INTEGER None False None
last id None None False
column None a n VARCHAR(5) VARCHAR(9) VARCHAR(5) None True None
last n VARCHAR(9) None True
column None a m VARCHAR(5) VARCHAR(9) VARCHAR(5) None True None
last m None None False
column None a p VARCHAR(5) VARCHAR(5) VARCHAR(5) None True None
last p TEXT None True
column None a q INTEGER INTEGER INTEGER None True False
last q None False True
early None a True True ['AddColumnOp', 'AlterColumnOp', 'AlterColumnOp']
['id', 'n', 'm', 'p', 'q', 'old'] ['id', 'n', 'm', 'p', 'q', 'new'] ['ix_a_n']
late a ['AddColumnOp', 'AlterColumnOp', 'AlterColumnOp', 'ExecuteSQLOp']
column None same id INTEGER INTEGER INTEGER None False None
last id None None False
early None same True True []
['id'] ['id'] []
late same ['ExecuteSQLOp']
";

const UPGRADE: &str = "
    op.create_table('b',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('n', sa.Integer(), nullable=True),
    sa.PrimaryKeyConstraint('id')
    )
    op.create_check_constraint('ck', 'b', '1 = 1')
    op.drop_table('gone')
    op.add_column('a', sa.Column('new', sa.Date(), nullable=True))
    op.alter_column('a', 'n',
               existing_type=sa.VARCHAR(length=5),
               type_=sa.String(length=9),
               existing_nullable=True)
    op.alter_column('a', 'p',
               existing_type=sa.VARCHAR(length=5),
               type_=sa.Text(),
               existing_nullable=True)
    op.execute(\"SELECT 'early a'\")
    op.execute(\"SELECT 'late a'\")
    op.drop_column('a', 'old')
    op.execute(\"SELECT 'early same'\")
    op.execute(\"SELECT 'late same'\")
";

const DOWNGRADE: &str = "
    op.execute(\"SELECT 'undo late same'\")
    op.execute(\"SELECT 'undo early same'\")
    op.add_column('a', sa.Column('old', sa.INTEGER(), nullable=True))
    op.execute(\"SELECT 'undo late a'\")
    op.execute(\"SELECT 'undo early a'\")
    op.alter_column('a', 'p',
               existing_type=sa.Text(),
               type_=sa.VARCHAR(length=5),
               existing_nullable=True)
    op.alter_column('a', 'n',
               existing_type=sa.String(length=9),
               type_=sa.VARCHAR(length=5),
               existing_nullable=True)
    op.drop_column('a', 'new')
    op.create_table('gone',
    sa.Column('id', sa.INTEGER(), nullable=False),
    sa.PrimaryKeyConstraint('id')
    )
    op.drop_constraint('ck', 'b', type_='check')
    op.drop_table('b')
";

#[test]
fn renderers_write_operations_of_ones_own_and_in_place_of_alembics() {
    for (as_batch, upgrade, downgrade) in [("False", ALONE, ALONE_BACK), ("True", BATCHES, BATCHES_BACK)] {
        let place = Place::on_sqlite(TABLE, "");
        place.create();
        models(&place, &TABLE.replace("String(5)", "String(5)), Column('d', Date"));
        with_own(
            &place,
            include_str!("own/renderers.py"),
            &format!(
                "options = dict(autogenerate_plugins=['alembic.autogenerate.*', 'mine.*'], \
                 render_as_batch={as_batch}, process_revision_directives=own.process)"
            ),
        );
        let run = place.project.run("revision --autogenerate --rev-id two -m x");
        check_succeeds(&run);
        check_same_text("standard output", RENDERED, &printed(&run.stdout));
        let file = place.project.read("migrations/versions/two_x.py");
        assert!(file.contains("import sqlalchemy as sa\nimport os\n"), "{file}");
        check_same_text("upgrade", upgrade, lines(&file, "upgrade"));
        check_same_text("downgrade", downgrade, lines(&file, "downgrade"));
    }
}

const RENDERED: &str = "\
Can not set dispatch function for object <class 'alembic.operations.ops.DropTableOp'>: key already exists. \
To replace existing function, use replace=True.
compare ['ModifyTableOps']
process ['ModifyTableOps', 'TouchOp', 'ModifyTableOps'] 1
";

const ALONE: &str = "
    # d of a, alone
    op.add_column('a', sa.Column('d', sa.Date(), nullable=True))
    op.drop_index(op.f('ix_a_n'), table_name='a')
    op.create_index(op.f('ix_a_d'), 'a', ['d'], unique=False)
    with op.touching(1) as touched:
        touched.touch()

    # mine of a, alone
    op.add_column('a', sa.Column('mine', sa.Integer(), nullable=True))
    with op.touching(5) as touched:
        touched.touch()

    with op.touching(3) as touched:
        touched.touch()

";

const ALONE_BACK: &str = "
    with op.touching(-3) as touched:
        touched.touch()

    with op.touching(-5) as touched:
        touched.touch()

    op.drop_column('a', 'mine')
    with op.touching(-1) as touched:
        touched.touch()

    op.drop_index(op.f('ix_a_d'), table_name='a')
    op.create_index(op.f('ix_a_n'), 'a', ['n'], unique=False)
    op.drop_column('a', 'd')
";

const BATCHES: &str = "
    with op.batch_alter_table('a', schema=None) as batch_op:
        # d of a, in a batch
        batch_op.add_column(sa.Column('d', sa.Date(), nullable=True))
        batch_op.drop_index(batch_op.f('ix_a_n'))
        batch_op.create_index(batch_op.f('ix_a_d'), ['d'], unique=False)

    with op.touching(1) as touched:
        touched.touch()

    with op.batch_alter_table('a', schema=None) as batch_op:
        # mine of a, in a batch
        batch_op.add_column(sa.Column('mine', sa.Integer(), nullable=True))
        with op.touching(5) as touched:
            touched.touch()


    with op.touching(3) as touched:
        touched.touch()

";

const BATCHES_BACK: &str = "
    with op.touching(-3) as touched:
        touched.touch()

    with op.batch_alter_table('a', schema=None) as batch_op:
        with op.touching(-5) as touched:
            touched.touch()

        batch_op.drop_column('mine')

    with op.touching(-1) as touched:
        touched.touch()

    with op.batch_alter_table('a', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_a_d'))
        batch_op.create_index(batch_op.f('ix_a_n'), ['n'], unique=False)
        batch_op.drop_column('d')

";

#[test]
fn an_operation_that_nothing_undoes_or_writes_is_an_error() {
    let place = Place::on_sqlite(TABLE, "");
    place.create();
    let own = |class: &str| {
        format!(
            "from alembic.autogenerate import comparators\nfrom alembic.operations import MigrateOperation\n\n\
             class OwnOp(MigrateOperation):\n    {class}\n\n\
             @comparators.dispatch_for('schema')\n\
             def compare(autogen_context, upgrade_ops, schemas):\n    upgrade_ops.ops.append(OwnOp())\n"
        )
    };
    with_own(&place, &own("pass"), "");
    let run = place.project.run("revision --autogenerate -m x");
    check_fails(&run, 1, "NotImplementedError");
    place.project.write("own.py", &own("def reverse(self):\n        return OwnOp()"));
    let run = place.project.run("revision --autogenerate -m x");
    check_fails(&run, 1, "ValueError: no dispatch function for object: <own.OwnOp object at ");
}

#[test]
fn a_comparator_may_look_at_the_database_and_what_it_raises_ends_the_command() {
    let place = Place::on_sqlite(TABLE, "");
    let own = "from alembic.autogenerate import comparators\n\n\
               @comparators.dispatch_for('schema', qualifier='sqlite')\n\
               def compare(autogen_context, upgrade_ops, schemas):\n    \
                   print(autogen_context.inspector.has_table('a'), autogen_context.inspector.get_view_names())\n    \
                   raise ValueError('nothing is right')\n";
    with_own(&place, own, "");
    let run = place.project.run("revision --autogenerate -m x");
    check_fails(&run, 1, "ValueError: nothing is right");
    check_fails(&run, 1, "own.py\", line 6, in compare");
    assert!(run.stdout.starts_with("False []\n"), "{}", run.everything());
}

#[test]
fn compare_metadata_asks_them_too_and_check_describes_what_they_find() {
    let place = Place::on_sqlite(&format!("{TABLE}metadata.info['views'] = {{'v': 'SELECT 1'}}"), "");
    let lines = "
if 'current' in sys.argv:
    from alembic.autogenerate import compare_metadata, produce_migrations, render_python_code
    from alembic.migration import MigrationContext
    with create_engine(os.environ['DATABASE_URL']).connect() as connection:
        context = MigrationContext.configure(connection)
        print([one[0] for one in compare_metadata(context, models.metadata)])
        script = produce_migrations(context, models.metadata)
        print(render_python_code(script.downgrade_ops, migration_context=context))
    sys.exit(0)
";
    with_own(&place, include_str!("own/views.py"), lines);
    let run = place.project.run("current");
    check_succeeds(&run);
    check_same_text("standard output", COMPARED, &run.stdout);
    if place.project.program().is_real_alembic() {
        return;
    }
    let run = place.project.run("check --json");
    let described = "\"name\": null,\n      \"alembic\": \"('add_view', 'v')\",\n      \"sql\": null,\n";
    assert!(run.stdout.contains(described), "{}", run.everything());
    check_fails(&place.project.run("check --diff"), 255, "");
}

const COMPARED: &str = "\
schemas {None} [] sqlite
['add_view', 'add_table', 'add_index']
schemas {None} [] sqlite
# ### commands auto generated by Alembic - please adjust! ###
    op.drop_index(op.f('ix_a_n'), table_name='a')
    op.drop_table('a')
    # gone
    op.drop_view('v')
    # ### end Alembic commands ###
";
