//! What is found between two schemas, as the generated file says it.

mod case;
mod keys;
mod renames;
