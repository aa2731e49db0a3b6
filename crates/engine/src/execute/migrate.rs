//! Transactions, the version table and the step loop.

use std::path::PathBuf;

use dialect::{TimeLimits, Transactional};
use operation::{CreateTable, Operation};
use pyruntime::{Conversation, HostError};
use revisions::{HeadChange, Heads, Plan, Step};
use schema::Pair;
use serde_json::{Map, Value as Json, json};

use crate::{
    execute::{
        Applied, Compares, Part, Run, View,
        context::{Level, Scope},
        hints,
        lock::Guard,
        posted::{Awaited, OneRow},
        raise::{database_error, unsupported},
        statements::LEFT,
    },
    report::Event,
};

impl Run<'_> {
    /// `context.begin_transaction()`, and its counterpart around each migration.
    pub(super) fn begin_block(&mut self, level: Level, python: &mut Conversation<'_>) -> Result<(), HostError> {
        let context = self.context()?;
        let scope = context.scope_at(level);
        let connection = context.connection;
        match (scope, connection) {
            (Scope::Nothing, _) => {}
            (Scope::Printed, _) => self.hold_output("BEGIN;", python)?,
            // A run that finds nothing to do begins none.
            (Scope::Real, Some(number)) if level == Level::Run => {
                self.connections.get(number)?.begin_later(Transactional::Writing);
            }
            (Scope::Real, Some(number)) => {
                self.begin_patiently(|run| run.connections.get(number)?.begin(Transactional::Writing))?;
            }
            (Scope::Real, None) => {}
        }
        self.context()?.scopes.push(scope);
        if scope == Scope::Printed { self.print_limits_anew(python) } else { Ok(()) }
    }

    /// The end of such a block: COMMIT, or ROLLBACK after an exception.
    pub(super) fn end_block(&mut self, failed: bool, python: &mut Conversation<'_>) -> Result<(), HostError> {
        let context = self.context()?;
        let connection = context.connection;
        match (context.scopes.pop(), connection) {
            (Some(Scope::Printed), _) if !failed => {
                self.static_output("COMMIT;", python)?;
                self.print_limits_anew(python)?;
            }
            (Some(Scope::Real), Some(number)) if failed => {
                self.forget_journal();
                self.connections.get(number)?.rollback()?;
            }
            (Some(Scope::Real), Some(number)) => {
                self.write_journal()?;
                self.connections.get(number)?.commit()?;
                self.ending.committed = self.ending.done;
            }
            _ => {}
        }
        self.release_locks_if_over()
    }

    /// `with op.get_context().autocommit_block():` commits what came before.
    pub(super) fn enter_autocommit(&mut self, python: &mut Conversation<'_>) -> Result<(), HostError> {
        let context = self.context()?;
        if context.as_sql {
            return if context.transactional_ddl { self.static_output("COMMIT;", python) } else { Ok(()) };
        }
        if context.in_external_transaction {
            return Err(HostError::new(
                "AssertionError",
                "autocommit_block() needs the transaction to be Alembic's own; here it was begun before context.configure()",
            ));
        }
        if let Some(number) = context.connection {
            self.journal_leaving()?;
            let connection = self.connections.get(number)?;
            connection.commit()?;
            connection.guards.iter_mut().try_for_each(Guard::require_held)?;
            connection.autocommit = true;
            self.ending.committed = self.ending.done;
            self.ending.left_transaction = true;
            self.lose_retry(LEFT);
        }
        Ok(())
    }

    /// The end of that block begins the next transaction, also after an exception, as Alembic does.
    pub(super) fn leave_autocommit(&mut self, python: &mut Conversation<'_>) -> Result<(), HostError> {
        let context = self.context()?;
        let is_real = context.scopes.contains(&Scope::Real);
        if context.as_sql {
            if context.transactional_ddl {
                self.static_output("BEGIN;", python)?;
                self.print_limits_anew(python)?;
            }
            return Ok(());
        }
        if let Some(number) = context.connection {
            let connection = self.connections.get(number)?;
            connection.rollback()?;
            connection.autocommit = false;
            if is_real {
                connection.begin(Transactional::Writing)?;
            }
        }
        Ok(())
    }

    /// The rows of the version table; offline the start that the command line gave.
    pub(super) fn read_heads(&mut self) -> Result<Heads, HostError> {
        let start = self.settings.starting_rev.clone();
        let context = self.context()?;
        if context.as_sql {
            let start = context.settings.starting_rev.clone().or(start);
            return self.project.starting_heads(start.as_deref());
        }
        if start.is_some() {
            return Err(HostError::command("Can't specify current_rev to context when using a database connection"));
        }
        let table = context.settings.version_table();
        let Some(number) = context.connection else { return Ok(Heads::default()) };
        let connection = self.connections.get(number)?;
        let exists = connection
            .connection
            .has_table(&table.name)
            .map_err(|error| database_error(&error, &connection.driver, None))?;
        if !exists {
            return Ok(Heads::default());
        }
        let context = self.context()?;
        let select = table.select(context.dialect, context.mode_of_version_rows()).map_err(unsupported)?;
        let rows = self.connections.get(number)?.look(&select, self.reporter)?;
        Ok(rows.into_iter().collect())
    }

    /// Creates the version table where it is missing; `ensure_version`, and the first thing a run does.
    pub(crate) fn ensure_version_table(&mut self, python: &mut Conversation<'_>) -> Result<(), HostError> {
        let context = self.context()?;
        let table = context.settings.version_table();
        if let Some(number) = context.connection {
            let connection = self.connections.get(number)?;
            let exists = connection
                .connection
                .has_table(&table.name)
                .map_err(|error| database_error(&error, &connection.driver, None))?;
            if exists {
                return Ok(());
            }
        }
        let context = self.context()?;
        let statements = match context.shaped_version_table.clone() {
            Some(table) => Operation::CreateTable(CreateTable { table, if_not_exists: false, types_checkfirst: false })
                .sql(context.dialect, &context.wording),
            None => table.create(context.dialect).map(|create| vec![create]),
        };
        self.send(&statements.map_err(unsupported)?, python).map(drop)
    }

    /// `context.run_migrations()`.
    pub(super) fn run_migrations(&mut self, python: &mut Conversation<'_>) -> Result<(), HostError> {
        if let Some(inquiry) = self.settings.inquiry.clone() {
            return self.inquire(&inquiry);
        }
        if let Some(errand) = self.settings.errand.clone() {
            return self.attend_trash(&errand, python);
        }
        let before = match self.context()?.connection {
            Some(number) => self.connections.get(number)?.timing.limits(),
            None => TimeLimits::default(),
        };
        let migrated = self.run_planned(python);
        let ended = self.end_limits(before);
        // The error of a step is the one to tell.
        migrated.and(ended)
    }

    fn run_planned(&mut self, python: &mut Conversation<'_>) -> Result<(), HostError> {
        let as_sql = self.context()?.as_sql;
        if self.settings.purge {
            if as_sql {
                return Err(HostError::command("Can't use --purge with --sql mode"));
            }
            self.take_lock(python)?;
            if self.settings.safeguards.backup.is_some() {
                let heads = self.read_heads()?;
                self.back_up(&heads)?;
            }
            self.ensure_version_table(python)?;
            let context = self.context()?;
            let table = context.settings.version_table();
            let delete_all = table.delete_all(context.dialect, context.mode_of_version_rows()).map_err(unsupported)?;
            self.send(&[delete_all], python)?;
        }
        let mut heads = self.read_heads()?;
        if self.look_for_drift(&heads, python)? {
            return Ok(());
        }
        match self.settings.compares {
            Compares::NewFile | Compares::Check | Compares::Description => {
                self.begin_reading()?;
                return self.autogenerate(&heads, python);
            }
            Compares::Nothing | Compares::Warning => {}
        }
        self.hand_over(Pair { before: Vec::new(), after: Vec::new() }, &heads, python)?;
        let mut plan = self.planned_from(&heads)?;
        self.take_deploy_lock(python)?;
        if !as_sql && !self.is_recording() && self.is_to_write(&heads, plan.as_ref())? {
            self.take_lock(python)?;
            self.limit_run()?;
            self.begin_patiently(Self::begin_now)?;
            let under_lock = self.read_heads()?;
            if under_lock != heads {
                heads = under_lock;
                plan = self.planned_from(&heads)?;
            }
        }
        let steps = plan.as_ref().map_or(&[][..], |plan| &plan.steps);
        let files: Vec<_> = steps.iter().filter_map(|step| self.script_of(step)).collect();
        self.refuse_broken(&files, python)?;
        if !steps.is_empty() {
            self.execute_compiling(python)?;
        }
        if self.is_recording() {
            return self.record_steps(steps, python);
        }
        self.refuse_dangerous(steps, python)?;
        if !steps.is_empty() {
            self.back_up(&heads)?;
        }
        self.open_journal(&heads, steps)?;
        self.survey(&heads, steps)?;
        self.open_trash(steps, python)?;
        let makes_table = !self.describes() && !as_sql && heads.is_empty() && !self.settings.dont_mutate;
        if makes_table || self.settings.ensure_version {
            self.ensure_version_table(python)?;
        }
        for warning in plan.iter().flat_map(|plan| &plan.warnings) {
            self.reporter.report(Event::Warning { category: "UserWarning", text: &warning.to_string() });
        }
        if plan.is_some() {
            self.compile_ahead(files, steps, python)?;
            self.try_scripts(steps, python)?;
            self.is_in_plan = true;
            let heads = self.run_plan(heads, steps, python);
            self.is_in_plan = false;
            let released = self.release_locks_if_over();
            let heads = heads.and_then(|heads| released.map(|()| heads));
            if let Some(ahead) = &self.ahead {
                ahead.write_readings();
            }
            let heads = heads?;
            if self.settings.compares == Compares::Warning {
                self.begin_reading()?;
            }
            self.tell_differences(&heads, python)?;
        }
        self.keep_replayed()
    }

    /// What the command makes of the heads.
    fn planned_from(&mut self, heads: &Heads) -> Result<Option<Plan>, HostError> {
        let database = match self.context()?.connection {
            Some(number) => Some(self.connections.get(number)?.url.clone()),
            None => None,
        };
        let url = database.as_ref().map(crate::config::Url::with_hidden_password).unwrap_or_default();
        let has_models = self.context()?.settings.has_metadata;
        let applied = if self.settings.shows_applied { self.applied()? } else { Applied::default() };
        let mut view = View { url, database, has_models, applied, reporter: self.reporter };
        let planned = (self.migrations)(heads, &mut view);
        planned.map_err(|error| match hints::of_unknown_head(heads, &error, self.project) {
            Some(hint) => error.with_hint(Some(hint)),
            None => error,
        })
    }

    /// Whether anything will be written: steps, or a version table that is missing.
    fn is_to_write(&mut self, heads: &Heads, plan: Option<&Plan>) -> Result<bool, HostError> {
        if plan.is_some_and(|plan| !plan.steps.is_empty()) {
            return Ok(true);
        }
        let makes_table = (heads.is_empty() && !self.settings.dont_mutate) || self.settings.ensure_version;
        let context = self.context()?;
        let table = context.settings.version_table();
        let Some(number) = context.connection.filter(|_| makes_table) else { return Ok(false) };
        let open = self.connections.get(number)?;
        let exists = open.connection.has_table(&table.name);
        exists.map(|exists| !exists).map_err(|error| database_error(&error, &open.driver, None))
    }

    /// Begins it for a comparison, which writes nothing and waits for nobody who does.
    fn begin_reading(&mut self) -> Result<(), HostError> {
        match self.context()?.connection {
            Some(number) => self.connections.get(number)?.begin_reading(),
            None => Ok(()),
        }
    }

    /// Begins the transaction of the run, which waits for its first statement.
    fn begin_now(&mut self) -> Result<(), HostError> {
        match self.context()?.connection {
            Some(number) => self.connections.get(number)?.begin_now(),
            None => Ok(()),
        }
    }

    /// `revision` with an environment: hands the new revision to `process_revision_directives`.
    pub(super) fn process_directives(&mut self, heads: &Heads, python: &mut Conversation<'_>) -> Result<(), HostError> {
        let Some(extras) = self.settings.extras.clone() else { return Ok(()) };
        let settings = &self.context()?.settings;
        extras.add_template_args(settings.template_args.clone());
        let directives = extras.directives();
        let Some(processor) = settings.process_revision_directives.filter(|_| !directives.is_empty()) else {
            return Ok(());
        };
        let mut arguments = Map::new();
        arguments.insert("id".into(), json!(processor.callable));
        let heads: Vec<String> = heads.iter().map(ToString::to_string).collect();
        arguments.insert("arguments".into(), json!({"heads": heads, "directives": directives}));
        match self.have_python(python, "callback", arguments)? {
            Json::Array(directives) => extras.set_directives(directives),
            _ => extras.set_directives(Vec::new()),
        }
        Ok(())
    }

    /// Returns the heads that the steps end at.
    fn run_plan(
        &mut self,
        mut heads: Heads,
        steps: &[Step],
        python: &mut Conversation<'_>,
    ) -> Result<Heads, HostError> {
        self.ending.part = Part::Steps;
        self.settings.safeguards.trail.enter(Part::Steps);
        let already_done = self.ending.done;
        self.ending.planned += steps.len();
        self.reporter.report(Event::Planned { steps: steps.len() });
        self.prepare_journal()?;
        self.ask_naming_convention(steps, python)?;
        self.forget_readings(python)?;
        self.read_ahead(steps, python)?;
        if self.context()?.as_sql {
            self.print_limits(python)?;
        }
        let mut index = 0;
        while let Some(step) = steps.get(index) {
            let description = step.log();
            self.ending.running = Some(description.clone());
            self.ending.revision = step.revision().map(ToString::to_string);
            self.reporter.report(Event::Started { step: index + 1, description: &description });
            self.limit_step(python)?;
            self.begin_block(Level::Migration, python)?;
            self.mark_step(index, &heads)?;
            self.begin_journal_step(step)?;
            self.begin_trash_step(step)?;
            let outcome = self.run_step(&mut heads, step, &steps[index + 1..], python);
            // What was posted before may have failed before.
            let outcome = outcome.or_else(|error| self.connections.settle(self.reporter).and(Err(error)));
            if outcome.is_ok() {
                self.ending.done = already_done + index + 1;
            } else if let Err(error) = &outcome
                && let Some((first, before)) = self.begin_again(error, python)?
            {
                (index, heads) = (first, before);
                self.read_ahead(&steps[index..], python)?;
                continue;
            }
            let ended = self.end_block(outcome.is_err(), python);
            outcome?;
            ended?;
            self.reporter.report(Event::Finished { step: index + 1 });
            index += 1;
        }
        self.ending.running = None;
        self.write_journal()?;
        self.forget_readings(python)?;
        Ok(heads)
    }

    /// Scripts name constraints by the convention of models that may not have been executed yet.
    pub(super) fn ask_naming_convention(
        &mut self,
        steps: &[Step],
        python: &mut Conversation<'_>,
    ) -> Result<(), HostError> {
        let runs_scripts = steps.iter().any(|step| step.revision().is_some());
        if !runs_scripts || !self.context()?.settings.naming_convention_waits {
            return Ok(());
        }
        let answer = self.have_python(python, "naming_convention", Map::new())?;
        let convention = serde_json::from_value(answer)
            .map_err(|error| HostError::new("TypeError", format!("naming_convention: {error}")))?;
        self.context()?.set_naming_convention(convention);
        Ok(())
    }

    fn run_step(
        &mut self,
        heads: &mut Heads,
        step: &Step,
        next: &[Step],
        python: &mut Conversation<'_>,
    ) -> Result<(), HostError> {
        let as_sql = self.context()?.as_sql;
        if as_sql && heads.is_empty() {
            self.ensure_version_table(python)?;
        }
        self.log_step(&format!("Running {}", step.log()), python)?;
        if as_sql {
            self.static_output(&format!("-- Running {}", step.short_log()), python)?;
        }
        if let Some(tape) = &self.settings.tape {
            let file = step.revision().and_then(|revision| self.project.file_of(revision));
            tape.begin_step(step, file.map(|file| self.project.shown(&file)));
        }
        let outcome = self.run_what_it_does(step, next, python);
        if let Some(tape) = &self.settings.tape {
            tape.end_step(outcome.is_ok());
        }
        outcome?;
        self.end_journal_script()?;
        self.bring_back(python)?;
        for change in &step.bookkeeping {
            if !self.describes() {
                self.change_row(change, python)?;
            }
            heads.apply(change);
        }
        if self.connections.has_posted() {
            self.connections.send_off();
            self.look_at_next_script(next.first())?;
            self.take_next_reading(next, python)?;
            self.connections.settle(self.reporter)?;
        }
        self.finish_journal_step()?;
        match self.takes_back() {
            // A listener of the user's may tell others of what is only tried.
            true => Ok(()),
            false => self.tell_listeners(heads, step, python),
        }
    }

    /// Carries out the step's script, which may have been read already.
    fn run_what_it_does(&mut self, step: &Step, next: &[Step], python: &mut Conversation<'_>) -> Result<(), HostError> {
        match self.take_noted(step, python)? {
            Some(noted) => self.carry_out(noted, python)?,
            None => {
                self.run_script(step, python)?;
                self.doubt_readings();
            }
        }
        // The database has its work by now.
        self.read_ahead(next, python)
    }

    fn run_script(&mut self, step: &Step, python: &mut Conversation<'_>) -> Result<(), HostError> {
        match (step.revision(), self.script_arguments(step)) {
            (None, _) => Ok(()),
            (Some(_), Some(arguments)) => self.have_python(python, "run_script", arguments).map(drop),
            (Some(revision), None) => {
                Err(HostError::command(format!("Can't locate revision identified by '{revision}'")))
            }
        }
    }

    /// The version file of a step, where it has one.
    pub(super) fn script_of(&self, step: &Step) -> Option<PathBuf> {
        self.project.file_of(step.revision()?)
    }

    /// What `run_script` takes; nothing for a step without a script.
    pub(super) fn script_arguments(&self, step: &Step) -> Option<Map<String, Json>> {
        let revision = step.revision()?;
        let mut arguments = Map::new();
        arguments.insert("file".into(), json!(self.script_of(step)?));
        arguments.insert("revision".into(), json!(revision.to_string()));
        arguments.insert("function".into(), json!(if step.is_upgrade() { "upgrade" } else { "downgrade" }));
        Some(arguments)
    }

    /// A file that is no Python stops a run before its first step, not after the ones that come before it.
    fn refuse_broken(&mut self, files: &[PathBuf], python: &mut Conversation<'_>) -> Result<(), HostError> {
        let Some(file) = pyruntime::first_broken(files) else { return Ok(()) };
        let mut arguments = Map::new();
        arguments.insert("file".into(), json!(file));
        // The interpreter words the error.
        self.have_python(python, "load_script", arguments).map(drop)
    }

    /// Changes one row of the version table; online it must be exactly one.
    fn change_row(&mut self, change: &HeadChange, python: &mut Conversation<'_>) -> Result<(), HostError> {
        let context = self.context()?;
        let (dialect, mode, table) =
            (context.dialect, context.mode_of_version_rows(), context.settings.version_table());
        let (statement, action) = match change {
            HeadChange::Insert(id) => (table.insert(dialect, id.as_str(), mode), None),
            HeadChange::Delete(id) => {
                (table.delete(dialect, id.as_str(), mode), Some(format!("deleting '{id}' in '{}'", table.name.name)))
            }
            HeadChange::Replace { from, to } => (
                table.update(dialect, from.as_str(), to.as_str(), mode),
                Some(format!("updating '{from}' to '{to}' in '{}'", table.name.name)),
            ),
        };
        let statement = statement.map_err(unsupported)?;
        let of_one_row = action.map(OneRow);
        let number = self.context()?.connection;
        if let Some(number) = number.filter(|_| self.connections.has_posted()) {
            let awaited = Awaited { sql: statement.sql.clone(), frame: None, of_one_row: of_one_row.clone() };
            if self.connections.post(number, &statement, awaited, self.reporter)? {
                return Ok(());
            }
        }
        let rows = self.send(&[statement], python)?;
        of_one_row.map_or(Ok(()), |one| one.check(rows.and_then(|rows| rows.affected)))
    }

    fn tell_listeners(&mut self, heads: &Heads, step: &Step, python: &mut Conversation<'_>) -> Result<(), HostError> {
        let Some(listener) = self.context()?.settings.on_version_apply else { return Ok(()) };
        let ids = |ids: &[revisions::RevisionId]| Json::from(ids.iter().map(ToString::to_string).collect::<Vec<_>>());
        let mut arguments = Map::new();
        arguments.insert("id".into(), json!(listener.callable));
        arguments.insert(
            "arguments".into(),
            json!({
                "heads": ids(heads.as_slice()),
                "step": {
                    "is_upgrade": step.is_upgrade(),
                    "is_stamp": step.is_stamp(),
                    "up_revisions": ids(&step.up_revisions),
                    "down_revisions": ids(&step.down_revisions),
                },
            }),
        );
        self.have_python(python, "callback", arguments).map(drop)
    }
}
