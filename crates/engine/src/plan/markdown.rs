//! A plan as Markdown, for a pull request.

use super::{
    PlanReport,
    estimate::{shown_bytes, shown_seconds},
    planned::{PlannedEffect, PlannedStatement, PlannedStep},
    text::{facts, shown_place, shown_rows, shown_work, worth_telling},
};

impl PlanReport {
    /// Returns the plan as Markdown as GitHub and GitLab show it.
    pub fn to_markdown(&self) -> String {
        if self.is_empty() {
            return format!("{}\n", escaped(&self.nothing_to_do()));
        }
        let verdict = &self.verdict;
        let mut text = format!(
            "### Migration plan: {}\n\n**{}**: {}\n",
            escaped(&self.title()),
            capitalised(verdict.level.word()),
            escaped(&verdict.sentence)
        );
        for (index, step) in self.steps.iter().enumerate() {
            if let Some(run) = self.run_that_begins(index) {
                text.push_str(&format!("\n{}\n", escaped(&run)));
            }
            text.push_str(&format!("\n#### {}. {}\n\n", index + 1, escaped(&step.description)));
            if let Some(file) = &step.file {
                text.push_str(&format!("`{file}`\n\n"));
            }
            if step.statements.is_empty() {
                text.push_str("No statement.\n");
                continue;
            }
            text.push_str("| line | statement | lock | work | size | time |\n|---:|---|---|---|---|---:|\n");
            for statement in &step.statements {
                self.write_rows(step, statement, &mut text);
            }
        }
        if let Some(rest) = self.not_reached() {
            text.push_str(&format!("\n{rest}.\n"));
        }
        if !self.notes.is_empty() {
            text.push('\n');
        }
        for note in &self.notes {
            text.push_str(&format!("> {}\n", escaped(note)));
        }
        text
    }

    fn write_rows(&self, step: &PlannedStep, statement: &PlannedStatement, text: &mut String) {
        let mut sql = code(&statement.sql);
        for fact in facts(statement, self.basis) {
            sql.push_str(&format!("<br>*{}*", escaped(&fact)));
        }
        let place = shown_place(step, statement);
        let none = || String::from(" | | | ");
        let mut rows = worth_telling(statement).map(cells);
        text.push_str(&format!("| {} | {sql} | {} |\n", escaped(&place), rows.next().unwrap_or_else(none)));
        for row in rows {
            text.push_str(&format!("| | | {row} |\n"));
        }
    }
}

fn cells(effect: &PlannedEffect) -> String {
    let size: Vec<String> =
        [effect.rows.map(shown_rows), effect.bytes.map(shown_bytes)].into_iter().flatten().collect();
    let seconds = effect.seconds.map(|seconds| format!("≈ {}", shown_seconds(seconds))).unwrap_or_else(|| "?".into());
    format!(
        "{} on {}, {} | {} | {} | {seconds}",
        effect.lock,
        code(&effect.table),
        effect.blocks.shown(),
        shown_work(effect),
        size.join(", ")
    )
}

/// Code in a cell of a table: one line, and no bar that would end the cell.
fn code(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ").replace('|', "\\|");
    if line.contains('`') { format!("`` {line} ``") } else { format!("`{line}`") }
}

/// Text that means nothing to Markdown.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        if matches!(character, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '#') {
            escaped.push('\\');
        }
        escaped.push(if character == '\n' { ' ' } else { character });
    }
    escaped
}

fn capitalised(word: &str) -> String {
    let mut characters = word.chars();
    characters.next().map(|first| first.to_uppercase().chain(characters).collect()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::{code, escaped};

    #[test]
    fn what_a_statement_holds_does_not_end_its_cell() {
        assert_eq!(code("SELECT a || b\n  FROM t"), "`SELECT a \\|\\| b FROM t`");
        assert_eq!(code("SELECT `a`"), "`` SELECT `a` ``");
        assert_eq!(escaped("a_b <c>"), "a\\_b \\<c\\>");
    }
}
