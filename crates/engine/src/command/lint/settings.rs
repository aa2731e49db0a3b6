//! `[limbeck]` of the ini or `[tool.limbeck]`: which rules count, and what is assumed.

use lint::{Server, Setting, Settings};

use crate::{
    Error, Project,
    config::own_settings::{LINT_ERROR, LINT_MINIMUM_ROWS, LINT_OFF, LINT_WARN, SERVER_VERSION, nearest},
};

/// Typing errors that are forgiven: the names of rules are long.
const ERRORS: usize = 5;

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
    let own = project.config().own();
    let mut rules = Settings::default();
    for (key, setting) in [(LINT_OFF, Setting::Off), (LINT_WARN, Setting::Warning), (LINT_ERROR, Setting::Error)] {
        for name in own.list(key)? {
            if name == "all" {
                rules.rules.extend(lint::RULES.iter().map(|rule| (rule.name.to_owned(), setting)));
                continue;
            }
            if lint::rule_named(&name).is_none() {
                return Err(unknown_rule(key.name(), &name));
            }
            rules.rules.insert(name, setting);
        }
    }
    if let Some(rows) = own.number(LINT_MINIMUM_ROWS)? {
        rules.minimum_rows = rows;
    }
    let server = match own.text(SERVER_VERSION)? {
        // `15.4` is 15.
        Some(text) => match text.split('.').next().unwrap_or_default().parse() {
            Ok(major) => Some(Server::Postgresql { major }),
            Err(_) => {
                let sentence =
                    format!("`server_version` of the settings is '{text}', which is no version of PostgreSQL");
                return Err(Error::command(sentence).with_hint(Some("write `server_version = 15`".into())));
            }
        },
        None => None,
    };
    Ok(LintSettings { rules, server })
}

fn unknown_rule(key: &str, name: &str) -> Error {
    let near = nearest(name, lint::RULES.iter().map(|rule| rule.name), ERRORS);
    let hint = near.map(|near| format!("did you mean `{near}`?"));
    Error::command(format!("`{key}` of the settings names the rule '{name}', which there is not"))
        .with_hint(hint.or_else(|| Some("docs/lint.md lists the rules".into())))
}
