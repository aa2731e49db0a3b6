//! Values of a column that go back into their rows, and what rows have by now.

use schema::TableName;

use super::{Entry, KeptColumn, Subject, Trash, quoted};
use crate::quote::quote_table;
use crate::{Dialect, Rows, Statement};

/// What becomes of a value that a row has by now: neither NULL nor the column's default nor the kept one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Newer {
    Stays,
    IsReplaced,
}

/// How many kept values are back in their rows, and how many are not.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Returned {
    pub values: i64,
    /// Their rows are not there any more.
    pub gone: i64,
    /// Their rows have newer values.
    pub newer: i64,
    /// The column has another type now, which has changed them.
    pub altered: i64,
}

impl Returned {
    /// Returns how many came back as they were.
    pub fn whole(&self) -> i64 {
        self.values - self.gone - self.newer - self.altered
    }

    /// Reads the row of [`KeptValues::returned`].
    pub fn read(rows: &Rows) -> Self {
        let cell = |index: usize| match rows.rows.first().and_then(|row| row.get(index)) {
            Some(schema::Value::Int(number)) => *number,
            _ => 0,
        };
        Self { values: cell(0), gone: cell(1), newer: cell(2), altered: cell(3) }
    }
}

/// The kept values `k` of a column, and its table `t` as it is now: the statements about both.
pub struct KeptValues<'place> {
    dialect: &'place dyn Dialect,
    trash: &'place dyn Trash,
    before: &'place KeptColumn,
    now: &'place KeptColumn,
    /// `"users" AS t`
    table: String,
    kept: String,
    /// A column of the key: it is NULL where there is no row.
    key: String,
    same_row: String,
    /// The column as its table has it, the kept one, and that as a value of the column's type now.
    value: String,
    kept_value: String,
    converted: String,
}

impl<'place> KeptValues<'place> {
    /// Finds the column and the key of `entry` in its table; `None`: the table has them not any more.
    pub fn of(
        dialect: &'place dyn Dialect,
        trash: &'place dyn Trash,
        entry: &'place Entry,
        kept: &TableName,
        subject: &'place Subject,
    ) -> Option<Self> {
        let before = entry.memory.columns.last()?;
        let now = subject.column(&before.name, dialect)?;
        let mut same_row = Vec::new();
        let mut keys = Vec::new();
        for key in &entry.memory.key {
            let (before, now) = (entry.memory.column(key)?, subject.column(key, dialect)?);
            let value = format!("k.{}", quoted(dialect, key));
            let value = trash.converted(&value, before.kept_type(), &now.kind);
            let key = format!("t.{}", quoted(dialect, &now.name));
            same_row.push(format!("{key} = {value}"));
            keys.push(key);
        }
        let kept_value = format!("k.{}", quoted(dialect, &before.name));
        Some(Self {
            dialect,
            trash,
            before,
            now,
            table: format!("{} AS t", quote_table(dialect, &subject.name)),
            kept: format!("{} AS k", quote_table(dialect, kept)),
            key: keys.into_iter().next()?,
            same_row: same_row.join(" AND "),
            value: format!("t.{}", quoted(dialect, &now.name)),
            converted: trash.converted(&kept_value, before.kept_type(), &now.kind),
            kept_value,
        })
    }

    /// Returns the UPDATE that gives the rows of the table their kept values.
    pub fn bring_back(&self, newer: Newer) -> Statement {
        let only_empty = match newer {
            Newer::Stays => format!(" AND {}", self.is_empty()),
            Newer::IsReplaced => String::new(),
        };
        Statement::plain(format!(
            "UPDATE {} SET {} = {} FROM {} WHERE {}{only_empty}",
            self.table,
            quoted(self.dialect, &self.now.name),
            self.converted,
            self.kept,
            self.same_row,
        ))
    }

    /// Returns the query for how many values are back in their rows: [`Returned::read`] reads it.
    pub fn returned(&self) -> Statement {
        let (has_row, is_same) = (format!("{} IS NOT NULL", self.key), self.is_same());
        let altered = match self.before.kept_type() == self.now.kind {
            true => "0".to_owned(),
            false => {
                let is_identical = self.trash.is_identical(&self.value, &self.kept_value, self.before.kept_type());
                format!("count(*) FILTER (WHERE {has_row} AND {is_same} AND NOT ({is_identical}))")
            }
        };
        Statement::plain(format!(
            "SELECT count(*), count(*) FILTER (WHERE NOT ({has_row})), \
             count(*) FILTER (WHERE {has_row} AND NOT ({is_same})), {altered} FROM {} LEFT JOIN {} ON {}",
            self.kept, self.table, self.same_row
        ))
    }

