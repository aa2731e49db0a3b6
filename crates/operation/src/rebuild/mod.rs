//! What a batch makes of a table that has to be made anew, because ALTER TABLE cannot change it so.

mod changes;
mod draft;
mod order;
pub(crate) mod spoken_of;
pub(crate) mod unnamed;

use dialect::ddl::{Recreation, counts_for_ever};
use dialect::{Context, Dialect, Original, Statement, Unsupported};

use schema::NamingConvention;

use crate::Batch;
use draft::Draft;

impl Batch {
    /// Returns the statements that put a changed table into the place of the one that is found; offline none is.
    ///
    /// # Errors
    /// What Alembic refuses: a column, constraint or index that is not there, a constraint without a name, no table.
    pub fn rebuilt(
        &self,
        dialect: &dyn Dialect,
        context: &Context,
        found: Option<&Original>,
    ) -> Result<Vec<Statement>, Unsupported> {
        let mut draft = Draft::of(self, dialect, context, found)?;
        for operation in &self.operations {
            draft.change(operation)?;
        }
        let (table, transfers) = draft.finish()?;
        let has_counter = found.is_some_and(|found| self.copy_from.is_none() && counts_for_ever(&found.table));
        let keeps_counter = has_counter && counts_for_ever(&table);
        let triggers = found.map_or_else(Vec::new, |found| found.triggers.clone());
        // Every constraint has its name by now.
        let named = Context { naming_convention: NamingConvention::default(), ..context.clone() };
        Recreation { table, transfers, triggers, keeps_counter }.sql(dialect, &named)
    }
}
