//! Python without env.py: executes a version file whose header is computed, renders a template.

use std::path::Path;

use pyruntime::{Conversation, Failure, Host, HostError, Request};
use scripts::Header;
use serde_json::{Map, Value as Json, json};

use crate::{Error, Interrupt, Project, Silent, execute::switch::Failed};

/// Nothing of the world is there: no env.py has been run.
struct NoEnvironment;

impl Host for NoEnvironment {
    fn answer(&mut self, _: Request, _: &mut Conversation<'_>) -> Result<Json, HostError> {
        Err(HostError::new(
            "NameError",
            "Can't invoke function of alembic.op or alembic.context here, as no migration is running",
        ))
    }
}

/// Has a fresh interpreter do one thing, or the project's own Python what the embedded one cannot.
fn once(project: &Project, name: &str, arguments: Map<String, Json>) -> Result<Json, Error> {
    let error = match attempt(project, name, arguments.clone()) {
        Ok(outcome) => return Ok(outcome),
        Err(error) => error,
    };
    project.switch_after(Failed { error, is_undone: true, has_strayed: false }, &mut Silent)?;
    attempt(project, name, arguments)
}

fn attempt(project: &Project, name: &str, mut arguments: Map<String, Json>) -> Result<Json, Error> {
    // Nothing is begun yet that would have to be rolled back: Ctrl-C ends the program without asking Python.
    let mut python = project.take_python(&Interrupt::default())?;
    let environment = project.environment()?;
    arguments.insert("environment".into(), Json::Object(environment));
    match Conversation::new(&mut python).run(&mut NoEnvironment, name, arguments) {
        Ok(outcome) => Ok(outcome),
        Err(Failure::Lost(reason)) => Err(Error::uncaught("SystemError", reason)),
        Err(Failure::Raised(raised)) => Err(Error::from(*raised)),
    }
}

/// Executes a version file and returns what it says about itself.
pub(crate) fn reflect_header(project: &Project, file: &Path) -> Result<Header, Error> {
    let mut arguments = Map::new();
    arguments.insert("file".into(), json!(file));
    let said = once(project, "reflect_header", arguments)?;
    let texts = |name: &str| match said.get(name) {
        Some(Json::String(text)) => vec![text.clone()],
        Some(Json::Array(items)) => items.iter().filter_map(|item| item.as_str().map(str::to_owned)).collect(),
        _ => Vec::new(),
    };
    let Some(revision) = said.get("revision").and_then(Json::as_str) else {
        return Err(Error::command(format!(
            "Could not determine revision id from filename {}. Be sure the 'revision' variable is declared inside the script (please see 'Upgrading from Alembic 0.1 to 0.2' in the documentation).",
            file.file_name().unwrap_or_default().to_string_lossy()
        )));
    };
    let doc = said.get("doc").and_then(Json::as_str).map(str::to_owned);
    let mut header = Header::new(revision.to_owned(), texts("down_revision"), doc);
    header.branch_labels = texts("branch_labels");
    header.depends_on = texts("depends_on");
    Ok(header)
}

/// Renders a compiled template with the values of a new version file.
pub(crate) fn render_template(project: &Project, source: &str, context: Json) -> Result<String, Error> {
    let mut arguments = Map::new();
    arguments.insert("source".into(), json!(source));
    arguments.insert("context".into(), context);
    match once(project, "render", arguments)? {
        Json::String(text) => Ok(text),
        _ => Err(Error::uncaught("TypeError", "the template gave no text")),
    }
}
