//! A run that meets a module which only the project's own Python has.

use testkit::{OwnPython, check_succeeds};

use crate::subject::{project, version_file};

const FILLS: &str = "users = op.create_table('users', sa.Column('id', sa.Integer, primary_key=True), \
                     sa.Column('name', sa.String(30), nullable=False))\n\
                     op.bulk_insert(users, [{'name': slug('Ann B')}])";

#[test]
fn a_script_that_needs_a_compiled_module_runs_in_the_projects_own_python() {
    for own in [OwnPython::Latest, OwnPython::Oldest] {
        let Some(project) = project(own) else { return };
        let text = version_file("a1", None, "from shop_tools import slug\n", FILLS);
        project.write("alembic/versions/a1.py", &text);
        let run = project.run("upgrade head");
        check_succeeds(&run);
        assert_eq!(
            run.stderr,
            "note: using .venv/bin/python instead of the embedded Python: alembic/versions/a1.py, line 4: No module \
             named '_sqlite3'\n"
        );
        assert_eq!(project.sqlite("app.db").rows("SELECT id, name FROM users"), ["1|ann-b"]);
        assert_eq!(project.sqlite("app.db").versions(), ["a1"]);
    }
}
