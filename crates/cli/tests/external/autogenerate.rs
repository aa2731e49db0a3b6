//! Models in the project's own Python, compared with the database.

use testkit::{OwnPython, check_succeeds, postgresql};

use crate::subject::{bare, check_fails, project};

const MODELS: &str = "import _sqlite3\nimport sqlalchemy as sa\nfrom sqlalchemy.orm import declarative_base\n\n\
convention = {'ix': 'ix_%(column_0_label)s', 'uq': 'uq_%(table_name)s_%(column_0_name)s', \
'fk': 'fk_%(table_name)s_%(column_0_name)s', 'pk': 'pk_%(table_name)s', 'ck': 'ck_%(table_name)s_%(constraint_name)s'}\n\
Base = declarative_base(metadata=sa.MetaData(naming_convention=convention))\n\n\n\
class Trimmed(sa.types.TypeDecorator):\n    impl = sa.String\n    cache_ok = True\n\n\n\
class Author(Base):\n    __tablename__ = 'author'\n    id = sa.Column(sa.Integer, primary_key=True)\n    \
email = sa.Column(Trimmed(50), unique=True, nullable=False)\n    \
born = sa.Column(sa.DateTime, server_default=sa.func.now(), index=True)\n    \
kind = sa.Column(sa.Enum('a', 'b', name='kind'), server_default='a')\n\n\n\
class Book(Base):\n    __tablename__ = 'book'\n    id = sa.Column(sa.Integer, primary_key=True)\n    \
author_id = sa.Column(sa.ForeignKey('author.id', ondelete='CASCADE'))\n    \
pages = sa.Column(sa.Integer, sa.CheckConstraint('pages > 0', name='positive'))\n    \
__table_args__ = (sa.UniqueConstraint('author_id', 'pages'), sa.Index('ix_expression', sa.func.abs(pages)))\n";

#[test]
fn real_models_become_a_file_that_leaves_nothing_to_do() {
    for own in OwnPython::ALL {
        let Some(project) = project(own) else { return };
        project.write("models.py", MODELS);
        project.replace(
            "alembic/env.py",
            "target_metadata = None",
            "import models\ntarget_metadata = models.Base.metadata",
        );
        check_fails(&project.run("check"), 255, &[]);
        let run = project.run("revision --autogenerate -m all --rev-id a1");
        check_succeeds(&run);
        assert!(run.stderr.contains("using .venv/bin/python"), "{}", run.stderr);
        let written = project.read("alembic/versions/a1_all.py");
        for part in [
            "import models\n",
            "    sa.Column('email', models.Trimmed(length=50), nullable=False),\n",
            "server_default=sa.text('(CURRENT_TIMESTAMP)')",
            "sa.Enum('a', 'b', name='kind'), server_default='a'",
            "    sa.PrimaryKeyConstraint('id', name=op.f('pk_author')),\n",
            "    sa.UniqueConstraint('email', name=op.f('uq_author_email'))\n",
            "sa.CheckConstraint('pages > 0', name=op.f('ck_book_positive'))",
            "sa.ForeignKeyConstraint(['author_id'], ['author.id'], name=op.f('fk_book_author_id'), ondelete='CASCADE')",
            "op.create_index(op.f('ix_author_born'), 'author', ['born'], unique=False)",
            "op.create_index('ix_expression', 'book', [sa.literal_column('abs(pages)')], unique=False)",
        ] {
            assert!(written.contains(part), "{own:?}: {part}\n{written}");
        }
        check_succeeds(&project.run("upgrade head"));
        check_succeeds(&project.run("check"));
        project.replace("models.py", "Trimmed(50)", "Trimmed(60)");
        let run = project.run("check");
        check_fails(&run, 255, &["modify_type"]);
        project.replace("models.py", "'author.id'", "'writer.id'");
        check_fails(&project.run("check"), 1, &["NoReferencedTableError", "could not find table 'writer'"]);
    }
}

