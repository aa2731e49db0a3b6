//! The text of the generated file beside the expected one.

use testkit::line_difference;

use crate::{
    pair::Pair,
    recording::{Texts, is_update},
};

/// The files that are expected on one database.
pub struct Expected {
    pub recorded: Texts,
    pub ours: Texts,
}

impl Expected {
    /// Says what is wrong with the text; with `UPDATE=1` a wanted difference is noted instead.
    pub fn check(&mut self, pair: &Pair, database: &str, found: &str) -> Result<(), String> {
        let recorded =
            self.recorded.get(&pair.name).ok_or("there is no recording; run `cargo xtask record-goldens`")?;
        let Some(difference) = pair.difference(database) else {
            return same(recorded, found, "the file is not Alembic's");
        };
        if recorded == found {
            return Err(format!("the file is Alembic's, so there is no difference `{difference}`"));
        }
        if is_update() {
            self.ours.insert(pair.name.clone(), found.to_owned());
        }
        let ours = self.ours.get(&pair.name).ok_or("our text is not there; UPDATE=1 writes it")?;
        same(ours, found, "the file is not the one that we want instead of Alembic's")
    }
}

fn same(expected: &str, found: &str, otherwise: &str) -> Result<(), String> {
    if expected == found {
        return Ok(());
    }
    Err(format!("{otherwise}: - expected, + found\n{}", line_difference(expected, found)))
}
