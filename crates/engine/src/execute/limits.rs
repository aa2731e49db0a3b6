//! The limits that hold for the statements of steps: those of the run, and what a script says of its own step.

use std::time::Duration;

use dialect::{
    TimeLimits,
    time_limits::{Reach, time_text},
};
use pyruntime::{Conversation, HostError};
use serde_json::{Value as Json, json};

use crate::{
    execute::{
        Run,
        context::{Level, Scope},
        offline::printed,
        patience::StepLimits,
    },
    limits::{FOR_EVER, parse_time, too_long},
};

/// What `op.get_context().settings` has, in the order in which it is shown.
const NAMES: [&str; 4] = ["lock_timeout", "statement_timeout", "lock_retries", "keep_dropped"];

impl Run<'_> {
    /// Whether statements are limited and tried again. On a scratch database, and where all is taken back, nobody else is
    /// in the way.
    pub(super) fn takes_limits(&self) -> bool {
        self.settings.tape.is_none() && !self.is_recording()
    }

    /// What is sent from now on is limited as the run says.
    pub(super) fn limit_run(&mut self) -> Result<(), HostError> {
        let times = self.context()?.limits.of_run.times;
        self.limit_connection(times)
    }

    /// Limits the statements of the context's connection.
    fn limit_connection(&mut self, times: TimeLimits) -> Result<(), HostError> {
        let takes_limits = self.takes_limits();
        match self.context()?.connection.filter(|_| takes_limits) {
            Some(number) => self.connections.get(number)?.limit(times),
            None => Ok(()),
        }
    }

    /// The steps are over: what comes now has the limits that it had before.
    pub(super) fn end_limits(&mut self, before: TimeLimits) -> Result<(), HostError> {
        let context = self.context()?;
        context.limits.is_in_step = false;
        context.limits.now = context.limits.of_run;
        context.retry.end();
        self.limit_connection(before)
    }

    /// A step begins with what the run says.
    pub(super) fn limit_step(&mut self, python: &mut Conversation<'_>) -> Result<(), HostError> {
        let context = self.context()?;
        context.limits.is_in_step = true;
        let of_run = context.limits.of_run;
        if context.limits.now == of_run && of_run.times == TimeLimits::default() && !context.as_sql {
            // The connection may be busy with what nobody waits for.
            return Ok(());
        }
        self.set_limits(of_run, python)
    }

    fn set_limits(&mut self, limits: StepLimits, python: &mut Conversation<'_>) -> Result<(), HostError> {
        let context = self.context()?;
        context.limits.now = limits;
        match context.as_sql {
            true => self.print_limits(python),
            false => self.limit_connection(limits.times),
        }
    }

    /// `op.get_context().settings`: says one limit where it is named, and answers all of them.
    pub(super) fn answer_limits(
        &mut self,
        name: Option<&str>,
        value: &Json,
        python: &mut Conversation<'_>,
    ) -> Result<Json, HostError> {
        if name == Some("keep_dropped") {
            self.keep_in_step(value)?;
        } else if let Some(name) = name {
            let mut limits = self.context()?.limits.now;
            match name {
                "lock_timeout" => limits.times.lock = time_of(name, value)?,
                "statement_timeout" => limits.times.statement = time_of(name, value)?,
                "lock_retries" => limits.retries = number_of(name, value)?,
                _ => return Err(unknown(name)),
            }
            let context = self.context()?;
            if context.limits.is_in_step {
                self.set_limits(limits, python)?;
                self.may_begin_again_from_here()?;
            } else {
                context.limits.of_run = limits;
                context.limits.now = limits;
            }
        }
        let StepLimits { times, retries } = self.context()?.limits.now;
        let text = |time: Option<Duration>| time.map(time_text);
        Ok(json!({
            "lock_timeout": text(times.lock), "statement_timeout": text(times.statement), "lock_retries": retries,
            "keep_dropped": self.keeps_in_step(),
        }))
    }

    /// `--sql`: a transaction has just been begun or ended, and what was set in it is gone.
    pub(super) fn print_limits_anew(&mut self, python: &mut Conversation<'_>) -> Result<(), HostError> {
        self.context()?.limits.printed = TimeLimits::default();
        self.print_limits(python)
    }

    /// Prints what makes the script keep the limits that hold now: where a transaction is open, for that; where none ever
    /// is, for whoever runs the script.
    pub(super) fn print_limits(&mut self, python: &mut Conversation<'_>) -> Result<(), HostError> {
        let context = self.context()?;
        let (wanted, before) = (context.limits.now.times, context.limits.printed);
        let is_open = context.scopes.contains(&Scope::Printed);
        let comes = [Level::Run, Level::Migration].iter().any(|level| context.scope_at(*level) == Scope::Printed);
        if wanted == before || (comes && !is_open) {
            return Ok(());
        }
        let (reach, local) = if is_open { (Reach::Transaction, "LOCAL ") } else { (Reach::Session, "") };
        let changed = |wanted: Option<Duration>, before: Option<Duration>| wanted.filter(|_| wanted != before);
        let new = TimeLimits {
            lock: changed(wanted.lock, before.lock),
            statement: changed(wanted.statement, before.statement),
        };
        let facts = context.dialect.facts();
        let written = context.dialect.limits_in_script(&new, reach);
        let mut statements = written.map_err(|limit| not_printed(limit, facts.name))?;
        for ((name, wanted), (_, before)) in wanted.by_parameter().into_iter().zip(before.by_parameter()) {
            if wanted.is_none() && before.is_some() && facts.namespaces {
                statements.push(format!("SET {local}{name} TO DEFAULT"));
            }
        }
        context.limits.printed = wanted;
        statements.iter().try_for_each(|statement| self.static_output(&printed(statement), python))
    }
}

