//! The lock of a database file: the operating system's lock on a file beside it, which is gone after the run.
//!
//! SQLite's own write lock ends with each transaction; this one lasts for the whole run, and its file says who has it.

use std::fs::{File, OpenOptions, TryLockError};
use std::io::{Read as _, Seek as _, Write as _};
use std::os::unix::fs::MetadataExt as _;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use super::main_file;
use crate::run_lock::{Attempt, Entry, Holder, Part, RunLock};
use crate::{Connection, DatabaseError, ErrorKind};

/// What the lock's file is called behind the name of the database's.
const OF_RUNS: &str = "-limbeck-lock";

/// The same of whole deploys.
const OF_DEPLOYS: &str = "-limbeck-deploy-lock";

struct FileLock {
    path: PathBuf,
    /// The locked file, while the lock is held.
    file: Option<File>,
}

/// Returns the lock of the database that a connection has open; `None`: it is in memory, and nobody else's.
pub(in crate::sqlite) fn run_lock(work: &mut dyn Connection) -> Option<Result<Box<dyn RunLock>, DatabaseError>> {
    lock_beside(work, OF_RUNS)
}

/// The same for whole deploys: single runs are not kept out.
pub(in crate::sqlite) fn deploy_lock(work: &mut dyn Connection) -> Option<Result<Box<dyn RunLock>, DatabaseError>> {
    lock_beside(work, OF_DEPLOYS)
}

fn lock_beside(work: &mut dyn Connection, suffix: &str) -> Option<Result<Box<dyn RunLock>, DatabaseError>> {
    let database = match main_file(work) {
        Ok(file) => Some(file).filter(|file| !file.is_empty())?,
        Err(error) => return Some(Err(error)),
    };
    Some(Ok(Box::new(FileLock { path: format!("{database}{suffix}").into(), file: None })))
}

impl FileLock {
    /// Opens the file, which whoever had the lock may remove meanwhile.
    fn open(&self) -> Result<File, DatabaseError> {
        let opened = OpenOptions::new().read(true).write(true).create(true).truncate(false).open(&self.path);
        opened.map_err(|error| failed(&self.path, &error))
    }

    fn is_in_place(&self, file: &File) -> bool {
        let (Ok(ours), Ok(there)) = (file.metadata(), std::fs::metadata(&self.path)) else { return false };
        (ours.dev(), ours.ino()) == (there.dev(), there.ino())
    }
}

impl RunLock for FileLock {
    fn attempt(&mut self, _: &mut dyn Connection, who: &str) -> Result<Attempt, DatabaseError> {
        let mut file = self.open()?;
        match file.try_lock() {
            Ok(()) if self.is_in_place(&file) => {}
            // The one who had it removed the file after it was opened here: it is to be tried again.
            Ok(()) => return Ok(Attempt::Held(Vec::new())),
            Err(TryLockError::WouldBlock) => return Ok(Attempt::Held(vec![holder(&mut file)])),
            Err(TryLockError::Error(error)) => return Err(failed(&self.path, &error)),
        }
        let said = file.set_len(0).and_then(|()| writeln!(file, "{} {who}", std::process::id()));
        // Held from here on: where there is no room for the text, the file goes as it came.
        self.file = Some(file);
        said.map(|()| Attempt::Taken).map_err(|error| failed(&self.path, &error))
    }

    fn enter(&mut self, _: &mut dyn Connection) -> Result<Entry, DatabaseError> {
        Ok(if self.is_held() { Entry::Inside } else { Entry::Lost })
    }

    fn is_held(&mut self) -> bool {
        self.file.as_ref().is_some_and(|file| self.is_in_place(file))
    }

    fn is_ours(&self, holder: &Holder) -> bool {
        self.file.is_some() && holder.session == i64::from(std::process::id())
    }

    fn work_keeps_out_others(&self, work: &dyn Connection) -> bool {
        work.in_transaction()
    }

    fn holders(&mut self, _: &mut dyn Connection) -> Result<Vec<Holder>, DatabaseError> {
        if !self.path.exists() {
            return Ok(Vec::new());
        }
        let mut file = self.open()?;
        match file.try_lock() {
            // What a run that died has left is free.
            Ok(()) => Ok(Vec::new()),
            Err(TryLockError::WouldBlock) => Ok(vec![holder(&mut file)]),
            Err(TryLockError::Error(error)) => Err(failed(&self.path, &error)),
        }
    }

    /// The holder finds its file gone before its next transaction, and stops; SQLite's own lock guards the one it is in.
    fn evict(&mut self, _: &mut dyn Connection) -> Result<(), DatabaseError> {
        match std::fs::remove_file(&self.path) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(failed(&self.path, &error)),
            _ => Ok(()),
        }
    }
}

impl Drop for FileLock {
    fn drop(&mut self) {
        if let Some(file) = self.file.take()
            && self.is_in_place(&file)
        {
            // Removed while it is locked, so that nobody locks a file that is about to vanish.
            drop(std::fs::remove_file(&self.path));
        }
    }
}

/// Who says to hold the lock; the text may not be written yet.
fn holder(file: &mut File) -> Holder {
    let mut text = String::new();
    let is_read = file.rewind().is_ok() && file.read_to_string(&mut text).is_ok();
    let (process, who) = text.trim_end().split_once(' ').filter(|_| is_read).unwrap_or(("", "another run of limbeck"));
    let written = file.metadata().and_then(|metadata| metadata.modified()).ok();
    let age = written.and_then(|written| SystemTime::now().duration_since(written).ok());
    Holder {
        who: who.to_owned(),
        part: Part::Lock,
        session: process.parse().unwrap_or_default(),
        user: None,
        address: None,
        seconds: age.map(|age| age.as_secs()),
        statement: None,
    }
}

fn failed(path: &Path, error: &std::io::Error) -> DatabaseError {
    DatabaseError::of_driver(ErrorKind::Operational, format!("cannot lock {}: {error}", path.display()))
}
