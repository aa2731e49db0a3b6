//! What is kept between runs: entries in one folder, by what they were made of. What nobody asks for goes after a while.

use std::{
    fs, io,
    path::{Path, PathBuf},
    time::{Duration, SystemTime},
};

use sha2::{Digest, Sha256};

use crate::hexadecimal::in_hexadecimal;

const DAY: Duration = Duration::from_secs(24 * 60 * 60);

/// For how long an entry is kept that nobody asks for.
const KEPT: Duration = DAY.saturating_mul(30);

/// In the folder: it was swept when this file was written.
const SWEPT: &str = "swept";

const CHECKSUM: usize = 32;

/// Entries by content, path and version of this program.
#[derive(Clone, Debug)]
pub struct Cache {
    directory: PathBuf,
}

impl Cache {
    /// Uses `directory`, which is made when the first entry is written.
    pub fn new(directory: PathBuf) -> Self {
        Self { directory }
    }

    fn entry(&self, source: &[u8], path: &str) -> PathBuf {
        let mut hash = Sha256::new();
        hash.update(concat!("limbeck ", env!("CARGO_PKG_VERSION"), " rustpython 0.5.0 marked 2\0"));
        hash.update(path.as_bytes());
        hash.update([0]);
        hash.update(source);
        self.directory.join(in_hexadecimal(&hash.finalize()))
    }

    /// Returns what was written for that source and path, if it is there and whole.
    pub(crate) fn read(&self, source: &[u8], path: &str) -> Option<Vec<u8>> {
        let entry = self.entry(source, path);
        let mut bytes = fs::read(&entry).ok()?;
        if bytes.len() < CHECKSUM {
            return None;
        }
        let content = bytes.split_off(CHECKSUM);
        // A damaged entry would panic in the decoder of bytecode, so it must not get there.
        let is_whole = checksum(&content) == bytes.as_slice();
        is_whole.then(|| {
            if age(&entry).is_some_and(|age| age > DAY) {
                renew(&entry);
            }
            content
        })
    }

    /// Writes an entry; a cache that cannot be written is no error.
    pub(crate) fn write(&self, source: &[u8], path: &str, content: &[u8]) {
        let written = self.try_write(source, path, content);
        // The cache only saves time: a full or read-only disk costs that time and nothing else.
        drop(written);
    }

    /// How long ago an entry was written or renewed; `None`: there is none.
    pub(crate) fn age(&self, source: &[u8], path: &str) -> Option<Duration> {
        age(&self.entry(source, path))
    }

    /// Has an entry count as written now; one that cannot be renewed is no error.
    pub(crate) fn renew(&self, source: &[u8], path: &str) {
        renew(&self.entry(source, path));
    }

    /// Removes an entry; one that cannot be removed is no error.
    pub(crate) fn remove(&self, source: &[u8], path: &str) {
        drop(fs::remove_file(self.entry(source, path)));
    }

    fn try_write(&self, source: &[u8], path: &str, content: &[u8]) -> io::Result<()> {
        fs::create_dir_all(&self.directory)?;
        let entry = self.entry(source, path);
        let unfinished = entry.with_extension(format!("{}.tmp", std::process::id()));
        let mut bytes = checksum(content).to_vec();
        bytes.extend_from_slice(content);
        fs::write(&unfinished, bytes)?;
        fs::rename(unfinished, entry)?;
        self.sweep_daily()
    }

    /// Removes what nobody has asked for in a long time; once a day.
    fn sweep_daily(&self) -> io::Result<()> {
        let swept = self.directory.join(SWEPT);
        if age(&swept).is_some_and(|age| age < DAY) {
            return Ok(());
        }
        fs::write(&swept, "Entries that nobody asks for are removed after thirty days.\n")?;
        for file in fs::read_dir(&self.directory)? {
            let path = file?.path();
            if is_entry(&path) && age(&path).is_some_and(|age| age > KEPT) {
                fs::remove_file(path)?;
            }
        }
        Ok(())
    }
}

/// Whether a file of the folder is ours: `LIMBECK_CACHE_DIR` may name one with other files in it.
fn is_entry(path: &Path) -> bool {
    let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
    let (digits, rest) = name.split_at_checked(64).unwrap_or_default();
    let is_digest = !digits.is_empty() && digits.bytes().all(|digit| digit.is_ascii_hexdigit());
    is_digest && (rest.is_empty() || rest.ends_with(".tmp"))
}

/// Has an entry that is asked for stay.
fn renew(entry: &Path) {
    let renewed = fs::File::open(entry).and_then(|file| file.set_modified(SystemTime::now()));
    // Whoever may not write it does not sweep it either.
    drop(renewed);
}

/// How long ago a file was written; `None`: there is none.
fn age(file: &Path) -> Option<Duration> {
    SystemTime::now().duration_since(fs::symlink_metadata(file).ok()?.modified().ok()?).ok()
}

fn checksum(content: &[u8]) -> [u8; CHECKSUM] {
    Sha256::digest(content).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cache() -> (tempfile::TempDir, Cache) {
        let folder = tempfile::tempdir().expect("a folder can be made");
        let cache = Cache::new(folder.path().to_owned());
        (folder, cache)
    }

    fn make_old(file: &Path, days: u32) {
        let time = SystemTime::now() - DAY * days;
        fs::File::open(file).and_then(|file| file.set_modified(time)).expect("its time can be set");
    }

    #[test]
    fn a_damaged_entry_is_not_used() {
        let (_folder, cache) = cache();
        cache.write(b"x = 1", "a.py", b"code");
        assert_eq!(cache.read(b"x = 1", "a.py").as_deref(), Some(&b"code"[..]));
        assert_eq!(cache.read(b"x = 2", "a.py"), None);
        let entry = cache.entry(b"x = 1", "a.py");
        let mut bytes = fs::read(&entry).unwrap();
        *bytes.last_mut().unwrap() ^= 1;
        fs::write(&entry, bytes).unwrap();
        assert_eq!(cache.read(b"x = 1", "a.py"), None);
    }

    #[test]
    fn what_nobody_asks_for_is_swept_and_nothing_else() {
        let (folder, cache) = cache();
        for name in ["asked", "forgotten", "young"] {
            cache.write(b"", name, b"content");
        }
        let of_others = folder.path().join("notes.txt");
        fs::write(&of_others, "mine").unwrap();
        let unfinished = cache.entry(b"", "killed").with_extension("77.tmp");
        fs::write(&unfinished, "half").unwrap();
        for file in [&cache.entry(b"", "asked"), &cache.entry(b"", "forgotten"), &unfinished, &of_others] {
            make_old(file, 40);
        }
        assert!(cache.read(b"", "asked").is_some());
        cache.write(b"", "new", b"content");
        assert!(cache.entry(b"", "forgotten").exists(), "it was swept today");
        make_old(&folder.path().join(SWEPT), 2);
        cache.write(b"", "new", b"content");
        let is_there = ["asked", "young", "new", "forgotten"].map(|name| cache.entry(b"", name).exists());
        assert_eq!(is_there, [true, true, true, false]);
        assert!(of_others.exists() && !unfinished.exists());
    }
}
