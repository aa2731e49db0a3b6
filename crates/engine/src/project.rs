//! A project: its settings, its script directory, its revision graph.

use std::{
    cell::{Cell, OnceCell, RefCell},
    collections::{HashMap, HashSet},
    path::PathBuf,
    rc::Rc,
};

use revisions::{Heads, Node, Revision, RevisionGraph, RevisionId};
use scripts::{Header, HeaderError, ScriptDirectory, ScriptFile, Surroundings};
use serde_json::{Map, Value as Json, json};

use crate::{
    Environment, Error, ErrorKind, Event, Reporter, Silent,
    config::{self, Config, ConfigFiles, DATABASE_DIRECT_URL, ScriptSettings, Url, own_settings::DIRECT_URL},
    execute::Within,
};
use pyruntime::{HostError, Python};

/// What the program was called with, before the command's own arguments.
#[derive(Clone, Debug)]
pub struct CommandLine {
    /// `-c`, as often as it was given.
    pub config_files: Vec<String>,
    /// `-n`.
    pub section: String,
    /// `-x`, in order.
    pub x_arguments: Vec<String>,
    /// Every option by argparse's name: `config.cmd_opts`.
    pub options: Map<String, Json>,
    /// `sys.argv`.
    pub program_arguments: Vec<String>,
    /// `--python`: the project's own interpreter, to be used in the place of the embedded one.
    pub python: Option<String>,
}

impl Default for CommandLine {
    fn default() -> Self {
        Self {
            config_files: Vec::new(),
            section: "alembic".into(),
            x_arguments: Vec::new(),
            options: Map::new(),
            program_arguments: vec!["limbeck".into()],
            python: None,
        }
    }
}

/// An open project.
pub struct Project {
    command_line: CommandLine,
    environment: Environment,
    config: Config,
    settings: ScriptSettings,
    directory: ScriptDirectory,
    scripts: OnceCell<Scripts>,
    /// The interpreter that waits for env.py, from `start_python` to `take_python`.
    pub(crate) python: RefCell<Option<Python>>,
    /// Whether one has been started for a command.
    pub(crate) has_started: Cell<bool>,
    /// The run that this project is opened in, where user code calls a command.
    pub(crate) within: Option<Rc<Within>>,
    /// The project's own interpreter, once a run has switched to it.
    pub(crate) switched: RefCell<Option<PathBuf>>,
    /// The warnings that were shown, while a command runs env.py several times and shows each once.
    warned: RefCell<Option<HashSet<String>>>,
}

/// The version files, read once and only when a command needs them.
struct Scripts {
    graph: RevisionGraph,
    files: HashMap<RevisionId, Script>,
    /// Files that could not be read: they stop commands that write, and only warn those that list.
    broken: Vec<HeaderError>,
}

struct Script {
    file: PathBuf,
    header: Header,
}

impl Project {
    /// Opens the project that the command line and the environment name.
    ///
    /// # Errors
    /// Broken settings, or a script directory that is not there.
    pub fn open(
        command_line: CommandLine,
        environment: Environment,
        reporter: &mut dyn Reporter,
    ) -> Result<Self, Error> {
        let files = ConfigFiles::choose(&command_line.config_files, &command_line.section, &environment)?;
        let config = Config::open(files, &environment)?;
        Self::with_config(command_line, environment, config, None, reporter)
    }

    fn with_config(
        command_line: CommandLine,
        environment: Environment,
        config: Config,
        within: Option<Rc<Within>>,
        reporter: &mut dyn Reporter,
    ) -> Result<Self, Error> {
        let settings = config.script_settings()?;
        config.refuse_unknown_settings()?;
        for deprecation in &settings.deprecations {
            match config::deprecation_action(*deprecation, &environment) {
                config::WarningAction::Ignore => {}
                config::WarningAction::Show => {
                    reporter.report(Event::Warning { category: "DeprecationWarning", text: &deprecation.to_string() });
                }
                config::WarningAction::Raise => {
                    return Err(Error::uncaught("DeprecationWarning", deprecation.to_string()));
                }
            }
        }
        let directory = open_directory(&settings, &environment)?;
        Ok(Self {
            command_line,
            environment,
            config,
            settings,
            directory,
            scripts: OnceCell::new(),
            python: RefCell::default(),
            has_started: Cell::default(),
            within,
            switched: RefCell::default(),
            warned: RefCell::default(),
        })
    }

