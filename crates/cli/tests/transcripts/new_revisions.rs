//! C, third part: new revision files and the options that are refused (T083 to T089).

use crate::{expectation::check_transcript, projects::linear};

#[test]
fn a_file_name_is_made_of_the_message() {
    let project = linear();
    let message = "Add Ünïcode & other/odd chars -- and a very long message that will be truncated";
    check_transcript(&project, "T083", &format!("revision -m \"{message}\" --rev-id cccccccccccc"));
    let written = project.read("alembic/versions/cccccccccccc_add_ünïcode_other_odd_chars_and_a_very_.py");
    assert!(written.starts_with(&format!("\"\"\"{message}\n")), "{written}");
}

#[test]
fn options_of_revision_that_do_not_fit_are_refused() {
    let project = linear();
    let before = project.files();
    check_transcript(&project, "T084", "revision -m x --rev-id bad-id");
    check_transcript(&project, "T085", "revision -m x --head ae10");
    check_transcript(&project, "T087", "revision --sql -m x");
    check_transcript(&project, "T088", "revision --autogenerate --sql -m x");
    check_transcript(&project, "T089", "revision -m x --depends-on nosuch");
    assert_eq!(project.files(), before);
}

#[test]
fn splice_makes_a_second_head() {
    let project = linear();
    check_transcript(&project, "T086", "revision -m x --head ae10 --splice --rev-id dddddddddddd");
    let written = project.read("alembic/versions/dddddddddddd_x.py");
    assert!(written.contains("= 'ae1027a6acf3'\n"), "{written}");
}
