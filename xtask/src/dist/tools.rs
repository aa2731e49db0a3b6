//! What rustup has for profiles: `llvm-profdata` of the very LLVM that compiles.

use std::{
    path::{Path, PathBuf},
    process::Command,
};

use crate::process::{self, Outcome};

/// The compiler's own tools.
pub struct Tools {
    profdata: PathBuf,
    /// For what machine the compiler compiles: this one.
    pub host: String,
}

impl Tools {
    /// Finds them, or has rustup install its component `llvm-tools`.
    pub fn find_or_install() -> Outcome<Self> {
        let host = host(&process::output(Command::new("rustc").arg("-vV"))?)?;
        let sysroot = process::output(Command::new("rustc").args(["--print", "sysroot"]))?;
        let profdata = Path::new(sysroot.trim()).join("lib/rustlib").join(&host).join("bin/llvm-profdata");
        if !profdata.is_file() {
            println!("installing rustup's llvm-tools");
            process::run(Command::new("rustup").args(["component", "add", "llvm-tools"]))?;
        }
        Ok(Self { profdata, host })
    }

    /// Sums raw profiles up in one.
    pub fn merge(&self, raw: &[PathBuf], merged: &Path) -> Outcome {
        process::output(Command::new(&self.profdata).args(["merge", "-o"]).arg(merged).args(raw)).map(drop)
    }

    /// Every function of a profile with its counts, as text.
    pub fn show(&self, profile: &Path) -> Outcome<String> {
        process::output(Command::new(&self.profdata).args(["show", "--all-functions", "--counts"]).arg(profile))
    }
}

/// From what `rustc -vV` prints.
fn host(version: &str) -> Outcome<String> {
    let host = version.lines().find_map(|line| line.strip_prefix("host: "));
    host.map(str::to_owned).ok_or_else(|| "rustc does not say for what machine it compiles".into())
}

#[cfg(test)]
mod tests {
    use super::host;

    #[test]
    fn the_host_is_a_line_of_the_version() {
        let version =
            "rustc 1.95.0 (59807616e 2026-04-14)\nbinary: rustc\nhost: x86_64-unknown-linux-gnu\nrelease: 1.95.0\n";
        assert_eq!(host(version).unwrap(), "x86_64-unknown-linux-gnu");
        assert!(host("rustc 1.95.0\n").is_err());
    }
}
