//! Copies a SQLite database page by page, through SQLite's backup API.
//!
//! A second connection reads it: SQLite copies nothing for a connection that holds the write lock, as the run's does. It
//! sees what is committed, and nothing of the run is written yet.

use std::{ops::ControlFlow, path::Path, time::Duration};

use rusqlite::{
    Connection, OpenFlags,
    backup::{Backup, StepResult},
};

use crate::backup::{BackupError, Copying, Watch};

/// About a megabyte at a time: Ctrl-C is heard between two of them.
const PAGES: i32 = 256;
const PAUSE: Duration = Duration::from_millis(20);
/// How often a database that another connection holds is asked again: ten seconds.
const ATTEMPTS: u32 = 500;

/// Copies the file that a connection has open, and reads the copy back.
pub(super) fn copy(open: &Connection, file: &Path, watch: &mut Watch<'_>) -> Result<(), BackupError> {
    let failed = |error: rusqlite::Error| BackupError::failed(error.to_string());
    let Some(path) = open.path().filter(|path| !path.is_empty()) else {
        return Err(BackupError::with_way_out(
            "the database is in memory",
            "`--no-backup` goes without: the database ends with the run",
        ));
    };
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let database = &Connection::open_with_flags(path, flags).map_err(failed)?;
    let page_size: u64 = database.query_row("PRAGMA page_size", [], |row| row.get::<_, u32>(0)).map_err(failed)?.into();
    let mut copied = Connection::open(file).map_err(failed)?;
    {
        let backup = Backup::new(database, &mut copied).map_err(failed)?;
        let mut attempts = 0;
        loop {
            let step = backup.step(PAGES).map_err(failed)?;
            let progress = backup.progress();
            let bytes = |pages: i32| u64::try_from(pages).unwrap_or(0) * page_size;
            let done = bytes(progress.pagecount - progress.remaining);
            if watch(Copying { done, whole: Some(bytes(progress.pagecount)) }) == ControlFlow::Break(()) {
                return Err(BackupError::Stopped);
            }
            match step {
                StepResult::Done => break,
                StepResult::More => attempts = 0,
                _ if attempts == ATTEMPTS => return Err(BackupError::failed("the database stays locked")),
                _ => {
                    attempts += 1;
                    std::thread::sleep(PAUSE);
                }
            }
        }
    }
    copied.close().map_err(|(_, error)| failed(error))?;
    check(file)
}

/// Opens the copy so that nothing can write to it, also where the database is in WAL mode, and has SQLite read all of it.
fn check(file: &Path) -> Result<(), BackupError> {
    let damaged = |reason: String| BackupError::failed(format!("the copy cannot be read back: {reason}"));
    let path = std::path::absolute(file).map_err(|error| damaged(error.to_string()))?;
    let escaped = path.to_string_lossy().replace('%', "%25").replace('?', "%3f").replace('#', "%23");
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_URI | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let copy = Connection::open_with_flags(format!("file:{escaped}?immutable=1"), flags)
        .map_err(|error| damaged(error.to_string()))?;
    let verdict: String = copy
        .query_row("PRAGMA integrity_check(1)", [], |row| row.get(0))
        .map_err(|error| damaged(error.to_string()))?;
    if verdict == "ok" { Ok(()) } else { Err(damaged(verdict)) }
}
