//! `lint`: what the migrations will do to a running database, from their files alone.

mod git;
mod judge;
mod settings;
mod shown;

use std::{
    collections::{BTreeMap, BTreeSet},
    path::PathBuf,
    rc::Rc,
};

use lint::{Finding, Level, Server, Settings, Situation};
use revisions::{Heads, Plan, RevisionId, Step};
use serde_json::json;

use crate::{
    Error, ErrorKind, Interrupt, Limits, Project, Reporter,
    command::version_file,
    execute::{RecordedStep, Recording, Run, RunSettings},
    report::Event,
};

/// Options of `lint`.
#[derive(Clone, Debug, Default)]
pub struct LintOptions {
    /// A revision, or a range `from:to`; none: all, or those that are new against `base`.
    pub revisions: Option<String>,
    /// A branch or commit of git: only revisions whose files are not there are judged.
    pub base: Option<String>,
    /// Whether scripts are rewritten where a finding has a safe form.
    pub fix: bool,
    /// Whether any finding is an error.
    pub strict: bool,
    pub form: LintForm,
    /// Whether the text may have colours.
    pub colours: bool,
}

/// How findings are told.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum LintForm {
    #[default]
    Text,
    Json,
    /// Annotations of GitHub's workflow commands.
    Github,
}

pub(crate) use judge::{Judge, ScriptText};
pub(crate) use settings::of as lint_settings;

/// How often a script is rewritten: one fix may show the next finding.
const MOST_PASSES: usize = 4;

/// What was judged.
struct Judged {
    findings: Vec<Finding>,
    steps: Vec<RecordedStep>,
}

impl Project {
    /// Judges revisions by their files: no database is asked.
    ///
    /// # Errors
    /// Findings that are errors, of the kind [`ErrorKind::Differs`]: they have been told. Files that cannot be read.
    pub fn lint(&self, options: &LintOptions, interrupt: &Interrupt, reporter: &mut dyn Reporter) -> Result<(), Error> {
        self.graph(reporter)?;
        self.require_whole_graph()?;
        let settings = settings::of(self)?;
        let chosen = self.chosen(options)?;
        let mut judged = self.judge(&chosen, options, &settings, interrupt)?;
        let mut mended = 0;
        for _ in 0..MOST_PASSES {
            let count = if options.fix { self.mend(&judged)? } else { 0 };
            if count == 0 {
                break;
            }
            mended += count;
            judged = self.reread()?.judge(&chosen, options, &settings, interrupt)?;
        }
        let files = self.sources(&judged)?;
        let report = shown::Report { judged: &judged, mended, sources: &files, project: self };
        reporter.report(Event::Output(&match options.form {
            LintForm::Text => report.text(options.colours),
            LintForm::Json => report.json(),
            LintForm::Github => report.github(),
        }));
        let refused = judged.findings.iter().filter(|finding| options.strict || finding.level == Level::Error).count();
        match refused {
            0 => Ok(()),
            _ => Err(Error { kind: ErrorKind::Differs, ..Error::command(format!("{refused} findings")) }),
        }
    }

    /// The revisions that are judged.
    fn chosen(&self, options: &LintOptions) -> Result<BTreeSet<RevisionId>, Error> {
        let graph = self.graph_of_run();
        let written = options.revisions.as_deref().unwrap_or("base:heads");
        let ids = |steps: &[Step]| steps.iter().filter_map(|step| step.revision().cloned()).collect();
        let in_range: BTreeSet<RevisionId> = match written.split_once(':') {
            Some((from, to)) => {
                let to = if to.is_empty() { "heads" } else { to };
                let start = match from {
                    "" | "base" => Heads::default(),
                    from => Heads::new(graph.resolve(from)?),
                };
                ids(&graph.upgrade(&start, to)?.steps)
            }
            None => graph.resolve(written)?.into_iter().collect(),
        };
        let Some(base) = &options.base else { return Ok(in_range) };
        let new = git::new_files(&self.process_environment().working_directory, base)?;
        let is_new = |id: &RevisionId| {
            let file = self.file_of(id).map(|file| self.process_environment().absolute(file));
            file.is_some_and(|file| new.contains(&file.canonicalize().unwrap_or(file)))
        };
        Ok(in_range.into_iter().filter(is_new).collect())
    }

