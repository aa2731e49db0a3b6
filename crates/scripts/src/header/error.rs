//! Why a header could not be read.

use std::path::{Path, PathBuf};

/// Why a script has no header that can be read without running it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum HeaderError {
    /// A value is computed; only running the script tells it.
    #[error("'{name}' in {} is computed (line {line}); it is known only when the script runs", file.display())]
    NeedsRunning { file: PathBuf, line: usize, name: &'static str },
    /// The file is not Python.
    #[error("SyntaxError: {message} ({}, line {line})", file.display())]
    Syntax { file: PathBuf, line: usize, message: String },
    /// The file holds a zero byte.
    #[error("SyntaxError: source code string cannot contain null bytes ({}, line {line})", file.display())]
    NullBytes { file: PathBuf, line: usize },
    /// The file is not in the encoding that it is said to be in.
    #[error("SyntaxError: (unicode error) '{encoding}' codec can't decode byte 0x{byte:02x} in position {position}: {reason} ({}, line {line})", file.display())]
    NotDecodable { file: PathBuf, line: usize, encoding: &'static str, byte: u8, position: usize, reason: &'static str },
    /// The coding line names an encoding that we do not read.
    #[error("SyntaxError: unknown encoding: {encoding} ({}, line {line})", file.display())]
    UnknownEncoding { file: PathBuf, line: usize, encoding: String },
    /// There is no `revision` and the file name is none either.
    #[error(
        "Could not determine revision id from filename {}. Be sure the 'revision' variable is declared inside the script (please see 'Upgrading from Alembic 0.1 to 0.2' in the documentation).",
        name_of(file)
    )]
    NoRevision { file: PathBuf },
    /// There is no `down_revision`.
    #[error("module '{}' has no attribute 'down_revision'", module_of(file))]
    NoDownRevision { file: PathBuf },
    /// The file is compiled Python without its source.
    #[error("Can't load {}: compiled Python files are not supported", file.display())]
    Bytecode { file: PathBuf },
    /// The file could not be read at all.
    #[error("Can't read {}: {reason}", file.display())]
    Unreadable { file: PathBuf, reason: String },
}

impl HeaderError {
    /// Returns the script that the error is about.
    pub fn file(&self) -> &Path {
        match self {
            Self::NeedsRunning { file, .. }
            | Self::Syntax { file, .. }
            | Self::NullBytes { file, .. }
            | Self::NotDecodable { file, .. }
            | Self::UnknownEncoding { file, .. }
            | Self::NoRevision { file }
            | Self::NoDownRevision { file }
            | Self::Bytecode { file }
            | Self::Unreadable { file, .. } => file,
        }
    }

    /// Returns the line of the script, counted from one, where there is one to show.
    pub fn line(&self) -> Option<usize> {
        match self {
            Self::NeedsRunning { line, .. }
            | Self::Syntax { line, .. }
            | Self::NullBytes { line, .. }
            | Self::NotDecodable { line, .. }
            | Self::UnknownEncoding { line, .. } => Some(*line),
            Self::NoRevision { .. } | Self::NoDownRevision { .. } | Self::Bytecode { .. } | Self::Unreadable { .. } => {
                None
            }
        }
    }

    /// Returns the way out, where we know one.
    pub fn hint(&self) -> Option<String> {
        match self {
            Self::NeedsRunning { name, .. } => {
                Some(format!("write `{name}` as a plain text, None or a tuple of texts"))
            }
            Self::NotDecodable { .. } | Self::UnknownEncoding { .. } => Some(
                "save the file as UTF-8, or name its encoding in the first line: `# -*- coding: latin-1 -*-`".into(),
            ),
            Self::NoRevision { .. } => {
                Some("add `revision = '...'` to the file, or move the file out of the version location".into())
            }
            Self::NoDownRevision { file } => {
                Some(format!("add `down_revision = None` to {}, or the revision it follows", file.display()))
            }
            Self::Bytecode { .. } => Some("put the .py file beside it, or set `sourceless = false`".into()),
            Self::NullBytes { .. } => Some("the file is damaged, or it was saved as UTF-16; save it as UTF-8".into()),
            Self::Syntax { .. } | Self::Unreadable { .. } => None,
        }
    }
}

fn name_of(file: &Path) -> String {
    file.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

/// Alembic loads a script as a module whose name is the file name with `_` for everything that is no letter.
fn module_of(file: &Path) -> String {
    name_of(file).chars().map(|character| if pysource::is_word(character) { character } else { '_' }).collect()
}
