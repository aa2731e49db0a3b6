//! Ctrl-C, and a program that is killed: the process of Python ends with it, and nothing is applied.

use std::{
    fs,
    process::Child,
    thread,
    time::{Duration, Instant},
};

use testkit::{OwnPython, Project, Run, send_signal};

use crate::subject::{project, version_file};

/// Keeps a hanging program from hanging the tests; no outcome depends on it.
const LIMIT: Duration = Duration::from_secs(120);

const WAITS: &str = "op.create_table('a', sa.Column('id', sa.Integer))\nimport os, time\n\
                     with open('reached.tmp', 'w') as file:\n    file.write(str(os.getpid()))\n\
                     os.rename('reached.tmp', 'reached')\n";

#[test]
fn ctrl_c_stops_a_script_and_rolls_back() {
    for waits in ["time.sleep(600)", "while True:\n    pass"] {
        let Some((project, program, pid)) = waiting(waits) else { return };
        send_signal(program.id(), "INT");
        let run = end(&project, program);
        assert_eq!(run.exit_code, 130, "{}", run.everything());
        wait_until(|| !is_running(pid));
        assert!(project.sqlite("app.db").tables().is_empty());
    }
}

#[test]
fn ctrl_c_that_reaches_both_processes_is_one() {
    let Some((project, program, pid)) =
        waiting("try:\n    time.sleep(600)\nfinally:\n    time.sleep(0.2)\n    print('put away')")
    else {
        return;
    };
    send_signal(pid, "INT");
    send_signal(program.id(), "INT");
    let run = end(&project, program);
    assert_eq!(run.exit_code, 130, "{}", run.everything());
    assert_eq!(run.stdout, "put away\n");
    assert!(project.sqlite("app.db").tables().is_empty());
}

#[test]
fn a_script_that_cannot_be_interrupted_does_not_outlive_the_program() {
    let Some((project, program, pid)) =
        waiting("import signal\nsignal.signal(signal.SIGINT, signal.SIG_IGN)\nwhile True:\n    pass")
    else {
        return;
    };
    send_signal(program.id(), "INT");
    let run = end(&project, program);
    assert_eq!(run.exit_code, 130, "{}", run.everything());
    wait_until(|| !is_running(pid));
    assert!(project.sqlite("app.db").tables().is_empty());
}

/// What a Python imports before it reads our first word.
const NEVER_READY: &str = "import os, signal, time\nsignal.signal(signal.SIGINT, signal.SIG_DFL)\n\
                           with open('reached.tmp', 'w') as file:\n    file.write(str(os.getpid()))\n\
                           os.rename('reached.tmp', 'reached')\ntime.sleep(600)\n";

#[test]
fn ctrl_c_ends_the_wait_for_a_python_that_never_answers() {
    let Some(project) = project(OwnPython::Latest) else { return };
    let project = project.with_own_module("never.pth", "import never_ready\n");
    let project = project.with_own_module("never_ready.py", NEVER_READY);
    let (program, pid) = started(&project);
    send_signal(program.id(), "INT");
    let run = end(&project, program);
    assert_eq!(run.exit_code, 130, "{}", run.everything());
    wait_until(|| !is_running(pid));
}

#[test]
fn python_ends_when_the_program_is_killed() {
    let Some((project, program, pid)) = waiting("while True:\n    pass") else { return };
    send_signal(program.id(), "KILL");
    end(&project, program);
    wait_until(|| !is_running(pid));
    assert!(project.sqlite("app.db").tables().is_empty());
}

/// A run whose script waits: the project, our program, and the process of Python.
fn waiting(waits: &str) -> Option<(Project, Child, u32)> {
    let project = project(OwnPython::Latest)?;
    project.write("alembic/versions/a1.py", &version_file("a1", None, "", &format!("{WAITS}{waits}")));
    let (program, pid) = started(&project);
    Some((project, program, pid))
}

/// A run that has come to where Python notes its number in `reached`.
fn started(project: &Project) -> (Child, u32) {
    let program = project.start(&[], "--python .venv upgrade head");
    wait_until(|| project.path("reached").exists());
    let pid = project.read("reached").parse().expect("a process has a number");
    (program, pid)
}

fn is_running(pid: u32) -> bool {
    let status = fs::read_to_string(format!("/proc/{pid}/stat"));
    // What nobody has waited for yet is over all the same.
    status.is_ok_and(|status| !status.contains(") Z "))
}

#[track_caller]
fn wait_until(mut is_so: impl FnMut() -> bool) {
    let start = Instant::now();
    while !is_so() {
        assert!(start.elapsed() < LIMIT, "it never came so far");
        thread::sleep(Duration::from_millis(5));
    }
}

#[track_caller]
fn end(project: &Project, mut program: Child) -> Run {
    wait_until(|| program.try_wait().expect("the process can be asked").is_some());
    project.finish(program, "upgrade head")
}
