//! What the recorded transcripts (groups C, D and E) say about resolving and planning, by their T-numbers.

#![expect(clippy::unwrap_used, reason = "an answer that should be there fails the test")]

use revisions::{Bound, Defect, DefectKind, HeadChange, Heads, Plan, ResolveError, Revision, RevisionGraph, Splice};

/// C: three revisions in a line.
fn linear() -> RevisionGraph {
    graph(vec![
        Revision::new("1975ea83b712").doc("create account table"),
        Revision::new("ae1027a6acf3").down(&["1975ea83b712"]).doc("add a column"),
        Revision::new("bb20384758fe").down(&["ae1027a6acf3"]).doc("third"),
    ])
}

fn two_heads() -> Vec<Revision> {
    vec![
        Revision::new("a1a1a1a1a1a1").doc("root"),
        Revision::new("b1b1b1b1b1b1").down(&["a1a1a1a1a1a1"]).labels(&["left"]).doc("left one"),
        Revision::new("b2b2b2b2b2b2").down(&["b1b1b1b1b1b1"]).doc("left two"),
        Revision::new("c1c1c1c1c1c1").down(&["a1a1a1a1a1a1"]).doc("right one"),
    ]
}

/// D: two heads, and the same merged.
fn branched() -> RevisionGraph {
    graph(two_heads())
}

fn merged() -> RevisionGraph {
    let merge = Revision::new("m0m0m0m0m0m0").down(&["b2b2b2b2b2b2", "c1c1c1c1c1c1"]).doc("merge left and right");
    graph([two_heads(), vec![merge]].concat())
}

/// E: independent bases, one depends on the other.
fn dependent() -> RevisionGraph {
    graph(vec![
        Revision::new("aaaa00000001").labels(&["appa"]).doc("base a"),
        Revision::new("bbbb00000001").labels(&["appb"]).doc("base b"),
        Revision::new("bbbb00000002").down(&["bbbb00000001"]).depends_on(&["aaaa00000001"]).doc("b two"),
    ])
}

fn graph(revisions: Vec<Revision>) -> RevisionGraph {
    RevisionGraph::build(revisions).unwrap()
}

fn heads(rows: &[&str]) -> Heads {
    Heads::from(rows)
}

#[track_caller]
fn check_steps(plan: Result<Plan, ResolveError>, expected: &[&str]) {
    let steps: Vec<String> = plan.unwrap().steps.iter().map(revisions::Step::log).collect();
    assert_eq!(steps, expected);
}

#[track_caller]
fn check_failed<T: std::fmt::Debug>(answer: Result<T, ResolveError>, expected: &str) {
    assert_eq!(answer.unwrap_err().to_string(), expected);
}

/// Lists revisions as `history` does, without their texts.
#[track_caller]
fn check_history(graph: &RevisionGraph, range: (&str, &str), expected: &[&str]) {
    let line = |id: &revisions::RevisionId| {
        let node = graph.revision(id.as_str()).unwrap();
        let list = |ids: Vec<String>| if ids.is_empty() { "<base>".to_owned() } else { ids.join(", ") };
        let depends_on = node.dependencies().iter().map(|id| format!(" ({id})")).collect::<String>();
        let labels = if node.labels().is_empty() { String::new() } else { format!(" ({})", node.labels().join(", ")) };
        let flags = [
            (node.is_real_head(), " (head)"),
            (node.is_head() && !node.is_real_head(), " (effective head)"),
            (node.is_branch_point(), " (branchpoint)"),
            (node.is_merge_point(), " (mergepoint)"),
        ];
        let flags: String = flags.into_iter().filter(|(is_set, _)| *is_set).map(|(_, text)| text).collect();
        let parents = list(node.parents().iter().map(ToString::to_string).collect());
        format!("{parents}{depends_on} -> {id}{labels}{flags}")
    };
    let listed: Vec<String> =
        graph.history(&Bound::from(range.0), &Bound::from(range.1)).unwrap().iter().map(line).collect();
    assert_eq!(listed, expected);
}

const THIRD: &str = "ae1027a6acf3 -> bb20384758fe (head)";
const SECOND: &str = "1975ea83b712 -> ae1027a6acf3";
const FIRST: &str = "<base> -> 1975ea83b712";

