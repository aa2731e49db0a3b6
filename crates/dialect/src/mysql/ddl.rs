//! Definitions as MySQL writes them.

use schema::{Column, ColumnType, Constraint, Expression, Fill, Index, IndexPart, Operator, TableName};
use serde_json::Value as Json;

use crate::ddl::{
    ColumnChange, ConstraintKind, Ddl, Design, DroppedIndex, IfExists, IfNotExists, alter_column_head,
    alter_generically, computed_text, default_text, has_symbols, index_name, index_parts, part_key, text_option,
};
use crate::query::{ddl_expression, is_operator};
use crate::quote::{quote_altered_table, quote_name, quote_table, quote_text, text_literal};
use crate::refusal::{compile_error, refusal};
use crate::types::{TypeKind, kind_of, resolved, type_text};
use crate::{Context, Dialect, Statement, Unsupported};

use super::{Mysql, table_options};

impl Ddl for Mysql {
    fn column(&self, design: &Design<'_>, column: &Column) -> Result<String, Unsupported> {
        let dialect = design.dialect;
        let mut parts = vec![quote_name(dialect, &column.name), type_text(dialect, &column.column_type)?];
        parts.extend(computed_text(design, column)?);
        if design.is_required(column) {
            parts.push("NOT NULL".to_owned());
        } else if is_timestamp(dialect, &column.column_type) {
            // Without the word a TIMESTAMP would be NOT NULL.
            parts.push("NULL".to_owned());
        }
        if let Some(comment) = &column.comment {
            parts.push(format!("COMMENT {}", text_literal(dialect, comment)));
        }
        let counts = design.counts(column) && matches!(column.fill, Fill::Nothing | Fill::Identity(_));
        if counts {
            parts.push("AUTO_INCREMENT".to_owned());
        } else if let Some(default) = default_text(dialect, &column.fill)? {
            parts.push(if needs_parentheses(&default) {
                format!("DEFAULT ({default})")
            } else {
                format!("DEFAULT {default}")
            });
        }
        Ok(parts.join(" "))
    }

    fn table_options(&self, design: &Design<'_>) -> Result<String, Unsupported> {
        Ok(table_options::text(design))
    }

    fn constraint_end(&self, design: &Design<'_>, constraint: &Constraint) -> Result<String, Unsupported> {
        let Constraint::PrimaryKey(key) = constraint else { return Ok(String::new()) };
        let using = text_option(&key.options, "mysql_using");
        Ok(using.map(|using| format!(" USING {}", quote_text(design.dialect, using))).unwrap_or_default())
    }

    fn match_clause(&self, _: &str) -> Result<String, Unsupported> {
        Err(compile_error(
            "MySQL ignores the 'MATCH' keyword while at the same time causes ON UPDATE/ON DELETE clauses to be ignored.",
        ))
    }

    fn index_key(&self, dialect: &dyn Dialect, expression: &Expression) -> Result<String, Unsupported> {
        let text = ddl_expression(dialect, expression)?;
        Ok(if is_grouped_key(expression) { format!("({text})") } else { text })
    }

    fn create_index(
        &self,
        design: &Design<'_>,
        index: &Index,
        if_not_exists: IfNotExists,
    ) -> Result<String, Unsupported> {
        let options = &index.options;
        let prefix = text_option(options, "mysql_prefix").map(|prefix| format!("{prefix} ")).unwrap_or_default();
        let mut parts = index_parts(design, index)?;
        for (text, part) in parts.iter_mut().zip(&index.parts) {
            if let Some(length) = key_length(options.get("mysql_length"), part, text) {
                text.push_str(&format!("({length})"));
            }
        }
        let mut text = format!(
            "CREATE {}{prefix}INDEX {}{} ON {} ({})",
            if index.unique { "UNIQUE " } else { "" },
            if_not_exists.words(),
            index_name(design, index)?,
            quote_table(design.dialect, design.table),
            parts.join(", ")
        );
        if let Some(parser) = text_option(options, "mysql_with_parser") {
            text.push_str(&format!(" WITH PARSER {parser}"));
        }
        if let Some(using) = text_option(options, "mysql_using") {
            text.push_str(&format!(" USING {}", quote_text(design.dialect, using)));
        }
        Ok(text)
    }

    fn drop_index(
        &self,
        dialect: &dyn Dialect,
        context: &Context,
        index: &DroppedIndex<'_>,
    ) -> Result<String, Unsupported> {
        Ok(format!(
            "\nDROP INDEX {}{} ON {}",
            index.if_exists.words(),
            index.quoted_name(dialect, context)?,
            quote_table(dialect, &index.table_or_placeholder())
        ))
    }

    /// MySQL repeats the whole column: CHANGE where it gets a name (or is a point in time), MODIFY otherwise.
    fn alter_column(
        &self,
        dialect: &dyn Dialect,
        _: &Context,
        change: &ColumnChange<'_>,
    ) -> Result<Vec<Statement>, Unsupported> {
        let fills = [change.server_default, change.existing_server_default];
        let is_generated =
            fills.into_iter().flatten().any(|fill| matches!(fill, Fill::Computed { .. } | Fill::Identity(_)));
        if is_generated {
            return alter_generated(dialect, change);
        }
        let column_type = change.column_type.or(change.existing_type);
        let is_point_in_time =
            column_type.is_some_and(|column_type| kind_of(dialect, column_type) == TypeKind::DateTime);
        let table = quote_altered_table(dialect, change.table);
        let column = quote_name(dialect, change.column);
        let drops_default = change.server_default == Some(&Fill::Nothing);
        if change.new_name.is_some() || (is_point_in_time && !drops_default) {
            let name = quote_name(dialect, change.new_name.unwrap_or(change.column));
            let specification = specification(dialect, change)?;
            return Ok(vec![Statement::plain(format!("ALTER TABLE {table} CHANGE {column} {name} {specification}"))]);
        }
        let modifies = change.nullable.is_some()
            || change.column_type.is_some()
            || change.autoincrement.is_some()
            || change.comment.is_some();
        if modifies {
            let specification = specification(dialect, change)?;
            return Ok(vec![Statement::plain(format!("ALTER TABLE {table} MODIFY {column} {specification}"))]);
        }
        let Some(fill) = change.server_default else { return Ok(Vec::new()) };
        let head = alter_column_head(dialect, change);
        let words = match default_text(dialect, fill)? {
            Some(default) => format!("SET DEFAULT {default}"),
            None => "DROP DEFAULT".to_owned(),
        };
        Ok(vec![Statement::plain(format!("{head} {words}"))])
    }

