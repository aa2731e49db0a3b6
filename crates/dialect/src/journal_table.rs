//! The journal, `limbeck_journal`: what was run when and by whom, and what is done of a step outside a transaction.

use schema::{Name, TableName, Value};

use crate::quote::{quote_name, quote_table};
use crate::{BindMark, Dialect, Rows, Statement, own_tables};

/// The layout of the table that this program writes. A row of a later layout is left alone.
///
/// Whatever changes, these columns stay: `id`, `format`, `version_table`, `statement` and `outcome`.
pub const FORMAT: i64 = 1;

/// The table's name, in whichever namespace it is.
pub const NAME: &str = "limbeck_journal";

/// How many rows one INSERT takes.
const ROWS_PER_INSERT: usize = 100;

/// Names and types of the columns behind `id`, in the order of [`JournalRow::values`].
const COLUMNS: &[(&str, &str)] = &[
    ("format", "INTEGER NOT NULL"),
    ("version_table", "VARCHAR(200) NOT NULL"),
    ("attempt", "VARCHAR(32) NOT NULL"),
    ("revision", "VARCHAR(200) NOT NULL"),
    ("direction", "VARCHAR(20) NOT NULL"),
    ("statement", "INTEGER NOT NULL"),
    ("outcome", "VARCHAR(20) NOT NULL"),
    ("hash", "VARCHAR(80) NOT NULL"),
    ("summary", "TEXT NOT NULL"),
    ("in_transaction", "INTEGER NOT NULL"),
    ("affected", "BIGINT"),
    ("inserted", "BIGINT"),
    ("returned_rows", "INTEGER NOT NULL"),
    ("started", "VARCHAR(40) NOT NULL"),
    ("finished", "VARCHAR(40)"),
    ("milliseconds", "BIGINT"),
    ("who", "VARCHAR(300) NOT NULL"),
    ("tool", "VARCHAR(60) NOT NULL"),
];

/// What became of a step or a statement.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    Started,
    Done,
    /// It was begun and given up: the step was run again from its first statement, or taken back.
    Abandoned,
}

impl Outcome {
    /// Returns the word in the table.
    pub fn word(self) -> &'static str {
        match self {
            Self::Started => "started",
            Self::Done => "done",
            Self::Abandoned => "abandoned",
        }
    }
}

/// One row: a step (`statement` 0), or one of its statements, counted from 1.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JournalRow {
    pub format: i64,
    /// The version table with its namespace: several may stand in one database.
    pub version_table: String,
    /// What the rows of one attempt at a step have in common.
    pub attempt: String,
    /// The revision; of a stamp where it leads to.
    pub revision: String,
    /// `upgrade`, `downgrade` or `stamp`.
    pub direction: String,
    pub statement: i64,
    pub outcome: Outcome,
    /// SHA-256 of the revision's file, or hashes of the statement's text and of its values.
    pub hash: String,
    /// The step as the log says it, or the beginning of the statement.
    pub summary: String,
    /// Whether the statement was committed together with this row's `done`, so that without it nothing is done.
    pub in_transaction: bool,
    /// How many rows the statement changed, and the id that it gave (SQLite), as scripts may ask for them.
    pub affected: Option<i64>,
    pub inserted: Option<i64>,
    /// Whether the statement gave rows, which are not kept.
    pub returned_rows: bool,
    /// Moments in UTC, ISO 8601.
    pub started: String,
    pub finished: Option<String>,
    /// How long it took, by a clock that never jumps.
    pub milliseconds: Option<i64>,
    pub who: String,
    /// Version of the program.
    pub tool: String,
}

impl JournalRow {
    fn values(&self) -> Vec<Value> {
        let text = |text: &str| Value::Text(text.to_owned());
        let number = |number: Option<i64>| number.map_or(Value::Null, Value::Int);
        vec![
            Value::Int(self.format),
            text(&self.version_table),
            text(&self.attempt),
            text(&self.revision),
            text(&self.direction),
            Value::Int(self.statement),
            text(self.outcome.word()),
            text(&self.hash),
            text(&self.summary),
            Value::Int(self.in_transaction.into()),
            number(self.affected),
            number(self.inserted),
            Value::Int(self.returned_rows.into()),
            text(&self.started),
            self.finished.as_deref().map_or(Value::Null, text),
            number(self.milliseconds),
            text(&self.who),
            text(&self.tool),
        ]
    }

    /// Reads the rows of [`JournalTable::unfinished`] or [`JournalTable::steps`]; cells that cannot be read are empty.
    pub fn read(rows: &Rows) -> Vec<Self> {
        rows.rows.iter().map(|row| Self::of_cells(row)).collect()
    }

