//! K: on a terminal, messages are indented and wrapped to its width (T200).

use testkit::check_succeeds;

use crate::{
    expectation::check_run,
    projects::{PLACEHOLDER_URL, VersionFile, empty},
};

#[test]
fn messages_are_wrapped_to_the_terminal_and_listings_are_not() {
    let project = empty();
    check_succeeds(&project.run("init alembic"));
    project.replace("alembic.ini", PLACEHOLDER_URL, "sqlite:///app.db");
    let locations = "path_separator = os\nversion_locations = %(here)s/more\n";
    project.replace("alembic.ini", "path_separator = os\n", locations);
    let parent = VersionFile { revision: "111111111111", message: "x", ..VersionFile::default() };
    let child = VersionFile {
        revision: "222222222222",
        down_revision: "'111111111111'",
        message: "hooked",
        ..VersionFile::default()
    };
    project.write("more/111111111111_x.py", &parent.text());
    project.write("more/222222222222_hooked.py", &child.text());
    let line = "alembic show nosuch; echo exit=$?; alembic revision --sql -m x; alembic heads; alembic show heads";
    let mut run = project.run_in_terminal(60, line);
    // A terminal shows both streams; our hints are on standard error.
    run.stdout =
        run.stdout.lines().filter(|line| !line.starts_with("hint: ")).map(|line| format!("{line}\n")).collect();
    check_run(&project, "T200", &run);
}
