//! Packages of Debian that a command needs, installed where they are missing.

use std::process::Command;

use crate::process::{self, Outcome, find_program};

/// Installs a package; `missing` begins the error's sentence, `way_out` ends it.
pub fn install(package: &str, missing: &str, way_out: &str) -> Outcome {
    if find_program("apt-get").is_none() {
        return Err(format!("{missing} and this machine has no apt-get: {way_out}").into());
    }
    let is_root = process::output(Command::new("id").arg("-u"))?.trim() == "0";
    if !is_root && find_program("sudo").is_none() {
        return Err(format!("{missing}, and installing it needs root or sudo: {way_out}").into());
    }
    println!("{missing}: installing Debian's package {package}");
    let apt_get = |words: &[&str]| {
        let mut command = if is_root { Command::new("apt-get") } else { Command::new("sudo") };
        if !is_root {
            command.args(["DEBIAN_FRONTEND=noninteractive", "apt-get"]);
        }
        command.env("DEBIAN_FRONTEND", "noninteractive").args(words);
        process::run(&mut command)
    };
    apt_get(&["update", "-q"])
        .and_then(|()| apt_get(&["install", "-qy", "--no-install-recommends", package]))
        .map_err(|error| format!("{error}\n{package} could not be installed: {way_out}").into())
}
