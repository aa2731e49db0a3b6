//! A law: whatever batches a table goes through, its rows, its neighbours and their references stay.

use testkit::check_succeeds;

use crate::{empty_project, enforce_keys};

const TABLES: u32 = 80;
const BATCHES: u32 = 4;

/// A table with all that a rebuild might lose.
pub fn table_with_everything() -> Vec<String> {
    table(0, &mut Everything)
}

/// Decides what a table has.
trait Choice {
    fn often(&mut self) -> bool;
}

struct Everything;

impl Choice for Everything {
    fn often(&mut self) -> bool {
        true
    }
}

/// A small generator of numbers, the same in every run.
struct Chance(u64);

impl Chance {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % limit
    }
}

impl Choice for Chance {
    fn often(&mut self) -> bool {
        self.below(2) == 0
    }
}

/// A table with what a rebuild might lose, and the statements around it.
fn table(number: u32, chance: &mut dyn Choice) -> Vec<String> {
    let mut parts: Vec<&str> = Vec::new();
    let counts = chance.often();
    parts.push(if counts { "id INTEGER PRIMARY KEY AUTOINCREMENT" } else { "id INTEGER NOT NULL PRIMARY KEY" });
    parts.push(if chance.often() { "a VARCHAR(20) COLLATE NOCASE" } else { "a VARCHAR(20)" });
    parts.push("b INTEGER DEFAULT 3");
    parts.push("\"c d\" TEXT");
    for (is_there, part) in [
        (chance.often(), "e INTEGER GENERATED ALWAYS AS (b + 1) VIRTUAL"),
        (chance.often(), "CHECK (b > 0)"),
        (chance.often(), "CONSTRAINT unique_a UNIQUE (a)"),
    ] {
        if is_there {
            parts.push(part);
        }
    }
    let name = format!("t{number}");
    let mut statements = vec![
        format!("CREATE TABLE {name} ({})", parts.join(", ")),
        format!("INSERT INTO {name} (id, a, b, \"c d\") VALUES (1, 'x', 5, 'k'), (2, 'y', 7, 'l'), (9, 'z', 1, NULL)"),
        format!("CREATE TABLE child{number} (of INTEGER REFERENCES {name} (id) ON DELETE CASCADE)"),
        format!("INSERT INTO child{number} VALUES (1), (9)"),
        format!("CREATE TABLE log{number} (what TEXT)"),
    ];
    for (is_there, statement) in [
        (chance.often(), format!("CREATE INDEX part{number} ON {name} (lower(a)) WHERE b > 2")),
        (chance.often(), format!("CREATE INDEX plain{number} ON {name} (b DESC, id)")),
        (chance.often(), format!("CREATE VIEW view{number} AS SELECT id, a FROM {name}")),
        (
            chance.often(),
            format!(
                "CREATE TRIGGER trigger{number} AFTER DELETE ON {name} BEGIN INSERT INTO log{number} VALUES (OLD.a); END"
            ),
        ),
    ] {
        if is_there {
            statements.push(statement);
        }
    }
    statements
}

/// Directives that every one of the tables takes, in any order, at most once each.
const DIRECTIVES: [&str; 10] = [
    "alter_column('a', type_=sa.Text())",
    "alter_column('b', nullable=False)",
    "alter_column('b', server_default='4')",
    "alter_column('c d', nullable=True, type_=sa.String(30))",
    "add_column(sa.Column('new', sa.Integer(), server_default=sa.text('(1 + 1)')))",
    "add_column(sa.Column('late', sa.String(3)))",
    "create_unique_constraint('unique_b', ['b'])",
    "create_check_constraint('check_id', 'id < 100')",
    "create_index('ix_%d' % number, ['b', 'id'])",
    "drop_column('c d')",
];

fn batches(number: u32, chance: &mut Chance) -> String {
    let mut left: Vec<&str> = DIRECTIVES.to_vec();
    let mut text = format!("    number = {number}\n");
    for _ in 0..BATCHES {
        let recreate = if chance.often() { ", recreate='always'" } else { "" };
        text.push_str(&format!("    with op.batch_alter_table('t{number}'{recreate}) as b:\n"));
        for _ in 0..=chance.below(2) {
            let directive = left.remove(chance.below(left.len() as u64) as usize);
            if directive.starts_with("drop_column") {
                left.retain(|other| !other.contains("'c d'"));
            }
            text.push_str(&format!("        b.{directive}\n"));
        }
    }
    text
}

#[test]
fn rows_neighbours_and_references_stay() {
    let project = empty_project();
    enforce_keys(&project);
    let database = project.sqlite("app.db");
    let mut chance = Chance(7);
    let mut script = "import sqlalchemy as sa\nfrom alembic import op\nrevision = 'a1'\ndown_revision = None\n\n\n\
                      def downgrade():\n    pass\n\n\ndef upgrade():\n"
        .to_owned();
    for number in 0..TABLES {
        table(number, &mut chance).iter().for_each(|statement| database.execute(statement));
        script.push_str(&batches(number, &mut chance));
    }
    let others = "SELECT type || ' ' || name FROM sqlite_master \
                  WHERE type IN ('table', 'view', 'trigger') OR name LIKE 'part%' OR name LIKE 'plain%' ORDER BY name";
    let before = database.rows(others);
    project.write("alembic/versions/a1_batches.py", &script);
    check_succeeds(&project.run("upgrade head"));
    let after: Vec<String> =
        database.rows(others).into_iter().filter(|object| object != "table alembic_version").collect();
    assert_eq!(after, before);
    assert_eq!(database.rows("PRAGMA foreign_key_check"), Vec::<String>::new());
    assert_eq!(database.rows("PRAGMA integrity_check"), ["ok"]);
    for number in 0..TABLES {
        let rows = database.rows(&format!("SELECT id || a || b FROM t{number} ORDER BY id"));
        assert_eq!(rows, ["1x5", "2y7", "9z1"], "t{number}\n{}", database.schema());
        assert_eq!(database.rows(&format!("SELECT of FROM child{number} ORDER BY of")), ["1", "9"], "child{number}");
    }
    // Triggers fire still, and none has fired for a copy.
    let triggers = database.rows("SELECT substr(name, 8) FROM sqlite_master WHERE type = 'trigger'");
    assert!(!triggers.is_empty());
    for number in triggers {
        assert_eq!(database.rows(&format!("SELECT count(*) FROM log{number}")), ["0"]);
        database.execute(&format!("DELETE FROM t{number} WHERE id = 2"));
        assert_eq!(database.rows(&format!("SELECT what FROM log{number}")), ["y"]);
    }
}
