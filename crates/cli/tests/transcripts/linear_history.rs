//! C, first part: looking at three revisions in a row (T034 to T048).

use crate::{
    expectation::{check_transcript, check_transcript_with},
    projects::{linear, linear_at},
};

#[test]
fn history_is_listed_newest_first() {
    let project = linear();
    check_transcript(&project, "T034", "history");
    check_transcript(&project, "T035", "history --verbose");
}

#[test]
fn history_is_cut_by_a_range() {
    let project = linear();
    check_transcript(&project, "T036", "history -r 1975:ae10");
    check_transcript(&project, "T037", "history -r ae1027a6acf3:");
    check_transcript(&project, "T038", "history -r :ae1027a6acf3");
    check_transcript(&project, "T040", "history -r=-2:");
}

#[test]
fn history_refuses_what_is_no_range() {
    let project = linear();
    check_transcript(&project, "T039", "history -r -2:");
    check_transcript(&project, "T041", "history -r ae1027a6acf3");
    check_transcript(&project, "T042", "history -r bb20:1975");
}

#[test]
fn heads_and_single_revisions_are_shown() {
    let project = linear();
    check_transcript(&project, "T043", "heads");
    check_transcript(&project, "T044", "heads -v");
    check_transcript(&project, "T045", "show head");
    check_transcript(&project, "T046", "show 19");
    check_transcript(&project, "T047", "show current");
    check_transcript(&project, "T048", "branches");
}

#[test]
fn history_knows_where_the_database_is() {
    let project = linear_at("+2");
    check_transcript(&project, "T051", "history -i");
    check_transcript(&project, "T052", "history -r current:");
}

#[test]
fn a_script_is_given_to_the_editor() {
    let project = linear();
    check_transcript_with(&project, "T081", &[("EDITOR", "cat")], "edit ae10");
    check_transcript_with(&project, "T082", &[("EDITOR", "cat")], "edit nosuch");
}

#[test]
fn quiet_silences_what_is_printed_but_not_what_is_logged() {
    let project = linear_at("head");
    check_transcript(&project, "T090", "-q current");
    check_transcript(&project, "T091", "-q upgrade nosuch");
    check_transcript(&project, "T092", "-q history -r nosuch:");
    check_transcript(&project, "T093", "--raiseerr show nosuch");
}
