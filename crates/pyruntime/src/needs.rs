//! What a file of the project needs, together with the files of the project that it imports. Nothing is run.

use std::{
    collections::HashSet,
    fs,
    path::{Path, PathBuf},
};

use crate::{Wanted, wanted};

/// A module that stands in no folder of the project, and the line that imports it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Need {
    pub module: String,
    /// Dotted names that are read of it.
    pub names: Vec<String>,
    /// Those that are read when the file is imported.
    pub read_at_import: Vec<String>,
    pub file: PathBuf,
    pub line: usize,
}

/// Returns the needs of a file; `None`: it is no Python, or cannot be read.
///
/// `folders` are searched for modules of the project. Imports inside of functions count in `file` alone.
pub fn needs_of(file: &Path, folders: &[PathBuf]) -> Option<Vec<Need>> {
    let mut walk = Walk { folders, needs: Vec::new(), seen: HashSet::from([file.to_owned()]), waiting: Vec::new() };
    for one in wanted(&fs::read_to_string(file).ok()?)? {
        walk.take(file, one);
    }
    while let Some(next) = walk.waiting.pop() {
        // A module that is no Python is told by whoever imports it.
        let found = fs::read_to_string(&next).ok().and_then(|source| wanted(&source)).unwrap_or_default();
        for one in found.into_iter().filter(|one| !one.in_function) {
            walk.take(&next, one);
        }
    }
    Some(walk.needs)
}

/// Finds a module in folders: its file, or the `__init__.py` of the package.
pub fn module_file(module: &str, folders: &[PathBuf]) -> Option<PathBuf> {
    folders.iter().find_map(|folder| file_below(folder, module))
}

/// Whether a package, or the single file of a module, has parts that only CPython can load.
pub fn has_compiled_parts(module: &str, folders: &[PathBuf]) -> bool {
    let is_compiled = |name: &str| name.ends_with(".so") || name.ends_with(".pyd");
    let names = |folder: &Path| fs::read_dir(folder).into_iter().flatten().flatten().collect::<Vec<_>>();
    folders.iter().any(|folder| {
        let single = names(folder).iter().any(|entry| {
            let name = entry.file_name().to_string_lossy().into_owned();
            is_compiled(&name) && name.split('.').next() == Some(module)
        });
        let inside = [folder.join(module)]
            .into_iter()
            .chain(names(&folder.join(module)).into_iter().map(|entry| entry.path()).filter(|path| path.is_dir()));
        let mut inside = inside.flat_map(|folder| names(&folder));
        single || inside.any(|entry| is_compiled(&entry.file_name().to_string_lossy()))
    })
}

struct Walk<'a> {
    folders: &'a [PathBuf],
    needs: Vec<Need>,
    seen: HashSet<PathBuf>,
    waiting: Vec<PathBuf>,
}

impl Walk<'_> {
    fn take(&mut self, file: &Path, one: Wanted) {
        if !one.is_needed {
            return;
        }
        let own_folder = (one.level > 0).then(|| file.ancestors().nth(one.level as usize)).flatten();
        let found = match own_folder {
            Some(folder) => self.visit_modules(&[folder.to_owned()], &one),
            None => self.visit_modules(self.folders, &one),
        };
        if !found && one.level == 0 {
            let Wanted { module, names, read_at_import, line, .. } = one;
            self.needs.push(Need { module, names, read_at_import, file: file.to_owned(), line });
        }
    }

    /// Has the files of a module read, with those of its packages and of modules among the names; false: it is not there.
    fn visit_modules(&mut self, folders: &[PathBuf], one: &Wanted) -> bool {
        let names = one.names.iter().map(|name| name.split('.').next().unwrap_or_default());
        let dotted: Vec<String> = if one.module.is_empty() {
            names.map(str::to_owned).collect()
        } else {
            let inside = names.map(|name| format!("{}.{name}", one.module));
            parents(&one.module).map(str::to_owned).chain(inside).collect()
        };
        let top = one.module.split('.').next().unwrap_or_default();
        let is_there = top.is_empty()
            || folders.iter().any(|folder| folder.join(top).is_dir())
            || module_file(top, folders).is_some();
        if is_there {
            for file in dotted.iter().filter_map(|module| module_file(module, folders)) {
                if self.seen.insert(file.clone()) {
                    self.waiting.push(file);
                }
            }
        }
        // A bare folder without Python in it is no package: `redis/` with a configuration.
        is_there && (one.level > 0 || dotted.iter().any(|module| module_file(module, folders).is_some()))
    }
}

/// `a`, `a.b`, `a.b.c`.
fn parents(module: &str) -> impl Iterator<Item = &str> {
    let ends = module.match_indices('.').map(|(end, _)| end).chain([module.len()]);
    ends.map(|end| &module[..end])
}

fn file_below(folder: &Path, module: &str) -> Option<PathBuf> {
    let place = folder.join(module.replace('.', "/"));
    let candidates = [place.join("__init__.py"), place.with_file_name(format!("{}.py", place.file_name()?.to_str()?))];
    candidates.into_iter().find(|file| file.is_file())
}

#[cfg(test)]
mod tests {
    use super::needs_of;

    #[test]
    fn needs_are_gathered_through_the_files_of_the_project() {
        let folder = tempfile::tempdir().unwrap();
        let write = |path: &str, text: &str| {
            let path = folder.path().join(path);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, text).unwrap();
        };
        write("env.py", "from app.models import user\nfrom alembic import context\n");
        write("app/__init__.py", "import outside\n");
        write("app/models/__init__.py", "");
        write("app/models/user.py", "from ..tools import a\nimport app\n\ndef late():\n    import never\n");
        write("app/tools.py", "import deep.inside\na = 1\n");
        write("redis/redis.conf", "");
        write("other.py", "import redis\n");
        let modules = |file: &str| -> Vec<String> {
            let folders = [folder.path().to_owned()];
            let mut found: Vec<String> = needs_of(&folder.path().join(file), &folders)
                .unwrap()
                .iter()
                .map(|need| format!("{} {}", need.file.strip_prefix(folder.path()).unwrap().display(), need.module))
                .collect();
            found.sort();
            found
        };
        assert_eq!(modules("env.py"), ["app/__init__.py outside", "app/tools.py deep.inside", "env.py alembic"]);
        assert_eq!(modules("other.py"), ["other.py redis"]);
    }
}
