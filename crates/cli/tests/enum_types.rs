//! `create_type=False` of the generic `Enum`: SQLAlchemy 2.0 creates the type all the same, 2.1 does not.

use testkit::{Program, Project, check_succeeds, is_sqlite_only, postgresql};

/// Both ways to a table; the type of the second column is there already.
const LINES: &str = "op.execute(\"CREATE TYPE there AS ENUM ('x', 'y')\")\n    \
     columns = lambda: (sa.Column('m', sa.Enum('a', 'b', name='absent', create_type=False)), sa.Column('t', sa.Enum('x', 'y', name='there', create_type=False)))\n    \
     op.create_table('one', *columns())\n    \
     metadata = sa.MetaData()\n    \
     sa.Table('two', metadata, *columns())\n    \
     metadata.create_all(op.get_bind())\n    \
     op.execute(\"INSERT INTO one VALUES ('a', 'y')\")";

#[test]
fn a_generic_enum_that_is_not_to_be_created_is_used_or_created() {
    let Some(database) = postgresql() else {
        assert!(is_sqlite_only(), "no PostgreSQL: run the tests by `cargo xtask test`");
        return;
    };
    let project =
        Project::initialised(Program::ours_or_named(env!("CARGO_BIN_EXE_alembic")), &database.url("psycopg2"));
    let script = format!(
        "from alembic import op\nimport sqlalchemy as sa\n\nrevision = 'a1'\ndown_revision = None\n\n\ndef upgrade():\n    {LINES}\n"
    );
    project.write("alembic/versions/a1.py", &script);
    check_succeeds(&project.run("upgrade head"));
    let types = database.rows(
        "SELECT format('%s %s', typname, count(*)) FROM pg_enum JOIN pg_type t ON t.oid = enumtypid GROUP BY typname ORDER BY typname",
    );
    assert_eq!(types, ["absent 2", "there 2"]);
    assert_eq!(database.rows("SELECT m || ' ' || t FROM one"), ["a y"]);
}
