//! Rebuilds this crate when a shim changes (they are frozen into it), and links libffi statically.
//!
//! RustPython links `libffi.so`, which a bare machine does not have. A search path that holds nothing but `libffi.a`
//! makes the linker take that one, so that the program needs libc, libm and libgcc_s alone.

use std::{
    collections::BTreeMap,
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
    write_external_sources();
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

/// Of the shims of `sqlalchemy`, what the external Python has beside its real one.
const OF_BOTH: &[&str] = &[
    "_environment.py",
    "_flask_application.py",
    "_host.py",
    "_literals.py",
    "_proxies.py",
    "_raw_cursor.py",
    "_waiting.py",
    "psycopg2/sql.py",
    "sqlalchemy/_clause.py",
    "sqlalchemy/_from_wire.py",
    "sqlalchemy/_type_words.py",
];

/// Collects what the external Python is handed: the shim of `alembic`, and `external/`, whose files go before.
fn write_external_sources() {
    println!("cargo::rerun-if-changed=external");
    let mut files = BTreeMap::new();
    collect(Path::new("python/alembic"), Path::new("python"), &mut files);
    files.extend(OF_BOTH.iter().map(|file| ((*file).to_owned(), Path::new("python").join(file))));
    let mut external = BTreeMap::new();
    collect(Path::new("external"), Path::new("external"), &mut external);
    external.remove("boot.py");
    for (name, file) in external {
        if let Some(of_shim) = files.insert(name.clone(), file) {
            // What goes before a shim may build on it.
            files.insert(name.replace(".py", "_of_shim.py"), of_shim);
        }
    }
    let here = env::current_dir().expect("cargo sets the current folder");
    let mut text = String::from("pub(super) static SOURCES: &[(&str, &str)] = &[\n");
    for (name, file) in files {
        text.push_str(&format!("    ({name:?}, include_str!({:?})),\n", here.join(file)));
    }
    text.push_str("];\n");
    let place = PathBuf::from(env::var_os("OUT_DIR").expect("cargo sets OUT_DIR")).join("external_sources.rs");
    fs::write(place, text).expect("OUT_DIR is writable");
}

fn collect(folder: &Path, root: &Path, files: &mut BTreeMap<String, PathBuf>) {
    for entry in fs::read_dir(folder).expect("the shims' folder is readable") {
        let path = entry.expect("the shims' folder is readable").path();
        if path.is_dir() {
            collect(&path, root, files);
        } else if path.extension().is_some_and(|extension| extension == "py") {
            let name = path.strip_prefix(root).expect("it lies in there").display().to_string();
            files.insert(name, path);
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
