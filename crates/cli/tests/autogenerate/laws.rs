//! What must hold for every generated file: up, it takes the database to the models; down, it takes it back; and up
//! again, as nothing of it is left.

use testkit::Run;

use crate::{
    pair::{Exception, Pair},
    place::Trial,
};

const NOTHING: &str = "No new upgrade operations detected.";

/// Runs the file that was just generated up and down again; an empty one can do nothing wrong.
pub fn check_laws(trial: &Trial<'_>, pair: &Pair, database: &str, file: &str) -> Result<(), String> {
    if file.matches("\n    pass\n").count() == 2 {
        return Ok(());
    }
    let today = |exception| pair.exception(exception, database);
    let kept = pair.rows().map(|query| trial.rows(query)).unwrap_or_default();
    if pair.rows().is_some() && kept.is_empty() {
        return Err("there are no rows that could survive".to_owned());
    }
    let run = trial.run("upgrade head");
    check_run(&run, today(Exception::UpgradeStops))?;
    if run.exit_code != 0 {
        return Ok(());
    }
    check_differences(&trial.run("check"), "upgrade", today(Exception::UpgradeLeaves))?;
    check_rows(trial, pair, "upgrade")?;
    check_kept(trial, pair, &kept, "upgrade")?;
    let run = trial.run("downgrade -1");
    check_run(&run, today(Exception::DowngradeStops))?;
    if run.exit_code != 0 {
        return Ok(());
    }
    check_rows(trial, pair, "downgrade")?;
    check_kept(trial, pair, &kept, "downgrade")?;
    let check = trial.at_the_models_before(|| trial.run("check"));
    check_differences(&check, "downgrade", today(Exception::DowngradeLeaves))?;
    check_run(&trial.run("upgrade head"), None)?;
    check_rows(trial, pair, "upgrade")
}

/// What the pair's query gives is what it gave before.
fn check_kept(trial: &Trial<'_>, pair: &Pair, before: &str, step: &str) -> Result<(), String> {
    let found = pair.rows().map(|query| trial.rows(query)).unwrap_or_default();
    if found == before { Ok(()) } else { Err(format!("the {step} made {found:?} of the rows {before:?}")) }
}

/// The rows are those that the pair names.
fn check_rows(trial: &Trial<'_>, pair: &Pair, step: &str) -> Result<(), String> {
    let Some((query, expected)) = pair.rows_after(step) else { return Ok(()) };
    let found = trial.rows(query);
    if found == expected { Ok(()) } else { Err(format!("after the {step} {query} gave {found:?}, not {expected:?}")) }
}

/// A run succeeds, or stops with the sentence that the pair names.
fn check_run(run: &Run, stops: Option<&str>) -> Result<(), String> {
    match stops {
        None if run.exit_code == 0 => Ok(()),
        Some(_) if run.exit_code == 0 => Err(format!("`{}` does not stop any more", run.command)),
        Some(sentence) if run.stdout.contains(sentence) || run.stderr.contains(sentence) => Ok(()),
        _ => Err(format!("should have ended otherwise\n{}", run.everything())),
    }
}

/// `check` finds nothing, or what the pair names.
fn check_differences(run: &Run, step: &str, leaves: Option<&str>) -> Result<(), String> {
    let wanted = leaves.map_or(NOTHING.to_owned(), |leaves| format!("New upgrade operations detected: {leaves}"));
    if run.stdout.contains(&wanted) || run.stderr.contains(&wanted) {
        return Ok(());
    }
    Err(format!("after the {step} `check` should have said {wanted}\n{}", run.everything()))
}
