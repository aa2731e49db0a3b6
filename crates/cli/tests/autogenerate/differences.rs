//! The wanted differences and the page that tells users of them.

use std::{fs, path::Path};

use crate::{groups::GROUPS, pair::read_pairs, recording::ours};

#[test]
fn every_wanted_difference_is_in_the_docs() {
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/differences.md");
    let page = fs::read_to_string(page).expect("the page is there");
    let page = page.split_whitespace().collect::<Vec<_>>().join(" ");
    for (group, pair) in GROUPS.iter().flat_map(|group| read_pairs(group).into_iter().map(move |pair| (group, pair))) {
        for difference in ["sqlite", "postgresql"].iter().filter_map(|database| pair.difference(database)) {
            assert!(
                page.contains(difference),
                "{group}, {}: docs/differences.md does not say {difference:?}",
                pair.name
            );
        }
    }
}

#[test]
fn every_text_of_ours_belongs_to_a_wanted_difference() {
    for group in GROUPS {
        let pairs = read_pairs(group);
        for database in ["sqlite", "postgresql"] {
            for name in ours(group, database).keys() {
                let is_wanted = pairs.iter().any(|pair| pair.name == *name && pair.difference(database).is_some());
                assert!(is_wanted, "{group}, {database}: {name} has no line `differs on {database}`");
            }
        }
    }
}
