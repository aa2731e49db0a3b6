//! Model files that env.py never imports: found by their syntax, nothing is run.

mod declared;
mod walk;

use std::{
    collections::{BTreeSet, HashSet},
    fs,
    path::{Component, Path, PathBuf},
};

use serde::Deserialize;

use crate::{
    Cache,
    compile::{STACK, parse},
};
use declared::Declared;

/// A module that Python has loaded.
#[derive(Clone, Debug, Deserialize)]
pub struct LoadedModule {
    pub name: String,
    /// None of what is built in.
    #[serde(default)]
    pub file: Option<PathBuf>,
}

/// A file that declares tables and was not imported.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct UnimportedModels {
    pub file: PathBuf,
    /// The name to import it by.
    pub module: String,
}

/// A candidate, with what it declares.
struct Candidate {
    file: PathBuf,
    module: String,
    declared: Declared,
}

/// Returns the files beside the loaded modules that declare tables on a base of theirs and were not imported.
///
/// `known_tables` are those that the models have: a file that was executed under another name declares no others.
/// `left_out` are folders whose files are no models: the script directory. What files declare is kept in `cache`.
pub fn unimported_models(
    loaded: &[LoadedModule],
    known_tables: &BTreeSet<String>,
    left_out: &[PathBuf],
    cache: Option<&Cache>,
) -> Vec<UnimportedModels> {
    std::thread::scope(|scope| {
        let find = || find(loaded, known_tables, left_out, cache);
        let thread = std::thread::Builder::new().stack_size(STACK).spawn_scoped(scope, find).ok()?;
        thread.join().ok()
    })
    .unwrap_or_default()
}

fn find(
    loaded: &[LoadedModule],
    known_tables: &BTreeSet<String>,
    left_out: &[PathBuf],
    cache: Option<&Cache>,
) -> Vec<UnimportedModels> {
    let left_out: Vec<PathBuf> = left_out.iter().filter_map(|folder| folder.canonicalize().ok()).collect();
    let is_users = |file: &Path| {
        let is_installed =
            |part: Component<'_>| matches!(part.as_os_str().to_str(), Some("site-packages" | "dist-packages"));
        !file.components().any(is_installed) && !left_out.iter().any(|folder| file.starts_with(folder))
    };
    let of_project: Vec<(&str, PathBuf)> = loaded
        .iter()
        .filter_map(|module| Some((module.name.as_str(), module.file.as_ref()?.canonicalize().ok()?)))
        .filter(|(_, file)| file.extension().is_some_and(|extension| extension == "py") && is_users(file))
        .collect();
    let files: HashSet<&PathBuf> = of_project.iter().map(|(_, file)| file).collect();
    let mut candidates = Vec::new();
    for root in roots(&of_project) {
        for file in walk::python_files(&root.folder, &left_out) {
            if !files.contains(&file)
                && let Some(module) = root.module_of(&file)
                && let Some(declared) = read(&file, &module, cache)
            {
                candidates.push(Candidate { file, module, declared });
            }
        }
    }
    let mut known: HashSet<String> = of_project.iter().map(|(name, _)| (*name).to_owned()).collect();
    // Its classes declare on the one MetaData that the package itself has.
    known.extend(loaded.iter().filter(|module| module.name == "sqlmodel").map(|module| module.name.clone()));
    extend_by_bases(&mut known, &candidates);
    let found: BTreeSet<UnimportedModels> = candidates
        .into_iter()
        .filter(|candidate| candidate.declared.has_others_than(known_tables, &known))
        .map(|candidate| UnimportedModels { file: candidate.file, module: candidate.module })
        .collect();
    found.into_iter().collect()
}

/// Adds the candidates whose classes build on a known module, or on a candidate that does.
fn extend_by_bases(known: &mut HashSet<String>, candidates: &[Candidate]) {
    loop {
        let further: Vec<&Candidate> = candidates
            .iter()
            .filter(|candidate| !known.contains(&candidate.module) && candidate.declared.builds_on(known))
            .collect();
        if further.is_empty() {
            return;
        }
        known.extend(further.into_iter().map(|candidate| candidate.module.clone()));
    }
}

