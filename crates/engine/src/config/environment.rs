//! What the settings may know of the world around: the working directory and the variables, as values.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// The working directory and the environment variables of a run.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Environment {
    /// Where relative paths begin.
    pub working_directory: PathBuf,
    variables: BTreeMap<String, String>,
}

impl Environment {
    /// Makes an environment from a directory and variables.
    pub fn new(working_directory: impl Into<PathBuf>, variables: impl IntoIterator<Item = (String, String)>) -> Self {
        Self { working_directory: working_directory.into(), variables: variables.into_iter().collect() }
    }

    /// Takes a copy of the environment of this process; variables that are not UTF-8 are left out.
    pub fn of_this_process() -> std::io::Result<Self> {
        let variables =
            std::env::vars_os().filter_map(|(name, value)| Some((name.into_string().ok()?, value.into_string().ok()?)));
        Ok(Self::new(std::env::current_dir()?, variables))
    }

    /// Returns the name of this machine, as others are told of it.
    pub fn host_name(&self) -> String {
        let told = std::fs::read_to_string("/proc/sys/kernel/hostname").ok();
        let told = told.or_else(|| self.filled_variable("HOSTNAME").map(str::to_owned));
        told.map_or_else(|| "this-machine".to_owned(), |name| name.trim().to_owned())
    }

    /// Returns the value of a variable; an empty value counts as a value.
    pub fn variable(&self, name: &str) -> Option<&str> {
        self.variables.get(name).map(String::as_str)
    }

    /// Returns the value of a variable unless it is empty.
    pub fn filled_variable(&self, name: &str) -> Option<&str> {
        self.variable(name).filter(|value| !value.is_empty())
    }

    /// Returns the folders that a variable such as `PATH` lists; none where it is unset or empty.
    pub fn folders(&self, name: &str) -> Vec<PathBuf> {
        self.filled_variable(name).map(|text| std::env::split_paths(text).collect()).unwrap_or_default()
    }

    /// Returns the path as seen from the working directory, without `.` parts; links and `..` stay.
    pub fn absolute(&self, path: impl AsRef<Path>) -> PathBuf {
        self.working_directory.join(path).components().collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_empty_list_of_folders_has_none() {
        let variables = [("PATH", "/bin:/usr/bin"), ("PYTHONPATH", "")];
        let environment = Environment::new("/", variables.map(|(name, value)| (name.to_owned(), value.to_owned())));
        assert_eq!(environment.folders("PATH"), [Path::new("/bin"), Path::new("/usr/bin")]);
        assert!(environment.folders("PYTHONPATH").is_empty());
        assert!(environment.folders("NOPE").is_empty());
    }

    #[test]
    fn a_relative_path_begins_at_the_working_directory() {
        let environment = Environment::new("/work", []);
        assert_eq!(environment.absolute("./a/../b.ini"), Path::new("/work/a/../b.ini"));
        assert_eq!(environment.absolute("/etc/b.ini"), Path::new("/etc/b.ini"));
    }
}
