//! Column types as their `repr` with the module in front: `sa.String(length=50)`, `postgresql.JSONB(…)`.

use std::collections::BTreeMap;

use schema::{ColumnType, EnumType};

use crate::arguments::Arguments;
use crate::{Item, Pen, text};

impl Pen<'_> {
    /// Returns a type with its variants.
    pub fn column_type(&mut self, column_type: &ColumnType) -> String {
        if let Some(own) = self.own(Item::Type(column_type)) {
            return own;
        }
        match column_type {
            ColumnType::Variant { base, variants } => self.variants(base, variants),
            plain => self.plain_type(plain),
        }
    }

    fn variants(&mut self, base: &ColumnType, variants: &BTreeMap<String, ColumnType>) -> String {
        let mut written = self.column_type(base);
        for (dialect, variant) in variants {
            written.push_str(&format!(".with_variant({}, {})", self.column_type(variant), text(dialect)));
        }
        written
    }

    fn plain_type(&mut self, column_type: &ColumnType) -> String {
        use ColumnType as T;
        let mut arguments = Arguments::default();
        let name = match column_type {
            T::Boolean { create_constraint, name } => {
                arguments.set("create_constraint", *create_constraint);
                arguments.text("name", name.as_deref());
                "Boolean"
            }
            T::SmallInteger => "SmallInteger",
            T::Integer => "Integer",
            T::BigInteger => "BigInteger",
            T::Numeric { precision, scale, decimal_return_scale, asdecimal } => {
                arguments.number("precision", *precision);
                arguments.number("scale", *scale);
                arguments.number("decimal_return_scale", *decimal_return_scale);
                arguments.unlike("asdecimal", true, *asdecimal);
                "Numeric"
            }
            T::Float { precision, asdecimal, decimal_return_scale }
            | T::Double { precision, asdecimal, decimal_return_scale } => {
                arguments.number("precision", *precision);
                arguments.unlike("asdecimal", false, *asdecimal);
                arguments.number("decimal_return_scale", *decimal_return_scale);
                if matches!(column_type, T::Float { .. }) { "Float" } else { "Double" }
            }
            T::String { length, collation } => characters("String", &mut arguments, *length, collation),
            T::Text { length, collation } => characters("Text", &mut arguments, *length, collation),
            T::Unicode { length, collation } => characters("Unicode", &mut arguments, *length, collation),
            T::UnicodeText { length, collation } => characters("UnicodeText", &mut arguments, *length, collation),
            T::LargeBinary { length } => {
                arguments.number("length", *length);
                "LargeBinary"
            }
            T::PickleType => "PickleType",
            T::Date => "Date",
            T::DateTime { timezone } => {
                arguments.set("timezone", *timezone);
                "DateTime"
            }
            T::Time { timezone } => {
                arguments.set("timezone", *timezone);
                "Time"
            }
            // Its `repr` hides the arguments, which a script needs.
            T::Interval { native, second_precision, day_precision } => {
                arguments.unset("native", *native);
                arguments.number("second_precision", *second_precision);
                arguments.number("day_precision", *day_precision);
                "Interval"
            }
            T::Uuid { as_uuid, native_uuid } => {
                arguments.unset("as_uuid", *as_uuid);
                arguments.unset("native_uuid", *native_uuid);
                "Uuid"
            }
            T::Json { none_as_null } => {
                arguments.set("none_as_null", *none_as_null);
                "JSON"
            }
            T::Enum(enum_type) => return self.enum_type(enum_type),
            T::Array { item, as_tuple, dimensions, zero_indexes, postgresql_only } => {
                arguments.plain(self.column_type(item));
                arguments.set("as_tuple", *as_tuple);
                arguments.number("dimensions", *dimensions);
                arguments.set("zero_indexes", *zero_indexes);
                if *postgresql_only {
                    let callee = self.of_dialect("postgresql", "ARRAY");
                    return arguments.call(&callee);
                }
                "ARRAY"
            }
            // `sa.NullType` does not exist.
            T::Null | T::Unknown { .. } => "types.NullType",
            T::Native(native) => return self.native_type(native),
            T::Variant { base, variants } => return self.variants(base, variants),
            T::Custom { python, sql, .. } if python.is_empty() => return self.column_type(sql),
            T::UserDefined { python, .. } if python.is_empty() => "types.NullType",
            T::Custom { python, module, .. } | T::UserDefined { python, module, .. } => {
                return self.own_type(python, module);
            }
        };
        arguments.call(&self.sqlalchemy(name))
    }

    /// Returns an enum: `sa.Enum('a', 'b', name='color')` or `postgresql.ENUM(…)`.
    fn enum_type(&mut self, enum_type: &EnumType) -> String {
        let mut arguments = Arguments::default();
        enum_type.values.iter().for_each(|value| arguments.plain(text(value)));
        arguments.text("name", enum_type.name.as_ref().map(|name| name.text.as_str()));
        arguments.unset("create_type", enum_type.create_type);
        arguments.unset("native_enum", enum_type.native_enum);
        arguments.set("create_constraint", enum_type.create_constraint);
        arguments.number("length", enum_type.length);
        arguments.text("schema", enum_type.namespace.as_ref().map(|namespace| namespace.text.as_str()));
        let callee =
            if enum_type.postgresql_only { self.of_dialect("postgresql", "ENUM") } else { self.sqlalchemy("Enum") };
        arguments.call(&callee)
    }

    /// Returns a user's type with its module, which is imported: Alembic leaves the import to the user.
    fn own_type(&mut self, python: &str, module: &str) -> String {
        let (module, written) = if module.is_empty() { split_module(python) } else { (module, python) };
        if let Some(prefix) = self.user_prefix {
            return format!("{prefix}{written}");
        }
        if let Some(dialect) = module.strip_prefix("sqlalchemy.dialects.") {
            let dialect = dialect.split('.').next().unwrap_or(dialect);
            return self.of_dialect(dialect, written);
        }
        if module == "sqlalchemy" || module.starts_with("sqlalchemy.") {
            return self.sqlalchemy(written);
        }
        if module.is_empty() {
            return written.to_owned();
        }
        self.imports.insert(format!("import {module}"));
        format!("{module}.{written}")
    }
}

fn characters(
    name: &'static str,
    arguments: &mut Arguments,
    length: Option<u64>,
    collation: &Option<String>,
) -> &'static str {
    arguments.number("length", length);
    arguments.text("collation", collation.as_deref());
    name
}

/// Divides `app.types.Point(dims=2)` into module and call.
fn split_module(python: &str) -> (&str, &str) {
    let callee = python.split('(').next().unwrap_or(python);
    match callee.rfind('.') {
        Some(dot) => (&python[..dot], &python[dot + 1..]),
        None => ("", python),
    }
}