    /// Returns the query for the number of rows with newer values.
    pub fn count_newer(&self) -> Statement {
        Statement::plain(format!(
            "SELECT count(*) FROM {} JOIN {} ON {} WHERE NOT ({}) AND NOT ({})",
            self.kept,
            self.table,
            self.same_row,
            self.is_empty(),
            self.is_same()
        ))
    }

    /// The condition that a row has what ADD COLUMN gives, as far as that can be told.
    fn is_empty(&self) -> String {
        let is_null = format!("{} IS NOT DISTINCT FROM NULL", self.value);
        match self.now.default.as_deref().filter(|default| is_literal(default)) {
            Some(default) => format!("({is_null} OR {})", self.trash.is_default(&self.value, default, &self.now.kind)),
            None => is_null,
        }
    }

    fn is_same(&self) -> String {
        self.trash.is_same(&self.value, &self.converted)
    }
}

/// Whether a newer value in a column can be told from what ADD COLUMN gave to its rows.
pub fn tells_newer(column: &KeptColumn) -> bool {
    column.default.as_deref().is_none_or(is_literal)
}

/// Whether a default is the same whenever it is asked for, by its look: a text, a number or a word, maybe as some type.
fn is_literal(default: &str) -> bool {
    let default = default.trim().replace("''", "");
    let (word, kind) = match default.strip_prefix('\'').and_then(|text| text.split_once('\'')) {
        Some((_, kind)) => ("", kind),
        None => default.split_at(default.find("::").unwrap_or(default.len())),
    };
    let word = word.trim_matches(['(', ')', ' ']);
    let is_word = ["", "true", "false", "null"].iter().any(|known| word.eq_ignore_ascii_case(known));
    let is_number = word.parse::<f64>().is_ok() && word.contains(|character: char| character.is_ascii_digit());
    let is_of_type = |character: char| character.is_alphanumeric() || "_. :\"[]".contains(character);
    (is_word || is_number) && (kind.is_empty() || kind.starts_with("::")) && kind.chars().all(is_of_type)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::by_name;
    use crate::trash::Memory;
    use crate::trash::tests::{column, kept, subject};

    fn check_update(newer: Newer, now: KeptColumn, expected: &str) {
        let dialect = by_name("sqlite").unwrap();
        let memory = Memory {
            columns: vec![column("id", "INT"), column("c", "INT")],
            key: vec!["id".into()],
            ..Memory::default()
        };
        let entry = Entry { memory, ..Entry::default() };
        let (trash, table) = (dialect.trash().unwrap(), subject(vec![column("ID", "INT"), now]));
        let values = KeptValues::of(dialect, trash, &entry, &kept(), &table).unwrap();
        assert_eq!(values.bring_back(newer).sql, expected);
    }

    const ALL: &str = "UPDATE t AS t SET \"C\" = k.\"c\" FROM \"kept\" AS k WHERE t.\"ID\" = k.\"id\"";

    #[test]
    fn values_find_their_rows_by_the_key() {
        check_update(Newer::IsReplaced, column("C", "INT"), ALL);
    }

    #[test]
    fn what_is_neither_null_nor_the_default_is_newer() {
        let is_null = "t.\"C\" IS NOT DISTINCT FROM NULL";
        check_update(Newer::Stays, column("C", "INT"), &format!("{ALL} AND {is_null}"));
        let with = |default: &str| KeptColumn { default: Some(default.into()), ..column("C", "INT") };
        let is_default = "t.\"C\" IS (7) COLLATE BINARY";
        check_update(Newer::Stays, with("7"), &format!("{ALL} AND ({is_null} OR {is_default})"));
        check_update(Newer::Stays, with("random()"), &format!("{ALL} AND {is_null}"));
    }

    #[test]
    fn only_literals_are_the_same_whenever_they_are_asked_for() {
        let literals =
            ["7", "-1.5", "(0)::numeric", "'it''s'::character varying", "''", "'{}'::text[]", "TRUE", "'a'::s.\"M\""];
        for default in literals {
            assert!(is_literal(default), "{default}");
        }
        for default in
            ["now()", "CURRENT_TIMESTAMP", "nextval('s'::regclass)", "'a'::text || 'b'::text", "('now'::text)::date"]
        {
            assert!(!is_literal(default), "{default}");
        }
    }
}
