//! The words of the commands and options that Alembic does not have.

use std::{path::PathBuf, time::Duration};

use clap::{Args, ValueEnum};

/// What is done so that nothing is lost.
#[derive(Clone, Debug, Args)]
pub struct Safeguards {
    /// Write a backup into this folder before the first write; like `backup = DIR` in [limbeck] of the settings.
    #[arg(long, value_name = "DIR", conflicts_with = "no_backup")]
    pub backup: Option<PathBuf>,
    /// No backup, whatever the settings say.
    #[arg(long)]
    pub no_backup: bool,
    /// The pg_dump that writes it.
    #[arg(long, value_name = "PATH")]
    pub pg_dump: Option<PathBuf>,
}

/// What becomes of what steps drop.
#[derive(Clone, Debug, Args)]
pub struct Keeping {
    /// Move tables and values of columns that are dropped into a trash, from which `limbeck trash` and a downgrade bring
    /// them back; like `keep_dropped = true` in [limbeck] of the settings.
    #[arg(long, conflicts_with = "no_keep_dropped")]
    pub keep_dropped: bool,
    /// Drop them for good, whatever the settings say.
    #[arg(long)]
    pub no_keep_dropped: bool,
}

/// How long a command waits.
#[derive(Clone, Debug, Args)]
pub struct Waiting {
    /// How long to wait for another run that is at work, such as 30, 500ms or 5min; 0: not at all (default: 5min).
    #[arg(long, value_name = "SECONDS", value_parser = read_time)]
    pub lock_wait: Option<Duration>,
}

/// How long the statements of steps take, and how often they are tried again.
#[derive(Clone, Debug, Args)]
pub struct TimeLimits {
    /// How long a statement may wait for a lock on a table or a row, such as 5s; 0: for ever (default: what the server
    /// says). `--lock-wait` is another thing: how long to wait for another run.
    #[arg(long, value_name = "TIME", value_parser = read_time)]
    pub lock_timeout: Option<Duration>,
    /// How long a statement may run, such as 10min; 0: for ever (default: what the server says).
    #[arg(long, value_name = "TIME", value_parser = read_time)]
    pub statement_timeout: Option<Duration>,
    /// How often to roll back, pause and try again where a lock was not to be had (default: 0).
    #[arg(long, value_name = "N")]
    pub lock_retries: Option<u32>,
}

fn read_time(text: &str) -> Result<Duration, String> {
    limbeck::parse_time(text).ok_or_else(|| "write a time such as 30, 500ms, 5min or 1h".to_owned())
}

/// How a step that was broken off goes on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ResumeHow {
    Judged,
    Done,
    Again,
    All,
}

#[derive(Clone, Debug, Args)]
pub struct Plan {
    /// `upgrade` (default) or `downgrade`, and the target (default: heads).
    #[arg(value_name = "[upgrade|downgrade] TARGET", num_args = 0..=2)]
    pub words: Vec<String>,
    /// Print the plan as JSON, in the form that docs/plan.md describes.
    #[arg(long, conflicts_with = "markdown")]
    pub json: bool,
    /// Print the plan as Markdown, for a pull request.
    #[arg(long)]
    pub markdown: bool,
    /// Arbitrary 'tag' name - can be used by custom env.py scripts.
    #[arg(long)]
    pub tag: Option<String>,
}

#[derive(Clone, Debug, Args)]
pub struct Rebase {
    /// The revision to move: one that nothing follows, and that no database has.
    pub rev: String,
    /// The revision that it is to follow: an identifier, head (of the others), <branchname>@head, or base.
    pub onto: String,
    /// Do not ask the database whether the revision is applied: right only where none has it.
    #[arg(long)]
    pub offline: bool,
}

#[derive(Clone, Debug, Args)]
pub struct Rehearse {
    /// Revision identifier (default: heads).
    #[arg(default_value = "heads")]
    pub revision: String,
    /// How many rows of each table to copy where the whole database cannot be copied.
    #[arg(long, value_name = "N", default_value_t = limbeck::RehearseOptions::ROWS, value_parser = clap::value_parser!(u64).range(1..))]
    pub rows: u64,
    /// Do not run each step down and up again.
    #[arg(long)]
    pub up_only: bool,
    /// Print the report as JSON, in the form that docs/rehearse.md describes.
    #[arg(long)]
    pub json: bool,
    /// Write the report as a page for a browser.
    #[arg(long, value_name = "FILE")]
    pub html: Option<String>,
    /// Arbitrary 'tag' name - can be used by custom env.py scripts.
    #[arg(long)]
    pub tag: Option<String>,
}

