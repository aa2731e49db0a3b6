//! Where we differ from Alembic on purpose: the whole list, each with its reason.

use crate::expectation::Expectation;

struct WantedDifference {
    transcripts: Transcripts,
    what: &'static str,
    /// The reason a person would accept.
    because: &'static str,
    /// Changes the recorded text into what we want to see.
    change: fn(&mut Expectation),
}

enum Transcripts {
    These(&'static [&'static str]),
    EverySqliteRunOnline,
}

const NEW_VALUE: &str = "[alembic.autogenerate.compare.types] Detected added value 'guest' of enum 'role'";
const OTHER_CHECK: &str =
    "[alembic.autogenerate.compare.constraints] Detected changed check constraint 'ck_title' on 'posts'";
const OTHER_DEFAULT: &str = "[alembic.autogenerate.compare.server_defaults] Dialect impl \
                             <alembic.ddl.postgresql.PostgresqlImpl object at 0x<ADDR>> detected server default on \
                             column 'users.is_active'";

/// The lines of an enum's new value and a CHECK's new text, where we log them.
fn log_what_alembic_misses(expected: &mut Expectation) {
    log_after(expected, "setting up autogenerate plugin alembic.autogenerate.comments", NEW_VALUE);
    log_after(expected, "Detected added foreign key (author_id)(id) on table posts", OTHER_CHECK);
}

fn log_after(expected: &mut Expectation, line: &str, added: &str) {
    expected.stderr = expected.stderr.replace(line, &format!("{line}\nINFO  {added}"));
}

