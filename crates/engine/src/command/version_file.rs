//! Version files that are read and written anew, whole or not at all.

use std::{fs, io::Write as _, path::Path};

use crate::Error;

/// Reads the text of a version file.
pub(super) fn read_text(file: &Path) -> Result<String, Error> {
    fs::read_to_string(file).map_err(|error| unreadable(file, &error))
}

/// Reads a version file as it lies there.
pub(super) fn read(file: &Path) -> Result<Vec<u8>, Error> {
    fs::read(file).map_err(|error| unreadable(file, &error))
}

/// Replaces a version file, with the permissions that it has: whoever reads it sees the one or the other.
pub(super) fn write(file: &Path, content: &[u8]) -> Result<(), Error> {
    let failed = |error: std::io::Error| Error::command(format!("cannot write {}: {error}", file.display()));
    let folder = file.parent().unwrap_or(Path::new("."));
    let mut beside = tempfile::NamedTempFile::new_in(folder).map_err(failed)?;
    beside.write_all(content).map_err(failed)?;
    let permissions = fs::metadata(file).map_err(failed)?.permissions();
    fs::set_permissions(beside.path(), permissions).map_err(failed)?;
    beside.as_file().sync_all().map_err(failed)?;
    beside.persist(file).map_err(|error| failed(error.error))?;
    Ok(())
}

fn unreadable(file: &Path, error: &std::io::Error) -> Error {
    Error::command(format!("cannot read {}: {error}", file.display()))
}
