//! `libffi.a`, which the embedded Python is linked with.

use std::{env, path::Path, process::Command};

use crate::{
    debian,
    process::{self, Outcome},
};

/// Asks the C compiler, as the build script of `pyruntime` does, and installs Debian's package where it has none.
pub fn find_or_install() -> Outcome {
    if !cfg!(target_os = "linux") || is_installed()? {
        return Ok(());
    }
    debian::install("libffi-dev", "libffi.a is missing", "install libffi with its headers and static library yourself")
}

fn is_installed() -> Outcome<bool> {
    let compiler = env::var_os("CC").unwrap_or_else(|| "cc".into());
    let answer = process::output(Command::new(compiler).arg("-print-file-name=libffi.a"))?;
    Ok(is_found(Path::new(answer.trim())))
}

/// A compiler that does not know the file gives its bare name back.
fn is_found(answer: &Path) -> bool {
    answer.is_absolute() && answer.is_file()
}

#[cfg(test)]
mod tests {
    use super::is_found;
    use std::path::Path;

    #[test]
    fn a_bare_name_is_no_library() {
        assert!(!is_found(Path::new("libffi.a")));
        assert!(!is_found(Path::new("/nowhere/libffi.a")));
        assert!(is_found(Path::new(env!("CARGO_MANIFEST_PATH"))));
    }
}
