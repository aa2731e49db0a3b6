//! Definitions as PostgreSQL writes them.

use schema::{Column, Constraint, Expression, Fill, Index, IndexPart, Options, Sequence};
use serde_json::{Map, Value as Json};

use crate::ddl::{
    CheckFirst, ColumnChange, Ddl, Design, DroppedIndex, IfNotExists, alter_column_head, alter_generically,
    boolean_option, computed_text, default_text, expression_option, identity_options, identity_text, index_name,
    index_parts, list_option, part_key, text_option, unexpected,
};
use crate::query::{ddl_expression, grouped_ddl_expression};
use crate::quote::{quote_altered_table, quote_name, quote_table, quote_text, text_literal};
use crate::refusal::{compile_error, refusal};
use crate::types::{TypeKind, kind_of, type_text};
use crate::{Context, Dialect, Statement, Unsupported};

use super::{Postgresql, created_types};

impl Ddl for Postgresql {
    fn column(&self, design: &Design<'_>, column: &Column) -> Result<String, Unsupported> {
        let dialect = design.dialect;
        let mut text = quote_name(dialect, &column.name);
        let identity = match &column.fill {
            Fill::Identity(identity) => Some(identity),
            _ => None,
        };
        let is_serial = design.counts(column)
            && identity.is_none()
            && !column.client_default
            && column.sequence.as_deref().is_none_or(is_optional);
        if is_serial {
            text.push_str(match kind_of(dialect, &column.column_type) {
                TypeKind::BigInteger => " BIGSERIAL",
                TypeKind::SmallInteger => " SMALLSERIAL",
                _ => " SERIAL",
            });
        } else {
            text.push_str(&format!(" {}", type_text(dialect, &column.column_type)?));
            if let Some(default) = default_text(dialect, &column.fill)? {
                text.push_str(&format!(" DEFAULT {default}"));
            }
        }
        if let Some(computed) = computed_text(design, column)? {
            text.push_str(&format!(" {computed}"));
        }
        match identity {
            Some(identity) => {
                text.push_str(&format!(" {}", identity_text(identity)));
                text.push_str(if design.is_required(column) { "" } else { " NULL" });
            }
            None => text.push_str(if design.is_required(column) { " NOT NULL" } else { "" }),
        }
        Ok(text)
    }

    fn table_options(&self, design: &Design<'_>) -> Result<String, Unsupported> {
        let options = design.options;
        let mut text = String::new();
        let inherits = list_option(options, "postgresql_inherits");
        if !inherits.is_empty() {
            let parents: Vec<String> = inherits.iter().map(|name| quote_text(design.dialect, name)).collect();
            text.push_str(&format!("\n INHERITS ({})", parents.join(", ")));
        }
        if let Some(partition) = text_option(options, "postgresql_partition_by") {
            text.push_str(&format!("\n PARTITION BY {partition}"));
        }
        if let Some(method) = text_option(options, "postgresql_using") {
            text.push_str(&format!("\n USING {method}"));
        }
        if let Some(with) = storage_options(options) {
            text.push_str(&format!("\n WITH ({with})"));
        }
        match boolean_option(options, "postgresql_with_oids") {
            Some(true) => text.push_str("\n WITH OIDS"),
            Some(false) => text.push_str("\n WITHOUT OIDS"),
            None => {}
        }
        if let Some(on_commit) = text_option(options, "postgresql_on_commit") {
            text.push_str(&format!("\n ON COMMIT {}", on_commit.replace('_', " ").to_uppercase()));
        }
        if let Some(tablespace) = text_option(options, "postgresql_tablespace") {
            text.push_str(&format!("\n TABLESPACE {}", quote_text(design.dialect, tablespace)));
        }
        Ok(text)
    }

