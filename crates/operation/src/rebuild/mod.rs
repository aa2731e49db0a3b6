//! What a batch makes of a table that has to be made anew, because ALTER TABLE cannot change it so.

mod changes;
mod draft;
mod order;

use dialect::ddl::{Recreation, counts_for_ever};
use dialect::{Context, Dialect, Original, Statement, Unsupported};

use schema::NamingConvention;

use crate::Batch;
use draft::Draft;

impl Batch {
    /// Returns the statements that put a changed table into the place of the original one.
    ///
    /// # Errors
    /// What Alembic refuses: a column, constraint or index that is not there, a constraint without a name.
    pub fn rebuilt(
        &self,
        dialect: &dyn Dialect,
        context: &Context,
        original: &Original,
    ) -> Result<Vec<Statement>, Unsupported> {
        let mut draft = Draft::of(self, dialect, context, original)?;
        for operation in &self.operations {
            draft.change(operation)?;
        }
        let (table, transfers, indexes) = draft.finish()?;
        // Every constraint has its name by now.
        let named = Context { naming_convention: NamingConvention::default(), ..context.clone() };
        let keeps_counter = self.copy_from.is_none() && counts_for_ever(&original.table) && counts_for_ever(&table);
        Recreation { table, transfers, indexes, triggers: original.triggers.clone(), keeps_counter }
            .sql(dialect, &named)
    }
}
