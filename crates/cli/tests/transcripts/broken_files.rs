//! C and E, last parts: version files that do not fit together or do not run (T094 to T097, T132, T133).

use crate::{
    expectation::check_transcript,
    projects::{VersionFile, linear, on_sqlite},
};

#[test]
fn a_missing_parent_is_named() {
    let project = linear();
    VersionFile {
        revision: "eeeeeeeeeeee",
        down_revision: "'nothere12345'",
        message: "orphan",
        ..VersionFile::default()
    }
    .write(&project);
    check_transcript(&project, "T094", "history");
}

#[test]
fn a_revision_in_two_files_is_warned_about() {
    let project = linear();
    let third = project.read("alembic/versions/bb20384758fe_third.py");
    project.write("alembic/versions/bb20384758fe_third_copy.py", &third);
    check_transcript(&project, "T095", "history");
}

#[test]
fn a_file_with_an_error_in_its_body() {
    let project = linear();
    let text = VersionFile {
        revision: "ffffffffffff",
        down_revision: "'bb20384758fe'",
        message: "broken",
        ..VersionFile::default()
    }
    .text();
    project.write("alembic/versions/broken.py", &format!("{text}\n\nprint(bb20384758fe)\n"));
    check_transcript(&project, "T096", "history");
}

#[test]
fn a_file_without_a_revision_is_refused() {
    let project = linear();
    project.write("alembic/versions/broken.py", "down_revision = 'bb20384758fe'\n");
    check_transcript(&project, "T097", "history");
}

#[test]
fn a_revision_that_is_its_own_parent_is_refused() {
    let project = on_sqlite();
    VersionFile {
        revision: "aaaa00000001",
        down_revision: "'aaaa00000001'",
        message: "base a",
        ..VersionFile::default()
    }
    .write(&project);
    check_transcript(&project, "T132", "heads");
}

#[test]
fn a_circle_of_revisions_is_refused() {
    let project = on_sqlite();
    VersionFile {
        revision: "bbbb00000001",
        down_revision: "'bbbb00000002'",
        message: "base b",
        ..VersionFile::default()
    }
    .write(&project);
    VersionFile {
        revision: "bbbb00000002",
        down_revision: "'bbbb00000001'",
        message: "b two",
        ..VersionFile::default()
    }
    .write(&project);
    check_transcript(&project, "T133", "heads");
}
