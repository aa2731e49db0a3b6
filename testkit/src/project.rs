//! A project in a folder of its own that vanishes with the test.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
};

use tempfile::TempDir;

use crate::{
    Database, Normaliser, Program, Run, Running, SqliteFile, check_succeeds, postgresql, split_words, terminal,
};

/// The URL that `init` writes, to be replaced by a real one.
pub const PLACEHOLDER_URL: &str = "driver://user:pass@localhost/dbname";

/// A temporary folder, the program that runs in it, and the environment that it sees.
pub struct Project {
    folder: TempDir,
    root: PathBuf,
    program: Program,
    environment: BTreeMap<String, String>,
    normaliser: Normaliser,
}

impl Project {
    /// Makes an empty folder. The program will see a small fixed environment, not the caller's.
    pub fn new(program: Program) -> Self {
        let folder =
            tempfile::Builder::new().prefix("limbeck-test-").tempdir().expect("the temporary folder is writable");
        let root = folder.path().canonicalize().expect("the folder was just made");
        let (path, home) = (std::env::var("PATH").unwrap_or_default(), root.join(".home").display().to_string());
        let environment = [
            ("PATH", path.as_str()),
            ("HOME", &home),
            ("LANG", "C.UTF-8"),
            ("TZ", "UTC"),
            ("PYTHONHASHSEED", "0"),
            ("PYTHONDONTWRITEBYTECODE", "1"),
        ];
        let environment = environment.map(|(name, value)| (name.to_owned(), value.to_owned())).into();
        let normaliser = Normaliser::new().replacing(&root.display().to_string(), "<PROJ>");
        Self { folder, root, program, environment, normaliser }
    }

    /// A project as `init` makes it, with that URL in the place of its placeholder.
    #[track_caller]
    pub fn initialised(program: Program, url: &str) -> Self {
        let project = Self::new(program);
        check_succeeds(&project.run("init alembic"));
        project.replace("alembic.ini", PLACEHOLDER_URL, url);
        project
    }

    /// The same on SQLite, with its database.
    #[track_caller]
    pub fn on_sqlite(program: Program) -> (Self, Database) {
        let project = Self::initialised(program, "sqlite:///%(here)s/app.db");
        let database = Database::Sqlite(project.sqlite("app.db"));
        (project, database)
    }

    /// The same on PostgreSQL; `None` where SQLite alone is to be tested.
    #[track_caller]
    pub fn on_postgresql(program: Program) -> Option<(Self, Database)> {
        let database = postgresql()?;
        let project = Self::initialised(program, &database.url("").replace('%', "%%"));
        Some((project, Database::Postgresql(Box::new(database))))
    }

    /// Adds a file, with the folders that it needs.
    #[must_use]
    pub fn with_file(self, path: &str, text: &str) -> Self {
        self.write(path, text);
        self
    }

    /// Sets a variable for every run.
    #[must_use]
    pub fn with_variable(mut self, name: &str, value: &str) -> Self {
        self.environment.insert(name.to_owned(), value.to_owned());
        self
    }

    /// Tells the normaliser of one more text that changes from run to run.
    #[must_use]
    pub fn with_replacement(mut self, from: &str, to: &str) -> Self {
        self.normaliser = self.normaliser.replacing(from, to);
        self
    }

