//! From arguments to the engine's commands and back to an exit code.

use limbeck::{
    BackupWish, CheckForm, CheckOptions, CommandLine, Comparison, CurrentOptions, DeployForm, DeployOptions,
    DeployPart, Direction, Environment, Error, HeadsOptions, HistoryOptions, InitOptions, Interrupt, Limits, LintForm,
    LintOptions, LockAction, LockForm, MergeOptions, MigrateOptions, NewerValues, PlanOptions, Project, PurgeChoice,
    RebaseOptions, Reporter, Resume, RevisionOptions, SafeguardOptions, StampOptions, TrashAction, TrashForm,
    Verbosity,
};

use crate::{
    args::{
        Arguments, Check, Command, Deploy, Keeping, Lock, LockWish, ResumeHow, Safeguards, TimeLimits, Trash,
        TrashWish, Waiting,
    },
    ctrl_c,
    failure::{self, Trace},
    output::{self, Loudness, Messages, Printer},
    reports,
};

/// Runs the command and returns the exit code.
pub(crate) fn dispatch(program: &str, words: &[String], arguments: &Arguments) -> u8 {
    let loudness = if arguments.quiet { Loudness::Quiet } else { Loudness::Normal };
    let messages = match &arguments.command {
        Command::Check(Check { json: true, .. }) | Command::Lint(_) | Command::Lock(Lock { json: true, .. }) => {
            Messages::Stderr
        }
        Command::Deploy(Deploy { json: true, .. }) => Messages::Stderr,
        Command::Plan(_) | Command::Rehearse(_) | Command::Test(_) => Messages::Stderr,
        _ => Messages::Stdout,
    };
    let interrupt = Interrupt::default();
    let mut printer = Printer::new(loudness, messages, interrupt.clone());
    ctrl_c::listen(&interrupt);
    match run(program, words, arguments, &interrupt, &mut printer) {
        Ok(()) => 0,
        Err(error) => {
            let trace = if arguments.raiseerr { Trace::Wanted } else { Trace::OnlyIfUncaught };
            failure::print(&error, trace, &printer)
        }
    }
}

