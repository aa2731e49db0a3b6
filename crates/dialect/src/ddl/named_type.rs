//! Types that are created by themselves: PostgreSQL's enums.

use schema::EnumType;

use crate::quote::text_literal;
use crate::statement::{Guard, Presence};
use crate::types::type_text;
use crate::{Dialect, Statement, Unsupported};

/// Whether the server is asked first (`checkfirst=True`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CheckFirst {
    Yes,
    No,
}

impl From<bool> for CheckFirst {
    fn from(wanted: bool) -> Self {
        if wanted { Self::Yes } else { Self::No }
    }
}

/// Returns `CREATE TYPE … AS ENUM`; nothing where enums are no types of their own.
pub fn create_enum(
    dialect: &dyn Dialect,
    enum_type: &EnumType,
    check_first: CheckFirst,
) -> Result<Vec<Statement>, Unsupported> {
    if !is_created(dialect, enum_type) {
        return Ok(Vec::new());
    }
    let name = type_text(dialect, &enum_type.clone().into())?;
    let values: Vec<String> = enum_type.values.iter().map(|value| text_literal(dialect, value)).collect();
    let sql = format!("CREATE TYPE {name} AS ENUM ({})", values.join(", "));
    Ok(vec![Statement { guard: guard(enum_type, check_first, Presence::Absent), ..Statement::plain(sql) }])
}

/// Returns `DROP TYPE`; nothing where enums are no types of their own.
pub fn drop_enum(
    dialect: &dyn Dialect,
    enum_type: &EnumType,
    check_first: CheckFirst,
) -> Result<Vec<Statement>, Unsupported> {
    if !is_created(dialect, enum_type) {
        return Ok(Vec::new());
    }
    let name = type_text(dialect, &enum_type.clone().into())?;
    let sql = format!("DROP TYPE {name}");
    Ok(vec![Statement { guard: guard(enum_type, check_first, Presence::Present), ..Statement::plain(sql) }])
}

fn is_created(dialect: &dyn Dialect, enum_type: &EnumType) -> bool {
    dialect.facts().creates_enums && (enum_type.native_enum || enum_type.postgresql_only)
}

/// Asks whether a type of that name can be seen.
fn guard(enum_type: &EnumType, check_first: CheckFirst, runs_if: Presence) -> Option<Guard> {
    let name = enum_type.name.as_ref().filter(|_| check_first == CheckFirst::Yes)?;
    let quoted = |text: &str| format!("'{}'", text.replace('\'', "''"));
    let place = match &enum_type.namespace {
        Some(namespace) => format!("pg_catalog.pg_namespace.nspname = {}", quoted(&namespace.text)),
        None => "pg_catalog.pg_type_is_visible(pg_catalog.pg_type.oid)".to_owned(),
    };
    let sql = format!(
        "SELECT pg_catalog.pg_type.typname FROM pg_catalog.pg_type JOIN pg_catalog.pg_namespace \
         ON pg_catalog.pg_namespace.oid = pg_catalog.pg_type.typnamespace \
         WHERE pg_catalog.pg_type.typname = {} AND {place}",
        quoted(&name.text)
    );
    Some(Guard { query: Box::new(Statement::plain(sql)), runs_if })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::by_name;

    fn kind() -> EnumType {
        serde_json::from_value(serde_json::json!({"name": "kind", "values": ["a", "o'b"]})).unwrap()
    }

    #[test]
    fn server_is_asked_only_if_the_script_wishes() {
        let dialect = by_name("postgresql").unwrap();
        let [created] = &create_enum(dialect, &kind(), CheckFirst::Yes).unwrap()[..] else { panic!("one statement") };
        assert_eq!(created.sql, "CREATE TYPE kind AS ENUM ('a', 'o''b')");
        let guard = created.guard.as_ref().unwrap();
        assert_eq!(guard.runs_if, Presence::Absent);
        assert!(guard.query.sql.contains("typname = 'kind'"));
        let [dropped] = &drop_enum(dialect, &kind(), CheckFirst::No).unwrap()[..] else { panic!("one statement") };
        assert_eq!((dropped.sql.as_str(), &dropped.guard), ("DROP TYPE kind", &None));
    }

    #[test]
    fn other_dialects_create_no_types() {
        for name in ["sqlite", "mysql"] {
            assert!(create_enum(by_name(name).unwrap(), &kind(), CheckFirst::Yes).unwrap().is_empty());
        }
    }
}
