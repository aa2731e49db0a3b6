//! SQL functions that a script finds under Python: SQLAlchemy's `regexp` and `floor`, and SQLite's own mathematics,
//! which the bundled library is built without.

use std::f64::consts::{LN_2, LN_10, PI};

use rusqlite::functions::{Context, FunctionFlags};
use rusqlite::types::{Value as Cell, ValueRef};
use rusqlite::{Connection, Result};

type Unary = (&'static str, fn(f64) -> f64);

const UNARY: &[Unary] = &[
    ("acos", f64::acos),
    ("acosh", f64::acosh),
    ("asin", f64::asin),
    ("asinh", f64::asinh),
    ("atan", f64::atan),
    ("atanh", f64::atanh),
    ("cos", f64::cos),
    ("cosh", f64::cosh),
    ("degrees", f64::to_degrees),
    ("exp", f64::exp),
    ("ln", f64::ln),
    ("log", f64::log10),
    ("log10", f64::log10),
    ("log2", |x| x.ln() / LN_2),
    ("radians", f64::to_radians),
    ("sin", f64::sin),
    ("sinh", f64::sinh),
    ("sqrt", f64::sqrt),
    ("tan", f64::tan),
    ("tanh", f64::tanh),
];

/// Functions that keep an integer an integer.
const ROUNDING: &[Unary] = &[("ceil", f64::ceil), ("ceiling", f64::ceil), ("trunc", f64::trunc)];

type Binary = (&'static str, fn(f64, f64) -> f64);

const BINARY: &[Binary] = &[
    ("atan2", f64::atan2),
    ("log", |base, x| if base == 10.0 { x.ln() / LN_10 } else { x.ln() / base.ln() }),
    ("mod", |x, y| x % y),
    ("pow", f64::powf),
    ("power", f64::powf),
];

/// Adds all functions to a connection.
pub(super) fn register(database: &Connection) -> Result<()> {
    let flags = FunctionFlags::SQLITE_UTF8 | FunctionFlags::SQLITE_DETERMINISTIC;
    database.create_scalar_function("regexp", 2, flags, regexp)?;
    database.create_scalar_function("floor", 1, flags, floor)?;
    database.create_scalar_function("pi", 0, flags, |_| Ok(PI))?;
    for (name, function) in UNARY {
        database.create_scalar_function(*name, 1, flags, move |context| {
            Ok(number(context, 0).map(function).filter(|result| !result.is_nan()))
        })?;
    }
    for (name, function) in ROUNDING {
        database.create_scalar_function(*name, 1, flags, move |context| {
            Ok(match context.get_raw(0) {
                ValueRef::Integer(integer) => Cell::Integer(integer),
                _ => number(context, 0).map_or(Cell::Null, |x| Cell::Real(function(x))),
            })
        })?;
    }
    for (name, function) in BINARY {
        database.create_scalar_function(*name, 2, flags, move |context| {
            let numbers = number(context, 0).zip(number(context, 1));
            Ok(numbers.map(|(x, y)| function(x, y)).filter(|result| !result.is_nan()))
        })?;
    }
    Ok(())
}

/// `value REGEXP pattern`, which SQLite calls as `regexp(pattern, value)`: whether the pattern is anywhere in the value.
fn regexp(context: &Context<'_>) -> Result<Option<bool>> {
    let pattern = context.get_or_create_aux(0, |value| -> Result<_, Box<dyn std::error::Error + Send + Sync>> {
        Ok(regex::Regex::new(value.as_str()?)?)
    });
    if context.get_raw(1) == ValueRef::Null {
        return Ok(None);
    }
    let found = pattern.ok().zip(context.get_raw(1).as_str().ok()).map(|(pattern, text)| pattern.is_match(text));
    found.map(Some).ok_or_else(raised)
}

/// Python's `math.floor`, which SQLAlchemy registers: the result is an integer.
fn floor(context: &Context<'_>) -> Result<i64> {
    match context.get_raw(0) {
        ValueRef::Integer(integer) => Ok(integer),
        ValueRef::Real(real) if real.is_finite() && real.abs() < i64::MAX as f64 => Ok(real.floor() as i64),
        _ => Err(raised()),
    }
}

/// What Python's sqlite3 says of any exception in a function.
fn raised() -> rusqlite::Error {
    rusqlite::Error::UserFunctionError("user-defined function raised exception".into())
}

fn number(context: &Context<'_>, index: usize) -> Option<f64> {
    match context.get_raw(index) {
        ValueRef::Integer(integer) => Some(integer as f64),
        ValueRef::Real(real) => Some(real),
        ValueRef::Text(text) => std::str::from_utf8(text).ok()?.trim().parse().ok(),
        ValueRef::Null | ValueRef::Blob(_) => None,
    }
}
