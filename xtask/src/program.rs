//! The program itself, built for a command that runs it.

use std::{path::PathBuf, process::Command};

use crate::{
    libffi,
    process::{self, Outcome},
    root,
};

/// How it is built; as it is shipped: see `dist`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Profile {
    Dev,
    Release,
}

/// Builds one of the two binaries and returns where it is.
pub fn build(binary: &str, profile: Profile) -> Outcome<PathBuf> {
    libffi::find_or_install()?;
    let (name, folder) = match profile {
        Profile::Dev => ("dev", "debug"),
        Profile::Release => ("release", "release"),
    };
    process::run(&mut cargo_build(binary, name))?;
    Ok(root::target().join(folder).join(binary))
}

/// What builds one of the two binaries in a profile of `Cargo.toml`.
pub fn cargo_build(binary: &str, profile: &str) -> Command {
    let mut command = Command::new(env!("CARGO"));
    command.args(["build", "--locked", "--package", "limbeck-cli", "--bin", binary, "--profile", profile]);
    command.current_dir(root::root());
    command
}
