//! Changes of a PostgreSQL enum type that autogenerate writes: values more, renamed, fewer.

use dialect::ddl::{
    CheckFirst, IfNotExists, Neighbour, RetypedColumn, add_enum_value, create_enum, drop_enum, rename_enum,
    rename_enum_value, retype_columns,
};
use dialect::{Context, Dialect, Statement, Unsupported};
use pysource::text;
use schema::{ColumnType, EnumType, Fill, Name, Table, TableName};
use serde::{Deserialize, Serialize};

use crate::Operation;
use crate::apply::is_named;
use crate::python::Script;

/// Changes the values of an enum type.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct AlterEnum {
    /// The type as it is from then on.
    #[serde(rename = "type")]
    pub enum_type: EnumType,
    pub change: EnumChange,
}

/// How the values change.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EnumChange {
    AddValues(AddedValues),
    /// Pairs of the name before and the name after.
    RenameValues(Vec<(String, String)>),
    /// The server takes no value out of a type: a new one takes the place of the old one.
    Rebuild(RebuiltEnum),
}

/// Values that come, each beside one that is there by then.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AddedValues {
    pub values: Vec<AddedValue>,
    /// Whether they are committed at once: the server lets nobody use them before.
    pub is_committed: bool,
}

/// A value with the one that stands in front of it or behind it; with neither it is the last.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AddedValue {
    pub value: String,
    #[serde(default)]
    pub before: Option<String>,
    #[serde(default)]
    pub after: Option<String>,
}

/// What is done to take values out of a type.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RebuiltEnum {
    /// The name of the old type until it is dropped.
    pub set_aside: Name,
    /// Values that no row may hold.
    pub removed: Vec<String>,
    pub columns: Vec<EnumColumn>,
    /// What speaks of the old type and is created again: indexes, CHECKs, foreign keys.
    pub dropped: Vec<Operation>,
    pub created: Vec<Operation>,
}

/// A column of the type.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct EnumColumn {
    pub table: TableName,
    pub column: Name,
    pub is_array: bool,
    pub has_default: bool,
    /// Its default from then on.
    pub default: Fill,
}

impl AlterEnum {
    pub(crate) fn sql(&self, dialect: &dyn Dialect, context: &Context) -> Result<Vec<Statement>, Unsupported> {
        match &self.change {
            EnumChange::AddValues(added) => self.additions(dialect, added),
            EnumChange::RenameValues(renamed) => self.renames(dialect, renamed),
            EnumChange::Rebuild(rebuilt) => {
                let mut statements = Vec::new();
                for operation in &rebuilt.dropped {
                    statements.extend(operation.sql(dialect, context)?);
                }
                statements.extend(self.exchange(dialect, rebuilt)?);
                for operation in &rebuilt.created {
                    statements.extend(operation.sql(dialect, context)?);
                }
                Ok(statements)
            }
        }
    }

    /// The comments are for the reader, who knows what the rows mean.
    pub(crate) fn python(&self, script: &mut Script<'_>) -> Result<(), Unsupported> {
        match &self.change {
            EnumChange::AddValues(added) => {
                let statements = self.additions(script.dialect(), added)?;
                match added.is_committed {
                    true => script.execute_committed(statements),
                    false => script.execute(statements),
                }
            }
            EnumChange::RenameValues(renamed) => {
                script.line("# Taken for a rename, as nothing else differs: rows keep the value under its new name.");
                script.execute(self.renames(script.dialect(), renamed)?);
            }
            EnumChange::Rebuild(rebuilt) => {
                script.line(rebuilt.comment());
                rebuilt.dropped.iter().try_for_each(|operation| script.operation(operation))?;
                script.execute(self.exchange(script.dialect(), rebuilt)?);
                rebuilt.created.iter().try_for_each(|operation| script.operation(operation))?;
            }
        }
        Ok(())
    }

    /// Returns the tables that are changed: those whose columns and definitions are made anew.
    pub(crate) fn tables(&self) -> Vec<&TableName> {
        let EnumChange::Rebuild(rebuilt) = &self.change else { return Vec::new() };
        let mut tables: Vec<&TableName> = Vec::new();
        let of_columns = rebuilt.columns.iter().map(|column| &column.table);
        for table in of_columns.chain(rebuilt.created.iter().filter_map(Operation::table)) {
            if !tables.contains(&table) {
                tables.push(table);
            }
        }
        tables
    }

