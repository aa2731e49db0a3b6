//! Which program a test runs: ours, or the real Alembic that the expectations come from.

use std::{env, path::PathBuf};

/// Names a real Alembic to run instead of ours, so that the expectations themselves can be tested.
const OTHER_PROGRAM: &str = "LIMBECK_TEST_PROGRAM";

/// Whose behaviour is to be expected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ProgramKind {
    Limbeck,
    RealAlembic,
}

/// The program under test.
#[derive(Clone, Debug)]
pub struct Program {
    pub path: PathBuf,
    pub kind: ProgramKind,
}

impl Program {
    /// Takes our program, which a test finds by `env!("CARGO_BIN_EXE_alembic")`, unless `LIMBECK_TEST_PROGRAM` names
    /// a real Alembic.
    pub fn ours_or_named(ours: &str) -> Self {
        match env::var_os(OTHER_PROGRAM) {
            Some(path) => Self { path: path.into(), kind: ProgramKind::RealAlembic },
            None => Self { path: ours.into(), kind: ProgramKind::Limbeck },
        }
    }

    pub fn is_real_alembic(&self) -> bool {
        self.kind == ProgramKind::RealAlembic
    }
}
