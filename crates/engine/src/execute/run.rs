//! One run of env.py: starts the embedded Python, serves what it asks, and sums up how it ended.

use std::{
    collections::{HashMap, HashSet},
    rc::Rc,
    sync::Arc,
};

use pyruntime::{Conversation, Failure, Frame, HostError, Reading};
use revisions::{Heads, Plan};
use schema::Table;
use serde_json::{Map, Value as Json, json};

use crate::{
    Error, ErrorKind, Interrupt, Limits, Project,
    execute::{
        Applied, DeployLocks, Drift, Errand, Extras, Inquiry, Judging, Recording, Resume, Safeguards, SharedPython,
        Tape, autogenerate::WishedRenames, connections::Connections, context::MigrationContext, hints,
        log_lines::NextLine, raise::python_failure, reading_ahead::KeepsReadings, results::LongResults, switch::Failed,
    },
    report::{Event, Reporter},
};

const HALF_DONE: &str =
    "the same command again says which statements of the step are done; with `--resume` it goes on behind them";

/// What a command asks of env.py.
#[derive(Clone, Debug)]
pub(crate) struct RunSettings {
    /// The command's name, as `context.config.cmd_opts` would tell.
    pub(crate) command: &'static str,
    pub(crate) as_sql: bool,
    /// The start of a range `a:b` (offline).
    pub(crate) starting_rev: Option<String>,
    /// What `context.get_revision_argument()` returns.
    pub(crate) destination_rev: Json,
    pub(crate) tag: Option<String>,
    /// `stamp --purge`: the version table is emptied first.
    pub(crate) purge: bool,
    /// `ensure_version`: makes the version table and nothing else.
    pub(crate) ensure_version: bool,
    /// `current`: reads only, makes no version table.
    pub(crate) dont_mutate: bool,
    /// `revision` and `merge`: what env.py adds.
    pub(crate) extras: Option<Rc<Extras>>,
    pub(crate) compares: Compares,
    /// What the user wants to count as renamed: `users.name=users.full_name`.
    pub(crate) renames: Vec<String>,
    /// `lint`: what the steps ask for is kept, and nothing is carried out.
    pub(crate) recording: Option<Rc<Recording>>,
    /// Whether the steps are judged before they run.
    pub(crate) judging: Judging,
    /// How the run goes on with a step that an earlier one left half done.
    pub(crate) resume: Resume,
    /// `history --applied`: the command is shown what the journal knows.
    pub(crate) shows_applied: bool,
    /// `check --ignore-edited`.
    pub(crate) ignores_edited: bool,
    pub(crate) limits: Limits,
    /// `lock status`, `lock release`: nothing is run, the lock is looked at.
    pub(crate) inquiry: Option<Rc<Inquiry>>,
    pub(crate) safeguards: Safeguards,
    /// `trash`: nothing is run, the trash is looked after.
    pub(crate) errand: Option<Rc<Errand>>,
    /// `deploy`: the locks that it holds from run to run.
    pub(crate) deploy_locks: Option<Rc<DeployLocks>>,
    /// What it logs below a warning, and what Python warns of, another run of the same command tells.
    pub(crate) is_hushed: bool,
    /// `check --drift`.
    pub(crate) drift: Option<Rc<Drift>>,
    /// Keeps what the steps send; it also says whether anything of the run remains.
    pub(crate) tape: Option<Arc<Tape>>,
}

/// What the models are compared with the database for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Compares {
    Nothing,
    /// `revision --autogenerate`.
    NewFile,
    /// `check`: differences are an error, and no text is made of them.
    Check,
    /// `stamp`: what differs is told and changes nothing.
    Warning,
    /// `check --json` and `check --diff`: the command itself says what they are.
    Description,
}

impl RunSettings {
    /// A plain online run for the command of that name.
    pub(crate) fn of(command: &'static str) -> Self {
        Self {
            command,
            as_sql: false,
            starting_rev: None,
            destination_rev: Json::Null,
            tag: None,
            purge: false,
            ensure_version: false,
            dont_mutate: false,
            extras: None,
            compares: Compares::Nothing,
            renames: Vec::new(),
            recording: None,
            judging: Judging::default(),
            resume: Resume::No,
            shows_applied: false,
            ignores_edited: false,
            limits: Limits::default(),
            inquiry: None,
            safeguards: Safeguards::default(),
            errand: None,
            deploy_locks: None,
            is_hushed: false,
            drift: None,
            tape: None,
        }
    }
}

