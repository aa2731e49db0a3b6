//! Which namespaces of the database are looked at: `include_name` is asked for each of them, as in Alembic.

use std::{borrow::Cow, collections::BTreeSet};

use diff::Kind;
use pyruntime::{Conversation, HostError};
use schema::{Name, Schema};

use crate::execute::Run;

impl Run<'_> {
    /// Returns a database without what is in namespaces that `include_name` leaves out.
    pub(in crate::execute) fn in_sight<'schema>(
        &mut self,
        database: &'schema Schema,
        python: &mut Conversation<'_>,
    ) -> Result<Cow<'schema, Schema>, HostError> {
        if self.context()?.settings.autogenerate.include_name.is_none() {
            return Ok(Cow::Borrowed(database));
        }
        // The default one has no name.
        let mut all: BTreeSet<Option<Name>> = BTreeSet::from([None]);
        all.extend(database.tables.iter().map(|table| table.name.namespace.clone()));
        all.extend(database.enums.iter().map(|kind| kind.namespace.clone()));
        all.extend(database.sequences.iter().map(|sequence| sequence.namespace.clone()));
        let hidden: BTreeSet<Option<Name>> = self.comparing(database, python, |context, _| {
            let is_hidden = |name: &Option<Name>| !context.filter.includes_name(Kind::Schema, name.as_ref(), None);
            all.into_iter().filter(is_hidden).collect()
        })?;
        if hidden.is_empty() {
            return Ok(Cow::Borrowed(database));
        }
        let mut seen = database.clone();
        seen.tables.retain(|table| !hidden.contains(&table.name.namespace));
        seen.enums.retain(|kind| !hidden.contains(&kind.namespace));
        seen.sequences.retain(|sequence| !hidden.contains(&sequence.namespace));
        Ok(Cow::Owned(seen))
    }
}
