//! Keeps what the steps of a run send to the database, with the lines of the version files that it comes from.

use std::{
    collections::HashMap,
    mem::take,
    sync::{
        Arc, Mutex, MutexGuard,
        atomic::{AtomicBool, AtomicUsize, Ordering::Relaxed},
    },
    time::Instant,
};

use dialect::{Connection, DatabaseError, Dialect, split::first_keyword};
use operation::Operation;
use pyruntime::Frame;
use revisions::Step;

use crate::{
    execute::observe::{self, Snapshot},
    plan::{Measured, Outcome, Place, RecordedRun, RecordedStep, Recording, Sent, Thing},
    scratch::Scratches,
};

/// What becomes of the statements of a run that is kept on a tape.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Keeping {
    /// Steps are read and not executed; what env.py itself does is taken back.
    Description,
    /// Everything is executed, and taken back at the end.
    DryRun,
    /// Everything is executed and stays, and each statement is looked at closely.
    Rehearsal,
    /// Everything is executed and stays on a scratch database, and nothing of it is kept here.
    RoundTrip,
}

/// The tape of a run; its connections have it, too, on whatever thread they are used.
#[derive(Debug)]
pub(crate) struct Tape {
    keeping: Keeping,
    scratches: Option<Arc<Scratches>>,
    recording: Mutex<Recording>,
    current: Mutex<Option<Current>>,
    transactions: AtomicUsize,
    /// Why the statement that runs is not executed after all.
    left_out: Mutex<Option<String>>,
    /// A step cannot be read: it has to be executed.
    needs_running: AtomicBool,
}

/// The step that runs.
#[derive(Debug)]
struct Current {
    step: RecordedStep,
    began: Instant,
    /// Where statements that a loop sends again and again stand, by text and line.
    repeated: HashMap<(String, u32), (usize, usize)>,
}

/// A statement on its way.
pub(super) struct Watch {
    began: Instant,
    before: Option<Snapshot>,
}

/// First words of statements that loops of data migrations send again and again.
const REPEATED: [&str; 7] = ["SELECT", "INSERT", "UPDATE", "DELETE", "WITH", "REPLACE", "MERGE"];

impl Tape {
    pub(crate) fn new(keeping: Keeping) -> Self {
        Self {
            keeping,
            scratches: None,
            recording: Mutex::default(),
            current: Mutex::default(),
            transactions: AtomicUsize::new(0),
            left_out: Mutex::default(),
            needs_running: AtomicBool::new(false),
        }
    }

    /// Forgets everything: the run begins again.
    pub(super) fn clear(&self) {
        take(&mut *locked(&self.recording));
        locked(&self.current).take();
        self.transactions.store(0, Relaxed);
        locked(&self.left_out).take();
        self.needs_running.store(false, Relaxed);
    }

    /// A tape of a run whose databases are scratch ones.
    pub(crate) fn on_scratches(keeping: Keeping, scratches: &Arc<Scratches>) -> Self {
        Self { scratches: Some(Arc::clone(scratches)), ..Self::new(keeping) }
    }

    pub(crate) fn scratches(&self) -> Option<&Scratches> {
        self.scratches.as_deref()
    }

    /// Whether nothing of this run may remain.
    pub(crate) fn takes_back(&self) -> bool {
        matches!(self.keeping, Keeping::Description | Keeping::DryRun)
    }

    /// Whether what steps send is kept.
    pub(super) fn keeps_statements(&self) -> bool {
        self.keeping != Keeping::RoundTrip
    }

    /// Whether steps are read and not executed.
    pub(crate) fn describes(&self) -> bool {
        self.keeping == Keeping::Description
    }

    /// Whether the statements of a step are being sent.
    pub(super) fn is_in_step(&self) -> bool {
        locked(&self.current).is_some()
    }

    /// Notes that a step does more than can be read.
    pub(super) fn note_needs_running(&self) {
        self.needs_running.store(true, Relaxed);
    }

    pub(crate) fn needs_running(&self) -> bool {
        self.needs_running.load(Relaxed)
    }

    /// A `run_migrations` begins.
    pub(super) fn begin_run(&self, run: RecordedRun) {
        locked(&self.recording).runs.push(run);
    }

    pub(super) fn begin_step(&self, step: &Step, file: Option<String>) {
        if self.keeping == Keeping::RoundTrip {
            return;
        }
        // What env.py was refused before belongs to no statement of the step.
        locked(&self.left_out).take();
        let run = locked(&self.recording).runs.len().saturating_sub(1);
        let step = RecordedStep { run, step: step.clone(), file, things: Vec::new(), seconds: 0.0, is_finished: false };
        *locked(&self.current) = Some(Current { step, began: Instant::now(), repeated: HashMap::new() });
    }

    /// Ends the step; what it sent is kept also where it failed.
    pub(super) fn end_step(&self, is_finished: bool) {
        if let Some(Current { mut step, began, .. }) = locked(&self.current).take() {
            step.seconds = began.elapsed().as_secs_f64();
            step.is_finished = is_finished;
            locked(&self.recording).steps.push(step);
        }
    }