/// What a command's own function sees of the context that env.py configured.
pub(crate) struct View<'run> {
    /// The URL with its password masked.
    pub(crate) url: String,
    /// What the journal knows, where the command asked for it.
    pub(crate) applied: Applied,
    /// The URL; nothing offline.
    pub(crate) database: Option<crate::config::Url>,
    /// Whether env.py gives `target_metadata`.
    pub(crate) has_models: bool,
    pub(crate) reporter: &'run mut dyn Reporter,
}

/// What a command makes of the heads that a database is at: the steps to run, possibly none.
pub(crate) type Migrations<'run> = dyn FnMut(&Heads, &mut View<'_>) -> Result<Option<Plan>, HostError> + 'run;

/// Levels of Python's `logging`.
pub(super) const INFO: u8 = 20;
pub(super) const WARNING: u8 = 30;

/// Who says which step runs.
pub(super) const MIGRATION_LOGGER: &str = "alembic.runtime.migration";

/// How far a run came, for the sentence behind an error.
#[derive(Clone, Debug, Default)]
pub(crate) struct Ending {
    /// What it was about.
    pub(crate) part: Part,
    /// Steps whose bookkeeping is done, in this run.
    pub(crate) done: usize,
    /// Steps that are committed.
    pub(crate) committed: usize,
    pub(crate) planned: usize,
    /// Alembic's description of the step that was running.
    pub(crate) running: Option<String>,
    /// Its revision.
    pub(crate) revision: Option<String>,
    /// A statement ran outside the transaction (`autocommit_block()`).
    pub(crate) left_transaction: bool,
    /// The journal knows which statements of the step are done.
    pub(crate) is_half_done: bool,
    /// SQL was printed (`--sql`).
    pub(crate) has_printed: bool,
    /// The message of a refused lock, and what is to be said of it.
    pub(crate) refused: Option<(String, String)>,
    /// User code called a command, which may have committed.
    pub(crate) has_run_inside: bool,
}

impl Ending {
    /// Whether a failed run leaves something in the database.
    pub(crate) fn has_left_something(&self) -> bool {
        self.committed > 0 || self.left_transaction || self.has_run_inside
    }
}

/// The parts of a run that writes, in their order.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Part {
    #[default]
    Plan,
    Lint,
    Backup,
    Steps,
}

/// A run of env.py with everything that it has open.
pub(crate) struct Run<'run> {
    pub(crate) project: &'run Project,
    pub(crate) settings: RunSettings,
    pub(crate) connections: Connections,
    pub(crate) long_results: LongResults,
    pub(crate) context: Option<MigrationContext>,
    pub(crate) migrations: &'run mut Migrations<'run>,
    pub(crate) reporter: &'run mut dyn Reporter,
    pub(crate) ending: Ending,
    pub(crate) ahead: Option<pyruntime::CompileAhead>,
    pub(crate) readings: KeepsReadings,
    /// Whether the steps of a plan run.
    pub(super) is_in_plan: bool,
    /// How many of the next scripts Python was told to read.
    pub(super) read_ahead: usize,
    /// What the script of the next step asks for, where that was waited for before its turn.
    pub(super) next_reading: Option<Reading>,
    pub(super) step_lines: NextLine,
    /// The first line of `--sql`, until the next one is printed.
    pub(super) held_output: Option<String>,
    /// The line of a plain script that is carried out: its statements may be posted.
    pub(super) posts_from: Option<Frame>,
    /// The warnings and hints that were given: each is given once, as by Python.
    warned: HashSet<String>,
    /// Those of the models that Python is describing.
    pub(super) described_tables: Vec<Table>,
    pub(crate) renames: WishedRenames,
    /// The Python that this run speaks with: runs inside it do, too.
    pub(crate) python: SharedPython,
    /// The projects of other `Config`s whose script directories user code reads.
    pub(crate) others: HashMap<String, Project>,
}

impl Drop for Run<'_> {
    fn drop(&mut self) {
        if let Some(within) = self.project.within() {
            let none = Connections::new(Interrupt::default());
            within.give_back(std::mem::replace(&mut self.connections, none));
        }
    }
}

