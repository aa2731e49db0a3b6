//! E: independent bases where one revision depends on the other branch (T125 to T131).

use testkit::{Project, check_succeeds};

use crate::{
    expectation::{check_transcript, check_transcript_unordered},
    projects::{VersionFile, on_sqlite},
};

#[test]
fn a_dependency_is_shown_and_makes_a_head_effective() {
    let project = two_applications();
    check_transcript(&project, "T125", "history");
    check_transcript(&project, "T126", "heads");
    check_transcript(&project, "T127", "heads --resolve-dependencies");
}

#[test]
fn a_dependency_is_upgraded_first() {
    let project = two_applications();
    check_transcript(&project, "T128", "upgrade appb@head");
    check_transcript_unordered(&project, "T129", "current");
    check_transcript(&project, "T130", "upgrade heads");
}

#[test]
fn a_dependent_is_downgraded_first() {
    let project = two_applications();
    check_succeeds(&project.run("upgrade appb@head"));
    check_transcript(&project, "T131", "downgrade appa@base");
    assert_eq!(project.sqlite("app.db").versions(), ["bbbb00000001"]);
}

fn two_applications() -> Project {
    let project = on_sqlite();
    for file in [
        VersionFile {
            revision: "aaaa00000001",
            branch_labels: "('appa',)",
            message: "base a",
            ..VersionFile::default()
        },
        VersionFile {
            revision: "bbbb00000001",
            branch_labels: "('appb',)",
            message: "base b",
            ..VersionFile::default()
        },
        VersionFile {
            revision: "bbbb00000002",
            down_revision: "'bbbb00000001'",
            depends_on: "'aaaa00000001'",
            message: "b two",
            ..VersionFile::default()
        },
    ] {
        file.write(&project);
    }
    project
}
