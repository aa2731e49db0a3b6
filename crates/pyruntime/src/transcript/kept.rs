//! Keeps transcripts between runs, each sealed with the state of everything that it depends on.
//!
//! A transcript holds the URL of the database. So it is encrypted, and its key is not kept: the key is made of the
//! environment and of the content of every file that Python has seen. Who can read those needs no transcript to learn
//! the password, and where one of them has changed the transcript cannot be opened, which is what is wanted.

use std::{
    io::IsTerminal,
    path::{Path, PathBuf},
};

use ring::{
    aead::{Aad, CHACHA20_POLY1305, LessSafeKey, NONCE_LEN, Nonce, UnboundKey},
    rand::{SecureRandom, SystemRandom},
};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::{
    Cache,
    hexadecimal::in_hexadecimal,
    seen::{Look, State, state_now},
    transcript::Transcript,
    world::OF_EACH_TEST,
};

/// Another program has other conversations: its version, and the content of its shims.
const PROGRAM: &str = concat!("transcript\0", env!("CARGO_PKG_VERSION"), "\0", env!("SHIMS_DIGEST"));

/// Stands in the place of a transcript where none is to be kept.
const REFUSED: &[u8] = b"refused\n";

/// What a run depends on beside files: where it runs, its environment, and whether somebody looks at it.
#[derive(Clone, Debug)]
pub(crate) struct Circumstances {
    state: State,
}

impl Circumstances {
    /// Those of this process, to be taken before user code can change them.
    pub(crate) fn now() -> Self {
        let mut hash = Sha256::new();
        hash.update(PROGRAM.as_bytes());
        let mut add = |text: &[u8]| {
            hash.update((text.len() as u64).to_le_bytes());
            hash.update(text);
        };
        add(std::env::current_dir().unwrap_or_default().as_os_str().as_encoded_bytes());
        add(&[
            u8::from(std::io::stdin().is_terminal()),
            u8::from(std::io::stdout().is_terminal()),
            u8::from(std::io::stderr().is_terminal()),
        ]);
        let mut variables: Vec<_> = std::env::vars_os().collect();
        variables.sort();
        for (name, value) in variables {
            add(name.as_encoded_bytes());
            if name != OF_EACH_TEST {
                add(value.as_encoded_bytes());
            }
        }
        Self { state: hash.finalize().into() }
    }

    fn with(&self, seen: &State) -> State {
        Sha256::new().chain_update(self.state).chain_update(seen).finalize().into()
    }
}

/// The transcripts of one env.py called in one way: one for each state in which it has met the database.
#[derive(Clone, Debug)]
pub(crate) struct TranscriptCache {
    cache: Cache,
    scope: String,
    circumstances: Circumstances,
}

/// How many states are remembered: an empty database, one where nothing is to do, and what is between.
const STATES: usize = 4;

/// What can be read without the key.
#[derive(Serialize, Deserialize)]
struct Envelope {
    looks: Vec<Look>,
    nonce: [u8; NONCE_LEN],
}

impl TranscriptCache {
    /// Uses `directory`; `arguments` are the words of the command line.
    pub(crate) fn new(directory: PathBuf, env_file: &Path, arguments: &[String], circumstances: Circumstances) -> Self {
        let state = in_hexadecimal(&circumstances.state);
        let scope = format!("{PROGRAM}\0{}\0{}\0{state}", env_file.display(), arguments.join("\0"));
        Self { cache: Cache::new(directory), scope, circumstances }
    }

    /// The places of transcripts, the last one that was of use first.
    pub(crate) fn places(&self) -> Vec<usize> {
        let aged = (0..STATES).filter_map(|place| Some((self.cache.age(&[], &self.name(place))?, place)));
        let mut aged: Vec<_> = aged.collect();
        aged.sort_unstable();
        aged.into_iter().map(|(_, place)| place).collect()
    }

    /// Returns the transcript of that place and what it depends on, if nothing has changed since; else it is removed.
    pub(crate) fn open(&self, place: usize) -> Option<(Transcript, Vec<Look>)> {
        let name = self.name(place);
        let bytes = self.cache.read(&[], &name)?;
        if bytes == REFUSED {
            return None;
        }
        let opened = self.opened(bytes);
        if opened.is_none() {
            self.cache.remove(&[], &name);
        }
        opened
    }

    fn opened(&self, mut bytes: Vec<u8>) -> Option<(Transcript, Vec<Look>)> {
        let end = bytes.iter().position(|byte| *byte == b'\n')?;
        let envelope: Envelope = serde_json::from_slice(&bytes[..end]).ok()?;
        let key = key(&self.circumstances.with(&state_now(&envelope.looks)))?;
        let nonce = Nonce::assume_unique_for_key(envelope.nonce);
        let opened = key.open_in_place(nonce, Aad::empty(), &mut bytes[end + 1..]).ok()?;
        Some((serde_json::from_slice(opened).ok()?, envelope.looks))
    }

    /// Says that a transcript was of use.
    pub(crate) fn renew(&self, place: usize) {
        self.cache.renew(&[], &self.name(place));
    }

