//! From the bytes of a Python file to its text: byte order mark, coding line (PEP 263), line ends.

use std::borrow::Cow;
use std::path::Path;

use super::HeaderError;

/// Decodes a Python file as Python does; lines then end with `\n` alone.
pub(super) fn decode<'a>(bytes: &'a [u8], file: &Path) -> Result<Cow<'a, str>, HeaderError> {
    if bytes.contains(&0) {
        let position = bytes.iter().take_while(|byte| **byte != 0).count();
        return Err(HeaderError::NullBytes { file: file.into(), line: line_of(bytes, position) });
    }
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let text = match declared(bytes) {
        None => Cow::Borrowed(utf8(bytes, file)?),
        Some((_, encoding)) if is_utf8(&encoding) => Cow::Borrowed(utf8(bytes, file)?),
        Some((line, encoding)) => match normalised(&encoding).as_str() {
            "ascii" | "us-ascii" | "646" => Cow::Borrowed(ascii(bytes, file)?),
            "latin-1" | "latin1" | "iso-8859-1" | "iso8859-1" | "l1" | "8859" | "cp819" => Cow::Owned(latin1(bytes)),
            _ => return Err(HeaderError::UnknownEncoding { file: file.into(), line, encoding }),
        },
    };
    Ok(with_plain_line_ends(text))
}

/// Reads bytes as UTF-8; `file` names them in errors.
pub(super) fn utf8<'a>(bytes: &'a [u8], file: &Path) -> Result<&'a str, HeaderError> {
    std::str::from_utf8(bytes).map_err(|error| {
        let position = error.valid_up_to();
        let byte = bytes[position];
        let reason = match (error.error_len(), byte) {
            (None, _) => "unexpected end of data",
            (Some(_), 0x80..=0xc1 | 0xf5..=0xff) => "invalid start byte",
            (Some(_), _) => "invalid continuation byte",
        };
        not_decodable(bytes, file, position, "utf-8", reason)
    })
}

fn ascii<'a>(bytes: &'a [u8], file: &Path) -> Result<&'a str, HeaderError> {
    match bytes.iter().position(|byte| !byte.is_ascii()) {
        Some(position) => Err(not_decodable(bytes, file, position, "ascii", "ordinal not in range(128)")),
        None => utf8(bytes, file),
    }
}

fn latin1(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| char::from(*byte)).collect()
}

fn not_decodable(
    bytes: &[u8],
    file: &Path,
    position: usize,
    encoding: &'static str,
    reason: &'static str,
) -> HeaderError {
    let line = line_of(bytes, position);
    HeaderError::NotDecodable { file: file.into(), line, encoding, byte: bytes[position], position, reason }
}

fn line_of(bytes: &[u8], position: usize) -> usize {
    1 + bytes[..position].iter().filter(|byte| **byte == b'\n').count()
}

/// Finds `coding: name` or `coding=name` in a comment of the first two lines; the first may be empty or a comment.
pub(super) fn declared(bytes: &[u8]) -> Option<(usize, String)> {
    for (index, line) in bytes.split(|byte| *byte == b'\n').take(2).enumerate() {
        let line = line.trim_ascii();
        if line.is_empty() {
            continue;
        }
        let comment = line.strip_prefix(b"#")?;
        if let Some(encoding) = coding_in(comment) {
            return Some((index + 1, encoding));
        }
    }
    None
}

/// Whether a declared encoding is UTF-8, under any of its names.
pub(super) fn is_utf8(encoding: &str) -> bool {
    matches!(normalised(encoding).as_str(), "utf-8" | "utf8" | "u8" | "utf-8-sig")
}

fn coding_in(comment: &[u8]) -> Option<String> {
    let mut rest = comment;
    while let Some(position) = rest.windows(7).position(|word| word == b"coding:" || word == b"coding=") {
        rest = &rest[position + 7..];
        let name: Vec<u8> = rest
            .trim_ascii_start()
            .iter()
            .copied()
            .take_while(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.'))
            .collect();
        if !name.is_empty() {
            return String::from_utf8(name).ok();
        }
    }
    None
}

fn normalised(encoding: &str) -> String {
    encoding.to_ascii_lowercase().replace('_', "-")
}

fn with_plain_line_ends(text: Cow<'_, str>) -> Cow<'_, str> {
    if !text.as_bytes().contains(&b'\r') {
        return text;
    }
    Cow::Owned(text.replace("\r\n", "\n").replace('\r', "\n"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check_text(bytes: &[u8], expected: &str) {
        assert_eq!(decode(bytes, Path::new("a.py")).unwrap(), expected);
    }

    #[track_caller]
    fn check_error(bytes: &[u8], expected: &str) {
        assert_eq!(decode(bytes, Path::new("a.py")).unwrap_err().to_string(), expected);
    }

    #[test]
    fn a_byte_order_mark_and_windows_line_ends_are_taken_away() {
        check_text(b"\xef\xbb\xbfa = 1\r\nb = 2\rc = 3\n", "a = 1\nb = 2\nc = 3\n");
    }

    #[test]
    fn the_coding_line_decides() {
        check_text(b"# -*- coding: latin-1 -*-\nx = '\xe9'", "# -*- coding: latin-1 -*-\nx = 'é'");
        check_text(
            b"#!/usr/bin/python\n# vim: set fileencoding=utf_8 :\nx = '\xc3\xa9'",
            "#!/usr/bin/python\n# vim: set fileencoding=utf_8 :\nx = 'é'",
        );
        check_error(b"# coding: klingon\n", "SyntaxError: unknown encoding: klingon (a.py, line 1)");
    }

    #[test]
    fn a_coding_line_after_code_is_a_comment() {
        check_text(b"x = 1\n# coding: klingon\n", "x = 1\n# coding: klingon\n");
        check_text(b"\n\n# coding: klingon\n", "\n\n# coding: klingon\n");
    }

    #[test]
    fn bytes_that_are_no_text_are_named_with_their_line() {
        check_error(
            b"a = 1\nb = '\xff'\n",
            "SyntaxError: (unicode error) 'utf-8' codec can't decode byte 0xff in position 11: invalid start byte (a.py, line 2)",
        );
        check_error(
            b"b = '\xe9'\n",
            "SyntaxError: (unicode error) 'utf-8' codec can't decode byte 0xe9 in position 5: invalid continuation byte (a.py, line 1)",
        );
        check_error(b"a = 1\n\0", "SyntaxError: source code string cannot contain null bytes (a.py, line 2)");
    }
}