fn run(
    program: &str,
    words: &[String],
    arguments: &Arguments,
    interrupt: &Interrupt,
    reporter: &mut dyn Reporter,
) -> Result<(), Error> {
    let environment = Environment::of_this_process().map_err(|error| Error::uncaught("OSError", error.to_string()))?;
    let command_line = CommandLine {
        config_files: arguments.config.clone(),
        section: arguments.name.clone(),
        x_arguments: arguments.x.clone(),
        options: arguments.as_namespace(),
        python: arguments.python.clone(),
        program_arguments: std::iter::once(program.to_owned()).chain(words.iter().cloned()).collect(),
    };
    match &arguments.command {
        Command::Init(init) => {
            let options = InitOptions {
                directory: init.directory.clone(),
                template: init.template.clone(),
                package: init.package,
            };
            return limbeck::init(&command_line, &environment, &options, reporter);
        }
        Command::ListTemplates => {
            limbeck::list_templates(reporter);
            return Ok(());
        }
        _ => {}
    }
    let project = Project::open(command_line, environment, reporter)?;
    match &arguments.command {
        Command::Init(_) | Command::ListTemplates => Ok(()),
        Command::Branches(options) => project.branches(verbosity(options.verbose), reporter),
        Command::Check(check) if check.drift => project.drift(check_form(check), interrupt, reporter),
        Command::Check(check) => {
            let options = CheckOptions {
                form: check_form(check),
                renames: check.rename.clone(),
                ignores_edited: check.ignore_edited,
            };
            project.check(&options, interrupt, reporter)
        }
        Command::Current(current) => {
            let options = CurrentOptions { verbosity: verbosity(current.verbose), check_heads: current.check_heads };
            project.current(options, interrupt, reporter)
        }
        Command::Deploy(deploy) => project.deploy(&deploy_options(deploy), interrupt, reporter),
        Command::Doctor => project.doctor(reporter),
        Command::Downgrade(downgrade) if downgrade.dry_run => {
            let options = PlanOptions { direction: Direction::Downgrade, ..PlanOptions::upgrade() };
            reports::dry_run(&project, downgrade, options, interrupt, reporter)
        }
        Command::Upgrade(upgrade) if upgrade.migrate.dry_run => {
            let options = PlanOptions { strict: upgrade.strict, ..PlanOptions::upgrade() };
            reports::dry_run(&project, &upgrade.migrate, options, interrupt, reporter)
        }
        Command::Plan(plan) => reports::plan(&project, plan, interrupt, reporter),
        Command::Rebase(rebase) => {
            let options =
                RebaseOptions { revision: rebase.rev.clone(), onto: rebase.onto.clone(), offline: rebase.offline };
            project.rebase(&options, interrupt, reporter)
        }
        Command::Rehearse(rehearse) => reports::rehearse(&project, rehearse, interrupt, reporter),
        Command::Test(test) => reports::test(&project, test, interrupt, reporter),
        Command::Downgrade(downgrade) => project.downgrade(&migrate_options(downgrade), interrupt, reporter),
        Command::Upgrade(upgrade) => {
            let options = MigrateOptions { strict: upgrade.strict, ..migrate_options(&upgrade.migrate) };
            project.upgrade(&options, interrupt, reporter)
        }
        Command::Edit(edit) => project.edit(&edit.rev, interrupt, reporter),
        Command::EnsureVersion(ensure) => project.ensure_version(ensure.sql, interrupt, reporter),
        Command::Heads(heads) => {
            let options =
                HeadsOptions { verbosity: verbosity(heads.verbose), resolve_dependencies: heads.resolve_dependencies };
            project.heads(options, reporter)
        }
        Command::History(history) => {
            let options = HistoryOptions {
                rev_range: history.rev_range.clone(),
                verbosity: verbosity(history.verbose),
                indicate_current: history.indicate_current,
                applied: history.applied,
            };
            project.history(&options, interrupt, reporter)
        }
        Command::Lint(lint) => {
            let form = match lint.format.as_str() {
                _ if lint.json => LintForm::Json,
                "json" => LintForm::Json,
                "github" => LintForm::Github,
                _ => LintForm::Text,
            };
            let options = LintOptions {
                revisions: lint.revisions.clone(),
                base: lint.base.clone(),
                fix: lint.fix,
                strict: lint.strict,
                form,
                colours: output::paints(),
            };
            project.lint(&options, interrupt, reporter)
        }
        Command::Lock(lock) => {
            let form = if lock.json { LockForm::Json } else { LockForm::Text };
            project.lock(lock_action(lock), form, interrupt, reporter)
        }
        Command::Merge(merge) => {
            let options = MergeOptions {
                revisions: merge.revisions.clone(),
                message: merge.message.clone(),
                branch_label: merge.branch_label.clone(),
                rev_id: merge.rev_id.clone(),
                splice: merge.splice,
                test: merge.test,
                comparison: if program == "alembic" { Comparison::ToldIfCommon } else { Comparison::Told },
            };
            project.merge(&options, interrupt, reporter)
        }
        Command::Revision(revision) => {
            let options = RevisionOptions {
                message: revision.message.clone(),
                autogenerate: revision.autogenerate,
                allow_empty: revision.allow_empty,
                renames: revision.rename.clone(),
                sql: revision.sql,
                head: revision.head.clone(),
                splice: revision.splice,
                branch_label: revision.branch_label.clone(),
                version_path: revision.version_path.clone(),
                rev_id: revision.rev_id.clone(),
                depends_on: revision.depends_on.clone(),
            };
            project.revision(&options, interrupt, reporter)
        }
        Command::Trash(trash) => project.trash(&trash_action(trash)?, &limits(&trash.waiting), interrupt, reporter),
        Command::Show(show) => project.show(&show.rev, interrupt, reporter),
        Command::Stamp(stamp) => {
            let options = StampOptions {
                revisions: stamp.revisions.clone(),
                sql: stamp.sql,
                tag: stamp.tag.clone(),
                purge: stamp.purge,
                limits: limits(&stamp.waiting),
                safeguards: safeguards(&stamp.safeguards, None),
            };
            project.stamp(&options, interrupt, reporter)
        }
    }
}

fn lock_action(lock: &Lock) -> LockAction {
    match (lock.action, lock.force) {
        (LockWish::Status, _) => LockAction::Status,
        (LockWish::Release, false) => LockAction::Release,
        (LockWish::Release, true) => LockAction::ReleaseByForce,
    }
}

