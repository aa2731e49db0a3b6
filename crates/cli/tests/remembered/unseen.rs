//! What a run may see or do past the functions that are watched: it is executed each time, or again when that has changed.

use testkit::{Project, check_succeeds};

use crate::{check_remembered, check_runs_again, check_runs_each_time, project, write_env};

#[test]
fn what_nobody_can_watch_is_no_run_to_remember() {
    for lines in [
        "import importlib\nimportlib.import_module('random')",
        "import uuid\nuuid.uuid1()",
        "import os\nos.umask(0o22)",
        "import os\nos.write(2, b'')",
        "import os\nos.statvfs('.')",
        "import sys\nsys.stdout.buffer",
        "from sys import stdin",
        "import sys\ngetattr(sys, 'stdin')",
        "open('/dev/null').close()",
        "import io\nio.FileIO('app/names.py').close()",
        "import pkgutil\npkgutil.get_data('app', 'names.py')",
        "import threading\nthread = threading.Thread(target=len, args=('',))\nthread.start()\nthread.join()",
        "import asyncio\n\n\nasync def ask():\n    return asyncio.get_running_loop().time()\n\n\nasyncio.run(ask())",
        "hash('a')",
        "import logging\nlogging.getLogger('alembic').addFilter(lambda record: True)",
        "import logging\nlogging.setLogRecordFactory(lambda *given, **more: logging.LogRecord(*given, **more))",
        "import os\nos.environ['PGAPPNAME'] = 'migrations'",
    ] {
        let project = project();
        write_env(&project, lines);
        check_runs_each_time(&project);
    }
}

#[test]
fn a_variable_that_the_host_does_not_read_may_be_set() {
    let project = project();
    write_env(&project, "import os\nos.environ['APP_MODE'] = 'migrations'");
    check_succeeds(&check_remembered(&project, "current"));
}

/// Remembers a run with these lines, then changes a file.
#[track_caller]
fn check_changed(lines: &str, change: impl Fn(&Project)) {
    let project = project();
    project.write("data.txt", "one");
    write_env(&project, lines);
    let before = check_remembered(&project, "current");
    change(&project);
    check_runs_again(&project, &[], "current", &before);
}

#[test]
fn size_and_time_of_a_file_are_looked_at_where_they_are_asked_for() {
    let grow = |project: &Project| project.write("data.txt", "one and two");
    check_changed("import os\nos.path.getsize('data.txt')", grow);
    check_changed("import os\nos.path.getmtime('data.txt')", grow);
    check_changed("from pathlib import Path\nPath('data.txt').stat().st_size", grow);
    let project = project();
    project.write("data.txt", "one");
    write_env(&project, "import os\nfrom pathlib import Path\nos.path.exists('data.txt')\nPath('data.txt').resolve()");
    let before = check_remembered(&project, "current");
    grow(&project);
    let after = project.run("current");
    assert_eq!(crate::address(&before), crate::address(&after), "only its being there was asked for");
}

#[test]
fn what_a_link_leads_to_is_looked_at() {
    check_changed("import os\nos.path.realpath('data.txt')", |project| {
        project.write("other.txt", "one");
        project.remove("data.txt");
        std::os::unix::fs::symlink("other.txt", project.path("data.txt")).expect("a link can be made");
    });
}
