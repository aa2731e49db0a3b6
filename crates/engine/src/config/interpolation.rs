//! `%(key)s` and `%%` in ini values: what Python calls basic interpolation.

use super::ini_error::IniError;
use super::python_text::repr;

const DEEPEST: usize = 10;

/// The place of a value and the keys that it may name.
pub(super) struct Scope<'a> {
    pub(super) section: &'a str,
    pub(super) option: &'a str,
    pub(super) raw: &'a str,
    pub(super) keys: &'a dyn Fn(&str) -> Option<&'a str>,
}

/// Returns the value with every reference replaced.
pub(super) fn expand(scope: &Scope<'_>) -> Result<String, IniError> {
    let mut expanded = String::with_capacity(scope.raw.len());
    expand_part(scope, scope.raw, 1, &mut expanded)?;
    Ok(expanded)
}

fn expand_part(scope: &Scope<'_>, value: &str, depth: usize, expanded: &mut String) -> Result<(), IniError> {
    if depth > DEEPEST {
        return Err(IniError::InterpolationDepth {
            option: scope.option.into(),
            section: scope.section.into(),
            raw: scope.raw.into(),
        });
    }
    let mut rest = value;
    while let Some(percent) = rest.find('%') {
        expanded.push_str(&rest[..percent]);
        rest = &rest[percent..];
        if let Some(after) = rest.strip_prefix("%%") {
            expanded.push('%');
            rest = after;
        } else if rest.starts_with("%(") {
            let Some((name, after)) = reference(rest) else {
                return Err(syntax_error(scope, format!("bad interpolation variable reference {}", repr(rest))));
            };
            let name = name.to_lowercase();
            let Some(found) = (scope.keys)(&name) else {
                return Err(IniError::InterpolationMissingOption {
                    option: scope.option.into(),
                    section: scope.section.into(),
                    reference: name,
                    raw: scope.raw.into(),
                });
            };
            match found.contains('%') {
                true => expand_part(scope, found, depth + 1, expanded)?,
                false => expanded.push_str(found),
            }
            rest = after;
        } else {
            return Err(syntax_error(scope, format!("'%' must be followed by '%' or '(', found: {}", repr(rest))));
        }
    }
    expanded.push_str(rest);
    Ok(())
}

/// Splits `%(name)srest` into name and rest.
fn reference(text: &str) -> Option<(&str, &str)> {
    let (name, rest) = text.strip_prefix("%(")?.split_once(')')?;
    if name.is_empty() {
        return None;
    }
    Some((name, rest.strip_prefix('s')?))
}

fn syntax_error(scope: &Scope<'_>, message: String) -> IniError {
    IniError::InterpolationSyntax { option: scope.option.into(), section: scope.section.into(), message }
}

/// Refuses a value with a bare `%`, as Python does when a value is set.
pub(super) fn check_set(value: &str) -> Result<(), IniError> {
    let mut left = String::new();
    let unescaped = value.replace("%%", "");
    let mut rest = unescaped.as_str();
    while let Some(percent) = rest.find('%') {
        left.push_str(&rest[..percent]);
        let Some((_, after)) = reference(&rest[percent..]) else {
            let position = left.chars().count();
            return Err(IniError::InvalidInterpolation { value: value.into(), position });
        };
        rest = after;
    }
    Ok(())
}
