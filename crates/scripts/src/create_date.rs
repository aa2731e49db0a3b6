//! The moment a script is made, as Python's `datetime` sees it.

use std::fmt;

use jiff::tz::TimeZone;
use jiff::{Timestamp, Zoned};

/// What the clock says and where it hangs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Clock {
    pub now: Timestamp,
    pub local: TimeZone,
}

/// The create date of a script: with an offset if a time zone is configured, local time without one if not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CreateDate {
    moment: Zoned,
    has_zone: bool,
}

/// The configured time zone does not exist.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("Can't locate timezone: {0}")]
pub struct UnknownTimezone(pub String);

impl UnknownTimezone {
    /// Returns the way out.
    pub fn hint(&self) -> String {
        "`timezone` takes names such as `UTC` or `Europe/Berlin`; leave it empty for local time".into()
    }
}

impl CreateDate {
    /// Reads the clock in the configured time zone: as it is written, then in capitals; none or empty is local time.
    pub fn at(clock: &Clock, timezone: Option<&str>) -> Result<Self, UnknownTimezone> {
        let Some(name) = timezone.filter(|name| !name.is_empty()) else {
            return Ok(Self { moment: clock.now.to_zoned(clock.local.clone()), has_zone: false });
        };
        let zone = zone_named(name).or_else(|| zone_named(&name.to_uppercase()));
        let zone = zone.ok_or_else(|| UnknownTimezone(name.to_owned()))?;
        Ok(Self { moment: clock.now.to_zoned(zone), has_zone: true })
    }

    /// Returns year, month, day, hour, minute, second and microsecond.
    pub fn parts(&self) -> [i64; 7] {
        let moment = &self.moment;
        [
            moment.year().into(),
            moment.month().into(),
            moment.day().into(),
            moment.hour().into(),
            moment.minute().into(),
            moment.second().into(),
            i64::from(moment.subsec_nanosecond() / 1_000),
        ]
    }

    /// Returns the seconds east of UTC, if the date has a time zone.
    pub fn offset_seconds(&self) -> Option<i32> {
        self.has_zone.then(|| self.moment.offset().seconds())
    }

    /// Returns the whole seconds since 1970.
    pub fn epoch(&self) -> i64 {
        self.moment.timestamp().as_second()
    }
}

/// Writes the date as `str(datetime)` does: microseconds and offset only where there are any.
impl fmt::Display for CreateDate {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [year, month, day, hour, minute, second, microsecond] = self.parts();
        write!(formatter, "{year:04}-{month:02}-{day:02} {hour:02}:{minute:02}:{second:02}")?;
        if microsecond != 0 {
            write!(formatter, ".{microsecond:06}")?;
        }
        if let Some(offset) = self.offset_seconds() {
            let sign = if offset < 0 { '-' } else { '+' };
            let offset = offset.abs();
            write!(formatter, "{sign}{:02}:{:02}", offset / 3600, offset / 60 % 60)?;
            if offset % 60 != 0 {
                write!(formatter, ":{:02}", offset % 60)?;
            }
        }
        Ok(())
    }
}

/// Python opens a file of exactly this name, so `europe/berlin` is none.
fn zone_named(name: &str) -> Option<TimeZone> {
    TimeZone::get(name).ok().filter(|zone| zone.iana_name() == Some(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn clock(now: &str, local: &str) -> Clock {
        Clock { now: now.parse().unwrap(), local: TimeZone::get(local).unwrap() }
    }

    #[track_caller]
    fn check(now: &str, timezone: Option<&str>, expected: &str) {
        let date = CreateDate::at(&clock(now, "America/New_York"), timezone).unwrap();
        assert_eq!(date.to_string(), expected);
    }

    #[test]
    fn dates_are_written_as_python_writes_them() {
        check("2024-01-02T03:04:05.678901234Z", None, "2024-01-01 22:04:05.678901");
        check("2024-07-02T03:04:05Z", Some(""), "2024-07-01 23:04:05");
        check("2024-01-02T03:04:05.000001Z", Some("UTC"), "2024-01-02 03:04:05.000001+00:00");
        check("2024-01-02T03:04:05Z", Some("utc"), "2024-01-02 03:04:05+00:00");
        check("2024-01-02T03:04:05Z", Some("Europe/Berlin"), "2024-01-02 04:04:05+01:00");
        check("2024-07-02T03:04:05Z", Some("America/St_Johns"), "2024-07-02 00:34:05-02:30");
        check("2024-07-02T03:04:05Z", Some("est5edt"), "2024-07-01 23:04:05-04:00");
        check("1800-01-01T00:00:00Z", Some("Europe/Berlin"), "1800-01-01 00:53:28+00:53:28");
    }

    #[test]
    fn an_unknown_zone_is_alembics_error() {
        let clock = clock("2024-01-02T03:04:05Z", "UTC");
        for zone in ["Mars/Base", "europe/berlin"] {
            let error = CreateDate::at(&clock, Some(zone)).unwrap_err();
            assert_eq!(error.to_string(), format!("Can't locate timezone: {zone}"));
        }
    }

    #[test]
    fn the_epoch_does_not_depend_on_the_zone() {
        let clock = clock("2024-01-02T03:04:05.9Z", "Asia/Tokyo");
        for zone in [None, Some("UTC"), Some("Europe/Berlin")] {
            assert_eq!(CreateDate::at(&clock, zone).unwrap().epoch(), 1_704_164_645);
        }
    }
}
