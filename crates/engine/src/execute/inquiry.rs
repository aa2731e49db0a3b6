//! Who has the lock: what `lock status` and `lock release` ask of a context, in the place of migrations.

use std::cell::RefCell;

use dialect::{DatabaseError, run_lock::Holder};
use pyruntime::HostError;

use crate::execute::{Run, raise::database_error};

/// What is asked, and the answers so far: one for each context that env.py configures.
#[derive(Debug)]
pub(crate) struct Inquiry {
    /// Whether the sessions of whoever has the lock are ended.
    pub(crate) evicts: bool,
    pub(crate) found: RefCell<Vec<LockFound>>,
}

/// The lock of one version table.
#[derive(Clone, Debug)]
pub(crate) struct LockFound {
    /// The database with its password masked.
    pub(crate) url: String,
    pub(crate) table: String,
    pub(crate) holders: Vec<Holder>,
}

impl Run<'_> {
    /// Answers an inquiry about the context's version table.
    pub(super) fn inquire(&mut self, inquiry: &Inquiry) -> Result<(), HostError> {
        let context = self.context()?;
        let Some(number) = context.connection else { return Ok(()) };
        let table = context.settings.version_table().name;
        let open = self.connections.get(number)?;
        let raised = |error: DatabaseError, driver: &str| database_error(&error, driver, None);
        let holders = match open.run_lock(&table) {
            None => Vec::new(),
            Some(lock) => {
                let mut lock = lock.map_err(|error| raised(error, &open.driver))?;
                let holders = lock.holders(open.connection.as_mut()).map_err(|error| raised(error, &open.driver))?;
                if inquiry.evicts {
                    lock.evict(open.connection.as_mut()).map_err(|error| raised(error, &open.driver))?;
                }
                holders
            }
        };
        let url = open.url.with_hidden_password();
        inquiry.found.borrow_mut().push(LockFound { url, table: table.to_string(), holders });
        Ok(())
    }
}
