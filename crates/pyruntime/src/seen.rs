//! What Python has seen of the file system in this run: what is kept between runs may depend on each of it.

use std::{
    cell::RefCell,
    collections::{BTreeMap, HashSet, btree_map::Entry},
    fs,
    path::{Path, PathBuf},
};

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::{compile, hexadecimal::in_hexadecimal, retouching::retouches, source::read_source};

thread_local! {
    pub(crate) static SEEN: RefCell<Seen> = RefCell::default();
}

/// The state of something at one time, as a digest.
pub(crate) type State = [u8; 32];

/// One look at the file system, which can be repeated.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(crate) enum Look {
    /// Python source as text.
    Source(String),
    /// The bytes of a file.
    Bytes(String),
    /// The names in a folder, and what they are.
    Folder(String),
    /// Whether a file, a folder, a link or nothing is there.
    Place(String),
    /// Size, times and rights of what is there.
    Facts(String),
}

impl Look {
    /// Looks; what cannot be read is a state of its own.
    pub(crate) fn state(&self) -> State {
        match self {
            Self::Source(file) => read_source(&PathBuf::from(file)).map_or([0; 32], |source| digest(source.as_bytes())),
            Self::Bytes(file) => fs::read(file).map_or([0; 32], |bytes| digest(&bytes)),
            Self::Folder(folder) => names_in(Path::new(folder)).map_or([0; 32], |names| digest(names.as_bytes())),
            Self::Place(place) => {
                let found = fs::metadata(place).ok();
                let kind = found.map_or(1, |found| 2 + u8::from(found.is_dir()) + 2 * u8::from(found.is_file()));
                digest(format!("{kind} {:?}", fs::read_link(place).ok()).as_bytes())
            }
            Self::Facts(place) => {
                digest(format!("{:?} {:?}", facts(fs::metadata(place)), facts(fs::symlink_metadata(place))).as_bytes())
            }
        }
    }
}

fn facts(found: std::io::Result<fs::Metadata>) -> Option<String> {
    let found = found.ok()?;
    Some(format!("{:?} {} {:?} {:?}", found.file_type(), found.len(), found.permissions(), found.modified().ok()))
}

fn names_in(folder: &Path) -> std::io::Result<String> {
    let mut names = Vec::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let kind = entry.file_type().ok();
        let is_folder = kind.is_some_and(|kind| kind.is_dir());
        let is_link = kind.is_some_and(|kind| kind.is_symlink());
        let leads_to_folder = is_link && entry.path().is_dir();
        names.push(format!("{}\0{is_folder}\0{is_link}\0{leads_to_folder}", entry.file_name().to_string_lossy()));
    }
    names.sort();
    Ok(names.join("\0"))
}

/// The state of something with that content.
pub(crate) fn digest(content: &[u8]) -> State {
    Sha256::digest(content).into()
}

/// The looks of one run.
#[derive(Default)]
pub(crate) struct Seen {
    looks: BTreeMap<Look, State>,
    /// Something was another at another time.
    has_changed: bool,
    /// Python did what cannot be repeated by looking.
    is_in_doubt: bool,
    /// Sources whose syntax says that they change nothing of our packages.
    untouching: HashSet<State>,
    /// One of them may have changed something, and that stays.
    is_retouched: bool,
}

impl Seen {
    pub(crate) fn add(&mut self, look: Look, state: State) {
        let before = self.looks.insert(look, state);
        self.has_changed |= before.is_some_and(|before| before != state);
    }

    /// Looks, once.
    pub(crate) fn look(&mut self, look: Look) {
        if let Entry::Vacant(place) = self.looks.entry(look) {
            let state = place.key().state();
            place.insert(state);
        }
    }

    pub(crate) fn doubt(&mut self) {
        self.is_in_doubt = true;
    }

    /// One text for the content of all files that were read; `None`: there is none.
    pub(crate) fn files(&self) -> Option<String> {
        let is_file = |look: &Look| matches!(look, Look::Source(_) | Look::Bytes(_));
        let state = state_of(self.looks.iter().filter(|(look, _)| is_file(look)));
        (!self.has_changed).then(|| in_hexadecimal(&state))
    }

