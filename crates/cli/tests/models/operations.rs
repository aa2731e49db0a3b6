//! The operations that hooks of autogenerate see: their tuples, and what undoes them. The texts are Alembic's.

use testkit::{check_same_text, check_succeeds};

use crate::place::Place;

const BEFORE: &str = "
Table('users', metadata, Column('id', Integer, primary_key=True), Column('name', String(50)),
      Column('age', Integer, index=True), Column('old', Integer), Column('gone', Integer, ForeignKey('gone.id', name='fk_gone')))
Table('gone', metadata, Column('id', Integer, primary_key=True))
";

const AFTER: &str = "
Table('users', metadata, Column('id', Integer, primary_key=True), Column('name', String(80), nullable=False),
      Column('age', Integer), Column('gone', Integer), Column('email', String, unique=True, info={'mine': 1}))
Table('posts', metadata, Column('id', Integer, primary_key=True),
      Column('author', ForeignKey('users.id', name='fk_author'), index=True))
";

/// Prints every operation of a new revision with the one that undoes it, once more after two turns.
const SHOWS: &str = "
import re

def show(container, depth):
    for operation in container.ops:
        if hasattr(operation, 'ops'):
            print('%s%s of %s' % (depth, type(operation).__name__, operation.table_name))
            show(operation, depth + '  ')
            continue
        back = operation.reverse()
        for word, one in (('', operation), ('undone by ', back)):
            shown = re.sub('0x[0-9a-f]+', '0x', repr(one.to_diff_tuple()))
            print('%s%s%s %s' % (depth, word, type(one).__name__, shown))

def process(context, revision, directives):
    if any(type(one).__name__ == 'DropTableOp' for one in directives[0].upgrade_ops.ops):
        show(directives[0].upgrade_ops, '')
        assert repr(directives[0].upgrade_ops.reverse().reverse().as_diffs()[0]) == repr(
            directives[0].upgrade_ops.as_diffs()[0])
        print(directives[0].upgrade_ops.ops[-1].ops[0].column.info)
        directives[0].downgrade_ops = directives[0].upgrade_ops.reverse()

options['process_revision_directives'] = process
";

const SHOWN: &str = "\
CreateTableOp ('add_table', Table('posts', MetaData(), Column('id', Integer(), table=<posts>, primary_key=True, nullable=False), Column('author', Integer(), ForeignKey('users.id'), table=<posts>), schema=None))
undone by DropTableOp ('remove_table', Table('posts', MetaData(), Column('id', Integer(), table=<posts>, primary_key=True, nullable=False), Column('author', Integer(), ForeignKey('users.id'), table=<posts>), schema=None))
ModifyTableOps of posts
  CreateIndexOp ('add_index', Index('ix_posts_author', Column('author', Integer(), table=<posts>)))
  undone by DropIndexOp ('remove_index', Index('ix_posts_author', Column('author', Integer(), table=<posts>)))
DropTableOp ('remove_table', Table('gone', MetaData(), Column('id', INTEGER(), table=<gone>, primary_key=True, nullable=False), schema=None))
undone by CreateTableOp ('add_table', Table('gone', MetaData(), Column('id', INTEGER(), table=<gone>, primary_key=True, nullable=False), schema=None))
ModifyTableOps of users
  AddColumnOp ('add_column', None, 'users', Column('email', String(), table=<users>))
  undone by DropColumnOp ('remove_column', None, 'users', Column('email', String(), table=<users>))
  AlterColumnOp [('modify_type', None, 'users', 'name', {'existing_nullable': True, 'existing_server_default': False, 'existing_comment': None}, VARCHAR(length=50), String(length=80)), ('modify_nullable', None, 'users', 'name', {'existing_type': VARCHAR(length=50), 'existing_server_default': False, 'existing_comment': None}, True, False)]
  undone by AlterColumnOp [('modify_type', None, 'users', 'name', {'existing_nullable': False, 'existing_server_default': False, 'existing_comment': None}, String(length=80), VARCHAR(length=50)), ('modify_nullable', None, 'users', 'name', {'existing_type': String(length=80), 'existing_server_default': False, 'existing_comment': None}, False, True)]
  DropIndexOp ('remove_index', Index('ix_users_age', Column('age', INTEGER(), table=<users>)))
  undone by CreateIndexOp ('add_index', Index('ix_users_age', Column('age', INTEGER(), table=<users>)))
  CreateUniqueConstraintOp ('add_constraint', UniqueConstraint(Column('email', NullType(), table=<users>)))
  undone by DropConstraintOp ('remove_constraint', UniqueConstraint(Column('email', NullType(), table=<users>)))
  DropConstraintOp ('remove_fk', ForeignKeyConstraint(<sqlalchemy.sql.base.ReadOnlyColumnCollection object at 0x>, None, name='fk_gone', table=Table('users', MetaData(), Column('gone', NullType(), ForeignKey('gone.id'), table=<users>), schema=None)))
  undone by CreateForeignKeyOp ('add_fk', ForeignKeyConstraint(<sqlalchemy.sql.base.ReadOnlyColumnCollection object at 0x>, None, name='fk_gone', table=Table('users', MetaData(), Column('gone', NullType(), ForeignKey('gone.id'), table=<users>), schema=None)))
  DropColumnOp ('remove_column', None, 'users', Column('old', INTEGER(), table=<users>))
  undone by AddColumnOp ('add_column', None, 'users', Column('old', INTEGER(), table=<users>))
{'mine': 1}
";

#[test]
fn operations_know_their_tuples_and_what_undoes_them() {
    let place = Place::on_sqlite(BEFORE, SHOWS);
    place.create();
    place.project.write("models.py", &format!("from sqlalchemy import *\n\nmetadata = MetaData()\n{AFTER}"));
    let run = place.project.run("revision --autogenerate --rev-id second -m x");
    check_succeeds(&run);
    let shown: String =
        run.stdout.lines().filter(|line| !line.contains("Generating")).map(|line| format!("{line}\n")).collect();
    check_same_text("operations", SHOWN, &shown);
    let file = place.project.read("migrations/versions/second_x.py");
    let (_, downgrade) = file.split_once("def downgrade()").expect("the file has a downgrade");
    let expected = [
        "op.add_column('users', sa.Column('old', sa.INTEGER(), nullable=True))",
        "op.create_foreign_key(op.f('fk_gone'), 'users', 'gone', ['gone'], ['id'])",
        "op.drop_constraint(op.f('users_email_key'), 'users', type_='unique')",
        "op.create_index(op.f('ix_users_age'), 'users', ['age'], unique=False)",
        "op.alter_column('users', 'name',",
        "op.drop_column('users', 'email')",
        "op.create_table('gone',",
        "op.drop_index(op.f('ix_posts_author'), table_name='posts')",
        "op.drop_table('posts')",
    ];
    let mut rest = downgrade;
    for line in expected {
        let Some((_, after)) = rest.split_once(line) else { panic!("{line} is not there in its order:\n{downgrade}") };
        rest = after;
    }
}
