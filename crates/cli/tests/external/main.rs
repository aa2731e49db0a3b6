//! The project's own Python: when a run uses it, what scripts and env.py can do there, and what goes wrong.
//!
//! `cargo xtask test` makes the virtual environments (`testkit::OwnPython`).

mod subject;

mod absent;
mod autogenerate;
mod bad_input;
mod choice;
mod doctor;
mod driver;
mod environments;
mod flask;
mod interruption;
mod limits;
mod scripts;
mod switch;
