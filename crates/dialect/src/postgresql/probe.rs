//! Tries parts of the models on temporary tables, in one block of statements, and reads back what became of them.
//!
//! ```text
//! SAVEPOINT …                                      or BEGIN
//! DO 'BEGIN
//!     BEGIN EXECUTE ''CREATE TEMPORARY TABLE users (LIKE users)''; EXCEPTION WHEN OTHERS THEN NULL; END;
//!     BEGIN EXECUTE ''ALTER TABLE … ADD CONSTRAINT … CHECK (…)''; EXCEPTION WHEN OTHERS THEN NULL; END;
//! END'
//! SELECT …                                         the catalogue queries, of temporary tables
//! ROLLBACK TO SAVEPOINT …                          or ROLLBACK
//! ```

use std::collections::{HashMap, HashSet};

use schema::{Check, Constraint, ConstraintName, Exclude, Expression, Fill, Index, Name, Options, Table, TableName};
use serde::Deserialize;

use super::inspect::inspect_temporary;
use crate::ddl::{Design, IfNotExists, add_constraint};
use crate::inspect::read;
use crate::query::{Mode, ddl_expression, expression_text};
use crate::quote::{quote_name, quote_table, text_literal};
use crate::{Connection, Context, DatabaseError, Dialect, Heard, Probe, Statement, Transactional, Unsupported};

/// How many tables are tried at once: the server holds a lock for each of them and of their indexes.
const AT_ONCE: usize = 100;

const SAVEPOINT: &str = "limbeck_probe";

/// `None` in the place of a table that could not be copied.
pub(super) fn probe(
    dialect: &dyn Dialect,
    connection: &mut dyn Connection,
    probes: &[Probe],
) -> Result<Vec<Option<Heard>>, DatabaseError> {
    let mut heard = Vec::with_capacity(probes.len());
    for probes in probes.chunks(AT_ONCE) {
        let within = connection.in_transaction();
        if within {
            connection.execute(&Statement::plain(format!("SAVEPOINT {SAVEPOINT}")))?;
        } else {
            connection.begin(Transactional::Reading)?;
        }
        let stage = Stage::of(dialect, probes);
        let answer = stage.play(connection);
        if within {
            connection.execute(&Statement::plain(format!("ROLLBACK TO SAVEPOINT {SAVEPOINT}")))?;
            connection.execute(&Statement::plain(format!("RELEASE SAVEPOINT {SAVEPOINT}")))?;
        } else {
            connection.rollback()?;
        }
        heard.extend(answer?);
    }
    Ok(heard)
}

/// The temporary tables of some probes.
struct Stage<'r> {
    dialect: &'r dyn Dialect,
    probes: &'r [Probe],
    /// The copies carry the tables' own names, which expressions may mention; of two tables of one name one cannot.
    copies: Vec<TableName>,
}

#[derive(Deserialize)]
struct EqualityRow {
    place: usize,
    number: usize,
    is_equal: Option<bool>,
}

impl<'r> Stage<'r> {
    fn of(dialect: &'r dyn Dialect, probes: &'r [Probe]) -> Self {
        let plain = probes.iter().filter(|each| each.table.namespace.is_none());
        let plain: HashSet<&str> = plain.map(|each| each.table.name.text.as_str()).collect();
        let mut used: HashSet<String> = HashSet::new();
        let copies = probes.iter().enumerate().map(|(place, each)| {
            let own = &each.table.name.text;
            let is_free = each.table.namespace.is_none() || !plain.contains(own.as_str());
            let name = if is_free && used.insert(own.clone()) { own.clone() } else { format!("limbeck_table_{place}") };
            TableName { namespace: Some("pg_temp".into()), name: Name { text: name, quote: each.table.name.quote } }
        });
        Self { dialect, probes, copies: copies.collect() }
    }

