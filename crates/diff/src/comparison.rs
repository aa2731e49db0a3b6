//! What every comparator is given.

use schema::{Index, Name, TableName};

use crate::answers::Answers;
use crate::rules::Rules;
use crate::{Compared, Context, Kind, Subject};

/// One comparison.
pub(crate) struct Comparison<'c> {
    pub context: &'c Context<'c>,
    pub rules: &'static dyn Rules,
    /// For names of constraints.
    pub naming: dialect::Context,
    /// What the server says; there once the tables are paired.
    pub answers: Answers,
}

impl<'c> Comparison<'c> {
    pub fn of(context: &'c Context<'c>) -> Self {
        let naming =
            dialect::Context { naming_convention: context.naming_convention.clone(), ..dialect::Context::default() };
        Self { context, rules: crate::rules::of(context.dialect), naming, answers: Answers::default() }
    }

    /// Returns the name of a table of the models as the database's side has it: without the default namespace.
    pub fn known_name(&self, table: &TableName) -> TableName {
        let default = self.context.default_namespace.as_ref();
        let is_default = |namespace: &&Name| default.is_some_and(|default| default.text == namespace.text);
        let namespace = table.namespace.as_ref().filter(|namespace| !is_default(namespace)).cloned();
        TableName { namespace, name: table.name.clone() }
    }

    /// Returns whether an index counts as unread.
    pub fn leaves_out(&self, index: &Index) -> bool {
        !self.context.compares_all_indexes && self.rules.is_unread(index)
    }

    /// Asks `include_object` about something that the other side does not have.
    pub fn includes(&self, kind: Kind, name: Option<&Name>, table: &TableName, of: Compared) -> bool {
        self.context.filter.includes(&Subject { kind, name, table: Some(table), of, has_other: false })
    }

    /// Asks `include_object` about something of the models that the database has as well.
    pub fn includes_both(&self, kind: Kind, name: Option<&Name>, table: &TableName) -> bool {
        let subject = Subject { kind, name, table: Some(table), of: Compared::Models, has_other: true };
        self.context.filter.includes(&subject)
    }
}
