//! `doctor`: which Python will run env.py and each version file, by what they import. Nothing of the user's is run.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::{Path, PathBuf},
};

use pyruntime::{Conversation, Failure, Host, HostError, Need, Request};
use serde_json::{Map, Value as Json, json};

use crate::{Error, ErrorKind, Project, Reporter, report::Event};

/// Who runs a file.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Verdict {
    Embedded,
    External(String),
    NotAtAll(String),
}

/// A file with what it needs; `None`: it is no Python.
struct Patient {
    file: PathBuf,
    is_script: bool,
    needs: Option<Vec<Need>>,
}

/// What a Python lacks of modules, by their names: `"absent"`, `"stand_in"`, a list of names, or what it has for later.
type Lacks = Map<String, Json>;

impl Project {
    /// Tells for env.py and every version file which Python will run it, and why.
    ///
    /// # Errors
    /// When a file will not run at all, of the kind [`ErrorKind::Differs`]: everything has been told.
    pub fn doctor(&self, reporter: &mut dyn Reporter) -> Result<(), Error> {
        let folders = self.module_folders();
        let patients = self.patients(&folders)?;
        let own = self.named_python()?.or_else(|| self.own_python());
        let is_named = self.named_python()?.is_some();
        let needs = || patients.iter().flat_map(|patient| patient.needs.iter().flatten());
        // A pure module of the virtual environment may itself import what is compiled.
        let inside: BTreeMap<String, Vec<Need>> = needs().filter_map(|need| self.needs_inside(need)).collect();
        let modules = names_by_module(needs().chain(inside.values().flatten()));
        let of_embedded = if is_named { Map::new() } else { self.lacks(&modules, None)? };
        let of_own = match &own {
            Some(program) => Some((self.shown(program), self.lacks(&modules, Some(program.clone()))?)),
            None => None,
        };
        let judge = Judge { project: self, of_embedded, of_own, is_named, inside };
        let verdicts: Vec<(String, Verdict)> =
            patients.iter().map(|patient| (self.shown(&patient.file), judge.verdict(patient))).collect();
        reporter.report(Event::Output(&table(&verdicts)));
        let failing = verdicts.iter().filter(|(_, verdict)| matches!(verdict, Verdict::NotAtAll(_))).count();
        if failing == 0 {
            Ok(())
        } else {
            Err(Error { kind: ErrorKind::Differs, ..Error::command(format!("{failing} files do not run")) })
        }
    }

    fn patients(&self, folders: &[PathBuf]) -> Result<Vec<Patient>, Error> {
        let absolute = |file: &Path| self.process_environment().absolute(file);
        let loaded = self.directory().load().map_err(|error| Error::command(error.to_string()))?;
        let mut scripts: Vec<PathBuf> = loaded.scripts.iter().map(|script| absolute(&script.path)).collect();
        scripts.sort();
        let env = Some((self.env_file(), false)).filter(|(file, _)| file.is_file());
        let all = env.into_iter().chain(scripts.into_iter().map(|file| (file, true)));
        Ok(all
            .map(|(file, is_script)| Patient { needs: pyruntime::needs_of(&file, folders), file, is_script })
            .collect())
    }

    /// What the module of a need itself imports, where it is a pure one of the virtual environment.
    fn needs_inside(&self, need: &Need) -> Option<(String, Vec<Need>)> {
        let file = pyruntime::module_file(package(&need.module), &self.site_packages())?;
        Some((package(&need.module).to_owned(), pyruntime::needs_of(&file, &[]).unwrap_or_default()))
    }

    /// Asks the embedded Python, or that program, what it lacks.
    fn lacks(&self, modules: &Map<String, Json>, program: Option<PathBuf>) -> Result<Lacks, Error> {
        let mut arguments = Map::new();
        arguments.insert("modules".into(), Json::Object(modules.clone()));
        if program.is_some() {
            arguments.insert("sys_path".into(), json!(self.module_folders()));
        }
        let mut python = self.python_of(program)?;
        match Conversation::new(&mut python).run(&mut NoAnswers, "lacking", arguments) {
            Ok(Json::Object(lacks)) => Ok(lacks),
            Ok(_) => Ok(Map::new()),
            Err(Failure::Raised(raised)) => Err(Error::from(*raised)),
            Err(Failure::Lost(reason)) => Err(Error::uncaught("SystemError", reason)),
        }
    }
}

/// No file is run, so nobody asks.
struct NoAnswers;

impl Host for NoAnswers {
    fn answer(&mut self, _: Request, _: &mut Conversation<'_>) -> Result<Json, HostError> {
        Err(HostError::command("`doctor` runs no migration"))
    }
}

struct Judge<'project> {
    project: &'project Project,
    of_embedded: Lacks,
    /// The project's own Python as it is shown, and what it lacks.
    of_own: Option<(String, Lacks)>,
    /// It is chosen by the settings: the embedded one is not used.
    is_named: bool,
    inside: BTreeMap<String, Vec<Need>>,
}

