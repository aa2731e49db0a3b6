//! The commands as user code calls them by `alembic.command`: a name, a `Config`, and plain arguments.

use std::{collections::HashSet, rc::Rc};

use serde::Deserialize;
use serde_json::{Value as Json, json};

use crate::{
    CheckOptions, CurrentOptions, Error, HeadsOptions, HistoryOptions, InitOptions, Interrupt, MergeOptions,
    MigrateOptions, Project, Reporter, RevisionOptions, Silent, StampOptions, Verbosity,
    command::write_script::NewRevision, execute::Within, init, list_templates,
};

/// Every argument of every command, under the names of `alembic.command`.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Arguments {
    directory: String,
    template: String,
    package: bool,
    message: Option<String>,
    autogenerate: bool,
    sql: bool,
    /// A revision, or several.
    head: Texts,
    splice: bool,
    branch_label: Texts,
    version_path: Option<String>,
    rev_id: Option<String>,
    depends_on: Texts,
    revision: Texts,
    tag: Option<String>,
    purge: bool,
    rev: String,
    rev_range: Option<String>,
    verbose: bool,
    indicate_current: bool,
    resolve_dependencies: bool,
    check_heads: bool,
    /// What a template gets beside the usual names.
    template_args: serde_json::Map<String, Json>,
}

/// One text, several, or none.
#[derive(Debug, Default, Deserialize)]
#[serde(untagged)]
enum Texts {
    #[default]
    None,
    One(String),
    Several(Vec<String>),
}

impl Texts {
    fn list(&self) -> Vec<String> {
        match self {
            Self::None => Vec::new(),
            Self::One(text) => vec![text.clone()],
            Self::Several(texts) => texts.clone(),
        }
    }

    fn one(&self) -> Option<String> {
        self.list().into_iter().next()
    }
}

impl Arguments {
    fn migrate(&self) -> MigrateOptions {
        MigrateOptions {
            revision: self.revision.list().join(":"),
            sql: self.sql,
            tag: self.tag.clone(),
            ..MigrateOptions::default()
        }
    }

    fn verbosity(&self) -> Verbosity {
        if self.verbose { Verbosity::Verbose } else { Verbosity::Short }
    }

    fn new_revision(&self) -> RevisionOptions {
        RevisionOptions {
            message: self.message.clone(),
            autogenerate: self.autogenerate,
            // Whoever calls it waits for the Script.
            allow_empty: true,
            sql: self.sql,
            head: self.head.one().unwrap_or_else(|| "head".into()),
            splice: self.splice,
            branch_label: self.branch_label.one(),
            version_path: self.version_path.clone(),
            rev_id: self.rev_id.clone(),
            depends_on: self.depends_on.list(),
            ..RevisionOptions::default()
        }
    }
}

impl Project {
    /// Carries out a command inside a run of this project; returns the revisions that it wrote.
    pub(crate) fn command_within(
        &self,
        name: &str,
        config: &Json,
        arguments: &Json,
        within: &Rc<Within>,
        interrupt: &Interrupt,
        reporter: &mut dyn Reporter,
    ) -> Result<Vec<String>, Error> {
        let arguments =
            Arguments::deserialize(arguments).map_err(|error| Error::uncaught("TypeError", error.to_string()))?;
        match name {
            "init" => return self.init_by(config, &arguments, reporter).map(|()| Vec::new()),
            "list_templates" => {
                list_templates(reporter);
                return Ok(Vec::new());
            }
            _ => {}
        }
        let project = self.given(config, Some(Rc::clone(within)), reporter)?;
        let before: HashSet<String> =
            if writes(name) { project.revisions()?.into_iter().collect() } else { HashSet::new() };
        project.carry_out(name, &arguments, interrupt, reporter)?;
        if !writes(name) {
            return Ok(Vec::new());
        }
        let after = project.reread()?.revisions()?;
        Ok(after.into_iter().filter(|id| !before.contains(id)).collect())
    }

