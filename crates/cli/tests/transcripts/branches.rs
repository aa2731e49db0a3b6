//! D: two heads and their merge (T098 to T124).

use testkit::{Project, check_succeeds};

use crate::{
    expectation::{check_run, check_text, check_transcript, check_transcript_unordered},
    projects::{VersionFile, on_sqlite},
};

#[test]
fn two_heads_are_shown() {
    let project = forked();
    check_transcript(&project, "T098", "heads");
    check_transcript(&project, "T099", "branches");
    check_transcript(&project, "T100", "branches -v");
    check_transcript(&project, "T101", "history");
}

#[test]
fn what_needs_a_single_head_is_refused() {
    let project = forked();
    check_transcript(&project, "T102", "upgrade head");
    check_transcript(&project, "T103", "revision -m x");
    check_transcript(&project, "T104", "revision --autogenerate -m x");
    check_transcript(&project, "T105", "stamp head");
    check_transcript(&project, "T106", "check");
}

#[test]
fn a_branch_is_walked_by_its_label() {
    let project = forked();
    check_transcript(&project, "T107", "upgrade left@head");
    check_transcript(&project, "T108", "upgrade heads");
    check_transcript_unordered(&project, "T109", "current");
    check_transcript(&project, "T113", "downgrade left@-1");
    check_transcript(&project, "T114", "upgrade left@+1");
    check_transcript(&project, "T115", "upgrade nobranch@head");
}

#[test]
fn one_step_down_from_two_heads_is_warned_about() {
    let project = forked();
    check_succeeds(&project.run("upgrade left@head"));
    check_succeeds(&project.run("upgrade heads"));
    check_transcript(&project, "T110", "downgrade -1");
    check_transcript_unordered(&project, "T111", "current");
    check_transcript(&project, "T112", "upgrade heads");
}

#[test]
fn two_heads_are_merged() {
    let project = forked();
    check_succeeds(&project.run("upgrade heads"));
    let words = "merge -m \"merge left and right\" b2b2b2b2b2b2 c1c1c1c1c1c1 --rev-id m0m0m0m0m0m0";
    check_transcript(&project, "T116", words);
    check_text(&project, "T117", &project.read("alembic/versions/m0m0m0m0m0m0_merge_left_and_right.py"));
    check_transcript(&project, "T118", "upgrade head");
    check_transcript(&project, "T119", "current -v");
    check_transcript(&project, "T120", "history");
    check_transcript(&project, "T121", "show head");
    check_transcript(&project, "T123", "downgrade left@base");
    check_transcript(&project, "T124", "merge -m x a1a1 c1c1");
}

#[test]
fn a_merge_of_one_head_is_written() {
    let project = forked();
    check_succeeds(&project.run("merge -m merge b2b2b2b2b2b2 c1c1c1c1c1c1 --rev-id m0m0m0m0m0m0"));
    let before = project.files();
    let mut run = project.run("merge -m again heads");
    let written: Vec<_> = project.files().into_iter().filter(|file| !before.contains(file)).collect();
    let [written] = &written[..] else { panic!("one new file, not {written:?}") };
    let revision = written.trim_start_matches("./alembic/versions/").trim_end_matches("_again.py");
    assert!(revision.len() == 12 && revision.bytes().all(|byte| byte.is_ascii_hexdigit()), "{written}");
    run.stdout = run.stdout.replace(revision, "1a819618c90f");
    check_run(&project, "T122", &run);
}

/// `a1` -> `b1` (label `left`) -> `b2`, and `a1` -> `c1`.
fn forked() -> Project {
    let project = on_sqlite();
    for file in [
        VersionFile { revision: "a1a1a1a1a1a1", message: "root", ..VersionFile::default() },
        VersionFile {
            revision: "b1b1b1b1b1b1",
            down_revision: "'a1a1a1a1a1a1'",
            branch_labels: "('left',)",
            message: "left one",
            ..VersionFile::default()
        },
        VersionFile {
            revision: "b2b2b2b2b2b2",
            down_revision: "'b1b1b1b1b1b1'",
            message: "left two",
            ..VersionFile::default()
        },
        VersionFile {
            revision: "c1c1c1c1c1c1",
            down_revision: "'a1a1a1a1a1a1'",
            message: "right one",
            ..VersionFile::default()
        },
    ] {
        file.write(&project);
    }
    project
}
