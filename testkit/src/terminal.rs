//! Runs a shell line in a pseudo-terminal, by `script` of bsdutils, which every Debian has.

use std::{
    collections::BTreeMap,
    os::unix::fs::symlink,
    path::Path,
    process::{Command, Stdio},
};

use crate::Run;

pub(crate) fn run(
    program: &Path,
    root: &Path,
    environment: &BTreeMap<String, String>,
    columns: u16,
    shell_line: &str,
) -> Run {
    let commands = tempfile::tempdir().expect("the temporary folder is writable");
    symlink(program, commands.path().join("alembic")).expect("the folder is new");
    let path = environment.get("PATH").map(String::as_str).unwrap_or_default();
    let output = Command::new("script")
        .args(["-qec", &format!("stty cols {columns}; {shell_line}"), "/dev/null"])
        .current_dir(root)
        .env_clear()
        .envs(environment)
        .env("PATH", format!("{}:{path}", commands.path().display()))
        .env("SHELL", "/bin/sh")
        .env("TERM", "dumb")
        .stdin(Stdio::null())
        .output()
        .expect("`script` is part of bsdutils");
    let mut run = Run::new(shell_line.to_owned(), output);
    run.stdout = run.stdout.replace('\r', "");
    run
}