    fn unique_words(&self, options: &Options) -> &'static str {
        match boolean_option(options, "postgresql_nulls_not_distinct") {
            Some(true) => "NULLS NOT DISTINCT ",
            Some(false) => "NULLS DISTINCT ",
            None => "",
        }
    }

    fn key_columns_included(&self, dialect: &dyn Dialect, options: &Options) -> String {
        let included = list_option(options, "postgresql_include");
        if included.is_empty() {
            return String::new();
        }
        let included: Vec<String> = included.iter().map(|name| quote_text(dialect, name)).collect();
        format!(" INCLUDE ({})", included.join(", "))
    }

    fn constraint_end(&self, _: &Design<'_>, constraint: &Constraint) -> Result<String, Unsupported> {
        let options = match constraint {
            Constraint::Check(check) => &check.options,
            Constraint::ForeignKey(key) => &key.options,
            Constraint::PrimaryKey(_) | Constraint::Unique(_) | Constraint::Exclude(_) => return Ok(String::new()),
        };
        let is_unchecked = boolean_option(options, "postgresql_not_valid") == Some(true);
        Ok(if is_unchecked { " NOT VALID".to_owned() } else { String::new() })
    }

    /// `SET NULL (column)` names columns.
    fn on_delete(&self, words: &str) -> Result<String, Unsupported> {
        let (phrase, columns) = match words.split_once('(') {
            Some((phrase, columns)) => (phrase.trim_end(), columns.trim_end().strip_suffix(')')),
            None => (words, Some("x")),
        };
        let is_column = |column: &str| {
            let column = column.trim();
            let is_plain = !column.is_empty() && column.chars().all(|c| c.is_alphanumeric() || c == '_' || c == '$');
            is_plain || (column.len() > 2 && column.starts_with('"') && column.ends_with('"'))
        };
        let fits = columns.is_some_and(|columns| columns.split(',').all(is_column));
        let pattern =
            r#"^\w+(?:\s+\w+)*(?:\s*\(\s*(?:[\w$]+|"(?:[^"]|"")+")(?:\s*,\s*(?:[\w$]+|"(?:[^"]|"")+"))*\s*\))?$"#;
        if !fits || crate::ddl::sql_phrase(phrase).is_err() {
            return Err(unexpected(words, pattern));
        }
        Ok(words.to_owned())
    }

    fn index_key(&self, dialect: &dyn Dialect, expression: &Expression) -> Result<String, Unsupported> {
        grouped_ddl_expression(dialect, expression)
    }

    fn create_index(
        &self,
        design: &Design<'_>,
        index: &Index,
        if_not_exists: IfNotExists,
    ) -> Result<String, Unsupported> {
        let dialect = design.dialect;
        let options = &index.options;
        let concurrently = boolean_option(options, "postgresql_concurrently") == Some(true);
        let using = match text_option(options, "postgresql_using") {
            Some(method) => format!("USING {} ", index_method(method)?),
            None => String::new(),
        };
        let mut parts = index_parts(design, index)?;
        for (text, part) in parts.iter_mut().zip(&index.parts) {
            if let Some(class) = operator_class(options, part) {
                text.push_str(&format!(" {class}"));
            }
        }
        let mut text = format!(
            "CREATE {}INDEX {}{}{} ON {} {using}({}){}",
            if index.unique { "UNIQUE " } else { "" },
            if concurrently { "CONCURRENTLY " } else { "" },
            if_not_exists.words(),
            index_name(design, index)?,
            quote_table(dialect, design.table),
            parts.join(", "),
            self.key_columns_included(dialect, options)
        );
        match boolean_option(options, "postgresql_nulls_not_distinct") {
            Some(true) => text.push_str(" NULLS NOT DISTINCT"),
            Some(false) => text.push_str(" NULLS DISTINCT"),
            None => {}
        }
        if let Some(with) = storage_options(options) {
            text.push_str(&format!(" WITH ({with})"));
        }
        if let Some(tablespace) = text_option(options, "postgresql_tablespace") {
            text.push_str(&format!(" TABLESPACE {}", quote_text(dialect, tablespace)));
        }
        if let Some(filter) = expression_option(options, "postgresql_where")? {
            text.push_str(&format!(" WHERE {}", ddl_expression(dialect, &filter)?));
        }
        Ok(text)
    }

    fn drop_index(
        &self,
        dialect: &dyn Dialect,
        context: &Context,
        index: &DroppedIndex<'_>,
    ) -> Result<String, Unsupported> {
        let concurrently = boolean_option(index.options, "postgresql_concurrently") == Some(true);
        Ok(format!(
            "\nDROP INDEX {}{}{}{}",
            if concurrently { "CONCURRENTLY " } else { "" },
            index.if_exists.words(),
            index.namespace_prefix(dialect),
            index.quoted_name(dialect, context)?
        ))
    }

    fn create_types(&self, design: &Design<'_>, check_first: CheckFirst) -> Result<Vec<Statement>, Unsupported> {
        created_types::of_table(design, check_first)
    }

    fn alter_column(
        &self,
        dialect: &dyn Dialect,
        _: &Context,
        change: &ColumnChange<'_>,
    ) -> Result<Vec<Statement>, Unsupported> {
        let using = text_option(change.options, "postgresql_using");
        let Some(column_type) = change.column_type else {
            if using.is_some() {
                return Err(refusal(
                    "alembic.util.CommandError",
                    "postgresql_using must be used with the type_ parameter",
                ));
            }
            return alter_generically(dialect, change);
        };
        let head = alter_column_head(dialect, change);
        let using = using.map(|using| format!("USING {using}")).unwrap_or_default();
        let typed = Statement::plain(format!("{head} TYPE {} {using}", type_text(dialect, column_type)?));
        let rest = ColumnChange { column_type: None, ..change.clone() };
        let mut statements = vec![typed];
        statements.extend(alter_generically(dialect, &rest)?);
        Ok(statements)
    }

    fn alter_identity(&self, dialect: &dyn Dialect, change: &ColumnChange<'_>) -> Result<String, Unsupported> {
        let head = alter_column_head(dialect, change);
        let identity = match change.server_default {
            Some(Fill::Identity(identity)) => identity,
            Some(Fill::Nothing) | None => return Ok(format!("{head} DROP IDENTITY")),
            Some(_) => {
                return Err(compile_error("an identity column cannot get a server default; drop the identity first"));
            }
        };
        let existing = match change.existing_server_default {
            Some(Fill::Identity(existing)) => existing,
            _ => return Ok(format!("{head} ADD {}", identity_text(identity))),
        };
        let mut text = format!("{head} ");
        for (option, words) in changed_options(identity, existing) {
            text.push_str(&if option == "always" {
                format!("SET GENERATED {words} ")
            } else {
                format!("SET {words} ")
            });
        }
        Ok(text)
    }

    fn set_column_comment(
        &self,
        dialect: &dyn Dialect,
        change: &ColumnChange<'_>,
        comment: Option<&str>,
    ) -> Result<String, Unsupported> {
        Ok(format!(
            "COMMENT ON COLUMN {}.{} IS {}",
            quote_altered_table(dialect, change.table),
            quote_name(dialect, change.column),
            comment.map_or("NULL".to_owned(), |comment| text_literal(dialect, comment))
        ))
    }

    fn exclude(
        &self,
        dialect: &dyn Dialect,
        elements: &[(Expression, String)],
        exclude: &schema::Exclude,
    ) -> Result<String, Unsupported> {
        let mut parts = Vec::new();
        for (expression, operator) in elements {
            let mut part = ddl_expression(dialect, expression)?;
            if let Some(class) = operator_class_by_key(&exclude.ops, &IndexPart::Expression(expression.clone())) {
                part.push_str(&format!(" {class}"));
            }
            parts.push(format!("{part} WITH {operator}"));
        }
        let method = index_method(exclude.using.as_deref().unwrap_or("gist"))?;
        let mut text = format!("EXCLUDE USING {method} ({})", parts.join(", "));
        if let Some(filter) = &exclude.filter {
            text.push_str(&format!(" WHERE ({})", ddl_expression(dialect, filter)?));
        }
        Ok(text)
    }

    fn sequence_type(&self, dialect: &dyn Dialect, data_type: &schema::ColumnType) -> Result<String, Unsupported> {
        Ok(format!(" AS {}", type_text(dialect, data_type)?))
    }

    fn computed(&self, context: &Context, expression: &str, persisted: Option<bool>) -> Result<String, Unsupported> {
        if context.server_is_at_least(&[18]) {
            let stored = match persisted {
                Some(true) => " STORED",
                Some(false) => " VIRTUAL",
                None => "",
            };
            return Ok(format!("GENERATED ALWAYS AS ({expression}){stored}"));
        }
        if persisted == Some(false) {
            return Err(compile_error(
                "PostrgreSQL computed columns do not support 'virtual' persistence; set the 'persisted' flag to None \
                 or True for PostgreSQL support.",
            ));
        }
        Ok(format!("GENERATED ALWAYS AS ({expression}) STORED"))
    }
}