const WANTED_DIFFERENCES: &[WantedDifference] = &[
    WantedDifference {
        transcripts: Transcripts::EverySqliteRunOnline,
        what: "`Will assume transactional DDL.`",
        because: "our SQLite runs are one transaction, DDL included; Python's driver could not do that",
        change: |expected| {
            let (from, to) = ("Will assume non-transactional DDL.", "Will assume transactional DDL.");
            expected.stderr = expected.stderr.replace(from, to);
        },
    },
    WantedDifference {
        transcripts: Transcripts::These(&["T033"]),
        what: "a failing migration leaves nothing behind on SQLite",
        because: "half a migration cannot be continued nor taken back",
        change: |expected| {
            let start = expected.stdout.find("('users', ").expect("the table is recorded");
            let end = expected.stdout.rfind("\n[(").expect("the version rows are the last line");
            expected.stdout.replace_range(
                start..end,
                "('users', 'CREATE TABLE users (\\n\\tid INTEGER NOT NULL, \\n\\temail VARCHAR(120) NOT NULL, \
                 \\n\\tname VARCHAR(50), \\n\\tPRIMARY KEY (id), \\n\\tUNIQUE (email)\\n)'), \
                 ('sqlite_autoindex_users_1', None), ('ix_users_name', 'CREATE INDEX ix_users_name ON users (name)')]",
            );
        },
    },
    WantedDifference {
        transcripts: Transcripts::These(&["T001"]),
        what: "`--version` shows our own version",
        because: "a bug report must name the program that ran",
        change: |expected| expected.stdout = format!("alembic {}", env!("CARGO_PKG_VERSION")),
    },
    WantedDifference {
        transcripts: Transcripts::These(&["T011"]),
        what: "an unknown template is named without a folder",
        because: "our templates are in the program, there is no folder to look into",
        change: |expected| expected.stdout = "FAILED: No such template nosuch".to_owned(),
    },
    WantedDifference {
        transcripts: Transcripts::These(&["T096"]),
        what: "a version file with an error in its body does not stop `history`",
        because: "only headers are read, so one broken file does not block the commands that do not run it",
        change: |expected| {
            expected.stdout = "bb20384758fe -> ffffffffffff (head), broken\n\
                               ae1027a6acf3 -> bb20384758fe, third\n\
                               1975ea83b712 -> ae1027a6acf3, add a column\n\
                               <base> -> 1975ea83b712, create account table"
                .to_owned();
            expected.stderr.clear();
            expected.exit_code = 0;
        },
    },
    WantedDifference {
        transcripts: Transcripts::These(&["T143"]),
        what: "an enum's new value and a CHECK's new text are found",
        because: "Alembic is blind to both",
        change: |expected| {
            let check = "CheckConstraint(<sqlalchemy.sql.elements.TextClause object at 0x<ADDR>>, name='ck_title'))";
            let (start, table) = ("operations detected: [", "('add_table_comment', ");
            for text in [&mut expected.stdout, &mut expected.stderr] {
                let first =
                    format!("{start}('add_enum_value', None, 'role', 'guest'), ('remove_constraint', {check}, ");
                *text = text.replace(start, &first).replace(table, &format!("('add_constraint', {check}, {table}"));
            }
            log_what_alembic_misses(expected);
        },
    },
    WantedDifference {
        transcripts: Transcripts::These(&["T142"]),
        what: "an enum's new value, a CHECK's new text and another server default are found",
        because: "Alembic is blind to the first two, and to the third unless it is told to look",
        change: |expected| {
            log_what_alembic_misses(expected);
            log_after(expected, "Detected added column 'users.full_name'", OTHER_DEFAULT);
        },
    },
    WantedDifference {
        transcripts: Transcripts::These(&["T142"]),
        what: "no warning that a dropped constraint has no name",
        because: "a constraint that is created without a name gets the one that the server would choose",
        change: |expected| {
            let lines = expected.stderr.lines().filter(|line| !line.contains("directive for an unnamed constraint"));
            expected.stderr = lines.collect::<Vec<_>>().join("\n");
        },
    },
    WantedDifference {
        transcripts: Transcripts::These(&["T187"]),
        what: "broken TOML is reported with the file's name",
        because: "the file to mend is named, which Python's reader does not do; line and column are the same",
        change: |expected| {
            let (from, to) = (
                "TOMLDecodeError: Expected ']' at the end of a table declaration",
                "TOMLDecodeError: pyproject.toml is not valid TOML: unclosed table, expected `]`",
            );
            expected.stderr = expected.stderr.replace(from, to);
        },
    },
    WantedDifference {
        transcripts: Transcripts::These(&["T162"]),
        what: "the second run waits for the first, finds its work done, and ends well",
        because: "a run takes a lock before it writes; Alembic has none, and the second one fails halfway",
        change: |expected| {
            let is_of_failure = |line: &str| line.starts_with("DETAIL:") || line.starts_with("sqlalchemy.exc.");
            let lines: Vec<&str> = expected.stdout.lines().filter(|line| !is_of_failure(line)).collect();
            expected.stdout = lines.join("\n").replace("second: exit 1", "second: exit 0");
        },
    },
    WantedDifference {
        transcripts: Transcripts::These(&["T032"]),
        what: "SET NOT NULL succeeds and the next statement, TYPE, is the one that fails",
        because: "the embedded SQLite is newer than the recorded one and knows ALTER COLUMN … SET NOT NULL",
        change: |expected| {
            expected.stderr = expected
                .stderr
                .replace("near \"ALTER\": syntax error", "near \"TYPE\": syntax error")
                .replace("ALTER COLUMN name SET NOT NULL", "ALTER COLUMN name TYPE VARCHAR(80)");
        },
    },
    WantedDifference {
        transcripts: Transcripts::These(&["T142", "T143"]),
        what: "a warning that `hashed_password` looks renamed",
        because: "the file drops the column with its data",
        change: |expected| {
            const LAST: &str = "Detected removed column 'users.hashed_password'";
            let warning = format!(
                "{LAST}\nUserWarning: users.hashed_password looks renamed to users.password_hash (same type VARCHAR(255), \
                 both NOT NULL, same position, names share 'password'): run again with --rename \
                 users.hashed_password=users.password_hash, or its data is dropped"
            );
            expected.stderr = expected.stderr.replace(LAST, &warning);
        },
    },
];

/// Applies every difference that this transcript has, and says which they were.
pub fn apply(number: &str, expected: &mut Expectation) -> Vec<String> {
    let is_sqlite_online =
        expected.stderr.contains("Context impl SQLiteImpl.") && !expected.stderr.contains("Generating static SQL");
    let mut applied = Vec::new();
    for difference in WANTED_DIFFERENCES {
        let is_meant = match difference.transcripts {
            Transcripts::These(numbers) => numbers.contains(&number),
            Transcripts::EverySqliteRunOnline => is_sqlite_online,
        };
        if is_meant {
            (difference.change)(expected);
            applied.push(format!("on purpose: {}, because {}", difference.what, difference.because));
        }
    }
    applied
}

/// What we want in the file that was recorded with a transcript, where that differs: for the reasons above.
pub fn in_file(number: &str, recorded: String) -> String {
    match number {
        "T142" => include_str!("guide_project/many_changes.wanted.txt").to_owned(),
        "T135" => recorded.replace(USERS_GO, &format!("{USERS_GO}    op.execute('DROP TYPE role')\n")),
        _ => recorded,
    }
}

const USERS_GO: &str = "    op.drop_table('users')\n";
