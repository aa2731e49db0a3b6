//! Rebuilds this crate when a shim changes (they are frozen into it), and links libffi statically.
//!
//! RustPython links `libffi.so`, which a bare machine does not have. A search path that holds nothing but `libffi.a`
//! makes the linker take that one, so that the program needs libc, libm and libgcc_s alone.

use std::{env, fs, path::PathBuf, process::Command};

fn main() {
    println!("cargo::rerun-if-changed=python");
    let Some(archive) = libffi_archive() else {
        println!(
            "cargo::warning=libffi.a was not found; the program will need libffi.so (Debian: apt-get install libffi-dev)"
        );
        // A file that is not there has cargo run this again, in case libffi has come.
        println!("cargo::rerun-if-changed=libffi.a");
        return;
    };
    let folder = PathBuf::from(env::var_os("OUT_DIR").expect("cargo sets OUT_DIR")).join("ffi");
    let copied = fs::create_dir_all(&folder).and_then(|()| fs::copy(&archive, folder.join("libffi.a")));
    match copied {
        Ok(_) => println!("cargo::rustc-link-search=native={}", folder.display()),
        Err(error) => println!("cargo::warning={} could not be copied: {error}", archive.display()),
    }
}

/// Asks the C compiler, which knows where its libraries are.
fn libffi_archive() -> Option<PathBuf> {
    let compiler = env::var_os("CC").unwrap_or_else(|| "cc".into());
    let answer = Command::new(compiler).arg("-print-file-name=libffi.a").output().ok()?;
    let path = PathBuf::from(String::from_utf8(answer.stdout).ok()?.trim());
    path.is_absolute().then_some(path).filter(|path| path.is_file())
}
