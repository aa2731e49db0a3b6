//! Takes the lock before anything is written, waits for whoever has it, and keeps it until the work is committed.

use std::{
    cell::{Cell, RefCell},
    fmt,
    time::{Duration, Instant},
};

use dialect::{
    Connection, DatabaseError, Origin,
    run_lock::{Attempt, Entry, Holder, RunLock},
};
use pyruntime::{Conversation, HostError};
use schema::TableName;

use crate::{
    Error, Interrupt,
    execute::{
        Run,
        raise::{database_error, interrupted},
        run::{INFO, WARNING},
    },
};

const LOGGER: &str = "alembic.runtime.lock";

/// The pauses between two attempts: short at first, because most migrations are.
const FIRST_PAUSE: Duration = Duration::from_millis(40);
const LONGEST_PAUSE: Duration = Duration::from_millis(600);

/// How often it is tried again at once where nobody has the lock any more: `--lock-wait 0` need not fail for that.
const AT_ONCE: u32 = 3;

/// The lock of one version table, held for the work on a connection.
pub(crate) struct Guard {
    table: TableName,
    lock: Box<dyn RunLock>,
    patience: Duration,
}

impl Guard {
    /// Claims the transaction that has just begun by `begin`. The last one of a run that has lost the lock may still be
    /// open; meanwhile ours is ended and begun anew, so that it keeps nobody waiting.
    pub(super) fn enter(
        &mut self,
        work: &mut dyn Connection,
        driver: &str,
        interrupt: &Interrupt,
        begin: &dyn Fn(&mut dyn Connection) -> Result<(), HostError>,
    ) -> Result<(), HostError> {
        self.enter_by(work, driver, |work, wait, holders| {
            work.rollback().map_err(|error| database_error(&error, driver, None))?;
            wait.pause(holders, interrupt)?;
            begin(work)
        })
    }

    /// Claims a transaction that was open before the lock was taken; it is not ours to end.
    pub(super) fn enter_open(
        &mut self,
        work: &mut dyn Connection,
        driver: &str,
        interrupt: &Interrupt,
    ) -> Result<(), HostError> {
        self.enter_by(work, driver, |_, wait, holders| wait.pause(holders, interrupt))
    }

    fn enter_by(
        &mut self,
        work: &mut dyn Connection,
        driver: &str,
        mut wait_outside: impl FnMut(&mut dyn Connection, &mut Wait, &[Holder]) -> Result<(), HostError>,
    ) -> Result<(), HostError> {
        let mut wait = Wait::new(self.patience);
        loop {
            match self.lock.enter(work).map_err(|error| database_error(&error, driver, None))? {
                Entry::Inside => return Ok(()),
                Entry::Lost => return Err(lost()),
                Entry::Busy(holders) => wait_outside(work, &mut wait, &holders)?,
            }
        }
    }

    /// Refuses to go on without the lock, before work that is in no transaction.
    pub(crate) fn require_held(&mut self) -> Result<(), HostError> {
        if self.lock.is_held() { Ok(()) } else { Err(lost()) }
    }

    fn is_of(&self, table: &TableName) -> bool {
        self.table == *table
    }

    pub(crate) fn is_ours(&self, holder: &Holder) -> bool {
        self.lock.is_ours(holder)
    }
}

/// The locks of a deploy, one for each database, held until it ends.
#[derive(Default)]
pub(crate) struct DeployLocks {
    held: RefCell<Vec<(dialect::Url, Box<dyn RunLock>)>>,
    /// Whether the database that was looked at last has something to be done.
    pub(crate) is_wanted: Cell<bool>,
}

impl DeployLocks {
    /// Whether any is held.
    pub(crate) fn are_held(&self) -> bool {
        !self.held.borrow().is_empty()
    }
}

impl fmt::Debug for DeployLocks {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("DeployLocks").field("is_wanted", &self.is_wanted).finish_non_exhaustive()
    }
}

/// One time of waiting.
struct Wait {
    patience: Duration,
    begun: Instant,
    pause: Duration,
}

impl Wait {
    fn new(patience: Duration) -> Self {
        Self { patience, begun: Instant::now(), pause: FIRST_PAUSE }
    }

    /// Pauses before the next attempt; the pauses grow, and differ from process to process.
    fn pause(&mut self, holders: &[Holder], interrupt: &Interrupt) -> Result<(), HostError> {
        let left = self.patience.saturating_sub(self.begun.elapsed());
        if left.is_zero() {
            return Err(still_held(holders, self.patience));
        }
        let unlike = Duration::from_millis(u64::from(std::process::id() % 40));
        if !interrupt.pause((self.pause + unlike).min(left)) {
            return Err(interrupted());
        }
        self.pause = (self.pause * 3 / 2).min(LONGEST_PAUSE);
        Ok(())
    }
}

