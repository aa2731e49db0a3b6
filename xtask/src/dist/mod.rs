//! `cargo xtask dist`: the program as it is shipped. It is built once to see what it does, tried on generated projects, and
//! built again by what was seen: what is often run is made fast, and lies together, so that less of the file is read.

mod profile;
mod tools;
mod training;

use std::{
    fs,
    path::{Path, PathBuf},
    time::SystemTime,
};

use crate::{
    libffi,
    process::{self, Outcome},
    program, root,
};
use profile::Profile;
use tools::Tools;

/// Both names of the program.
const BINARIES: [&str; 2] = ["limbeck", "alembic"];

/// The one that is tried.
const TRIED: &str = "alembic";

/// Only this linker can be told in what order functions lie; elsewhere they lie as they come.
const ORDERS_FUNCTIONS: bool = cfg!(all(target_os = "linux", target_arch = "x86_64"));

/// Builds both binaries and says where they are.
pub fn run() -> Outcome {
    for binary in BINARIES {
        println!("{}", build(binary)?.display());
    }
    Ok(())
}

/// Builds one of the two binaries and returns where it is.
pub fn build(binary: &str) -> Outcome<PathBuf> {
    libffi::find_or_install()?;
    let tools = Tools::find_or_install()?;
    let noting = build_into(&tools, TRIED, "noting", "-Cprofile-generate")?;
    let profile = Profile::beside(&noting);
    if !is_newer(&profile.counts, &noting) {
        training::run(&noting, &tools, &profile)?;
    }
    let mut flags = format!("-Cprofile-use={}", profile.counts.display());
    // What a dependency never does on the way is no news.
    flags.push_str(" -Cllvm-args=-pgo-warn-missing-function=false");
    if ORDERS_FUNCTIONS {
        flags.push_str(&format!(" -Clink-arg=-Wl,--symbol-ordering-file={}", profile.order.display()));
        flags.push_str(" -Clink-arg=-Wl,--no-warn-symbol-ordering");
    }
    build_into(&tools, binary, "shipped", &flags)
}

/// Builds a binary into a folder of its own. With `--target` the flags are not those of build scripts.
fn build_into(tools: &Tools, binary: &str, folder: &str, flags: &str) -> Outcome<PathBuf> {
    let folder = root::target().join(folder);
    let mut command = program::cargo_build(binary, "dist");
    command.args(["--target", &tools.host, "--target-dir"]).arg(&folder);
    process::run(command.env("RUSTFLAGS", flags))?;
    Ok(folder.join(&tools.host).join("dist").join(binary))
}

fn is_newer(file: &Path, than: &Path) -> bool {
    let written = |file: &Path| -> Option<SystemTime> { fs::metadata(file).ok()?.modified().ok() };
    written(file).zip(written(than)).is_some_and(|(one, other)| one > other)
}
