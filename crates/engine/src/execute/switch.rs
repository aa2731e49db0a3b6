//! From the embedded Python to the project's own: when a run may begin again, and what is said of it.

use std::path::{Path, PathBuf};

use pyruntime::{Frame, Raised};

use crate::{Error, Project, Reporter, report::Event};

/// A run that failed, and how far it had come.
pub(super) struct Failed {
    pub(super) error: Error,
    /// Nothing was committed and nothing printed: it can begin again.
    pub(super) is_undone: bool,
    /// env.py did something else than in the run that was remembered.
    pub(super) has_strayed: bool,
}

impl Failed {
    /// A run that did not come as far as its Python.
    pub(super) fn before_it_began(error: Error) -> Self {
        Self { error, is_undone: false, has_strayed: false }
    }
}

impl Project {
    /// Has a run begin again: with the project's own Python for a failure that has to do with the embedded one, which is
    /// said, and without memory where it strayed; else the error.
    pub(super) fn switch_after(&self, failed: Failed, reporter: &mut dyn Reporter) -> Result<(), Error> {
        let Failed { mut error, is_undone, has_strayed } = failed;
        if has_strayed && is_undone {
            return Ok(());
        }
        // A run inside another one has no beginning of its own to go back to.
        if self.named_python()?.is_some() || self.within().is_some() {
            return Err(error);
        }
        let Some(reason) = error.raised.as_deref().and_then(|raised| self.lack(raised)) else { return Err(error) };
        let Some(program) = self.own_python() else { return Err(error) };
        let shown = self.shown(&program);
        if !is_undone {
            error.hint = Some(format!(
                "the embedded Python cannot serve this; run the command again with `--python {shown}`: what was done \
                 before this point stays, so it was not begun anew by itself"
            ));
            return Err(error);
        }
        let note = format!("using {shown} instead of the embedded Python: {reason}");
        reporter.report(Event::Note(&note));
        self.switch_to(program);
        Ok(())
    }

    /// Whether a run that fails by this exception would begin again in the project's own Python.
    pub(super) fn would_switch(&self, raised: &Raised) -> bool {
        self.lack(raised).is_some() && self.can_switch()
    }

    /// Whether it runs in the embedded Python, and has one of its own.
    pub(super) fn can_switch(&self) -> bool {
        let is_embedded = matches!(self.named_python(), Ok(None)) && self.within().is_none();
        is_embedded && self.own_python().is_some()
    }

    /// What the embedded Python lacks, by the exception that came of it.
    fn lack(&self, raised: &Raised) -> Option<String> {
        let mut current = Some(raised);
        while let Some(one) = current {
            let is_missing = matches!(one.class_name.as_str(), "ModuleNotFoundError" | "ImportError");
            // A shim says that something is not supported, or does not have it.
            let is_lacking = one.of_shim
                && matches!(one.class_name.as_str(), "NotImplementedError" | "AttributeError" | "TypeError");
            let is_installed = |frame: &&Frame| frame.file.contains("/site-packages/");
            // A package of the virtual environment, which was written for CPython.
            let is_of_database = ["sqlalchemy.", "alembic."].iter().any(|root| one.dotted_name().starts_with(root));
            let is_of_package = !is_of_database && one.frames.last().is_some_and(|frame| is_installed(&frame));
            if is_missing || is_lacking || is_of_package {
                let place = one.frames.iter().chain(&raised.frames);
                // The line of a package's that failed says less than the project's line that imports it.
                let place = place.clone().rfind(|frame| !is_installed(frame)).or(one.frames.last());
                let place = place.map(|frame| format!("{}, line {}: ", self.shown(Path::new(&frame.file)), frame.line));
                let first_line = one.message.lines().next().unwrap_or_default();
                return Some(format!("{}{first_line}", place.unwrap_or_default()));
            }
            current = one.cause.as_deref();
        }
        None
    }

    /// The way out where the project's own Python lacks a module.
    pub(super) fn hint_for_missing(&self, raised: &Raised) -> Option<String> {
        let program = self.named_python().ok().flatten()?;
        let module = raised.message.strip_prefix("No module named '")?.trim_end_matches('\'');
        let package = module.split('.').next().filter(|_| raised.class_name == "ModuleNotFoundError")?;
        let (shown, either) = (self.shown(&program), if self.switched.borrow().is_some() { " either" } else { "" });
        Some(format!(
            "'{package}' is not in {shown}{either}; install it there: {shown} -m pip install {package}, or add its \
             folder to prepend_sys_path if it is yours"
        ))
    }

    /// A path as a person in the working directory would write it.
    pub(crate) fn shown(&self, path: &Path) -> String {
        let here = &self.process_environment().working_directory;
        let path: PathBuf = path.components().collect();
        path.strip_prefix(here).unwrap_or(&path).display().to_string()
    }
}
