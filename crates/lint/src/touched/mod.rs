//! What of a schema a step touches, and how: so that two branches can be asked whether they touch the same.

mod operations;
mod statements;

use std::fmt;

use operation::Operation;
use schema::TableName;

use crate::{Recorded, read, situation::plain};

/// A thing of a schema that has a name. Names are as PostgreSQL understands them, `public` left out.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Object {
    Table(TableName),
    Column { table: TableName, name: String },
    Constraint { table: TableName, name: String },
    Index(TableName),
    View(TableName),
    Type(TableName),
    Sequence(TableName),
    Namespace(String),
    Extension(String),
}

/// How a thing is touched, the mildest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum How {
    /// It has to be there: a foreign key refers to it, an index is on it.
    Uses,
    /// Its rows are written.
    Writes,
    Alters,
    Adds,
    /// Renamed, it is dropped under the one name and added under the other.
    Drops,
}

/// One thing, touched in one way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Touch {
    pub object: Object,
    pub how: How,
    /// The table that it belongs to, where that is said.
    pub table: Option<TableName>,
}

/// Returns what one thing that a step does touches, in its order. A directive is asked what it is, SQL is read; what only a
/// function of the database does is not seen.
pub fn touches(recorded: &Recorded) -> Vec<Touch> {
    let mut found = Touches::default();
    match &recorded.operation {
        Some(operation) if !matches!(operation, Operation::Execute(_)) => found.operation(operation),
        _ => recorded.sql.iter().flat_map(|sql| read(sql).actions).for_each(|(action, _)| found.action(&action)),
    }
    found.0
}

/// Whether the order may matter to two steps that touch the same object: one of them takes it away or makes it, or both
/// change it. A table may be altered while something else refers to it.
pub fn collide(object: &Object, one: How, other: How) -> bool {
    match one.min(other) {
        How::Uses => match one.max(other) {
            How::Uses => false,
            How::Writes | How::Alters => !matches!(object, Object::Table(_)),
            How::Adds | How::Drops => true,
        },
        How::Writes | How::Alters | How::Adds | How::Drops => true,
    }
}

/// What is found, each thing once in each way.
#[derive(Default)]
struct Touches(Vec<Touch>);

impl Touches {
    fn add(&mut self, object: Object, how: How, table: Option<TableName>) {
        let touch = Touch { object, how, table };
        if !self.0.contains(&touch) {
            self.0.push(touch);
        }
    }

    fn table(&mut self, table: &TableName, how: How) {
        self.add(Object::Table(plain(table)), how, Some(plain(table)));
    }

    fn column(&mut self, table: &TableName, name: &str, how: How) {
        let table = plain(table);
        self.add(Object::Column { table: table.clone(), name: name.to_owned() }, how, Some(table));
    }

    fn constraint(&mut self, table: &TableName, name: &str, how: How) {
        let table = plain(table);
        self.add(Object::Constraint { table: table.clone(), name: name.to_owned() }, how, Some(table));
    }

    fn index(&mut self, index: &TableName, how: How, table: Option<&TableName>) {
        self.add(Object::Index(plain(index)), how, table.map(plain));
    }
}

impl fmt::Display for Object {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Table(name) => write!(formatter, "table {name}"),
            Self::Column { table, name } => write!(formatter, "column {table}.{name}"),
            Self::Constraint { table, name } => write!(formatter, "constraint {name} of {table}"),
            Self::Index(name) => write!(formatter, "index {name}"),
            Self::View(name) => write!(formatter, "view {name}"),
            Self::Type(name) => write!(formatter, "type {name}"),
            Self::Sequence(name) => write!(formatter, "sequence {name}"),
            Self::Namespace(name) => write!(formatter, "schema {name}"),
            Self::Extension(name) => write!(formatter, "extension {name}"),
        }
    }
}

