//! The project's embedded Python: it starts while the version files are read.

use pyruntime::{Embedded, EmbeddedSettings};

use crate::{Error, Project, execute::SharedPython};

impl Project {
    /// Has the interpreter start in the background, for a command that will run env.py.
    pub(crate) fn start_python(&self) {
        if self.within.is_some() {
            return;
        }
        // If there is no thread for it, whoever takes it says so.
        let python = self.embedded().ok();
        if let Some(python) = &python {
            python.help_to_start();
        }
        self.python.replace(python);
    }

    /// Takes the interpreter that was started, or starts one.
    pub(crate) fn take_python(&self) -> Result<SharedPython, Error> {
        if let Some(within) = &self.within {
            return Ok(within.python.clone());
        }
        let python = match self.python.take() {
            Some(python) => python,
            None => self.embedded().map_err(|error| Error::uncaught("OSError", error.to_string()))?,
        };
        Ok(SharedPython::new(python))
    }

    fn embedded(&self) -> std::io::Result<Embedded> {
        Embedded::start(EmbeddedSettings {
            arguments: self.command_line().program_arguments.clone(),
            cache: self.cache_directory(),
        })
    }
}