#[derive(Clone, Debug, Args)]
pub struct Test {
    /// Print the report as JSON, in the form that docs/rehearse.md describes.
    #[arg(long)]
    pub json: bool,
    /// Write the report as a page for a browser.
    #[arg(long, value_name = "FILE")]
    pub html: Option<String>,
}

#[derive(Clone, Debug, Args)]
pub struct Trash {
    /// What to do: show what was dropped and kept; put a table, or the values of a column, back; destroy it for good.
    #[arg(value_enum)]
    pub action: TrashWish,
    /// Numbers in the list: one to restore, any to purge.
    #[arg(value_name = "ID")]
    pub ids: Vec<i64>,
    /// With list: print it as JSON, in the form that docs/trash.md describes.
    #[arg(long)]
    pub json: bool,
    /// With restore of a column: fill only rows that are NULL or have the column's default.
    #[arg(long, conflicts_with = "overwrite")]
    pub keep_newer: bool,
    /// With restore of a column: write over the newer values that rows have; without either option they refuse it.
    #[arg(long)]
    pub overwrite: bool,
    /// With purge: everything.
    #[arg(long, conflicts_with_all = ["ids", "older_than"])]
    pub all: bool,
    /// With purge: whatever was dropped longer ago, such as 30d, 2w or 12h.
    #[arg(long, value_name = "AGE", value_parser = read_age, conflicts_with = "ids")]
    pub older_than: Option<Duration>,
    /// With purge: do not ask.
    #[arg(long)]
    pub yes: bool,
    #[command(flatten)]
    pub waiting: Waiting,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum TrashWish {
    List,
    Restore,
    Purge,
}

fn read_age(text: &str) -> Result<Duration, String> {
    limbeck::parse_age(text).ok_or_else(|| "write an age such as 30d, 2w or 12h".to_owned())
}

#[derive(Clone, Debug, Args)]
pub struct Deploy {
    /// Revision identifier.
    #[arg(default_value = "heads")]
    pub target: String,
    #[command(flatten)]
    pub safeguards: Safeguards,
    #[command(flatten)]
    pub keeping: Keeping,
    #[command(flatten)]
    pub waiting: Waiting,
    #[command(flatten)]
    pub time_limits: TimeLimits,
    /// Refuse the upgrade, before anything is done, if `limbeck lint` finds anything in what would run; otherwise only
    /// its errors (`lint_error` of the settings) do.
    #[arg(long, conflicts_with = "no_lint")]
    pub strict: bool,
    /// Do not run the upgrade on a copy first.
    #[arg(long)]
    pub no_rehearsal: bool,
    /// Do not judge what would run.
    #[arg(long)]
    pub no_lint: bool,
    /// Do not compare the models with the database afterwards.
    #[arg(long)]
    pub no_check: bool,
    /// A command that says whether the application works: it has the database's URL in DATABASE_URL; like
    /// `smoke = COMMAND` in [limbeck] of the settings.
    #[arg(long, value_name = "COMMAND", conflicts_with = "no_smoke")]
    pub smoke: Option<String>,
    /// Do not run the command of the settings.
    #[arg(long)]
    pub no_smoke: bool,
    /// Print how it went as JSON, in the form that docs/deploy.md describes.
    #[arg(long)]
    pub json: bool,
}

#[derive(Clone, Debug, Args)]
pub struct Lint {
    /// A revision, or a range [start]:[end]; without it all revisions.
    pub revisions: Option<String>,
    /// Only revisions whose files are new against this branch or commit of git.
    #[arg(long, value_name = "COMMIT")]
    pub base: Option<String>,
    /// Rewrite scripts where a finding has a safe form.
    #[arg(long)]
    pub fix: bool,
    /// Let every finding be an error: exit code 255.
    #[arg(long)]
    pub strict: bool,
    /// Print findings as JSON, in the form that docs/lint.md describes.
    #[arg(long, conflicts_with = "format")]
    pub json: bool,
    /// How findings are printed: text, json, or github (annotations of a pull request).
    #[arg(long, value_parser = ["text", "json", "github"], default_value = "text")]
    pub format: String,
}

#[derive(Clone, Debug, Args)]
pub struct Lock {
    /// What to do: say who has it, or release it.
    #[arg(value_enum)]
    pub action: LockWish,
    /// With release: end the sessions of the run that has it; the database rolls back what they have open.
    #[arg(long)]
    pub force: bool,
    /// Print the answer as JSON, in the form that docs/lock.md describes.
    #[arg(long)]
    pub json: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum LockWish {
    Status,
    Release,
}
