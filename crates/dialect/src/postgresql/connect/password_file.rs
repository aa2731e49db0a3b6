//! The password file `~/.pgpass`: `host:port:database:user:password`, one line each.

use std::path::{Path, PathBuf};

use super::environment::Environment;
use crate::Notice;

/// Where the password comes from. It has no `Debug`: it must not be printed.
pub(super) enum Password {
    Given(String),
    /// Lines of the password file; which one fits depends on the host.
    InFile(Vec<Line>),
    None,
}

/// One line. It has no `Debug`: it holds a password.
pub(super) struct Line {
    fields: [String; 4],
    password: String,
}

/// What a line is looked up by.
pub(super) struct Key<'a> {
    pub host: &'a str,
    pub port: u16,
    pub database: &'a str,
    pub user: &'a str,
}

/// Reads the file that is named, or the one in the home folder. One that others may read is left alone, as libpq does.
pub(super) fn find(named: Option<&String>, environment: &Environment<'_>, warnings: &mut Vec<Notice>) -> Password {
    let Some(path) = named.map(PathBuf::from).or_else(|| environment.home().map(|home| home.join(".pgpass"))) else {
        return Password::None;
    };
    let Ok(text) = std::fs::read(&path) else { return Password::None };
    if is_open_to_others(&path) {
        warnings.push(Notice {
            severity: "WARNING".into(),
            message: format!(
                "password file \"{}\" has group or world access; permissions should be u=rw (0600) or less",
                path.display()
            ),
            detail: None,
            hint: None,
        });
        return Password::None;
    }
    Password::InFile(lines(&String::from_utf8_lossy(&text)))
}

#[cfg(unix)]
fn is_open_to_others(path: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt as _;
    std::fs::metadata(path).is_ok_and(|file| file.permissions().mode() & 0o077 != 0)
}

#[cfg(not(unix))]
fn is_open_to_others(_: &Path) -> bool {
    false
}

fn lines(text: &str) -> Vec<Line> {
    text.lines().filter(|line| !line.starts_with('#')).filter_map(line).collect()
}

fn line(text: &str) -> Option<Line> {
    let mut fields: [String; 5] = Default::default();
    let mut index = 0;
    let mut characters = text.trim_end_matches('\r').chars();
    while let Some(character) = characters.next() {
        match character {
            '\\' => fields[index].extend(characters.next()),
            ':' if index < 4 => index += 1,
            _ => fields[index].push(character),
        }
    }
    if index < 4 {
        return None;
    }
    let [host, port, database, user, password] = fields;
    Some(Line { fields: [host, port, database, user], password })
}

/// Returns the password of the first line that fits.
pub(super) fn password<'a>(lines: &'a [Line], key: &Key<'_>) -> Option<&'a str> {
    let port = key.port.to_string();
    let wanted = [key.host, &port, key.database, key.user];
    let fits = |line: &&Line| line.fields.iter().zip(wanted).all(|(field, wanted)| field == "*" || field == wanted);
    lines.iter().find(fits).map(|line| line.password.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, host: &str, user: &str, expected: Option<&str>) {
        let lines = lines(text);
        assert_eq!(password(&lines, &Key { host, port: 5432, database: "app", user }), expected);
    }

    #[test]
    fn the_first_line_that_fits_wins() {
        let file = "# localhost:5432:app:me:no\nother:5432:app:me:a\nlocalhost:*:*:me:b\n*:*:*:*:c\n";
        check(file, "localhost", "me", Some("b"));
        check(file, "localhost", "you", Some("c"));
        check("localhost:5433:app:me:a\n", "localhost", "me", None);
    }

    #[test]
    fn backslashes_hide_colons_and_the_password_may_hold_some() {
        check("fe80\\:\\:1:5432:app:me:a\\:b:c\\\\d\n", "fe80::1", "me", Some("a:b:c\\d"));
        check("broken line\n", "localhost", "me", None);
    }
}
