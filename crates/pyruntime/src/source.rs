//! Python source as text.

use std::path::PathBuf;

/// Source of a version file as text, or the reason why it is none.
pub(crate) fn read_source(path: &PathBuf) -> Result<String, String> {
    let bytes = std::fs::read(path).map_err(|error| format!("{}: {error}", path.display()))?;
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").map(<[u8]>::to_vec).unwrap_or(bytes);
    if names_latin_1(&bytes) {
        return Ok(bytes.into_iter().map(char::from).collect());
    }
    String::from_utf8(bytes).map_err(|error| {
        let line =
            error.as_bytes()[..error.utf8_error().valid_up_to()].iter().filter(|byte| **byte == b'\n').count() + 1;
        format!("{}, line {line}: the file is not UTF-8", path.display())
    })
}

/// Whether one of the first two lines is a PEP 263 comment that names Latin-1, the only other encoding we read.
fn names_latin_1(bytes: &[u8]) -> bool {
    let lines = bytes.split(|byte| *byte == b'\n').take(2);
    lines.filter(|line| line.trim_ascii_start().starts_with(b"#")).any(|line| {
        let line = String::from_utf8_lossy(line).to_lowercase().replace('_', "-");
        line.contains("coding") && ["latin-1", "iso-8859-1", "latin1"].iter().any(|name| line.contains(name))
    })
}