    pub fn write(&self, path: &str, text: &str) {
        let path = self.path(path);
        let folder = path.parent().expect("a file lies in the project's folder");
        fs::create_dir_all(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
        fs::write(&path, text).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    }

    pub fn read(&self, path: &str) -> String {
        let path = self.path(path);
        fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
    }

    /// Replaces text in a file; the text must be there.
    #[track_caller]
    pub fn replace(&self, path: &str, from: &str, to: &str) {
        let before = self.read(path);
        assert!(before.contains(from), "{path} does not contain {from:?}:\n{before}");
        self.write(path, &before.replace(from, to));
    }

    pub fn remove(&self, path: &str) {
        let path = self.path(path);
        fs::remove_file(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    }

    pub fn path(&self, path: &str) -> PathBuf {
        self.root.join(path)
    }

    pub fn root(&self) -> &Path {
        &self.root
    }

    pub fn program(&self) -> &Program {
        &self.program
    }

    /// The SQLite file of that name in the project's folder.
    pub fn sqlite(&self, path: &str) -> SqliteFile {
        SqliteFile::new(self.path(path))
    }

    /// Every file in the project, as `find . -type f | sort` lists them, without Python's caches.
    pub fn files(&self) -> Vec<String> {
        let mut found = Vec::new();
        collect_files(&self.root, &mut found);
        let mut names: Vec<_> = found
            .iter()
            .filter_map(|path| path.strip_prefix(&self.root).ok())
            .map(|path| format!("./{}", path.display()))
            .filter(|name| !name.contains("__pycache__"))
            .collect();
        names.sort();
        names
    }

    /// Runs the program with these words; standard input is empty and not a terminal.
    pub fn run(&self, words: &str) -> Run {
        self.run_with(&[], words)
    }

    /// The same with more variables for this run.
    pub fn run_with(&self, variables: &[(&str, &str)], words: &str) -> Run {
        let output = self.command(variables, words).output();
        let output = output.unwrap_or_else(|error| panic!("{}: {error}", self.program.path.display()));
        Run::new(format!("alembic {words}"), output)
    }

    /// Starts the program and returns at once, for tests of two runs, signals and time.
    pub fn start(&self, variables: &[(&str, &str)], words: &str) -> Child {
        self.command(variables, words)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap_or_else(|error| panic!("{}: {error}", self.program.path.display()))
    }

    /// Starts a command whose standard error goes into the file `output`, and waits until it has said `text` there.
    #[track_caller]
    pub fn start_until(&self, words: &str, output: &str, text: &str) -> Running {
        let path = self.path(output);
        let mut running = Running::new(self.start_into(words, output), words);
        running.wait_until(|| fs::read_to_string(&path).is_ok_and(|said| said.contains(text)));
        running
    }

    /// Starts a command whose standard error goes into the file `output`, and returns at once.
    #[track_caller]
    pub fn start_into(&self, words: &str, output: &str) -> Child {
        let stderr = fs::File::create(self.path(output)).expect("the folder is writable");
        let child = self.command(&[], words).stdout(Stdio::piped()).stderr(stderr).spawn();
        child.unwrap_or_else(|error| panic!("{}: {error}", self.program.path.display()))
    }

    /// Waits for what [`Project::start`] started.
    pub fn finish(&self, child: Child, words: &str) -> Run {
        Run::of(words, child.wait_with_output().expect("the process can be waited for"))
    }

    /// Runs a shell line in a terminal of that width; the program is found there as `alembic`.
    pub fn run_in_terminal(&self, columns: u16, shell_line: &str) -> Run {
        self.type_in_terminal(columns, shell_line, "")
    }

    /// The same, with keys that are pressed while it runs.
    pub fn type_in_terminal(&self, columns: u16, shell_line: &str, typed: &str) -> Run {
        terminal::run(&self.program.path, &self.root, &self.environment, columns, shell_line, typed)
    }

    /// Knows what in this project's output changes from run to run.
    pub fn normaliser(&self) -> &Normaliser {
        &self.normaliser
    }

    fn command(&self, variables: &[(&str, &str)], words: &str) -> Command {
        let mut command = Command::new(&self.program.path);
        command
            .args(split_words(words))
            .current_dir(&self.root)
            .env_clear()
            .envs(&self.environment)
            .envs(variables.iter().copied())
            .stdin(Stdio::null());
        command
    }

    /// Keeps the folder for a look and tells where it is.
    pub fn keep(self) -> PathBuf {
        self.folder.keep()
    }
}

fn collect_files(folder: &Path, found: &mut Vec<PathBuf>) {
    let entries = fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    for entry in entries {
        let path = entry.expect("the folder stays while it is read").path();
        if path.is_dir() {
            collect_files(&path, found);
        } else {
            found.push(path);
        }
    }
}
