//! What builtins of the embedded Python give is what CPython gives: `print_values.py` has asked CPython 3.13 for it.

use testkit::{Program, Project, check_succeeds};

const VALUES: &str = include_str!("values.py");
const RECORDED: &str = include_str!("recorded.txt");

#[test]
fn builtins_give_what_they_give_in_cpython() {
    let project = Project::new(Program::ours_or_named(env!("CARGO_BIN_EXE_alembic")));
    check_succeeds(&project.run("init alembic"));
    project.replace("alembic.ini", "driver://user:pass@localhost/dbname", "sqlite:///%(here)s/app.db");
    let script = format!(
        "{VALUES}\nrevision = 'a1'\ndown_revision = None\n\n\ndef upgrade():\n    tell()\n\n\ndef downgrade():\n    pass\n"
    );
    project.write("alembic/versions/a1.py", &script);
    let run = project.run("upgrade head");
    check_succeeds(&run);
    for (told, recorded) in run.stdout.lines().zip(RECORDED.lines()) {
        assert_eq!(told, recorded);
    }
    assert_eq!(run.stdout.lines().count(), RECORDED.lines().count());
}
