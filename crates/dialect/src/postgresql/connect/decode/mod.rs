//! Values from the server's binary form, whatever their type.

mod composed;
mod moment;
mod network;
mod number;
mod reader;
mod search;
mod shape;
mod text_form;

use std::error::Error;

use schema::Value;
use tokio_postgres::types::{FromSql, Kind, Type};

use reader::Reader;

/// One cell of a row.
pub(super) struct Cell(pub Value);

impl<'a> FromSql<'a> for Cell {
    fn from_sql(cell_type: &Type, bytes: &'a [u8]) -> Result<Self, Box<dyn Error + Sync + Send>> {
        decode(cell_type, bytes).map(Cell).map_err(Into::into)
    }

    fn from_sql_null(_: &Type) -> Result<Self, Box<dyn Error + Sync + Send>> {
        Ok(Self(Value::Null))
    }

    fn accepts(_: &Type) -> bool {
        true
    }
}

/// Returns the value, or why it cannot be read.
fn decode(cell_type: &Type, bytes: &[u8]) -> Result<Value, String> {
    let mut reader = Reader::new(bytes);
    let reader = &mut reader;
    Ok(match *cell_type {
        Type::BOOL => Value::Bool(reader.u8()? != 0),
        Type::INT2 => Value::Int(reader.i16()?.into()),
        Type::INT4 => Value::Int(reader.i32()?.into()),
        Type::INT8 => Value::Int(reader.i64()?),
        Type::OID
        | Type::XID
        | Type::CID
        | Type::REGCLASS
        | Type::REGCOLLATION
        | Type::REGTYPE
        | Type::REGPROC
        | Type::REGPROCEDURE
        | Type::REGOPER
        | Type::REGOPERATOR
        | Type::REGROLE
        | Type::REGNAMESPACE
        | Type::REGCONFIG
        | Type::REGDICTIONARY => Value::Int(reader.u32()?.into()),
        Type::FLOAT4 => Value::Float(number::widened(f32::from_bits(reader.u32()?))),
        Type::FLOAT8 => Value::Float(f64::from_bits(reader.u64()?)),
        Type::NUMERIC => Value::Decimal(number::numeric(reader)?),
        Type::MONEY => Value::Text(number::money(reader.i64()?)),
        Type::TEXT
        | Type::VARCHAR
        | Type::BPCHAR
        | Type::NAME
        | Type::XML
        | Type::UNKNOWN
        | Type::CSTRING
        | Type::REFCURSOR
        | Type::PG_NODE_TREE => Value::Text(reader.text()?),
        Type::CHAR => Value::Text(text_form::single_byte(reader.u8()?)),
        Type::VOID => Value::Text(String::new()),
        Type::BYTEA => Value::Bytes(reader.rest().to_vec()),
        Type::DATE => moment::date(reader.i32()?),
        Type::TIME => moment::time(reader.i64()?),
        Type::TIMETZ => moment::time_with_zone(reader.i64()?, reader.i32()?),
        Type::TIMESTAMP => moment::timestamp(reader.i64()?, moment::Zone::None),
        Type::TIMESTAMPTZ => moment::timestamp(reader.i64()?, moment::Zone::Utc),
        Type::INTERVAL => moment::interval(reader.i64()?, reader.i32()?, reader.i32()?),
        Type::UUID => Value::Uuid(text_form::uuid(reader.take(16)?)),
        Type::JSON => json(&reader.text()?)?,
        Type::JSONB => {
            reader.version(1)?;
            json(&reader.text()?)?
        }
        Type::JSONPATH => {
            reader.version(1)?;
            Value::Text(reader.text()?)
        }
        Type::INET => Value::Text(network::address(reader, network::Mask::WhereShorter)?),
        Type::CIDR => Value::Text(network::address(reader, network::Mask::Always)?),
        Type::MACADDR | Type::MACADDR8 => Value::Text(network::hardware(reader.rest())),
        Type::BIT | Type::VARBIT => Value::Text(text_form::bits(reader)?),
        Type::TID => Value::Text(format!("({},{})", reader.u32()?, reader.u16()?)),
        Type::PG_LSN => {
            let position = reader.u64()?;
            Value::Text(format!("{:X}/{:X}", position >> 32, position & 0xffff_ffff))
        }
        Type::XID8 => Value::Text(reader.u64()?.to_string()),
        Type::TS_VECTOR => Value::Text(search::vector(reader)?),
        Type::POINT | Type::LSEG | Type::BOX | Type::LINE | Type::CIRCLE | Type::PATH | Type::POLYGON => {
            Value::Text(shape::text(cell_type, reader)?)
        }
        Type::INT2_VECTOR | Type::OID_VECTOR => {
            let element = if *cell_type == Type::OID_VECTOR { Type::OID } else { Type::INT2 };
            Value::Text(text_form::joined(&composed::array(&element, reader)?, " "))
        }
        Type::RECORD => Value::Text(composed::record(&[], reader)?),
        _ => by_kind(cell_type, reader)?,
    })
}

/// Types that a user or an extension has made.
fn by_kind(cell_type: &Type, reader: &mut Reader<'_>) -> Result<Value, String> {
    match cell_type.kind() {
        Kind::Enum(_) => reader.text().map(Value::Text),
        Kind::Domain(base) => decode(base, reader.rest()),
        Kind::Array(element) => composed::array(element, reader),
        Kind::Range(element) => composed::range(element, reader).map(Value::Text),
        Kind::Multirange(range) => composed::multirange(range, reader).map(Value::Text),
        Kind::Composite(fields) => composed::record(fields, reader).map(Value::Text),
        _ => by_name(cell_type.name(), reader),
    }
}

/// Base types of well-known extensions.
fn by_name(name: &str, reader: &mut Reader<'_>) -> Result<Value, String> {
    match name {
        "citext" => reader.text().map(Value::Text),
        "ltree" | "lquery" | "ltxtquery" => {
            reader.version(1)?;
            reader.text().map(Value::Text)
        }
        "hstore" => search::hstore(reader).map(Value::Text),
        "geometry" | "geography" => Ok(Value::Text(text_form::upper_hex(reader.rest()))),
        "vector" => search::embedding(reader).map(Value::Text),
        _ => Err("its binary form is not known here".into()),
    }
}

fn json(text: &str) -> Result<Value, String> {
    serde_json::from_str(text).map(Value::Json).map_err(|error| format!("its JSON cannot be read ({error})"))
}
