//! The folder of a scratch database among the temporary files.
//!
//! Its maker holds a lock on a file in it, which ends with the process however that ends: no number of a process is asked,
//! which may be another one's by now, or of another container. A folder whose lock is free was left behind by a kill, and
//! whoever makes the next one removes it.

use std::{
    fs::{self, File, TryLockError},
    io,
    os::unix::fs::MetadataExt as _,
    path::Path,
};

use tempfile::{Builder, TempDir};

use super::MARK;

const LOCK: &str = "lock";

/// A folder that vanishes with this value, and with the next one's making if the process was killed.
pub(super) struct ScratchFolder {
    // It is removed before the lock goes.
    folder: TempDir,
    _lock: File,
}

impl ScratchFolder {
    pub(super) fn make() -> io::Result<Self> {
        Self::make_in(&std::env::temp_dir())
    }

    fn make_in(place: &Path) -> io::Result<Self> {
        loop {
            let folder = Builder::new().prefix(MARK).tempdir_in(place)?;
            let path = folder.path().join(LOCK);
            let lock = File::create_new(&path)?;
            // Somebody else may have found the folder before it was locked, and taken it for one that was left.
            let is_taken = matches!(lock.try_lock(), Err(TryLockError::WouldBlock));
            if is_taken || !path.exists() {
                continue;
            }
            sweep(place, folder.path())?;
            return Ok(Self { folder, _lock: lock });
        }
    }

    pub(super) fn path(&self) -> &Path {
        self.folder.path()
    }
}

/// Removes the folders of this user's that were left behind.
fn sweep(place: &Path, own: &Path) -> io::Result<()> {
    let user = fs::symlink_metadata(own)?.uid();
    for entry in fs::read_dir(place)?.flatten() {
        if entry.file_name().as_encoded_bytes().starts_with(MARK.as_bytes()) {
            // What cannot be removed now is for the next one.
            drop(remove_if_left(&entry.path(), user));
        }
    }
    Ok(())
}

fn remove_if_left(folder: &Path, user: u32) -> io::Result<()> {
    let (found, path) = (fs::symlink_metadata(folder)?, folder.join(LOCK));
    if !found.is_dir() || found.uid() != user || !fs::symlink_metadata(&path)?.is_file() {
        return Ok(());
    }
    let lock = File::open(&path)?;
    // It is held until the folder is gone: its maker, if there is one after all, then makes another.
    if lock.try_lock().is_ok() { fs::remove_dir_all(folder) } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::os::unix::fs::symlink;

    fn names(place: &Path) -> Vec<String> {
        let entries = fs::read_dir(place).unwrap().flatten();
        let mut names: Vec<String> = entries.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
        names.sort();
        names
    }

    /// A folder with a lock that nobody holds.
    fn left_behind(place: &Path, name: &str) {
        fs::create_dir(place.join(name)).unwrap();
        fs::write(place.join(name).join(LOCK), "").unwrap();
        fs::write(place.join(name).join("scratch.db"), "").unwrap();
    }

    #[test]
    fn a_folder_whose_maker_is_gone_is_removed_by_the_next() {
        let place = tempfile::tempdir().unwrap();
        left_behind(place.path(), "limbeck_scratch_dead");
        let one = ScratchFolder::make_in(place.path()).unwrap();
        let other = ScratchFolder::make_in(place.path()).unwrap();
        assert!(one.path().is_dir() && other.path().is_dir());
        assert_eq!(names(place.path()).len(), 2);
        drop((one, other));
        assert_eq!(names(place.path()), Vec::<String>::new());
    }

    #[test]
    fn nothing_else_is_removed() {
        let place = tempfile::tempdir().unwrap();
        let elsewhere = tempfile::tempdir().unwrap();
        left_behind(elsewhere.path(), "mine");
        symlink(elsewhere.path().join("mine"), place.path().join("limbeck_scratch_link")).unwrap();
        fs::create_dir(place.path().join("limbeck_scratch_strange")).unwrap();
        left_behind(place.path(), "other");
        fs::create_dir(place.path().join("limbeck_scratch_trap")).unwrap();
        symlink(elsewhere.path().join("mine").join(LOCK), place.path().join("limbeck_scratch_trap").join(LOCK))
            .unwrap();
        drop(ScratchFolder::make_in(place.path()).unwrap());
        let stay = ["limbeck_scratch_link", "limbeck_scratch_strange", "limbeck_scratch_trap", "other"];
        assert_eq!(names(place.path()), stay);
        assert_eq!(names(&elsewhere.path().join("mine")), ["lock", "scratch.db"]);
    }

    #[test]
    fn links_in_a_folder_that_was_left_are_not_followed() {
        let place = tempfile::tempdir().unwrap();
        let elsewhere = tempfile::tempdir().unwrap();
        fs::write(elsewhere.path().join("precious"), "").unwrap();
        left_behind(place.path(), "limbeck_scratch_dead");
        symlink(elsewhere.path(), place.path().join("limbeck_scratch_dead").join("link")).unwrap();
        drop(ScratchFolder::make_in(place.path()).unwrap());
        assert_eq!((names(place.path()), names(elsewhere.path())), (Vec::new(), vec!["precious".to_owned()]));
    }
}
