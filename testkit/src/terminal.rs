//! Runs a shell line in a pseudo-terminal, by `script` of bsdutils, which every Debian has.

use std::{
    collections::BTreeMap,
    io::Write as _,
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
    typed: &str,
) -> Run {
    let commands = tempfile::tempdir().expect("the temporary folder is writable");
    symlink(program, commands.path().join("alembic")).expect("the folder is new");
    let path = environment.get("PATH").map(String::as_str).unwrap_or_default();
    let mut child = Command::new("script")
        .args(["-qec", &format!("stty cols {columns}; {shell_line}"), "/dev/null"])
        .current_dir(root)
        .env_clear()
        .envs(environment)
        .env("PATH", format!("{}:{path}", commands.path().display()))
        .env("SHELL", "/bin/sh")
        .env("TERM", "dumb")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("`script` is part of bsdutils");
    // What is typed early waits in the terminal; the end of the input follows it.
    let mut keyboard = child.stdin.take().expect("the input is piped");
    keyboard.write_all(typed.as_bytes()).expect("`script` reads what is typed");
    drop(keyboard);
    let output = child.wait_with_output().expect("the process can be waited for");
    let mut run = Run::new(shell_line.to_owned(), output);
    run.stdout = run.stdout.replace('\r', "");
    run
}
