//! The plan that is broken off: transactional, autocommit, batch and data steps.

use testkit::{Database, Program, Project, postgresql};

/// A project and its database.
pub struct Subject {
    pub project: Project,
    pub database: Database,
}

/// Which sessions are another's.
pub const OTHERS: &str = "datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'";

const HEADER: &str = "from alembic import op\nimport sqlalchemy as sa\n\n";

fn project(url: &str, concurrently: &str) -> Project {
    let project = Project::initialised(Program::ours_or_named(env!("CARGO_BIN_EXE_alembic")), url);
    let mut down = "None".to_owned();
    let autocommit = format!(
        "    op.create_table('b', sa.Column('id', sa.Integer, primary_key=True), sa.Column('n', sa.Integer))\n    \
             with op.get_context().autocommit_block():\n        \
                 op.execute('INSERT INTO b SELECT id, id FROM a')\n        \
                 op.execute('CREATE INDEX {concurrently} ix_b ON b (n)')\n        \
                 op.execute('UPDATE b SET n = n + 1')\n    \
             op.execute('UPDATE b SET n = n * 2')\n    \
             with op.get_context().autocommit_block():\n        \
                 op.execute('CREATE UNIQUE INDEX {concurrently} ux_b ON b (id, n)')\n    \
             op.execute('INSERT INTO b VALUES (100, 0)')\n"
    );
    for (revision, body) in [
        (
            "a1",
            "    op.create_table('a', sa.Column('id', sa.Integer, primary_key=True), sa.Column('name', sa.String(20)))\n    \
                 op.execute(\"INSERT INTO a VALUES (1, 'x'), (2, 'y')\")\n",
        ),
        ("a2", &autocommit),
        (
            "a3",
            "    with op.batch_alter_table('a') as batch:\n        \
                     batch.alter_column('name', type_=sa.Text())\n        \
                     batch.add_column(sa.Column('size', sa.Integer))\n",
        ),
        (
            "a4",
            "    bind = op.get_bind()\n    \
                 for row in bind.execute(sa.text('SELECT id, n FROM b ORDER BY id')).fetchall():\n        \
                     bind.execute(sa.text('UPDATE a SET size = :n WHERE id = :id'), {'n': row.n, 'id': row.id})\n    \
                 with op.get_context().autocommit_block():\n        \
                     bind.execute(sa.text('UPDATE a SET size = size + 1'))\n        \
                     bind.execute(sa.text(\"UPDATE a SET name = name || '!'\"))\n",
        ),
    ] {
        project.write(
            &format!("alembic/versions/{revision}_step.py"),
            &format!("{HEADER}revision = '{revision}'\ndown_revision = {down}\n\n\ndef upgrade():\n{body}"),
        );
        down = format!("'{revision}'");
    }
    project
}

pub fn on_sqlite() -> Subject {
    let project = project("sqlite:///%(here)s/app.db", "");
    let database = Database::Sqlite(project.sqlite("app.db"));
    Subject { project, database }
}

pub fn on_postgresql() -> Option<Subject> {
    let database = postgresql()?;
    let project = project(&database.url(""), "CONCURRENTLY");
    Some(Subject { project, database: Database::Postgresql(Box::new(database)) })
}

impl Subject {
    /// Empties the database.
    pub fn reset(&self) {
        match &self.database {
            Database::Sqlite(_) => {
                for file in ["app.db", "app.db-journal", "app.db-wal", "app.db-shm"] {
                    let path = self.project.path(file);
                    if path.exists() {
                        std::fs::remove_file(path).expect("nobody holds it");
                    }
                }
            }
            Database::Postgresql(database) => database
                .execute("DROP SCHEMA IF EXISTS limbeck CASCADE; DROP SCHEMA public CASCADE; CREATE SCHEMA public"),
        }
    }

    /// Waits until the server has noticed the end of a process.
    pub fn settle(&self) {
        let Database::Postgresql(database) = &self.database else { return };
        let others = format!("SELECT 1 FROM pg_stat_activity WHERE {OTHERS}");
        let start = std::time::Instant::now();
        while !database.rows(&others).is_empty() {
            assert!(start.elapsed().as_secs() < 60, "a session does not end");
            std::thread::sleep(std::time::Duration::from_millis(2));
        }
    }

    /// Schema, rows and version, without what is ours.
    pub fn content(&self) -> Vec<String> {
        const ROWS: &[&str] =
            &["SELECT * FROM a ORDER BY 1", "SELECT * FROM b ORDER BY 1", "SELECT * FROM alembic_version"];
        match &self.database {
            Database::Sqlite(file) => {
                let mut found = file.rows("SELECT type, name, sql FROM sqlite_master ORDER BY 1, 2");
                found.extend(ROWS.iter().flat_map(|sql| file.rows(sql)));
                found
            }
            Database::Postgresql(database) => {
                let mut found = database.rows(
                    "SELECT table_name, column_name, data_type, is_nullable FROM information_schema.columns \
                     WHERE table_schema = 'public' ORDER BY 1, 2",
                );
                found.extend(database.rows(
                    "SELECT c.relname, c.relkind, i.indisvalid FROM pg_class c LEFT JOIN pg_index i ON i.indexrelid = c.oid \
                     WHERE c.relnamespace = 'public'::regnamespace ORDER BY 1",
                ));
                found.extend(ROWS.iter().flat_map(|sql| database.rows(sql)));
                found
            }
        }
    }
}
