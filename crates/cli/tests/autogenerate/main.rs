//! `revision --autogenerate` on pairs of models, before and after: the file is Alembic's, word for word, and it does
//! what it says.
//!
//! The pairs are `pairs/*.txt`; what Alembic 1.20.1 writes for them is recorded by `recorded/record_autogenerate.py`
//! (`cargo xtask record-goldens`). Where we differ on purpose the pair names the difference as docs/differences.md does,
//! and our text stands in `ours/` (`UPDATE=1` rewrites it). Two laws hold for every pair: after the upgrade `check`
//! finds nothing, after the downgrade nothing that parts the database from the models before. With
//! `LIMBECK_TEST_PROGRAM=/path/to/alembic` a real Alembic writes the files, and the laws are left out.

mod catalogue_types;
mod created;
mod differences;
mod files;
mod groups;
mod laws;
mod pair;
mod place;
mod recording;