    fn dropped_constraint(&self, kind: Option<ConstraintKind>, _: IfExists, name: &str) -> Result<String, Unsupported> {
        match kind {
            Some(ConstraintKind::ForeignKey) => Ok(format!("FOREIGN KEY {name}")),
            Some(ConstraintKind::PrimaryKey) => Ok("PRIMARY KEY ".to_owned()),
            Some(ConstraintKind::Unique) => Ok(format!("INDEX {name}")),
            Some(ConstraintKind::Check) => Ok(format!("CHECK {name}")),
            None => Err(refusal(
                "NotImplementedError",
                "No generic 'DROP CONSTRAINT' in MySQL - please specify constraint type",
            )),
        }
    }

    fn set_table_comment(&self, dialect: &dyn Dialect, table: &TableName, comment: Option<&str>) -> String {
        let comment = text_literal(dialect, comment.unwrap_or_default());
        format!("ALTER TABLE {} COMMENT {comment}", quote_table(dialect, table))
    }
}

/// Alembic changes what it can one by one, and MySQL's compiler refuses the first of it.
fn alter_generated(dialect: &dyn Dialect, change: &ColumnChange<'_>) -> Result<Vec<Statement>, Unsupported> {
    if change.nullable.is_some() {
        return Err(refusal("NotImplementedError", "Individual alter column constructs not supported by MySQL"));
    }
    alter_generically(dialect, change)?;
    Err(refusal("NotImplementedError", "Individual alter column constructs not supported by MySQL"))
}

/// Returns type, NULL, AUTO_INCREMENT, DEFAULT and COMMENT of a changed column.
fn specification(dialect: &dyn Dialect, change: &ColumnChange<'_>) -> Result<String, Unsupported> {
    let Some(column_type) = change.column_type.or(change.existing_type) else {
        return Err(refusal(
            "alembic.util.CommandError",
            "All MySQL CHANGE/MODIFY COLUMN operations require the existing type.",
        ));
    };
    let nullable = change.nullable.or(change.existing_nullable).unwrap_or(true);
    let mut text = format!("{} {}", type_text(dialect, column_type)?, if nullable { "NULL" } else { "NOT NULL" });
    if change.autoincrement.or(change.existing_autoincrement) == Some(true) {
        text.push_str(" AUTO_INCREMENT");
    }
    if let Some(fill) = change.server_default.or(change.existing_server_default)
        && let Some(default) = default_text(dialect, fill)?
    {
        text.push_str(&format!(" DEFAULT {default}"));
    }
    if let Some(comment) = change.comment.unwrap_or(change.existing_comment) {
        text.push_str(&format!(" COMMENT {}", text_literal(dialect, comment)));
    }
    Ok(text)
}

/// MySQL wants parentheses around a key that is no column; SQLAlchemy writes them for most of these.
fn is_grouped_key(expression: &Expression) -> bool {
    match expression {
        Expression::Function(_) => true,
        Expression::Junction { .. } => false,
        Expression::Binary { operator: Operator::Concat, left, .. }
            if matches!(**left, Expression::Binary { operator: Operator::Concat, .. }) =>
        {
            false
        }
        Expression::Ordered { modifier, .. } => modifier.contains("NULLS"),
        expression => is_operator(expression),
    }
}

fn is_timestamp(dialect: &dyn Dialect, column_type: &ColumnType) -> bool {
    matches!(resolved(dialect, column_type), ColumnType::Native(native) if native.name == "TIMESTAMP")
}

/// An expression as default needs parentheses; a literal, a keyword or `now(6)` must not have any.
fn needs_parentheses(default: &str) -> bool {
    let words: Vec<String> = default.split_whitespace().map(str::to_ascii_uppercase).collect();
    let has_on_update = words.windows(2).any(|pair| pair[0].ends_with("ON") && pair[1].starts_with("UPDATE"));
    has_symbols(default)
        && !has_on_update
        && !default.trim_start().starts_with(['\'', '"', '('])
        && !is_precise_now(&default.to_ascii_lowercase())
}

/// `now(6)`, `current_timestamp(3)`.
fn is_precise_now(default: &str) -> bool {
    ["now(", "current_timestamp("].iter().any(|function| {
        default
            .strip_prefix(function)
            .and_then(|rest| rest.split_once(')'))
            .is_some_and(|(digits, _)| !digits.is_empty() && digits.chars().all(|character| character.is_ascii_digit()))
    })
}

/// `mysql_length=10`, or by column: `mysql_length={"name": 10}`.
fn key_length(length: Option<&Json>, part: &IndexPart, text: &str) -> Option<i64> {
    match length? {
        Json::Object(by_column) => {
            part_key(part).and_then(|key| by_column.get(key)).or_else(|| by_column.get(text))?.as_i64()
        }
        length => length.as_i64(),
    }
}
