//! `plan`, `--dry-run`, `rehearse` and `test`: their reports as text, JSON, Markdown and pages.

use std::io::IsTerminal as _;

use limbeck::{
    Direction, DryRun, Error, Event, Interrupt, PlanOptions, Project, RehearseOptions, Reporter, plan::Colours,
    rehearsal::RehearsalReport,
};

use crate::{
    args::{Migrate, Plan, Rehearse, Test, plan_words},
    command::keep_dropped,
};

/// Shows a plan.
pub(crate) fn plan(
    project: &Project,
    plan: &Plan,
    interrupt: &Interrupt,
    reporter: &mut dyn Reporter,
) -> Result<(), Error> {
    let (direction, target) = plan_words(&plan.words);
    let direction = match direction {
        "upgrade" => Direction::Upgrade,
        "downgrade" => Direction::Downgrade,
        other => {
            return Err(Error::command(format!("`plan` plans an upgrade or a downgrade, not {other:?}"))
                .with_hint(Some("limbeck plan upgrade heads, limbeck plan downgrade -1".into())));
        }
    };
    let options =
        PlanOptions { direction, revision: target.to_owned(), tag: plan.tag.clone(), ..PlanOptions::upgrade() };
    let DryRun { report, error } = project.plan(&options, interrupt, reporter)?;
    let text = match (plan.json, plan.markdown) {
        (true, _) => report.to_json(),
        (_, true) => report.to_markdown(),
        _ => report.to_text(colours()),
    };
    reporter.report(Event::Output(&text));
    error.map_or(Ok(()), Err)
}

/// Runs an upgrade or a downgrade that is taken back, and shows what it did.
pub(crate) fn dry_run(
    project: &Project,
    migrate: &Migrate,
    options: PlanOptions,
    interrupt: &Interrupt,
    reporter: &mut dyn Reporter,
) -> Result<(), Error> {
    let keep_dropped = keep_dropped(&migrate.keeping);
    let options = PlanOptions { revision: migrate.revision.clone(), tag: migrate.tag.clone(), keep_dropped, ..options };
    let DryRun { report, error } = project.dry_run(&options, interrupt, reporter)?;
    reporter.report(Event::Output(&report.to_text(colours())));
    error.map_or(Ok(()), Err)
}

/// Rehearses an upgrade, and shows how it went.
pub(crate) fn rehearse(
    project: &Project,
    rehearse: &Rehearse,
    interrupt: &Interrupt,
    reporter: &mut dyn Reporter,
) -> Result<(), Error> {
    let options = RehearseOptions {
        revision: rehearse.revision.clone(),
        rows: rehearse.rows,
        round_trips: !rehearse.up_only,
        tag: rehearse.tag.clone(),
    };
    let report = project.rehearse(&options, interrupt, reporter)?;
    show(&report, rehearse.json, rehearse.html.as_deref(), reporter)
}

/// Runs all revisions on an empty database, and shows how it went.
pub(crate) fn test(
    project: &Project,
    test: &Test,
    interrupt: &Interrupt,
    reporter: &mut dyn Reporter,
) -> Result<(), Error> {
    let report = project.test(interrupt, reporter)?;
    show(&report, test.json, test.html.as_deref(), reporter)
}

fn show(report: &RehearsalReport, as_json: bool, page: Option<&str>, reporter: &mut dyn Reporter) -> Result<(), Error> {
    let text = if as_json { report.to_json() } else { report.to_text(colours()) };
    reporter.report(Event::Output(&text));
    if let Some(page) = page {
        std::fs::write(page, report.to_html())
            .map_err(|error| Error::command(format!("Can't write the page {page}: {error}")))?;
    }
    report.verdict()
}

/// Colours for a terminal, where `NO_COLOR` does not forbid them.
fn colours() -> Colours {
    let is_unwanted = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
    if std::io::stdout().is_terminal() && !is_unwanted { Colours::Ansi } else { Colours::None }
}
