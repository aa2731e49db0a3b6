//! `exec_driver_sql`: SQL with the marks of a Python driver.

use schema::Value;

use crate::dialect::BindMark;
use crate::query::Parameters;
use crate::refusal::refusal;
use crate::{Dialect, Statement, Unsupported};

/// How a Python driver marks parameters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Paramstyle {
    /// `?`, and `:name`: sqlite3.
    Question,
    /// `%s`, `%(name)s`, and `%%` for a percent sign: psycopg, psycopg2, PyMySQL.
    Percent,
    /// `$1`: asyncpg.
    DollarNumber,
}

impl Paramstyle {
    /// Returns the style of a driver as URLs name it (`psycopg2`, `asyncpg`, `aiosqlite`, or empty for the default).
    pub fn of_driver(dialect: &dyn Dialect, driver: &str) -> Self {
        match (dialect.facts().bind_mark, driver) {
            (BindMark::Question, _) if dialect.facts().quote == '"' => Self::Question,
            (_, "asyncpg") => Self::DollarNumber,
            _ => Self::Percent,
        }
    }
}

/// Returns the statements for each set of parameters.
pub(super) fn driver_statement(
    dialect: &dyn Dialect,
    sql: &str,
    parameters: &Parameters,
    paramstyle: Paramstyle,
) -> Result<Vec<Statement>, Unsupported> {
    let none = || vec![Set::default()];
    let sets: Vec<Set<'_>> = match parameters {
        Parameters::None => none(),
        Parameters::Named(sets) => sets.iter().map(|named| Set { named, positional: &[] }).collect(),
        Parameters::Positional(sets) => sets.iter().map(|positional| Set { named: &[], positional }).collect(),
    };
    let sets = if sets.is_empty() { none() } else { sets };
    sets.iter()
        .map(|set| match paramstyle {
            Paramstyle::Question if set.named.is_empty() => as_it_is(sql, set),
            Paramstyle::Question => colon_names(sql, set),
            Paramstyle::DollarNumber => as_it_is(sql, set),
            Paramstyle::Percent => percents(dialect, sql, set),
        })
        .collect()
}

#[derive(Default)]
struct Set<'p> {
    named: &'p [(String, Value)],
    positional: &'p [Value],
}

impl Set<'_> {
    fn by_name(&self, name: &str) -> Result<Value, Unsupported> {
        let found = self.named.iter().find(|(parameter, _)| parameter == name);
        found.map(|(_, value)| value.clone()).ok_or_else(|| refusal("KeyError", format!("'{name}'")))
    }
}

fn as_it_is(sql: &str, set: &Set<'_>) -> Result<Statement, Unsupported> {
    Ok(Statement { sql: sql.to_owned(), binds: set.positional.to_vec(), guard: None })
}

/// Writes `?` for each `:name` outside quotes.
fn colon_names(sql: &str, set: &Set<'_>) -> Result<Statement, Unsupported> {
    let mut statement = Statement::default();
    let mut quote: Option<char> = None;
    let mut rest = sql;
    while let Some(character) = rest.chars().next() {
        let after = &rest[character.len_utf8()..];
        match (quote, character) {
            (Some(open), character) if character == open => quote = None,
            (None, '\'' | '"') => quote = Some(character),
            (None, ':') => {
                let end = after.find(|next: char| !next.is_alphanumeric() && next != '_').unwrap_or(after.len());
                if end > 0 {
                    statement.binds.push(set.by_name(&after[..end])?);
                    statement.sql.push('?');
                    rest = &after[end..];
                    continue;
                }
            }
            _ => {}
        }
        statement.sql.push(character);
        rest = after;
    }
    Ok(statement)
}

/// Writes the dialect's marks for `%s` and `%(name)s`.
fn percents(dialect: &dyn Dialect, sql: &str, set: &Set<'_>) -> Result<Statement, Unsupported> {
    let mut statement = Statement::default();
    let mut positional = set.positional.iter();
    let mut rest = sql;
    while let Some((before, after)) = rest.split_once('%') {
        statement.sql.push_str(before);
        if let Some(after) = after.strip_prefix('%') {
            statement.sql.push('%');
            rest = after;
            continue;
        }
        let named = after.strip_prefix('(').and_then(|after| after.split_once(")s"));
        let value = match (named, after.strip_prefix('s')) {
            (Some((name, after)), _) => {
                rest = after;
                set.by_name(name)?
            }
            (None, Some(after)) => {
                rest = after;
                positional.next().cloned().ok_or_else(|| refusal("IndexError", "tuple index out of range"))?
            }
            (None, None) => {
                return Err(refusal(
                    "ValueError",
                    format!("unsupported format character '{}'", after.chars().next().unwrap_or(' ')),
                ));
            }
        };
        statement.binds.push(value);
        match dialect.facts().bind_mark {
            BindMark::Question => statement.sql.push('?'),
            BindMark::DollarNumber => statement.sql.push_str(&format!("${}", statement.binds.len())),
        }
    }
    statement.sql.push_str(rest);
    Ok(statement)
}
