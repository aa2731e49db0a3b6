//! Settings of a comparison: `include_name`, `include_object`, a `compare_type` of the user's, namespaces, indexes.

use diff::{Compared, Context, Filter, Kind, Renames, Subject, WithoutServer, diff};
use schema::{Column, Name, NamingConvention, Pair, Schema, TableName};
use serde_json::{Value as Json, json};

#[track_caller]
fn check_lines(filter: &dyn Filter, before: Json, after: Json, expected: &[&str]) {
    let read =
        |schema: Json| -> Schema { serde_json::from_value(json!({ "tables": schema })).expect("it is a schema") };
    let context = Context {
        dialect: dialect::by_name("sqlite").expect("SQLite is a dialect"),
        naming_convention: &NamingConvention::default(),
        compares_types: true,
        compares_server_defaults: true,
        version_table: "alembic_version".into(),
        default_namespace: Some("main".into()),
        compares_all_indexes: true,
        filter,
        server: &WithoutServer,
    };
    let differences = diff(Pair { before: &read(before), after: &read(after) }, &Renames::default(), &context);
    let lines: Vec<&str> = differences.messages.iter().map(|message| message.text.as_str()).collect();
    assert_eq!(lines, expected);
}

fn table(name: &str, columns: &[&str]) -> Json {
    let integer = json!({"type": "Integer"});
    let columns = columns.iter().map(|name| json!({"name": name, "type": integer, "nullable": true}));
    json!({"name": name, "columns": columns.collect::<Vec<_>>()})
}

fn name(name: Option<&Name>) -> &str {
    name.map_or("", |name| &name.text)
}

struct Everything;

impl Filter for Everything {}

struct NoTablesOfTheDatabase;

impl Filter for NoTablesOfTheDatabase {
    fn includes(&self, subject: &Subject<'_>) -> bool {
        subject.kind != Kind::Table || subject.of != Compared::Database
    }
}

#[test]
fn include_object_keeps_tables_that_only_the_database_has() {
    let (before, after) = (json!([table("a", &["x"])]), json!([table("b", &["x"])]));
    check_lines(&NoTablesOfTheDatabase, before, after, &["Detected added table 'b'"]);
}

struct NotTheColumn(&'static str);

impl Filter for NotTheColumn {
    fn includes(&self, subject: &Subject<'_>) -> bool {
        subject.kind != Kind::Column || name(subject.name) != self.0
    }
}

#[test]
fn include_object_is_asked_of_every_column() {
    let (before, after) = (json!([table("a", &["x", "gone"])]), json!([table("a", &["x", "new"])]));
    check_lines(&NotTheColumn("gone"), before.clone(), after.clone(), &["Detected added column 'a.new'"]);
    check_lines(&NotTheColumn("new"), before, after, &["Detected removed column 'a.gone'"]);
}

struct NotTheName(Kind, &'static str);

impl Filter for NotTheName {
    fn includes_name(&self, kind: Kind, asked: Option<&Name>, _: Option<&TableName>) -> bool {
        kind != self.0 || name(asked) != self.1
    }
}

#[test]
fn what_include_name_leaves_out_is_as_if_it_were_not_there() {
    let (before, after) = (json!([table("a", &["x", "y"])]), json!([table("a", &["x", "y"])]));
    check_lines(&NotTheName(Kind::Column, "y"), before.clone(), after.clone(), &["Detected added column 'a.y'"]);
    check_lines(&NotTheName(Kind::Table, "a"), before, after, &["Detected added table 'a'"]);
}

struct SaysThatTypesDiffer(bool);

impl Filter for SaysThatTypesDiffer {
    fn type_differs(&self, _: &TableName, _: Pair<&Column>) -> Option<bool> {
        Some(self.0)
    }
}

#[test]
fn compare_type_of_the_user_decides() {
    let before = json!([table("a", &["x"])]);
    let mut after = before.clone();
    check_lines(
        &SaysThatTypesDiffer(true),
        before.clone(),
        after.clone(),
        &["Detected type change from Integer() to Integer() on 'a.x'"],
    );
    after[0]["columns"][0]["type"] = json!({"type": "Text"});
    check_lines(&SaysThatTypesDiffer(false), before, after, &[]);
}

fn with_index(expression: &str) -> Json {
    let mut table = table("a", &["x"]);
    let part = json!({"expression": {"expr": "text", "sql": expression}});
    table["indexes"] = json!([{"name": "ix_a", "parts": [part]}]);
    json!([table])
}

#[test]
fn indexes_of_expressions_are_compared_where_alembic_is_blind() {
    check_lines(&Everything, with_index("lower( x )"), with_index("lower(\"x\")"), &[]);
    let line = "Detected changed index 'ix_a' on 'a': expression 'lower(x)' to 'upper(x)'";
    check_lines(&Everything, with_index("lower(x)"), with_index("upper(x)"), &[line]);
    let line = "Detected removed index 'ix_a' on 'a'";
    check_lines(&Everything, with_index("lower(x)"), json!([table("a", &["x"])]), &[line]);
}

#[test]
fn default_namespace_may_be_named_by_the_models() {
    let before = json!([table("a", &["x"])]);
    let mut after = before.clone();
    after[0]["namespace"] = json!("main");
    check_lines(&Everything, before, after, &[]);
}
