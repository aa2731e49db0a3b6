//! Dates, times and intervals. PostgreSQL counts from 2000-01-01, and its years go beyond Python's.

use schema::Value;

use crate::calendar::{self, DAY};

/// 2000-01-01 in days since 1970-01-01.
const EPOCH: i64 = 10_957;

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Zone {
    None,
    Utc,
}

/// `infinity` is Python's last date, as both psycopg2 and asyncpg give it.
pub(super) fn date(days: i32) -> Value {
    match days {
        i32::MAX => Value::Date("9999-12-31".into()),
        i32::MIN => Value::Date("0001-01-01".into()),
        _ if fits_python(i64::from(days)) => Value::Date(calendar::date(EPOCH + i64::from(days))),
        _ => Value::Text(far_date(i64::from(days))),
    }
}

/// Python has no 24:00.
pub(super) fn time(microseconds: i64) -> Value {
    Value::Time(calendar::time(microseconds % DAY))
}

/// The server counts the offset in seconds west of Greenwich.
pub(super) fn time_with_zone(microseconds: i64, west: i32) -> Value {
    Value::Time(format!("{}{}", calendar::time(microseconds % DAY), offset(-west)))
}

pub(super) fn timestamp(microseconds: i64, zone: Zone) -> Value {
    let suffix = if zone == Zone::Utc { "+00:00" } else { "" };
    let (days, time) = (microseconds.div_euclid(DAY), microseconds.rem_euclid(DAY));
    match microseconds {
        i64::MAX => Value::DateTime(format!("9999-12-31T23:59:59.999999{suffix}")),
        i64::MIN => Value::DateTime(format!("0001-01-01T00:00:00{suffix}")),
        _ if fits_python(days) => {
            Value::DateTime(format!("{}T{}{suffix}", calendar::date(EPOCH + days), calendar::time(time)))
        }
        _ => {
            let date = far_date(days);
            let (date, era) = date.split_once(' ').map_or((date.as_str(), ""), |(date, _)| (date, " BC"));
            let zone = if zone == Zone::Utc { "+00" } else { "" };
            Value::Text(format!("{date} {}{zone}{era}", calendar::time(time)))
        }
    }
}

/// A month is 30 days and a year 365, as in psycopg2 and asyncpg.
pub(super) fn interval(microseconds: i64, days: i32, months: i32) -> Value {
    let days = i64::from(days) + i64::from(months / 12) * 365 + i64::from(months % 12) * 30;
    let time = microseconds.rem_euclid(DAY);
    Value::Interval {
        days: days + microseconds.div_euclid(DAY),
        seconds: time / 1_000_000,
        microseconds: time % 1_000_000,
    }
}

fn fits_python(days: i64) -> bool {
    (1..=9999).contains(&calendar::year(EPOCH + days))
}

/// The server's own text of a date that Python cannot hold: `0044-03-15 BC`, `12000-01-01`.
fn far_date(days: i64) -> String {
    let date = calendar::date(EPOCH + days);
    let year = calendar::year(EPOCH + days);
    if year > 0 {
        return date;
    }
    let month_and_day = &date[date.len() - 5..];
    format!("{:04}-{month_and_day} BC", 1 - year)
}

fn offset(seconds: i32) -> String {
    let (sign, seconds) = (if seconds < 0 { '-' } else { '+' }, seconds.unsigned_abs());
    let text = format!("{sign}{:02}:{:02}", seconds / 3600, seconds / 60 % 60);
    if seconds % 60 == 0 { text } else { format!("{text}:{:02}", seconds % 60) }
}