    /// A directive, or a statement of the script's own, begins.
    pub(super) fn begin_thing(
        &self,
        operation: Option<&Operation>,
        frame: Option<&Frame>,
        shown: impl Fn(&str) -> String,
    ) {
        if let Some(current) = locked(&self.current).as_mut() {
            let place = frame.map(|frame| Place { file: shown(&frame.file), line: frame.line });
            current.step.things.push(Thing { operation: operation.cloned(), place, sent: Vec::new() });
        }
    }

    /// A transaction began, or a statement that stands outside one.
    pub(super) fn count_transaction(&self) {
        self.transactions.fetch_add(1, Relaxed);
    }

    /// Says that the statement on its way is not executed.
    pub(super) fn leave_out(&self, reason: String) {
        *locked(&self.left_out) = Some(reason);
    }

    /// Keeps a statement that is not sent.
    pub(super) fn describe(&self, sql: &str, in_transaction: bool) {
        self.keep(Sent {
            sql: sql.to_owned(),
            times: 1,
            rows: None,
            seconds: 0.0,
            outcome: Outcome::Described,
            in_transaction,
            transaction: self.transactions.load(Relaxed),
            measured: None,
        });
    }

    /// A statement is about to be sent.
    pub(super) fn watch(&self, sql: &str, dialect: &dyn Dialect, connection: &mut dyn Connection) -> Watch {
        let is_looked_at = self.keeping == Keeping::Rehearsal && !is_question(sql);
        let before = is_looked_at.then(|| observe::snapshot(dialect, connection)).flatten();
        Watch { began: Instant::now(), before }
    }

    /// The statement was answered: that many executions of it.
    pub(super) fn answered(
        &self,
        watch: Watch,
        sent: Answered<'_>,
        dialect: &dyn Dialect,
        connection: &mut dyn Connection,
    ) {
        let seconds = watch.began.elapsed().as_secs_f64();
        let measured = watch.before.filter(|_| sent.answer.is_ok()).and_then(|before| {
            let after = observe::snapshot(dialect, connection)?;
            Some(Measured::between(&before, &after))
        });
        let left_out = locked(&self.left_out).take();
        let outcome = match (left_out, &sent.answer) {
            (Some(reason), _) => Outcome::LeftOut(reason),
            (None, Ok(_)) => Outcome::Executed,
            (None, Err(error)) => Outcome::Failed(error.message.clone()),
        };
        self.keep(Sent {
            sql: sent.sql.to_owned(),
            times: sent.times,
            rows: sent.answer.ok().flatten(),
            seconds,
            outcome,
            in_transaction: sent.in_transaction,
            transaction: self.transactions.load(Relaxed),
            measured,
        });
    }

    fn keep(&self, sent: Sent) {
        let mut current = locked(&self.current);
        let Some(Current { step, repeated, .. }) = current.as_mut() else { return };
        let line = step.things.last().and_then(|thing| thing.place.as_ref()).map_or(0, |place| place.line);
        let key = (sent.sql.clone(), line);
        let may_repeat = REPEATED.contains(&first_keyword(&sent.sql).as_str());
        if may_repeat && let Some((thing, index)) = repeated.get(&key).copied() {
            let known = &mut step.things[thing].sent[index];
            if known.outcome == sent.outcome && known.transaction == sent.transaction {
                known.times += sent.times;
                known.seconds += sent.seconds;
                if let (Some(measured), Some(more)) = (&mut known.measured, &sent.measured) {
                    measured.add(more);
                }
                known.rows = sent.rows.map(|rows| rows + known.rows.unwrap_or(0)).or(known.rows);
                if step.things.last().is_some_and(|last| last.sent.is_empty()) {
                    step.things.pop();
                }
                return;
            }
        }
        if step.things.is_empty() {
            step.things.push(Thing::default());
        }
        let thing = step.things.len() - 1;
        repeated.insert(key, (thing, step.things[thing].sent.len()));
        step.things[thing].sent.push(sent);
    }

    /// Gives what was kept, a step that goes on included.
    pub(crate) fn take(&self) -> Recording {
        self.end_step(false);
        take(&mut *locked(&self.recording))
    }
}

/// A statement with its answer: the rows that it changed.
pub(super) struct Answered<'answer> {
    pub(super) sql: &'answer str,
    pub(super) times: u64,
    pub(super) in_transaction: bool,
    pub(super) answer: Result<Option<u64>, &'answer DatabaseError>,
}

fn locked<Kept>(kept: &Mutex<Kept>) -> MutexGuard<'_, Kept> {
    kept.lock().expect("nothing panics while it keeps something")
}

/// Whether a statement changes nothing that a rehearsal looks at.
fn is_question(sql: &str) -> bool {
    matches!(
        first_keyword(sql).as_str(),
        "SELECT" | "VALUES" | "SHOW" | "PRAGMA" | "SAVEPOINT" | "RELEASE" | "ROLLBACK"
    )
}
