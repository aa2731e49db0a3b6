//! The Python of a project: the embedded one, or its own; it starts while the version files are read.

use std::path::PathBuf;

use pyruntime::{EmbeddedSettings, External, ExternalSettings, Python, Refusal};

use crate::{Error, Interrupt, Project, config, execute::SharedPython};

/// Whether a run of env.py may be the one that an earlier command had (`pyruntime::Replay`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Memory {
    None,
    /// Commands of several parts run env.py in several ways.
    OfTheFirstRun,
}

impl Project {
    /// Has the interpreter start in the background, for a command that will run env.py.
    pub(crate) fn start_python(&self) {
        if self.within.is_some() {
            return;
        }
        // If it does not start, whoever takes it says so.
        let python = self.named_python().and_then(|program| self.begin(program, Memory::OfTheFirstRun)).ok();
        if let Some(Python::Embedded(python)) = &python {
            python.help_to_start();
        }
        self.python.replace(python);
    }

    /// Takes the interpreter that was started, or starts one; whoever asks to stop need not wait for its hello.
    pub(crate) fn take_python(&self, interrupt: &Interrupt) -> Result<SharedPython, Error> {
        if let Some(within) = &self.within {
            return Ok(within.python.clone());
        }
        let mut python = match self.python.take() {
            Some(python) => python,
            None => self.begin_python()?,
        };
        let interrupter = python.interrupter();
        interrupt.watch_python(interrupter.clone());
        if let Python::External(external) = &mut python {
            if interrupt.is_requested() {
                interrupter.interrupt();
            }
            let stopped = |refusal| if interrupt.is_requested() { Error::interrupted() } else { refused(refusal) };
            external.greet().map_err(stopped)?;
        }
        Ok(SharedPython::new(python))
    }

    fn begin_python(&self) -> Result<Python, Error> {
        self.begin(self.named_python()?, Memory::None)
    }

    /// Starts the embedded Python, or that interpreter, and waits until it is ready.
    pub(crate) fn python_of(&self, program: Option<PathBuf>) -> Result<Python, Error> {
        let mut python = self.begin(program, Memory::None)?;
        if let Python::External(external) = &mut python {
            external.greet().map_err(refused)?;
        }
        Ok(python)
    }

    fn begin(&self, program: Option<PathBuf>, memory: Memory) -> Result<Python, Error> {
        let arguments = self.command_line().program_arguments.clone();
        match program {
            Some(program) => {
                let external = External::start(&ExternalSettings { program, arguments }).map_err(refused)?;
                Ok(Python::External(Box::new(external)))
            }
            None => {
                let is_remembered = memory == Memory::OfTheFirstRun && !self.has_started.replace(true);
                let remembered = is_remembered.then(|| self.env_file());
                let settings = EmbeddedSettings { arguments, cache: self.cache_directory(), remembered };
                Python::embedded(settings).map_err(|error| Error::uncaught("OSError", error.to_string()))
            }
        }
    }

    /// The interpreter that this run uses in the place of the embedded one: after a switch, by `--python`, by `python =`.
    pub(crate) fn named_python(&self) -> Result<Option<PathBuf>, Error> {
        if let Some(switched) = self.switched.borrow().as_ref() {
            return Ok(Some(switched.clone()));
        }
        let environment = self.process_environment();
        if let Some(named) = &self.command_line().python {
            return Ok(Some(interpreter(PathBuf::from(named), &environment.working_directory)));
        }
        let Some(config::OptionValue::Text(named)) = self.config().option("python")? else { return Ok(None) };
        let named = named.trim();
        Ok((!named.is_empty())
            .then(|| interpreter(PathBuf::from(named), &environment.absolute(self.config().directory()))))
    }

    /// The interpreter of the project's virtual environment, where it has SQLAlchemy.
    pub(crate) fn own_python(&self) -> Option<PathBuf> {
        let has_sqlalchemy = |root: &PathBuf| {
            config::site_packages(root).iter().any(|packages| packages.join("sqlalchemy").join("__init__.py").is_file())
        };
        let roots = self.virtual_environments();
        let interpreters = roots.into_iter().filter(has_sqlalchemy).map(|root| root.join("bin").join("python"));
        interpreters.into_iter().find(|program| program.is_file())
    }

    /// Has the rest of this run use that interpreter.
    pub(crate) fn switch_to(&self, program: PathBuf) {
        self.switched.replace(Some(program));
        self.python.take();
    }
}

/// A path with a folder in it is relative to `base`; the folder of a virtual environment means its interpreter; a bare
/// name is looked for on the PATH.
fn interpreter(named: PathBuf, base: &std::path::Path) -> PathBuf {
    let is_bare = named.components().count() == 1 && named.is_relative();
    let place = base.join(&named);
    if place.is_dir() {
        return place.join("bin").join("python");
    }
    if is_bare { named } else { place }
}

fn refused(refusal: Refusal) -> Error {
    Error::command(refusal.message).with_hint(refusal.hint)
}
