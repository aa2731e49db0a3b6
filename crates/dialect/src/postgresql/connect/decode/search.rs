//! `tsvector`, `hstore` and pgvector's `vector` as the server writes them.

use super::reader::{Reader, text};
use super::text_form::float;

/// `'cat':3A,7 'fat'`
pub(super) fn vector(reader: &mut Reader<'_>) -> Result<String, String> {
    let count = reader.count()?;
    let mut words = Vec::new();
    for _ in 0..count {
        let word = reader.terminated()?.replace('\\', "\\\\").replace('\'', "''");
        let positions = reader.u16()?;
        let mut places = Vec::new();
        for _ in 0..positions {
            let place = reader.u16()?;
            let weight = ["", "C", "B", "A"][usize::from(place >> 14)];
            places.push(format!("{}{weight}", place & 0x3fff));
        }
        let places = if places.is_empty() { String::new() } else { format!(":{}", places.join(",")) };
        words.push(format!("'{word}'{places}"));
    }
    Ok(words.join(" "))
}

/// `"a"=>"1", "b"=>NULL`
pub(super) fn hstore(reader: &mut Reader<'_>) -> Result<String, String> {
    let quoted = |bytes: &[u8]| -> Result<String, String> {
        Ok(format!("\"{}\"", text(bytes)?.replace('\\', "\\\\").replace('"', "\\\"")))
    };
    let count = reader.count()?;
    let mut pairs = Vec::new();
    for _ in 0..count {
        let key = quoted(reader.nullable()?.ok_or("a key that is NULL")?)?;
        let value = reader.nullable()?.map_or_else(|| Ok("NULL".into()), quoted)?;
        pairs.push(format!("{key}=>{value}"));
    }
    Ok(pairs.join(", "))
}

/// `[1,2.5]`
pub(super) fn embedding(reader: &mut Reader<'_>) -> Result<String, String> {
    let (count, _unused) = (reader.u16()?, reader.u16()?);
    let numbers = (0..count)
        .map(|_| reader.u32().map(|bits| float(f32::from_bits(bits).to_string().parse().unwrap_or_default())))
        .collect::<Result<Vec<_>, _>>()?;
    Ok(format!("[{}]", numbers.join(",")))
}