fn trash_action(trash: &Trash) -> Result<TrashAction, Error> {
    let choice = match (trash.ids.as_slice(), trash.all, trash.older_than) {
        (_, true, _) => Some(PurgeChoice::All),
        (_, _, Some(age)) => Some(PurgeChoice::OlderThan(age)),
        ([], ..) => None,
        (ids, ..) => Some(PurgeChoice::Ids(ids.to_vec())),
    };
    match (trash.action, trash.ids.as_slice(), choice) {
        (TrashWish::List, ..) if trash.json => Ok(TrashAction::List(TrashForm::Json)),
        (TrashWish::List, ..) => Ok(TrashAction::List(TrashForm::Text)),
        (TrashWish::Restore, [id], _) => Ok(TrashAction::Restore(*id, newer_values(trash))),
        (TrashWish::Restore, ..) => Err(Error::command("`trash restore` takes one number of the list")
            .with_hint(Some("limbeck trash list, limbeck trash restore 3".into()))),
        (TrashWish::Purge, _, Some(choice)) => Ok(TrashAction::Purge { choice, is_sure: trash.yes }),
        (TrashWish::Purge, _, None) => Err(Error::command("Nothing was purged: nobody said what").with_hint(Some(
            "limbeck trash purge 3 4, limbeck trash purge --older-than 30d, limbeck trash purge --all".into(),
        ))),
    }
}

fn newer_values(trash: &Trash) -> NewerValues {
    match (trash.keep_newer, trash.overwrite) {
        (true, _) => NewerValues::Keep,
        (_, true) => NewerValues::Overwrite,
        _ => NewerValues::Refuse,
    }
}

fn deploy_options(deploy: &Deploy) -> DeployOptions {
    let without = [
        (deploy.no_rehearsal, DeployPart::Rehearsal),
        (deploy.no_lint, DeployPart::Lint),
        (deploy.no_check, DeployPart::Check),
        (deploy.no_smoke, DeployPart::Smoke),
    ];
    DeployOptions {
        target: deploy.target.clone(),
        strict: deploy.strict,
        safeguards: safeguards(&deploy.safeguards, Some(&deploy.keeping)),
        limits: all_limits(&deploy.waiting, &deploy.time_limits),
        without: without.into_iter().filter(|(is_left_out, _)| *is_left_out).map(|(_, part)| part).collect(),
        smoke: deploy.smoke.clone(),
        form: if deploy.json { DeployForm::Json } else { DeployForm::Sentence },
    }
}

fn check_form(check: &Check) -> CheckForm {
    match check {
        Check { json: true, .. } => CheckForm::Json,
        Check { diff: true, .. } => CheckForm::Diff,
        Check { .. } => CheckForm::Sentence,
    }
}

fn verbosity(verbose: bool) -> Verbosity {
    if verbose { Verbosity::Verbose } else { Verbosity::Short }
}

fn resume(how: Option<ResumeHow>) -> Resume {
    match how {
        None => Resume::No,
        Some(ResumeHow::Judged) => Resume::Judged,
        Some(ResumeHow::Done) => Resume::Done,
        Some(ResumeHow::Again) => Resume::Again,
        Some(ResumeHow::All) => Resume::All,
    }
}

fn migrate_options(migrate: &crate::args::Migrate) -> MigrateOptions {
    MigrateOptions {
        revision: migrate.revision.clone(),
        sql: migrate.sql,
        tag: migrate.tag.clone(),
        resume: resume(migrate.resume),
        strict: false,
        limits: all_limits(&migrate.waiting, &migrate.time_limits),
        safeguards: safeguards(&migrate.safeguards, Some(&migrate.keeping)),
    }
}

fn limits(waiting: &Waiting) -> Limits {
    Limits { lock_wait: waiting.lock_wait, ..Limits::default() }
}

fn all_limits(waiting: &Waiting, times: &TimeLimits) -> Limits {
    Limits {
        lock_timeout: times.lock_timeout,
        statement_timeout: times.statement_timeout,
        lock_retries: times.lock_retries,
        ..limits(waiting)
    }
}

/// What is said of the trash.
pub(crate) fn keep_dropped(keeping: &Keeping) -> Option<bool> {
    match keeping {
        Keeping { keep_dropped: true, .. } => Some(true),
        Keeping { no_keep_dropped: true, .. } => Some(false),
        Keeping { .. } => None,
    }
}

fn safeguards(safeguards: &Safeguards, keeping: Option<&Keeping>) -> SafeguardOptions {
    let backup = match &safeguards.backup {
        _ if safeguards.no_backup => BackupWish::Never,
        Some(folder) => BackupWish::Into(folder.clone()),
        None => BackupWish::Settings,
    };
    let keep_dropped = keeping.and_then(keep_dropped);
    SafeguardOptions { backup, pg_dump: safeguards.pg_dump.clone(), keep_dropped }
}
