//! What a rule is given, and where it puts what it finds.

use operation::Operation;
use schema::TableName;

use crate::{
    Action, Change, Constraint, Effect, Finding, Fix, FixedStatement, Level, NewColumn, Place, Recorded, Situation,
    SqlRange, TypeName,
    rules::{Group, Rule},
    situation::plain,
};

/// One statement, with what is known when it runs.
pub(crate) struct Subject<'a> {
    /// `None`: the text cannot be read, or a batch copies its table without a text.
    pub(crate) action: Option<&'a Action>,
    /// The statement's text.
    pub(crate) sql: &'a str,
    pub(crate) recorded: &'a Recorded,
    /// Before the statement.
    pub(crate) situation: &'a Situation,
    pub(crate) effects: &'a [Effect],
    /// The locks that the transaction holds already, and those of statements before this one.
    pub(crate) held: &'a [Effect],
    /// The error, where the text cannot be read.
    pub(crate) error: Option<&'a str>,
    /// `existing_type=` of the directive.
    pub(crate) existing_type: Option<TypeName>,
    /// The names of constraints that the rest of the step adds.
    pub(crate) added_later: &'a [String],
}

impl<'a> Subject<'a> {
    /// The parts of an ALTER TABLE of a table that was there before the plan.
    pub(crate) fn changes(&self) -> impl Iterator<Item = (&'a TableName, &'a Change)> + use<'a> {
        let situation = self.situation;
        self.all_changes().filter(move |(table, _)| !situation.picture.is_new(table))
    }

    /// The parts of any ALTER TABLE.
    pub(crate) fn all_changes(&self) -> impl Iterator<Item = (&'a TableName, &'a Change)> + use<'a> {
        let parts = match self.action {
            Some(Action::AlterTable { table, changes, .. }) => Some(changes.iter().map(move |change| (table, change))),
            _ => None,
        };
        parts.into_iter().flatten()
    }

    /// Constraints that are added to tables that were there, behind a new column among them.
    pub(crate) fn added_constraints(
        &self,
    ) -> impl Iterator<Item = (&'a TableName, &'a Constraint, Option<&'a NewColumn>)> + use<'a> {
        self.changes().flat_map(|(table, change)| {
            let (own, column) = match change {
                Change::AddConstraint(constraint) => (std::slice::from_ref(constraint), None),
                Change::AddColumn { column, .. } => (column.constraints.as_slice(), Some(column)),
                _ => (&[][..], None),
            };
            own.iter().map(move |constraint| (table, constraint, column))
        })
    }

    /// Every column that is declared: of new tables and added ones.
    pub(crate) fn columns(&self) -> Vec<(Option<&'a TableName>, &'a NewColumn)> {
        match self.action {
            Some(Action::CreateTable(table)) => {
                table.columns.iter().map(|column| (table.name.as_ref(), column)).collect()
            }
            _ => self
                .all_changes()
                .filter_map(|(table, change)| match change {
                    Change::AddColumn { column, .. } => Some((Some(table), column)),
                    _ => None,
                })
                .collect(),
        }
    }

    /// Columns that a batch drops from a table that it copies.
    pub(crate) fn dropped_in_batch(&self) -> Vec<(TableName, String)> {
        let Some(Operation::Batch(batch)) = self.recorded.operation.as_ref().filter(|_| self.action.is_none()) else {
            return Vec::new();
        };
        let dropped = |operation: &Operation| match operation {
            Operation::DropColumn(drop) => Some((plain(&batch.table), drop.column.text.clone())),
            _ => None,
        };
        batch.operations.iter().filter_map(dropped).filter(|(table, _)| !self.situation.picture.is_new(table)).collect()
    }

    /// Whether a constraint of that name is added again: it is replaced, not dropped.
    pub(crate) fn replaces_constraint(&self, name: &str) -> bool {
        self.added_later.iter().any(|added| added == name)
    }

    /// What the directive says that the column's type is.
    pub(crate) fn existing_type(&self) -> Option<&TypeName> {
        self.existing_type.as_ref()
    }

    /// The types of columns that are declared or changed, with the columns' names.
    pub(crate) fn declared_types(&self) -> Vec<(&'a str, &'a TypeName)> {
        let mut found: Vec<(&str, &TypeName)> =
            self.columns().into_iter().map(|(_, column)| (column.name.as_str(), &column.column_type)).collect();
        for (_, change) in self.all_changes() {
            if let Change::SetType { column, to, .. } = change {
                found.push((column, to));
            }
        }
        found
    }

    /// Whether the statement is the only part of its ALTER TABLE: then it can be rewritten by itself.
    pub(crate) fn is_alone(&self) -> bool {
        matches!(self.action, Some(Action::AlterTable { changes, .. }) if changes.len() == 1)
    }

    pub(crate) fn is_postgresql(&self) -> bool {
        self.situation.server.is_postgresql()
    }

    /// The statement with words put behind the first of these words, letter by letter as it is otherwise.
    pub(crate) fn with_words_behind(&self, behind: &str, words: &str) -> Option<String> {
        let upper = self.sql.to_ascii_uppercase();
        let start = upper.find(behind)? + behind.len();
        Some(format!("{} {words}{}", &self.sql[..start], &self.sql[start..]))
    }

    /// The statement that adds a constraint without a look at the rows, and the one that looks at them later.
    pub(crate) fn validated_later(&self, table: &TableName, constraint: &Constraint) -> Option<Fix> {
        let name = constraint.name.as_ref().filter(|_| self.is_alone())?;
        let validate = format!("ALTER TABLE {} VALIDATE CONSTRAINT {}", quoted_table(table), quoted(name));
        Some(Fix {
            before: Vec::new(),
            main: Some(FixedStatement::in_transaction(self.with_words_at_end("NOT VALID"))),
            keyword: Some("postgresql_not_valid=True"),
            after: vec![FixedStatement::autocommit(validate)],
        })
    }

    /// The statement with words at its end.
    pub(crate) fn with_words_at_end(&self, words: &str) -> String {
        format!("{} {words}", self.sql.trim_end().trim_end_matches(';').trim_end())
    }
}

