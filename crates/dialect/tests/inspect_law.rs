//! The law of inspection: a table that was just created is read as it was written, in a normal form.
#![cfg(all(feature = "sqlite", feature = "postgresql"))]
#![cfg_attr(
    all(feature = "sqlite", feature = "postgresql"),
    expect(clippy::unwrap_used, reason = "a test may panic; helpers are no test functions to clippy")
)]

mod projection;
mod support;

use dialect::ddl::{CheckFirst, IfNotExists, create_table};
use dialect::{Connection, Context, Dialect, Scope, Statement, Url};
use schema::{Autoincrement, Constraint, Fill, Options, Schema, Table};
use serde_json::{Map, Value as Json, json};
use support::{connect, run, shared_url};

const TABLES: usize = 150;

/// A column that a generated table may have: its type on the wire, and what fills it in the database's own words.
struct Choice {
    column_type: Json,
    defaults: &'static [&'static str],
    check: Option<&'static str>,
}

fn native(name: &str, arguments: Json) -> Json {
    json!({"type": "Native", "dialect": "", "name": name, "arguments": arguments})
}

fn own(dialect: &str, name: &str, arguments: Json) -> Json {
    json!({"type": "Native", "dialect": dialect, "name": name, "arguments": arguments})
}

fn choice(column_type: Json, defaults: &'static [&'static str], check: Option<&'static str>) -> Choice {
    Choice { column_type, defaults, check }
}

fn sqlite_choices() -> Vec<Choice> {
    vec![
        choice(native("INTEGER", json!({})), &["5", "-1", "1 + 2"], Some("> 0")),
        choice(native("BIGINT", json!({})), &["0"], Some("IN (1, 2)")),
        choice(native("VARCHAR", json!({"length": 50})), &["'x'", "'it''s, UNIQUE (y)'"], Some("<> 'a)b'")),
        choice(native("TEXT", json!({})), &["lower('X')", "CURRENT_TIMESTAMP"], Some("LIKE 'a%'")),
        choice(native("NUMERIC", json!({"precision": 10, "scale": 2})), &["1.5"], None),
        choice(native("BOOLEAN", json!({})), &["1", "true"], None),
        choice(native("DATETIME", json!({})), &["datetime('now')"], None),
        choice(native("FLOAT", json!({})), &[], None),
        choice(own("sqlite", "JSON", json!({})), &["'{}'"], None),
        choice(native("BLOB", json!({})), &[], None),
        choice(native("CHAR", json!({"length": 32})), &[], None),
    ]
}

fn postgresql_choices() -> Vec<Choice> {
    let own = |name, arguments| own("postgresql", name, arguments);
    vec![
        choice(native("INTEGER", json!({})), &["5", "'-1'::integer", "(1 + 2)"], Some("> 0")),
        choice(native("BIGINT", json!({})), &["0"], Some("<> 7")),
        choice(native("SMALLINT", json!({})), &["'3'::smallint"], None),
        choice(
            native("VARCHAR", json!({"length": 50})),
            &["'x'::character varying", "'it''s'::character varying"],
            None,
        ),
        choice(native("TEXT", json!({"collation": "C"})), &["lower('X'::text)"], Some("<> 'a)b'::text")),
        choice(native("TEXT", json!({})), &["'x'::text"], Some("~~ 'a%'::text")),
        choice(native("NUMERIC", json!({"precision": 10, "scale": 2})), &["1.5"], None),
        choice(native("BOOLEAN", json!({})), &["false"], None),
        choice(native("DOUBLE_PRECISION", json!({"precision": 53})), &[], None),
        choice(native("UUID", json!({})), &["gen_random_uuid()"], None),
        choice(native("DATE", json!({})), &["CURRENT_DATE"], None),
        choice(own("TIMESTAMP", json!({"timezone": true})), &["now()"], None),
        choice(own("TIMESTAMP", json!({"precision": 3})), &[], None),
        choice(own("TIME", json!({})), &[], None),
        choice(own("INTERVAL", json!({"precision": 2, "fields": "day to second"})), &[], None),
        choice(own("JSONB", json!({})), &["'{}'::jsonb"], None),
        choice(own("INET", json!({})), &[], None),
        choice(own("TSTZRANGE", json!({})), &[], None),
        choice(own("BIT", json!({"length": 7, "varying": true})), &[], None),
        choice(json!({"type": "ARRAY", "item": native("INTEGER", json!({}))}), &["'{}'::integer[]"], None),
        choice(
            json!({"type": "Enum", "name": "mood", "values": ["sad", "it's"], "postgresql_only": true}),
            &["'sad'::mood"],
            None,
        ),
    ]
}

