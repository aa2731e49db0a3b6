//! `batch_alter_table` on SQLite: what the real Alembic makes of each batch in `cases.py`, and what we keep that it loses.
//!
//! What Alembic does is recorded by `recorded/record_batch.py` (`cargo xtask record-goldens`).

mod kept;
mod random;
mod recorded;
