//! Rebuilds this crate when a shim changes (they are frozen into it), and links libffi statically.
//!
//! RustPython links `libffi.so`, which a bare machine does not have. A search path that holds nothing but `libffi.a`
//! makes the linker take that one, so that the program needs libc, libm and libgcc_s alone.

use std::{
    env, fs,
    hash::{DefaultHasher, Hash, Hasher},
    path::{Path, PathBuf},
    process::Command,
};

fn main() {
    println!("cargo::rerun-if-changed=python");
    let mut hash = DefaultHasher::new();
    hash_folder(Path::new("python"), &mut hash);
    println!("cargo::rustc-env=SHIMS_DIGEST={:016x}", hash.finish());
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

/// What is kept between runs is kept for the shims that made it.
fn hash_folder(folder: &Path, hash: &mut DefaultHasher) {
    let entries = fs::read_dir(folder).expect("the shims' folder is readable");
    let mut paths: Vec<PathBuf> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
    paths.sort();
    for path in paths {
        if path.is_dir() {
            hash_folder(&path, hash);
        } else if path.extension().is_some_and(|extension| extension == "py") {
            path.hash(hash);
            fs::read(&path).expect("a shim is readable").hash(hash);
        }
    }
}

/// Asks the C compiler, which knows where its libraries are.
fn libffi_archive() -> Option<PathBuf> {
    let compiler = env::var_os("CC").unwrap_or_else(|| "cc".into());
    let answer = Command::new(compiler).arg("-print-file-name=libffi.a").output().ok()?;
    let path = PathBuf::from(String::from_utf8(answer.stdout).ok()?.trim());
    path.is_absolute().then_some(path).filter(|path| path.is_file())
}