impl Judge<'_> {
    fn verdict(&self, patient: &Patient) -> Verdict {
        let Some(needs) = &patient.needs else { return Verdict::NotAtAll("it is no valid Python".into()) };
        let is_needed = |need: &&Need| self.lack_of_embedded(need, patient).is_some();
        let Some(first) = (if self.is_named { needs.first() } else { needs.iter().find(is_needed) }) else {
            return if self.is_named { Verdict::External("chosen by the settings".into()) } else { Verdict::Embedded };
        };
        let reason = self.lack_of_embedded(first, patient).unwrap_or_else(|| "chosen by the settings".into());
        let Some((shown, lacks)) = &self.of_own else {
            return Verdict::NotAtAll(format!("{reason}, and there is no virtual environment with SQLAlchemy"));
        };
        match needs.iter().find_map(|need| Some((need, lack_of(lacks, need)?))) {
            None => Verdict::External(reason),
            Some((need, lack)) => {
                let what = match lack {
                    Lack::Names(names) => format!("`{names}` of '{}'", need.module),
                    Lack::StandIn | Lack::Absent => format!("'{}'", package(&need.module)),
                };
                Verdict::NotAtAll(format!("{}{what} is not in {shown} either", self.place(need, patient)))
            }
        }
    }

    /// Why the embedded Python does not serve a need; nothing where it does.
    fn lack_of_embedded(&self, need: &Need, patient: &Patient) -> Option<String> {
        let place = self.place(need, patient);
        let lack = lack_of(&self.of_embedded, need).or_else(|| self.used_too_early(need, patient))?;
        match lack {
            Lack::Names(names) => Some(format!("{place}`{names}` of '{}' is not part of Limbeck", need.module)),
            Lack::StandIn => (patient.is_script && need.file == patient.file)
                .then(|| format!("{place}'{}' only stands in for a module in Limbeck", package(&need.module))),
            Lack::Absent => self.lack_of_site(need).map(|reason| format!("{place}{reason}")),
        }
    }

    /// What may be imported and must not be used: a file of the project that is only imported uses it when it is called.
    fn used_too_early(&self, need: &Need, patient: &Patient) -> Option<Lack> {
        let lack = self.of_embedded.get(&need.module)?;
        let names = |key: &str| -> Vec<&str> {
            lack.get(key).and_then(Json::as_array).into_iter().flatten().filter_map(Json::as_str).collect()
        };
        let (late, harmless) = (names("late"), names("harmless"));
        let read = if need.file == patient.file { &need.names } else { &need.read_at_import };
        let is_used = |name: &&&str| {
            read.iter()
                .any(|one| one == *name || one.starts_with(&format!("{name}.")) && !harmless.contains(&one.as_str()))
        };
        let used = late.iter().filter(is_used).copied().collect::<Vec<_>>().join("`, `");
        (!used.is_empty()).then_some(Lack::Names(used))
    }

    /// The virtual environment's pure modules are used by the embedded Python too.
    fn lack_of_site(&self, need: &Need) -> Option<String> {
        let (package, site) = (package(&need.module), self.project.site_packages());
        if pyruntime::has_compiled_parts(package, &site) {
            return Some(format!("'{package}' has parts that only CPython can load"));
        }
        let Some(inside) = self.inside.get(package) else { return Some(format!("'{package}' is not part of Limbeck")) };
        let is_absent = |inner: &&Need| {
            let is_lacking = self.of_embedded.get(&inner.module).is_some_and(|lack| *lack == json!("absent"));
            is_lacking && pyruntime::module_file(self::package(&inner.module), &site).is_none()
        };
        let inner = inside.iter().find(is_absent)?;
        Some(format!("'{package}' imports '{}', which is not part of Limbeck", inner.module))
    }

    fn place(&self, need: &Need, patient: &Patient) -> String {
        if need.file == patient.file {
            format!("line {}: ", need.line)
        } else {
            format!("{}, line {}: ", self.project.shown(&need.file), need.line)
        }
    }
}

fn package(module: &str) -> &str {
    module.split('.').next().unwrap_or(module)
}

/// What a Python lacks of one need.
enum Lack {
    Absent,
    StandIn,
    Names(String),
}

/// Other files may read other names of the same module.
fn lack_of(lacks: &Lacks, need: &Need) -> Option<Lack> {
    match lacks.get(&need.module)? {
        Json::Array(names) => {
            let read = names.iter().filter_map(Json::as_str).filter(|name| need.names.iter().any(|own| own == name));
            let read = read.collect::<Vec<_>>().join("`, `");
            (!read.is_empty()).then_some(Lack::Names(read))
        }
        Json::String(kind) if kind == "stand_in" => Some(Lack::StandIn),
        Json::Object(_) => None,
        _ => Some(Lack::Absent),
    }
}

fn names_by_module<'needs>(needs: impl Iterator<Item = &'needs Need>) -> Map<String, Json> {
    let mut modules: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for need in needs {
        modules.entry(&need.module).or_default().extend(need.names.iter().map(String::as_str));
    }
    modules.into_iter().map(|(module, names)| (module.to_owned(), json!(names))).collect()
}

fn table(verdicts: &[(String, Verdict)]) -> String {
    let widest = verdicts.iter().map(|(file, _)| file.chars().count()).max().unwrap_or_default();
    let mut text = String::new();
    let mut counts = [0; 3];
    for (file, verdict) in verdicts {
        let (place, word, reason) = match verdict {
            Verdict::Embedded => (0, "embedded", ""),
            Verdict::External(reason) => (1, "external", reason.as_str()),
            Verdict::NotAtAll(reason) => (2, "not at all", reason.as_str()),
        };
        counts[place] += 1;
        let line = format!("{file:widest$}  {word:10}  {reason}");
        text.push_str(line.trim_end());
        text.push('\n');
    }
    let [embedded, external, not_at_all] = counts;
    text.push_str(&format!(
        "{} files: {embedded} embedded, {external} external, {not_at_all} not at all\n",
        verdicts.len()
    ));
    text
}
