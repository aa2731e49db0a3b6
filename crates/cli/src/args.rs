//! The command line: every command and option, read with the habits of Python's argparse.

use clap::{ArgAction, Args, CommandFactory, FromArgMatches, Parser, Subcommand};
use serde_json::{Map, Value as Json, json};

pub use crate::own_args::{
    Deploy, Keeping, Lint, Lock, LockWish, Plan, Rebase, Rehearse, ResumeHow, Safeguards, Test, TimeLimits, Trash,
    TrashWish, Waiting,
};

/// Database migrations for SQLAlchemy: Alembic's commands, files and messages, without Python.
#[derive(Clone, Debug, Parser)]
#[command(
    name = "alembic",
    version,
    infer_long_args = true,
    disable_help_subcommand = true,
    disable_version_flag = true,
    max_term_width = 100
)]
pub struct Arguments {
    /// Alternate config file; defaults to value of ALEMBIC_CONFIG environment variable, or "alembic.ini". May also
    /// refer to pyproject.toml file. May be specified twice to reference both files separately.
    #[arg(short, long, value_name = "CONFIG")]
    pub config: Vec<String>,

    /// Name of section in .ini file to use for Alembic config (only applies to configparser config, not toml).
    #[arg(short, long, default_value = "alembic")]
    pub name: String,

    /// Additional arguments consumed by custom env.py scripts, e.g. -x setting1=somesetting -x setting2=somesetting.
    #[arg(short, value_name = "X")]
    pub x: Vec<String>,

    /// The project's own Python, such as .venv/bin/python, instead of the one inside of Limbeck; like `python = …` in the
    /// settings.
    #[arg(long, value_name = "PYTHON")]
    pub python: Option<String>,

    /// Raise a full stack trace on error.
    #[arg(long)]
    pub raiseerr: bool,

    /// Do not log to std output.
    #[arg(short, long)]
    pub quiet: bool,

    /// Show program's version number and exit.
    #[arg(long, action = ArgAction::Version)]
    version: Option<bool>,

    #[command(subcommand)]
    pub command: Command,
}

#[derive(Clone, Debug, Subcommand)]
#[command(rename_all = "snake_case")]
pub enum Command {
    /// Show current branch points.
    Branches(Verbose),
    /// Check if revision command with autogenerate has pending upgrade ops.
    Check(Check),
    /// Display the current revision for a database.
    Current(Current),
    /// Judge what would run, back up, upgrade, and look whether all is as it should be; on failure say where the database
    /// is and how to go back.
    Deploy(Deploy),
    /// Say which Python will run env.py and each version file: the one inside of Limbeck, the project's own, or none.
    Doctor,
    /// Revert to a previous version.
    #[command(allow_negative_numbers = true)]
    Downgrade(Migrate),
    /// Edit revision script(s) using $EDITOR.
    Edit(Edit),
    /// Create the alembic version table if it doesn't exist already.
    EnsureVersion(EnsureVersion),
    /// Show current available heads in the script directory.
    Heads(Heads),
    /// List changeset scripts in chronological order.
    History(History),
    /// Initialize a new scripts directory.
    Init(Init),
    /// Say what migrations will do to a running database, from their files alone; no database is asked.
    Lint(Lint),
    /// List available templates.
    ListTemplates,
    /// Say who holds the lock that keeps two runs from one database, or end it.
    Lock(Lock),
    /// Merge two revisions together. Creates a new migration file.
    Merge(Merge),
    /// Show what an upgrade or a downgrade would do: statements, locks, rewrites, and how long they take.
    #[command(allow_negative_numbers = true)]
    Plan(Plan),
    /// Put the newest revision of a branch behind another one, before any database has it: two heads become one.
    Rebase(Rebase),
    /// Run an upgrade on a scratch copy of the database, up, down and up again, and say what it really did.
    Rehearse(Rehearse),
    /// Create a new revision file.
    Revision(Revision),
    /// Show the revision(s) denoted by the given symbol.
    #[command(allow_negative_numbers = true)]
    Show(Show),
    /// 'stamp' the revision table with the given revision; don't run any migrations.
    #[command(allow_negative_numbers = true)]
    Stamp(Stamp),
    /// Run all revisions on an empty scratch database: up, down and up again, with data, to what the models say.
    Test(Test),
    /// Show what was dropped and kept, bring it back, or destroy it for good.
    Trash(Trash),
    /// Upgrade to a later version.
    #[command(allow_negative_numbers = true)]
    Upgrade(Upgrade),
}

#[derive(Clone, Debug, Args)]
pub struct Verbose {
    /// Use more verbose output.
    #[arg(short, long)]
    pub verbose: bool,
}