    fn init_by(&self, config: &Json, arguments: &Arguments, reporter: &mut dyn Reporter) -> Result<(), Error> {
        let options = InitOptions {
            directory: arguments.directory.clone(),
            template: arguments.template.clone(),
            package: arguments.package,
        };
        init(&self.command_line_of(config), self.process_environment(), &options, reporter)
    }

    fn carry_out(
        &self,
        name: &str,
        arguments: &Arguments,
        interrupt: &Interrupt,
        reporter: &mut dyn Reporter,
    ) -> Result<(), Error> {
        match name {
            "upgrade" => self.upgrade(&arguments.migrate(), interrupt, reporter),
            "downgrade" => self.downgrade(&arguments.migrate(), interrupt, reporter),
            "stamp" => {
                let options = StampOptions {
                    revisions: arguments.revision.list(),
                    sql: arguments.sql,
                    tag: arguments.tag.clone(),
                    purge: arguments.purge,
                    ..StampOptions::default()
                };
                self.stamp(&options, interrupt, reporter)
            }
            "current" => {
                let options = CurrentOptions { verbosity: arguments.verbosity(), check_heads: arguments.check_heads };
                self.current(options, interrupt, reporter)
            }
            "history" => {
                let options = HistoryOptions {
                    rev_range: arguments.rev_range.clone(),
                    verbosity: arguments.verbosity(),
                    indicate_current: arguments.indicate_current,
                    applied: false,
                };
                self.history(&options, interrupt, reporter)
            }
            "heads" => {
                let options = HeadsOptions {
                    verbosity: arguments.verbosity(),
                    resolve_dependencies: arguments.resolve_dependencies,
                };
                self.heads(options, reporter)
            }
            "branches" => self.branches(arguments.verbosity(), reporter),
            "show" => self.show(&arguments.rev, interrupt, reporter),
            "edit" => self.edit(&arguments.rev, interrupt, reporter),
            "check" => self.check(&CheckOptions::default(), interrupt, reporter),
            "ensure_version" => self.ensure_version(arguments.sql, interrupt, reporter),
            "revision" => self.revision(&arguments.new_revision(), interrupt, reporter),
            "generate_revision" => self.generate_revision(arguments, reporter),
            "merge" => {
                let options = MergeOptions {
                    revisions: arguments.revision.list(),
                    message: arguments.message.clone(),
                    branch_label: arguments.branch_label.one(),
                    rev_id: arguments.rev_id.clone(),
                    splice: arguments.splice,
                    ..MergeOptions::default()
                };
                self.merge(&options, interrupt, reporter)
            }
            other => Err(Error::uncaught("NotImplementedError", format!("alembic.command.{other}()"))),
        }
    }

    /// `ScriptDirectory.generate_revision()`: the file alone, without env.py.
    fn generate_revision(&self, arguments: &Arguments, reporter: &mut dyn Reporter) -> Result<(), Error> {
        self.graph(reporter)?;
        let new = NewRevision {
            rev_id: arguments.rev_id.clone(),
            message: arguments.message.clone(),
            heads: arguments.head.list(),
            splice: arguments.splice,
            branch_labels: arguments.branch_label.list(),
            version_path: arguments.version_path.clone(),
            depends_on: arguments.depends_on.list(),
        };
        let template_args: Vec<(String, Json)> =
            arguments.template_args.iter().map(|(name, value)| (name.clone(), json!(value))).collect();
        self.write_revision(new, &template_args, reporter)
    }

    /// The revisions that the files have, in their order.
    fn revisions(&self) -> Result<Vec<String>, Error> {
        let graph = self.graph(&mut Silent)?;
        let all = graph.history(&"base".into(), &"heads".into())?;
        Ok(all.iter().map(ToString::to_string).collect())
    }
}

fn writes(name: &str) -> bool {
    matches!(name, "revision" | "merge" | "generate_revision")
}