    /// Opens the project that a `Config` of user code names, with what was set in it.
    pub(crate) fn given(
        &self,
        config: &Json,
        within: Option<Rc<Within>>,
        reporter: &mut dyn Reporter,
    ) -> Result<Self, Error> {
        let opened = Config::given(config, &self.environment)?;
        Self::with_config(self.command_line_of(config), self.environment.clone(), opened, within, reporter)
    }

    /// The command line as a `Config` of user code has it.
    pub(crate) fn command_line_of(&self, config: &Json) -> CommandLine {
        let text = |name: &str| config.get(name).and_then(Json::as_str).map(str::to_owned);
        let x_arguments = config.get("x_arguments").and_then(Json::as_array).into_iter().flatten();
        CommandLine {
            config_files: text("ini").into_iter().chain(text("toml")).collect(),
            section: text("section").unwrap_or_else(|| "alembic".into()),
            x_arguments: x_arguments.filter_map(|argument| argument.as_str().map(str::to_owned)).collect(),
            options: Map::new(),
            ..self.command_line.clone()
        }
    }

    /// The run that this project is opened in.
    pub(crate) fn within(&self) -> Option<&Within> {
        self.within.as_deref()
    }

    /// Returns the same project with its version files read again.
    pub(crate) fn reread(&self) -> Result<Self, Error> {
        let (config, within) = (self.config.clone(), self.within.clone());
        let project =
            Self::with_config(self.command_line.clone(), self.environment.clone(), config, within, &mut Silent)?;
        project.graph(&mut Silent)?;
        Ok(project)
    }

    /// A path as seen from the working directory.
    pub(crate) fn absolute(&self, path: impl AsRef<std::path::Path>) -> PathBuf {
        self.environment.absolute(path)
    }

    /// What other runs are told of who works: the command, the process and the machine.
    pub(crate) fn who(&self, command: &str) -> String {
        format!("limbeck {command} {}@{}", std::process::id(), self.environment.host_name())
    }

    pub(crate) fn command_line(&self) -> &CommandLine {
        &self.command_line
    }

    pub(crate) fn config(&self) -> &Config {
        &self.config
    }

    pub(crate) fn settings(&self) -> &ScriptSettings {
        &self.settings
    }

    pub(crate) fn directory(&self) -> &ScriptDirectory {
        &self.directory
    }

    pub(crate) fn process_environment(&self) -> &Environment {
        &self.environment
    }

    /// Returns the revision graph; the first call reads the headers of the version files and reports warnings.
    pub(crate) fn graph(&self, reporter: &mut dyn Reporter) -> Result<&RevisionGraph, Error> {
        if let Some(scripts) = self.scripts.get() {
            return Ok(&scripts.graph);
        }
        let scripts = self.read_scripts(reporter)?;
        Ok(&self.scripts.get_or_init(|| scripts).graph)
    }

    /// The graph of a command that has already asked for it.
    pub(crate) fn graph_of_run(&self) -> &RevisionGraph {
        &self.scripts.get().expect("a command reads the graph before it runs env.py").graph
    }

    /// What a command does first that runs env.py and writes: it starts Python, and knows all version files.
    pub(crate) fn prepare(&self, reporter: &mut dyn Reporter) -> Result<(), Error> {
        self.start_python();
        self.graph(reporter)?;
        self.require_whole_graph()
    }

    /// Does something that runs env.py several times: each warning is shown once.
    pub(crate) fn warning_once<Answer>(&self, act: impl FnOnce() -> Answer) -> Answer {
        self.warned.replace(Some(HashSet::new()));
        let answer = act();
        self.warned.replace(None);
        answer
    }

    /// The warnings that were shown; nothing where each run shows its own.
    pub(crate) fn warned(&self) -> Option<HashSet<String>> {
        self.warned.borrow().clone()
    }

    /// Notes what a run has shown.
    pub(crate) fn note_warnings(&self, texts: Vec<String>) {
        self.warned.borrow_mut().iter_mut().for_each(|warned| warned.extend(texts.iter().cloned()));
    }

    /// Whether a warning has to be shown: not twice where each is shown once.
    pub(crate) fn is_news(&self, warning: &str) -> bool {
        self.warned.borrow_mut().as_mut().is_none_or(|warned| warned.insert(warning.to_owned()))
    }