/// `Sequence("ids", optional=True)` steps back behind SERIAL.
fn is_optional(sequence: &Sequence) -> bool {
    sequence.optional
}

/// Returns `fillfactor = 70, …`.
fn storage_options(options: &Options) -> Option<String> {
    let with = options.get("postgresql_with")?.as_object().filter(|with| !with.is_empty())?;
    let with: Vec<String> = with
        .iter()
        .map(|(name, value)| match value {
            Json::Null => name.clone(),
            Json::String(text) => format!("{name} = {text}"),
            value => format!("{name} = {value}"),
        })
        .collect();
    Some(with.join(", "))
}

fn index_method(method: &str) -> Result<String, Unsupported> {
    let is_name = method.chars().all(|c| c.is_alphanumeric() || c == '_');
    if is_name && !method.is_empty() {
        Ok(method.to_lowercase())
    } else {
        Err(unexpected(method, r"^(?:btree|hash|gist|gin|[\w_]+)$"))
    }
}

fn operator_class(options: &Options, part: &IndexPart) -> Option<String> {
    operator_class_by_key(options.get("postgresql_ops")?.as_object()?, part)
}

fn operator_class_by_key(classes: &Map<String, Json>, part: &IndexPart) -> Option<String> {
    classes.get(part_key(part)?)?.as_str().map(str::to_owned)
}

