//! What a session does to the transaction of its migration, and how errors of models are told.

use testkit::{Project, check_fails, check_succeeds, postgresql};

const HEADER: &str = r#"
import sqlalchemy as sa
from alembic import op
from sqlalchemy.orm import Session, contains_eager, declarative_base, relationship
Base = declarative_base()


class Thing(Base):
    __tablename__ = "things"
    id = sa.Column(sa.Integer, primary_key=True)
    name = sa.Column(sa.String(20), unique=True)


class Wrong(Base):
    __tablename__ = "wrong"
    id = sa.Column(sa.Integer, primary_key=True)
    gone = sa.Column(sa.String(20))


"#;

/// A project with a finished first step and a second one that runs `body`.
fn project(url: &str, body: &str) -> Project {
    let project = super::project(url);
    project.replace(
        "project/env.py",
        "connection=connection)",
        "connection=connection, transaction_per_migration=True)",
    );
    let table = "op.create_table('things', sa.Column('id', sa.Integer, primary_key=True), \
                 sa.Column('name', sa.String(20), unique=True))\n    \
                 op.create_table('wrong', sa.Column('id', sa.Integer, primary_key=True))";
    project.write(
        "project/versions/a.py",
        &format!("revision = 'a'\ndown_revision = None\n{HEADER}\ndef upgrade():\n    {table}\n"),
    );
    project.write(
        "project/versions/b.py",
        &format!("revision = 'b'\ndown_revision = 'a'\n{HEADER}\ndef upgrade():\n    {body}\n"),
    );
    project
}

fn on_sqlite(body: &str) -> Project {
    project("sqlite:///%(here)s/app.db", body)
}

const COMMITS_AND_FAILS: &str = "session = Session(bind=op.get_bind())\n    \
    session.add(Thing(name='kept?'))\n    session.commit()\n    session.close()\n    raise RuntimeError('stop')";

/// Counts what is read for 600 parents, of whom some have children, and the children's friends.
const EAGER: &str = r#"
from sqlalchemy import event
from sqlalchemy.orm import joinedload, selectinload, subqueryload

between = sa.Table(
    "between", Base.metadata, sa.Column("child", sa.ForeignKey("children.id")), sa.Column("friend", sa.ForeignKey("parents.id"))
)


class Parent(Base):
    __tablename__ = "parents"
    id = sa.Column(sa.Integer, primary_key=True)
    children = relationship("Child", back_populates="parent", order_by="Child.id.desc()")

    def __repr__(self):
        return "<Parent %s>" % self.id


class Child(Base):
    __tablename__ = "children"
    id = sa.Column(sa.Integer, primary_key=True)
    parent_id = sa.Column(sa.ForeignKey("parents.id"))
    parent = relationship(Parent, back_populates="children")
    friends = relationship(Parent, secondary=between, order_by=Parent.id)


def upgrade():
    bind = op.get_bind()
    Base.metadata.create_all(bind)
    bind.execute(Parent.__table__.insert(), [{"id": number} for number in range(1, 601)])
    rows = [{"id": number, "parent_id": number % 7 and number} for number in range(1, 601)]
    bind.execute(Child.__table__.insert(), [dict(row, parent_id=row["parent_id"] or None) for row in rows])
    bind.execute(Child.__table__.insert(), [{"id": 2000, "parent_id": 1}])
    bind.execute(between.insert(), [{"child": 1, "friend": 5}, {"child": 1, "friend": 3}, {"child": 600, "friend": 5}])
    sent = []
    event.listen(bind, "before_cursor_execute", lambda *given: sent.append(given[2]))
    for load in (selectinload, joinedload, subqueryload):
        session = Session(bind=bind)
        del sent[:]
        parents = session.query(Parent).options(load(Parent.children).options(load(Child.friends))).order_by(Parent.id).all()
        read = len(sent)
        print([child.id for child in parents[0].children], [friend.id for friend in parents[0].children[1].friends])
        print(len(parents), sum(len(parent.children) for parent in parents), len(parents[6].children), parents[599].children[0].friends)
        children = session.query(Child).options(load(Child.parent)).filter(Child.id > 590).order_by(Child.id).all()
        print([child.parent_id for child in children if child.parent is not None], len(sent) - read == 1, read)
        session.close()