    /// Keeps a transcript of a run that saw all of this, in the place of the one that was of no use for longest; one that
    /// cannot be kept is no error.
    pub(crate) fn keep(&self, transcript: &Transcript, looks: Vec<Look>, seen: &State) {
        if self.cache.read(&[], &self.name(0)).is_some_and(|kept| kept == REFUSED) {
            return;
        }
        let places = self.places();
        let free = (0..STATES).find(|place| !places.contains(place));
        let place = free.or_else(|| places.last().copied()).unwrap_or_default();
        if let Some(bytes) = sealed(transcript, &self.circumstances.with(seen), looks) {
            self.cache.write(&[], &self.name(place), &bytes);
        }
    }

    /// Keeps nothing from now on: env.py does something else each time, in a way that nobody saw.
    pub(crate) fn refuse(&self) {
        (1..STATES).for_each(|place| self.cache.remove(&[], &self.name(place)));
        self.cache.write(&[], &self.name(0), REFUSED);
    }

    fn name(&self, place: usize) -> String {
        format!("{}\0{place}", self.scope)
    }
}

fn sealed(transcript: &Transcript, state: &State, looks: Vec<Look>) -> Option<Vec<u8>> {
    let mut nonce = [0; NONCE_LEN];
    SystemRandom::new().fill(&mut nonce).ok()?;
    let mut text = serde_json::to_vec(transcript).ok()?;
    key(state)?.seal_in_place_append_tag(Nonce::assume_unique_for_key(nonce), Aad::empty(), &mut text).ok()?;
    let mut bytes = serde_json::to_vec(&Envelope { looks, nonce }).ok()?;
    bytes.push(b'\n');
    bytes.append(&mut text);
    Some(bytes)
}

fn key(state: &State) -> Option<LessSafeKey> {
    UnboundKey::new(&CHACHA20_POLY1305, state).ok().map(LessSafeKey::new)
}

#[cfg(test)]
mod tests {
    use std::{path::Path, time::Duration};

    use serde_json::json;

    use super::{Circumstances, TranscriptCache};
    use crate::{
        seen::{Look, state_now},
        transcript::{Event, Transcript},
    };

    fn transcript(heard: serde_json::Value) -> Transcript {
        Transcript { events: vec![Event::Heard(heard)], ..Transcript::default() }
    }

    #[test]
    fn a_transcript_opens_while_nothing_has_changed_and_holds_nothing_readable() {
        let folder = tempfile::tempdir().expect("a folder can be made");
        let file = folder.path().join("env.py");
        std::fs::write(&file, "x = 1\n").expect("a file can be written");
        let looks = vec![Look::Source(file.display().to_string())];
        let directory = folder.path().join("cache");
        let of = |command: &str, state| {
            let arguments = ["alembic".into(), command.into()];
            TranscriptCache::new(
                directory.clone(),
                Path::new("env.py"),
                &arguments,
                Circumstances { state: [state; 32] },
            )
        };
        let cache = of("check", 7);
        let url = "postgresql://me:sesame@localhost/shop";
        let transcript = transcript(json!({"request": "connect", "url": url}));
        cache.keep(&transcript, looks.clone(), &state_now(&looks));
        assert_eq!((cache.places(), cache.open(0)), (vec![0], Some((transcript.clone(), looks.clone()))));
        assert_eq!(of("check", 8).open(0), None, "another environment");
        assert_eq!(of("current", 7).open(0), None, "another command");
        for entry in std::fs::read_dir(directory).expect("the cache is there") {
            let bytes = std::fs::read(entry.expect("it can be listed").path()).expect("it can be read");
            assert!(!bytes.windows(6).any(|part| part == b"sesame"), "the password can be read");
        }
        std::fs::write(&file, "x = 2\n").expect("a file can be written");
        assert_eq!((cache.open(0), cache.places()), (None, Vec::new()), "another env.py");
        std::fs::write(&file, "x = 1\n").expect("a file can be written");
        cache.refuse();
        cache.keep(&transcript, looks.clone(), &state_now(&looks));
        assert_eq!((cache.open(0), cache.places()), (None, vec![0]));
    }

    #[test]
    fn some_transcripts_are_kept_and_the_one_that_is_of_no_use_goes() {
        let folder = tempfile::tempdir().expect("a folder can be made");
        let circumstances = Circumstances { state: [7; 32] };
        let cache = TranscriptCache::new(folder.path().to_owned(), Path::new("env.py"), &[], circumstances);
        let of = |text: &str| transcript(json!(text));
        // Files tell the time in steps of some milliseconds.
        let later = || std::thread::sleep(Duration::from_millis(30));
        let keep = |text: &str| cache.keep(&of(text), Vec::new(), &state_now(&[]));
        for text in ["empty", "half", "full", "other"] {
            keep(text);
            later();
        }
        assert_eq!(cache.places(), [3, 2, 1, 0]);
        cache.renew(0);
        later();
        keep("fifth");
        let texts: Vec<_> = cache.places().into_iter().map(|place| cache.open(place).expect("it is there").0).collect();
        assert_eq!(texts, ["fifth", "empty", "other", "full"].map(of));
    }
}
