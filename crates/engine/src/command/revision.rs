//! `revision`: writes a new revision file.

use std::rc::Rc;

use serde_json::{Value as Json, json};

use crate::{
    Error, Interrupt, Project, Reporter,
    command::write_script::NewRevision,
    execute::{Compares, Extras, Run, RunSettings, TemplateArguments},
    report::Event,
};

/// Options of `revision`.
#[derive(Clone, Debug, Default)]
pub struct RevisionOptions {
    pub message: Option<String>,
    pub autogenerate: bool,
    /// Write a file also where autogenerate finds nothing, as Alembic does.
    pub allow_empty: bool,
    /// What counts as renamed: `users.name=users.full_name`, `users=accounts`.
    pub renames: Vec<String>,
    pub sql: bool,
    /// The parent: a revision, `head`, `<branch>@head`, or `base` for a new base.
    pub head: String,
    /// Allow a parent that is no head.
    pub splice: bool,
    pub branch_label: Option<String>,
    pub version_path: Option<String>,
    pub rev_id: Option<String>,
    pub depends_on: Vec<String>,
}

impl Project {
    /// Writes a new revision file; env.py runs for `autogenerate`, and where `revision_environment` is set.
    pub fn revision(
        &self,
        options: &RevisionOptions,
        interrupt: &Interrupt,
        reporter: &mut dyn Reporter,
    ) -> Result<(), Error> {
        if options.autogenerate {
            self.start_python();
        }
        self.graph(reporter)?;
        self.require_whole_graph()?;
        if options.autogenerate && options.sql {
            return Err(Error::command("Using --sql with --autogenerate does not make any sense"));
        }
        let runs_environment = options.autogenerate || self.config().revision_environment()?;
        if options.sql && !runs_environment {
            return Err(Error::command(
                "Using --sql with the revision command when revision_environment is not configured does not make any sense",
            ));
        }
        let new = NewRevision {
            rev_id: options.rev_id.clone(),
            message: options.message.clone(),
            heads: vec![options.head.clone()],
            splice: options.splice,
            branch_labels: options.branch_label.iter().cloned().collect(),
            version_path: options.version_path.clone(),
            depends_on: options.depends_on.clone(),
        };
        if !runs_environment {
            return self.write_revision(new, &[], reporter);
        }
        let extras = Rc::new(Extras::with_directive(new.as_directive(&self.new_id(new.rev_id.as_deref())?)));
        let settings = RunSettings {
            as_sql: options.sql,
            extras: Some(Rc::clone(&extras)),
            renames: options.renames.clone(),
            compares: if options.autogenerate { Compares::NewFile } else { Compares::Nothing },
            ..RunSettings::of("revision")
        };
        Run::env(self, settings, interrupt, reporter, &mut |_, _| Ok(None))?;
        let files = extras.files();
        if files.is_empty() {
            reporter.report(Event::Note("`process_revision_directives` left no revision, so no file was written"));
            return Ok(());
        }
        let finds_nothing =
            options.autogenerate && extras.written().iter().all(|written| written.differences.is_empty());
        // The first revision is always written: a database that has all tables already is stamped with it.
        let is_first = self.graph_of_run().heads().is_empty();
        if finds_nothing && !is_first && !options.allow_empty {
            reporter.report(Event::Message(
                "No new upgrade operations detected; no file was written (`--allow-empty` writes one).",
            ));
            return Ok(());
        }
        if finds_nothing && is_first {
            reporter.report(Event::Note(
                "the database already is as the models say, so the first revision is empty: mark it with `stamp head`; \
                 beside an empty database it would create the tables",
            ));
        }
        self.write_revisions(&files, reporter)
    }
}

impl Project {
    /// Writes one file after the other: the parent of one may be the one before it.
    fn write_revisions(&self, files: &[(Json, TemplateArguments)], reporter: &mut dyn Reporter) -> Result<(), Error> {
        let Some(((directive, template_args), others)) = files.split_first() else { return Ok(()) };
        self.write_revision(NewRevision::of_directive(directive), template_args, reporter)?;
        if others.is_empty() { Ok(()) } else { self.reread()?.write_revisions(others, reporter) }
    }
}

impl NewRevision {
    /// The revision as `process_revision_directives` sees it.
    fn as_directive(&self, id: &str) -> Json {
        let one_or_list = |texts: &[String]| match texts {
            [] => Json::Null,
            [single] => json!(single),
            several => json!(several),
        };
        json!({
            "rev_id": id,
            "message": self.message,
            "imports": [],
            "head": one_or_list(&self.heads),
            "splice": self.splice,
            "branch_label": one_or_list(&self.branch_labels),
            "version_path": self.version_path,
            "depends_on": one_or_list(&self.depends_on),
        })
    }

    fn of_directive(directive: &Json) -> Self {
        let text = |name: &str| directive.get(name).and_then(Json::as_str).map(str::to_owned);
        let texts = |name: &str| match directive.get(name) {
            Some(Json::String(text)) => vec![text.clone()],
            Some(Json::Array(items)) => items.iter().filter_map(|item| item.as_str().map(str::to_owned)).collect(),
            _ => Vec::new(),
        };
        Self {
            rev_id: text("rev_id"),
            message: text("message"),
            heads: texts("head"),
            splice: directive.get("splice").and_then(Json::as_bool).unwrap_or(false),
            branch_labels: texts("branch_label"),
            version_path: text("version_path"),
            depends_on: texts("depends_on"),
        }
    }
}
