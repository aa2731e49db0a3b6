//! No file imports a sibling that imports it.
//!
//! Seen are `super::sibling::` and `crate::folder::sibling::`, in `use` lists and in the middle of code. What is
//! imported through a re-export of the folder's `mod.rs` is not seen.

use std::{collections::HashMap, fs, sync::LazyLock, sync::Mutex};

use super::{Finding, source::Source};
use crate::root;

/// Siblings are read once, however many files ask for them.
static READ: LazyLock<Mutex<HashMap<String, Option<String>>>> = LazyLock::new(Mutex::default);

pub fn check(source: &Source, findings: &mut Vec<Finding>) {
    let Some(file) = File::of(source) else { return };
    for sibling in file.imported_siblings(&source.text) {
        let path = format!("{}/{sibling}.rs", file.folder);
        let Some(text) = read(&path) else { continue };
        let other = File { folder: file.folder, name: &sibling };
        let imports_back = other.imported_siblings(&text).iter().any(|name| name == file.name);
        // One finding for the two: at the first by name.
        if imports_back && *file.name < *sibling {
            let message =
                format!("imports `{sibling}`, which imports `{}`: move what both need to a third file", file.name);
            findings.push(Finding::new(source, 1, message));
        }
    }
}

struct File<'a> {
    folder: &'a str,
    name: &'a str,
}

impl<'a> File<'a> {
    /// A file below `src/` that is no `mod.rs`, `lib.rs` or `main.rs`: those are their folder's face.
    fn of(source: &'a Source) -> Option<Self> {
        let (folder, name) = source.path.rsplit_once('/')?;
        let name = name.strip_suffix(".rs")?;
        let is_face = ["mod", "lib", "main", "build"].contains(&name);
        (folder.contains("/src") && !is_face).then_some(Self { folder, name })
    }

    /// The siblings named by path, in product code.
    fn imported_siblings(&self, text: &str) -> Vec<String> {
        let inside_crate =
            self.folder.split_once("/src").map(|(_, rest)| rest.trim_start_matches('/')).unwrap_or_default();
        let prefix = match inside_crate {
            "" => "crate::".to_owned(),
            modules => format!("crate::{}::", modules.replace('/', "::")),
        };
        let code: String = Source::new("", text).product_lines().map(|(_, line)| format!("{line}\n")).collect();
        let mut siblings = Vec::new();
        for start in ["super::", &prefix] {
            for (place, _) in code.match_indices(start) {
                let is_whole =
                    !code[..place].ends_with(|before: char| before.is_alphanumeric() || ":_".contains(before));
                if is_whole {
                    siblings.extend(first_modules(&code[place + start.len()..]));
                }
            }
        }
        siblings.sort();
        siblings.dedup();
        siblings
    }
}

/// `a` of `a::B`; `a` and `c` of `{a::B, c::{D, E}, F}`.
fn first_modules(rest: &str) -> Vec<String> {
    let Some(list) = rest.strip_prefix('{') else { return module(rest).into_iter().collect() };
    let (mut depth, mut start, mut modules) = (0, 0, Vec::new());
    for (place, character) in list.char_indices() {
        match character {
            '{' => depth += 1,
            '}' if depth == 0 => {
                modules.extend(module(&list[start..place]));
                break;
            }
            '}' => depth -= 1,
            ',' if depth == 0 => {
                modules.extend(module(&list[start..place]));
                start = place + 1;
            }
            _ => {}
        }
    }
    modules
}

/// The first name of a path, if more of the path follows.
fn module(path: &str) -> Option<String> {
    let path = path.trim_start();
    let end = path.find(|character: char| !character.is_alphanumeric() && character != '_')?;
    let is_module = end > 0
        && path[end..].starts_with("::")
        && path.starts_with(char::is_lowercase)
        && !path.starts_with("super::");
    is_module.then(|| path[..end].to_owned())
}

fn read(path: &str) -> Option<String> {
    let mut read = READ.lock().ok()?;
    read.entry(path.to_owned()).or_insert_with(|| fs::read_to_string(root::root().join(path)).ok()).clone()
}

#[cfg(test)]
mod tests {
    use super::{File, first_modules};

    #[test]
    fn modules_are_found_in_lists_and_paths() {
        assert_eq!(first_modules("{a::B, c::{D, E}, F, g}"), ["a", "c"]);
        assert_eq!(first_modules("a::b()"), ["a"]);
        assert!(first_modules("Thing;").is_empty());
    }

    #[test]
    fn siblings_are_found_by_either_path() {
        let file = File { folder: "crates/x/src/one", name: "me" };
        let text = "use super::a::A;\nuse crate::one::b::B;\nfn c() { super::d::e() }\nuse super::super::f::F;\n\
                    // super::g::G\n#[cfg(test)]\nmod tests { use super::h::H; }\n";
        assert_eq!(file.imported_siblings(text), ["a", "b", "d"]);
    }
}
