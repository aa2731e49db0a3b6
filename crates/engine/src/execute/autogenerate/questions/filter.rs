//! User code that has a say in comparing: `include_object`, `include_name`, `compare_type`, `compare_server_default`.

use diff::{Compared, Filter, Kind, Plugin, Subject};
use schema::{Column, Name, Pair, TableName};
use serde_json::json;

use super::Questions;
use crate::execute::autogenerate::settings::Switch;

impl Questions<'_, '_, '_> {
    fn differs(&self, switch: Switch, table: &TableName, columns: Pair<&Column>) -> Option<bool> {
        let Switch::Asks(function) = switch else { return None };
        self.ask(function, json!({"table": table, "before": columns.before, "after": columns.after}))
    }
}

impl Filter for Questions<'_, '_, '_> {
    fn has(&self, plugin: Plugin) -> bool {
        self.chosen.has(plugin)
    }

    fn includes_name(&self, kind: Kind, name: Option<&Name>, table: Option<&TableName>) -> bool {
        let Some(function) = self.settings.include_name else { return true };
        let namespace = table.and_then(|table| table.namespace.as_ref()).map(|name| &name.text);
        let mut parents = if kind == Kind::Schema { json!({}) } else { json!({ "schema_name": namespace }) };
        if let Some(table) = table {
            parents["table_name"] = json!(table.name.text);
            parents["schema_qualified_table_name"] = json!(table.to_string());
        }
        let name = name.map(|name| &name.text);
        self.ask(function, json!({"name": name, "kind": word(kind), "parent_names": parents})) != Some(false)
    }

    fn includes_namespace(&self, _: &Name) -> bool {
        self.settings.include_schemas
    }

    fn includes(&self, subject: &Subject<'_>) -> bool {
        let Some(function) = self.settings.include_object else { return true };
        let Some(table) = subject.table else { return true };
        let arguments = json!({
            "kind": word(subject.kind),
            "name": subject.name.map(|name| &name.text),
            "table": table,
            "reflected": subject.of == Compared::Database,
            "found": self.database.table(table),
        });
        self.ask(function, arguments) != Some(false)
    }

    fn type_differs(&self, table: &TableName, columns: Pair<&Column>) -> Option<bool> {
        self.differs(self.settings.compare_type, table, columns)
    }

    fn server_default_differs(&self, table: &TableName, columns: Pair<&Column>) -> Option<bool> {
        self.differs(self.settings.compare_server_default, table, columns)
    }
}

/// Alembic's word for a kind.
fn word(kind: Kind) -> &'static str {
    match kind {
        Kind::Schema => "schema",
        Kind::Table => "table",
        Kind::Column => "column",
        Kind::Index => "index",
        Kind::UniqueConstraint => "unique_constraint",
        Kind::ForeignKeyConstraint => "foreign_key_constraint",
        Kind::CheckConstraint => "check_constraint",
    }
}
