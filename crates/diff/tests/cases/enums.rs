//! Enum types on servers of different ages.

use dialect::{Heard, Probe};
use diff::Server;
use schema::Schema;
use serde_json::json;

use crate::case::{CASE, Case};

struct OfVersion(&'static [u32]);

impl Server for OfVersion {
    fn probe(&self, probes: &[Probe]) -> Vec<Option<Heard>> {
        vec![None; probes.len()]
    }

    fn version(&self) -> Option<Vec<u32>> {
        Some(self.0.to_vec())
    }
}

fn moods(values: &[&str]) -> Schema {
    let mood = json!({"type": "Enum", "name": "mood", "values": values});
    let table = json!({"name": "people", "columns": [{"name": "mood", "type": mood, "nullable": true}]});
    let mut schema: Schema = serde_json::from_value(json!({"tables": [table]})).expect("it is a schema");
    schema.enums = schema.tables[0]
        .columns
        .iter()
        .filter_map(|column| match &column.column_type {
            schema::ColumnType::Enum(mood) => Some((**mood).clone()),
            _ => None,
        })
        .collect();
    schema
}

#[track_caller]
fn check_added_value(version: &'static [u32], expected: &[&str]) {
    let case = Case { server: &OfVersion(version), ..CASE };
    let found = case.find_between(&moods(&["glad"]), &moods(&["glad", "sad"])).expect("it fits");
    assert_eq!(found.upgrade, expected);
}

#[test]
fn an_added_value_is_committed_by_itself_before_postgresql_12() {
    let added = "op.execute(\"ALTER TYPE mood ADD VALUE 'sad'\")";
    check_added_value(&[12], &[added]);
    check_added_value(&[15, 4], &[added]);
    // What is committed is not taken back with the rest, so it may be there already.
    let block =
        ["with op.get_context().autocommit_block():", "op.execute(\"ALTER TYPE mood ADD VALUE IF NOT EXISTS 'sad'\")"];
    check_added_value(&[11, 22], &block);
    check_added_value(&[9, 6], &block);
}
