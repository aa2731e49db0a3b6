//! What two runs of the same scripts make differently: random identifiers.

use std::collections::{HashMap, HashSet};

const LENGTH: usize = 36;

/// Both texts with the UUIDs that only one of them has numbered in the order in which they come.
pub fn without_chance(alembic: &str, ours: &str) -> (String, String) {
    let (before, after) = (uuids(alembic), uuids(ours));
    let set = |text: &str, places: &[usize]| -> HashSet<String> {
        places.iter().map(|place| text[*place..place + LENGTH].to_owned()).collect()
    };
    let (in_alembic, in_ours) = (set(alembic, &before), set(ours, &after));
    (numbered(alembic, &before, &in_ours), numbered(ours, &after, &in_alembic))
}

fn numbered(text: &str, places: &[usize], known: &HashSet<String>) -> String {
    let mut numbers: HashMap<&str, usize> = HashMap::new();
    let mut written = String::with_capacity(text.len());
    let mut end = 0;
    for place in places {
        let uuid = &text[*place..place + LENGTH];
        if known.contains(uuid) {
            continue;
        }
        let next = numbers.len() + 1;
        let number = *numbers.entry(uuid).or_insert(next);
        written.push_str(&text[end..*place]);
        written.push_str(&format!("<UUID {number}>"));
        end = place + LENGTH;
    }
    written.push_str(&text[end..]);
    written
}

/// Where they begin.
fn uuids(text: &str) -> Vec<usize> {
    let bytes = text.as_bytes();
    let mut places = Vec::new();
    let mut place = 0;
    while place + LENGTH <= bytes.len() {
        if is_uuid(&bytes[place..place + LENGTH]) {
            places.push(place);
            place += LENGTH;
        } else {
            place += 1;
        }
    }
    places
}

fn is_uuid(bytes: &[u8]) -> bool {
    bytes.iter().enumerate().all(|(place, byte)| match place {
        8 | 13 | 18 | 23 => *byte == b'-',
        _ => byte.is_ascii_digit() || (b'a'..=b'f').contains(byte),
    })
}

#[cfg(test)]
mod tests {
    use super::without_chance;

    #[test]
    fn only_random_identifiers_are_left_out() {
        let a = "89ced614-8a84-464a-b321-14e64e36e452";
        let b = "363131d0-e1ce-487f-83eb-1cb1144fb431";
        let c = "f9885bc9-7a55-47c1-a0d4-be803c672396";
        let (before, after) = without_chance(&format!("{a} {b} {a}"), &format!("{a} {c} {a}"));
        assert_eq!(before, format!("{a} <UUID 1> {a}"));
        assert_eq!(before, after);
        let (before, after) = without_chance(&format!("{b} {b}"), &format!("{c} {a}"));
        assert_ne!(before, after);
    }
}