#[test]
fn t034_to_t040_history_lists_ranges_with_both_ends() {
    let graph = linear();
    check_history(&graph, ("base", "heads"), &[THIRD, SECOND, FIRST]);
    check_history(&graph, ("1975", "ae10"), &[SECOND, FIRST]);
    check_history(&graph, ("ae1027a6acf3", "heads"), &[THIRD, SECOND]);
    check_history(&graph, ("base", "ae1027a6acf3"), &[SECOND, FIRST]);
    check_history(&graph, ("-2", "heads"), &[THIRD, SECOND, FIRST]);
    check_history(&graph, ("ae10", "+1"), &[THIRD, SECOND]);
}

#[test]
fn t042_a_reversed_range_is_refused() {
    let answer = linear().history(&Bound::from("bb20"), &Bound::from("1975"));
    let expected = "Requested range bb20:1975 does not refer to ancestor/descendant revisions along the same branch";
    check_failed(answer, expected);
}

#[test]
fn t052_a_range_may_begin_at_the_rows_of_the_table() {
    let graph = linear();
    let current = Bound::from(&heads(&["ae1027a6acf3"]));
    let listed = graph.history(&current, &Bound::from("heads")).unwrap();
    assert_eq!(listed, ["bb20384758fe", "ae1027a6acf3"]);
}

#[test]
fn t043_to_t047_names_resolve() {
    let graph = linear();
    for (target, expected) in
        [("heads", "bb20384758fe"), ("head", "bb20384758fe"), ("19", "1975ea83b712"), ("-1", "ae1027a6acf3")]
    {
        assert_eq!(graph.resolve(target).unwrap(), [expected], "{target}");
    }
    assert!(graph.resolve("base").unwrap().is_empty());
    assert_eq!(graph.resolve_one("@head").unwrap().unwrap().id(), "bb20384758fe");
    check_failed(graph.resolve("head-1"), "Can't locate revision identified by 'head-1'");
}

#[test]
fn t049_t055_t066_upgrades_count_and_name() {
    let graph = linear();
    let first = "upgrade  -> 1975ea83b712, create account table";
    let second = "upgrade 1975ea83b712 -> ae1027a6acf3, add a column";
    let third = "upgrade ae1027a6acf3 -> bb20384758fe, third";
    check_steps(graph.upgrade(&heads(&[]), "+2"), &[first, second]);
    check_steps(graph.upgrade(&heads(&["ae1027a6acf3"]), "bb20"), &[third]);
    check_steps(graph.upgrade(&heads(&[]), "ae10+1"), &[first, second, third]);
    check_steps(graph.upgrade(&heads(&[]), "head-1"), &[first, second]);
}

#[test]
fn t054_t065_counts_that_reach_too_far_are_refused() {
    let graph = linear();
    check_failed(graph.upgrade(&heads(&["ae1027a6acf3"]), "+2"), "Relative revision +2 didn't produce 2 migrations");
    check_failed(graph.upgrade(&heads(&[]), "-1"), "Relative revision -1 didn't produce 1 migrations");
}

#[test]
fn t057_t058_what_is_done_is_no_step() {
    let graph = linear();
    let current = heads(&["bb20384758fe"]);
    check_steps(graph.upgrade(&current, "ae1027a6acf3"), &[]);
    check_steps(graph.downgrade(&current, "bb20384758fe"), &[]);
    check_steps(graph.upgrade(&current, "base"), &[]);
    check_steps(graph.downgrade(&current, "head"), &[]);
}

#[test]
fn t059_to_t064_downgrades_count_name_and_refuse() {
    let graph = linear();
    let third = heads(&["bb20384758fe"]);
    let first = heads(&["1975ea83b712"]);
    check_steps(graph.downgrade(&third, "-1"), &["downgrade bb20384758fe -> ae1027a6acf3, third"]);
    check_steps(
        graph.downgrade(&heads(&["ae1027a6acf3"]), "1975ea83b712"),
        &["downgrade ae1027a6acf3 -> 1975ea83b712, add a column"],
    );
    check_failed(
        graph.downgrade(&first, "bb20384758fe"),
        "Destination bb20384758fe is not a valid downgrade target from current head(s)",
    );
    check_steps(graph.downgrade(&first, "base"), &["downgrade 1975ea83b712 -> , create account table"]);
    check_failed(graph.downgrade(&heads(&[]), "-1"), "Relative revision -1 didn't produce 1 migrations");
    check_failed(graph.downgrade(&heads(&[]), "+1"), "Relative revision +1 didn't produce 1 migrations");
}