/// Returns the options in which two identities differ, sorted, with the words that set them.
fn changed_options(identity: &schema::Identity, existing: &schema::Identity) -> Vec<(&'static str, String)> {
    let only = |change: fn(&mut schema::Identity, &schema::Identity)| {
        let mut single = schema::Identity::default();
        change(&mut single, identity);
        identity_options(&single)
    };
    let mut changed = Vec::new();
    let mut note = |name, differs: bool, words: String| {
        if differs && !words.is_empty() {
            changed.push((name, words));
        }
    };
    let when = if identity.always { "ALWAYS" } else { "BY DEFAULT" };
    note("always", identity.always != existing.always, when.to_owned());
    note("cache", identity.cache != existing.cache, only(|single, from| single.cache = from.cache));
    note("cycle", identity.cycle != existing.cycle, only(|single, from| single.cycle = from.cycle));
    note("increment", identity.increment != existing.increment, only(|single, from| single.increment = from.increment));
    note("maxvalue", identity.maxvalue != existing.maxvalue, only(|single, from| single.maxvalue = from.maxvalue));
    note("minvalue", identity.minvalue != existing.minvalue, only(|single, from| single.minvalue = from.minvalue));
    note(
        "nomaxvalue",
        identity.nomaxvalue != existing.nomaxvalue,
        only(|single, from| single.nomaxvalue = from.nomaxvalue),
    );
    note(
        "nominvalue",
        identity.nominvalue != existing.nominvalue,
        only(|single, from| single.nominvalue = from.nominvalue),
    );
    note("start", identity.start != existing.start, only(|single, from| single.start = from.start));
    changed
}
