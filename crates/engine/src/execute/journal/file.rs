//! A version file as the journal sees it: its hash, and whether it may leave its transaction.

use std::path::Path;

use schema::Value;
use sha2::{Digest as _, Sha256};

/// Words of scripts that leave their transaction: in `autocommit_block`, `COMMIT`, `connection.commit()`, `AUTOCOMMIT`.
const LEAVING: &[&str] = &["commit"];

/// What the journal wants to know of a version file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Script {
    /// SHA-256 in hexadecimal digits; empty where there is no file to read.
    pub(super) hash: String,
    /// Whether it says a word that may leave the transaction. Code that it imports is not looked at.
    pub(super) may_leave: bool,
}

impl Script {
    /// Reads a file. One that cannot be read has no hash: whoever runs it says what is wrong.
    pub(super) fn read(path: &Path) -> Self {
        let Ok(bytes) = std::fs::read(path) else { return Self::default() };
        let text = String::from_utf8_lossy(&bytes).to_lowercase();
        Self { hash: hex(&Sha256::digest(&bytes)), may_leave: LEAVING.iter().any(|word| text.contains(word)) }
    }
}

/// Returns the hash of a statement: one of its text and one of its values, so that a difference can be told apart.
pub(super) fn hash_of<'unit>(text: &str, values: impl Iterator<Item = &'unit Value>) -> String {
    let mut of_values = Sha256::new();
    for value in values {
        of_values.update(format!("{value:?};"));
    }
    format!("{}.{}", &hex(&Sha256::digest(text))[..24], &hex(&of_values.finalize())[..24])
}

/// Bytes in hexadecimal digits.
pub(super) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn other_values_change_the_second_half_alone() {
        let hash = |value: i64| hash_of("INSERT", [Value::Int(value)].iter());
        let (one, two) = (hash(1), hash(2));
        assert_eq!(one.split_once('.').unwrap().0, two.split_once('.').unwrap().0);
        assert_ne!(one, two);
        assert_eq!(one.len(), 49);
    }
}
