//! Runs the post-write hooks of the settings on a new script: formatters and linters.

use std::collections::BTreeMap;
use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::event::{Event, Report, step};
use crate::shell_words::{self, UnfinishedLine};

/// One hook: its name and what the settings say about it, without the name in front.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Hook {
    pub name: String,
    pub options: BTreeMap<String, String>,
}

/// Where programs are searched: in the project's virtual environment, then on the path.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Programs {
    /// The variable `VIRTUAL_ENV`.
    pub virtual_env: Option<PathBuf>,
    /// The folder that may have a `.venv` or a `venv`.
    pub project: PathBuf,
    /// The variable `PATH`.
    pub path: OsString,
}

/// Why a hook did not run.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum HookError {
    #[error("Key '{hook}.type' (or 'type' in toml) is required for post write hook {}", pysource::text(hook))]
    NoType { hook: String },
    #[error("Key {hook}.{key} is required for post write hook {}", pysource::text(hook))]
    NoKey { hook: String, key: &'static str },
    #[error("No formatter with name '{kind}' registered")]
    UnknownType { kind: String },
    #[error("Could not find entrypoint console_scripts.{entrypoint}")]
    NoEntrypoint { entrypoint: String },
    #[error("Could not find module {module}")]
    NoModule { module: String },
    #[error("Could not find a Python that runs module {module}")]
    NoPython { module: String },
    #[error("post write hook {}: {problem} in options {}", pysource::text(hook), pysource::text(options))]
    BadOptions { hook: String, options: String, problem: UnfinishedLine },
    #[error("post write hook {}: can't run {}: {reason}", pysource::text(hook), pysource::text(program))]
    NotStarted { hook: String, program: String, reason: String },
}

impl HookError {
    /// Returns the way out; the script was written before the hook failed.
    pub fn hint(&self) -> Option<String> {
        let searched = "VIRTUAL_ENV, .venv, venv and PATH were searched";
        match self {
            Self::NoType { .. } | Self::UnknownType { .. } => {
                Some("the types are `exec`, `console_scripts` and `module`".into())
            }
            Self::NoKey { .. } | Self::BadOptions { .. } => None,
            Self::NoEntrypoint { .. } => {
                Some(format!("{searched}; install the program there, or use `type = exec` with its path"))
            }
            Self::NoModule { .. } => {
                Some(format!("{searched}; install the module into the virtual environment of the project"))
            }
            Self::NoPython { .. } => Some(format!("{searched}; use `type = exec` with the program itself")),
            Self::NotStarted { .. } => Some("the script was written; check `executable` and `cwd` of the hook".into()),
        }
    }
}

/// Runs all hooks on the script, in their order; what they print goes to our own output, their exit status is ignored.
pub fn run(hooks: &[Hook], script: &Path, programs: &Programs, report: &mut Report<'_>) -> Result<(), HookError> {
    for hook in hooks {
        let kind = hook.options.get("type").ok_or_else(|| HookError::NoType { hook: hook.name.clone() })?;
        let started = Event::StartedOwnLine(format!("Running post write hook {}", pysource::text(&hook.name)));
        step(report, started, || run_one(hook, kind, script, programs))?;
    }
    Ok(())
}

fn run_one(hook: &Hook, kind: &str, script: &Path, programs: &Programs) -> Result<(), HookError> {
    match kind {
        "exec" => start(hook, OsStr::new(hook.required("executable")?), &[], script),
        "console_scripts" => {
            let entrypoint = hook.required("entrypoint")?;
            let program =
                programs.find(entrypoint).ok_or_else(|| HookError::NoEntrypoint { entrypoint: entrypoint.into() })?;
            start(hook, program.as_os_str(), &[], script)
        }
        "module" => {
            let module = hook.required("module")?;
            let python = programs.python().ok_or_else(|| HookError::NoPython { module: module.into() })?;
            if !has_module(&python, module) {
                return Err(HookError::NoModule { module: module.into() });
            }
            start(hook, python.as_os_str(), &["-m", module], script)
        }
        _ => Err(HookError::UnknownType { kind: kind.into() }),
    }
}

fn start(hook: &Hook, program: &OsStr, first: &[&str], script: &Path) -> Result<(), HookError> {
    let mut command = Command::new(program);
    command.args(first).args(hook.arguments(script)?);
    if let Some(folder) = hook.options.get("cwd") {
        command.current_dir(folder);
    }
    match command.status() {
        Ok(_) => Ok(()),
        Err(error) => Err(HookError::NotStarted {
            hook: hook.name.clone(),
            program: program.to_string_lossy().into_owned(),
            reason: error.to_string(),
        }),
    }
}