"#;

#[test]
fn what_is_loaded_eagerly_is_read_by_few_statements() {
    let project = on_sqlite("pass");
    let script = format!("revision = 'b'\ndown_revision = 'a'\n{HEADER}\n{EAGER}");
    project.write("project/versions/b.py", &script);
    let run = project.run("upgrade head");
    check_succeeds(&run);
    let of_each = "[2000, 1] [3, 5]\n600 516 0 [<Parent 5>]\n\
                   [591, 592, 593, 594, 596, 597, 598, 599, 600, 1] True 5\n";
    assert_eq!(run.stdout, of_each.repeat(3));
}

#[test]
fn a_commit_of_a_session_stays_in_the_transaction_of_the_migration() {
    let project = on_sqlite(COMMITS_AND_FAILS);
    check_fails(&project.run("upgrade head"), 1, "RuntimeError: stop");
    let database = project.sqlite("app.db");
    assert_eq!(database.rows("SELECT name FROM things"), Vec::<String>::new());
    assert_eq!(database.versions(), ["a"]);
}

#[test]
fn a_commit_of_a_session_stays_in_the_transaction_on_postgresql() {
    let Some(database) = postgresql() else { return };
    let project = project(&database.url("psycopg2"), COMMITS_AND_FAILS);
    check_fails(&project.run("upgrade head"), 1, "RuntimeError: stop");
    assert_eq!(database.rows("SELECT name FROM things"), Vec::<String>::new());
    assert_eq!(database.versions(), ["a"]);
}

#[test]
fn a_script_that_rolls_back_goes_on_in_a_transaction_of_ours() {
    // With Alembic everything after it is lost without a word, the version row included.
    let project = on_sqlite(
        "session = Session(bind=op.get_bind())\n    session.add(Thing(name='lost'))\n    session.flush()\n    \
         session.rollback()\n    op.execute(\"INSERT INTO things (name) VALUES ('after')\")",
    );
    check_succeeds(&project.run("upgrade head"));
    let database = project.sqlite("app.db");
    assert_eq!(database.rows("SELECT name FROM things"), ["after"]);
    assert_eq!(database.versions(), ["b"]);
}

#[test]
fn a_failed_flush_can_be_rolled_back_to_a_savepoint() {
    let project = on_sqlite(
        "session = Session(bind=op.get_bind())\n    for name in ('x', 'x', 'y'):\n        try:\n            \
         with session.begin_nested():\n                session.add(Thing(name=name))\n        \
         except sa.exc.IntegrityError:\n            print('twice', name)\n    session.commit()",
    );
    let run = project.run("upgrade head");
    check_succeeds(&run);
    assert_eq!(run.stdout, "twice x\n");
    assert_eq!(project.sqlite("app.db").rows("SELECT name FROM things ORDER BY name"), ["x", "y"]);
}

#[test]
fn a_model_that_does_not_match_its_table_is_told_with_script_line_and_statement() {
    for body in [
        "session = Session(bind=op.get_bind())\n    session.query(Wrong).filter_by(gone='x').all()",
        "session = Session(bind=op.get_bind())\n    session.add(Wrong(gone='x')); session.flush()",
    ] {
        let project = on_sqlite(body);
        let run = project.run("upgrade head");
        check_fails(&run, 1, "gone");
        for part in ["versions/b.py", "line 25, in upgrade", "[SQL: ", "stopped in upgrade a -> b"] {
            assert!(run.stderr.contains(part), "{part}: {}", run.everything());
        }
        assert_eq!(project.sqlite("app.db").versions(), ["a"]);
    }
}

