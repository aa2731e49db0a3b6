//! What is known of the tables at a point of the plan: the schema before it, and what the plan has made and changed.

use std::collections::BTreeMap;

use dialect::{Dialect, types::type_text};
use operation::Operation;
use schema::{Fill, IndexPart, Schema, Table, TableName};

use crate::{Action, Change, Constraint, ConstraintKind, NewColumn, NewTable, TypeName, situation::plain};

/// Tables by name. `whole`: a table that is not here does not exist; else nobody knows.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Picture {
    pub tables: BTreeMap<TableName, TableFacts>,
    pub whole: bool,
    /// Enum values that the plan has added, with the transaction: they cannot be used before it is committed.
    pub added_values: Vec<(TableName, usize)>,
    /// Types and namespaces that the plan has made.
    pub new_types: Vec<TableName>,
    pub new_namespaces: Vec<String>,
}

#[derive(Clone, Debug, Default, PartialEq)]
pub struct TableFacts {
    /// The plan has made it: nobody uses it yet, and it holds what the plan itself wrote.
    pub is_new: bool,
    /// Whether all its columns are known; of a table that only raw SQL has named some may be.
    pub whole: bool,
    pub is_partitioned: bool,
    pub columns: BTreeMap<String, ColumnFacts>,
    pub constraints: BTreeMap<String, ConstraintFacts>,
    pub indexes: BTreeMap<String, IndexFacts>,
}

#[derive(Clone, Debug, Default, PartialEq)]
pub struct ColumnFacts {
    /// `None`: not known.
    pub column_type: Option<TypeName>,
    /// `None`: not known.
    pub not_null: Option<bool>,
    /// The plan has added it.
    pub is_new: bool,
    /// An UPDATE of the plan has filled it.
    pub is_filled: bool,
}

#[derive(Clone, Debug, PartialEq)]
pub struct ConstraintFacts {
    pub kind: ConstraintKind,
    pub is_validated: bool,
    /// The transaction of the plan that added it NOT VALID; `None`: it was there before.
    pub added_in: Option<usize>,
    /// The transaction of the plan that validated it.
    pub validated_in: Option<usize>,
}

#[derive(Clone, Debug, Default, PartialEq)]
pub struct IndexFacts {
    pub unique: bool,
    pub columns: Vec<String>,
}

impl Picture {
    /// Everything of a schema.
    pub fn of(schema: &Schema, dialect: &dyn Dialect) -> Self {
        let table = |table: &Table| (plain(&table.name), facts_of(table, dialect));
        Self { tables: schema.tables.iter().map(table).collect(), whole: true, ..Self::default() }
    }

    /// Returns what is known of a table.
    pub fn table(&self, table: &TableName) -> Option<&TableFacts> {
        self.tables.get(&plain(table))
    }

    /// Returns whether the plan has made the table.
    pub fn is_new(&self, table: &TableName) -> bool {
        self.table(table).is_some_and(|facts| facts.is_new)
    }

    /// Returns what is known of a column.
    pub fn column(&self, table: &TableName, column: &str) -> Option<&ColumnFacts> {
        self.table(table)?.columns.get(column)
    }

    /// Returns the table of an index.
    pub fn table_of_index(&self, index: &TableName) -> Option<&TableName> {
        let is_here = |(_, facts): &(&TableName, &TableFacts)| facts.indexes.contains_key(&index.name.text);
        self.tables.iter().find(is_here).map(|(table, _)| table)
    }

    /// Returns whether a validated CHECK says that the column is not NULL.
    pub fn is_proved_not_null(&self, table: &TableName, column: &str) -> bool {
        let proves = |facts: &ConstraintFacts| {
            facts.is_validated
                && match &facts.kind {
                    ConstraintKind::Check { not_null_of, .. } => not_null_of.as_deref() == Some(column),
                    ConstraintKind::NotNull { column: of } => of == column,
                    _ => false,
                }
        };
        self.table(table).is_some_and(|facts| {
            facts.constraints.values().any(proves)
                || facts.columns.get(column).is_some_and(|column| column.not_null == Some(true))
        })
    }

    /// What the plan has made so far counts as there before it.
    pub(crate) fn grow_old(&mut self) {
        for facts in self.tables.values_mut() {
            facts.is_new = false;
            facts.columns.values_mut().for_each(|column| column.is_new = false);
        }
        self.new_types.clear();
        self.new_namespaces.clear();
    }

    fn known(&mut self, table: &TableName) -> &mut TableFacts {
        self.tables.entry(plain(table)).or_default()
    }

