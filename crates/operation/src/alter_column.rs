//! `op.alter_column`.

use dialect::ddl::{ColumnChange, ConstraintKind, Design, IfExists, add_type_check, drop_constraint, type_check};
use dialect::{Comments, Context, Dialect, Statement, Unsupported};
use pysource::{boolean, none, text};
use schema::{Autoincrement, ColumnType, Fill, Name, Options, TableName};
use serde::{Deserialize, Deserializer, Serialize};

use crate::python::{Script, namespace_keyword};

/// Changes a column. A field that is absent stays as it is; `server_default: {"fill": "nothing"}` and
/// `comment: null` remove what is there.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct AlterColumn {
    pub table: TableName,
    pub column: Name,
    #[serde(default)]
    pub nullable: Option<bool>,
    #[serde(default, deserialize_with = "given", skip_serializing_if = "Option::is_none")]
    pub comment: Option<Option<String>>,
    #[serde(default)]
    pub server_default: Option<Fill>,
    #[serde(default)]
    pub new_column_name: Option<Name>,
    #[serde(default, rename = "type")]
    pub column_type: Option<ColumnType>,
    #[serde(default)]
    pub autoincrement: Option<Autoincrement>,
    #[serde(default)]
    pub existing_type: Option<ColumnType>,
    /// Absent: not told.
    #[serde(default)]
    pub existing_server_default: Option<Fill>,
    #[serde(default)]
    pub existing_nullable: Option<bool>,
    #[serde(default)]
    pub existing_comment: Option<String>,
    #[serde(default)]
    pub existing_autoincrement: Option<Autoincrement>,
    /// `postgresql_using` and other dialect words.
    #[serde(default)]
    pub options: Options,
}

/// What an identity column gets depends on whether it is one already.
fn is_identity(fill: Option<&Fill>) -> bool {
    matches!(fill, Some(Fill::Identity(_)))
}

fn given<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Option<String>>, D::Error> {
    Option::deserialize(deserializer).map(Some)
}

impl AlterColumn {
    /// A change of the name and of nothing else.
    pub fn renaming(table: &TableName, from: &Name, to: &Name) -> Self {
        Self { new_column_name: Some(to.clone()), ..Self::of(table, from) }
    }

    /// An alteration of nothing yet.
    pub fn of(table: &TableName, column: &Name) -> Self {
        Self {
            table: table.clone(),
            column: column.clone(),
            nullable: None,
            comment: None,
            server_default: None,
            new_column_name: None,
            column_type: None,
            autoincrement: None,
            existing_type: None,
            existing_server_default: None,
            existing_nullable: None,
            existing_comment: None,
            existing_autoincrement: None,
            options: Options::new(),
        }
    }

    /// A CHECK that the type before had goes first, the one of the new type comes last.
    pub(crate) fn sql(&self, dialect: &dyn Dialect, context: &Context) -> Result<Vec<Statement>, Unsupported> {
        let mut statements = Vec::new();
        if let (Some(existing_type), Some(_)) = (&self.existing_type, &self.column_type) {
            statements.extend(self.dropped_check(dialect, context, existing_type)?);
        }
        statements.extend(dialect.ddl().alter_column(dialect, context, &self.change())?);
        if let (Some(column_type), true) = (&self.column_type, dialect.facts().alters_constraints) {
            let options = Options::new();
            let design = Design::partial(dialect, context, &self.table, Vec::new(), &options)?;
            statements.extend(add_type_check(&design, &self.column, column_type)?);
        }
        Ok(statements)
    }

    /// One keyword a line, under the column's name.
    pub(crate) fn python(&self, script: &mut Script<'_>) {
        let mut parts: Vec<String> = script.outside_batch(text(&self.table.name.text)).into_iter().collect();
        parts.push(text(&self.column.text));
        let head = parts.join(", ");
        let mut keywords = vec![head];
        let mut keyword = |keyword: &str, written: String| keywords.push(format!("{keyword}={written}"));
        let pen = &mut script.pen;
        pen.table = Some(self.table.clone());
        if let Some(column_type) = &self.existing_type {
            keyword("existing_type", pen.column_type(column_type));
        }
        if let Some(fill) = &self.server_default {
            keyword("server_default", pen.server_default(fill).unwrap_or_else(|| pen.without_server_default()));
        }
        if let Some(name) = &self.new_column_name {
            keyword("new_column_name", text(&name.text));
        }
        if let Some(column_type) = &self.column_type {
            keyword("type_", pen.column_type(column_type));
        }
        if let Some(nullable) = self.nullable {
            keyword("nullable", boolean(nullable).to_owned());
        }
        if let Some(comment) = &self.comment {
            keyword("comment", comment.as_deref().map_or(none().to_owned(), text));
        }
        if let Some(comment) = &self.existing_comment {
            keyword("existing_comment", text(comment));
        }
        if let (None, Some(nullable)) = (self.nullable, self.existing_nullable) {
            keyword("existing_nullable", boolean(nullable).to_owned());
        }
        if let Some(autoincrement) = self.autoincrement {
            keyword("autoincrement", boolean(autoincrement != Autoincrement::Off).to_owned());
        }
        let says_existing_default = self.server_default.is_none() || is_identity(self.existing_server_default.as_ref());
        if let Some(fill) = self.existing_server_default.as_ref().filter(|_| says_existing_default)
            && let Some(default) = pen.server_default(fill)
        {
            keyword("existing_server_default", default);
        }
        keywords.extend(script.outside_batch(namespace_keyword(&self.table)).flatten());
        keywords.extend(script.pen.options(&self.options));
        let line = keywords.join(&format!(",\n{}", " ".repeat(11)));
        script.line(format!("{}alter_column({line})", script.pen.alembic_prefix));
    }

    fn dropped_check(
        &self,
        dialect: &dyn Dialect,
        context: &Context,
        existing_type: &ColumnType,
    ) -> Result<Option<Statement>, Unsupported> {
        // Only PostgreSQL has comments as statements; MySQL and SQLite leave the CHECKs of types alone.
        let drops_checks = dialect.facts().alters_constraints && dialect.facts().comments == Comments::Statement;
        let Some(check) = type_check(dialect, &self.column, existing_type).filter(|_| drops_checks) else {
            return Ok(None);
        };
        let kind = Some(ConstraintKind::Check);
        drop_constraint(dialect, context, &self.table, &check.name, kind, IfExists::No).map(Some)
    }

    fn change(&self) -> ColumnChange<'_> {
        let counts = |autoincrement: Autoincrement| autoincrement != Autoincrement::Off;
        ColumnChange {
            table: &self.table,
            column: &self.column,
            nullable: self.nullable,
            comment: self.comment.as_ref().map(Option::as_deref),
            server_default: self.server_default.as_ref(),
            new_name: self.new_column_name.as_ref(),
            column_type: self.column_type.as_ref(),
            autoincrement: self.autoincrement.map(counts),
            existing_type: self.existing_type.as_ref(),
            existing_server_default: self.existing_server_default.as_ref(),
            existing_nullable: self.existing_nullable,
            existing_comment: self.existing_comment.as_deref(),
            existing_autoincrement: self.existing_autoincrement.map(counts),
            options: &self.options,
        }
    }
}