    /// Refuses to go on if a version file could not be read: a command that writes must know them all.
    pub(crate) fn require_whole_graph(&self) -> Result<(), Error> {
        match self.scripts.get().and_then(|scripts| scripts.broken.first()) {
            None => Ok(()),
            Some(error) => Err(broken_script(error)),
        }
    }

    fn read_scripts(&self, reporter: &mut dyn Reporter) -> Result<Scripts, Error> {
        let loaded = self.directory.load().map_err(directory_error)?;
        for warning in &loaded.warnings {
            reporter.report(Event::Warning { category: "UserWarning", text: warning });
        }
        let mut revisions = Vec::with_capacity(loaded.scripts.len());
        let mut files = HashMap::with_capacity(loaded.scripts.len());
        let mut broken = Vec::new();
        for ScriptFile { path: file, header } in loaded.scripts {
            let header = match header {
                Ok(header) => header,
                Err(error @ (HeaderError::NoRevision { .. } | HeaderError::Bytecode { .. })) => {
                    return Err(Error::command(error.to_string()).with_hint(error.hint()));
                }
                Err(HeaderError::NeedsRunning { .. }) => crate::execute::reflect_header(self, &file)?,
                Err(error) => {
                    reporter.report(Event::Warning { category: "UserWarning", text: &format!("left out: {error}") });
                    broken.push(error);
                    continue;
                }
            };
            let id = RevisionId::from(header.revision.as_str());
            revisions.push(Revision {
                id: id.clone(),
                down: header.down_revision.iter().map(|id| RevisionId::from(id.as_str())).collect(),
                depends_on: header.depends_on.clone(),
                labels: header.branch_labels.clone(),
                doc: header.doc().to_owned(),
            });
            files.insert(id, Script { file, header });
        }
        let warn = |warnings: &[revisions::Warning], reporter: &mut dyn Reporter| {
            for warning in warnings {
                reporter.report(Event::Warning { category: "UserWarning", text: &warning.to_string() });
            }
        };
        match RevisionGraph::build(revisions) {
            Ok(graph) => {
                warn(graph.warnings(), reporter);
                Ok(Scripts { graph, files, broken })
            }
            Err(error) => {
                warn(&error.warnings, reporter);
                Err(match broken.first() {
                    // The missing parent is most likely the file that could not be read.
                    Some(broken) => broken_script(broken),
                    None => Error::from(error),
                })
            }
        }
    }