    fn play(&self, connection: &mut dyn Connection) -> Result<Vec<Option<Heard>>, DatabaseError> {
        let body = text_literal(self.dialect, &format!("BEGIN\n{}END", self.scenes()));
        connection.execute(&Statement::plain(format!("DO {body}")))?;
        let tables = inspect_temporary(self.dialect, connection)?;
        let tables: HashMap<&str, &Table> = tables.iter().map(|table| (table.name.name.text.as_str(), table)).collect();
        let has_equalities = self.probes.iter().any(|each| !each.equalities.is_empty());
        let rows: Vec<EqualityRow> = match tables.contains_key("limbeck_equalities") && has_equalities {
            true => read(connection, "SELECT place, number, is_equal FROM pg_temp.limbeck_equalities", Vec::new())?,
            false => Vec::new(),
        };
        let equal: HashMap<(usize, usize), bool> =
            rows.into_iter().filter_map(|row| Some(((row.place, row.number), row.is_equal?))).collect();
        let heard = self.probes.iter().zip(&self.copies).enumerate().map(|(place, (probe, copy))| {
            let table = tables.get(copy.name.text.as_str())?;
            Some(heard(place, probe, table, &equal))
        });
        Ok(heard.collect())
    }

    /// The copies come first: later the names of the tables mean the copies.
    fn scenes(&self) -> String {
        let mut scenes = isolated(
            self.dialect,
            "CREATE TEMPORARY TABLE limbeck_equalities (place integer, number integer, is_equal boolean)",
        );
        let mut order: Vec<usize> = (0..self.probes.len()).collect();
        order.sort_by_key(|place| self.probes[*place].table.namespace.is_some());
        for place in order {
            let (copy, source) = (&self.copies[place], &self.probes[place].copied);
            let (copy, source) = (quote_table(self.dialect, copy), quote_table(self.dialect, source));
            scenes.push_str(&isolated(self.dialect, &format!("CREATE TABLE {copy} (LIKE {source})")));
        }
        for (place, (probe, copy)) in self.probes.iter().zip(&self.copies).enumerate() {
            // What cannot be written is not tried, and counts as refused.
            for sql in self.parts(place, probe, copy).into_iter().flatten() {
                scenes.push_str(&isolated(self.dialect, &sql));
            }
            for (number, (column, expression)) in probe.computed.iter().enumerate() {
                scenes.push_str(
                    &self.computed(&name("computed", place, number), copy, column, expression).unwrap_or_default(),
                );
            }
        }
        scenes
    }

    fn parts(&self, place: usize, probe: &Probe, copy: &TableName) -> Vec<Result<String, Unsupported>> {
        let mut parts = Vec::new();
        for (from, to) in &probe.renamed {
            let (from, to) = (quote_name(self.dialect, from), quote_name(self.dialect, to));
            let table = quote_table(self.dialect, copy);
            parts.push(Ok(format!("ALTER TABLE {table} RENAME COLUMN {from} TO {to}")));
        }
        for (column, expression) in &probe.defaults {
            let default = ddl_expression(self.dialect, expression);
            let (table, column) = (quote_table(self.dialect, copy), quote_name(self.dialect, column));
            parts.push(default.map(|text| format!("ALTER TABLE {table} ALTER COLUMN {column} SET DEFAULT {text}")));
        }
        for (number, check) in probe.checks.iter().enumerate() {
            let check = Check { name: final_name("check", place, number), ..check.clone() };
            parts.push(self.constraint(copy, &Constraint::Check(check)));
        }
        for (number, exclude) in probe.excludes.iter().enumerate() {
            let exclude = Exclude { name: final_name("exclude", place, number), ..exclude.clone() };
            parts.push(self.constraint(copy, &Constraint::Exclude(exclude)));
        }
        for (number, index) in probe.indexes.iter().enumerate() {
            let mut index = Index { name: final_name("index", place, number), ..index.clone() };
            index.options.shift_remove("postgresql_concurrently");
            parts.push(self.index(copy, &index));
        }
        for (number, pair) in probe.equalities.iter().enumerate() {
            let text = |expression| expression_text(self.dialect, expression, Mode::Literal);
            let equality = text(&pair.before).and_then(|before| Ok(format!("{before} = {}", text(&pair.after)?)));
            let insert = format!("INSERT INTO pg_temp.limbeck_equalities SELECT {place}, {number}, ");
            parts.push(equality.map(|equality| format!("{insert}({equality})")));
        }
        parts
    }

