//! A case: tables of both sides in short, and what the generated file then holds.

use diff::{Asks, Context, Filter, Nobody, Server, WithoutServer, diff, find_renames};
use operation::{PythonSettings, Step, function_body};
use pysource::AsAlembic;
use schema::{NamingConvention, Pair, Schema};
use serde_json::{Value as Json, json};

/// Tables in short: `users: id pk, name v50, team int? ->teams.id <-crew`. `?` may be NULL, `<-` says `renamed_from`.
pub fn schema(tables: &[&str]) -> Schema {
    let tables: Vec<Json> = tables.iter().map(|text| table(text)).collect();
    serde_json::from_value(json!({ "tables": tables })).expect("it is a schema")
}

fn table(text: &str) -> Json {
    let (head, columns) = text.split_once(": ").expect("a table has columns");
    let mut words = head.split(' ');
    let name = words.next().expect("a table has a name");
    let (namespace, name) = name.split_once('.').map_or((None, name), |(namespace, name)| (Some(namespace), name));
    let mut table = json!({"name": name, "namespace": namespace, "indexes": [], "constraints": []});
    if let Some(from) = words.find_map(|word| word.strip_prefix("<-")) {
        table["renamed_from"] = json!(from);
    }
    let columns: Vec<Json> = columns.split(", ").map(|text| column(text, &mut table)).collect();
    table["columns"] = json!(columns);
    table
}

fn column(text: &str, table: &mut Json) -> Json {
    let mut words = text.split(' ');
    let name = words.next().expect("a column has a name");
    let mut column = json!({"name": name, "type": {"type": "Integer"}, "nullable": false});
    for word in words {
        if let Some(length) = word.strip_prefix('v') {
            column["type"] = json!({"type": "String", "length": length.trim_end_matches('?').parse::<u32>().ok()});
        }
        column["nullable"] = json!(column["nullable"] == true || word.ends_with('?'));
        if word == "pk" {
            column["primary_key"] = json!(true);
        } else if let Some(target) = word.strip_prefix("->") {
            let (table, referred) = target.split_once('.').expect("a target is table.column");
            column["foreign_keys"] = json!([{"referred_table": {"name": table}, "referred_columns": [referred]}]);
        } else if let Some(from) = word.strip_prefix("<-") {
            column["renamed_from"] = json!(from);
        } else if let Some(index) = word.strip_prefix("ix=") {
            let index = json!({"name": index, "parts": [{"column": name}]});
            table["indexes"].as_array_mut().expect("it is a list").push(index);
        } else if let Some(unique) = word.strip_prefix("uq=") {
            let unique = json!({"constraint": "unique", "name": unique, "columns": [name]});
            table["constraints"].as_array_mut().expect("it is a list").push(unique);
        }
    }
    column
}

pub struct Everything;

impl Filter for Everything {}

/// Everything that a test may set.
pub struct Case<'c> {
    pub database: &'c str,
    pub before: &'c [&'c str],
    pub after: &'c [&'c str],
    pub wishes: &'c [&'c str],
    pub asks: &'c dyn Asks,
    pub filter: &'c dyn Filter,
    pub server: &'c dyn Server,
    pub as_batch: bool,
}

pub const CASE: Case<'static> = Case {
    database: "postgresql",
    before: &[],
    after: &[],
    wishes: &[],
    asks: &Nobody,
    filter: &Everything,
    server: &WithoutServer,
    as_batch: false,
};

/// What is found: upgrade and downgrade as a file holds them, tuples, and lines.
pub struct Found {
    pub upgrade: Vec<String>,
    pub downgrade: Vec<String>,
    pub tuples: Vec<String>,
    pub lines: Vec<String>,
}

impl Case<'_> {
    pub fn find(&self) -> Result<Found, String> {
        self.find_between(&schema(self.before), &schema(self.after))
    }

    pub fn find_between(&self, before: &Schema, after: &Schema) -> Result<Found, String> {
        let naming_convention = NamingConvention::default();
        let context = Context {
            dialect: dialect::by_name(self.database).expect("it is a dialect"),
            naming_convention: &naming_convention,
            compares_types: true,
            compares_server_defaults: true,
            version_table: "alembic_version".into(),
            default_namespace: Some("public".into()),
            compares_all_indexes: true,
            filter: self.filter,
            server: self.server,
        };
        let wishes: Vec<String> = self.wishes.iter().map(|wish| (*wish).to_owned()).collect();
        let renames = find_renames(Pair { before, after }, &context, &wishes, self.asks);
        let renames = renames.map_err(|misfit| format!("{misfit}; {}", misfit.hint))?;
        if let Some(misfit) = renames.misfits.first() {
            return Err(format!("{misfit}; {}", misfit.hint));
        }
        let before = renames.applied(context.dialect, before);
        let differences = diff(Pair { before: &before, after }, &renames, &context);
        let settings = PythonSettings {
            sqlalchemy_prefix: "sa.",
            alembic_prefix: "op.",
            user_prefix: None,
            as_batch: self.as_batch,
            dialect: context.dialect,
            naming_convention: &naming_convention,
            item: &AsAlembic,
        };
        let body = |steps: Vec<Step<'_>>| -> Vec<String> {
            let text = function_body(&steps, &settings).expect("the text can be written").text;
            // A call that goes over several lines is shown as one.
            let text = text.replace(",\n               ", ", ").replace(",\n                          ", ", ");
            let lines: Vec<String> = text.lines().map(|line| line.trim_start_matches("    ").to_owned()).collect();
            lines[1..lines.len() - 1].iter().filter(|line| !line.is_empty()).cloned().collect()
        };
        let upgrade = differences.changes.iter().map(|change| Step {
            within: change.within.as_ref(),
            note: change.note.as_deref(),
            ..Step::from(&change.operation)
        });
        let downgrade = differences
            .changes
            .iter()
            .rev()
            .map(|change| Step { within: change.within.as_ref(), ..Step::from(&change.reverse) });
        Ok(Found {
            upgrade: body(upgrade.collect()),
            downgrade: body(downgrade.collect()),
            tuples: differences.changes.iter().map(diff::Change::shown).collect(),
            lines: differences.messages.iter().map(|message| message.text.clone()).collect(),
        })
    }

    #[track_caller]
    pub fn check_upgrade(&self, expected: &[&str]) {
        assert_eq!(self.find().expect("it fits").upgrade, expected);
    }

    #[track_caller]
    pub fn check_error(&self, expected: &str) {
        assert_eq!(self.find().map(|found| found.upgrade), Err(expected.to_owned()));
    }
}
