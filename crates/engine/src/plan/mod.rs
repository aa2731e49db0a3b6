//! What a migration is going to do, or has done: what was recorded, what it means for the tables, and how that is shown.

mod estimate;
mod markdown;
mod measured;
mod planned;
mod recording;
mod report;
mod text;
mod verdict;

pub use estimate::{shown_bytes, shown_count, shown_seconds};
pub use measured::Measured;
pub use planned::{Blocks, PlannedEffect, PlannedStatement, PlannedStep};
pub use recording::{Database, Outcome, Place, RecordedRun, RecordedStep, Recording, Sent, TableSize, Thing};
pub(crate) use report::pretty;
pub use report::{Basis, PlanReport};
pub use text::Colours;
pub(crate) use text::{facts, shown_effect, shown_place, worth_telling};
pub use verdict::{Level, Verdict, Wait};
