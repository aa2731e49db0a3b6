//! Names that are given on, and names that change places.

use crate::case::{CASE, Case};

#[track_caller]
fn check_renames(case: &Case<'_>, expected: &[(&str, &str)]) {
    let tuples = case.find().expect("it fits").tuples;
    let is_rename = |tuple: &&String| tuple.starts_with("('rename_table'") || tuple.starts_with("('rename_column'");
    let names = tuples.iter().filter(is_rename).map(|tuple| {
        let words: Vec<&str> = tuple.trim_matches(['(', ')']).split(", ").map(|word| word.trim_matches('\'')).collect();
        (words[words.len() - 2], words[words.len() - 1])
    });
    assert_eq!(names.collect::<Vec<_>>(), expected);
    let is_complete = tuples.iter().all(|tuple| is_rename(&tuple));
    assert!(is_complete, "{tuples:?}");
}

#[test]
fn a_declared_name_is_given_on() {
    let after = &["t: id pk, b int <-a, c int <-b"];
    check_renames(&Case { before: &["t: id pk, a int, b int"], after, ..CASE }, &[("b", "c"), ("a", "b")]);
    check_renames(&Case { before: &["t: id pk, b int, c int"], after, ..CASE }, &[]);
    let after = &["b <-a: id pk", "c <-b: id pk"];
    check_renames(&Case { before: &["a: id pk", "b: id pk"], after, ..CASE }, &[("b", "c"), ("a", "b")]);
    check_renames(&Case { before: &["b: id pk", "c: id pk"], after, ..CASE }, &[]);
}

#[test]
fn a_wished_name_is_given_on() {
    let case = Case { before: &["t: id pk, a int, b int"], after: &["t: id pk, b int, c int"], ..CASE };
    check_renames(&Case { wishes: &["t.a=t.b", "t.b=t.c"], ..case }, &[("b", "c"), ("a", "b")]);
    let half = Case { wishes: &["t.a=t.b"], ..case };
    half.check_error(
        "--rename t.a=t.b: t.b is in the database already; only the database has t.a; only the models have t.c",
    );
}

#[test]
fn a_wish_and_the_models_make_a_chain_together() {
    let case = Case { before: &["t: id pk, a int, b int"], after: &["t: id pk, b int <-a, c int"], ..CASE };
    check_renames(&Case { wishes: &["t.b=t.c"], ..case }, &[("b", "c"), ("a", "b")]);
}

#[test]
fn wished_names_change_places_by_way_of_another() {
    let columns = &["t: id pk, a int, b int, a_tmp int"];
    let case = Case { before: columns, after: columns, wishes: &["t.a=t.b", "t.b=t.a"], ..CASE };
    check_renames(&case, &[("a", "a_tmp_"), ("b", "a"), ("a_tmp_", "b")]);
    let tables = &["a: id pk", "b: id pk"];
    let case = Case { before: tables, after: tables, wishes: &["a=b", "b=a"], ..CASE };
    check_renames(&case, &[("a", "a_tmp"), ("b", "a"), ("a_tmp", "b")]);
}

#[test]
fn what_changes_places_is_compared_under_its_new_name() {
    let case = Case {
        before: &["a: id pk, x int, y v5", "b: id pk, z int"],
        after: &["b: id pk, y int, x v5", "a: id pk, z int"],
        wishes: &["a=b", "b=a", "b.x=b.y", "b.y=b.x"],
        ..CASE
    };
    let expected = [("a", "a_tmp"), ("b", "a"), ("a_tmp", "b"), ("x", "x_tmp"), ("y", "x"), ("x_tmp", "y")];
    check_renames(&case, &expected);
}

#[test]
fn names_that_the_models_exchange_may_have_been_exchanged_already() {
    let case = Case { before: &["t: id pk, a int, b int"], after: &["t: id pk, a int <-b, b int <-a"], ..CASE };
    check_renames(&case, &[]);
    check_renames(&Case { wishes: &["t.a=t.b"], ..case }, &[("b", "b_tmp"), ("a", "b"), ("b_tmp", "a")]);
}
