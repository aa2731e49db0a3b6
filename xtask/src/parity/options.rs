//! What a person says about a project whose scripts are compared.

use std::path::{self, PathBuf};

use crate::{database::Database, process::Outcome};

pub const USAGE: &str = "\
cargo xtask parity PROJECT_DIR [OPTION...]

Runs a project's scripts by the real Alembic and by ours, step by step, and compares the databases. Both work in a
copy; nothing is written into PROJECT_DIR.

  --database SCHEME        sqlite, sqlite+aiosqlite, postgresql (default), postgresql+asyncpg
  --url URL                what stands in the ini as sqlalchemy.url (default: {url})
  --env KEY=VALUE          an environment variable for both; again for more
  --file PATH=CONTENT      a file in the copy, such as .env; \\n is a new line
  -c INI                   the ini file, in FOLDER (default: alembic.ini)
  --folder FOLDER          where in PROJECT_DIR Alembic is run
  --scripts DIR            the script directory, where there is no ini file
  --plain-env              under a plain env.py instead of the project's
  --configure KEY=VALUE    a keyword for the plain env.py's context.configure, VALUE as JSON
  --run KEY=VALUE          the same for its context.run_migrations: scripts of several databases ask for engine_name
  --import MODULE          a module that the plain env.py imports, for operations that it registers
  --python-requirements X  a requirements file, or packages, for the real Alembic's virtual environment
  --python PATH            a Python that has Alembic and the project's packages, instead of a new environment
  --stand-in MODULE        a module that scripts only import: the real Alembic gets an empty one, ours gets nothing
  --ours PROGRAM           our program `alembic`, built already (default: it is built now, for development)
  --most-stops N           how often the way up is stopped and compared (default: at every revision)
  --work FOLDER            where copy, environment and answers stay; the real Alembic's answers are used again
  --name NAME, --commit ID what the Markdown row says of the project

URL and the values of --env and --file may hold {url}, {host}, {port}, {user}, {password}, {database}, {file} (SQLite's)
and {folder} (the copy).";

/// One project and how it is run.
pub struct Options {
    pub project: PathBuf,
    pub name: String,
    pub commit: String,
    pub database: Database,
    pub url: String,
    pub environment: Vec<(String, String)>,
    pub files: Vec<(String, String)>,
    pub ini: String,
    pub folder: String,
    pub scripts: Option<String>,
    pub env_py: EnvPy,
    pub imports: Vec<String>,
    pub requirements: Vec<String>,
    pub python: Option<PathBuf>,
    pub stand_ins: Vec<String>,
    pub ours: Option<PathBuf>,
    pub most_stops: usize,
    pub work: Option<PathBuf>,
}

/// Words and their values as JSON.
type Keywords = Vec<(String, String)>;

/// Which env.py both run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EnvPy {
    Own,
    /// With more keywords for `context.configure` and `context.run_migrations`, as JSON.
    Plain {
        configure: Keywords,
        run: Keywords,
    },
}

impl Options {
    pub fn read(words: &[String]) -> Outcome<Self> {
        let mut options = Self::default();
        let mut words = words.iter();
        while let Some(word) = words.next() {
            if word == "--plain-env" {
                options.plain();
                continue;
            }
            if !word.starts_with('-') {
                options.project = PathBuf::from(word);
                continue;
            }
            let value = words.next().ok_or_else(|| format!("{word} needs a value\n\n{USAGE}"))?;
            options.take(word, value)?;
        }
        if options.project.as_os_str().is_empty() {
            return Err(format!("which project?\n\n{USAGE}").into());
        }
        options.project = options.project.canonicalize()?;
        if options.name.is_empty() {
            let last = options.project.file_name().unwrap_or_default();
            options.name = last.to_string_lossy().into_owned();
        }
        if options.scripts.is_some() {
            options.plain();
        }
        Ok(options)
    }

    fn take(&mut self, word: &str, value: &str) -> Outcome {
        match word {
            "--database" => {
                self.database =
                    Database::of_scheme(value).ok_or_else(|| format!("unknown database '{value}'\n\n{USAGE}"))?;
            }
            "--url" => value.clone_into(&mut self.url),
            "--env" => self.environment.push(pair(word, value)?),
            "--file" => {
                let (path, content) = pair(word, value)?;
                self.files.push((path, content.replace("\\n", "\n")));
            }
            "-c" => value.clone_into(&mut self.ini),
            "--folder" => value.clone_into(&mut self.folder),
            "--scripts" => self.scripts = Some(value.to_owned()),
            "--configure" => {
                let keyword = pair(word, value)?;
                self.plain().0.push(keyword);
            }
            "--run" => {
                let keyword = pair(word, value)?;
                self.plain().1.push(keyword);
            }
            "--import" => self.imports.push(value.to_owned()),
            "--python-requirements" => self.requirements.push(value.to_owned()),
            "--python" => self.python = Some(PathBuf::from(value)),
            "--stand-in" => self.stand_ins.push(value.to_owned()),
            "--ours" => self.ours = Some(path::absolute(value)?),
            "--most-stops" => self.most_stops = value.parse().map_err(|_| format!("{word}: '{value}' is no number"))?,
            "--work" => self.work = Some(PathBuf::from(value)),
            "--name" => value.clone_into(&mut self.name),
            "--commit" => value.clone_into(&mut self.commit),
            unknown => return Err(format!("unknown option '{unknown}'\n\n{USAGE}").into()),
        }
        Ok(())
    }

    /// The keywords of the plain env.py, which from now on is the one that runs.
    fn plain(&mut self) -> (&mut Keywords, &mut Keywords) {
        if self.env_py == EnvPy::Own {
            self.env_py = EnvPy::Plain { configure: Vec::new(), run: Vec::new() };
        }
        match &mut self.env_py {
            EnvPy::Plain { configure, run } => (configure, run),
            EnvPy::Own => unreachable!("it was made plain above"),
        }
    }
}

impl Default for Options {
    fn default() -> Self {
        Self {
            project: PathBuf::new(),
            name: String::new(),
            commit: String::new(),
            database: Database::Postgresql,
            url: "{url}".to_owned(),
            environment: Vec::new(),
            files: Vec::new(),
            ini: "alembic.ini".to_owned(),
            folder: ".".to_owned(),
            scripts: None,
            env_py: EnvPy::Own,
            imports: Vec::new(),
            requirements: Vec::new(),
            python: None,
            stand_ins: Vec::new(),
            ours: None,
            most_stops: usize::MAX,
            work: None,
        }
    }
}

fn pair(word: &str, value: &str) -> Outcome<(String, String)> {
    let (key, value) = value.split_once('=').ok_or_else(|| format!("{word} needs KEY=VALUE, not '{value}'"))?;
    Ok((key.to_owned(), value.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::{EnvPy, Options};

    fn read(line: &str) -> Options {
        let words: Vec<_> = line.split_whitespace().map(str::to_owned).collect();
        Options::read(&words).unwrap()
    }

    #[test]
    fn a_keyword_for_configure_makes_env_py_plain() {
        let options = read(". --env A=b=c --configure x=1");
        let pair = ("x".to_owned(), "1".to_owned());
        assert_eq!(options.environment, [("A".to_owned(), "b=c".to_owned())]);
        assert_eq!(options.env_py, EnvPy::Plain { configure: vec![pair], run: Vec::new() });
        assert_eq!(read(".").env_py, EnvPy::Own);
    }

    #[test]
    fn what_is_not_known_is_an_error() {
        assert!(Options::read(&[".".to_owned(), "--nothing".to_owned(), "x".to_owned()]).is_err());
        assert!(Options::read(&[]).is_err());
    }
}