#[test]
fn t067_t068_t093_an_unknown_revision_has_outer_and_inner_words() {
    let graph = linear();
    let error = graph.upgrade(&heads(&[]), "deadbeef1234").unwrap_err();
    assert_eq!(error.to_string(), "Can't locate revision identified by 'deadbeef1234'");
    assert_eq!(error.fault.to_string(), "No such revision or branch 'deadbeef1234'");
    assert_eq!(error.hint().unwrap(), "`history` lists every revision of the script directory");
    let near = graph.downgrade(&heads(&[]), "ae1027a6acf4").unwrap_err();
    assert_eq!(near.hint().unwrap(), "did you mean ae1027a6acf3?");
    let short = graph.resolve("9f").unwrap_err();
    assert_eq!(short.hint().unwrap(), "write at least four characters of the identifier");
}

#[test]
fn t070_to_t075_stamps_move_the_row() {
    let graph = linear();
    let third = heads(&["bb20384758fe"]);
    check_steps(graph.stamp(&third, &["ae1027a6acf3"]), &["stamp_revision bb20384758fe -> ae1027a6acf3"]);
    check_steps(graph.stamp(&heads(&["ae1027a6acf3"]), &["head"]), &["stamp_revision ae1027a6acf3 -> bb20384758fe"]);
    check_steps(graph.stamp(&third, &["base"]), &["stamp_revision bb20384758fe -> "]);
    check_steps(graph.stamp(&heads(&[]), &["head"]), &["stamp_revision  -> bb20384758fe"]);
    check_failed(graph.stamp(&third, &["nosuch"]), "Can't locate revision identified by 'nosuch'");
}

#[test]
fn t076_to_t078_a_row_without_a_script_stops_everything_but_purge() {
    let graph = linear();
    let lost = heads(&["feedfeedfeed"]);
    let expected = "Can't locate revision identified by 'feedfeedfeed'";
    check_failed(graph.all_current(&lost), expected);
    check_failed(graph.upgrade(&lost, "head"), expected);
    check_failed(graph.stamp(&lost, &["head"]), expected);
}

#[test]
fn t084_t085_t086_t089_new_revisions_are_checked() {
    let graph = linear();
    check_failed(
        graph.parents_of_new(&"bad-id".into(), &["head"]),
        "Character(s) '-' not allowed in revision identifier 'bad-id'",
    );
    let parents = graph.parents_of_new(&"dddddddddddd".into(), &["ae10"]).unwrap();
    check_failed(
        graph.check_parents_of_new(&parents, Splice::Refused),
        "Revision ae1027a6acf3 is not a head revision; please specify --splice to create a new branch from this \
         revision",
    );
    assert!(graph.check_parents_of_new(&parents, Splice::Allowed).is_ok());
    check_failed(graph.dependencies_of_new(&["nosuch"]), "Can't locate revision identified by 'nosuch'");
    assert!(graph.parents_of_new(&"dddddddddddd".into(), &["base"]).unwrap().is_empty());
}

#[test]
fn t094_a_missing_parent_is_a_warning_and_an_error() {
    let error =
        RevisionGraph::build(vec![Revision::new("eeeeeeeeeeee").down(&["nothere12345"]).doc("orphan")]).unwrap_err();
    assert_eq!(
        error.warnings[0].to_string(),
        "Revision nothere12345 referenced from nothere12345 -> eeeeeeeeeeee (head), orphan is not present"
    );
    assert_eq!(error.defect.kind(), DefectKind::KeyError);
    assert_eq!(error.defect.exception(), "KeyError: 'nothere12345'");
}

#[test]
fn t095_a_second_script_with_the_same_identifier_is_a_warning() {
    let third = Revision::new("bb20384758fe").down(&["ae1027a6acf3"]);
    let graph = graph(vec![
        Revision::new("1975ea83b712"),
        Revision::new("ae1027a6acf3").down(&["1975ea83b712"]),
        third.clone(),
        third,
    ]);
    assert_eq!(graph.warnings()[0].to_string(), "Revision bb20384758fe is present more than once");
    check_history(&graph, ("base", "heads"), &[THIRD, SECOND, FIRST]);
}