#[derive(Clone, Debug, Args)]
pub struct Check {
    /// Print the differences as JSON, in the form that docs/check.md describes.
    #[arg(long, conflicts_with = "diff")]
    pub json: bool,
    /// Print the SQL that the upgrade would run, and the tables before and after it.
    #[arg(long)]
    pub diff: bool,
    /// Compare the database not with the models but with what its applied revisions build on a scratch database.
    #[arg(long, conflicts_with_all = ["diff", "rename"])]
    pub drift: bool,
    /// Take it as renamed, e.g. --rename users.name=users.full_name or --rename users=accounts; may be repeated.
    #[arg(long, value_name = "OLD=NEW")]
    pub rename: Vec<String>,
    /// Say nothing of version files that were edited after they had been applied.
    #[arg(long)]
    pub ignore_edited: bool,
}

#[derive(Clone, Debug, Args)]
pub struct Current {
    /// Check if all head revisions are applied to the database. Exit with an error code if this is not the case.
    #[arg(short, long)]
    pub check_heads: bool,
    /// Use more verbose output.
    #[arg(short, long)]
    pub verbose: bool,
}

#[derive(Clone, Debug, Args)]
pub struct Migrate {
    /// Revision identifier.
    pub revision: String,
    /// Don't emit SQL to database - dump to standard output/file instead. See docs on offline mode.
    #[arg(long)]
    pub sql: bool,
    /// Arbitrary 'tag' name - can be used by custom env.py scripts.
    #[arg(long)]
    pub tag: Option<String>,
    /// Continue a step that was broken off outside a transaction, behind its last finished statement. The statement that
    /// was running is judged by the catalogue; `done` or `again` say what became of it, `all` runs the step from its first
    /// statement.
    #[arg(long, value_name = "HOW", num_args = 0..=1, require_equals = true, default_missing_value = "judged")]
    pub resume: Option<ResumeHow>,
    /// Run everything in a transaction that is rolled back, and show what was done.
    #[arg(long, conflicts_with_all = ["sql", "resume"])]
    pub dry_run: bool,
    #[command(flatten)]
    pub waiting: Waiting,
    #[command(flatten)]
    pub time_limits: TimeLimits,
    #[command(flatten)]
    pub safeguards: Safeguards,
    #[command(flatten)]
    pub keeping: Keeping,
}

#[derive(Clone, Debug, Args)]
pub struct Upgrade {
    #[command(flatten)]
    pub migrate: Migrate,
    /// Refuse the upgrade, before anything is done, if `limbeck lint` finds something in what would run.
    #[arg(long, conflicts_with = "sql")]
    pub strict: bool,
}

#[derive(Clone, Debug, Args)]
pub struct Edit {
    /// Revision identifier.
    pub rev: String,
}

#[derive(Clone, Debug, Args)]
pub struct EnsureVersion {
    /// Don't emit SQL to database - dump to standard output/file instead. See docs on offline mode.
    #[arg(long)]
    pub sql: bool,
}

#[derive(Clone, Debug, Args)]
pub struct Heads {
    /// Use more verbose output.
    #[arg(short, long)]
    pub verbose: bool,
    /// Treat dependency versions as down revisions.
    #[arg(long)]
    pub resolve_dependencies: bool,
}

#[derive(Clone, Debug, Args)]
pub struct History {
    /// Specify a revision range; format is [start]:[end].
    #[arg(short, long)]
    pub rev_range: Option<String>,
    /// Use more verbose output.
    #[arg(short, long)]
    pub verbose: bool,
    /// Indicate the current revision.
    #[arg(short, long)]
    pub indicate_current: bool,
    /// Say when each revision was applied, by whom, and how long it took, as far as the journal knows.
    #[arg(long)]
    pub applied: bool,
}

#[derive(Clone, Debug, Args)]
pub struct Init {
    /// Location of scripts directory.
    pub directory: String,
    /// Setup template for use with 'init'.
    #[arg(short, long, default_value = "generic")]
    pub template: String,
    /// Write empty __init__.py files to the environment and version locations.
    #[arg(long)]
    pub package: bool,
}

#[derive(Clone, Debug, Args)]
pub struct Merge {
    /// One or more revisions, or 'heads' for all heads.
    #[arg(required = true)]
    pub revisions: Vec<String>,
    /// Message string to use with 'revision'.
    #[arg(short, long)]
    pub message: Option<String>,
    /// Specify a branch label to apply to the new revision.
    #[arg(long)]
    pub branch_label: Option<String>,
    /// Specify a hardcoded revision id instead of generating one.
    #[arg(long)]
    pub rev_id: Option<String>,
    /// Allow a non-head revision as the 'head' to splice onto.
    #[arg(long)]
    pub splice: bool,
    /// Run the branches in both orders on scratch databases first; write no file if one fails or the schemas differ.
    #[arg(long)]
    pub test: bool,
}

