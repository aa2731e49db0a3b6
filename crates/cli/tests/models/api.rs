//! `alembic.autogenerate` as env.py and tests of applications call it. The texts are Alembic's.

use testkit::{check_same_text, check_succeeds};

use crate::place::Place;

const BEFORE: &str = "
Table('users', metadata, Column('id', Integer, primary_key=True), Column('name', String(50)),
      Column('age', Integer, index=True), Column('old', Boolean))
Table('gone', metadata, Column('id', Integer, primary_key=True))
";

const AFTER: &str = "
class Money(TypeDecorator):
    impl = Integer
    cache_ok = True

Table('users', metadata, Column('id', Integer, primary_key=True), Column('name', String(80), nullable=False),
      Column('age', Integer), Column('email', String, comment='x'), Column('money', Money))
Table('posts', metadata, Column('id', Integer, primary_key=True),
      Column('author', ForeignKey('users.id', name='fk_author'), index=True))
";

/// Runs lines in env.py ahead of its own comparison, with a connection.
fn check_env(lines: &str, expected: &str) {
    let env = format!(
        "from alembic.autogenerate import compare_metadata, produce_migrations, render_python_code\n\
         from alembic.autogenerate.api import AutogenContext\n\
         from alembic.autogenerate.render import render_op_text\n\
         from alembic.operations import ops\n\
         from alembic.runtime.migration import MigrationContext\n\
         import sqlalchemy as sa\n\
         def show(connection):\n{}\n\
         if 'current' in sys.argv:\n    \
             with create_engine(os.environ['DATABASE_URL']).connect() as connection:\n        \
                 show(connection)\n",
        lines.lines().map(|line| format!("    {line}\n")).collect::<String>()
    );
    for place in [Some(Place::on_sqlite(BEFORE, &env)), Place::on_postgresql(BEFORE, &env)].into_iter().flatten() {
        place.create();
        place.project.write("models.py", &format!("from sqlalchemy import *\n\nmetadata = MetaData()\n{AFTER}"));
        let run = place.project.run("current");
        check_succeeds(&run);
        let shown: String = run
            .stdout
            .lines()
            .filter(|line| !line.starts_with("first (head)"))
            .map(|line| format!("{}\n", without_words_of_postgresql(line)))
            .collect();
        check_same_text("standard output", expected, &shown);
    }
}

/// What only PostgreSQL tells of a table that it reads.
fn without_words_of_postgresql(line: &str) -> String {
    [", autoincrement=False", ", autoincrement=True", ", name=op.f('gone_pkey')"]
        .iter()
        .fold(line.to_owned(), |line, word| line.replace(word, ""))
}

#[test]
fn compare_metadata_returns_tuples_of_objects() {
    check_env(
        "found = compare_metadata(MigrationContext.configure(connection), models.metadata)
comments = connection.dialect.supports_comments
for one in found:
    print(one if isinstance(one, list) else one[:1] + tuple(getattr(part, 'name', part) for part in one[1:]))
print(found[0][1].columns.keys(), type(found[-1][3].type).__name__)
",
        "\
('add_table', 'posts')
('add_index', 'ix_posts_author')
('remove_table', 'gone')
('add_column', None, 'users', 'email')
('add_column', None, 'users', 'money')
[('modify_type', None, 'users', 'name', {'existing_nullable': True, 'existing_server_default': False, \
         'existing_comment': None}, VARCHAR(length=50), String(length=80)), ('modify_nullable', None, 'users', 'name', \
         {'existing_type': VARCHAR(length=50), 'existing_server_default': False, 'existing_comment': None}, True, False)]
('remove_index', 'ix_users_age')
('remove_column', None, 'users', 'old')
['id', 'author'] BOOLEAN
",
    );
}

#[test]
fn options_of_the_context_have_their_say() {
    check_env(
        "def include(thing, name, kind, reflected, other):
    return name not in ('gone', 'old')

options = {'compare_type': False, 'include_object': include, 'include_name': lambda name, kind, parents: name != 'users'}
context = MigrationContext.configure(connection, opts=options)
print([one[0] for one in compare_metadata(context, models.metadata)])
options.pop('include_name')
print([one[0][0] if isinstance(one, list) else one[0] for one in compare_metadata(context, models.metadata)])
print(compare_metadata(MigrationContext.configure(connection), [models.metadata, sa.MetaData()])[0][0])
try:
    compare_metadata(MigrationContext.configure(dialect_name='sqlite', opts={'as_sql': True}), models.metadata)
except Exception as error:
    print(type(error).__name__, str(error)[:60])
",
        "\
['add_table', 'add_table', 'add_index']
['add_table', 'add_index', 'add_column', 'add_column', 'modify_nullable', 'remove_index']
add_table
CommandError autogenerate can't use as_sql=True as it prevents querying t
",
    );
}