#[test]
fn t098_t099_two_heads_and_their_branch_point() {
    let graph = branched();
    assert_eq!(graph.heads(), ["b2b2b2b2b2b2", "c1c1c1c1c1c1"]);
    assert_eq!(graph.revision("b2b2b2b2b2b2").unwrap().labels(), ["left"]);
    assert_eq!(graph.branch_points().unwrap(), ["a1a1a1a1a1a1"]);
    let children = graph.revision("a1a1a1a1a1a1").unwrap().children();
    assert_eq!(children, ["b1b1b1b1b1b1", "c1c1c1c1c1c1"]);
}

#[test]
fn t101_history_walks_one_branch_after_the_other() {
    let expected = [
        "b1b1b1b1b1b1 -> b2b2b2b2b2b2 (left) (head)",
        "a1a1a1a1a1a1 -> b1b1b1b1b1b1 (left)",
        "a1a1a1a1a1a1 -> c1c1c1c1c1c1 (head)",
        "<base> -> a1a1a1a1a1a1 (branchpoint)",
    ];
    check_history(&branched(), ("base", "heads"), &expected);
}

#[test]
fn t102_t103_t105_each_command_has_its_words_for_two_heads() {
    let graph = branched();
    check_failed(
        graph.upgrade(&heads(&[]), "head"),
        "Multiple head revisions are present for given argument 'head'; please specify a specific target revision, \
         '<branchname>@head' to narrow to a specific head, or 'heads' for all heads",
    );
    check_failed(
        graph.parents_of_new(&"x".into(), &["head"]),
        "Multiple heads are present; please specify the head revision on which the new revision should be based, or \
         perform a merge.",
    );
    check_failed(
        graph.stamp(&heads(&[]), &["head"]),
        "Multiple heads are present; please specify a single target revision",
    );
    check_failed(
        graph.current_head(),
        "The script directory has multiple heads (due to branching).Please use get_heads(), or merge the branches \
         using alembic merge.",
    );
}

#[test]
fn t107_t108_branches_are_upgraded_one_by_one_or_all() {
    let graph = branched();
    let left = [
        "upgrade  -> a1a1a1a1a1a1, root",
        "upgrade a1a1a1a1a1a1 -> b1b1b1b1b1b1, left one",
        "upgrade b1b1b1b1b1b1 -> b2b2b2b2b2b2, left two",
    ];
    check_steps(graph.upgrade(&heads(&[]), "left@head"), &left);
    let all = graph.upgrade(&heads(&["b2b2b2b2b2b2"]), "heads").unwrap();
    assert_eq!(all.steps[0].bookkeeping, [HeadChange::Insert("c1c1c1c1c1c1".into())]);
    check_steps(Ok(all), &["upgrade a1a1a1a1a1a1 -> c1c1c1c1c1c1, right one"]);
}

#[test]
fn t110_one_down_from_two_heads_takes_the_first_and_warns() {
    let plan = branched().downgrade(&heads(&["b2b2b2b2b2b2", "c1c1c1c1c1c1"]), "-1").unwrap();
    assert_eq!(
        plan.warnings[0].to_string(),
        "downgrade -1 from multiple heads is ambiguous; this usage will be disallowed in a future release."
    );
    check_steps(Ok(plan), &["downgrade b2b2b2b2b2b2 -> b1b1b1b1b1b1, left two"]);
}

#[test]
fn t113_t114_t115_counts_stay_on_the_branch() {
    let graph = branched();
    let both = heads(&["c1c1c1c1c1c1", "b2b2b2b2b2b2"]);
    check_steps(graph.downgrade(&both, "left@-1"), &["downgrade b2b2b2b2b2b2 -> b1b1b1b1b1b1, left two"]);
    let lower = heads(&["c1c1c1c1c1c1", "b1b1b1b1b1b1"]);
    check_steps(graph.upgrade(&lower, "left@+1"), &["upgrade b1b1b1b1b1b1 -> b2b2b2b2b2b2, left two"]);
    check_failed(graph.upgrade(&lower, "nobranch@head"), "Can't locate revision identified by 'nobranch'");
}

