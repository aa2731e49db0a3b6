//! What is found between two schemas, as the generated file says it.

mod case;
mod chains;
mod enums;
mod keys;
mod renames;
