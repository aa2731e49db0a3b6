//! What the statements of a migration do to a running database, and what experience says about them.
//!
//! [`effects`] forecasts the locks, rewrites and scans of one thing that a step does; [`lint`] gives the findings of all
//! rules on a whole plan. Both judge the SQL that is really sent, read with PostgreSQL's grammar, in the light of what is
//! known: the schema before the step, what the plan itself has made, the server's version, the tables' sizes. This room
//! reads no file, opens no connection and has no clock.

mod action;
mod effects;
pub mod example;
mod finding;
mod ignore;
mod lint;
mod lock;
mod picture;
mod read;
mod recorded;
mod rules;
pub mod script;
mod situation;
mod touched;
mod type_name;

pub use action::{
    Action, Change, Constraint, ConstraintKind, Default, Generated, NewColumn, NewIndex, NewTable, Reindexed, SqlRange,
};
pub use effects::{Effect, effects};
pub use finding::{Finding, Fix, FixedStatement, Level};
pub use lint::{Setting, Settings, lint};
pub use lock::{Lock, LockLevel};
pub use picture::{ColumnFacts, ConstraintFacts, IndexFacts, Picture, TableFacts};
pub use read::{Reading, read};
pub use recorded::{Place, Recorded};
pub use rules::{Group, RULES, Rule, rule_named};
pub use situation::{Server, Situation, Size};
pub use touched::{How, Object, Touch, collide, touches};
pub use type_name::{TypeChange, TypeName};