#[test]
fn t116_t122_t124_merges_need_heads() {
    let graph = branched();
    let parents = graph.parents_of_new(&"m0m0m0m0m0m0".into(), &["b2b2", "c1c1c1c1c1c1"]).unwrap();
    assert_eq!(parents, ["b2b2b2b2b2b2", "c1c1c1c1c1c1"]);
    assert!(graph.check_parents_of_new(&parents, Splice::Refused).is_ok());
    assert_eq!(merged().parents_of_new(&"x".into(), &["heads"]).unwrap(), ["m0m0m0m0m0m0"]);
    let not_heads = merged().parents_of_new(&"x".into(), &["a1a1", "c1c1"]).unwrap();
    check_failed(
        merged().check_parents_of_new(&not_heads, Splice::Refused),
        "Revision a1a1a1a1a1a1 is not a head revision; please specify --splice to create a new branch from this \
         revision",
    );
    check_failed(graph.parents_of_new(&"x".into(), &["b2b2", "left@head"]), "Duplicate head revisions specified");
}

#[test]
fn t118_a_merge_deletes_one_row_and_changes_the_other() {
    let plan = merged().upgrade(&heads(&["b2b2b2b2b2b2", "c1c1c1c1c1c1"]), "head").unwrap();
    assert_eq!(
        plan.steps[0].bookkeeping,
        [
            HeadChange::Delete("b2b2b2b2b2b2".into()),
            HeadChange::Replace { from: "c1c1c1c1c1c1".into(), to: "m0m0m0m0m0m0".into() }
        ]
    );
    assert_eq!(plan.steps[0].source_revisions(), ["b2b2b2b2b2b2", "c1c1c1c1c1c1"]);
    assert_eq!(plan.steps[0].destination_revisions(), ["m0m0m0m0m0m0"]);
    check_steps(Ok(plan), &["upgrade b2b2b2b2b2b2, c1c1c1c1c1c1 -> m0m0m0m0m0m0, merge left and right"]);
}

#[test]
fn t120_history_shows_the_label_on_the_merge() {
    let expected = [
        "b2b2b2b2b2b2, c1c1c1c1c1c1 -> m0m0m0m0m0m0 (left) (head) (mergepoint)",
        "b1b1b1b1b1b1 -> b2b2b2b2b2b2 (left)",
        "a1a1a1a1a1a1 -> b1b1b1b1b1b1 (left)",
        "a1a1a1a1a1a1 -> c1c1c1c1c1c1",
        "<base> -> a1a1a1a1a1a1 (branchpoint)",
    ];
    check_history(&merged(), ("base", "heads"), &expected);
}

#[test]
fn t123_a_downgrade_to_the_base_of_a_branch_goes_through_the_merge() {
    let expected = [
        "downgrade m0m0m0m0m0m0 -> b2b2b2b2b2b2, c1c1c1c1c1c1, merge left and right",
        "downgrade b2b2b2b2b2b2 -> b1b1b1b1b1b1, left two",
        "downgrade b1b1b1b1b1b1 -> a1a1a1a1a1a1, left one",
        "downgrade c1c1c1c1c1c1 -> a1a1a1a1a1a1, right one",
        "downgrade a1a1a1a1a1a1 -> , root",
    ];
    check_steps(merged().downgrade(&heads(&["m0m0m0m0m0m0"]), "left@base"), &expected);
}

#[test]
fn t125_t126_t127_a_head_that_is_depended_on_is_no_real_head() {
    let graph = dependent();
    let expected = [
        "bbbb00000001 (aaaa00000001) -> bbbb00000002 (appb) (head)",
        "<base> -> bbbb00000001 (appb)",
        "<base> -> aaaa00000001 (appa) (effective head)",
    ];
    check_history(&graph, ("base", "heads"), &expected);
    assert_eq!(graph.heads(), ["aaaa00000001", "bbbb00000002"]);
    assert_eq!(graph.real_heads(), ["bbbb00000002"]);
    assert_eq!(graph.resolve("heads").unwrap(), ["bbbb00000002"]);
}

