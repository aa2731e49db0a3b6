//! What a CREATE TABLE statement says beside the names and types of its columns.

use std::collections::BTreeMap;

use schema::{Check, ConstraintName, ForeignKey, Name, Options, PrimaryKey, Unique};

use super::cursor::Cursor;
use super::reference::{foreign_key, names};
use super::token::{Kind, tokens};
use crate::inspect::sql_text;

/// A table's constraints and the expressions of its columns.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct TableDefinition {
    pub primary_key: Option<PrimaryKey>,
    pub counts_up: bool,
    /// Those of the table, then those of the columns.
    pub uniques: Vec<Unique>,
    pub foreign_keys: Vec<ForeignKey>,
    pub checks: Vec<Check>,
    pub columns: BTreeMap<String, ColumnDefinition>,
}

/// What a column says that no pragma tells.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct ColumnDefinition {
    pub computed: Option<String>,
    /// NOT NULL ON CONFLICT.
    pub on_null: Option<String>,
    pub collation: Option<String>,
}

/// Reads a CREATE TABLE statement. SQLite has checked it, so an unknown word is only stepped over.
pub(crate) fn read_table(sql: &str) -> TableDefinition {
    let tokens = tokens(sql);
    let mut cursor = Cursor::new(sql, &tokens);
    let mut reader = Reader::default();
    while cursor.peek().is_some() {
        if let Some(mut body) = cursor.parentheses() {
            reader.body(&mut body);
            break;
        }
        cursor.next();
    }
    reader.definition.uniques.append(&mut reader.uniques_of_columns);
    reader.definition
}

#[derive(Default)]
struct Reader {
    definition: TableDefinition,
    uniques_of_columns: Vec<Unique>,
}

impl Reader {
    /// ADD COLUMN puts a column behind the constraints, and between constraints the comma may be missing.
    fn body(&mut self, cursor: &mut Cursor<'_, '_>) {
        const CONSTRAINTS: [&str; 5] = ["CONSTRAINT", "PRIMARY", "UNIQUE", "CHECK", "FOREIGN"];
        while let Some(token) = cursor.peek() {
            if token.kind == Kind::Comma {
                cursor.next();
            } else if CONSTRAINTS.iter().any(|word| token.is(word)) {
                self.table_constraint(cursor);
            } else {
                self.column(cursor);
            }
        }
    }

    fn table_constraint(&mut self, cursor: &mut Cursor<'_, '_>) {
        let name = constraint_name(cursor);
        if cursor.takes(&["PRIMARY", "KEY"]) {
            let Some(inside) = cursor.parentheses() else { return };
            self.definition.counts_up |= inside.without_last("AUTOINCREMENT").is_some();
            self.definition.primary_key = Some(PrimaryKey {
                name,
                columns: names(&inside),
                options: on_conflict(cursor),
                ..PrimaryKey::default()
            });
        } else if cursor.takes(&["UNIQUE"]) {
            let Some(inside) = cursor.parentheses() else { return };
            let unique = Unique { name, columns: names(&inside), options: on_conflict(cursor), ..Unique::default() };
            self.definition.uniques.push(unique);
        } else if cursor.takes(&["CHECK"]) {
            self.check(cursor, name);
        } else if cursor.takes(&["FOREIGN", "KEY"]) {
            let Some(inside) = cursor.parentheses() else { return };
            cursor.takes(&["REFERENCES"]);
            self.definition.foreign_keys.extend(foreign_key(cursor, name, names(&inside)));
        } else if !cursor.is_at(Kind::Comma) && name == ConstraintName::None {
            cursor.next();
        }
    }

    fn check(&mut self, cursor: &mut Cursor<'_, '_>, name: ConstraintName) {
        let Some(inside) = cursor.parentheses() else { return };
        self.definition.checks.push(Check {
            name,
            condition: sql_text(inside.text()),
            deferrable: None,
            initially: None,
            comment: None,
            options: on_conflict(cursor),
        });
    }

