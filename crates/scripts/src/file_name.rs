//! The name of a new script, from the `file_template`.

use crate::create_date::CreateDate;
use crate::percent::{self, Field};

/// What the settings say about file names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Naming {
    /// The template; it may have folders in it.
    pub file_template: String,
    /// The longest slug; zero means the default.
    pub truncate_slug_length: i64,
}

impl Default for Naming {
    fn default() -> Self {
        Self { file_template: "%(rev)s_%(slug)s".into(), truncate_slug_length: DEFAULT_SLUG_LENGTH }
    }
}

const DEFAULT_SLUG_LENGTH: i64 = 40;

/// The file template cannot be filled in.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("file_template {}: {problem}", pysource::text(template))]
pub struct BadFileTemplate {
    pub template: String,
    pub problem: String,
}

impl BadFileTemplate {
    /// Returns the way out.
    pub fn hint(&self) -> String {
        "the names are rev, slug, epoch, year, month, day, hour, minute and second, as in %(rev)s; \
         in an .ini file every % is written twice"
            .into()
    }
}

impl Naming {
    /// Returns the file name of a new script, `.py` included; it may have folders in it.
    pub fn file_name(
        &self,
        revision: &str,
        message: Option<&str>,
        date: &CreateDate,
    ) -> Result<String, BadFileTemplate> {
        let slug = self.slug(message.unwrap_or_default());
        let [year, month, day, hour, minute, second, _] = date.parts();
        let stem = percent::format(&self.file_template, |name| {
            Some(match name {
                "rev" => Field::Text(revision),
                "slug" => Field::Text(&slug),
                "epoch" => Field::Number(date.epoch()),
                "year" => Field::Number(year),
                "month" => Field::Number(month),
                "day" => Field::Number(day),
                "hour" => Field::Number(hour),
                "minute" => Field::Number(minute),
                "second" => Field::Number(second),
                _ => return None,
            })
        });
        match stem {
            Ok(stem) => Ok(format!("{stem}.py")),
            Err(problem) => Err(BadFileTemplate { template: self.file_template.clone(), problem }),
        }
    }

    /// Returns the words of the message in lower case; a long one is cut after a word and ends with `_`.
    fn slug(&self, message: &str) -> String {
        let words = message.split(|character| !pysource::is_word(character)).filter(|word| !word.is_empty());
        let slug = words.collect::<Vec<_>>().join("_").to_lowercase();
        let length = slug.chars().count();
        let longest = if self.truncate_slug_length == 0 { DEFAULT_SLUG_LENGTH } else { self.truncate_slug_length };
        // A negative length counts from the end, as a Python slice does.
        let kept = usize::try_from(longest).unwrap_or_else(|_| length.saturating_sub(longest.unsigned_abs() as usize));
        if longest >= 0 && length <= kept {
            return slug;
        }
        let cut: String = slug.chars().take(kept).collect();
        let whole_words = cut.rsplit_once('_').map_or(cut.as_str(), |(before, _)| before);
        format!("{whole_words}_")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::create_date::Clock;

    #[track_caller]
    fn check(template: &str, message: Option<&str>, expected: &str) {
        let clock = Clock { now: "2024-03-04T05:06:07Z".parse().unwrap(), local: jiff::tz::TimeZone::UTC };
        let date = CreateDate::at(&clock, None).unwrap();
        let naming = Naming { file_template: template.into(), ..Naming::default() };
        assert_eq!(naming.file_name("ae10", message, &date).as_deref(), Ok(expected));
    }

    #[test]
    fn the_message_becomes_a_slug() {
        check("%(rev)s_%(slug)s", Some("Add users"), "ae10_add_users.py");
        check("%(rev)s_%(slug)s", None, "ae10_.py");
        check("%(rev)s_%(slug)s", Some("  -- "), "ae10_.py");
        check("%(rev)s_%(slug)s", Some("add_one__two, THREE's"), "ae10_add_one__two_three_s.py");
        check("%(slug)s", Some("中文 迁移"), "中文_迁移.py");
        check(
            "%(rev)s_%(slug)s",
            Some("Add Ünïcode & other/odd chars -- and a very long message that will be truncated"),
            "ae10_add_ünïcode_other_odd_chars_and_a_very_.py",
        );
        check(
            "%(slug)s",
            Some("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"),
            "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa_.py",
        );
    }

    #[test]
    fn dates_and_folders_are_filled_in() {
        check(
            "%(year)d/%(month).2d/%(day).2d_%(hour).2d%(minute).2d_%(second).2d_%(rev)s_%(slug)s",
            Some("x"),
            "2024/03/04_0506_07_ae10_x.py",
        );
        check("%(epoch)s_%(year)d_%(month)d", None, "1709528767_2024_3.py");
    }

    #[test]
    fn the_longest_slug_can_be_set() {
        let slug = |length, message| Naming { truncate_slug_length: length, ..Naming::default() }.slug(message);
        assert_eq!(slug(10, "one two three"), "one_two_");
        assert_eq!(slug(13, "one two three"), "one_two_three");
        assert_eq!(slug(2, "one two"), "on_");
        assert_eq!(slug(0, "one two"), "one_two");
        assert_eq!(slug(-2, "one two"), "one_");
    }

    #[test]
    fn a_template_with_an_unknown_name_is_an_error() {
        let clock = Clock { now: "2024-03-04T05:06:07Z".parse().unwrap(), local: jiff::tz::TimeZone::UTC };
        let date = CreateDate::at(&clock, None).unwrap();
        let naming = Naming { file_template: "%(rev)s_%(nope)s".into(), ..Naming::default() };
        let error = naming.file_name("ae10", None, &date).unwrap_err();
        assert_eq!(error.to_string(), "file_template '%(rev)s_%(nope)s': unknown name 'nope'");
    }
}
