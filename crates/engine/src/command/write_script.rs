//! Writes the file of a new revision: parents, place, template, hooks.

use std::path::{Path, PathBuf};

use jiff::{Timestamp, tz::TimeZone};
use revisions::{Revision, RevisionId, Splice};
use scripts::{
    Clock, CreateDate, Hook, Naming, NewScript, NewScriptError, Programs,
    new_script::{self, create_folders, revision_id, version_path},
    template::{self, TemplateError, Value, render_simple},
    write_hooks,
};
use serde_json::{Map, Value as Json, json};

use crate::{Error, Project, Reporter, execute::render_template, report::Event};

/// What a new revision is to be; the file's name and text follow from it and the settings.
#[derive(Clone, Debug, Default)]
pub(crate) struct NewRevision {
    pub(crate) rev_id: Option<String>,
    pub(crate) message: Option<String>,
    pub(crate) heads: Vec<String>,
    pub(crate) splice: bool,
    pub(crate) branch_labels: Vec<String>,
    pub(crate) version_path: Option<String>,
    pub(crate) depends_on: Vec<String>,
}

/// `merge a,b` is accepted as `merge a b`.
pub(crate) fn heads_of_merge(revisions: &[String]) -> Vec<String> {
    revisions.iter().flat_map(|revision| revision.split(',')).map(|id| id.trim().to_owned()).collect()
}

/// Passes on what the script room tells while it writes files.
pub(crate) fn told(event: &scripts::Event, reporter: &mut dyn Reporter) {
    match event {
        scripts::Event::Started(text) => reporter.report(Event::Status(text)),
        scripts::Event::StartedOwnLine(text) => reporter.report(Event::Message(&format!("{text} ..."))),
        scripts::Event::Done => reporter.report(Event::Done("done")),
        scripts::Event::Failed => reporter.report(Event::Done("FAILED")),
        scripts::Event::Message(text) => reporter.report(Event::Message(text)),
    }
}

impl Project {
    /// Returns the given identifier, or a new random one.
    pub(crate) fn new_id(&self, given: Option<&str>) -> Result<String, Error> {
        if let Some(id) = given {
            return Ok(id.to_owned());
        }
        let mut random = [0; 6];
        getrandom::fill(&mut random).map_err(|error| Error::uncaught("OSError", error.to_string()))?;
        Ok(revision_id(random))
    }

    /// Writes the file of a new revision and runs the post-write hooks.
    pub(crate) fn write_revision(
        &self,
        new: NewRevision,
        template_args: &[(String, Json)],
        reporter: &mut dyn Reporter,
    ) -> Result<(), Error> {
        let graph = self.graph_of_run();
        let id = RevisionId::from(self.new_id(new.rev_id.as_deref())?.as_str());
        let heads: Vec<&str> = new.heads.iter().map(String::as_str).collect();
        let parents = graph.parents_of_new(&id, &heads)?;
        let location = self.location_of_new(&new, &parents)?;
        graph.check_parents_of_new(&parents, if new.splice { Splice::Allowed } else { Splice::Refused })?;
        let dependencies: Vec<&str> = new.depends_on.iter().map(String::as_str).collect();
        let depends_on = graph.dependencies_of_new(&dependencies)?;
        let revision = Revision {
            id: id.clone(),
            down: parents.clone(),
            depends_on: depends_on.clone(),
            labels: new.branch_labels.clone(),
            doc: String::new(),
        };
        let warnings = graph
            .check_new(&revision)
            .map_err(|defect| Error::command(defect.to_string()).with_hint(Some(defect.hint())))?;
        for warning in warnings {
            reporter.report(Event::Warning { category: "UserWarning", text: &warning.to_string() });
        }
        let clock = Clock { now: Timestamp::now(), local: TimeZone::system() };
        let create_date = CreateDate::at(&clock, self.settings().timezone.as_deref())
            .map_err(|error| Error::command(error.to_string()).with_hint(Some(error.hint())))?;
        let script = NewScript {
            revision: id.to_string(),
            message: new.message.clone(),
            down_revision: parents.iter().map(ToString::to_string).collect(),
            branch_labels: new.branch_labels,
            depends_on,
            create_date,
        };
        let naming = Naming {
            file_template: self.settings().file_template.clone(),
            truncate_slug_length: i64::try_from(self.settings().truncate_slug_length).unwrap_or(i64::MAX),
        };
        let name = naming
            .file_name(&script.revision, script.message.as_deref(), &script.create_date)
            .map_err(|error| Error::command(error.to_string()).with_hint(Some(error.hint())))?;
        let file = location.join(name);
        create_folders(self.directory(), &location, &file, &mut |event| told(&event, reporter)).map_err(refused)?;
        let text = self.rendered(&script, template_args)?;
        let encoding = &self.settings().output_encoding;
        new_script::write(&file, &text, encoding, &mut |event| told(&event, reporter)).map_err(refused)?;
        self.run_hooks(&file, reporter)?;
        let written =
            scripts::read_header(&file).map_err(|error| Error::command(error.to_string()).with_hint(error.hint()))?;
        script.check_labels(&written, &file).map_err(refused)
    }

