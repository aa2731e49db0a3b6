//! Reads the rows of a catalogue query into structs: the query's columns have the names of the fields, in their order.

use schema::Value;
use serde::de::value::{Error, SeqDeserializer};
use serde::de::{DeserializeOwned, Deserializer, Error as _, IntoDeserializer, Visitor};

use crate::{Connection, DatabaseError, ErrorKind, Statement};

/// Runs a query and reads each of its rows as it comes.
pub(crate) fn read<T: DeserializeOwned>(
    connection: &mut dyn Connection,
    sql: &str,
    binds: Vec<Value>,
) -> Result<Vec<T>, DatabaseError> {
    let misread = |error: Error| {
        let message = format!("the catalogue answers in a form that is not known here: {error}");
        DatabaseError::of_driver(ErrorKind::NotSupported, message).with_sql(sql)
    };
    let mut read = Vec::new();
    let mut fields: &[&str] = &[];
    let statement = Statement { sql: sql.to_owned(), binds, guard: None };
    let answer = connection.stream(&statement, &mut |row| {
        read.push(T::deserialize(Row { cells: row, fields: &mut fields }).map_err(misread)?);
        Ok(())
    })?;
    match answer.columns {
        Some(columns) if !read.is_empty() && columns != fields => {
            Err(misread(Error::custom(format!("{columns:?} where {fields:?} were asked for"))))
        }
        _ => Ok(read),
    }
}

/// A row on its way into a struct, by the order of its fields.
struct Row<'f> {
    cells: Vec<Value>,
    /// The names of the struct's fields, which the columns must have.
    fields: &'f mut &'static [&'static str],
}

impl<'de> Deserializer<'de> for Row<'_> {
    type Error = Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_seq(SeqDeserializer::new(self.cells.into_iter().map(Cell)))
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        *self.fields = fields;
        self.deserialize_any(visitor)
    }

    serde::forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option unit unit_struct
        newtype_struct seq tuple tuple_struct map enum identifier ignored_any
    }
}

/// One value of a row on its way into a field.
struct Cell(Value);

impl<'de> IntoDeserializer<'de, Error> for Cell {
    type Deserializer = Self;

    fn into_deserializer(self) -> Self {
        self
    }
}

impl<'de> Deserializer<'de> for Cell {
    type Error = Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self.0 {
            Value::Null => visitor.visit_unit(),
            Value::Bool(value) => visitor.visit_bool(value),
            Value::Int(value) => visitor.visit_i64(value),
            Value::Float(value) => visitor.visit_f64(value),
            Value::Text(text)
            | Value::BigInt(text)
            | Value::Decimal(text)
            | Value::Date(text)
            | Value::Time(text)
            | Value::DateTime(text)
            | Value::Uuid(text) => visitor.visit_string(text),
            Value::Bytes(bytes) => visitor.visit_byte_buf(bytes),
            Value::Json(json) => json.deserialize_any(visitor).map_err(Error::custom),
            Value::Array(items) => visitor.visit_seq(SeqDeserializer::new(items.into_iter().map(Cell))),
            Value::Interval { .. } => Err(Error::custom("an interval")),
        }
    }

    /// SQLite has no truth values of its own.
    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self.0 {
            Value::Int(number) => visitor.visit_bool(number != 0),
            value => Self(value).deserialize_any(visitor),
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self.0 {
            Value::Null => visitor.visit_none(),
            value => visitor.visit_some(Self(value)),
        }
    }

    serde::forward_to_deserialize_any! {
        i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf unit unit_struct newtype_struct
        seq tuple tuple_struct map struct enum identifier ignored_any
    }
}
