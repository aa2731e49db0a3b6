//! Tables of SQLite in one form: Alembic copies where ours alters in place, and a copy has the same table in other words.

const CREATE_TABLE: &str = "CREATE TABLE ";
const CONSTRAINTS: &[&str] = &["CONSTRAINT ", "PRIMARY KEY", "FOREIGN KEY", "UNIQUE ", "CHECK "];

/// A dump with each table's name bare, a column or constraint a line, defaults without their parentheses, and the
/// constraints sorted: two copies by Alembic differ in their order, too.
pub fn in_one_form(dump: &str) -> String {
    let mut written = String::with_capacity(dump.len());
    let mut left = dump;
    while let Some(start) = beginning_of_table(left) {
        let (before, statement) = left.split_at(start);
        written.push_str(before);
        let Some((name, body, after)) = parts(&statement[CREATE_TABLE.len()..]) else { break };
        written.push_str(&format!("{CREATE_TABLE}{} (\n", bare(name)));
        let items = items(body).into_iter().map(one_item);
        let (mut constraints, columns): (Vec<_>, Vec<_>) = items.partition(|item| is_constraint(item));
        constraints.sort_unstable();
        for item in columns.iter().chain(&constraints) {
            written.push_str(&format!("\t{item}\n"));
        }
        written.push(')');
        left = after;
    }
    with_bare_names_of_indexed_tables(&(written + left))
}

fn with_bare_names_of_indexed_tables(dump: &str) -> String {
    let lines = dump.split('\n').map(|line| match line.split_once(" ON \"") {
        Some((index, table)) if index.starts_with("CREATE ") && index.contains("INDEX ") => {
            format!("{index} ON {}", table.replacen('"', "", 1))
        }
        _ => line.to_owned(),
    });
    lines.collect::<Vec<_>>().join("\n")
}

fn beginning_of_table(text: &str) -> Option<usize> {
    if text.starts_with(CREATE_TABLE) {
        return Some(0);
    }
    text.find(&format!("\n{CREATE_TABLE}")).map(|place| place + 1)
}

/// The name, what stands in the parentheses, and what comes after them.
fn parts(statement: &str) -> Option<(&str, &str, &str)> {
    let open = statement.find('(')?;
    let mut close = None;
    walk(&statement[open..], |place, byte, depth| {
        if byte == b')' && depth == 0 && close.is_none() {
            close = Some(open + place);
        }
    });
    let close = close?;
    Some((statement[..open].trim(), &statement[open + 1..close], &statement[close + 1..]))
}

/// The parts between the commas that stand in no parentheses.
fn items(body: &str) -> Vec<&str> {
    let mut commas = Vec::new();
    walk(body, |place, byte, depth| {
        if byte == b',' && depth == 0 {
            commas.push(place);
        }
    });
    let mut start = 0;
    let mut items = Vec::new();
    for comma in commas {
        items.push(&body[start..comma]);
        start = comma + 1;
    }
    items.push(&body[start..]);
    items
}

/// Calls with each byte outside of quotes and the depth of parentheses behind it.
fn walk(text: &str, mut found: impl FnMut(usize, u8, usize)) {
    let mut depth = 0_usize;
    let mut quote = None;
    for (place, byte) in text.bytes().enumerate() {
        match (quote, byte) {
            (Some(open), byte) => quote = (byte != open).then_some(open),
            (None, b'\'' | b'"') => quote = Some(byte),
            (None, b'(') => {
                depth += 1;
                found(place, byte, depth);
            }
            (None, b')') => {
                depth = depth.saturating_sub(1);
                found(place, byte, depth);
            }
            (None, byte) => found(place, byte, depth),
        }
    }
}

fn one_item(item: &str) -> String {
    let item = item.split_whitespace().collect::<Vec<_>>().join(" ");
    let Some((before, default)) = item.split_once(" DEFAULT (") else { return item };
    match parts(&format!("({default}")) {
        Some((_, inner, after)) => format!("{before} DEFAULT {inner}{after}"),
        None => item,
    }
}

fn is_constraint(item: &str) -> bool {
    CONSTRAINTS.iter().any(|word| item.starts_with(word))
}

fn bare(name: &str) -> &str {
    name.trim_matches('"')
}

#[cfg(test)]
mod tests {
    use super::in_one_form;

    #[test]
    fn a_copied_table_and_one_that_was_altered_are_the_same() {
        let copied = "-- table t\nCREATE TABLE \"t\" (\n\ta INTEGER DEFAULT (true) NOT NULL,\n\tb VARCHAR(9),\n\tPRIMARY KEY (a),\n\
                      \tUNIQUE (a, b),\n\tFOREIGN KEY(b) REFERENCES u (b)\n)\nt ('x',)";
        let altered = "-- table t\nCREATE TABLE t (\n\ta INTEGER DEFAULT true NOT NULL, b VARCHAR(9),\n\tPRIMARY KEY (a),\n\
                       \tFOREIGN KEY(b) REFERENCES u (b),\n\tUNIQUE (a, b)\n)\nt ('x',)";
        assert_eq!(in_one_form(copied), in_one_form(altered));
        assert_ne!(in_one_form(copied), in_one_form(&altered.replace("VARCHAR(9)", "VARCHAR(8)")));
        assert_eq!(in_one_form("CREATE UNIQUE INDEX i ON \"t\" (a)"), "CREATE UNIQUE INDEX i ON t (a)");
        assert!(in_one_form(copied).ends_with("\n)\nt ('x',)"));
    }

    #[test]
    fn the_order_of_columns_and_what_stands_in_quotes_count() {
        let table = "CREATE TABLE t (a TEXT DEFAULT ',', b TEXT)";
        assert_eq!(in_one_form(table), "CREATE TABLE t (\n\ta TEXT DEFAULT ','\n\tb TEXT\n)");
        assert_ne!(in_one_form(table), in_one_form("CREATE TABLE t (b TEXT, a TEXT DEFAULT ',')"));
    }
}