#[derive(Clone, Debug, Args)]
pub struct Revision {
    /// Message string to use with 'revision'.
    #[arg(short, long)]
    pub message: Option<String>,
    /// Populate revision script with candidate migration operations, based on comparison of database to model.
    #[arg(long)]
    pub autogenerate: bool,
    /// With --autogenerate: write a file also where nothing differs, as Alembic does.
    #[arg(long, requires = "autogenerate")]
    pub allow_empty: bool,
    /// With --autogenerate: take it as renamed, e.g. --rename users.name=users.full_name or --rename users=accounts;
    /// may be repeated.
    #[arg(long, value_name = "OLD=NEW", requires = "autogenerate")]
    pub rename: Vec<String>,
    /// Don't emit SQL to database - dump to standard output/file instead. See docs on offline mode.
    #[arg(long)]
    pub sql: bool,
    /// Specify head revision or <branchname>@head to base new revision on.
    #[arg(long, default_value = "head")]
    pub head: String,
    /// Allow a non-head revision as the 'head' to splice onto.
    #[arg(long)]
    pub splice: bool,
    /// Specify a branch label to apply to the new revision.
    #[arg(long)]
    pub branch_label: Option<String>,
    /// Specify specific path from config for version file.
    #[arg(long)]
    pub version_path: Option<String>,
    /// Specify a hardcoded revision id instead of generating one.
    #[arg(long)]
    pub rev_id: Option<String>,
    /// Specify one or more revision identifiers which this revision should depend on.
    #[arg(long)]
    pub depends_on: Vec<String>,
}

#[derive(Clone, Debug, Args)]
pub struct Show {
    /// Revision identifier.
    pub rev: String,
}

#[derive(Clone, Debug, Args)]
pub struct Stamp {
    /// One or more revisions, or 'heads' for all heads.
    #[arg(required = true)]
    pub revisions: Vec<String>,
    /// Don't emit SQL to database - dump to standard output/file instead. See docs on offline mode.
    #[arg(long)]
    pub sql: bool,
    /// Arbitrary 'tag' name - can be used by custom env.py scripts.
    #[arg(long)]
    pub tag: Option<String>,
    /// Unconditionally erase the version table before stamping.
    #[arg(long)]
    pub purge: bool,
    #[command(flatten)]
    pub waiting: Waiting,
    #[command(flatten)]
    pub safeguards: Safeguards,
}

impl Arguments {
    /// Returns the commands and options as that program shows them: under Alembic's name, Alembic's commands.
    pub fn command_of(program: &str) -> clap::Command {
        let command = Self::command().name(program.to_owned()).bin_name(program.to_owned());
        let is_alembic = program == "alembic";
        // In one pass, which keeps their order: argparse lists them in it.
        command.mut_subcommands(|command| match command.get_name() {
            "deploy" | "doctor" | "lint" | "lock" | "plan" | "rebase" | "rehearse" | "test" | "trash" => {
                command.hide(is_alembic)
            }
            "upgrade" => command
                .mut_arg("strict", |strict| strict.hide(is_alembic))
                .mut_arg("dry_run", |dry_run| dry_run.hide(is_alembic)),
            "merge" => command.mut_arg("test", |test| test.hide(is_alembic)),
            "downgrade" => command.mut_arg("dry_run", |dry_run| dry_run.hide(is_alembic)),
            _ => command,
        })
    }

    /// Reads the words behind the program's name; `program` is what usage texts call it.
    ///
    /// # Errors
    /// clap's own error; [`crate::usage`] words it as argparse does.
    pub fn read(program: &str, words: &[String]) -> Result<Self, clap::Error> {
        let matches = Self::command_of(program)
            .try_get_matches_from(std::iter::once(program.to_owned()).chain(words.iter().cloned()))?;
        Self::from_arg_matches(&matches)
    }
}