    fn of_cells(cells: &[Value]) -> Self {
        let text = |index: usize| match cells.get(index) {
            Some(Value::Text(text)) => Some(text.clone()),
            _ => None,
        };
        let number = |index: usize| match cells.get(index) {
            Some(Value::Int(number)) => Some(*number),
            _ => None,
        };
        let outcome = match text(6).as_deref() {
            Some("done") => Outcome::Done,
            Some("abandoned") => Outcome::Abandoned,
            _ => Outcome::Started,
        };
        Self {
            format: number(0).unwrap_or_default(),
            version_table: text(1).unwrap_or_default(),
            attempt: text(2).unwrap_or_default(),
            revision: text(3).unwrap_or_default(),
            direction: text(4).unwrap_or_default(),
            statement: number(5).unwrap_or_default(),
            outcome,
            hash: text(7).unwrap_or_default(),
            summary: text(8).unwrap_or_default(),
            in_transaction: number(9) == Some(1),
            affected: number(10),
            inserted: number(11),
            returned_rows: number(12) == Some(1),
            started: text(13).unwrap_or_default(),
            finished: text(14),
            milliseconds: number(15),
            who: text(16).unwrap_or_default(),
            tool: text(17).unwrap_or_default(),
        }
    }
}

/// The journal of a database, where it is or shall be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JournalTable {
    pub name: TableName,
}

impl JournalTable {
    /// Returns the places where the journal may be, best first: its own namespace, or beside the version table.
    pub fn places(dialect: &dyn Dialect, version_table: &TableName) -> Vec<Self> {
        let beside = Self { name: TableName { namespace: version_table.namespace.clone(), name: NAME.into() } };
        if !dialect.facts().namespaces {
            return vec![beside];
        }
        let apart = TableName { namespace: Some(Name::from(own_tables::NAMESPACE)), name: NAME.into() };
        vec![Self { name: apart }, beside]
    }

    fn table(&self, dialect: &dyn Dialect) -> String {
        quote_table(dialect, &self.name)
    }

    /// Returns what makes the table, and its namespace if that is our own.
    pub fn create(&self, dialect: &dyn Dialect) -> Vec<Statement> {
        let id = match dialect.facts().identity_columns {
            true => "BIGINT GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY",
            false => "INTEGER PRIMARY KEY",
        };
        let columns: String = COLUMNS.iter().map(|(name, kind)| format!(",\n\t{name} {kind}")).collect();
        let table = Statement::plain(format!("CREATE TABLE {} (\n\tid {id}{columns}\n)", self.table(dialect)));
        let own = self.name.namespace.as_ref().filter(|namespace| namespace.text == own_tables::NAMESPACE);
        let namespace =
            own.map(|own| Statement::plain(format!("CREATE SCHEMA IF NOT EXISTS {}", quote_name(dialect, own))));
        namespace.into_iter().chain([table]).collect()
    }

    /// Returns `DROP TABLE`.
    pub fn drop(&self, dialect: &dyn Dialect) -> Statement {
        Statement::plain(format!("DROP TABLE {}", self.table(dialect)))
    }

    /// Returns what fails where the role may not write the table, and changes nothing.
    pub fn try_to_write(&self, dialect: &dyn Dialect) -> Statement {
        let table = self.table(dialect);
        Statement::plain(format!(
            "UPDATE {table} SET outcome = outcome WHERE 1 = 0; \
             INSERT INTO {table} (version_table) SELECT version_table FROM {table} WHERE 1 = 0"
        ))
    }

    /// Returns the query for one row: the newest row's format, and how many steps are unfinished.
    pub fn state(&self, dialect: &dyn Dialect, version_table: &str) -> Statement {
        let table = self.table(dialect);
        let mut marks = Marks::of(dialect);
        let sql = format!(
            "SELECT (SELECT format FROM {table} ORDER BY id DESC LIMIT 1), (SELECT count(*) FROM {table} \
             WHERE outcome = 'started' AND statement = 0 AND version_table = {})",
            marks.mark()
        );
        Statement { sql, binds: vec![Value::from(version_table)], guard: None }
    }

    /// Returns the query for every row of the unfinished steps, in order.
    pub fn unfinished(&self, dialect: &dyn Dialect, version_table: &str) -> Statement {
        let table = self.table(dialect);
        let mut marks = Marks::of(dialect);
        let sql = format!(
            "SELECT {} FROM {table} WHERE attempt IN (SELECT attempt FROM {table} WHERE outcome = 'started' \
             AND statement = 0 AND version_table = {}) ORDER BY attempt, statement, id",
            column_list(),
            marks.mark()
        );
        Statement { sql, binds: vec![Value::from(version_table)], guard: None }
    }

    /// Returns the query that finds a row if the table holds more than an attempt and what was given up.
    pub fn others(&self, dialect: &dyn Dialect, attempt: &str) -> Statement {
        let mut marks = Marks::of(dialect);
        let sql = format!(
            "SELECT 1 FROM {} WHERE statement = 0 AND outcome <> 'abandoned' AND attempt <> {} LIMIT 1",
            self.table(dialect),
            marks.mark()
        );
        Statement { sql, binds: vec![Value::from(attempt)], guard: None }
    }