    /// Makes of a table what a rebuild makes of it; what is created again keeps its place.
    pub(crate) fn apply(&self, table: &mut Table) {
        let EnumChange::Rebuild(rebuilt) = &self.change else { return };
        for held in rebuilt.columns.iter().filter(|held| held.table == table.name) {
            if let Some(column) = table.columns.iter_mut().find(|column| column.name.text == held.column.text) {
                column.fill = held.default.clone();
                self.set_values(&mut column.column_type);
            }
        }
        for operation in rebuilt.created.iter().filter(|operation| operation.table() == Some(&table.name)) {
            match operation {
                Operation::CreateIndex(create) => {
                    let known = table.indexes.iter_mut().find(|known| is_named(&known.name, &create.index.name));
                    if let Some(known) = known {
                        *known = create.index.clone();
                    }
                }
                Operation::CreateConstraint(create) => {
                    let name = create.definition.name();
                    let known = table.constraints.iter_mut().find(|known| is_named(known.name(), name));
                    if let Some(known) = known {
                        *known = create.definition.clone();
                    }
                }
                _ => {}
            }
        }
    }

    fn set_values(&self, column_type: &mut ColumnType) {
        match column_type {
            ColumnType::Enum(held) => held.values.clone_from(&self.enum_type.values),
            ColumnType::Array { item: beneath, .. } | ColumnType::Custom { sql: beneath, .. } => {
                self.set_values(beneath)
            }
            _ => {}
        }
    }

    /// A second attempt meets values that the first one has committed.
    fn additions(&self, dialect: &dyn Dialect, added: &AddedValues) -> Result<Vec<Statement>, Unsupported> {
        let if_not_exists = IfNotExists::from(added.is_committed);
        let statement = |value: &AddedValue| {
            let neighbour = match (&value.before, &value.after) {
                (Some(next), _) => Some(Neighbour::Before(next)),
                (None, Some(previous)) => Some(Neighbour::After(previous)),
                (None, None) => None,
            };
            add_enum_value(dialect, &self.enum_type, &value.value, neighbour, if_not_exists)
        };
        added.values.iter().map(statement).collect()
    }

    fn renames(&self, dialect: &dyn Dialect, renamed: &[(String, String)]) -> Result<Vec<Statement>, Unsupported> {
        renamed.iter().map(|(before, after)| rename_enum_value(dialect, &self.enum_type, before, after)).collect()
    }

    /// Puts the new type in the place of the old one.
    fn exchange(&self, dialect: &dyn Dialect, rebuilt: &RebuiltEnum) -> Result<Vec<Statement>, Unsupported> {
        let old = EnumType { name: Some(rebuilt.set_aside.clone()), ..self.enum_type.clone() };
        let mut statements = vec![rename_enum(dialect, &self.enum_type, &rebuilt.set_aside)?];
        statements.extend(create_enum(dialect, &self.enum_type, CheckFirst::No)?);
        for columns in rebuilt.columns.chunk_by(|one, next| one.table == next.table) {
            let retyped: Vec<RetypedColumn<'_>> = columns.iter().map(EnumColumn::retyped).collect();
            statements.push(retype_columns(dialect, &self.enum_type, &columns[0].table, &retyped)?);
        }
        statements.extend(drop_enum(dialect, &old, CheckFirst::No)?);
        Ok(statements)
    }
}

impl RebuiltEnum {
    fn comment(&self) -> String {
        let values: Vec<String> = self.removed.iter().map(|value| text(value)).collect();
        match values.is_empty() {
            true => "# A value that was just added cannot be a default, so the type is made anew.".to_owned(),
            false => format!(
                "# A value cannot be dropped, so the type is made anew; a row that holds {} stops it.",
                values.join(" or ")
            ),
        }
    }
}

impl EnumColumn {
    fn retyped(&self) -> RetypedColumn<'_> {
        RetypedColumn {
            column: &self.column,
            is_array: self.is_array,
            has_default: self.has_default,
            default: &self.default,
        }
    }
}