    fn judge(
        &self,
        chosen: &BTreeSet<RevisionId>,
        options: &LintOptions,
        settings: &settings::LintSettings,
        interrupt: &Interrupt,
    ) -> Result<Judged, Error> {
        if chosen.is_empty() {
            return Ok(Judged { findings: Vec::new(), steps: Vec::new() });
        }
        let (steps, dialect) = self.record_all(interrupt)?;
        let server = Server::of(dialect.unwrap_or("postgresql"), None);
        let server = settings.server.filter(|_| server.is_postgresql()).unwrap_or(server);
        let given = Limits::default().or_settings(self.config())?.parameters();
        let situation = Situation::unknown(server).with_parameters(given);
        let findings = self.findings(&steps, chosen, situation, options.base.is_some(), &settings.rules)?;
        let steps = steps.into_iter().filter(|step| chosen.contains(&step.revision)).collect();
        Ok(Judged { findings, steps })
    }

    /// Records every revision from the beginning: what came before one says what its tables are like.
    fn record_all(&self, interrupt: &Interrupt) -> Result<(Vec<RecordedStep>, Option<&'static str>), Error> {
        self.recorded(&self.graph_of_run().upgrade(&Heads::default(), "heads")?, interrupt)
    }

    /// Asks the scripts of a plan what they would do, without a database; the dialect is that of env.py.
    ///
    /// # Errors
    /// env.py does not run offline.
    pub(super) fn recorded(
        &self,
        plan: &Plan,
        interrupt: &Interrupt,
    ) -> Result<(Vec<RecordedStep>, Option<&'static str>), Error> {
        let recording = Rc::new(Recording::default());
        let run = RunSettings {
            as_sql: true,
            destination_rev: json!("heads"),
            recording: Some(Rc::clone(&recording)),
            ..RunSettings::of("upgrade")
        };
        Run::env(self, run, interrupt, &mut crate::Silent, &mut |_, _| Ok(Some(plan.clone())))?;
        Ok(recording.take())
    }

    /// Judges the chosen steps in the light of all that came before. Each revision is a plan by itself, unless all of them
    /// are new and will be deployed together.
    fn findings(
        &self,
        steps: &[RecordedStep],
        chosen: &BTreeSet<RevisionId>,
        situation: Situation,
        is_one_plan: bool,
        settings: &Settings,
    ) -> Result<Vec<Finding>, Error> {
        let mut judge = Judge::new(situation, settings);
        let mut findings = Vec::new();
        for step in steps {
            let is_chosen = chosen.contains(&step.revision);
            if !(is_chosen && is_one_plan) {
                judge.begin_plan();
            }
            match is_chosen {
                true => findings.extend(judge.judge(step, &self.script_text(&step.revision)?)),
                false => judge.learn(step),
            }
        }
        Ok(findings)
    }

    /// The script of a revision; an empty one where it has none.
    ///
    /// # Errors
    /// The file cannot be read.
    pub(crate) fn script_text(&self, revision: &RevisionId) -> Result<ScriptText, Error> {
        let file = self.file_of(revision).map(|file| self.shown(&file)).unwrap_or_default();
        Ok(ScriptText { file, source: self.source_of(revision)? })
    }

    /// The text of a revision's file.
    fn source_of(&self, revision: &RevisionId) -> Result<String, Error> {
        let Some(file) = self.file_of(revision) else { return Ok(String::new()) };
        version_file::read_text(&self.process_environment().absolute(&file))
    }

    /// The texts of the files that findings are in.
    fn sources(&self, judged: &Judged) -> Result<BTreeMap<String, String>, Error> {
        let mut sources = BTreeMap::new();
        for step in &judged.steps {
            if let Some(file) = self.file_of(&step.revision) {
                sources.insert(self.shown(&file), self.source_of(&step.revision)?);
            }
        }
        Ok(sources)
    }

    /// Rewrites the scripts; returns how many findings are mended.
    fn mend(&self, judged: &Judged) -> Result<usize, Error> {
        let mut mended = 0;
        for step in &judged.steps {
            let Some(path) = self.file_of(&step.revision) else { continue };
            let path: PathBuf = self.process_environment().absolute(&path);
            let source = self.source_of(&step.revision)?;
            let rewritten = lint::script::rewrite(&self.shown(&path), &source, &judged.findings);
            if rewritten.source != source {
                version_file::write(&path, rewritten.source.as_bytes())?;
                mended += rewritten.mended.len();
            }
        }
        Ok(mended)
    }
}