/// Where findings go: it knows the rule, and what is too small to be worth one.
pub(crate) struct Found<'a> {
    pub(crate) rule: &'static Rule,
    pub(crate) level: Level,
    pub(crate) subject: &'a Subject<'a>,
    pub(crate) minimum_rows: u64,
    pub(crate) place: (usize, usize, SqlRange),
    pub(crate) findings: Vec<Finding>,
}

impl Found<'_> {
    /// Adds a finding about a table.
    pub(crate) fn on(&mut self, table: &TableName, message: impl Into<String>) {
        self.add(Some(table), message.into(), None);
    }

    /// Adds a finding about a table that can be mended.
    pub(crate) fn fixable(&mut self, table: &TableName, message: impl Into<String>, fix: Option<Fix>) {
        self.add(Some(table), message.into(), fix);
    }

    /// Adds a finding about no table.
    pub(crate) fn here(&mut self, message: impl Into<String>) {
        self.add(None, message.into(), None);
    }

    pub(crate) fn here_fixable(&mut self, message: impl Into<String>, fix: Option<Fix>) {
        self.add(None, message.into(), fix);
    }

    fn add(&mut self, table: Option<&TableName>, message: String, fix: Option<Fix>) {
        let size = table.and_then(|table| self.subject.situation.size(table));
        let is_small = size.is_some_and(|size| size.rows < self.minimum_rows);
        if self.rule.group == Group::Lock && is_small {
            return;
        }
        let (item, text, range) = self.place.clone();
        let place: Option<Place> = self.subject.recorded.place.clone();
        self.findings.push(Finding {
            rule: self.rule.name,
            level: self.level,
            message,
            way_out: self.rule.way_out.to_owned(),
            place,
            revision: self.subject.recorded.revision.clone(),
            sql: (!self.subject.sql.is_empty()).then(|| self.subject.sql.to_owned()),
            item,
            text,
            range,
            fix: fix.filter(|fix| self.subject.is_postgresql() && self.keeps_all(fix)),
        });
    }
}

impl Found<'_> {
    /// A directive that is several statements cannot be replaced for one of them.
    fn keeps_all(&self, fix: &Fix) -> bool {
        let recorded = self.subject.recorded;
        fix.keyword.is_some() || recorded.operation.is_none() || recorded.sql.len() == 1
    }
}

/// An identifier as PostgreSQL wants it in a statement.
pub(crate) fn quoted(name: &str) -> String {
    dialect::quote::quote_name(&dialect::postgresql::Postgresql, &name.into())
}

/// A table's name as PostgreSQL wants it.
pub(crate) fn quoted_table(table: &TableName) -> String {
    dialect::quote::quote_table(&dialect::postgresql::Postgresql, table)
}

/// A name for something new, cut to what PostgreSQL keeps: `users_name_key`.
pub(crate) fn new_name(parts: &[&str]) -> String {
    let mut name = parts.join("_");
    while name.len() > 63 {
        name.pop();
    }
    name
}