    pub(crate) fn node(&self, id: &RevisionId) -> Result<Node<'_>, Error> {
        self.graph_of_run()
            .revision(id.as_str())
            .ok_or_else(|| Error::command(format!("Can't locate revision identified by '{id}'")))
    }

    /// Returns the file of a revision.
    pub(crate) fn file_of(&self, id: &RevisionId) -> Option<PathBuf> {
        Some(self.scripts.get()?.files.get(id)?.file.clone())
    }

    /// Returns the files whose `@compiles` holds for every script.
    pub(crate) fn compiling_files(&self) -> Vec<PathBuf> {
        let scripts = self.scripts.get().into_iter().flat_map(|scripts| scripts.files.values());
        let mut files: Vec<_> = scripts.filter(|script| script.header.compiles).map(|one| one.file.clone()).collect();
        files.sort();
        files
    }

    /// Whether the script of a revision may commit what came before it.
    pub(crate) fn commits(&self, id: &RevisionId) -> bool {
        self.scripts.get().and_then(|scripts| scripts.files.get(id)).is_some_and(|script| script.header.commits)
    }

    /// Returns the path of a revision's file as listings show it.
    pub(crate) fn path_of(&self, id: &RevisionId) -> String {
        self.file_of(id).map(|file| file.display().to_string()).unwrap_or_default()
    }

    pub(crate) fn long_doc_of(&self, id: &RevisionId) -> &str {
        let script = self.scripts.get().and_then(|scripts| scripts.files.get(id));
        script.map(|script| script.header.long_doc()).unwrap_or_default()
    }

    /// Resolves the rows of the version table.
    pub(crate) fn resolve_rows(&self, heads: &Heads) -> Result<Vec<RevisionId>, Error> {
        let rows: Vec<&str> = heads.iter().map(RevisionId::as_str).collect();
        Ok(self.graph_of_run().resolve_all(&rows)?)
    }

    /// The heads that `--sql` starts from.
    pub(crate) fn starting_heads(&self, start: Option<&str>) -> Result<Heads, HostError> {
        match start {
            None | Some("base" | "") => Ok(Heads::default()),
            Some(start) => {
                let node = self.graph_of_run().resolve_one(start);
                let node = node.map_err(|error| Error::from(error).into_host_error())?;
                Ok(node.into_iter().map(|node| node.id().clone()).collect())
            }
        }
    }

    /// The URL that stands in where neither the ini nor env.py gives one.
    pub(crate) fn database_url(&self) -> Result<Option<String>, HostError> {
        config::database_url(self.config.directory(), &self.environment)
            .map_err(|error| Error::from(error).into_host_error())
    }

    /// Returns the server's own address, where the settings or DATABASE_DIRECT_URL give one.
    pub(crate) fn direct_url(&self) -> Result<Option<Url>, Error> {
        let text = match self.config.own().text(DIRECT_URL)? {
            Some(text) => Some(text),
            None => config::url_of_variable(DATABASE_DIRECT_URL, self.config.directory(), &self.environment)?,
        };
        let Some(text) = text else { return Ok(None) };
        let written = || format!("`{}` in `[limbeck]`, or {DATABASE_DIRECT_URL},", DIRECT_URL.name());
        let url = Url::parse(&text)
            .map_err(|error| Error::command(format!("{} is no URL: {error}", written())).with_hint(error.hint()))?;
        match url.driver_name.split('+').next() {
            Some("postgresql") => Ok(Some(url)),
            _ => Err(Error::command(format!("{} is no URL of PostgreSQL", written()))),
        }
    }

    pub(crate) fn env_file(&self) -> PathBuf {
        self.environment.absolute(self.directory.directory.join("env.py"))
    }

    /// Where compiled version files are kept between runs.
    pub(crate) fn cache_directory(&self) -> Option<PathBuf> {
        let variable = |name: &str| self.environment.filled_variable(name).map(PathBuf::from);
        if variable("LIMBECK_NO_CACHE").is_some() {
            return None;
        }
        if let Some(directory) = variable("LIMBECK_CACHE_DIR") {
            return Some(directory);
        }
        let cache = variable("XDG_CACHE_HOME").or_else(|| variable("HOME").map(|home| home.join(".cache")))?;
        Some(cache.join("limbeck"))
    }

    /// What Python gets to know of the settings: the `environment` of the `run_env` do.
    pub(crate) fn environment(&self) -> Result<Map<String, Json>, Error> {
        let ini = serde_json::to_value(self.config.ini()).map_err(|error| Error::command(error.to_string()))?;
        let sys_path = module_search_path(&self.settings, &self.environment);
        let site_packages = self.site_packages();
        let fields = json!({
            "x_arguments": self.command_line.x_arguments,
            "config": self.config_for_python(&ini),
            "script_directory": self.script_directory_for_python(),
            "sys_path": sys_path,
            "own_packages": self.own_packages(&site_packages),
            "site_packages": site_packages,
            "has_own_python": self.own_python().is_some(),
            "database_url": self.database_url()?,
        });
        match fields {
            Json::Object(fields) => Ok(fields),
            _ => Ok(Map::new()),
        }
    }

    /// What `ScriptDirectory` of Python has of the settings.
    pub(crate) fn script_directory_for_python(&self) -> Json {
        json!({
            "dir": self.directory.directory,
            // `versions` is meant where the settings name none.
            "version_locations": match self.settings.version_locations.is_empty() {
                true => json!([]),
                false => json!(self.directory.version_locations),
            },
            "file_template": self.settings.file_template,
            "truncate_slug_length": self.settings.truncate_slug_length,
            "output_encoding": self.settings.output_encoding,
            "timezone": self.settings.timezone,
        })
    }

    fn config_for_python(&self, ini: &Json) -> Json {
        json!({
            "config_file_name": self.config.ini_name(),
            "config_ini_section": self.config.section_name(),
            "cmd_opts": self.command_line.options,
            "sections": ini.get("sections"),
            "defaults": ini.get("defaults"),
            "toml": self.config.pyproject().raw(),
            "toml_file_name": self.config.toml_name(),
        })
    }

    /// `site-packages` of the project's virtual environment, if there is one.
    pub(crate) fn site_packages(&self) -> Vec<PathBuf> {
        self.virtual_environments().iter().flat_map(|root| config::site_packages(root)).collect()
    }

    /// Where the project's own packages are found once it is installed.
    fn own_packages(&self, site_packages: &[PathBuf]) -> Vec<PathBuf> {
        config::own_packages(&self.environment.absolute(self.config.directory()), site_packages)
    }

    /// The folders in which modules of the project are looked for.
    pub(crate) fn module_folders(&self) -> Vec<PathBuf> {
        let mut folders = module_search_path(&self.settings, &self.environment);
        folders.extend(self.own_packages(&self.site_packages()));
        folders
    }

    /// Where a virtual environment of the project may be, the likeliest first.
    pub(crate) fn virtual_environments(&self) -> Vec<PathBuf> {
        let ini_folder = self.environment.absolute(self.config.directory());
        let mut roots: Vec<PathBuf> =
            self.environment.filled_variable("VIRTUAL_ENV").map(PathBuf::from).into_iter().collect();
        // Flask-Migrate's ini lies in the folder of the scripts; the project is where the command is given.
        for folder in [&ini_folder, &self.environment.working_directory] {
            roots.extend([folder.join(".venv"), folder.join("venv")]);
        }
        roots.dedup();
        roots
    }
}