fn read(file: &Path, module: &str, cache: Option<&Cache>) -> Option<Declared> {
    const SIGNS: [&str; 7] =
        ["__tablename__", "__table__", "__abstract__", "Table(", "Column(", "mapped_column(", "table=True"];
    let source = fs::read_to_string(file).ok()?;
    if !SIGNS.iter().any(|sign| source.contains(sign)) {
        return None;
    }
    let is_package = file.file_name().is_some_and(|name| name == "__init__.py");
    let key = format!("{module}\0{is_package}\0declared");
    let kept = cache.and_then(|cache| cache.read(source.as_bytes(), &key));
    if let Some(declared) = kept.and_then(|bytes| serde_json::from_slice(&bytes).ok()) {
        return Some(declared);
    }
    let declared = Declared::of(&parse(&source)?, module, is_package);
    if let (Some(cache), Ok(bytes)) = (cache, serde_json::to_vec(&declared)) {
        cache.write(source.as_bytes(), &key, &bytes);
    }
    Some(declared)
}

/// A folder to look through, and the one that `import` starts from.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Root {
    folder: PathBuf,
    import_from: PathBuf,
}

impl Root {
    /// Returns the dotted name of a file; `None` where it cannot be imported.
    fn module_of(&self, file: &Path) -> Option<String> {
        let mut parts: Vec<String> = Vec::new();
        for part in file.strip_prefix(&self.import_from).ok()?.with_extension("").components() {
            parts.push(part.as_os_str().to_str()?.to_owned());
        }
        if parts.last().is_some_and(|last| last == "__init__") {
            parts.pop();
        }
        let is_name = |part: &String| {
            !part.starts_with(|c: char| c.is_ascii_digit()) && part.chars().all(|c| c == '_' || c.is_alphanumeric())
        };
        (!parts.is_empty() && parts.iter().all(is_name)).then(|| parts.join("."))
    }
}