    /// Returns the query for the steps that are done, oldest first.
    pub fn steps(&self, dialect: &dyn Dialect, version_table: &str) -> Statement {
        let mut marks = Marks::of(dialect);
        let sql = format!(
            "SELECT {} FROM {} WHERE statement = 0 AND outcome = 'done' AND version_table = {} ORDER BY id",
            column_list(),
            self.table(dialect),
            marks.mark()
        );
        Statement { sql, binds: vec![Value::from(version_table)], guard: None }
    }

    /// Returns the INSERTs of rows.
    pub fn insert(&self, dialect: &dyn Dialect, rows: &[JournalRow]) -> Vec<Statement> {
        let insert = |rows: &[JournalRow]| {
            let mut marks = Marks::of(dialect);
            let sets = rows.iter().map(|_| {
                let set: Vec<String> = COLUMNS.iter().map(|_| marks.mark()).collect();
                format!("({})", set.join(", "))
            });
            let sets: Vec<String> = sets.collect();
            let sql = format!("INSERT INTO {} ({}) VALUES {}", self.table(dialect), column_list(), sets.join(", "));
            Statement { sql, binds: rows.iter().flat_map(JournalRow::values).collect(), guard: None }
        };
        rows.chunks(ROWS_PER_INSERT).map(insert).collect()
    }

    /// Returns the UPDATE that says how a row ended.
    pub fn finish(&self, dialect: &dyn Dialect, row: &JournalRow) -> Statement {
        let mut marks = Marks::of(dialect);
        let mut mark = || marks.mark();
        let sql = format!(
            "UPDATE {} SET outcome = {}, affected = {}, inserted = {}, returned_rows = {}, finished = {}, \
             milliseconds = {} WHERE attempt = {} AND statement = {}",
            self.table(dialect),
            mark(),
            mark(),
            mark(),
            mark(),
            mark(),
            mark(),
            mark(),
            mark()
        );
        let values = row.values();
        let mut binds: Vec<Value> =
            [6, 10, 11, 12, 14, 15].iter().map(|index: &usize| values[*index].clone()).collect();
        binds.extend([Value::from(row.attempt.as_str()), Value::Int(row.statement)]);
        Statement { sql, binds, guard: None }
    }
}

fn column_list() -> String {
    COLUMNS.iter().map(|(name, _)| *name).collect::<Vec<_>>().join(", ")
}

/// Marks of bound values, one after the other.
struct Marks {
    style: BindMark,
    next: usize,
}

impl Marks {
    fn of(dialect: &dyn Dialect) -> Self {
        Self { style: dialect.facts().bind_mark, next: 0 }
    }

    fn mark(&mut self) -> String {
        self.next += 1;
        match self.style {
            BindMark::Question => "?".to_owned(),
            BindMark::DollarNumber => format!("${}", self.next),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::by_name;

    fn row() -> JournalRow {
        JournalRow {
            format: FORMAT,
            version_table: "alembic_version".into(),
            attempt: "a".into(),
            revision: "a1".into(),
            direction: "upgrade".into(),
            statement: 2,
            outcome: Outcome::Done,
            hash: "h".into(),
            summary: "CREATE INDEX".into(),
            in_transaction: true,
            affected: None,
            inserted: Some(3),
            returned_rows: true,
            started: "2026-11-27T10:00:00Z".into(),
            finished: Some("2026-11-27T10:00:01Z".into()),
            milliseconds: Some(1000),
            who: "me@here".into(),
            tool: "1".into(),
        }
    }

    #[test]
    fn a_row_is_read_as_it_is_written() {
        assert_eq!(row().values().len(), COLUMNS.len());
        assert_eq!(JournalRow::of_cells(&row().values()), row());
    }

    #[test]
    fn it_has_a_namespace_of_its_own_where_there_are_namespaces() {
        let places = |name: &str| -> Vec<TableName> {
            let version_table = TableName { namespace: Some("app".into()), name: "v".into() };
            let places = JournalTable::places(by_name(name).unwrap(), &version_table);
            places.into_iter().map(|place| place.name).collect()
        };
        let named = |namespace: &str| TableName { namespace: Some(namespace.into()), name: NAME.into() };
        assert_eq!(places("postgresql"), [named("limbeck"), named("app")]);
        assert_eq!(places("sqlite"), [named("app")]);
        assert!(places("postgresql").iter().all(own_tables::is_own));
    }

    #[test]
    fn many_rows_are_few_statements_with_a_mark_for_each_value() {
        let table = JournalTable { name: TableName::from(NAME) };
        let statements = table.insert(by_name("postgresql").unwrap(), &vec![row(); 101]);
        assert_eq!(statements.len(), 2);
        assert!(statements[0].sql.ends_with(&format!("${})", statements[0].binds.len())), "{}", statements[0].sql);
    }
}