/// The folders of `prepend_sys_path`, then those of `PYTHONPATH`.
fn module_search_path(settings: &ScriptSettings, environment: &Environment) -> Vec<PathBuf> {
    let prepended = settings.prepend_sys_path.iter().map(PathBuf::from);
    prepended.chain(environment.folders("PYTHONPATH")).map(|path| environment.absolute(path)).collect()
}

fn open_directory(settings: &ScriptSettings, environment: &Environment) -> Result<ScriptDirectory, Error> {
    let locations = settings.version_locations.iter().map(ToString::to_string).collect();
    let named = scripts::Settings {
        script_location: settings.location.to_string(),
        version_locations: locations,
        recursive_version_locations: settings.recursive_version_locations,
        sourceless: settings.sourceless,
    };
    let mut module_search_path = module_search_path(settings, environment);
    module_search_path.push(environment.working_directory.clone());
    let surroundings = Surroundings { current_directory: environment.working_directory.clone(), module_search_path };
    ScriptDirectory::open(&named, &surroundings).map_err(directory_error)
}

fn directory_error(error: scripts::DirectoryError) -> Error {
    Error::command(error.to_string()).with_hint(error.hint())
}

fn broken_script(error: &HeaderError) -> Error {
    let mut broken = Error::uncaught("SyntaxError", error.to_string()).with_hint(error.hint());
    if let Some(raised) = &mut broken.raised {
        raised.message = error.to_string().trim_start_matches("SyntaxError: ").to_owned();
    }
    broken
}

impl From<config::ConfigError> for Error {
    fn from(error: config::ConfigError) -> Self {
        let hint = error.hint();
        match error.ending() {
            config::Ending::Failed => Self::command(error.to_string()).with_hint(hint),
            config::Ending::Uncaught => Self::uncaught(error.python_class(), error.to_string()).with_hint(hint),
        }
    }
}

impl From<revisions::ResolveError> for Error {
    fn from(error: revisions::ResolveError) -> Self {
        Self::command(error.to_string()).with_hint(error.hint())
    }
}

impl From<revisions::GraphError> for Error {
    fn from(error: revisions::GraphError) -> Self {
        let hint = Some(error.defect.hint());
        let exception = error.defect.exception();
        match error.defect.kind() {
            revisions::DefectKind::RevisionError => {
                let mut command = Self::command(error.defect.to_string()).with_hint(hint);
                let (class, _) = exception.split_once(": ").unwrap_or((&exception, ""));
                command.raised = Self::uncaught(class, error.defect.to_string()).raised;
                command
            }
            revisions::DefectKind::KeyError => {
                let (class, message) = exception.split_once(": ").unwrap_or((&exception, ""));
                let sentence = format!("{}; {}", error.defect, error.defect.hint());
                Self::uncaught(class, message).with_hint(Some(sentence))
            }
        }
    }
}

impl Error {
    /// The same error as an exception that rises through the user's Python.
    pub(crate) fn into_host_error(self) -> HostError {
        match (self.kind, &self.raised) {
            (ErrorKind::Uncaught, Some(raised)) => HostError::new(&raised.dotted_name(), &raised.message),
            _ => HostError::command(self.message),
        }
        .with_hint(self.hint)
    }

    /// The same error as Alembic lets it out of commands that do not catch it.
    pub(crate) fn escaping(mut self) -> Self {
        if self.raised.is_some() {
            self.kind = ErrorKind::Uncaught;
        }
        self
    }
}
