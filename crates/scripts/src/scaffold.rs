//! Makes a new script directory from one of the built-in templates.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use crate::event::{Event, Report, step};
use crate::new_script::write_new;
use crate::path::{absolute, relative, tidy};

/// A built-in kind of script directory.
#[derive(Debug, PartialEq, Eq)]
pub struct Scaffold {
    pub name: &'static str,
    files: &'static [(Place, &'static str)],
}

/// Where a file of a scaffold goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    /// Into the script directory, under this name.
    Inside(&'static str),
    /// To `pyproject.toml`, which may be there already.
    Pyproject,
    /// To the .ini file, unless it is there.
    Ini,
}

macro_rules! template {
    ($name:literal) => {
        include_str!(concat!("../templates/", $name))
    };
}

/// The scaffolds, in the order in which `list_templates` shows them.
pub static SCAFFOLDS: [Scaffold; 5] = [
    Scaffold {
        name: "pyproject_async",
        files: &[
            (Place::Inside("script.py.mako"), template!("script.py.mako")),
            (Place::Inside("README"), template!("pyproject_async/README")),
            (Place::Inside("env.py"), template!("async/env.py")),
            (Place::Pyproject, template!("pyproject/pyproject.toml")),
            (Place::Ini, template!("pyproject/alembic.ini")),
        ],
    },
    Scaffold {
        name: "multidb",
        files: &[
            (Place::Inside("script.py.mako"), template!("multidb/script.py.mako")),
            (Place::Inside("README"), template!("multidb/README")),
            (Place::Inside("env.py"), template!("multidb/env.py")),
            (Place::Ini, template!("multidb/alembic.ini")),
        ],
    },
    Scaffold {
        name: "generic",
        files: &[
            (Place::Inside("script.py.mako"), template!("script.py.mako")),
            (Place::Inside("README"), template!("generic/README")),
            (Place::Inside("env.py"), template!("generic/env.py")),
            (Place::Ini, template!("alembic.ini")),
        ],
    },
    Scaffold {
        name: "pyproject",
        files: &[
            (Place::Inside("script.py.mako"), template!("script.py.mako")),
            (Place::Inside("README"), template!("pyproject/README")),
            (Place::Inside("env.py"), template!("generic/env.py")),
            (Place::Pyproject, template!("pyproject/pyproject.toml")),
            (Place::Ini, template!("pyproject/alembic.ini")),
        ],
    },
    Scaffold {
        name: "async",
        files: &[
            (Place::Inside("script.py.mako"), template!("script.py.mako")),
            (Place::Inside("README"), template!("async/README")),
            (Place::Inside("env.py"), template!("async/env.py")),
            (Place::Ini, template!("alembic.ini")),
        ],
    },
];

/// What `init` is asked for. Relative paths begin in the current directory.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Init {
    pub current_directory: PathBuf,
    pub directory: PathBuf,
    /// The name of a scaffold.
    pub template: String,
    pub ini_file: PathBuf,
    pub pyproject_file: PathBuf,
    pub package: Package,
}

/// Whether the folders become Python packages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Package {
    No,
    /// `__init__.py` is written into the directory and its `versions`.
    Yes,
}

/// Why a script directory cannot be made.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ScaffoldError {
    #[error("Directory {} already exists and is not empty", .0.display())]
    NotEmpty(PathBuf),
    #[error("No such template {0}")]
    NoTemplate(String),
    #[error("{}: {reason}", file.display())]
    BrokenToml { file: PathBuf, reason: String },
    #[error("Can't write {}: {reason}", path.display())]
    NotWritable { path: PathBuf, reason: String },
}

impl ScaffoldError {
    /// Returns the way out, where we know one.
    pub fn hint(&self) -> Option<String> {
        match self {
            Self::NotEmpty(_) => Some("choose another directory, or empty this one".into()),
            Self::NoTemplate(_) => {
                let names = SCAFFOLDS.iter().map(|scaffold| scaffold.name).collect::<Vec<_>>().join(", ");
                Some(format!("the templates are {names}"))
            }
            Self::BrokenToml { .. } => Some("nothing was written; mend the file first".into()),
            Self::NotWritable { .. } => Some("check the permissions and the space of the folder".into()),
        }
    }
}

/// Returns the text of the command `list_templates`.
pub fn list_templates() -> String {
    let mut text = String::from("Available templates:\n\n");
    for scaffold in &SCAFFOLDS {
        text.push_str(&format!("{} - {}\n", scaffold.name, scaffold.synopsis()));
    }
    text.push_str(
        "\nTemplates are used via the 'init' command, e.g.:\n\n  alembic init --template generic ./scripts\n",
    );
    text
}

impl Scaffold {
    /// Finds a scaffold by its name.
    pub fn named(name: &str) -> Option<&'static Self> {
        SCAFFOLDS.iter().find(|scaffold| scaffold.name == name)
    }

    /// Returns the first line of the README.
    pub fn synopsis(&self) -> &'static str {
        self.inside("README").lines().next().unwrap_or_default()
    }

    /// Returns `env.py` as it is written, so that an unchanged one can be recognised.
    pub fn env_py(&self) -> &'static str {
        self.inside("env.py")
    }

    fn inside(&self, name: &str) -> &'static str {
        let found = self.files.iter().find(|(place, _)| matches!(place, Place::Inside(known) if *known == name));
        found.map(|(_, content)| *content).expect("every scaffold has README, env.py and script.py.mako")
    }
}

