//! The differences for `check --json` and `check --diff`: what they are, the SQL of the upgrade, and how the tables
//! look before and after it.

mod tables;
mod unified;

use dialect::{Context, Delivery, Dialect, query::Mode, query::expression_text, types::type_text};
use operation::{AlterColumn, Operation};
use schema::{ColumnType, Constraint, ConstraintName, EnumType, Fill, Schema};
use serde_json::{Map, Value as Json, json};

use crate::execute::offline::printed;

/// All of it, in the order of the upgrade.
#[derive(Clone, Debug, Default)]
pub(crate) struct Description {
    /// One object for each difference; docs/check.md tells what is in it.
    pub(crate) differences: Vec<Json>,
    /// Statements, as `--sql` prints them. What cannot be said in SQL is a comment.
    pub(crate) sql: Vec<String>,
    /// The tables before and after, as a unified view.
    pub(crate) tables: String,
}

/// One difference.
pub(super) struct Found<'f> {
    /// None: one of the user's own.
    pub(super) operation: Option<&'f Operation>,
    /// Alembic's words for it.
    pub(super) tuples: &'f [String],
}

impl Description {
    /// Describes the differences of one database.
    pub(super) fn of(found: &[Found<'_>], database: &Schema, dialect: &dyn Dialect, wording: &Context) -> Self {
        // Fresh, so that types which several tables share are created once here too.
        let wording = Context {
            naming_convention: wording.naming_convention.clone(),
            server_version: wording.server_version.clone(),
            delivery: Delivery::Printed,
            ..Context::default()
        };
        let mut description = Self::default();
        for one in found {
            description.add(one, dialect, &wording);
        }
        let operations: Vec<&Operation> = found.iter().filter_map(|one| one.operation).collect();
        description.tables = tables::view(&operations, database, dialect, &wording);
        description
    }

    fn add(&mut self, found: &Found<'_>, dialect: &dyn Dialect, wording: &Context) {
        let mut difference = found.operation.map_or_else(facts_of_own, |operation| facts(operation, dialect));
        let tuples = found.tuples.join(", ");
        difference.insert("alembic".into(), json!(tuples));
        let statements = match found.operation {
            Some(operation) => operation.sql(dialect, wording).map_err(|unsupported| unsupported.message),
            None => Err("an operation of your own: its SQL is known when it runs".to_owned()),
        };
        match statements {
            Ok(statements) => {
                let statements: Vec<String> = statements.iter().map(|one| printed(&one.sql)).collect();
                difference.insert("sql".into(), json!(statements));
                self.sql.extend(statements);
            }
            Err(unsupported) => {
                difference.insert("sql".into(), Json::Null);
                difference.insert("unsupported".into(), json!(unsupported));
                self.sql.push(format!("-- {tuples}: {}", unsupported.replace('\n', " ")));
            }
        }
        self.differences.push(Json::Object(difference));
    }

    /// Adds those of another database of the same run.
    pub(crate) fn extend(&mut self, other: Self) {
        self.differences.extend(other.differences);
        self.sql.extend(other.sql);
        self.tables.push_str(&other.tables);
    }
}

/// Returns the same keys of an operation that only user code knows.
fn facts_of_own() -> Map<String, Json> {
    let nothing = ["schema", "table", "name"].map(|key| (key.to_owned(), Json::Null));
    std::iter::once(("kind".to_owned(), json!("own"))).chain(nothing).collect()
}

/// Returns kind, schema, table and name of a difference, and of a changed column what it was and what it becomes.
fn facts(operation: &Operation, dialect: &dyn Dialect) -> Map<String, Json> {
    let table = operation.table();
    let name = match operation {
        Operation::AddColumn(operation) => Some(operation.column.name.text.clone()),
        Operation::DropColumn(operation) => Some(operation.column.text.clone()),
        Operation::AlterColumn(operation) => Some(operation.column.text.clone()),
        Operation::CreateIndex(operation) => text_of(&operation.index.name),
        Operation::DropIndex(operation) => text_of(&operation.name),
        Operation::CreateConstraint(operation) => text_of(operation.definition.name()),
        Operation::DropConstraint(operation) => text_of(&operation.name),
        _ => enum_type(operation).and_then(|enum_type| enum_type.name.as_ref()).map(|name| name.text.clone()),
    };
    let namespace = match enum_type(operation) {
        Some(enum_type) => enum_type.namespace.as_ref(),
        None => table.and_then(|table| table.namespace.as_ref()),
    };
    let mut facts = Map::new();
    facts.insert("kind".into(), json!(kind(operation)));
    facts.insert("schema".into(), json!(namespace.map(|name| &name.text)));
    facts.insert("table".into(), json!(table.map(|table| &table.name.text)));
    facts.insert("name".into(), json!(name));
    if let Operation::RenameTable(operation) = operation {
        let name = json!({"before": operation.table.name.text, "after": operation.to.text});
        facts.insert("changes".into(), json!({ "name": name }));
    }
    if let Operation::AlterColumn(operation) = operation {
        facts.insert("changes".into(), Json::Object(changes(operation, dialect)));
    }
    facts
}

/// Returns the type that the operation is about.
fn enum_type(operation: &Operation) -> Option<&EnumType> {
    match operation {
        Operation::CreateEnum(create) => Some(&create.enum_type),
        Operation::DropEnum(drop) => Some(&drop.enum_type),
        Operation::AlterEnum(alter) => Some(&alter.enum_type),
        _ => None,
    }
}

/// Returns Alembic's word for the difference, as in its tuples; a changed column is one `modify_column`.
fn kind(operation: &Operation) -> &'static str {
    match operation {
        Operation::CreateTable(_) => "add_table",
        Operation::DropTable(_) => "remove_table",
        Operation::RenameTable(_) => "rename_table",
        Operation::AddColumn(_) => "add_column",
        Operation::DropColumn(_) => "remove_column",
        Operation::AlterColumn(_) => "modify_column",
        Operation::CreateIndex(_) => "add_index",
        Operation::DropIndex(_) => "remove_index",
        Operation::CreateConstraint(operation) => match operation.definition {
            Constraint::ForeignKey(_) => "add_fk",
            Constraint::PrimaryKey(_) | Constraint::Unique(_) | Constraint::Check(_) | Constraint::Exclude(_) => {
                "add_constraint"
            }
        },
        Operation::DropConstraint(operation) if operation.kind.as_deref() == Some("foreignkey") => "remove_fk",
        Operation::DropConstraint(_) => "remove_constraint",
        Operation::SetTableComment(operation) if operation.comment.is_some() => "add_table_comment",
        Operation::SetTableComment(_) => "remove_table_comment",
        Operation::CreateEnum(_) => "add_enum",
        Operation::DropEnum(_) => "remove_enum",
        Operation::AlterEnum(_) => "modify_enum",
        Operation::CreateSequence(_) => "add_sequence",
        Operation::DropSequence(_) => "remove_sequence",
        Operation::CreateNamespace(_) => "add_schema",
        Operation::DropNamespace(_) => "remove_schema",
        Operation::Execute(_) | Operation::BulkInsert(_) | Operation::Batch(_) => "execute",
    }
}