    pub(crate) fn learn(&mut self, action: &Action, transaction: usize) {
        match action {
            Action::CreateTable(table) => self.learn_table(table),
            Action::AlterTable { table, changes, .. } => {
                let mut table = plain(table);
                for change in changes {
                    table = self.learn_change(table, change, transaction);
                }
            }
            Action::DropTable { tables, .. } => tables.iter().for_each(|table| {
                self.tables.remove(&plain(table));
            }),
            Action::CreateIndex(index) => {
                let name = index.name.clone().unwrap_or_default();
                let facts = IndexFacts { unique: index.unique, columns: index.columns.clone() };
                self.known(&index.table).indexes.insert(name, facts);
            }
            Action::DropIndex { indexes, .. } => {
                for index in indexes {
                    self.tables.values_mut().for_each(|facts| {
                        facts.indexes.remove(&index.name.text);
                    });
                }
            }
            Action::CreateMaterializedView { view, .. } | Action::CreateView { view, .. } => {
                self.known(view).is_new = true;
            }
            Action::DropView { views } => views.iter().for_each(|view| {
                self.tables.remove(&plain(view));
            }),
            Action::AddEnumValue { name, .. } => self.added_values.push((plain(name), transaction)),
            Action::CreateType { name } | Action::CreateDomain { name, .. } => self.new_types.push(plain(name)),
            Action::CreateSchema { name, .. } => self.new_namespaces.push(name.clone()),
            Action::Write { word: "UPDATE", table, .. } => {
                self.known(table).columns.values_mut().for_each(|column| column.is_filled = true);
            }
            _ => {}
        }
    }

    /// A batch that makes a table anew has no statements that could be read.
    pub(crate) fn learn_operation(&mut self, operation: &Operation) {
        let Operation::Batch(batch) = operation else { return };
        let facts = self.known(&batch.table);
        for operation in &batch.operations {
            match operation {
                Operation::AddColumn(add) => {
                    let column = ColumnFacts { is_new: true, ..ColumnFacts::default() };
                    facts.columns.insert(add.column.name.text.clone(), column);
                }
                Operation::DropColumn(drop) => {
                    facts.columns.remove(&drop.column.text);
                }
                _ => {}
            }
        }
    }

    fn learn_table(&mut self, table: &NewTable) {
        let Some(name) = table.name.as_ref().map(plain) else { return };
        let exists_already = table.if_not_exists && self.whole && self.tables.contains_key(&name);
        if exists_already {
            return;
        }
        let mut facts = TableFacts {
            is_new: true,
            whole: !table.from_query,
            is_partitioned: table.is_partitioned,
            ..TableFacts::default()
        };
        for column in &table.columns {
            learn_column(&mut facts, column, None);
        }
        for constraint in &table.constraints {
            learn_constraint(&mut facts, constraint, None);
        }
        // There are no rows that could be against it: NOT VALID means nothing here.
        facts.constraints.values_mut().for_each(|constraint| constraint.is_validated = true);
        self.tables.insert(name, facts);
    }

    /// Returns the table's name after the change.
    fn learn_change(&mut self, table: TableName, change: &Change, transaction: usize) -> TableName {
        match change {
            Change::RenameTable { to } => {
                return self.renamed(&table, TableName { name: to.as_str().into(), ..table.clone() });
            }
            Change::SetSchema { to } => {
                let to = TableName { namespace: Some(to.as_str().into()), name: table.name.clone() };
                return self.renamed(&table, plain(&to));
            }
            _ => {}
        }
        let facts = self.known(&table);
        match change {
            Change::AddColumn { column, .. } => {
                learn_column(facts, column, Some(transaction));
                if let Some(column) = facts.columns.get_mut(&column.name) {
                    column.is_new = true;
                }
            }
            Change::DropColumn { column, .. } => {
                facts.columns.remove(column);
            }
            Change::SetType { column, to, .. } => {
                facts.columns.entry(column.clone()).or_default().column_type = Some(to.clone());
            }
            Change::SetNotNull { column } => facts.columns.entry(column.clone()).or_default().not_null = Some(true),
            Change::DropNotNull { column } => facts.columns.entry(column.clone()).or_default().not_null = Some(false),
            Change::AddConstraint(constraint) => learn_constraint(facts, constraint, Some(transaction)),
            Change::DropConstraint { name, .. } => {
                facts.constraints.remove(name);
            }
            Change::ValidateConstraint { name } => {
                if let Some(constraint) = facts.constraints.get_mut(name) {
                    constraint.is_validated = true;
                    constraint.validated_in = Some(transaction);
                }
            }
            Change::RenameColumn { from, to } => {
                if let Some(column) = facts.columns.remove(from) {
                    facts.columns.insert(to.clone(), column);
                }
            }
            Change::RenameConstraint { from, to } => {
                if let Some(constraint) = facts.constraints.remove(from) {
                    facts.constraints.insert(to.clone(), constraint);
                }
            }
            _ => {}
        }
        table
    }