#[test]
fn migrations_are_written_as_python() {
    check_env(
        "context = MigrationContext.configure(connection)
script = produce_migrations(context, models.metadata)
print(type(script).__name__, script.rev_id, script.upgrade_ops.is_empty())
print(render_python_code(script.upgrade_ops, migration_context=context, user_module_prefix='m.'))
print(render_python_code(script.downgrade_ops, sqlalchemy_module_prefix='s.', render_as_batch=True))
",
        "\
MigrationScript None False
# ### commands auto generated by Alembic - please adjust! ###
    op.create_table('posts',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('author', sa.Integer(), nullable=True),
    sa.ForeignKeyConstraint(['author'], ['users.id'], name='fk_author'),
    sa.PrimaryKeyConstraint('id')
    )
    op.create_index(op.f('ix_posts_author'), 'posts', ['author'], unique=False)
    op.drop_table('gone')
    op.add_column('users', sa.Column('email', sa.String(), nullable=True, comment='x'))
    op.add_column('users', sa.Column('money', m.Money(), nullable=True))
    op.alter_column('users', 'name',
               existing_type=sa.VARCHAR(length=50),
               type_=sa.String(length=80),
               nullable=False)
    op.drop_index(op.f('ix_users_age'), table_name='users')
    op.drop_column('users', 'old')
    # ### end Alembic commands ###
# ### commands auto generated by Alembic - please adjust! ###
    with op.batch_alter_table('users', schema=None) as batch_op:
        batch_op.add_column(s.Column('old', s.BOOLEAN(), nullable=True))
        batch_op.create_index(batch_op.f('ix_users_age'), ['age'], unique=False)
        batch_op.alter_column('name',
               existing_type=s.String(length=80),
               type_=s.VARCHAR(length=50),
               nullable=True)
        batch_op.drop_column('money')
        batch_op.drop_column('email')

    op.create_table('gone',
    s.Column('id', s.INTEGER(), nullable=False),
    s.PrimaryKeyConstraint('id')
    )
    with op.batch_alter_table('posts', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_posts_author'))

    op.drop_table('posts')
    # ### end Alembic commands ###
",
    );
}

#[test]
fn operations_made_by_hand_are_written_with_the_users_render_item() {
    check_env(
        "def item(kind, thing, autogen_context):
    if kind == 'type' and isinstance(thing, sa.Integer):
        autogen_context.imports.add('import mine')
        return 'mine.Int()'
    return False

column = sa.Column('n', sa.Integer(), server_default='5', nullable=False)
operations = ops.UpgradeOps([ops.ModifyTableOps('t', [
    ops.AddColumnOp('t', column),
    ops.CreateForeignKeyOp('fk', 't', 'u', ['n'], ['id'], ondelete='CASCADE'),
    ops.DropConstraintOp('uq', 't', type_='unique'),
]), ops.ExecuteSQLOp('SELECT 1')])
print(render_python_code(operations, render_item=item))
context = MigrationContext.configure(connection)
words = dict(sqlalchemy_module_prefix='sa.', alembic_module_prefix='op.', user_module_prefix=None)
print(render_op_text(AutogenContext(context, models.metadata, opts=words), ops.DropTableOp('t', schema='s')))
",
        "\
# ### commands auto generated by Alembic - please adjust! ###
    op.add_column('t', sa.Column('n', mine.Int(), server_default='5', nullable=False))
    op.create_foreign_key('fk', 't', 'u', ['n'], ['id'], ondelete='CASCADE')
    op.drop_constraint('uq', 't', type_='unique')
    op.execute('SELECT 1')
    # ### end Alembic commands ###
op.drop_table('t', schema='s')
",
    );
}

#[test]
fn a_context_tells_what_is_compared() {
    check_env(
        "names = []
def include_name(name, kind, parents):
    names.append((name, kind, sorted(parents.items())))
    return False

context = MigrationContext.configure(connection, opts={'include_name': include_name})
found = AutogenContext(context, models.metadata)
print([table.name for table in found.sorted_tables], sorted(found.table_key_to_table), found.imports)
print(found.run_name_filters('x', 'column', {'schema_name': 's', 'table_name': 't'}), names)
print(found.run_object_filters(None, 'x', 'table', True, None), found.metadata is models.metadata)
print(found.connection is connection, found.dialect.name == connection.dialect.name)
",
        "\
['users', 'posts'] ['posts', 'users'] set()
False [('x', 'column', [('schema_name', 's'), ('schema_qualified_table_name', 's.t'), ('table_name', 't')])]
True True
True True
",
    );
}
