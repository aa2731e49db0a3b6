//! Days and clock times of the Gregorian calendar, as ISO 8601 text.

/// Microseconds of a day.
pub(crate) const DAY: i64 = 86_400_000_000;

/// Returns `2024-01-31` for a number of days since 1970-01-01. Years before 1 are negative, year 0 being 1 BC.
pub(crate) fn date(days: i64) -> String {
    let (year, month, day) = civil(days);
    format!("{year:04}-{month:02}-{day:02}")
}

/// Returns the year that a number of days since 1970-01-01 falls in.
#[cfg(feature = "postgresql")]
pub(crate) fn year(days: i64) -> i64 {
    civil(days).0
}

/// Returns `13:05:00` or `13:05:00.250000` for microseconds since midnight.
pub(crate) fn time(microseconds: i64) -> String {
    let (seconds, fraction) = (microseconds / 1_000_000, microseconds % 1_000_000);
    let clock = format!("{:02}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60);
    if fraction == 0 { clock } else { format!("{clock}.{fraction:06}") }
}

/// Year, month and day, counted in eras of 400 years that begin on 1 March.
fn civil(days: i64) -> (i64, i64, i64) {
    let since_era = days + 719_468;
    let (era, day_of_era) = (since_era.div_euclid(146_097), since_era.rem_euclid(146_097));
    let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month_from_march = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month_from_march + 2) / 5 + 1;
    let month = if month_from_march < 10 { month_from_march + 3 } else { month_from_march - 9 };
    let year = era * 400 + year_of_era + i64::from(month <= 2);
    (year, month, day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_around_leap_days_and_eras_are_right() {
        for (days, expected) in [
            (0, "1970-01-01"),
            (-1, "1969-12-31"),
            (11_016, "2000-02-29"),
            (11_017, "2000-03-01"),
            (19_782, "2024-02-29"),
            (-719_162, "0001-01-01"),
        ] {
            assert_eq!(date(days), expected);
        }
    }

    #[test]
    fn a_time_shows_its_fraction_only_where_it_has_one() {
        assert_eq!(time(47_100_000_000), "13:05:00");
        assert_eq!(time(47_100_250_000), "13:05:00.250000");
    }
}
