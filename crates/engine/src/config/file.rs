//! Reads a settings file as UTF-8 text, or says exactly why it cannot be one.

use super::error::ConfigError;
use std::path::{Path, PathBuf};

/// Reads a file; `name` is how messages call it. A missing file is an `Unreadable` error.
pub(super) fn read(path: &Path, name: &str) -> Result<String, ConfigError> {
    let bytes = std::fs::read(path).map_err(|source| ConfigError::Unreadable { file: name.into(), source })?;
    text(bytes, name)
}

/// Reads a file of the project's as text.
pub(crate) fn read_text(path: &Path) -> Result<String, ConfigError> {
    read(path, &path.display().to_string())
}

/// Returns the `site-packages` folders of a virtual environment; none where there is no such environment.
pub fn site_packages(root: &Path) -> Vec<PathBuf> {
    let Ok(entries) = std::fs::read_dir(root.join("lib")) else { return Vec::new() };
    let folders = entries.filter_map(|entry| Some(entry.ok()?.path().join("site-packages")));
    folders.filter(|folder| folder.is_dir()).collect()
}

/// Whether a folder is a script directory: it has env.py and versions.
pub(super) fn holds_scripts(folder: &Path) -> bool {
    folder.join("env.py").is_file() && folder.join("versions").is_dir()
}

fn text(bytes: Vec<u8>, name: &str) -> Result<String, ConfigError> {
    let text = String::from_utf8(bytes).map_err(|error| {
        let wrong = error.utf8_error().valid_up_to();
        let bytes = error.as_bytes();
        ConfigError::NotUtf8 { file: name.into(), line: line_of(bytes, wrong), byte: bytes[wrong] }
    })?;
    match text.find('\0') {
        Some(position) => Err(ConfigError::NulByte { file: name.into(), line: line_of(text.as_bytes(), position) }),
        None => Ok(text),
    }
}

fn line_of(bytes: &[u8], position: usize) -> usize {
    bytes[..position].iter().filter(|byte| **byte == b'\n').count() + 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_that_are_no_text_are_named_with_file_and_line() {
        let error = text(b"[alembic]\nname = caf\xe9\n".to_vec(), "alembic.ini").unwrap_err();
        assert_eq!(error.to_string(), "'alembic.ini' is not UTF-8 text: byte 0xe9 in line 2");
        let error = text(b"[alembic]\n\na\0b\n".to_vec(), "alembic.ini").unwrap_err();
        assert_eq!(error.to_string(), "'alembic.ini' is not text: NUL byte in line 3");
        let error = text("[a]".encode_utf16().flat_map(u16::to_le_bytes).collect(), "alembic.ini").unwrap_err();
        assert!(error.hint().unwrap().contains("UTF-16"));
    }
}