    fn column(&mut self, cursor: &mut Cursor<'_, '_>) {
        let Some(column) = cursor.name().map(Name::from) else { return };
        let mut definition = ColumnDefinition::default();
        while !cursor.is_at(Kind::Comma) && cursor.peek().is_some() {
            let name = constraint_name(cursor);
            if cursor.takes(&["PRIMARY", "KEY"]) {
                cursor.takes_any(&["ASC", "DESC"]);
                let options = on_conflict(cursor);
                self.definition.counts_up |= cursor.takes(&["AUTOINCREMENT"]);
                let columns = vec![column.clone()];
                self.definition.primary_key = Some(PrimaryKey { name, columns, options, ..PrimaryKey::default() });
            } else if cursor.takes(&["NOT", "NULL"]) {
                let conflict = on_conflict(cursor).remove("sqlite_on_conflict");
                definition.on_null = conflict.and_then(|word| word.as_str().map(str::to_owned));
            } else if cursor.takes(&["UNIQUE"]) {
                let columns = vec![column.clone()];
                let unique = Unique { name, columns, options: on_conflict(cursor), ..Unique::default() };
                self.uniques_of_columns.push(unique);
            } else if cursor.takes(&["CHECK"]) {
                self.check(cursor, name);
            } else if cursor.takes(&["REFERENCES"]) {
                self.definition.foreign_keys.extend(foreign_key(cursor, name, vec![column.clone()]));
            } else if cursor.takes(&["AS"]) {
                definition.computed = cursor.parentheses().map(|inside| inside.text().to_owned());
            } else if cursor.takes(&["COLLATE"]) {
                definition.collation = cursor.name();
            } else if cursor.parentheses().is_none() && name == ConstraintName::None {
                // The type, a default: a pragma tells them better.
                cursor.next();
            }
        }
        self.definition.columns.insert(column.text.to_ascii_lowercase(), definition);
    }
}

fn constraint_name(cursor: &mut Cursor<'_, '_>) -> ConstraintName {
    let mut name = ConstraintName::None;
    // A name without a constraint is allowed and means nothing.
    while cursor.takes(&["CONSTRAINT"]) {
        name = cursor.name().map_or(ConstraintName::None, |name| ConstraintName::Written(name.into()));
    }
    name
}

fn on_conflict(cursor: &mut Cursor<'_, '_>) -> Options {
    let mut options = Options::new();
    if cursor.takes(&["ON", "CONFLICT"])
        && let Some(word) = cursor.next()
    {
        options.insert("sqlite_on_conflict".to_owned(), word.text.to_ascii_uppercase().into());
    }
    options
}

#[cfg(test)]
mod tests {
    use super::*;

    fn columns(unique: &Unique) -> Vec<&str> {
        unique.columns.iter().map(|name| name.text.as_str()).collect()
    }

    #[test]
    fn a_default_or_comment_with_words_in_it_is_no_constraint() {
        let definition = read_table(
            "CREATE TABLE a (b TEXT DEFAULT 'x UNIQUE, CHECK (1)', -- UNIQUE (b)\n c TEXT DEFAULT (upper('CHECK (2)')))",
        );
        assert_eq!((definition.uniques.len(), definition.checks.len()), (0, 0));
    }

    #[test]
    fn an_added_column_stands_behind_the_constraints() {
        let definition = read_table("CREATE TABLE a (b INT, CONSTRAINT u UNIQUE (b) CHECK (b > 0), c INT UNIQUE)");
        assert_eq!(definition.uniques.iter().map(columns).collect::<Vec<_>>(), [["b"], ["c"]]);
        assert_eq!(definition.checks.len(), 1);
    }

    #[test]
    fn quoted_names_are_read_in_every_style() {
        let definition = read_table("CREATE TABLE [a b] (`c d` INT, \"e\"\"f\" INT, UNIQUE (`c d`, [e\"f]))");
        assert_eq!(columns(&definition.uniques[0]), ["c d", "e\"f"]);
    }
}
