//! Service files: named groups of settings in `~/.pg_service.conf` or the system's `pg_service.conf`.

use std::path::PathBuf;

use super::environment::Environment;
use super::error::invalid;
use crate::DatabaseError;

/// Returns the settings of a service from the first file that defines it.
pub(super) fn read(
    service: &str,
    named: Option<&String>,
    environment: &Environment<'_>,
) -> Result<Vec<(String, String)>, DatabaseError> {
    let own = named
        .map(PathBuf::from)
        .or_else(|| environment.variable("PGSERVICEFILE").map(PathBuf::from))
        .or_else(|| environment.home().map(|home| home.join(".pg_service.conf")));
    let folder = environment.variable("PGSYSCONFDIR").unwrap_or_else(|| "/etc/postgresql-common".into());
    for path in own.into_iter().chain([PathBuf::from(folder).join("pg_service.conf")]) {
        let Ok(text) = std::fs::read_to_string(&path) else { continue };
        if let Some(settings) = section(&text, service) {
            return settings
                .map_err(|line| invalid(format!("syntax error in service file \"{}\", line {line}", path.display())));
        }
    }
    Err(invalid(format!("definition of service \"{service}\" not found")))
}

/// Returns the lines below `[service]`, or the number of the line that is not `key=value`.
fn section(text: &str, service: &str) -> Option<Result<Vec<(String, String)>, usize>> {
    let mut settings: Option<Vec<(String, String)>> = None;
    for (index, line) in text.lines().enumerate() {
        let line = line.trim();
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        if let Some(name) = line.strip_prefix('[') {
            if settings.is_some() {
                break;
            }
            settings = (name.trim_end_matches(']') == service).then(Vec::new);
        } else if let Some(settings) = &mut settings {
            match line.split_once('=') {
                Some((key, value)) => settings.push((key.trim().to_owned(), value.trim().to_owned())),
                None => return Some(Err(index + 1)),
            }
        }
    }
    settings.map(Ok)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_lines_of_the_service_count() {
        let file = "# x\n[a]\nhost=h1\n[b]\nhost = h2\nport=5433\n\n[c]\nnonsense\n";
        let expected = vec![("host".to_owned(), "h2".to_owned()), ("port".to_owned(), "5433".to_owned())];
        assert_eq!(section(file, "b"), Some(Ok(expected)));
        assert_eq!(section(file, "c"), Some(Err(9)));
        assert_eq!(section(file, "d"), None);
    }
}
