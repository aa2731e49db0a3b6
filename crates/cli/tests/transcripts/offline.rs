//! H: `--sql` for three databases, none of which is contacted (T163 to T175), and T177.

use testkit::{Project, check_succeeds};

use crate::{
    expectation::{check_run, check_transcript},
    projects::{VersionFile, initialised, on_sqlite},
};

const POSTGRESQL: &str = "postgresql+psycopg2://scott:tiger@localhost/app";
const MYSQL: &str = "mysql+pymysql://scott:tiger@localhost/app";
const SQLITE: &str = "sqlite:///app.db";

#[test]
fn upgrades_are_written_for_postgresql() {
    let project = accounts(POSTGRESQL);
    check_transcript(&project, "T163", "upgrade head --sql");
    check_transcript(&project, "T164", "upgrade ae1027a6acf3:bb20384758fe --sql");
    check_transcript(&project, "T172", "upgrade +1 --sql");
    check_transcript(&project, "T173", "upgrade 1975:+1 --sql");
}

#[test]
fn downgrades_are_written_between_two_revisions() {
    let project = accounts(POSTGRESQL);
    check_transcript(&project, "T165", "downgrade -1 --sql");
    check_transcript(&project, "T166", "downgrade bb20:ae10 --sql");
    check_transcript(&project, "T167", "downgrade ae10:base --sql");
}

#[test]
fn stamps_and_the_version_table_are_written() {
    let project = accounts(POSTGRESQL);
    check_transcript(&project, "T168", "stamp head --sql");
    check_transcript(&project, "T169", "stamp 1975:ae10 --sql");
    check_transcript(&project, "T170", "ensure_version --sql");
    check_transcript(&project, "T171", "stamp --purge head --sql");
}

#[test]
fn upgrades_are_written_for_mysql() {
    check_transcript(&accounts(MYSQL), "T174", "upgrade head --sql");
}

#[test]
fn upgrades_are_written_for_sqlite() {
    let project = accounts(SQLITE);
    check_transcript(&project, "T175", "upgrade ae10 --sql");
    assert!(!project.path("app.db").exists());
}

/// Recorded with the engine's log switched on, whose lines hold times; only what stands beside them is compared.
#[test]
fn a_constraint_is_not_dropped_on_sqlite_outside_a_batch() {
    let project = on_sqlite();
    VersionFile { revision: "b00000000002", message: "batch", ..VersionFile::default() }.write(&project);
    VersionFile {
        revision: "b00000000003",
        down_revision: "'b00000000002'",
        message: "drop constraint",
        upgrade: "op.drop_constraint('ck_email', 'users', type_='check')",
        ..VersionFile::default()
    }
    .write(&project);
    check_succeeds(&project.run("upgrade b00000000002"));
    let run = project.run("upgrade +1");
    check_run(&project, "T177", &run);
    assert_eq!(project.sqlite("app.db").versions(), ["b00000000002"]);
}

fn accounts(url: &str) -> Project {
    let project = initialised("generic", url);
    for file in [
        VersionFile {
            revision: "1975ea83b712",
            message: "create account table",
            upgrade: "op.create_table(\n    'account',\n    sa.Column('id', sa.Integer(), primary_key=True),\n    \
                      sa.Column('name', sa.String(50), nullable=False, comment='the name'),\n    \
                      sa.Column('kind', sa.Enum('a', 'b', name='kind')),\n)",
            downgrade: "op.drop_table('account')",
            ..VersionFile::default()
        },
        VersionFile {
            revision: "ae1027a6acf3",
            down_revision: "'1975ea83b712'",
            message: "add a column",
            upgrade: "op.add_column('account', sa.Column('at', sa.DateTime(timezone=True), server_default=sa.func.now()))\n\
                      account = sa.table('account', sa.column('id', sa.Integer), sa.column('name', sa.String))\n\
                      op.bulk_insert(account, [{'id': 1, 'name': \"O'Brien 100%\"}, {'id': 2, 'name': 'x:y'}])",
            downgrade: "op.drop_column('account', 'at')",
            ..VersionFile::default()
        },
        VersionFile {
            revision: "bb20384758fe",
            down_revision: "'ae1027a6acf3'",
            message: "concurrent index",
            upgrade: "with op.get_context().autocommit_block():\n    \
                      op.create_index('ix_account_name', 'account', ['name'], postgresql_concurrently=True)\n\
                      op.alter_column('account', 'name', existing_type=sa.String(50), type_=sa.Text(), nullable=True,\n\
                      server_default='n', postgresql_using='name::text')",
            downgrade: "op.drop_index('ix_account_name', table_name='account')",
            ..VersionFile::default()
        },
    ] {
        file.write(&project);
    }
    project
}