    fn constraint(&self, copy: &TableName, constraint: &Constraint) -> Result<String, Unsupported> {
        let (context, options) = (Context::default(), Options::new());
        let design = Design::partial(self.dialect, &context, copy, Vec::new(), &options)?;
        add_constraint(&design, constraint).map(|statement| statement.sql)
    }

    fn index(&self, copy: &TableName, index: &Index) -> Result<String, Unsupported> {
        let (context, options) = (Context::default(), Options::new());
        let design = Design::partial(self.dialect, &context, copy, Vec::new(), &options)?;
        self.dialect.ddl().create_index(&design, index, IfNotExists::No)
    }

    /// A computed column takes its type from the column that it stands for.
    fn computed(&self, name: &str, copy: &TableName, column: &Name, expression: &Expression) -> Option<String> {
        let expression = ddl_expression(self.dialect, expression).ok()?.replace('%', "%%");
        let table = quote_table(self.dialect, copy);
        let add = format!("ALTER TABLE {table} ADD COLUMN {name} %s GENERATED ALWAYS AS ({expression}) STORED");
        let (add, table) = (text_literal(self.dialect, &add), text_literal(self.dialect, &table));
        let column = text_literal(self.dialect, &column.text);
        Some(caught(&format!(
            "(SELECT format({add}, format_type(atttypid, atttypmod)) FROM pg_catalog.pg_attribute \
             WHERE attrelid = {table}::regclass AND attname = {column})"
        )))
    }
}

/// Returns a statement that fails by itself.
fn isolated(dialect: &dyn Dialect, sql: &str) -> String {
    caught(&text_literal(dialect, sql))
}

fn caught(sql: &str) -> String {
    format!("BEGIN EXECUTE {sql}; EXCEPTION WHEN OTHERS THEN NULL; END;\n")
}

fn name(word: &str, place: usize, number: usize) -> String {
    format!("limbeck_{word}_{place}_{number}")
}

fn final_name(word: &str, place: usize, number: usize) -> ConstraintName {
    ConstraintName::Final { name: name(word, place, number).into() }
}

/// Finds the parts in the table as it was read.
fn heard(place: usize, probe: &Probe, table: &Table, equal: &HashMap<(usize, usize), bool>) -> Heard {
    let fill = |column: &str| table.columns.iter().find(|each| each.name.text == column).map(|each| &each.fill);
    let is_named = |found: &ConstraintName, word: &str, number: usize| match found {
        ConstraintName::Written(found) | ConstraintName::Final { name: found } => {
            found.text == name(word, place, number)
        }
        ConstraintName::None => false,
    };
    let constraint = |word: &'static str, number: usize| {
        table.constraints.iter().find(|constraint| is_named(constraint.name(), word, number))
    };
    Heard {
        defaults: probe.defaults.iter().map(|(column, _)| expression_of(fill(&column.text)?)).collect(),
        computed: (0..probe.computed.len()).map(|each| expression_of(fill(&name("computed", place, each))?)).collect(),
        checks: (0..probe.checks.len())
            .map(|number| match constraint("check", number)? {
                Constraint::Check(check) => Some(check.condition.clone()),
                _ => None,
            })
            .collect(),
        excludes: (0..probe.excludes.len())
            .map(|number| match constraint("exclude", number)? {
                Constraint::Exclude(exclude) => Some(exclude.clone()),
                _ => None,
            })
            .collect(),
        indexes: (0..probe.indexes.len())
            .map(|number| table.indexes.iter().find(|index| is_named(&index.name, "index", number)).cloned())
            .collect(),
        equalities: (0..probe.equalities.len()).map(|number| equal.get(&(place, number)).copied()).collect(),
    }
}

fn expression_of(fill: &Fill) -> Option<Expression> {
    match fill {
        Fill::Default { expression } | Fill::Computed { expression, .. } => Some((**expression).clone()),
        Fill::Nothing | Fill::Fetched | Fill::Identity(_) => None,
    }
}
