//! C, second part: walking up and down three revisions, and stamping (T049 to T080).

use testkit::check_succeeds;

use crate::{
    expectation::check_transcript,
    projects::{linear, linear_at},
};

#[test]
fn upgrades_go_by_steps_and_by_name() {
    let project = linear();
    check_transcript(&project, "T049", "upgrade +2");
    check_transcript(&project, "T050", "current");
    check_transcript(&project, "T053", "current --check-heads");
    check_transcript(&project, "T054", "upgrade +2");
    check_transcript(&project, "T055", "upgrade bb20");
    check_transcript(&project, "T056", "current --check-heads");
}

#[test]
fn going_where_the_database_is_does_nothing() {
    let project = linear_at("head");
    check_transcript(&project, "T057", "upgrade ae1027a6acf3");
    check_transcript(&project, "T058", "downgrade bb20384758fe");
    assert_eq!(project.sqlite("app.db").versions(), ["bb20384758fe"]);
}

#[test]
fn downgrades_go_by_steps_and_by_name() {
    let project = linear_at("head");
    check_transcript(&project, "T059", "downgrade -1");
    check_transcript(&project, "T060", "downgrade 1975ea83b712");
    check_transcript(&project, "T061", "downgrade bb20384758fe");
    check_transcript(&project, "T062", "downgrade base");
    check_transcript(&project, "T063", "downgrade -1");
    check_transcript(&project, "T064", "downgrade +1");
    check_transcript(&project, "T065", "upgrade -- -1");
    assert_eq!(project.sqlite("app.db").tables(), ["alembic_version"]);
}

#[test]
fn a_step_counts_from_a_named_revision() {
    check_transcript(&linear(), "T066", "upgrade ae10+1");
}

#[test]
fn unknown_targets_and_ranges_are_refused() {
    let project = linear_at("head");
    check_transcript(&project, "T067", "upgrade deadbeef1234");
    check_transcript(&project, "T068", "downgrade deadbeef1234");
    check_transcript(&project, "T069", "upgrade ae10:bb20");
}

#[test]
fn stamp_moves_the_version_row_only() {
    let project = linear_at("head");
    check_transcript(&project, "T070", "stamp ae1027a6acf3");
    check_transcript(&project, "T071", "current");
    check_transcript(&project, "T072", "stamp head");
    check_transcript(&project, "T073", "stamp base");
    check_transcript(&project, "T074", "stamp nosuch");
    check_transcript(&project, "T075", "stamp --purge head");
    assert_eq!(project.sqlite("app.db").versions(), ["bb20384758fe"]);
}

#[test]
fn a_revision_that_no_file_has_is_only_purged() {
    let project = linear_at("head");
    let database = project.sqlite("app.db");
    database.execute("UPDATE alembic_version SET version_num = 'feedfeedfeed'");
    check_transcript(&project, "T076", "current");
    check_transcript(&project, "T077", "upgrade head");
    check_transcript(&project, "T078", "stamp head");
    assert_eq!(database.versions(), ["feedfeedfeed"]);
    check_transcript(&project, "T079", "stamp --purge head");
    assert_eq!(database.versions(), ["bb20384758fe"]);
}

#[test]
fn the_version_table_is_made_on_its_own() {
    let project = linear();
    check_transcript(&project, "T080", "ensure_version");
    assert_eq!(project.sqlite("app.db").tables(), ["alembic_version"]);
    check_succeeds(&project.run("ensure_version"));
}
