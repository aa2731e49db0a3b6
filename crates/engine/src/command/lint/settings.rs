//! `[limbeck]` of the ini or `[tool.limbeck]`: which rules count, and what is assumed.

use lint::{Server, Setting, Settings};

use crate::{Error, Project, config::OptionValue};

/// What `lint` is set to.
pub(crate) struct LintSettings {
    pub(crate) rules: Settings,
    /// The server to assume; none: the newest one that is told apart.
    pub(crate) server: Option<Server>,
}

/// Reads `lint_off`, `lint_warn`, `lint_error` (lists of rules), `lint_minimum_rows` and `server_version`.
///
/// # Errors
/// A rule that there is not, a number that is none.
pub(crate) fn of(project: &Project) -> Result<LintSettings, Error> {
    let mut rules = Settings::default();
    let kinds = [("lint_off", Setting::Off), ("lint_warn", Setting::Warning), ("lint_error", Setting::Error)];
    for (key, setting) in kinds {
        for name in list(project, key)? {
            if name == "all" {
                rules.rules.extend(lint::RULES.iter().map(|rule| (rule.name.to_owned(), setting)));
                continue;
            }
            if lint::rule_named(&name).is_none() {
                return Err(unknown_rule(key, &name));
            }
            rules.rules.insert(name, setting);
        }
    }
    if let Some(text) = text(project, "lint_minimum_rows")? {
        rules.minimum_rows = number("lint_minimum_rows", &text)?;
    }
    let server = match text(project, "server_version")? {
        // `15.4` is 15.
        Some(text) => {
            let major = text.split('.').next().unwrap_or(&text);
            let major = number("server_version", major)?;
            Some(Server::Postgresql { major: u32::try_from(major).unwrap_or(u32::MAX) })
        }
        None => None,
    };
    Ok(LintSettings { rules, server })
}

fn unknown_rule(key: &str, name: &str) -> Error {
    let near = lint::RULES.iter().map(|rule| (strsim::levenshtein(name, rule.name), rule.name)).min();
    let hint = near.filter(|(distance, _)| *distance <= 5).map(|(_, near)| format!("did you mean `{near}`?"));
    Error::command(format!("`{key}` of the settings names the rule '{name}', which there is not"))
        .with_hint(hint.or_else(|| Some("docs/lint.md lists the rules".into())))
}

fn number(key: &str, text: &str) -> Result<u64, Error> {
    let wrong = |_| Error::command(format!("`{key}` of the settings is '{text}', which is no whole number"));
    text.trim().parse().map_err(wrong)
}

fn text(project: &Project, key: &str) -> Result<Option<String>, Error> {
    Ok(match project.config().own_option(key)? {
        None => None,
        Some(OptionValue::Text(text)) => Some(text),
        Some(OptionValue::Integer(number)) => Some(number.to_string()),
        Some(_) => return Err(Error::command(format!("`{key}` of the settings wants a text or a number"))),
    })
}

fn list(project: &Project, key: &str) -> Result<Vec<String>, Error> {
    Ok(match project.config().own_option(key)? {
        None => Vec::new(),
        Some(OptionValue::Text(text)) => {
            text.split([',', ' ', '\n']).filter(|word| !word.is_empty()).map(str::to_owned).collect()
        }
        Some(OptionValue::List(words)) => words,
        Some(_) => return Err(Error::command(format!("`{key}` of the settings wants a list of rules"))),
    })
}