fn has_module(python: &Path, module: &str) -> bool {
    const QUESTION: &str = "import importlib.util, sys; sys.exit(importlib.util.find_spec(sys.argv[1]) is None)";
    let mut command = Command::new(python);
    command.args(["-c", QUESTION, module]).stdout(Stdio::null()).stderr(Stdio::null());
    command.status().is_ok_and(|status| status.success())
}

impl Hook {
    fn required(&self, key: &'static str) -> Result<&str, HookError> {
        let value = self.options.get(key).map(String::as_str);
        value.ok_or_else(|| HookError::NoKey { hook: self.name.clone(), key })
    }

    /// Returns the words of the options; the script's name is where they say, or in front.
    fn arguments(&self, script: &Path) -> Result<Vec<OsString>, HookError> {
        const SCRIPT: &str = "REVISION_SCRIPT_FILENAME";
        let options = self.options.get("options").map(String::as_str).unwrap_or_default();
        let line = if options.contains(SCRIPT) { options.to_owned() } else { format!("{SCRIPT} {options}") };
        let words = shell_words::split(&line).map_err(|problem| HookError::BadOptions {
            hook: self.name.clone(),
            options: options.to_owned(),
            problem,
        })?;
        let with_script = |word: &String| {
            let mut argument = OsString::new();
            for (index, part) in word.split(SCRIPT).enumerate() {
                if index > 0 {
                    argument.push(script);
                }
                argument.push(part);
            }
            argument
        };
        Ok(words.iter().map(with_script).collect())
    }
}

impl Programs {
    /// Finds a program by its name.
    fn find(&self, name: &str) -> Option<PathBuf> {
        let file_names =
            if cfg!(windows) { vec![format!("{name}.exe"), name.to_owned()] } else { vec![name.to_owned()] };
        let folders = self.environments().chain(std::env::split_paths(&self.path));
        let candidates =
            folders.flat_map(|folder| file_names.iter().map(move |name| folder.join(name)).collect::<Vec<_>>());
        candidates.into_iter().find(|file| is_program(file))
    }

    fn python(&self) -> Option<PathBuf> {
        // A virtual environment has `python`; a system may have only `python3`.
        self.find("python").or_else(|| self.find("python3"))
    }

    fn environments(&self) -> impl Iterator<Item = PathBuf> {
        let folder = if cfg!(windows) { "Scripts" } else { "bin" };
        let own = [self.project.join(".venv"), self.project.join("venv")];
        self.virtual_env.clone().into_iter().chain(own).map(move |environment| environment.join(folder))
    }
}

#[cfg(unix)]
fn is_program(file: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt;
    file.metadata().is_ok_and(|metadata| metadata.is_file() && metadata.permissions().mode() & 0o111 != 0)
}

#[cfg(not(unix))]
fn is_program(file: &Path) -> bool {
    file.is_file()
}