#[test]
fn t128_t129_t130_a_dependency_comes_first_and_leaves_one_row() {
    let graph = dependent();
    let plan = graph.upgrade(&heads(&[]), "appb@head").unwrap();
    let mut rows = Heads::default();
    plan.steps.iter().flat_map(|step| &step.bookkeeping).for_each(|change| rows.apply(change));
    assert_eq!(rows, heads(&["bbbb00000002"]));
    let expected = [
        "upgrade  -> aaaa00000001, base a",
        "upgrade  -> bbbb00000001, base b",
        "upgrade bbbb00000001 -> bbbb00000002, b two",
    ];
    check_steps(Ok(plan), &expected);
    assert_eq!(graph.all_current(&rows).unwrap(), ["aaaa00000001", "bbbb00000002"]);
    check_steps(graph.upgrade(&rows, "heads"), &[]);
}

#[test]
fn t131_what_depends_on_a_branch_goes_before_it() {
    let plan = dependent().downgrade(&heads(&["bbbb00000002"]), "appa@base");
    check_steps(plan, &["downgrade bbbb00000002 -> bbbb00000001, b two", "downgrade aaaa00000001 -> , base a"]);
}

#[test]
fn t132_t133_loops_and_cycles_are_named() {
    let itself = RevisionGraph::build(vec![Revision::new("aaaa00000001").down(&["aaaa00000001"])]).unwrap_err();
    assert_eq!(itself.to_string(), "Self-loop is detected in revisions (aaaa00000001)");
    assert_eq!(
        itself.defect.exception(),
        "alembic.script.revision.LoopDetected: Self-loop is detected in revisions (aaaa00000001)"
    );
    let cycle = RevisionGraph::build(vec![
        Revision::new("bbbb00000001").down(&["bbbb00000002"]),
        Revision::new("bbbb00000002").down(&["bbbb00000001"]),
    ]);
    let cycle = cycle.unwrap_err();
    assert_eq!(cycle.to_string(), "Cycle is detected in revisions (bbbb00000001, bbbb00000002)");
    assert_eq!(cycle.defect.kind(), DefectKind::RevisionError);
}

#[test]
fn a_cycle_between_a_base_and_a_head_is_named_although_alembic_walks_it_for_ever() {
    let error = RevisionGraph::build(vec![
        Revision::new("a1"),
        Revision::new("b1").down(&["a1", "c1"]),
        Revision::new("c1").down(&["b1"]),
        Revision::new("d1").down(&["c1"]),
    ]);
    assert_eq!(error.unwrap_err().to_string(), "Cycle is detected in revisions (b1, c1)");
}

#[test]
fn an_ambiguous_beginning_is_not_found_and_the_hint_names_the_choices() {
    let graph = dependent();
    let error = graph.resolve("bbbb").unwrap_err();
    assert_eq!(error.to_string(), "Can't locate revision identified by 'bbbb'");
    assert_eq!(error.fault.to_string(), "Multiple revisions start with 'bbbb': 'bbbb00000001', 'bbbb00000002'...");
    assert_eq!(error.hint().unwrap(), "several revisions start so, write more of one: bbbb00000001, bbbb00000002");
}

#[test]
fn labels_and_identifiers_of_a_new_revision_must_be_free() {
    let graph = dependent();
    let taken = graph.check_new(&Revision::new("cccc").labels(&["appa"])).unwrap_err();
    assert_eq!(taken.to_string(), "Branch name 'appa' in revision cccc already used by revision aaaa00000001");
    let again = graph.check_new(&Revision::new("aaaa00000001")).unwrap();
    assert_eq!(again[0].to_string(), "Revision aaaa00000001 is present more than once");
    let itself = graph.check_new(&Revision::new("aaaa00000001").down(&["aaaa00000001"])).unwrap_err();
    assert!(matches!(itself, Defect::Loop { .. }));
    assert!(graph.check_new(&Revision::new("cccc").labels(&["appc"])).unwrap().is_empty());
}

#[test]
fn dependencies_of_a_new_revision_keep_labels_and_complete_identifiers() {
    let graph = dependent();
    assert_eq!(
        graph.dependencies_of_new(&["appa", "aaaa", "bbbb00000002"]).unwrap(),
        ["appa", "aaaa00000001", "bbbb00000002"]
    );
}

#[test]
fn a_dependency_in_a_script_must_be_written_in_full() {
    let error =
        RevisionGraph::build(vec![Revision::new("aaaa00000001"), Revision::new("bbbb00000001").depends_on(&["aaaa"])]);
    assert_eq!(error.unwrap_err().defect.exception(), "KeyError: 'aaaa'");
}
