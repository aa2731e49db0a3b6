//! `check`: whether autogenerate would find something.

use crate::{Error, Project};

impl Project {
    /// Not there yet: autogenerate comes with the next version.
    pub fn check(&self) -> Result<(), Error> {
        Err(Error::command("`check` is not there yet: it comes with autogenerate in the next version of Limbeck")
            .with_hint(Some("until then `current --check-heads` tells whether the database is at the heads".into())))
    }
}
