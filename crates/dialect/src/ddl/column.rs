//! Columns: what all dialects share, and ADD COLUMN.

use schema::{Column, Fill, Identity};

use crate::ddl::constraint::{Subject, constraint_text, reference_clauses};
use crate::ddl::{Design, IfNotExists};
use crate::query::ddl_expression;
use crate::quote::{quote_altered_table, quote_names};
use crate::{Dialect, Statement, Unsupported};

/// Which clauses of an added column stand with the column itself (`inline_references`, `inline_primary_key`).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Inline {
    pub references: bool,
    pub primary_key: bool,
}

/// Returns `ALTER TABLE … ADD COLUMN …`.
pub fn add_column(
    design: &Design<'_>,
    column: &Column,
    if_not_exists: IfNotExists,
    inline: Inline,
) -> Result<Statement, Unsupported> {
    let dialect = design.dialect;
    let mut sql = format!(
        "ALTER TABLE {} ADD COLUMN {}{}",
        quote_altered_table(dialect, design.table),
        if_not_exists.words(),
        dialect.ddl().column(design, column)?
    );
    if inline.primary_key && column.primary_key {
        sql.push_str(" PRIMARY KEY");
    }
    if let (true, [key]) = (inline.references, &column.foreign_keys[..]) {
        let referred = crate::quote::quote_table(dialect, &key.referred_table);
        sql.push_str(&format!(" REFERENCES {referred} ({})", quote_names(dialect, &key.referred_columns)));
        sql.push_str(&reference_clauses(dialect, key)?);
    }
    sql.push_str(&own_checks(design, column)?);
    Ok(Statement::plain(sql))
}

/// Returns the CHECKs that stand behind a column.
pub(crate) fn own_checks(design: &Design<'_>, column: &Column) -> Result<String, Unsupported> {
    let subject = Subject::of_design(design);
    let mut text = String::new();
    for check in &column.checks {
        let check = schema::Constraint::Check(check.clone());
        if let Some(check) = constraint_text(&subject, &check)? {
            text.push(' ');
            text.push_str(&check);
        }
    }
    Ok(text)
}

/// Returns the text of a server default.
pub(crate) fn default_text(dialect: &dyn Dialect, fill: &Fill) -> Result<Option<String>, Unsupported> {
    match fill {
        Fill::Default { expression } => ddl_expression(dialect, expression).map(Some),
        Fill::Nothing | Fill::Fetched | Fill::Computed { .. } | Fill::Identity(_) => Ok(None),
    }
}

/// Returns whether a default is more than one word. As SQLAlchemy's pattern, this looks at the first line only.
pub(crate) fn has_symbols(default: &str) -> bool {
    let first_line = default.split('\n').next().unwrap_or_default();
    default.contains('\n') || first_line.chars().any(|character| !character.is_alphanumeric() && character != '_')
}

/// Returns `GENERATED ALWAYS AS (…)`.
pub(crate) fn computed_text(design: &Design<'_>, column: &Column) -> Result<Option<String>, Unsupported> {
    let Fill::Computed { expression, persisted } = &column.fill else { return Ok(None) };
    let expression = ddl_expression(design.dialect, expression)?;
    design.dialect.ddl().computed(design.context, &expression, *persisted).map(Some)
}

/// Returns `GENERATED … AS IDENTITY`.
pub(crate) fn identity_text(identity: &Identity) -> String {
    let when = if identity.always { "ALWAYS" } else { "BY DEFAULT" };
    let options = identity_options(identity);
    if options.is_empty() {
        format!("GENERATED {when} AS IDENTITY")
    } else {
        format!("GENERATED {when} AS IDENTITY ({options})")
    }
}

/// Returns the options of an identity or a sequence.
pub(crate) fn identity_options(identity: &Identity) -> String {
    let mut options = Vec::new();
    let mut with = |words: &str, value: Option<i64>| {
        if let Some(value) = value {
            options.push(format!("{words} {value}"));
        }
    };
    with("INCREMENT BY", identity.increment);
    with("START WITH", identity.start);
    with("MINVALUE", identity.minvalue);
    with("MAXVALUE", identity.maxvalue);
    if identity.nominvalue {
        options.push("NO MINVALUE".to_owned());
    }
    if identity.nomaxvalue {
        options.push("NO MAXVALUE".to_owned());
    }
    if let Some(cache) = identity.cache {
        options.push(format!("CACHE {cache}"));
    }
    if let Some(cycle) = identity.cycle {
        options.push(if cycle { "CYCLE" } else { "NO CYCLE" }.to_owned());
    }
    options.join(" ")
}