impl<'run> Run<'run> {
    /// Runs env.py for a command; `migrations` is called at each `run_migrations()`.
    pub(crate) fn env(
        project: &'run Project,
        settings: RunSettings,
        interrupt: &Interrupt,
        reporter: &mut dyn Reporter,
        migrations: &mut Migrations<'_>,
    ) -> Result<(), Error> {
        let mut settings = settings;
        settings.limits = settings.limits.or_settings(project.config())?;
        let first = Run::once(project, settings.clone(), interrupt, &mut *reporter, &mut *migrations);
        let Err(failed) = first else { return Ok(()) };
        project.switch_after(failed, reporter)?;
        Run::once(project, settings, interrupt, reporter, migrations).map_err(|failed| failed.error)
    }

    /// One run with the Python that is chosen.
    fn once(
        project: &'run Project,
        settings: RunSettings,
        interrupt: &Interrupt,
        reporter: &'run mut dyn Reporter,
        migrations: &'run mut Migrations<'run>,
    ) -> Result<(), Failed> {
        let env_file = project.env_file();
        if !env_file.is_file() {
            let error = Error::uncaught("ImportError", format!("Can't find Python file {}", env_file.display()))
                .with_hint(Some("`init` in an empty folder writes an env.py to copy from".into()));
            return Err(Failed::before_it_began(error));
        }
        let mut python = project.take_python(interrupt).map_err(Failed::before_it_began)?;
        let tape = settings.tape.clone();
        if let Some(tape) = &tape {
            // A run that begins again in the project's own Python is another one.
            tape.clear();
        }
        let mut run = Run {
            project,
            settings,
            connections: match project.within() {
                Some(within) => within.lend(),
                None => Connections::taped(interrupt.clone(), tape),
            },
            long_results: LongResults::default(),
            context: None,
            migrations,
            reporter,
            ending: Ending::default(),
            ahead: python.compile_ahead(),
            readings: KeepsReadings::default(),
            read_ahead: 0,
            is_in_plan: false,
            next_reading: None,
            step_lines: NextLine::ToBeAsked,
            held_output: None,
            posts_from: None,
            warned: HashSet::new(),
            described_tables: Vec::new(),
            renames: WishedRenames::default(),
            python: python.clone(),
            others: HashMap::new(),
        };
        let arguments = run.env_arguments().map_err(Failed::before_it_began)?;
        let mut conversation = Conversation::new(&mut python);
        let outcome = conversation.run(&mut run, "run_env", arguments);
        let mut error = match outcome {
            Ok(_) => match run.verdict() {
                Ok(()) => {
                    run.print_held();
                    if project.within().is_none() {
                        python.remember();
                    }
                    return Ok(());
                }
                Err(error) => error,
            },
            Err(Failure::Lost(_)) if interrupt.is_requested() => Error::interrupted(),
            Err(Failure::Lost(reason)) => Error::uncaught("SystemError", reason),
            Err(Failure::Raised(raised)) => Error::from(*raised),
        };
        error.hint = error.hint.or_else(|| hints::of_exception(error.raised.as_deref()?));
        error.hint = error.hint.or_else(|| project.hint_for_missing(error.raised.as_deref()?));
        if error.kind == ErrorKind::Command && run.settings.tape.is_none() {
            // Alembic logs the sentence as well as printing it.
            run.log(&mut conversation, "alembic.util.messaging", 40, &error.message).ok();
        }
        if let Some((message, hint)) = run.ending.refused.take()
            && error.message.contains(&message)
        {
            error.hint = Some(hint);
        }
        if run.ending.is_half_done {
            error.hint.get_or_insert_with(|| HALF_DONE.to_owned());
        }
        error.aftermath = run.aftermath();
        let is_undone = !run.ending.has_left_something() && !run.ending.has_printed;
        if !is_undone || !error.raised.as_deref().is_some_and(|raised| project.would_switch(raised)) {
            run.print_held();
        }
        run.settings.safeguards.trail.ending.replace(run.ending.clone());
        Err(Failed { error, is_undone, has_strayed: run.python.has_strayed() })
    }

