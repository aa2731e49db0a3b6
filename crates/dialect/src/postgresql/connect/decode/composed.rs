//! Arrays, ranges and records: values that hold others.

use schema::Value;
use tokio_postgres::types::{Field, Kind, Type};

use super::decode;
use super::reader::Reader;
use super::text_form;

/// Returns a list, or lists in lists for more dimensions.
pub(super) fn array(element: &Type, reader: &mut Reader<'_>) -> Result<Value, String> {
    let dimensions = reader.count()?;
    let (_has_nulls, _element_type) = (reader.i32()?, reader.u32()?);
    let mut lengths = Vec::new();
    for _ in 0..dimensions {
        lengths.push(reader.count()?);
        let _lower_bound = reader.i32()?;
    }
    if lengths.is_empty() { Ok(Value::Array(Vec::new())) } else { nested(element, reader, &lengths) }
}

fn nested(element: &Type, reader: &mut Reader<'_>, lengths: &[usize]) -> Result<Value, String> {
    let Some((length, inner)) = lengths.split_first() else {
        return reader.nullable()?.map_or(Ok(Value::Null), |bytes| decode(element, bytes));
    };
    (0..*length).map(|_| nested(element, reader, inner)).collect::<Result<_, _>>().map(Value::Array)
}

const EMPTY: u8 = 0x01;
const LOWER_INCLUSIVE: u8 = 0x02;
const UPPER_INCLUSIVE: u8 = 0x04;
const LOWER_INFINITE: u8 = 0x08;
const UPPER_INFINITE: u8 = 0x10;

/// `[1,10)`, `empty`
pub(super) fn range(element: &Type, reader: &mut Reader<'_>) -> Result<String, String> {
    let flags = reader.u8()?;
    if flags & EMPTY != 0 {
        return Ok("empty".into());
    }
    let mut bound = |infinite: u8| -> Result<String, String> {
        if flags & infinite != 0 {
            return Ok(String::new());
        }
        let bytes = reader.nullable()?.ok_or("a bound that is NULL")?;
        Ok(text_form::quoted_in_range(&text_form::of_cell(element, bytes)?))
    };
    let (lower, upper) = (bound(LOWER_INFINITE)?, bound(UPPER_INFINITE)?);
    let open = if flags & LOWER_INCLUSIVE != 0 { '[' } else { '(' };
    let close = if flags & UPPER_INCLUSIVE != 0 { ']' } else { ')' };
    Ok(format!("{open}{lower},{upper}{close}"))
}

/// `{[1,2),[5,6)}`
pub(super) fn multirange(part: &Type, reader: &mut Reader<'_>) -> Result<String, String> {
    // A built-in one names the type of its bounds, one of a user its range type.
    let element = if let Kind::Range(element) = part.kind() { element } else { part };
    let count = reader.count()?;
    let mut ranges = Vec::new();
    for _ in 0..count {
        let bytes = reader.nullable()?.ok_or("a range that is NULL")?;
        ranges.push(range(element, &mut Reader::new(bytes))?);
    }
    Ok(format!("{{{}}}", ranges.join(",")))
}

/// `(1,"a b",)`. The types of its fields are known for a named record; those of any other must be built in.
pub(super) fn record(known: &[Field], reader: &mut Reader<'_>) -> Result<String, String> {
    let count = reader.count()?;
    let mut fields = Vec::new();
    for index in 0..count {
        let built_in = Type::from_oid(reader.u32()?);
        let field_type = known.get(index).map(Field::type_).or(built_in.as_ref());
        fields.push(match (reader.nullable()?, field_type) {
            (None, _) => String::new(),
            (Some(bytes), Some(field_type)) => text_form::quoted_in_record(&text_form::of_cell(field_type, bytes)?),
            (Some(_), None) => return Err("one of its fields has a type that is not built in".into()),
        });
    }
    Ok(format!("({})", fields.join(",")))
}
