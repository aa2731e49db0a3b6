//! `check --json` and `check --diff`, which only Limbeck has.

use serde_json::{Value as Json, json};
use testkit::{check_same_text, check_succeeds};

use crate::place::Place;

const BEFORE: &str = "
Table('users', metadata, Column('id', Integer, primary_key=True), Column('name', String(50)),
      Column('age', Integer, index=True))
Table('gone', metadata, Column('id', Integer, primary_key=True))
";

const AFTER: &str = "
Table('users', metadata, Column('id', Integer, primary_key=True), Column('name', String(80), nullable=False),
      Column('age', Integer), Column('e\"mail', String, server_default=\"it's\"))
Table('posts', metadata, Column('id', Integer, primary_key=True), Column('author', ForeignKey('users.id')))
";

/// A database that is at the models before, and the models after.
fn changed(place: &Place) {
    place.create();
    place.project.write("models.py", &format!("from sqlalchemy import *\n\nmetadata = MetaData()\n{AFTER}"));
}

fn differences(place: &Place) -> Vec<Json> {
    let run = place.project.run("check --json");
    assert_eq!(run.exit_code, 255, "{}", run.everything());
    let said: Json = serde_json::from_str(&run.stdout).expect("standard output is JSON alone");
    said["differences"].as_array().expect("there is a list").clone()
}

#[test]
fn json_says_kind_place_and_sql_of_each_difference() {
    let place = Place::on_sqlite(BEFORE, "");
    if place.project.program().is_real_alembic() {
        return;
    }
    changed(&place);
    let found = differences(&place);
    let kinds: Vec<_> = found.iter().map(|one| (one["kind"].as_str(), one["table"].as_str())).collect();
    assert_eq!(
        kinds,
        [
            (Some("add_table"), Some("posts")),
            (Some("remove_table"), Some("gone")),
            (Some("add_column"), Some("users")),
            (Some("modify_column"), Some("users")),
            (Some("remove_index"), Some("users")),
        ]
    );
    assert_eq!(
        found[2],
        json!({
            "kind": "add_column", "schema": null, "table": "users", "name": "e\"mail",
            "sql": ["ALTER TABLE users ADD COLUMN \"e\"\"mail\" VARCHAR DEFAULT 'it''s';"],
            "alembic": "('add_column', None, 'users', Column('e\"mail', String(), table=<users>, \
                        server_default=DefaultClause(\"it's\", for_update=False)))",
        })
    );
    assert_eq!(
        found[3]["changes"],
        json!({"type": {"before": "VARCHAR(50)", "after": "VARCHAR(80)"}, "nullable": {"before": true, "after": false}})
    );
}

#[test]
fn without_differences_json_is_an_empty_list_and_errors_stay_off_standard_output() {
    let place = Place::on_sqlite(BEFORE, "");
    if place.project.program().is_real_alembic() {
        return;
    }
    place.create();
    let run = place.project.run("check --json");
    check_succeeds(&run);
    assert_eq!(run.stdout, "{\n  \"differences\": []\n}\n");
    let run = place.project.run("check --diff");
    check_succeeds(&run);
    assert_eq!(run.stdout, "No new upgrade operations detected.\n");
    place.execute("DELETE FROM alembic_version");
    let run = place.project.run("check --json");
    assert_eq!((run.exit_code, run.stdout.as_str()), (255, ""), "{}", run.everything());
    assert!(run.stderr.contains("FAILED: Target database is not up to date."), "{}", run.stderr);
}

#[test]
fn diff_shows_the_sql_and_the_tables_before_and_after() {
    let place = Place::on_sqlite(BEFORE, "");
    if place.project.program().is_real_alembic() {
        return;
    }
    changed(&place);
    let run = place.project.run("check --diff");
    assert_eq!(run.exit_code, 255, "{}", run.everything());
    let expected = r#"CREATE TABLE posts (
    id INTEGER NOT NULL,
    author INTEGER,
    PRIMARY KEY (id),
    FOREIGN KEY(author) REFERENCES users (id)
);
DROP TABLE gone;
ALTER TABLE users ADD COLUMN "e""mail" VARCHAR DEFAULT 'it''s';
ALTER TABLE users ALTER COLUMN name SET NOT NULL;
ALTER TABLE users ALTER COLUMN name TYPE VARCHAR(80);
DROP INDEX ix_users_age;

--- posts in the database
+++ posts in the models
@@ -0,0 +1,6 @@
+CREATE TABLE posts (
+    id INTEGER NOT NULL
+    author INTEGER
+    PRIMARY KEY (id)
+    FOREIGN KEY(author) REFERENCES users (id)
+)
--- gone in the database
+++ gone in the models
@@ -1,4 +0,0 @@
-CREATE TABLE gone (
-    id INTEGER NOT NULL
-    PRIMARY KEY (id)
-)
--- users in the database
+++ users in the models
@@ -1,7 +1,7 @@
 CREATE TABLE users (
     id INTEGER NOT NULL
-    name VARCHAR(50)
+    name VARCHAR(80) NOT NULL
     age INTEGER
+    "e""mail" VARCHAR DEFAULT 'it''s'
     PRIMARY KEY (id)
 )
-CREATE INDEX ix_users_age ON users (age)
"#;
    // CREATE TABLE has a blank behind its commas, as in Alembic.
    check_same_text("check --diff", expected, &run.stdout.replace(", \n", ",\n"));
    let in_terminal = place.project.run_in_terminal(100, "alembic check --diff");
    assert!(in_terminal.stdout.contains("\x1b[31m-    name VARCHAR(50)\x1b[0m"), "{}", in_terminal.stdout);
    let without_colour = place.project.run_in_terminal(100, "NO_COLOR=1 alembic check --diff");
    assert!(!without_colour.stdout.contains("\x1b["), "{}", without_colour.stdout);
}

#[test]
fn the_sql_that_is_shown_makes_the_database_what_the_models_say() {
    let Some(place) = Place::on_postgresql(BEFORE, "") else { return };
    if place.project.program().is_real_alembic() {
        return;
    }
    changed(&place);
    let statements: Vec<String> = differences(&place)
        .iter()
        .flat_map(|one| one["sql"].as_array().expect("PostgreSQL can say everything").clone())
        .map(|statement| statement.as_str().expect("a statement is a text").to_owned())
        .collect();
    let shown = place.project.run("check --diff").stdout;
    assert!(shown.starts_with(&statements.join("\n")), "{shown}");
    assert!(shown.contains("-    name VARCHAR(50)\n+    name VARCHAR(80) NOT NULL\n"), "{shown}");
    place.execute(&statements.join("\n"));
    check_succeeds(&place.project.run("check"));
}

const SHIPPED: &str = "Table('orders', metadata, Column('id', Integer, primary_key=True),
      Column('state', Enum('new', 'sent', 'lost', name='state'), server_default='sent'), Column('note', String),
      CheckConstraint(\"state <> 'sent' OR note <> ''\", name='noted'), UniqueConstraint('note', name='uq_note'),
      Index('ix_sent', 'note', postgresql_where=text(\"state = 'sent'\")))";

#[test]
fn diff_shows_all_that_is_made_anew_with_an_enum() {
    let Some(place) = Place::on_postgresql(SHIPPED, "") else { return };
    if place.project.program().is_real_alembic() {
        return;
    }
    place.create();
    let models = SHIPPED.replace("'sent'", "'shipped'").replace(", 'lost'", "");
    place.project.write("models.py", &format!("from sqlalchemy import *\n\nmetadata = MetaData()\n{models}"));
    let shown = place.project.run("check --diff").stdout;
    let (_, view) = shown.split_once("--- orders in the database").unwrap_or_else(|| panic!("no view: {shown}"));
    let expected = "
+++ orders in the models
@@ -1,10 +1,10 @@
-CREATE TYPE state AS ENUM ('new', 'sent', 'lost')
+CREATE TYPE state AS ENUM ('new', 'shipped')
 CREATE TABLE orders (
     id SERIAL NOT NULL
-    state state DEFAULT 'sent'::state
+    state state DEFAULT 'shipped'
     note VARCHAR
     CONSTRAINT orders_pkey PRIMARY KEY (id)
     CONSTRAINT uq_note UNIQUE NULLS DISTINCT (note)
-    CONSTRAINT noted CHECK (state <> 'sent'::state OR note::text <> ''::text)
+    CONSTRAINT noted CHECK (state <> 'shipped' OR note <> '')
 )
-CREATE INDEX ix_sent ON orders (note) WHERE (state = 'sent'::state)
+CREATE INDEX ix_sent ON orders (note) WHERE state = 'shipped'
";
    check_same_text("check --diff", expected, view);
}

#[test]
fn diff_shows_the_colons_of_a_condition() {
    let table = "Table('links', metadata, Column('id', Integer, primary_key=True), Column('name', String),
      Index('ix_named', 'name', postgresql_where=text(r\"name <> '\\:id'\")))";
    let Some(place) = Place::on_postgresql(table, "") else { return };
    if place.project.program().is_real_alembic() {
        return;
    }
    place.create();
    let models = table.replace(":id", ":word");
    place.project.write("models.py", &format!("from sqlalchemy import *\n\nmetadata = MetaData()\n{models}"));
    let shown = place.project.run("check --diff").stdout;
    let before = "-CREATE INDEX ix_named ON links (name) WHERE ((name)::text <> ':id'::text)\n";
    let after = "+CREATE INDEX ix_named ON links (name) WHERE name <> ':word'\n";
    assert!(shown.contains(&format!("{before}{after}")), "{shown}");
    check_succeeds(&place.project.run("revision --autogenerate --rev-id second -m x"));
    check_succeeds(&place.project.run("upgrade head"));
    check_succeeds(&place.project.run("check"));
    check_succeeds(&place.project.run("downgrade -1"));
    let dropped = place.project.read("migrations/versions/second_x.py");
    assert!(dropped.contains(r#"postgresql_where="((name)::text <> '\\:id'::text)""#), "{dropped}");
}
