//! What two runs of the same scripts make differently: random identifiers, the time, and the order of what Alembic takes from sets.

use std::collections::{HashMap, HashSet};

const LENGTH: usize = 36;

/// Both texts without addresses, and with the UUIDs that only one of them has numbered in the order in which they come.
pub fn without_chance(alembic: &str, ours: &str) -> (String, String) {
    let (alembic, ours) = (&*without_addresses(alembic), &*without_addresses(ours));
    let (before, after) = (uuids(alembic), uuids(ours));
    let set = |text: &str, places: &[usize]| -> HashSet<String> {
        places.iter().map(|place| text[*place..place + LENGTH].to_owned()).collect()
    };
    let (in_alembic, in_ours) = (set(alembic, &before), set(ours, &after));
    let (alembic, ours) = (numbered(alembic, &before, &in_ours), numbered(ours, &after, &in_alembic));
    (without_times(&alembic, &ours), without_times(&ours, &alembic))
}

/// `<a object at 0x7f…>` is another one in every process.
pub fn without_addresses(sentence: &str) -> String {
    let mut parts = sentence.split(" at 0x");
    let mut text = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        text.push_str(part.trim_start_matches(|digit: char| digit.is_ascii_hexdigit()));
    }
    text
}

const MOMENT: &str = "0000-00-00 00:00:00.000000";

/// The text without the time of day in moments that the other one has not: what a script asked the clock.
fn without_times(text: &str, other: &str) -> String {
    let bytes = text.as_bytes();
    let mut written = String::with_capacity(text.len());
    let mut end = 0;
    let mut place = 0;
    while place + MOMENT.len() <= bytes.len() {
        let found = &bytes[place..place + MOMENT.len()];
        let is_moment = found.iter().zip(MOMENT.bytes()).all(|(byte, form)| match form {
            b'0' => byte.is_ascii_digit(),
            b' ' => matches!(byte, b' ' | b'T'),
            _ => *byte == form,
        });
        if is_moment && !other.contains(&text[place..place + MOMENT.len()]) {
            written.push_str(&text[end..place + "0000-00-00 ".len()]);
            written.push_str("<time>");
            end = place + MOMENT.len();
        }
        place += if is_moment { MOMENT.len() } else { 1 };
    }
    written.push_str(&text[end..]);
    written
}

/// A text of statements with the indexes after a CREATE TABLE sorted, and a table's foreign keys without a name, which a
/// batch copies: two runs of the real Alembic differ in them, too.
pub fn in_fixed_order(text: &str) -> String {
    let mut blocks: Vec<&str> = text.split("\n\n").collect();
    let is_index = |block: &&str| block.starts_with("CREATE INDEX ") || block.starts_with("CREATE UNIQUE INDEX ");
    let mut place = 0;
    while place < blocks.len() {
        let is_table = blocks[place].starts_with("CREATE TABLE ");
        place += 1;
        if is_table {
            let end = place + blocks[place..].iter().take_while(|block| is_index(block)).count();
            blocks[place..end].sort_unstable();
            place = end;
        }
    }
    with_sorted_keys(&blocks.join("\n\n"))
}

fn with_sorted_keys(text: &str) -> String {
    let mut lines: Vec<String> = text.split('\n').map(str::to_owned).collect();
    let is_key = |line: &String| line.trim_start().starts_with("FOREIGN KEY(");
    let mut place = 0;
    while place < lines.len() {
        let end = place + lines[place..].iter().take_while(|line| is_key(line)).count();
        if end - place > 1 {
            let ends_list = !lines[end - 1].ends_with(',');
            if ends_list {
                lines[end - 1].push(',');
            }
            lines[place..end].sort_unstable();
            if ends_list {
                lines[end - 1].pop();
            }
        }
        place = end.max(place + 1);
    }
    lines.join("\n")
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
    use super::{in_fixed_order, without_chance};

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

    #[test]
    fn only_the_time_of_day_that_is_not_the_others_is_left_out() {
        let moment = |text: &str| format!("VALUES ('2026-11-27 {text}')");
        let (before, after) = without_chance(&moment("11:37:42.281323"), &moment("11:37:51.959081"));
        assert_eq!(before, moment("<time>"));
        assert_eq!(before, after);
        let (before, after) = without_chance("2026-11-27 11:37:42.281323", "2026-11-26 11:37:42.281323");
        assert_ne!(before, after);
        let (before, after) = without_chance("2026-11-27 11:37:42", "2026-11-27 11:37:43");
        assert_ne!(before, after);
    }

    #[test]
    fn only_the_indexes_of_a_new_table_have_no_order() {
        let text = "CREATE TABLE t (\n\tid INT\n);\n\nCREATE INDEX b ON t (id);\n\nCREATE INDEX a ON t (id);";
        assert_eq!(
            in_fixed_order(text),
            "CREATE TABLE t (\n\tid INT\n);\n\nCREATE INDEX a ON t (id);\n\nCREATE INDEX b ON t (id);"
        );
        let alone = "DROP TABLE t;\n\nCREATE INDEX b ON t (id);\n\nCREATE INDEX a ON t (id);";
        assert_eq!(in_fixed_order(alone), alone);
        let keys = "CREATE TABLE t (\n\tFOREIGN KEY(b) REFERENCES b,\n\tFOREIGN KEY(a) REFERENCES a\n)";
        assert_eq!(
            in_fixed_order(keys),
            "CREATE TABLE t (\n\tFOREIGN KEY(a) REFERENCES a,\n\tFOREIGN KEY(b) REFERENCES b\n)"
        );
    }
}