#[test]
fn hooks_of_env_py_are_given_real_objects() {
    let Some(project) = project(OwnPython::Latest) else { return };
    project.write("models.py", MODELS);
    project.replace("alembic/env.py", "target_metadata = None", "import models\ntarget_metadata = models.Base.metadata\n\n\n\
        def include_object(thing, name, kind, reflected, other):\n    from sqlalchemy.sql.schema import SchemaItem\n    \
        assert isinstance(thing, SchemaItem), thing\n    return name != 'book'\n");
    project.replace(
        "alembic/env.py",
        "connection=connection, target_metadata=target_metadata\n",
        "connection=connection, target_metadata=target_metadata, include_object=include_object\n",
    );
    let run = project.run("revision --autogenerate -m all --rev-id a1");
    check_succeeds(&run);
    let written = project.read("alembic/versions/a1_all.py");
    assert!(written.contains("op.create_table('author'") && !written.contains("book"), "{written}");
}

#[test]
fn types_that_an_old_sqlalchemy_has_in_the_dialect_alone_are_given_to_hooks() {
    for own in OwnPython::ALL {
        let Some(server) = postgresql() else { return };
        let Some(project) = bare(&server.url("psycopg2")).with_own_python(own) else { return };
        server.execute("CREATE TABLE t (a double precision, b uuid, c bigint)");
        project.write("models.py", "import sqlalchemy as sa\n\nmetadata = sa.MetaData()\n");
        let hook = "import models\ntarget_metadata = models.metadata\n\n\n\
                    def include_object(thing, name, kind, reflected, other):\n    \
                    print(name, getattr(thing, 'type', ''))\n    return kind == 'table'\n";
        project.replace("alembic/env.py", "target_metadata = None", hook);
        let given = "connection=connection, target_metadata=target_metadata";
        project.replace("alembic/env.py", given, &format!("{given}, include_object=include_object"));
        let run = project.run("--python .venv revision --autogenerate -m all --rev-id a1");
        check_succeeds(&run);
        assert!(run.stdout.starts_with("t \n"), "{own:?}: {}", run.everything());
        let written = project.read("alembic/versions/a1_all.py");
        assert!(written.contains("sa.Column('a', sa.DOUBLE_PRECISION(precision=53)"), "{own:?}: {written}");
    }
}

/// A constraint that is for another database, and what SQLAlchemy 1.4 has no word for.
const RULED: &str = "import sqlalchemy as sa\n\nmetadata = sa.MetaData()\n\
sa.Table('t', metadata, sa.Column('id', sa.Integer, primary_key=True), sa.Column('a', sa.Integer, unique=True), \
sa.CheckConstraint('a IS JSON', name='ck_rule', _create_rule=lambda compiler: compiler.dialect.name == 'oracle'))\n\
if hasattr(sa.CheckConstraint, 'ddl_if'):\n    \
sa.Table('u', metadata, sa.Column('id', sa.Integer, primary_key=True), sa.CheckConstraint('id IS JSON').ddl_if(dialect='mysql'))\n";

#[test]
fn hooks_are_given_what_every_sqlalchemy_knows_and_rules_are_heeded() {
    for own in OwnPython::ALL {
        let Some(server) = postgresql() else { return };
        let Some(project) = bare(&server.url("psycopg2")).with_own_python(own) else { return };
        project.write("models.py", RULED);
        let hook = "import models\ntarget_metadata = models.metadata\n\n\n\
                    def include_object(thing, name, kind, reflected, other):\n    return True\n";
        project.replace("alembic/env.py", "target_metadata = None", hook);
        let given = "connection=connection, target_metadata=target_metadata";
        project.replace("alembic/env.py", given, &format!("{given}, include_object=include_object"));
        check_succeeds(&project.run("--python .venv revision --autogenerate -m all --rev-id a1"));
        assert!(!project.read("alembic/versions/a1_all.py").contains("JSON"), "{own:?}");
        check_succeeds(&project.run("--python .venv upgrade head"));
        check_succeeds(&project.run("--python .venv check"));
    }
}