/// Makes the script directory and tells each step. What is checked is checked before anything is written.
pub fn init(init: &Init, report: &mut Report<'_>) -> Result<(), ScaffoldError> {
    let here = &init.current_directory;
    let directory = absolute(here, &init.directory);
    let ini_file = absolute(here, &init.ini_file);
    let pyproject_file = absolute(here, &init.pyproject_file);
    if !is_free(&directory)? {
        return Err(ScaffoldError::NotEmpty(tidy(&init.directory)));
    }
    let scaffold = Scaffold::named(&init.template).ok_or_else(|| ScaffoldError::NoTemplate(init.template.clone()))?;
    let has_pyproject = scaffold.files.iter().any(|(place, _)| *place == Place::Pyproject);
    let pyproject = if has_pyproject { Pyproject::read(&pyproject_file)? } else { Pyproject::Missing };

    if !directory.exists() {
        create_folder(&directory, report)?;
    }
    let versions = directory.join("versions");
    create_folder(&versions, report)?;
    for (place, content) in scaffold.files {
        match place {
            Place::Inside(name) => generate(&directory.join(name), content, report)?,
            Place::Ini if ini_file.exists() => {
                report(Event::Message(format!("File {} already exists, skipping", ini_file.display())));
            }
            Place::Ini => generate(&ini_file, &init.located(content, &ini_file), report)?,
            Place::Pyproject => {
                pyproject.write(&pyproject_file, &init.located(content, &pyproject_file), report)?;
            }
        }
    }
    if init.package == Package::Yes {
        for folder in [&directory, &versions] {
            let file = folder.join("__init__.py");
            step(report, Event::Started(format!("Adding {}", file.display())), || {
                written(&file, fs::write(&file, ""))
            })?;
        }
    }
    report(Event::Message(match has_pyproject {
        true => format!(
            "Please edit configuration settings in {} and configuration/connection/logging settings in {} before proceeding.",
            pyproject_file.display(),
            ini_file.display()
        ),
        false => format!(
            "Please edit configuration/connection/logging settings in {} before proceeding.",
            ini_file.display()
        ),
    }));
    Ok(())
}

impl Init {
    /// Puts the script location into a settings file: as seen from there, or as it is if it is absolute.
    fn located(&self, content: &str, settings_file: &Path) -> String {
        // A percent sign means something in settings, so one in a path is written twice.
        let written = |path: &Path| path.to_string_lossy().replace('\\', "/").replace('%', "%%");
        let location = if self.directory.is_absolute() {
            written(&tidy(&self.directory))
        } else {
            let folder = settings_file.parent().unwrap_or(Path::new("/"));
            let path = relative(&absolute(&self.current_directory, &self.directory), folder);
            match path.as_os_str().is_empty() {
                true => "%(here)s".to_owned(),
                false => format!("%(here)s/{}", written(&path)),
            }
        };
        content.replace("${script_location}", &location)
    }
}

/// What `pyproject.toml` is before anything is written.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Pyproject {
    Missing,
    WithoutSection,
    WithSection,
}

impl Pyproject {
    fn read(file: &Path) -> Result<Self, ScaffoldError> {
        let text = match fs::read_to_string(file) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Self::Missing),
            read => read.map_err(|error| ScaffoldError::BrokenToml { file: file.into(), reason: error.to_string() })?,
        };
        let broken = |error: toml::de::Error| ScaffoldError::BrokenToml {
            file: file.into(),
            reason: error.message().to_owned(),
        };
        let table: toml::Table = text.parse().map_err(broken)?;
        let has_section = table.get("tool").and_then(|tool| tool.get("alembic")).is_some();
        Ok(if has_section { Self::WithSection } else { Self::WithoutSection })
    }

    fn write(self, file: &Path, content: &str, report: &mut Report<'_>) -> Result<(), ScaffoldError> {
        match self {
            Self::Missing => generate(file, content, report),
            Self::WithSection => {
                report(Event::Message(format!(
                    "File {} already exists and already has a [tool.alembic] section, skipping",
                    file.display()
                )));
                Ok(())
            }
            Self::WithoutSection => {
                step(report, Event::Started(format!("Appending to existing {}", file.display())), || {
                    let opened = fs::OpenOptions::new().append(true).open(file);
                    written(file, opened.and_then(|mut opened| opened.write_all(format!("\n\n{content}").as_bytes())))
                })
            }
        }
    }
}

fn is_free(directory: &Path) -> Result<bool, ScaffoldError> {
    match fs::read_dir(directory) {
        Ok(mut entries) => Ok(entries.next().is_none()),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(true),
        Err(error) => written(directory, Err(error)),
    }
}

fn create_folder(folder: &Path, report: &mut Report<'_>) -> Result<(), ScaffoldError> {
    let started = Event::Started(format!("Creating directory {}", folder.display()));
    step(report, started, || written(folder, fs::create_dir_all(folder)))
}

fn generate(file: &Path, content: &str, report: &mut Report<'_>) -> Result<(), ScaffoldError> {
    let started = Event::Started(format!("Generating {}", file.display()));
    step(report, started, || written(file, write_new(file, content.as_bytes())))
}

fn written<T>(path: &Path, result: io::Result<T>) -> Result<T, ScaffoldError> {
    result.map_err(|error| ScaffoldError::NotWritable { path: path.into(), reason: error.to_string() })
}