#[cfg(unix)]
#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;
    use std::os::unix::fs::PermissionsExt;
    use std::sync::{Mutex, MutexGuard, PoisonError};

    /// A program cannot start while another test still holds it open for writing, so these tests take turns.
    static TURN: Mutex<()> = Mutex::new(());

    /// A folder with programs that write their name and arguments into the file `log`.
    struct Sandbox(tempfile::TempDir, #[expect(dead_code, reason = "it is held, not read")] MutexGuard<'static, ()>);

    impl Sandbox {
        fn new(programs: &[&str]) -> Self {
            let turn = TURN.lock().unwrap_or_else(PoisonError::into_inner);
            let folder = tempfile::tempdir().unwrap();
            for program in programs {
                let file = folder.path().join(program);
                fs::create_dir_all(file.parent().unwrap()).unwrap();
                let log = folder.path().join("log");
                let content =
                    format!("#!/bin/sh\necho {program} \"$PWD\" \"$@\" >> {}\n[ \"$3\" != nope ]\n", log.display());
                fs::write(&file, content).unwrap();
                fs::set_permissions(&file, fs::Permissions::from_mode(0o755)).unwrap();
            }
            Self(folder, turn)
        }

        fn programs(&self) -> Programs {
            Programs { virtual_env: None, project: self.0.path().into(), path: self.0.path().join("path").into() }
        }

        fn run(&self, options: &[(&str, &str)]) -> (Result<(), HookError>, Vec<Event>) {
            let options = options.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())).collect();
            let hook = Hook { name: "fmt".into(), options };
            let mut events = Vec::new();
            let result = run(&[hook], Path::new("/v/a b.py"), &self.programs(), &mut |event| events.push(event));
            (result, events)
        }

        #[track_caller]
        fn check_log(&self, options: &[(&str, &str)], expected: &str) {
            let cwd = ("cwd", self.0.path().to_str().unwrap());
            let options: Vec<_> = options.iter().copied().chain([cwd]).collect();
            let (result, events) = self.run(&options);
            assert_eq!(result, Ok(()));
            assert_eq!(events, [Event::StartedOwnLine("Running post write hook 'fmt'".into()), Event::Done]);
            let log = fs::read_to_string(self.0.path().join("log")).unwrap();
            let folder = fs::canonicalize(self.0.path()).unwrap();
            assert_eq!(log.lines().last().unwrap().replace(folder.to_str().unwrap(), "<PROJ>"), expected);
        }

        #[track_caller]
        fn check_error(&self, options: &[(&str, &str)], expected: &str) {
            let (result, events) = self.run(options);
            assert_eq!(result.unwrap_err().to_string(), expected);
            assert!(events.is_empty() || events.last() == Some(&Event::Failed));
        }
    }

    #[test]
    fn exec_runs_a_program_with_the_script_where_the_options_say() {
        let sandbox = Sandbox::new(&["tool"]);
        let tool = sandbox.0.path().join("tool");
        let exec = [("type", "exec"), ("executable", tool.to_str().unwrap())];
        let with = |options| exec.into_iter().chain([("options", options)]).collect::<Vec<_>>();
        sandbox.check_log(&exec, "tool <PROJ> /v/a b.py");
        sandbox.check_log(&with("-l 79 REVISION_SCRIPT_FILENAME 'x y'"), "tool <PROJ> -l 79 /v/a b.py x y");
        sandbox.check_log(&with("--file=REVISION_SCRIPT_FILENAME"), "tool <PROJ> --file=/v/a b.py");
        sandbox.check_log(&with("--fast"), "tool <PROJ> /v/a b.py --fast");
    }

    #[test]
    fn console_scripts_prefers_the_virtual_environment_of_the_project() {
        let sandbox = Sandbox::new(&["path/black", "venv/bin/black", "path/ruff"]);
        sandbox.check_log(&[("type", "console_scripts"), ("entrypoint", "black")], "venv/bin/black <PROJ> /v/a b.py");
        sandbox.check_log(&[("type", "console_scripts"), ("entrypoint", "ruff")], "path/ruff <PROJ> /v/a b.py");
    }

    #[test]
    fn module_runs_in_the_python_of_the_virtual_environment() {
        let sandbox = Sandbox::new(&["path/python3", ".venv/bin/python"]);
        sandbox.check_log(
            &[("type", "module"), ("module", "ruff"), ("options", "check")],
            ".venv/bin/python <PROJ> -m ruff /v/a b.py check",
        );
        sandbox.check_error(&[("type", "module"), ("module", "nope")], "Could not find module nope");
    }

    #[test]
    fn errors_are_alembics() {
        let sandbox = Sandbox::new(&[]);
        sandbox.check_error(&[], "Key 'fmt.type' (or 'type' in toml) is required for post write hook 'fmt'");
        sandbox.check_error(&[("type", "exec")], "Key fmt.executable is required for post write hook 'fmt'");
        sandbox.check_error(&[("type", "nope")], "No formatter with name 'nope' registered");
        sandbox.check_error(
            &[("type", "console_scripts"), ("entrypoint", "nope")],
            "Could not find entrypoint console_scripts.nope",
        );
        sandbox.check_error(&[("type", "module"), ("module", "ruff")], "Could not find a Python that runs module ruff");
        sandbox.check_error(
            &[("type", "exec"), ("executable", "/nowhere/x")],
            "post write hook 'fmt': can't run '/nowhere/x': No such file or directory (os error 2)",
        );
        sandbox.check_error(
            &[("type", "exec"), ("executable", "x"), ("options", "'a")],
            "post write hook 'fmt': No closing quotation in options \"'a\"",
        );
    }

    #[test]
    fn the_exit_status_is_ignored() {
        let sandbox = Sandbox::new(&[]);
        assert_eq!(sandbox.run(&[("type", "exec"), ("executable", "false")]).0, Ok(()));
    }
}
