//! `cargo xtask test`: every test of the workspace, with a PostgreSQL server of its own.

use std::{
    env,
    io::{BufRead, BufReader, Read},
    num::NonZero,
    process::{Command, Stdio},
};

use crate::{
    chromium,
    interruption::Interruption,
    libffi,
    postgresql::{Durability, Pooler, Programs, Server},
    process::Outcome,
    root,
    venv::Venv,
};

/// How many tests run at once. Tests wait for programs and servers half of the time: with a few more than there are cores
/// the cores are busy.
const THREADS: &str = "RUST_TEST_THREADS";

/// Runs the tests; more arguments go to `cargo test`, and without any the Python tests of the shims follow.
pub fn run(arguments: &[String]) -> Outcome {
    let interruption = Interruption::watch()?;
    libffi::find_or_install()?;
    if wants(arguments, "plan") {
        chromium::find_or_install()?;
    }
    let server = start_server()?;
    let pooler = server.as_ref().map(Pooler::start).transpose()?;
    if interruption.is_asked_for() {
        return Err("interrupted".into());
    }
    let mut command = Command::new(env!("CARGO"));
    command.args(["test", "--workspace", "--locked", "--no-fail-fast"]).args(without_separator(arguments));
    command.current_dir(root::root()).stdout(Stdio::piped());
    if env::var_os(THREADS).is_none() {
        let cores = std::thread::available_parallelism().map_or(1, NonZero::get);
        command.env(THREADS, (cores + cores.div_ceil(2)).to_string());
    }
    if let Some(server) = &server {
        command.env("TEST_POSTGRESQL_URL", server.url("postgres"));
        command.env("TEST_POSTGRESQL_SOCKET", server.socket_folder());
        command.env("TEST_POSTGRESQL_VERSION", server.programs.version()?);
    }
    if let Some(pooler) = &pooler {
        command.env("TEST_PGBOUNCER_PORT", pooler.port().to_string());
    }
    if wants_external(arguments) {
        let [latest, middle, oldest] = Venv::external()?;
        command.env("TEST_EXTERNAL_VENV", latest.folder());
        command.env("TEST_EXTERNAL_VENV_2_0", middle.folder()).env("TEST_EXTERNAL_VENV_1_4", oldest.folder());
        let others = Venv::of_other_interpreters()?;
        command.env("TEST_EXTERNAL_VENVS", env::join_paths(others.iter().map(Venv::folder))?);
    }
    let is_whole = without_separator(arguments).is_empty();
    let shims_venv = is_whole.then(Venv::find_or_make).transpose()?;
    let mut cargo = command.spawn()?;
    let stdout = cargo.stdout.take().expect("standard output is piped");
    let reader = std::thread::spawn(move || print_and_count(BufReader::new(stdout)));
    let status = interruption.wait_for(&mut cargo)?;
    let mut sums = reader.join().expect("the reader of standard output does not panic");
    drop(pooler);
    drop(server);
    if interruption.is_asked_for() {
        return Err("interrupted; the server is stopped and its folder removed".into());
    }
    // A build that fails, or a test program that dies without a result, leaves the sums unknown.
    let mut are_sums_true = sums.started == sums.ended && (status.success() || sums.failed > 0);
    let mut is_fine = status.success();
    if let Some(venv) = shims_venv {
        if let Some([passed, failed]) = run_python_tests(&venv, &interruption)? {
            sums.passed += passed;
            sums.failed += failed;
            is_fine &= failed == 0;
        } else {
            (are_sums_true, is_fine) = (false, false);
        }
    }
    if are_sums_true {
        println!("{} passed, {} failed", sums.passed, sums.failed);
    }
    if is_fine { Ok(()) } else { Err("tests failed".into()) }
}

/// The shims under CPython beside the real packages; how many passed and failed, where that is known. What they printed
/// is shown when one fails.
fn run_python_tests(venv: &Venv, interruption: &Interruption) -> Outcome<Option<[u32; 2]>> {
    let mut command = Command::new(venv.python());
    command.args(["-W", "ignore", "-m", "unittest", "discover", "-p", "test_*.py"]);
    command.current_dir(root::root().join("crates/pyruntime/python_tests")).env("PYTHONDONTWRITEBYTECODE", "1");
    let mut python = command.stdout(Stdio::null()).stderr(Stdio::piped()).spawn()?;
    let mut stderr = python.stderr.take().expect("standard error is piped");
    let reader = std::thread::spawn(move || {
        let mut text = Vec::new();
        stderr.read_to_end(&mut text).map(|_| String::from_utf8_lossy(&text).into_owned())
    });
    let status = interruption.wait_for(&mut python)?;
    let text = reader.join().expect("the reader of standard error does not panic")?;
    if interruption.is_asked_for() {
        return Err("interrupted".into());
    }
    if !status.success() {
        eprint!("{text}");
    }
    let sums = python_sums(&text).filter(|[_, failed]| status.success() == (*failed == 0));
    if let Some([passed, failed]) = sums {
        println!("crates/pyruntime/python_tests: {passed} passed; {failed} failed");
    }
    Ok(sums)
}