/// Numbers that are the same every time.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % limit
    }

    fn one_in(&mut self, count: usize) -> bool {
        self.below(count) == 0
    }

    fn pick<'t, T>(&mut self, items: &'t [T]) -> &'t T {
        &items[self.below(items.len())]
    }
}

/// Words in which the two databases differ.
struct Tongue {
    name: &'static str,
    choices: Vec<Choice>,
    computed: &'static str,
    filter: Json,
    has_comments: bool,
}

fn text(sql: &str) -> Json {
    json!({"expr": "text", "sql": sql})
}

fn table(tongue: &Tongue, number: usize, numbers: &mut Numbers) -> Table {
    let mut columns =
        vec![json!({"name": "id", "type": native("INTEGER", json!({})), "nullable": false, "primary_key": true})];
    let mut constraints = vec![json!({"constraint": "primary_key", "name": format!("pk_{number}"), "columns": ["id"]})];
    let mut indexes = Vec::new();
    let names = ["a", "Mixed Case", "order", "d", "e", "f"];
    for name in &names[..1 + numbers.below(names.len())] {
        let choice = numbers.pick(&tongue.choices);
        let mut column = json!({"name": name, "type": choice.column_type, "nullable": numbers.one_in(2)});
        if !choice.defaults.is_empty() && numbers.one_in(2) {
            let default: &str = numbers.pick::<&str>(choice.defaults);
            column["fill"] = json!({"fill": "default", "expression": text(default)});
        }
        if tongue.has_comments && numbers.one_in(4) {
            column["comment"] = json!(format!("{name}'s comment"));
        }
        columns.push(column);
        let quoted = if *name == "order" || *name == "Mixed Case" { format!("\"{name}\"") } else { (*name).to_owned() };
        if let Some(check) = choice.check.filter(|_| numbers.one_in(2)) {
            let condition = text(&format!("{quoted} {check}"));
            constraints
                .push(json!({"constraint": "check", "name": format!("ck {number} {name}"), "condition": condition}));
        }
    }
    if numbers.one_in(3) {
        let fill = json!({"fill": "computed", "expression": text(tongue.computed), "persisted": true});
        columns.push(json!({"name": "sum", "type": native("INTEGER", json!({})), "nullable": true, "fill": fill}));
    }
    let first = json!({"column": "a"});
    if numbers.one_in(3) {
        constraints.push(json!({"constraint": "unique", "name": format!("uq_{number}"), "columns": ["id", "a"]}));
    }
    if numbers.one_in(2) {
        columns.push(json!({"name": "parent", "type": native("INTEGER", json!({})), "nullable": true}));
        constraints.push(foreign_key(number, numbers));
    }
    if numbers.one_in(2) {
        let id = json!({"expr": "column", "name": "id"});
        let keys = match numbers.below(3) {
            0 => json!([{"column": "id"}]),
            1 => json!([{"column": "id"}, {"expression": {"expr": "ordered", "of": id, "modifier": "DESC"}}]),
            _ => json!([{"expression": text(tongue.computed)}]),
        };
        let mut index = json!({"name": format!("ix_{number}"), "parts": keys, "unique": numbers.one_in(3)});
        if numbers.one_in(2) {
            index["options"] = json!({format!("{}_where", tongue.name): tongue.filter});
        }
        indexes.push(index);
    }
    if numbers.one_in(4) && tongue.name == "sqlite" {
        indexes.push(json!({"name": format!("ix {number}"), "parts": [first]}));
    }
    let mut table =
        json!({"name": format!("t{number}"), "columns": columns, "constraints": constraints, "indexes": indexes});
    if tongue.has_comments && numbers.one_in(3) {
        table["comment"] = json!("a comment");
    }
    serde_json::from_value(table).unwrap()
}

