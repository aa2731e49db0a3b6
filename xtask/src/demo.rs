//! `cargo xtask demo`: the guide's first commands on a fresh SQLite database, in a copy of the example.

use std::{fs, path::Path, process::Command};

use crate::{
    interruption::Interruption,
    process::Outcome,
    program::{self, Profile},
    root,
};

const COMMANDS: &[&str] = &["upgrade head", "current", "history --verbose"];

/// Builds the program, runs the commands, and takes the copy away.
pub fn run() -> Outcome {
    let limbeck = program::build("limbeck", Profile::Release)?;
    let interruption = Interruption::watch()?;
    let folder = tempfile::Builder::new().prefix("limbeck-demo-").tempdir()?;
    copy(&root::root().join("examples/guide/backend"), folder.path())?;
    for words in COMMANDS {
        println!("\n$ limbeck {words}");
        let mut command = Command::new(&limbeck);
        command.args(words.split_whitespace()).current_dir(folder.path());
        // The demo shows the example as it comes, not with what the person's shell has set.
        command.env_remove("DATABASE_URL").env_remove("ALEMBIC_CONFIG");
        let status = interruption.wait_for(&mut command.spawn()?)?;
        if !status.success() {
            return Err(format!("limbeck {words} failed: {status}").into());
        }
    }
    Ok(())
}

/// Copies a folder without what earlier runs left in it.
fn copy(from: &Path, to: &Path) -> Outcome {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let is_left_over =
            entry.file_name() == "__pycache__" || entry.path().extension().is_some_and(|end| end == "db");
        let target = to.join(entry.file_name());
        if is_left_over {
            continue;
        }
        if entry.file_type()?.is_dir() {
            copy(&entry.path(), &target)?;
        } else {
            fs::copy(entry.path(), target)?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::copy;
    use std::fs;

    #[test]
    fn a_copy_leaves_databases_and_caches_behind() {
        let (from, to) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        fs::create_dir_all(from.path().join("app/__pycache__")).unwrap();
        fs::write(from.path().join("app/main.py"), "x").unwrap();
        fs::write(from.path().join("left.db"), "x").unwrap();
        copy(from.path(), to.path()).unwrap();
        assert!(to.path().join("app/main.py").is_file());
        assert!(!to.path().join("app/__pycache__").exists());
        assert!(!to.path().join("left.db").exists());
    }
}
