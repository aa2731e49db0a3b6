//! PostgreSQL's eight table locks, and SQLite's one writer.

use std::fmt;

use serde::{Deserialize, Serialize};

/// A lock on a table of PostgreSQL, weakest first: the order of its documentation and of `LOCK TABLE`.
///
/// A later level conflicts with everything that an earlier one conflicts with, except that SHARE does not conflict with
/// itself while SHARE UPDATE EXCLUSIVE does; [`LockLevel::conflicts_with`] has the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LockLevel {
    AccessShare,
    RowShare,
    RowExclusive,
    ShareUpdateExclusive,
    Share,
    ShareRowExclusive,
    Exclusive,
    AccessExclusive,
}

impl LockLevel {
    /// All of them, weakest first.
    pub const ALL: [Self; 8] = [
        Self::AccessShare,
        Self::RowShare,
        Self::RowExclusive,
        Self::ShareUpdateExclusive,
        Self::Share,
        Self::ShareRowExclusive,
        Self::Exclusive,
        Self::AccessExclusive,
    ];

    /// Returns the level as `pg_locks.mode` has it: `AccessExclusiveLock`.
    pub fn mode(self) -> &'static str {
        match self {
            Self::AccessShare => "AccessShareLock",
            Self::RowShare => "RowShareLock",
            Self::RowExclusive => "RowExclusiveLock",
            Self::ShareUpdateExclusive => "ShareUpdateExclusiveLock",
            Self::Share => "ShareLock",
            Self::ShareRowExclusive => "ShareRowExclusiveLock",
            Self::Exclusive => "ExclusiveLock",
            Self::AccessExclusive => "AccessExclusiveLock",
        }
    }

    /// Returns whether two transactions cannot hold these two on the same table: table 13.2 of PostgreSQL's manual.
    pub fn conflicts_with(self, other: Self) -> bool {
        let (weak, strong) = if self <= other { (self, other) } else { (other, self) };
        match weak {
            Self::AccessShare => strong == Self::AccessExclusive,
            Self::RowShare => strong >= Self::Exclusive,
            Self::RowExclusive => strong >= Self::Share,
            Self::ShareUpdateExclusive => true,
            Self::Share => strong != Self::Share,
            Self::ShareRowExclusive | Self::Exclusive | Self::AccessExclusive => true,
        }
    }

    /// Returns whether a SELECT has to wait.
    pub fn blocks_reads(self) -> bool {
        self.conflicts_with(Self::AccessShare)
    }

    /// Returns whether INSERT, UPDATE and DELETE have to wait.
    pub fn blocks_writes(self) -> bool {
        self.conflicts_with(Self::RowExclusive)
    }
}

impl fmt::Display for LockLevel {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::AccessShare => "ACCESS SHARE",
            Self::RowShare => "ROW SHARE",
            Self::RowExclusive => "ROW EXCLUSIVE",
            Self::ShareUpdateExclusive => "SHARE UPDATE EXCLUSIVE",
            Self::Share => "SHARE",
            Self::ShareRowExclusive => "SHARE ROW EXCLUSIVE",
            Self::Exclusive => "EXCLUSIVE",
            Self::AccessExclusive => "ACCESS EXCLUSIVE",
        })
    }
}

/// What is locked while a statement's transaction is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Lock {
    /// A table or index of PostgreSQL.
    Table(LockLevel),
    /// SQLite's write lock on the whole file: other writers wait, and readers too unless the journal mode is WAL.
    Database,
}

impl Lock {
    /// Returns whether a SELECT has to wait.
    pub fn blocks_reads(self) -> bool {
        match self {
            Self::Table(level) => level.blocks_reads(),
            Self::Database => false,
        }
    }

    /// Returns whether INSERT, UPDATE and DELETE have to wait.
    pub fn blocks_writes(self) -> bool {
        match self {
            Self::Table(level) => level.blocks_writes(),
            Self::Database => true,
        }
    }
}

impl fmt::Display for Lock {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Table(level) => level.fmt(formatter),
            Self::Database => formatter.write_str("the database's write lock"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Table 13.2 of the manual, one row a level, `#` where the two conflict.
    const MANUAL: [&str; 8] =
        [".......#", "......##", "....####", "...#####", "..##.###", "..######", ".#######", "########"];

    #[test]
    fn conflicts_are_those_of_the_manual() {
        for (requested, row) in LockLevel::ALL.into_iter().zip(MANUAL) {
            let found: String =
                LockLevel::ALL.into_iter().map(|held| if requested.conflicts_with(held) { '#' } else { '.' }).collect();
            assert_eq!(found, row, "{requested}");
        }
    }

    #[test]
    fn an_index_build_blocks_writes_and_no_reads() {
        assert!(LockLevel::Share.blocks_writes() && !LockLevel::Share.blocks_reads());
        assert!(!LockLevel::ShareUpdateExclusive.blocks_writes());
    }
}
