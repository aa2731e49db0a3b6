//! `upgrade --strict` and `deploy`: what would run is judged first, in the light of the database as it is.

use std::{io, sync::mpsc, thread};

use dialect::Scope;
use lint::{Finding, Level, Server, Situation, Size};
use pyruntime::{Conversation, HostError};
use revisions::Step;
use schema::{TableName, Value};

use crate::{
    Error,
    command::{Judge, ScriptText, lint_settings},
    execute::{Part, RecordedStep, Run, raise::database_error},
    report::Event,
};

/// What `lint` has to say about the steps of a run.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Judging {
    /// It is not asked.
    #[default]
    Not,
    /// Errors refuse the run, warnings are told.
    ByLevel,
    /// Every finding refuses it.
    Strict,
}

/// Estimates, as the planner has them; tables that were never analysed say nothing.
const SIZES: &str = "SELECT n.nspname::text, c.relname::text, c.reltuples::int8, pg_total_relation_size(c.oid) \
                     FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace \
                     WHERE c.relkind IN ('r', 'p', 'm') AND c.reltuples >= 0";

/// How many steps may wait for their judgement.
const LEAD: usize = 32;

/// Deeply nested SQL needs more than the two megabytes that a thread gets; untouched pages cost nothing.
const STACK: usize = 64 * 1024 * 1024;

impl Run<'_> {
    /// Refuses the steps if a rule finds something in them that they are not to have; nothing has been done yet.
    pub(super) fn refuse_dangerous(&mut self, steps: &[Step], python: &mut Conversation<'_>) -> Result<(), HostError> {
        let judging = self.settings.judging;
        if judging == Judging::Not || steps.iter().all(|step| step.revision().is_none()) {
            return Ok(());
        }
        self.ending.part = Part::Lint;
        self.settings.safeguards.trail.enter(Part::Lint);
        self.ask_naming_convention(steps, python)?;
        let settings = lint_settings(self.project).map_err(Error::into_host_error)?;
        let judge = Judge::new(self.situation()?, &settings.rules);
        let (findings, partly) = self.judge_steps(steps, judge, python)?;
        let refuses = |finding: &Finding| judging == Judging::Strict || finding.level == Level::Error;
        let (refused, told): (Vec<_>, Vec<_>) = findings.into_iter().partition(refuses);
        self.settings.safeguards.trail.findings.borrow_mut().extend(refused.iter().chain(&told).map(line));
        if judging == Judging::ByLevel {
            for line in told.iter().map(line).chain(partly.iter().cloned()) {
                self.reporter.report(Event::Note(&format!("lint: {line}")));
            }
        }
        if refused.is_empty() {
            return Ok(());
        }
        let (who, way_out) = match judging {
            Judging::Strict => ("--strict", "without `--strict` they would run"),
            Judging::Not | Judging::ByLevel => ("lint", "`--no-lint` deploys all the same"),
        };
        let hint = format!("`limbeck lint` shows the lines and the ways out; {way_out}");
        Err(HostError::command(refusal(who, &refused, &partly)).with_hint(Some(hint)))
    }

    /// Returns what is found in the steps, and which of them could be judged in part only. They are judged on another
    /// thread, while this one asks what the next ones do.
    fn judge_steps(
        &mut self,
        steps: &[Step],
        mut judge: Judge<'_>,
        python: &mut Conversation<'_>,
    ) -> Result<(Vec<Finding>, Vec<String>), HostError> {
        let (send, receive) = mpsc::sync_channel::<(RecordedStep, ScriptText)>(LEAD);
        let project = self.project;
        thread::scope(|scope| {
            let judging = thread::Builder::new().name("lint".into()).stack_size(STACK).spawn_scoped(scope, move || {
                let (mut findings, mut partly) = (Vec::new(), Vec::new());
                for (step, script) in receive {
                    findings.extend(judge.judge(&step, &script));
                    partly.extend(judged_in_part(&step));
                }
                (findings, partly)
            });
            let judging = judging.map_err(no_thread)?;
            let recorded = self.record_each(steps, python, |step| {
                let script = project.script_text(&step.revision).map_err(Error::into_host_error)?;
                // It receives until the last step is sent, or panics: then `join` says so.
                drop(send.send((step, script)));
                Ok(())
            });
            drop(send);
            let judged = judging.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic));
            recorded.map(|()| judged)
        })
    }

    /// What is known of the database before the first step.
    fn situation(&mut self) -> Result<Situation, HostError> {
        let context = self.context()?;
        let name = context.dialect.facts().name;
        let Some(number) = context.connection else { return Ok(Situation::unknown(Server::of(name, None))) };
        let open = self.connections.get(number)?;
        let version = open.connection.server_version();
        let given = self.settings.limits.parameters();
        let situation = Situation::unknown(Server::of(name, Some(&version))).with_parameters(given);
        let schema = match open.dialect.inspect(open.connection.as_mut(), &Scope::EveryNamespace) {
            Some(schema) => schema.map_err(|error| database_error(&error, &open.driver, None))?,
            None => return Ok(situation),
        };
        let situation = situation.with_schema(&schema, open.dialect);
        if !situation.server.is_postgresql() {
            return Ok(situation);
        }
        let rows =
            self.connections.get(number)?.execute(&dialect::Statement::plain(SIZES.to_owned()), self.reporter)?;
        Ok(situation.with_sizes(rows.rows.into_iter().filter_map(size)))
    }
}

fn no_thread(error: io::Error) -> HostError {
    HostError::new("OSError", error.to_string())
}

fn size(row: Vec<Value>) -> Option<(TableName, Size)> {
    let [Value::Text(namespace), Value::Text(name), Value::Int(rows), Value::Int(bytes)] = row.as_slice() else {
        return None;
    };
    let number = |value: &i64| u64::try_from(*value).unwrap_or_default();
    let table = TableName { namespace: Some(namespace.as_str().into()), name: name.as_str().into() };
    Some((table, Size { rows: number(rows), bytes: number(bytes) }))
}

fn refusal(who: &str, findings: &[Finding], partly: &[String]) -> String {
    let count = match findings.len() {
        1 => "1 finding".to_owned(),
        count => format!("{count} findings"),
    };
    let mut text = format!("{who} refuses the upgrade, nothing was done: {count} in what would run");
    for line in findings.iter().map(line).chain(partly.iter().cloned()) {
        text.push_str(&format!("\n{line}"));
    }
    text
}

/// `versions/a1.py:12: what is wrong [rule]`
fn line(finding: &Finding) -> String {
    let place = finding.place.as_ref().map(|place| format!("{}:{}: ", place.file, place.line)).unwrap_or_default();
    format!("{place}{} [{}]", finding.message, finding.rule)
}

fn judged_in_part(step: &RecordedStep) -> Option<String> {
    step.stopped.as_ref().map(|stopped| format!("{} was judged in part only: {}", step.revision, stopped.why))
}
