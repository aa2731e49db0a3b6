//! Sequences and namespaces.

use schema::{Identity, Name, Sequence, TableName};

use crate::ddl::{IfExists, IfNotExists, identity_options};
use crate::quote::{quote_name, quote_table, text_literal};
use crate::{Dialect, Statement, Unsupported};

/// Returns `CREATE SEQUENCE`.
pub fn create_sequence(
    dialect: &dyn Dialect,
    sequence: &Sequence,
    if_not_exists: IfNotExists,
) -> Result<Statement, Unsupported> {
    let mut sql = format!("CREATE SEQUENCE {}{}", if_not_exists.words(), name_of(dialect, sequence));
    if let Some(data_type) = &sequence.data_type {
        sql.push_str(&dialect.ddl().sequence_type(dialect, data_type)?);
    }
    with_options(&mut sql, &sequence.options());
    Ok(Statement::plain(sql))
}

/// Returns `ALTER SEQUENCE`, which sets what is said of the sequence.
pub fn alter_sequence(dialect: &dyn Dialect, sequence: &Sequence) -> Result<Statement, Unsupported> {
    let mut sql = format!("ALTER SEQUENCE {}", name_of(dialect, sequence));
    if let Some(data_type) = &sequence.data_type {
        sql.push_str(&dialect.ddl().sequence_type(dialect, data_type)?);
    }
    with_options(&mut sql, &sequence.options());
    Ok(Statement::plain(sql))
}

fn with_options(sql: &mut String, options: &Identity) {
    let options = identity_options(options);
    if !options.is_empty() {
        sql.push(' ');
        sql.push_str(&options);
    }
}

/// Returns what has a sequence stand within bounds; where it does, nothing changes.
pub fn keep_within(dialect: &dyn Dialect, sequence: &Sequence) -> String {
    let name = name_of(dialect, sequence);
    let quoted = text_literal(dialect, &name);
    let bounds = [("greatest", ">=", sequence.minvalue), ("least", "<=", sequence.maxvalue)];
    let (mut value, mut is_within) = ("last_value".to_owned(), "is_called".to_owned());
    for (function, comparison, bound) in bounds.into_iter().filter_map(|(f, c, bound)| Some((f, c, bound?))) {
        value = format!("{function}({value}, {bound})");
        is_within = format!("{is_within} AND last_value {comparison} {bound}");
    }
    format!("SELECT setval({quoted}, {value}, {is_within}) FROM {name}")
}

/// Returns `CREATE SEQUENCE … OWNED BY …`, as SERIAL makes it.
pub fn create_owned_sequence(
    dialect: &dyn Dialect,
    sequence: &Sequence,
    table: &TableName,
    column: &Name,
) -> Result<Statement, Unsupported> {
    let create = create_sequence(dialect, sequence, IfNotExists::No)?.sql;
    let (table, column) = (quote_table(dialect, table), quote_name(dialect, column));
    Ok(Statement::plain(format!("{create} OWNED BY {table}.{column}")))
}

/// Returns what has the sequence that a column owns go on behind the values of the column.
pub fn continue_counting(dialect: &dyn Dialect, table: &TableName, column: &Name, counts: &Identity) -> String {
    let (quoted_table, quoted) = (quote_table(dialect, table), quote_name(dialect, column));
    let (table, column) = (text_literal(dialect, &quoted_table), text_literal(dialect, &column.text));
    let next = match counts.increment {
        Some(increment) if increment < 0 => {
            let start = counts.start.or(counts.maxvalue).unwrap_or(-1);
            format!("least(min({quoted}) - 1, {start})")
        }
        _ => format!("greatest(max({quoted}) + 1, {})", counts.start.or(counts.minvalue).unwrap_or(1)),
    };
    format!("SELECT setval(pg_get_serial_sequence({table}, {column}), {next}, false) FROM {quoted_table}")
}

/// Returns `nextval(…)` of a sequence.
pub fn next_value(dialect: &dyn Dialect, sequence: &Sequence) -> String {
    format!("nextval({})", text_literal(dialect, &name_of(dialect, sequence)))
}

/// Returns `DROP SEQUENCE`.
pub fn drop_sequence(dialect: &dyn Dialect, sequence: &Sequence, if_exists: IfExists) -> Statement {
    Statement::plain(format!("DROP SEQUENCE {}{}", if_exists.words(), name_of(dialect, sequence)))
}

/// Returns `CREATE SCHEMA`.
pub fn create_namespace(dialect: &dyn Dialect, name: &Name, if_not_exists: IfNotExists) -> Statement {
    Statement::plain(format!("CREATE SCHEMA {}{}", if_not_exists.words(), quote_name(dialect, name)))
}

/// Returns `DROP SCHEMA`; `behaviour` is CASCADE or nothing.
pub fn drop_namespace(dialect: &dyn Dialect, name: &Name, if_exists: IfExists, behaviour: &str) -> Statement {
    let mut sql = format!("DROP SCHEMA {}{}", if_exists.words(), quote_name(dialect, name));
    if !behaviour.is_empty() {
        sql.push(' ');
        sql.push_str(behaviour);
    }
    Statement::plain(sql)
}

fn name_of(dialect: &dyn Dialect, sequence: &Sequence) -> String {
    quote_table(dialect, &TableName { namespace: sequence.namespace.clone(), name: sequence.name.clone() })
}