    fn renamed(&mut self, from: &TableName, to: TableName) -> TableName {
        if let Some(facts) = self.tables.remove(from) {
            self.tables.insert(to.clone(), facts);
        }
        to
    }
}

fn learn_column(facts: &mut TableFacts, column: &NewColumn, transaction: Option<usize>) {
    let not_null = column.not_null
        || column.constraints.iter().any(|constraint| matches!(constraint.kind, ConstraintKind::PrimaryKey { .. }));
    let known = ColumnFacts {
        column_type: Some(column.column_type.clone()),
        not_null: Some(not_null),
        ..ColumnFacts::default()
    };
    facts.columns.insert(column.name.clone(), known);
    for constraint in &column.constraints {
        learn_constraint(facts, constraint, transaction);
    }
}

fn learn_constraint(facts: &mut TableFacts, constraint: &Constraint, added_in: Option<usize>) {
    let name = constraint.name.clone().unwrap_or_else(|| format!("?{}", facts.constraints.len()));
    let (is_validated, added_in) = (!constraint.not_valid, added_in.filter(|_| constraint.not_valid));
    match &constraint.kind {
        ConstraintKind::PrimaryKey { columns, using_index } | ConstraintKind::Unique { columns, using_index } => {
            let columns = match using_index {
                Some(index) => facts.indexes.remove(index).map(|index| index.columns).unwrap_or_default(),
                None => columns.clone(),
            };
            if matches!(constraint.kind, ConstraintKind::PrimaryKey { .. }) {
                for column in &columns {
                    facts.columns.entry(column.clone()).or_default().not_null = Some(true);
                }
            }
            facts.indexes.insert(name.clone(), IndexFacts { unique: true, columns });
        }
        ConstraintKind::NotNull { column } if is_validated => {
            facts.columns.entry(column.clone()).or_default().not_null = Some(true);
        }
        _ => {}
    }
    let kind = constraint.kind.clone();
    facts.constraints.insert(name, ConstraintFacts { kind, is_validated, added_in, validated_in: None });
}

fn facts_of(table: &Table, dialect: &dyn Dialect) -> TableFacts {
    let mut facts = TableFacts { whole: true, ..TableFacts::default() };
    facts.is_partitioned = table.options.contains_key("postgresql_partition_by");
    for column in &table.columns {
        let column_type = type_text(dialect, &column.column_type).ok().map(|text| TypeName::of(&text));
        let known = ColumnFacts {
            column_type,
            not_null: Some(!column.nullable || column.primary_key || matches!(column.fill, Fill::Identity(_))),
            ..ColumnFacts::default()
        };
        facts.columns.insert(column.name.text.clone(), known);
    }
    let texts = |names: &[schema::Name]| names.iter().map(|name| name.text.clone()).collect::<Vec<_>>();
    for (number, constraint) in table.constraints.iter().enumerate() {
        let name = constraint.name().given().map_or_else(|| format!("?{number}"), |name| name.text.clone());
        let (kind, options) = match constraint {
            schema::Constraint::PrimaryKey(key) => {
                (ConstraintKind::PrimaryKey { columns: texts(&key.columns), using_index: None }, &key.options)
            }
            schema::Constraint::Unique(unique) => {
                (ConstraintKind::Unique { columns: texts(&unique.columns), using_index: None }, &unique.options)
            }
            schema::Constraint::ForeignKey(key) => {
                let referred = plain(&key.referred_table);
                (ConstraintKind::ForeignKey { columns: texts(&key.columns), referred }, &key.options)
            }
            schema::Constraint::Check(check) => {
                let sql = match &check.condition {
                    schema::Expression::Text(text) => text.sql.clone(),
                    schema::Expression::Raw { sql } => sql.clone(),
                    _ => String::new(),
                };
                let not_null_of = crate::read::not_null_of(&sql);
                (ConstraintKind::Check { sql, not_null_of }, &check.options)
            }
            schema::Constraint::Exclude(_) => (ConstraintKind::Exclude, &table.options),
        };
        if let ConstraintKind::PrimaryKey { columns, .. } | ConstraintKind::Unique { columns, .. } = &kind {
            facts.indexes.insert(name.clone(), IndexFacts { unique: true, columns: columns.clone() });
        }
        let is_validated = options.get("postgresql_not_valid").is_none_or(|value| value.as_bool() != Some(true));
        facts.constraints.insert(name, ConstraintFacts { kind, is_validated, added_in: None, validated_in: None });
    }
    for index in &table.indexes {
        let column = |part: &IndexPart| match part {
            IndexPart::Column(name) => Some(name.text.clone()),
            IndexPart::Expression(_) => None,
        };
        let known = IndexFacts { unique: index.unique, columns: index.parts.iter().filter_map(column).collect() };
        let name = index.name.given().map(|name| name.text.clone()).unwrap_or_default();
        facts.indexes.insert(name, known);
    }
    facts
}