    fn env_arguments(&self) -> Result<Map<String, Json>, Error> {
        let mut arguments = Map::new();
        arguments.insert("file".into(), json!(self.project.env_file()));
        let mut environment = self.project.environment()?;
        environment.insert("command".into(), json!(self.settings.command));
        environment.insert("as_sql".into(), json!(self.settings.as_sql));
        environment.insert("starting_rev".into(), json!(self.settings.starting_rev));
        environment.insert("destination_rev".into(), self.settings.destination_rev.clone());
        environment.insert("tag".into(), json!(self.settings.tag));
        environment.insert("is_hushed".into(), json!(self.settings.is_hushed));
        environment.insert("warned".into(), json!(self.project.warned()));
        // Where a statement comes from is said of those that lose something, too.
        let tells_places = self.settings.tape.is_some() || self.settings.safeguards.keeps_dropped;
        environment.insert("tells_places".into(), json!(tells_places));
        environment.insert("dont_mutate".into(), json!(self.settings.dont_mutate));
        arguments.insert("environment".into(), Json::Object(environment));
        Ok(arguments)
    }

    /// Has Python's logging write a line, as the ini's logging sections say.
    pub(crate) fn log(
        &mut self,
        python: &mut Conversation<'_>,
        logger: &str,
        level: u8,
        message: &str,
    ) -> Result<(), HostError> {
        if self.is_hushed() && level < WARNING {
            return Ok(());
        }
        self.have_python(python, "log", log_line(logger, level, message)).map(drop)
    }

    /// Whether nothing is logged below a warning: what is only tried would be read as done.
    pub(super) fn is_hushed(&self) -> bool {
        self.is_recording() || self.settings.is_hushed || self.settings.tape.is_some()
    }

    /// Whether nothing of this run may remain.
    pub(crate) fn takes_back(&self) -> bool {
        self.settings.tape.as_ref().is_some_and(|tape| tape.takes_back())
    }

    /// Warns as Python's `warnings.warn` does: of the same thing once.
    pub(crate) fn warn(&mut self, text: &str) {
        if self.warned.insert(text.to_owned()) && self.project.is_news(text) {
            self.reporter.report(Event::Warning { category: "UserWarning", text });
        }
    }

    /// Says a way out, once.
    pub(crate) fn hint(&mut self, text: &str) {
        if self.warned.insert(text.to_owned()) {
            self.reporter.report(Event::Hint(text));
        }
    }

    /// Has Python do something; an exception goes on rising where it was asked for.
    pub(crate) fn have_python(
        &mut self,
        python: &mut Conversation<'_>,
        name: &str,
        arguments: Map<String, Json>,
    ) -> Result<Json, HostError> {
        // It may change what is logged, and how.
        self.step_lines = NextLine::ToBeAsked;
        python.run(self, name, arguments).map_err(python_failure)
    }

    /// Says what the database is after a failure; nothing where no migration had begun.
    fn aftermath(&self) -> Option<String> {
        let ending = &self.ending;
        if self.settings.as_sql || ending.planned == 0 || self.is_replay() {
            return None;
        }
        if self.takes_back() {
            let running = ending.running.as_ref().map(|step| format!("stopped in {step}; ")).unwrap_or_default();
            return Some(format!("{running}everything was rolled back and the database is as it was"));
        }
        let applied = match (ending.committed, ending.planned) {
            (0, 1) => "the migration was not applied".to_owned(),
            (0, planned) => format!("none of the {planned} migrations was applied"),
            (committed, planned) => format!("{committed} of {planned} migrations were applied and stay"),
        };
        let running = ending.running.as_ref().map(|step| format!("stopped in {step}; ")).unwrap_or_default();
        let rest = if ending.left_transaction {
            "; statements outside the transaction (autocommit_block, COMMIT) stay, everything else was rolled back"
        } else {
            "; the transaction was rolled back and the database is as it was before it"
        };
        Some(format!("{running}{applied}{rest}"))
    }
}

/// What `log` takes.
pub(super) fn log_line(logger: &str, level: u8, message: &str) -> Map<String, Json> {
    let mut arguments = Map::new();
    arguments.insert("logger".into(), json!(logger));
    arguments.insert("level".into(), json!(level));
    arguments.insert("message".into(), json!(message));
    arguments
}
