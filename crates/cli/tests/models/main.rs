//! The commands around models: what user code makes of a new revision, `check`, `stamp`, and `alembic.autogenerate`.
//!
//! Tests that do not ask for ours only hold for the real Alembic as well:
//! `LIMBECK_TEST_PROGRAM=/path/to/alembic cargo test -p limbeck-cli --test models`.

mod api;
mod check_forms;
mod comparators;
mod conditional;
mod imported;
mod large;
mod named;
mod operations;
mod packages;
mod place;
mod plugins;
mod read_only;
mod refused;
mod registered;
mod render_item;
mod several_metadata;
mod several_revisions;
mod stamp;
mod unimported;
mod warnings;