    /// Everything that was looked at, and one state for it all; `None`: that would not be everything.
    pub(crate) fn everything(&self) -> Option<(Vec<Look>, State)> {
        let is_certain = !self.has_changed && !self.is_in_doubt;
        is_certain.then(|| (self.looks.keys().cloned().collect(), state_of(self.looks.iter())))
    }

    pub(crate) fn is_untouching(&mut self, state: State) {
        self.untouching.insert(state);
    }

    /// Whether none of the Python files changes what our packages do (`retouching.rs`); each is looked at once.
    pub(crate) fn is_untouched(&mut self) -> bool {
        let untouching = &mut self.untouching;
        self.is_retouched = self.is_retouched
            || self.has_changed
            || !self.looks.iter().all(|(look, state)| match look {
                Look::Source(file) if file.ends_with(".py") => {
                    untouching.contains(state) || (leaves_untouched(file, state) && untouching.insert(*state))
                }
                _ => true,
            });
        !self.is_retouched
    }
}

/// Looks again at all of it.
pub(crate) fn state_now(looks: &[Look]) -> State {
    let states: Vec<State> = looks.iter().map(Look::state).collect();
    state_of(looks.iter().zip(&states))
}

fn state_of<'a>(looks: impl Iterator<Item = (&'a Look, &'a State)>) -> State {
    let mut hash = Sha256::new();
    for (look, state) in looks {
        let (kind, path) = match look {
            Look::Source(path) => (b's', path),
            Look::Bytes(path) => (b'b', path),
            Look::Folder(path) => (b'f', path),
            Look::Place(path) => (b'p', path),
            Look::Facts(path) => (b'x', path),
        };
        hash.update([kind]);
        hash.update(path.as_bytes());
        hash.update([0]);
        hash.update(state);
    }
    hash.finalize().into()
}

/// Whether the file is still the one that was read, and changes nothing of our packages.
fn leaves_untouched(file: &str, state: &State) -> bool {
    let Ok(source) = read_source(&PathBuf::from(file)) else { return false };
    let is_same = *state == digest(source.as_bytes());
    is_same && compile::parse(&source).is_some_and(|syntax| !retouches(&syntax))
}

#[cfg(test)]
mod tests {
    use super::{Look, Seen, digest, state_now};

    #[test]
    fn what_was_seen_has_one_state_until_something_changes() {
        let folder = tempfile::tempdir().expect("a folder can be made");
        let path = |name: &str| folder.path().join(name).display().to_string();
        std::fs::write(path("a.py"), "x = 1\n").expect("a file can be written");
        let mut seen = Seen::default();
        seen.add(Look::Source(path("a.py")), digest(b"x = 1\n"));
        seen.look(Look::Place(path("b.py")));
        seen.look(Look::Folder(path("")));
        let (looks, state) = seen.everything().expect("nothing has changed");
        assert_eq!(state_now(&looks), state);
        std::fs::write(path("b.py"), "").expect("a file can be written");
        assert_ne!(state_now(&looks), state, "a file has come");
        std::fs::remove_file(path("b.py")).expect("it can be removed");
        assert_eq!(state_now(&looks), state);
        std::fs::write(path("a.py"), "x = 2\n").expect("a file can be written");
        assert_ne!(state_now(&looks), state, "a file has another content");
    }

    #[test]
    fn what_changes_during_a_run_is_not_everything() {
        let mut seen = Seen::default();
        seen.add(Look::Bytes("a".into()), digest(b"1"));
        seen.add(Look::Bytes("a".into()), digest(b"2"));
        assert_eq!(seen.everything(), None);
        assert_eq!(seen.files(), None);
    }

    #[test]
    fn a_doubt_is_none_about_files() {
        let mut seen = Seen::default();
        seen.doubt();
        assert_eq!(seen.everything(), None);
        assert!(seen.files().is_some());
    }
}
