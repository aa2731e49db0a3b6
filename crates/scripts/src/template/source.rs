//! From a template file to its text.

use std::{fs, path::Path};

use super::TemplateError;

/// Reads a template file and decodes it.
pub fn read(file: &Path) -> Result<String, TemplateError> {
    let shown = file.display().to_string();
    match fs::read(file) {
        Ok(bytes) => decode(&bytes, &shown),
        Err(error) => Err(TemplateError::Unreadable { file: shown, reason: error.to_string() }),
    }
}

/// Decodes a template file: UTF-8, or what its first line says (`## -*- coding: latin-1 -*-`).
pub fn decode(bytes: &[u8], file_name: &str) -> Result<String, TemplateError> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let first_line = bytes.split(|byte| *byte == b'\n').next().unwrap_or_default();
    let encoding = coding_line(&String::from_utf8_lossy(first_line))
        .map_or_else(|| "utf-8".to_owned(), |(_, name)| name.to_owned());
    let failed = || TemplateError::NotDecodable { file: file_name.to_owned(), encoding: encoding.clone() };
    match encoding.to_ascii_lowercase().replace('_', "-").as_str() {
        "utf-8" | "utf8" | "ascii" | "us-ascii" => String::from_utf8(bytes.to_vec()).map_err(|_| failed()),
        "latin-1" | "latin1" | "iso-8859-1" => Ok(bytes.iter().map(|byte| char::from(*byte)).collect()),
        _ => Err(failed()),
    }
}

/// Returns where the encoding is named in the first line, if it is a comment that names one.
pub(super) fn coding_line(line: &str) -> Option<(usize, &str)> {
    let comment = line.strip_prefix('#')?;
    // The last one counts, as the pattern before it takes as much as it can.
    let at = ["coding:", "coding="].into_iter().filter_map(|word| comment.rfind(word)).max()?;
    let name = comment[at + "coding:".len()..].trim_start();
    let length = name
        .find(|character: char| !(pysource::is_word(character) || matches!(character, '-' | '.')))
        .unwrap_or(name.len());
    (length > 0).then(|| (at, &name[..length]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_line_names_the_encoding() {
        assert_eq!(decode(b"## coding: latin-1\n\xe9", "t").as_deref(), Ok("## coding: latin-1\né"));
        assert_eq!(decode("\u{feff}é".as_bytes(), "t").as_deref(), Ok("é"));
        assert_eq!(
            decode(b"\xe9", "t").unwrap_err().to_string(),
            "Unicode decode operation of encoding 'utf-8' failed in file 't'"
        );
        assert!(decode(b"# coding: klingon\n", "t").is_err());
    }
}