impl Arguments {
    /// Returns what Python calls `config.cmd_opts`: argparse's namespace of this command.
    pub fn as_namespace(&self) -> Map<String, Json> {
        let mut options = match &self.command {
            Command::Branches(Verbose { verbose }) => fields(json!({"verbose": verbose})),
            Command::Check(_)
            | Command::Deploy(_)
            | Command::Doctor
            | Command::Lint(_)
            | Command::ListTemplates
            | Command::Lock(_)
            | Command::Test(_)
            | Command::Trash(_) => Map::new(),
            Command::Plan(Plan { words, tag, .. }) => {
                fields(json!({"revision": plan_words(words).1, "sql": false, "tag": tag}))
            }
            Command::Rebase(Rebase { rev, onto, .. }) => fields(json!({"rev": rev, "onto": onto})),
            Command::Rehearse(Rehearse { revision, tag, .. }) => {
                fields(json!({"revision": revision, "sql": false, "tag": tag}))
            }
            Command::Current(Current { check_heads, verbose }) => {
                fields(json!({"check_heads": check_heads, "verbose": verbose}))
            }
            Command::Downgrade(Migrate { revision, sql, tag, .. })
            | Command::Upgrade(Upgrade { migrate: Migrate { revision, sql, tag, .. }, .. }) => {
                fields(json!({"revision": revision, "sql": sql, "tag": tag}))
            }
            Command::Edit(Edit { rev }) | Command::Show(Show { rev }) => fields(json!({"rev": rev})),
            Command::EnsureVersion(EnsureVersion { sql }) => fields(json!({"sql": sql})),
            Command::Heads(Heads { verbose, resolve_dependencies }) => {
                fields(json!({"verbose": verbose, "resolve_dependencies": resolve_dependencies}))
            }
            Command::History(History { rev_range, verbose, indicate_current, .. }) => {
                fields(json!({"rev_range": rev_range, "verbose": verbose, "indicate_current": indicate_current}))
            }
            Command::Init(Init { directory, template, package }) => {
                fields(json!({"directory": directory, "template": template, "package": package}))
            }
            Command::Merge(Merge { revisions, message, branch_label, rev_id, splice, .. }) => fields(json!({
                "revisions": revisions, "message": message, "branch_label": branch_label, "rev_id": rev_id,
                "splice": splice,
            })),
            Command::Revision(revision) => fields(json!({
                "message": revision.message, "autogenerate": revision.autogenerate, "sql": revision.sql,
                "head": revision.head, "splice": revision.splice, "branch_label": revision.branch_label,
                "version_path": revision.version_path, "rev_id": revision.rev_id,
                "depends_on": if revision.depends_on.is_empty() { Json::Null } else { json!(revision.depends_on) },
            })),
            Command::Stamp(Stamp { revisions, sql, tag, purge, .. }) => {
                fields(json!({"revisions": revisions, "sql": sql, "tag": tag, "purge": purge}))
            }
        };
        options.insert("config".into(), if self.config.is_empty() { Json::Null } else { json!(self.config) });
        options.insert("name".into(), json!(self.name));
        options.insert("x".into(), if self.x.is_empty() { Json::Null } else { json!(self.x) });
        options.insert("raiseerr".into(), json!(self.raiseerr));
        options.insert("quiet".into(), json!(self.quiet));
        options
    }
}

/// The direction that the words of `plan` say, and its target.
pub fn plan_words(words: &[String]) -> (&str, &str) {
    match words {
        [direction, target] => (direction, target),
        [direction] if direction == "upgrade" || direction == "downgrade" => (direction, "heads"),
        [target] => ("upgrade", target),
        _ => ("upgrade", "heads"),
    }
}

fn fields(object: Json) -> Map<String, Json> {
    match object {
        Json::Object(fields) => fields,
        _ => Map::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(words: &str) -> Result<Arguments, clap::Error> {
        let words: Vec<String> = words.split_whitespace().map(str::to_owned).collect();
        Arguments::read("alembic", &words)
    }

    #[test]
    fn long_options_may_be_abbreviated() {
        let Command::Revision(revision) = read("revision --auto -m x").unwrap().command else { panic!() };
        assert!(revision.autogenerate);
    }

    #[test]
    fn a_negative_number_is_a_revision() {
        let Command::Downgrade(downgrade) = read("downgrade -1").unwrap().command else { panic!() };
        assert_eq!(downgrade.revision, "-1");
        let Command::Upgrade(upgrade) = read("upgrade -- -1").unwrap().command else { panic!() };
        assert_eq!(upgrade.migrate.revision, "-1");
    }

    #[test]
    fn a_range_with_a_dash_needs_an_equals_sign() {
        assert!(read("history -r -2:").is_err());
        let Command::History(history) = read("history -r=-2:").unwrap().command else { panic!() };
        assert_eq!(history.rev_range.as_deref(), Some("-2:"));
    }

    #[test]
    fn options_may_follow_positionals() {
        let Command::Upgrade(upgrade) = read("upgrade head --sql --tag t").unwrap().command else { panic!() };
        assert!(upgrade.migrate.sql && upgrade.migrate.tag.as_deref() == Some("t"));
    }

    #[test]
    fn global_options_stand_before_the_command() {
        assert!(read("upgrade head -x a=b").is_err());
        assert_eq!(read("-x a=b -x c upgrade head").unwrap().x, ["a=b", "c"]);
    }
}