    /// The version location: `--version-path`, the only one, or that of the parent's file.
    fn location_of_new(&self, new: &NewRevision, parents: &[RevisionId]) -> Result<PathBuf, Error> {
        let files: Vec<PathBuf> = parents.iter().filter_map(|id| self.file_of(id)).collect();
        let files: Vec<&Path> = files.iter().map(PathBuf::as_path).collect();
        let asked = new.version_path.as_deref().map(Path::new);
        version_path(self.directory(), asked, &files, &self.process_environment().working_directory).map_err(refused)
    }

    /// Renders `script.py.mako`: the stock forms at once, everything else by the embedded Python.
    fn rendered(&self, script: &NewScript, template_args: &[(String, Json)]) -> Result<String, Error> {
        let file = self.process_environment().absolute(self.directory().directory.join("script.py.mako"));
        let shown = file.display().to_string();
        let text = template::read(&file).map_err(failed_template)?;
        let mut variables = script.variables();
        // What autogenerate wrote are variables of every template; what env.py adds may be of any kind.
        for (name, variable) in &mut variables {
            if let Some((_, Json::String(written))) = template_args.iter().rev().find(|(given, _)| given == name) {
                *variable = Value::Text(written.clone());
            }
        }
        let adds_others = template_args.iter().any(|(given, _)| !variables.iter().any(|(name, _)| given == name));
        if !adds_others && let Some(rendered) = render_simple(&text, &variables) {
            return Ok(rendered);
        }
        let source = template::compile(&text, &shown).map_err(failed_template)?;
        let mut context = Map::new();
        let mut tuples = Vec::new();
        for (name, value) in variables {
            let json = match value {
                Value::Undefined | Value::Shown(_) => continue,
                Value::None => Json::Null,
                Value::Text(text) => json!(text),
                Value::List(items) => json!(items),
                Value::Tuple(items) => {
                    tuples.push(name);
                    json!(items)
                }
            };
            context.insert(name.to_owned(), json);
        }
        context.extend(template_args.iter().cloned());
        let date = json!({"parts": script.create_date.parts(), "offset": script.create_date.offset_seconds()});
        render_template(self, &source.text, json!({"variables": context, "tuples": tuples, "create_date": date}))
            .map_err(|mut error| {
                let line = error.raised.as_ref().and_then(|raised| raised.frames.last().map(|frame| frame.line));
                let line = line.and_then(|line| source.template_line(usize::try_from(line).ok()?));
                let place = line.map_or_else(|| shown.clone(), |line| format!("{shown}, line {line}"));
                error.hint = Some(format!("Template rendering failed; see {place}"));
                error
            })
    }

    fn run_hooks(&self, file: &Path, reporter: &mut dyn Reporter) -> Result<(), Error> {
        let hooks = self.settings().post_write_hooks.iter().map(|hook| Hook {
            name: hook.name.clone(),
            options: hook.options.iter().map(|(key, value)| (key.clone(), value.clone())).collect(),
        });
        let environment = self.process_environment();
        let programs = Programs {
            virtual_env: environment.filled_variable("VIRTUAL_ENV").map(PathBuf::from),
            project: self.config().directory().to_owned(),
            path: environment.variable("PATH").unwrap_or_default().into(),
        };
        write_hooks::run(&hooks.collect::<Vec<_>>(), file, &programs, &mut |event| told(&event, reporter))
            .map_err(|error| Error::command(error.to_string()).with_hint(error.hint()))
    }
}

fn failed_template(error: TemplateError) -> Error {
    let hint = error.hint();
    let error = match error {
        TemplateError::Unreadable { .. } => Error::uncaught("FileNotFoundError", error.to_string()),
        _ => Error::command(format!("Template rendering failed; {error}")),
    };
    error.with_hint(hint)
}

fn refused(error: NewScriptError) -> Error {
    Error::command(error.to_string()).with_hint(error.hint())
}
