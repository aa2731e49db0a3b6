//! The revision graph and its planner: which revisions a target means, which steps lead there, and what each step does
//! to the version table. It knows nothing of scripts, files, clocks and databases: value in, value out.

mod ancestry;
mod bookkeeping;
mod branch_labels;
mod build;
mod cycles;
mod dependencies;
mod error;
mod graph;
mod graph_error;
mod heads;
mod id;
mod new_revision;
mod plan;
mod reach;
mod resolve;
mod revision;
mod select;
mod similar;
mod sort;
mod stamp;
mod step;
mod target;
mod walk;

pub use error::{Fault, ResolveError};
pub use graph::{Node, RevisionGraph};
pub use graph_error::{Defect, DefectKind, GraphError, Warning};
pub use heads::{HeadChange, Heads};
pub use id::RevisionId;
pub use new_revision::Splice;
pub use plan::Plan;
pub use resolve::RevisionNumber;
pub use revision::Revision;
pub use select::Between;
pub use step::{Step, Work};
pub use target::Bound;
