//! A file is named after the thing in it; these names say nothing.

use super::{Finding, source::Source};

const NAMES: &[&str] = &["utils", "util", "helpers", "helper", "common", "misc"];

pub fn check(source: &Source, findings: &mut Vec<Finding>) {
    let name = source.path.rsplit('/').next().unwrap_or_default();
    let is_empty_name = name.strip_suffix(".rs").is_some_and(|name| NAMES.contains(&name));
    if is_empty_name {
        findings.push(Finding::new(source, 1, format!("`{name}` says nothing: name the thing in it")));
    }
}

#[cfg(test)]
mod tests {
    use super::{super::messages, check};

    #[test]
    fn a_file_is_not_called_helpers() {
        assert_eq!(messages(check, "crates/a/src/helpers.rs", "").len(), 1);
        assert!(messages(check, "crates/a/src/name.rs", "").is_empty());
    }
}
