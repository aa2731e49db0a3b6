//! `autogenerate_plugins`: which of Alembic's plug-ins have a say.

use diff::Plugin;
use pyruntime::HostError;

use super::AutogenerateSettings;

/// Alembic's own, in its order.
const PLUGINS: [(Plugin, &str); 6] = [
    (Plugin::Schemas, "alembic.autogenerate.schemas"),
    (Plugin::Tables, "alembic.autogenerate.tables"),
    (Plugin::Types, "alembic.autogenerate.types"),
    (Plugin::Constraints, "alembic.autogenerate.constraints"),
    (Plugin::Defaults, "alembic.autogenerate.defaults"),
    (Plugin::Comments, "alembic.autogenerate.comments"),
];

/// Alembic compares CHECKs only where a project names this; here they are compared with the other constraints.
const OPT_IN: &str = "alembic.ext.checkconstraint_byname";

/// What that one was called first.
const OPT_IN_BEFORE: &str = "alembic.autogenerate.checkconstraint_byname";

/// The plug-ins of one comparison.
#[derive(Clone, Debug)]
pub(super) struct Chosen {
    plugins: Vec<Plugin>,
    /// As the log names them; the project's own come last.
    pub(super) names: Vec<String>,
}

impl Chosen {
    /// Chooses as Alembic does: names with `*` for any rest, and with `~` for what is left out.
    pub(super) fn of(settings: &AutogenerateSettings) -> Result<Self, HostError> {
        let asked: Vec<&str> = match &settings.autogenerate_plugins {
            Some(asked) => asked.iter().map(String::as_str).collect(),
            None => vec!["alembic.autogenerate.*"],
        };
        for expression in &asked {
            let name = expression.trim_start_matches('~');
            if !name.split('.').all(|token| token == "*" || is_identifier(token)) {
                return Err(HostError::new(
                    "ValueError",
                    format!("Invalid plugin expression {}", pysource::text(name)),
                ));
            }
        }
        let (excluded, included): (Vec<&str>, Vec<&str>) = asked.iter().partition(|name| name.starts_with('~'));
        let own = settings.own_plugins.iter().map(String::as_str);
        let known: Vec<&str> = PLUGINS.iter().map(|(_, name)| *name).chain([OPT_IN]).chain(own).collect();
        let is_chosen = |name: &&&str| {
            included.iter().any(|one| matches(one, name)) && !excluded.iter().any(|one| matches(&one[1..], name))
        };
        let names: Vec<&str> = known.iter().filter(is_chosen).copied().collect();
        let unknown: Vec<&str> =
            included.iter().filter(|one| !names.iter().any(|name| matches(one, name))).copied().collect();
        if !unknown.is_empty() {
            return Err(HostError::command(format!("Did not locate plugins: {}", unknown.join(", "))));
        }
        let plugins = PLUGINS.iter().filter(|(_, name)| names.contains(name)).map(|(plugin, _)| *plugin).collect();
        Ok(Self { plugins, names: names.into_iter().map(str::to_owned).collect() })
    }

    pub(super) fn has(&self, plugin: Plugin) -> bool {
        self.plugins.contains(&plugin)
    }
}

fn is_identifier(token: &str) -> bool {
    !token.is_empty()
        && !token.starts_with(|character: char| character.is_ascii_digit())
        && token.chars().all(|character| character == '_' || character.is_alphanumeric())
}

/// Whether an expression means a name: `*` is one part or several.
fn matches(expression: &str, name: &str) -> bool {
    let expression = if expression == OPT_IN_BEFORE { OPT_IN } else { expression };
    let (wanted, parts): (Vec<&str>, Vec<&str>) = (expression.split('.').collect(), name.split('.').collect());
    matches_parts(&wanted, &parts)
}

fn matches_parts(wanted: &[&str], parts: &[&str]) -> bool {
    match (wanted.split_first(), parts.split_first()) {
        (None, None) => true,
        (Some((&"*", rest)), Some((_, others))) => matches_parts(rest, others) || matches_parts(wanted, others),
        (Some((token, rest)), Some((part, others))) => token == part && matches_parts(rest, others),
        (None, Some(_)) | (Some(_), None) => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chosen(asked: &[&str]) -> Result<Vec<String>, HostError> {
        let asked = asked.iter().map(|name| (*name).to_owned()).collect();
        let settings = AutogenerateSettings {
            autogenerate_plugins: Some(asked),
            own_plugins: vec!["mine.views".into()],
            ..AutogenerateSettings::default()
        };
        Ok(Chosen::of(&settings)?.names.iter().map(|name| name.replace("alembic.autogenerate.", "")).collect())
    }

    #[test]
    fn names_are_included_and_left_out() {
        assert_eq!(
            chosen(&["alembic.autogenerate.*", "~alembic.autogenerate.comments"]).unwrap(),
            ["schemas", "tables", "types", "constraints", "defaults"]
        );
        assert_eq!(chosen(&["alembic.*.tables", "mine.*"]).unwrap(), ["tables", "mine.views"]);
    }

    #[test]
    fn a_name_that_means_nothing_is_an_error() {
        assert_eq!(chosen(&["alembic.autogenerate.*", "yours"]).unwrap_err().message, "Did not locate plugins: yours");
        assert_eq!(chosen(&["a-b"]).unwrap_err().message, "Invalid plugin expression 'a-b'");
    }

    #[test]
    fn the_plugin_for_checks_is_known_by_both_its_names() {
        let name = "alembic.ext.checkconstraint_byname";
        assert_eq!(chosen(&[name]).unwrap(), [name]);
        assert_eq!(chosen(&["alembic.autogenerate.checkconstraint_byname"]).unwrap(), [name]);
    }
}