impl Run<'_> {
    /// Whether this run takes the lock before it writes. One that only records or plans what it would do writes nothing,
    /// and waits for nobody: it is to be named here.
    pub(super) fn takes_lock(&self) -> bool {
        self.settings.limits.locks && !self.is_recording() && self.settings.tape.is_none()
    }

    /// Takes the lock of the context's version table, unless this run, or the one around it, has it already.
    pub(super) fn take_lock(&mut self, python: &mut Conversation<'_>) -> Result<(), HostError> {
        let takes_lock = self.takes_lock();
        let context = self.context()?;
        let Some(number) = context.connection else { return Ok(()) };
        let table = context.settings.version_table().name;
        let open = self.connections.get(number)?;
        if !takes_lock || open.guards.iter().any(|guard| guard.is_of(&table)) {
            return Ok(());
        }
        let driver = open.driver.clone();
        let Some(lock) = open.run_lock(&table) else { return Ok(()) };
        let mut lock = lock.map_err(|error| database_error(&error, &driver, None))?;
        if !self.wait_for(lock.as_mut(), self.settings.command, python)? {
            return Ok(());
        }
        let patience = self.settings.limits.lock_wait();
        self.connections.get(number)?.guard(Guard { table, lock, patience })
    }

    /// Takes the lock of whole deploys of the context's database, if this deploy has something to do and has it not yet.
    pub(super) fn take_deploy_lock(&mut self, python: &mut Conversation<'_>) -> Result<(), HostError> {
        let Some(locks) = self.settings.deploy_locks.clone().filter(|locks| locks.is_wanted.get()) else {
            return Ok(());
        };
        let takes_lock = self.takes_lock();
        let direct = self.project.direct_url().map_err(Error::into_host_error)?;
        let Some(number) = self.context()?.connection else { return Ok(()) };
        let open = self.connections.get(number)?;
        let (driver, database) = (open.driver.clone(), open.way.address.clone());
        if !takes_lock || locks.held.borrow().iter().any(|(of, _)| *of == database) {
            return Ok(());
        }
        let way = open.way_to_server(direct.as_ref())?;
        let Some(lock) = open.deploy_lock(&way) else { return Ok(()) };
        let mut lock = lock.map_err(|error| database_error(&error, &driver, None))?;
        if self.wait_for(lock.as_mut(), "deploy", python)? {
            locks.held.borrow_mut().push((database, lock));
        }
        Ok(())
    }

    /// Tries to take a lock until it is ours, and says who has it meanwhile; `false`: it is ours already, or whoever has it is
    /// kept out by what is open here.
    fn wait_for(
        &mut self,
        lock: &mut dyn RunLock,
        command: &str,
        python: &mut Conversation<'_>,
    ) -> Result<bool, HostError> {
        let Some(number) = self.context()?.connection else { return Ok(false) };
        let driver = self.connections.get(number)?.driver.clone();
        let raised = |error: DatabaseError| database_error(&error, &driver, None);
        let who = self.project.who(command);
        let mut wait = Wait::new(self.settings.limits.lock_wait());
        let mut has_told = false;
        let mut just_missed = 0;
        loop {
            let work = self.connections.get(number)?.connection.as_mut();
            let attempt = lock.attempt(work, &who).map_err(|error| match error.origin {
                Origin::Refused(_) => raised(error).with_hint(Some(WITHOUT_CONNECTION.into())),
                _ => raised(error),
            });
            let holders = match attempt? {
                Attempt::Taken => break,
                Attempt::Held(holders) => holders,
            };
            if holders.is_empty() && just_missed < AT_ONCE {
                just_missed += 1;
                continue;
            }
            if holders.iter().any(|holder| self.connections.holds(holder)) {
                return Ok(false);
            }
            if lock.work_keeps_out_others(self.connections.get(number)?.connection.as_ref()) {
                return Ok(false);
            }
            if let Some(holder) = holders.first().filter(|_| !has_told && !wait.patience.is_zero()) {
                has_told = true;
                let text = format!("Waiting up to {} for the lock of {holder}", shown(wait.patience));
                self.log(python, LOGGER, WARNING, &text)?;
            }
            let interrupt = self.connections.interrupt().clone();
            wait.pause(&holders, &interrupt)?;
        }
        if has_told {
            self.log(python, LOGGER, INFO, &format!("Waited {} for the lock", shown(wait.begun.elapsed())))?;
        }
        Ok(true)
    }

    /// Lets go of the locks of the context's connection, once what was done under them is committed: behind the last step
    /// and outside of all `begin_transaction()` blocks, of which each step may be one.
    pub(super) fn release_locks_if_over(&mut self) -> Result<(), HostError> {
        let is_in_plan = self.is_in_plan;
        let context = self.context()?;
        if is_in_plan || !context.scopes.is_empty() || context.in_external_transaction {
            return Ok(());
        }
        if let Some(number) = context.connection {
            self.connections.get(number)?.guards.clear();
        }
        Ok(())
    }
}

const WITHOUT_CONNECTION: &str = "the lock is held on a connection of its own; where there can be no second one, set \
                                  `lock = false` in `[limbeck]` of the ini file, and see that no two runs meet";

fn lost() -> HostError {
    HostError::command("The lock of this run is lost: the session that held it was ended, or its file removed")
        .with_hint(Some(
            "another run may be at work; look with `limbeck lock status`, then run the command again".into(),
        ))
}

fn still_held(holders: &[Holder], patience: Duration) -> HostError {
    let names: Vec<String> = holders.iter().map(ToString::to_string).collect();
    let who = if names.is_empty() { "another run".into() } else { names.join(" and ") };
    HostError::command(format!("The lock is held by {who}; waited {}", shown(patience))).with_hint(Some(
        "`limbeck lock status` shows it; `--lock-wait SECONDS` or `lock_wait` in `[limbeck]` waits longer; \
         `limbeck lock release --force` ends its session"
            .into(),
    ))
}

/// A time as people read it: `300 s`, `0.4 s`.
fn shown(time: Duration) -> String {
    if time < Duration::from_secs(10) && time.subsec_millis() != 0 {
        format!("{:.1} s", time.as_secs_f64())
    } else {
        format!("{} s", time.as_secs())
    }
}