#[test]
fn a_model_that_does_not_match_its_table_is_told_on_postgresql() {
    let Some(database) = postgresql() else { return };
    let body = "session = Session(bind=op.get_bind())\n    session.query(Wrong).filter_by(gone='x').all()";
    let run = project(&database.url("psycopg2"), body).run("upgrade head");
    check_fails(&run, 1, "column wrong.gone does not exist");
    assert!(run.stderr.contains("line 25, in upgrade"), "{}", run.everything());
    assert_eq!(database.versions(), ["a"]);
}

#[test]
fn what_a_session_cannot_do_is_one_error_with_a_way_out() {
    for (body, told) in [
        (
            "session.query(Thing).options(contains_eager(Thing.id))",
            "the loader option contains_eager() is not supported",
        ),
        ("Session(bind=op.get_bind(), twophase=True)", "Session(twophase=True) is not supported"),
        ("session.enable_relationship_loading(Thing())", "Session.enable_relationship_loading() is not supported"),
    ] {
        let project = on_sqlite(&format!("session = Session(bind=op.get_bind())\n    {body}"));
        let run = project.run("upgrade head");
        check_fails(&run, 1, told);
        assert!(run.stderr.contains("line 25, in upgrade") && run.stderr.contains("hint: "), "{}", run.everything());
    }
}

#[test]
fn a_relationship_to_nothing_is_told_by_its_name() {
    let project = on_sqlite(
        "class Broken(Base):\n        __tablename__ = 'broken'\n        id = sa.Column(sa.Integer, primary_key=True)\n        \
         others = relationship('Nowhere')\n    Session(bind=op.get_bind()).query(Broken).all()",
    );
    check_fails(&project.run("upgrade head"), 1, "expression 'Nowhere' failed to locate a name ('Nowhere')");
}

#[test]
fn objects_of_sqlmodel_are_read_and_changed() {
    let project = on_sqlite(
        "from typing import Optional\n    from sqlmodel import Field, Session, SQLModel, select\n    \
         class Item(SQLModel, table=True):\n        __tablename__ = 'things'\n        \
         id: Optional[int] = Field(default=None, primary_key=True)\n        name: str\n    \
         with Session(op.get_bind()) as session:\n        session.add(Item(name='made'))\n        session.commit()\n        \
         item = session.exec(select(Item).where(Item.name == 'made')).one()\n        item.name = 'changed'\n        \
         session.add(item)\n        session.commit()\n        print(item.id, item.name)",
    );
    let run = project.run("upgrade head");
    check_succeeds(&run);
    assert_eq!(run.stdout, "1 changed\n");
}

#[test]
fn the_default_of_a_column_may_be_a_bound_method() {
    let project = on_sqlite(
        r#"
    from datetime import datetime

    class Words:
        @classmethod
        def plain(cls):
            return 'plain'

        @classmethod
        def of(cls, context):
            return 'of a context'

    for number, default in enumerate((Words.plain, Words.of, Words().plain)):
        things = sa.Table('things', sa.MetaData(), sa.Column('id', sa.Integer), sa.Column('name', sa.String, default=default))
        op.get_bind().execute(things.insert().values(id=number))
        op.get_bind().execute(sa.text("UPDATE things SET name = name || id"))
    times = sa.Table('times', sa.MetaData(), sa.Column('at', sa.DateTime, default=datetime.utcnow))
    times.create(op.get_bind())
    op.get_bind().execute(times.insert())
    op.bulk_insert(times, [{}, {}])
"#,
    );
    check_succeeds(&project.run("upgrade head"));
    let database = project.sqlite("app.db");
    assert_eq!(database.rows("SELECT name FROM things ORDER BY id"), ["plain000", "of a context11", "plain2"]);
    assert_eq!(database.rows("SELECT count(*) FROM times WHERE at LIKE '20%'"), ["3"]);
}
