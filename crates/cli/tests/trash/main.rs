//! `--keep-dropped` and `trash`: what a step drops is kept, comes back with the step that goes the other way, and can be
//! restored or destroyed by hand.

mod broken_off;
mod columns;
mod command;
mod deploy;
mod kinds;
mod losses;
mod newer;
mod refused;
mod seen;
mod subject;
mod tables;