/// `Ran 168 tests in 50s`, then `OK`, `OK (skipped=1)` or `FAILED (failures=2, errors=1)`.
fn python_sums(text: &str) -> Option<[u32; 2]> {
    let mut lines = text.lines().rev();
    let end = lines.find(|line| line.starts_with("OK") || line.starts_with("FAILED ("))?;
    let all: u32 = lines.find_map(|line| line.strip_prefix("Ran "))?.split(' ').next()?.parse().ok()?;
    let counted = |word: &str| {
        let parts = end.split(['(', ',', ')']).filter_map(|part| part.trim().strip_prefix(word));
        parts.filter_map(|number| number.parse::<u32>().ok()).sum::<u32>()
    };
    let failed = counted("failures=") + counted("errors=");
    Some([all.checked_sub(failed + counted("skipped="))?, failed])
}

/// `cargo xtask test -- ARGUMENTS` hands everything after the first `--` to `cargo test`.
fn without_separator(arguments: &[String]) -> &[String] {
    match arguments.split_first() {
        Some((first, rest)) if first == "--" => rest,
        _ => arguments,
    }
}

/// Only `external` runs the user's own Python.
fn wants_external(arguments: &[String]) -> bool {
    wants(arguments, "external")
}

/// `--test NAME` names one test program, `--lib` is none of them; without either all are run.
fn wants(arguments: &[String], program: &str) -> bool {
    if arguments.iter().any(|option| option == "--lib") {
        return false;
    }
    let named = arguments.iter().zip(arguments.iter().skip(1)).filter(|(option, _)| *option == "--test");
    let mut names = named.map(|(_, name)| name).peekable();
    names.peek().is_none() || names.any(|name| name == program)
}

/// No server is started where one is named already, or where nobody wants one.
fn start_server() -> Outcome<Option<Server>> {
    if env::var_os("TEST_POSTGRESQL_URL").is_some() {
        println!("testing on the PostgreSQL server that TEST_POSTGRESQL_URL names");
        return Ok(None);
    }
    if env::var("SQLITE_ONLY").is_ok_and(|value| value == "1") {
        println!("SQLITE_ONLY=1: testing on SQLite only");
        return Ok(None);
    }
    let server = Server::start(Programs::find_or_install()?, Durability::None)?;
    println!("testing on PostgreSQL {} at {}", server.programs.version()?, server.url("postgres"));
    Ok(Some(server))
}

/// What the test programs said of themselves.
#[derive(Debug, Default, PartialEq, Eq)]
struct Sums {
    started: u32,
    ended: u32,
    passed: u32,
    failed: u32,
}

fn print_and_count(reader: impl BufRead) -> Sums {
    let mut sums = Sums::default();
    for line in reader.lines().map_while(Result::ok) {
        println!("{line}");
        sums.count(&line);
    }
    sums
}

impl Sums {
    fn count(&mut self, line: &str) {
        let is_start = line.starts_with("running ") && (line.ends_with(" tests") || line.ends_with(" test"));
        self.started += u32::from(is_start);
        let Some(result) = line.strip_prefix("test result: ") else { return };
        self.ended += 1;
        for part in result.split(['.', ';']) {
            match part.trim().split_once(' ') {
                Some((number, "passed")) => self.passed += number.parse::<u32>().unwrap_or_default(),
                Some((number, "failed")) => self.failed += number.parse::<u32>().unwrap_or_default(),
                _ => {}
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Sums, print_and_count, python_sums, wants_external};

    #[test]
    fn virtual_environments_are_made_for_the_tests_that_use_them() {
        let wants = |line: &str| wants_external(&line.split_whitespace().map(str::to_owned).collect::<Vec<_>>());
        assert!(wants("") && wants("--test external") && wants("switch"));
        assert!(!wants("--test guide") && !wants("--test guide --test batch"));
    }

    #[test]
    fn the_results_of_all_test_programs_are_added_up() {
        let text = "\nrunning 2 tests\ntest a ... ok\ntest result: ok. 2 passed; 0 failed; 0 ignored; finished in \
                    0.01s\nrunning 1 test\ntest result: FAILED. 0 passed; 1 failed; 0 ignored; finished in 1.20s\n";
        assert_eq!(print_and_count(text.as_bytes()), Sums { started: 2, ended: 2, passed: 2, failed: 1 });
    }

    #[test]
    fn the_results_of_unittest_are_read() {
        assert_eq!(python_sums("...\nRan 168 tests in 50.1s\n\nOK\n"), Some([168, 0]));
        assert_eq!(python_sums("Ran 9 tests in 1s\n\nFAILED (failures=2, errors=1, skipped=1)\n"), Some([5, 3]));
        assert_eq!(python_sums("Traceback (most recent call last):\nImportError: no\n"), None);
    }

    #[test]
    fn a_test_program_without_a_result_is_noticed() {
        let sums = print_and_count("running 3 tests\ntest a ... ok\n".as_bytes());
        assert_ne!(sums.started, sums.ended);
    }
}