/// Returns the packages that loaded modules belong to, and the folders of those that belong to none.
fn roots(loaded: &[(&str, PathBuf)]) -> Vec<Root> {
    let mut roots = BTreeSet::new();
    for (name, file) in loaded {
        let parts: Vec<&str> = name.split('.').collect();
        let mut path = file.with_extension("");
        let is_package = path.file_name().is_some_and(|name| name == "__init__");
        if is_package {
            path.pop();
        }
        // A module that was loaded under a name of its own says nothing about where `import` looks.
        let follows = parts.iter().rev().all(|part| {
            let matches = path.file_name().is_some_and(|name| name == *part);
            path.pop();
            matches
        });
        if !follows {
            continue;
        }
        let belongs_to_package = is_package || parts.len() > 1;
        let folder = if belongs_to_package { path.join(parts[0]) } else { path.clone() };
        roots.insert(Root { folder, import_from: path });
    }
    let wider: Vec<PathBuf> = roots.iter().map(|root| root.folder.clone()).collect();
    let is_inside = |root: &Root| wider.iter().any(|folder| *folder != root.folder && root.folder.starts_with(folder));
    roots.into_iter().filter(|root| !is_inside(root)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Files(tempfile::TempDir);

    impl Files {
        fn new(files: &[(&str, &str)]) -> Self {
            let folder = tempfile::tempdir().unwrap();
            for (path, text) in files {
                let path = folder.path().join(path);
                fs::create_dir_all(path.parent().unwrap()).unwrap();
                fs::write(path, text).unwrap();
            }
            Self(folder)
        }

        fn loaded(&self, modules: &[(&str, &str)]) -> Vec<LoadedModule> {
            let module = |(name, file): &(&str, &str)| LoadedModule {
                name: (*name).to_owned(),
                file: (!file.is_empty()).then(|| self.0.path().join(file)),
            };
            modules.iter().map(module).collect()
        }

        fn unimported(&self, modules: &[(&str, &str)], known_tables: &[&str]) -> Vec<String> {
            let known = known_tables.iter().map(|name| (*name).to_owned()).collect();
            let loaded = self.loaded(modules);
            let left_out = [self.0.path().join("migrations")];
            let found = unimported_models(&loaded, &known, &left_out, None);
            let cache = Cache::new(self.0.path().join("cache"));
            for _ in ["written", "read"] {
                assert_eq!(unimported_models(&loaded, &known, &left_out, Some(&cache)), found);
            }
            found.into_iter().map(|one| one.module).collect()
        }
    }

    const USER: &str = "from app.db import Base\nclass User(Base):\n    __tablename__ = 'users'\n";

    #[test]
    fn a_model_file_beside_the_base_is_found() {
        let files = Files::new(&[
            ("app/__init__.py", ""),
            ("app/db.py", "class Base: pass"),
            ("app/models/user.py", USER),
            ("app/models/order.py", "from ..db import Base\nclass Order(Base):\n    id = mapped_column()\n"),
            ("app/tests/models.py", USER),
            ("migrations/versions/a.py", USER),
        ]);
        let loaded = [("app", "app/__init__.py"), ("app.db", "app/db.py")];
        assert_eq!(files.unimported(&loaded, &[]), ["app.models.order", "app.models.user"]);
        // Its table is there, so it was executed, whatever its name was.
        assert_eq!(files.unimported(&loaded, &["users"]), ["app.models.order"]);
    }

    #[test]
    fn a_file_that_was_imported_under_another_name_is_not_found() {
        let files = Files::new(&[("app/db.py", ""), ("app/models.py", USER)]);
        let loaded = [("app.db", "app/db.py"), ("loaded_by_path", "app/models.py")];
        assert_eq!(files.unimported(&loaded, &[]), [] as [&str; 0]);
    }

    #[test]
    fn a_base_of_another_world_is_not_ours() {
        let files = Files::new(&[
            ("app/db.py", ""),
            (
                "app/own.py",
                "from sqlalchemy.orm import DeclarativeBase\nclass Base(DeclarativeBase): pass\nclass A(Base):\n    __tablename__ = 'a'\n",
            ),
            (
                "app/view.py",
                "from app.db import Base\nfrom other import Foreign\nclass V(Base): pass\nclass B(Foreign):\n    __tablename__ = 'b'\n",
            ),
            ("app/mixin.py", "class Times:\n    created = Column(DateTime)\n"),
        ]);
        assert_eq!(files.unimported(&[("app.db", "app/db.py")], &[]), [] as [&str; 0]);
    }

    #[test]
    fn a_base_may_come_through_a_file_that_was_not_imported_either() {
        let files = Files::new(&[
            ("database.py", ""),
            ("models/base.py", "from database import Base\nclass Own(Base):\n    __abstract__ = True\n"),
            ("models/__init__.py", "from .base import Own\nclass A(Own):\n    __tablename__ = 'a'\n"),
            ("tables.py", "from database import metadata\nb = Table('b', metadata)\n"),
        ]);
        assert_eq!(files.unimported(&[("database", "database.py")], &[]), ["models", "tables"]);
    }

    #[test]
    fn classes_of_sqlmodel_need_no_base_of_the_project() {
        let files = Files::new(&[
            ("app/main.py", ""),
            ("app/hero.py", "from sqlmodel import SQLModel\nclass Hero(SQLModel, table=True):\n    id: int\n"),
            ("app/view.py", "from sqlmodel import SQLModel\nclass View(SQLModel):\n    id: int\n\nx = Column(1)\n"),
        ]);
        assert_eq!(files.unimported(&[("app.main", "app/main.py"), ("sqlmodel", "")], &[]), ["app.hero"]);
    }
}
