//! Statements as `--sql` prints them.

/// Returns a statement's text as Alembic prints it: tabs widened, stripped, ended.
pub(crate) fn printed(sql: &str) -> String {
    format!("{};", sql.replace('\t', "    ").trim())
}

/// Returns a text for the output: a blank line follows each.
pub(crate) fn block(text: &str) -> String {
    format!("{text}\n\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_definition_is_stripped_and_its_tabs_are_four_spaces() {
        assert_eq!(
            printed("\nCREATE TABLE t (\n\tid INTEGER, \n\tn TEXT\n)\n\n"),
            "CREATE TABLE t (\n    id INTEGER, \n    n TEXT\n);"
        );
    }
}
