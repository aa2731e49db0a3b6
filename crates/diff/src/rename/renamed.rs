//! One rename.

use schema::{Name, TableName};

use crate::names::is_same_table;

/// What changes its name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Rename {
    /// It stays in its namespace.
    Table { from: TableName, to: Name },
    /// `table` is what the models call it.
    Column { table: TableName, from: Name, to: Name },
}

impl Rename {
    /// Returns `users` or `users.name`: what it was called.
    pub fn before(&self) -> String {
        match self {
            Self::Table { from, .. } => from.to_string(),
            Self::Column { table, from, .. } => format!("{table}.{from}"),
        }
    }

    /// Returns `accounts` or `users.full_name`: what it is called now.
    pub fn after(&self) -> String {
        match self {
            Self::Table { from, to } => table_after(from, to).to_string(),
            Self::Column { table, to, .. } => format!("{table}.{to}"),
        }
    }

    /// Returns what to type to have it: `--rename users.name=users.full_name`, quoted where a shell needs it.
    pub fn option(&self) -> String {
        let names = format!("{}={}", self.before(), self.after());
        let is_plain = names.chars().all(|character| character.is_alphanumeric() || "._-=".contains(character));
        match is_plain {
            true => format!("--rename {names}"),
            false => format!("--rename '{}'", names.replace('\'', r"'\''")),
        }
    }

    /// Returns what takes it back.
    pub(super) fn reversed(&self) -> Self {
        match self {
            Self::Table { from, to } => Self::Table { from: table_after(from, to), to: from.name.clone() },
            Self::Column { table, from, to } => {
                Self::Column { table: table.clone(), from: to.clone(), to: from.clone() }
            }
        }
    }

    /// Returns whether a table has that name by this rename.
    pub(super) fn is_to_table(&self, table: &TableName) -> bool {
        matches!(self, Self::Table { from, to } if is_same_table(&table_after(from, to), table))
    }
}

/// Returns the name of a renamed table.
pub(crate) fn table_after(from: &TableName, to: &Name) -> TableName {
    TableName { namespace: from.namespace.clone(), name: to.clone() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_option_is_one_word_for_the_shell() {
        let rename = |to: &str| Rename::Column { table: "users".into(), from: "name".into(), to: to.into() };
        assert_eq!(rename("full_name").option(), "--rename users.name=users.full_name");
        assert_eq!(rename("it's").option(), r"--rename 'users.name=users.it'\''s'");
    }
}