fn foreign_key(number: usize, numbers: &mut Numbers) -> Json {
    let referred = numbers.below(number + 1);
    let mut key = json!({
        "constraint": "foreign_key",
        "name": format!("fk_{number}"),
        "columns": ["parent"],
        "referred_table": {"name": format!("t{referred}")},
        "referred_columns": ["id"],
    });
    if numbers.one_in(2) {
        key["ondelete"] = json!(numbers.pick(&["CASCADE", "SET NULL", "RESTRICT"]));
    }
    if numbers.one_in(3) {
        key["onupdate"] = json!("CASCADE");
    }
    if numbers.one_in(3) {
        key["deferrable"] = json!(true);
        key["initially"] = json!("DEFERRED");
    }
    key
}

/// Takes off what a database says of every table, and writes SERIAL as the model does.
fn normal(mut table: Table) -> Table {
    let without_usual =
        |options: &mut Options| options.retain(|_, value| *value != json!([]) && *value != json!(false));
    for column in &mut table.columns {
        if column.sequence.take().is_some() {
            column.fill = Fill::Nothing;
        }
        column.autoincrement = Autoincrement::Auto;
    }
    for constraint in &mut table.constraints {
        match constraint {
            Constraint::PrimaryKey(key) => without_usual(&mut key.options),
            Constraint::Unique(unique) => without_usual(&mut unique.options),
            _ => {}
        }
    }
    table.indexes.iter_mut().for_each(|index| without_usual(&mut index.options));
    table
}

/// Creates the tables and returns what is then read, in the same order.
fn created(dialect: &dyn Dialect, connection: &mut dyn Connection, tables: &[Table]) -> Vec<Table> {
    let context = Context::default();
    for table in tables {
        for Statement { sql, .. } in create_table(dialect, &context, table, IfNotExists::No, CheckFirst::No).unwrap() {
            run(connection, &sql);
        }
    }
    let schema: Schema = dialect.inspect(connection, &Scope::DefaultNamespace).unwrap().unwrap();
    assert_eq!(schema.tables.len(), tables.len());
    tables.iter().map(|table| normal(schema.table(&table.name).cloned().unwrap())).collect()
}

/// `fresh` empties the database.
fn check_law(dialect: &dyn Dialect, tongue: &Tongue, fresh: &mut dyn FnMut() -> Box<dyn Connection>) {
    let mut numbers = Numbers(7);
    let tables: Vec<Table> = (0..TABLES).map(|number| table(tongue, number, &mut numbers)).collect();
    let read = created(dialect, &mut *fresh(), &tables);
    for (written, read) in tables.into_iter().zip(&read) {
        assert_eq!(projection::table(read).join("\n"), projection::table(&normal(written)).join("\n"));
    }
    // What was read is a model, too: created again it is read as the very same values.
    assert_eq!(created(dialect, &mut *fresh(), &read), read);
}

#[test]
fn what_was_created_is_read_on_sqlite() {
    let url = Url { drivername: "sqlite".into(), database: Some(":memory:".into()), ..Url::default() };
    let tongue = Tongue {
        name: "sqlite",
        choices: sqlite_choices(),
        computed: "id + 1",
        filter: text("id > 5"),
        has_comments: false,
    };
    let mut fresh = || dialect::sqlite::connect::connect(&url, &Map::new()).unwrap();
    check_law(&dialect::sqlite::Sqlite, &tongue, &mut fresh);
}

#[test]
fn what_was_created_is_read_on_postgresql() {
    let Some(server) = shared_url() else { return };
    let tongue = Tongue {
        name: "postgresql",
        choices: postgresql_choices(),
        computed: "(id + 1)",
        filter: json!("(id > 5)"),
        has_comments: true,
    };
    // The transaction ends with its connection, and takes everything with it.
    let mut fresh = || {
        let mut connection = connect(&server, json!({})).unwrap();
        run(&mut *connection, "BEGIN; CREATE SCHEMA limbeck_law; SET LOCAL search_path TO limbeck_law");
        connection
    };
    check_law(&dialect::postgresql::Postgresql, &tongue, &mut fresh);
}
