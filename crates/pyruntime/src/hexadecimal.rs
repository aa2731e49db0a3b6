//! Digests as text.

/// Writes bytes as pairs of hexadecimal digits.
pub(crate) fn in_hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
