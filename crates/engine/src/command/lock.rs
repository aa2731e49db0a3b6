//! `lock status` and `lock release`: who holds the lock of the version table, and how to end it.

use std::{cell::RefCell, rc::Rc};

use serde_json::json;

use dialect::run_lock::{Holder, Part};

use crate::{
    Error, Interrupt, Project, Reporter,
    execute::{Inquiry, LockFound, Run, RunSettings},
    report::Event,
};

/// What is to be done with the lock.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LockAction {
    Status,
    /// Says that nobody has it; a lock that somebody has is refused.
    Release,
    /// Ends the sessions of whoever has it.
    ReleaseByForce,
}

/// How the answer is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LockForm {
    Text,
    Json,
}

impl Project {
    /// Tells who holds the lock of each version table that env.py configures, or lets go of it.
    ///
    /// # Errors
    /// [`LockAction::Release`] of a lock that somebody has: whoever holds one lives.
    pub fn lock(
        &self,
        action: LockAction,
        form: LockForm,
        interrupt: &Interrupt,
        reporter: &mut dyn Reporter,
    ) -> Result<(), Error> {
        self.start_python();
        self.graph(reporter)?;
        let inquiry =
            Rc::new(Inquiry { evicts: action == LockAction::ReleaseByForce, found: RefCell::new(Vec::new()) });
        let settings = RunSettings { dont_mutate: true, inquiry: Some(Rc::clone(&inquiry)), ..RunSettings::of("lock") };
        Run::env(self, settings, interrupt, reporter, &mut |_, _| Ok(None))?;
        let found = inquiry.found.take();
        let text = match form {
            LockForm::Json => {
                let all: Vec<_> = found.iter().map(|found| as_json(found, action)).collect();
                format!("{:#}\n", json!(all))
            }
            LockForm::Text => found.iter().map(|found| as_text(found, action)).collect(),
        };
        reporter.report(Event::Output(&text));
        match found.iter().find(|found| action == LockAction::Release && !found.holders.is_empty()) {
            None => Ok(()),
            Some(held) => Err(Error::command(format!("The lock of {} is held by a run that is alive", held.table))
                .with_hint(Some(
                    "a lock ends with its holder, so nothing is left to release; `--force` ends its sessions, and the \
                     database rolls back what they have open"
                        .into(),
                ))),
        }
    }
}

fn as_text(found: &LockFound, action: LockAction) -> String {
    let name = format!("{} ({})", found.table, found.url);
    if found.holders.is_empty() {
        return format!("{name}: nobody holds the lock\n");
    }
    if action == LockAction::ReleaseByForce {
        return format!("{name}: released, was held by {}\n", found.holders[0]);
    }
    let mut text = format!("{name}: locked\n");
    for holder in &found.holders {
        let part = part(holder.part);
        text.push_str(&format!("  {part} session {}: {holder}\n", holder.session));
        if let Some(statement) = &holder.statement {
            text.push_str(&format!("    runs {statement}\n"));
        }
    }
    text
}

fn as_json(found: &LockFound, action: LockAction) -> serde_json::Value {
    let holder = |holder: &Holder| {
        json!({
            "part": part(holder.part),
            "session": holder.session,
            "who": holder.who,
            "user": holder.user,
            "address": holder.address,
            "seconds": holder.seconds,
            "statement": holder.statement,
        })
    };
    json!({
        "url": found.url,
        "version_table": found.table,
        "released": action == LockAction::ReleaseByForce && !found.holders.is_empty(),
        "holders": found.holders.iter().map(holder).collect::<Vec<_>>(),
    })
}

fn part(part: Part) -> &'static str {
    match part {
        Part::Lock => "lock",
        Part::Work => "work",
    }
}