fn changes(operation: &AlterColumn, dialect: &dyn Dialect) -> Map<String, Json> {
    let mut changes = Map::new();
    let mut note = |name: &str, before: Json, after: Json| {
        changes.insert(name.into(), json!({"before": before, "after": after}));
    };
    if let Some(after) = &operation.column_type {
        let text = |column_type: &ColumnType| type_text(dialect, column_type).ok();
        note("type", json!(operation.existing_type.as_ref().and_then(text)), json!(text(after)));
    }
    if let Some(after) = operation.nullable {
        note("nullable", json!(operation.existing_nullable), json!(after));
    }
    if let Some(after) = &operation.server_default {
        let before = operation.existing_server_default.as_ref().and_then(|fill| fill_text(fill, dialect));
        note("server_default", json!(before), json!(fill_text(after, dialect)));
    }
    if let Some(after) = &operation.comment {
        note("comment", json!(operation.existing_comment), json!(after));
    }
    if let Some(after) = &operation.new_column_name {
        note("name", json!(operation.column.text), json!(after.text));
    }
    changes
}

fn fill_text(fill: &Fill, dialect: &dyn Dialect) -> Option<String> {
    match fill {
        Fill::Nothing => None,
        Fill::Default { expression } | Fill::Computed { expression, .. } => {
            expression_text(dialect, expression, Mode::Literal).ok()
        }
        Fill::Fetched => Some("FetchedValue".into()),
        Fill::Identity(_) => Some("IDENTITY".into()),
    }
}

fn text_of(name: &ConstraintName) -> Option<String> {
    name.given().map(|name| name.text.clone())
}
