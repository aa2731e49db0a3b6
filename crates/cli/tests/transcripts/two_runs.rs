//! G, last part: two upgrades of one empty database at the same time (T162).

use std::{thread::sleep, time::Duration};

use testkit::{Project, Run, check_succeeds, postgresql};

use crate::{
    expectation::check_run,
    guide::{guide, lowercase_emails},
    projects::VersionFile,
};

#[test]
fn of_two_upgrades_at_once_the_second_waits_and_finds_the_work_done() {
    let Some(database) = postgresql() else { return };
    let project = guide(&database);
    lowercase_emails().write(&project);
    VersionFile {
        revision: "100000000004",
        down_revision: "'100000000002'",
        message: "slow",
        upgrade: "op.execute('select pg_sleep(3)')",
        ..VersionFile::default()
    }
    .write(&project);
    check_succeeds(&project.run("history"));

    let first = project.start(&[], "upgrade head");
    sleep(Duration::from_millis(600));
    let second = project.start(&[], "upgrade head");
    let (first, second) = (project.finish(first, "upgrade head"), project.finish(second, "upgrade head"));
    check_run(&project, "T162", &summary(&project, &first, &second));
    assert_eq!(database.versions(), ["100000000004"]);
}

/// What `both.sh` of the transcript prints: exit codes, steps, and the last two lines that say what went wrong.
fn summary(project: &Project, first: &Run, second: &Run) -> Run {
    let mut lines = Vec::new();
    for (name, run) in [("first", first), ("second", second)] {
        lines.push(format!("{name}: exit {}", run.exit_code));
        let said = run.stderr.lines();
        lines.extend(said.filter(|line| is_worth_telling(line)).map(str::to_owned));
    }
    lines.dedup();
    let stdout = project.normaliser().text(&lines.join("\n"));
    Run { command: "bash both.sh".to_owned(), stdout, stderr: String::new(), exit_code: 0 }
}

fn is_worth_telling(line: &str) -> bool {
    line.contains("Running upgrade") || line.starts_with("DETAIL:") || line.starts_with("sqlalchemy.exc.")
}
