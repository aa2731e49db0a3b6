//! What stands around every piece of Python text: the prefixes, the user's own renderer, the imports that it needs.

use std::collections::BTreeSet;

use schema::{
    Check, Column, ColumnType, ConstraintName, Exclude, Expression, Fill, ForeignKey, PrimaryKey, TableName, Unique,
};

use crate::{none, text};

/// Writes nouns as Python text.
pub struct Pen<'a> {
    /// `sqlalchemy_module_prefix`.
    pub sqlalchemy_prefix: &'a str,
    /// `alembic_module_prefix`; `batch_op.` inside a batch.
    pub alembic_prefix: &'a str,
    /// `user_module_prefix`; `None`: the module of the type's class, which is then imported.
    pub user_prefix: Option<&'a str>,
    pub items: &'a dyn RenderItem,
    pub expressions: &'a dyn Expressions,
    /// The table whose parts are written.
    pub table: Option<TableName>,
    /// The lines that the text needs above it: `from sqlalchemy.dialects import postgresql`.
    pub imports: BTreeSet<String>,
}

/// The SQL inside Python text, which the dialect writes.
pub trait Expressions {
    fn text(&self, expression: &Expression) -> String;
    fn server_default(&self, expression: &Expression) -> String;
    fn index_key(&self, expression: &Expression) -> String;
}

/// What the user's `render_item` is asked about.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Item<'item> {
    Type(&'item ColumnType),
    ServerDefault(&'item Fill),
    Column(&'item Column),
    PrimaryKey(&'item PrimaryKey),
    Unique(&'item Unique),
    ForeignKey(&'item ForeignKey),
    Check(&'item Check),
    Exclude(&'item Exclude),
}

impl Item<'_> {
    /// Returns the word that `render_item` gets as `type_`.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Type(_) => "type",
            Self::ServerDefault(_) => "server_default",
            Self::Column(_) => "column",
            Self::PrimaryKey(_) => "primary_key",
            Self::Unique(_) => "unique",
            Self::ForeignKey(_) => "foreign_key",
            Self::Check(_) => "check",
            Self::Exclude(_) => "exclude",
        }
    }
}

/// The user's `render_item`.
pub trait RenderItem {
    /// Returns the user's text, and adds its imports; `None`: the item is written as always.
    ///
    /// `table` is the one that the item belongs to, as far as that is known.
    fn render(&self, item: Item<'_>, table: Option<&TableName>, imports: &mut BTreeSet<String>) -> Option<String>;
}

/// No `render_item`.
pub struct AsAlembic;

impl RenderItem for AsAlembic {
    fn render(&self, _: Item<'_>, _: Option<&TableName>, _: &mut BTreeSet<String>) -> Option<String> {
        None
    }
}

impl Pen<'_> {
    /// Returns the user's own text for an item.
    pub(crate) fn own(&mut self, item: Item<'_>) -> Option<String> {
        self.items.render(item, self.table.as_ref(), &mut self.imports)
    }

    /// Returns a name of the `sqlalchemy` module.
    pub(crate) fn sqlalchemy(&self, name: &str) -> String {
        format!("{}{name}", self.sqlalchemy_prefix)
    }

    /// Returns a name of a dialect's module, which is imported.
    pub(crate) fn of_dialect(&mut self, dialect: &str, name: &str) -> String {
        self.imports.insert(format!("from sqlalchemy.dialects import {dialect}"));
        format!("{dialect}.{name}")
    }

    /// Returns a constraint's name, `op.f('…')` if it is final; `None` if it has none.
    pub fn given_name(&self, name: &ConstraintName) -> Option<String> {
        match name {
            ConstraintName::None => None,
            ConstraintName::Written(name) => Some(text(&name.text)),
            ConstraintName::Final { name } => Some(format!("{}f({})", self.alembic_prefix, text(&name.text))),
        }
    }

    /// Returns a constraint's name; `None` as Python writes it if it has none.
    pub fn name(&self, name: &ConstraintName) -> String {
        self.given_name(name).unwrap_or_else(|| none().to_owned())
    }
}