impl How {
    /// Returns the verb: `drops`.
    pub fn verb(self) -> &'static str {
        match self {
            Self::Uses => "uses",
            Self::Writes => "writes to",
            Self::Alters => "alters",
            Self::Adds => "adds",
            Self::Drops => "drops",
        }
    }
}

impl fmt::Display for Touch {
    /// `drops column email`: the table is said before.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let verb = self.how.verb();
        match &self.object {
            Object::Table(_) => write!(formatter, "{verb} it"),
            Object::Column { name, .. } => write!(formatter, "{verb} column {name}"),
            Object::Constraint { name, .. } => write!(formatter, "{verb} constraint {name}"),
            object => write!(formatter, "{verb} {object}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check_sql(sql: &str, expected: &[&str]) {
        let found = touches(&Recorded::sql(sql));
        let shown: Vec<String> = found.iter().map(|touch| format!("{} {}", touch.how.verb(), touch.object)).collect();
        assert_eq!(shown, expected, "{sql}");
    }

    #[track_caller]
    fn check_operation(operation: serde_json::Value, expected: &[&str]) {
        let operation = serde_json::from_value(operation).unwrap();
        let found = touches(&Recorded { operation: Some(operation), ..Recorded::default() });
        let shown: Vec<String> = found.iter().map(|touch| format!("{} {}", touch.how.verb(), touch.object)).collect();
        assert_eq!(shown, expected);
    }

    #[test]
    fn sql_is_read() {
        check_sql(
            "ALTER TABLE public.users ADD phone text, DROP email; ALTER TABLE users RENAME name TO full_name",
            &[
                "alters table users",
                "adds column users.phone",
                "drops column users.email",
                "drops column users.name",
                "adds column users.full_name",
            ],
        );
        check_sql(
            "CREATE INDEX ix ON users (email)",
            &["alters table users", "adds index ix", "uses column users.email"],
        );
        check_sql("UPDATE users SET a = 1; DROP TABLE posts", &["writes to table users", "drops table posts"]);
        check_sql(
            "ALTER TABLE users RENAME TO people",
            &["alters table users", "drops table users", "adds table people"],
        );
        check_sql("ALTER TYPE mood ADD VALUE 'ok'", &["alters type mood"]);
        check_sql(
            "CREATE TABLE posts (id int, user_id int REFERENCES users); CREATE VIEW v AS SELECT * FROM posts",
            &["adds table posts", "uses table users", "adds view v", "uses table posts"],
        );
    }

    #[test]
    fn directives_say_what_they_are_on_every_database() {
        let column = |name: &str| serde_json::json!({"name": name, "type": {"type": "Integer"}, "nullable": true});
        check_operation(
            serde_json::json!({"op": "batch", "table": {"name": "users"}, "operations": [
                {"op": "add_column", "table": {"name": "users"}, "column": column("phone")},
                {"op": "drop_column", "table": {"name": "users"}, "column": "email"},
                {"op": "alter_column", "table": {"name": "users"}, "column": "name", "new_column_name": "full_name"},
            ]}),
            &[
                "alters table users",
                "adds column users.phone",
                "drops column users.email",
                "drops column users.name",
                "adds column users.full_name",
            ],
        );
        check_operation(
            serde_json::json!({"op": "create_index", "table": {"name": "t"}, "index": {"name": "i", "parts": [{"column": "a"}]}}),
            &["alters table t", "adds index i", "uses column t.a"],
        );
    }

    #[test]
    fn two_that_refer_to_a_table_do_not_collide_and_two_that_change_it_do() {
        let (table, column) = (Object::Table("t".into()), Object::Column { table: "t".into(), name: "a".into() });
        assert!(!collide(&table, How::Uses, How::Uses) && !collide(&table, How::Alters, How::Uses));
        assert!(collide(&table, How::Uses, How::Drops) && collide(&table, How::Alters, How::Alters));
        assert!(collide(&column, How::Uses, How::Alters));
    }
}
