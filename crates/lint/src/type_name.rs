//! Column types as PostgreSQL names them, and what a change from one to another costs.

use std::fmt;

/// A type by its internal spelling: `int4`, `varchar(50)`, `timestamptz`, `text[]`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TypeName {
    /// The name as the catalogue has it, without modifiers.
    pub name: String,
    /// Length, or precision and scale.
    pub modifiers: Vec<i64>,
    pub is_array: bool,
}

/// What ALTER COLUMN TYPE has to do with the rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TypeChange {
    /// Only the catalogue changes.
    Catalogue,
    /// Rows stay; indexes over the column are built anew.
    Reindex,
    /// The table is written anew, with all its indexes.
    Rewrite,
}

/// What people write, and what the catalogue says.
const SPELLINGS: &[(&str, &str)] = &[
    ("bigint", "int8"),
    ("bigserial", "bigserial"),
    ("bit varying", "varbit"),
    ("bool", "bool"),
    ("boolean", "bool"),
    ("char", "bpchar"),
    ("char varying", "varchar"),
    ("character", "bpchar"),
    ("character varying", "varchar"),
    ("dec", "numeric"),
    ("decimal", "numeric"),
    ("double precision", "float8"),
    ("float", "float8"),
    ("int", "int4"),
    ("integer", "int4"),
    ("national character varying", "varchar"),
    ("nchar", "bpchar"),
    ("real", "float4"),
    ("serial2", "smallserial"),
    ("serial4", "serial"),
    ("serial8", "bigserial"),
    ("smallint", "int2"),
    ("time with time zone", "timetz"),
    ("time without time zone", "time"),
    ("timestamp with time zone", "timestamptz"),
    ("timestamp without time zone", "timestamp"),
];

impl TypeName {
    /// Reads a type as it stands in a statement: `character varying(50)`, `TIMESTAMP (3) WITH TIME ZONE`, `"Mood"[]`.
    pub fn of(text: &str) -> Self {
        let mut rest = text.trim().to_owned();
        let mut is_array = false;
        loop {
            let trimmed = rest.trim_end();
            if let Some(open) = trimmed.strip_suffix(']').and_then(|inner| inner.rfind('[')) {
                rest.truncate(open);
            } else if trimmed.to_ascii_lowercase().ends_with(" array") {
                rest.truncate(trimmed.len() - " array".len());
            } else {
                break;
            }
            is_array = true;
        }
        let mut modifiers = Vec::new();
        if let (Some(open), Some(close)) = (rest.find('('), rest.rfind(')'))
            && open < close
        {
            modifiers = rest[open + 1..close].split(',').filter_map(|part| part.trim().parse().ok()).collect();
            rest = format!("{}{}", &rest[..open], &rest[close + 1..]);
        }
        let name = if rest.contains('"') {
            rest.trim().replace('"', "")
        } else {
            rest.split_whitespace().map(str::to_ascii_lowercase).collect::<Vec<_>>().join(" ")
        };
        let name = name.strip_prefix("pg_catalog.").unwrap_or(&name);
        let known = SPELLINGS.iter().find(|(written, _)| *written == name).map(|(_, internal)| *internal);
        let name = match (known, name.strip_prefix("interval")) {
            (Some("float8"), _) if matches!(modifiers.first(), Some(..=24)) => "float4",
            (Some(internal), _) => internal,
            (None, Some(fields)) if fields.is_empty() || fields.starts_with(' ') => "interval",
            (None, _) => name,
        };
        if name == "float4" || name == "float8" {
            modifiers.clear();
        }
        if name == "bpchar" && modifiers.is_empty() && !is_array {
            modifiers.push(1);
        }
        Self { name: name.to_owned(), modifiers, is_array }
    }

    /// Returns whether it is `serial` or one of its sizes: a sequence fills the column, every row with another value.
    pub fn is_serial(&self) -> bool {
        matches!(self.name.as_str(), "serial" | "bigserial" | "smallserial")
    }