/// A time as scripts give it: `"5s"`, a number of seconds, None.
fn time_of(name: &str, value: &Json) -> Result<Option<Duration>, HostError> {
    let time = match value {
        Json::Null => return Ok(None),
        Json::String(text) => parse_time(text),
        Json::Number(number) => number.as_f64().and_then(|seconds| Duration::try_from_secs_f64(seconds).ok()),
        _ => None,
    };
    let wrong = || {
        HostError::new("ValueError", format!("settings.{name} is {value}, which is no length of time"))
            .with_hint(Some(format!("write settings.{name} = \"5s\", \"250ms\" or \"10min\", 0 for no limit, or None")))
    };
    // PostgreSQL takes a part of a millisecond for no limit at all.
    let time = time.filter(|time| time.is_zero() || time.as_millis() > 0).ok_or_else(wrong)?;
    match time > TimeLimits::LONGEST {
        true => Err(HostError::new("ValueError", too_long(name)).with_hint(Some(FOR_EVER.into()))),
        false => Ok(Some(Duration::from_millis(u64::try_from(time.as_millis()).unwrap_or(u64::MAX)))),
    }
}

fn number_of(name: &str, value: &Json) -> Result<u32, HostError> {
    value.as_u64().and_then(|number| u32::try_from(number).ok()).ok_or_else(|| {
        HostError::new("ValueError", format!("settings.{name} is {value}, and not a whole number"))
            .with_hint(Some(format!("write settings.{name} = 5")))
    })
}

fn unknown(name: &str) -> HostError {
    HostError::new("ValueError", format!("settings has no '{name}'"))
        .with_hint(Some(format!("it has {}", NAMES.join(", "))))
}

fn not_printed(limit: &str, dialect: &str) -> HostError {
    HostError::command(format!("--sql can't write {limit} for {dialect}, which has no statement for it")).with_hint(
        Some(format!("leave {limit} out of the options, of `[limbeck]` and of the script, or run without --sql")),
    )
}