    /// Returns what a change to another type costs, by the casts of PostgreSQL 12 and later. `using` is the expression
    /// of a USING clause; `utc`: the session's time zone is known to be UTC.
    pub fn change_to(&self, to: &Self, column: &str, using: Option<&str>, utc: bool) -> TypeChange {
        if using.is_some_and(|using| !is_plain_cast(using, column, to)) {
            return TypeChange::Rewrite;
        }
        if self == to {
            return TypeChange::Catalogue;
        }
        if self.is_array || to.is_array {
            let widens_elements = self.is_array == to.is_array && self.name == to.name && self.name == "varchar";
            // PostgreSQL does not look into arrays, but those of text and unlimited varchar are alike.
            let alike = widens_elements && to.modifiers.is_empty();
            return if alike { TypeChange::Catalogue } else { TypeChange::Rewrite };
        }
        let (from_length, to_length) = (self.modifiers.first().copied(), to.modifiers.first().copied());
        let widens = to_length.is_none_or(|to| from_length.is_some_and(|from| from <= to));
        match (self.name.as_str(), to.name.as_str()) {
            ("varchar", "varchar") | ("varbit", "varbit") if widens => TypeChange::Catalogue,
            ("varchar", "text") => TypeChange::Catalogue,
            ("text", "varchar") if to_length.is_none() => TypeChange::Catalogue,
            ("text" | "varchar", "citext") | ("citext", "text") => TypeChange::Reindex,
            ("citext", "varchar") if to_length.is_none() => TypeChange::Reindex,
            ("numeric", "numeric") if to.modifiers.is_empty() => TypeChange::Catalogue,
            ("numeric", "numeric") if !self.modifiers.is_empty() => {
                let same_scale = self.modifiers.get(1).unwrap_or(&0) == to.modifiers.get(1).unwrap_or(&0);
                if same_scale && widens { TypeChange::Catalogue } else { TypeChange::Rewrite }
            }
            ("timestamp", "timestamp") | ("timestamptz", "timestamptz") | ("time", "time") | ("timetz", "timetz")
                if keeps_precision(from_length, to_length) =>
            {
                TypeChange::Catalogue
            }
            ("interval", "interval") if keeps_precision(from_length, to_length) => TypeChange::Catalogue,
            ("timestamp", "timestamptz") | ("timestamptz", "timestamp")
                if utc && keeps_precision(from_length, to_length) =>
            {
                TypeChange::Catalogue
            }
            ("cidr", "inet") => TypeChange::Catalogue,
            ("int4", "oid") | ("oid", "int4" | "regclass" | "regtype" | "regproc") => TypeChange::Reindex,
            ("xml", "text") | ("xml", "varchar") if to_length.is_none() => TypeChange::Catalogue,
            _ => TypeChange::Rewrite,
        }
    }
}

/// Times have six digits where no precision is said.
fn keeps_precision(from: Option<i64>, to: Option<i64>) -> bool {
    from.unwrap_or(6) <= to.unwrap_or(6)
}

/// `column::type` says no more than the type does.
fn is_plain_cast(using: &str, column: &str, to: &TypeName) -> bool {
    let using = using.trim().trim_start_matches('(').trim_end_matches(')');
    let is_column = |text: &str| text.trim().trim_matches('"').eq_ignore_ascii_case(column);
    match using.split_once("::") {
        Some((value, cast)) => is_column(value) && TypeName::of(cast).name == to.name,
        None => is_column(using),
    }
}

impl fmt::Display for TypeName {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.name)?;
        if !self.modifiers.is_empty() {
            let modifiers: Vec<String> = self.modifiers.iter().map(i64::to_string).collect();
            write!(formatter, "({})", modifiers.join(","))?;
        }
        formatter.write_str(if self.is_array { "[]" } else { "" })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_become_the_names_of_the_catalogue() {
        for (written, expected) in [
            ("INTEGER", "int4"),
            ("character varying(50)", "varchar(50)"),
            ("VARCHAR", "varchar"),
            ("CHAR", "bpchar(1)"),
            ("TIMESTAMP (3) WITH TIME ZONE", "timestamptz(3)"),
            ("timestamp", "timestamp"),
            ("NUMERIC(10, 2)", "numeric(10,2)"),
            ("text[][]", "text[]"),
            ("float(10)", "float4"),
            ("double precision", "float8"),
            ("\"Mood\"", "Mood"),
            ("pg_catalog.int8", "int8"),
            ("interval day to second", "interval"),
        ] {
            assert_eq!(TypeName::of(written).to_string(), expected, "{written}");
        }
    }
}
