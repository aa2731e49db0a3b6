//! Rewrites a script: the statements that have a safe form, and nothing else, byte for byte.

use std::collections::BTreeMap;

use ruff_python_ast::{
    Expr, ExprCall, Stmt, StringLiteral,
    visitor::{self, Visitor},
};
use ruff_text_size::Ranged;

use super::Script;
use crate::{Finding, Fix, FixedStatement};

/// A script after rewriting.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rewritten {
    pub source: String,
    /// Which findings are mended, by their index.
    pub mended: Vec<usize>,
}

/// Rewrites the statements of a script whose findings have a fix; one fix a statement, so that what is left is found by
/// judging again. A statement that is not a plain call of `op` in lines of its own is left alone.
pub fn rewrite(file: &str, source: &str, findings: &[Finding]) -> Rewritten {
    let unchanged = || Rewritten { source: source.to_owned(), mended: Vec::new() };
    let Some(script) = Script::read(source) else { return unchanged() };
    let mut by_line: BTreeMap<u32, Vec<usize>> = BTreeMap::new();
    for (index, finding) in findings.iter().enumerate() {
        if let Some(place) = finding.place.as_ref().filter(|place| place.file == file) {
            by_line.entry(place.line).or_default().push(index);
        }
    }
    let mut edits: Vec<(std::ops::Range<usize>, String)> = Vec::new();
    let mut mended = Vec::new();
    for (line, indexes) in &by_line {
        let fixable = indexes.iter().copied().find(|index| findings[*index].fix.is_some());
        let Some(index) = fixable else { continue };
        let (finding, fix) = (&findings[index], findings[index].fix.as_ref().expect("it was found by its fix"));
        // A line that runs for several things (a loop, a helper) cannot get statements for one of them.
        let runs_often = indexes.iter().any(|other| findings[*other].item != finding.item);
        let has_others = !fix.before.is_empty() || !fix.after.is_empty() || fix.keyword.is_none();
        if runs_often && has_others {
            continue;
        }
        if let Some((range, text)) = rewritten(&script, *line, finding, fix) {
            edits.push((range, text));
            mended.push(index);
        }
    }
    let mut result = source.to_owned();
    edits.sort_by_key(|(range, _)| std::cmp::Reverse(range.start));
    for (range, text) in edits {
        result.replace_range(range, &text);
    }
    Rewritten { source: result, mended }
}

/// The lines of a statement, and what they become.
fn rewritten(script: &Script<'_>, line: u32, finding: &Finding, fix: &Fix) -> Option<(std::ops::Range<usize>, String)> {
    let call = call_at(script, line)?;
    let statement = call.range().to_std_range();
    let (first, last) = (script.line_of(statement.start), script.line_of(statement.end));
    let lines = script.line_start(first)..script.line_start(last + 1);
    let indent = &script.source[lines.start..statement.start];
    let behind = script.source[statement.end..lines.end].trim_end();
    let stands_alone = indent.trim().is_empty() && (behind.is_empty() || behind.trim_start().starts_with('#'));
    if !stands_alone {
        return None;
    }
    let newline = if script.source[lines.clone()].ends_with("\r\n") { "\r\n" } else { "\n" };
    let Expr::Attribute(called) = &*call.func else { return None };
    let is_op = matches!(&*called.value, Expr::Name(name) if name.id.as_str() == "op");
    if !is_op || is_inside_autocommit(script, first, indent) {
        return None;
    }
    let mut text = String::new();
    for before in &fix.before {
        text.push_str(&executed(before, indent, newline));
    }
    if let Some(main) = &fix.main {
        let is_raw = called.attr.as_str() == "execute";
        let own = script.source[lines.clone()].to_owned();
        let own = match (is_raw, fix.keyword) {
            (true, _) => with_sql(script, &call, lines.start, own, finding.sql.as_deref()?, &main.sql)?,
            (false, Some("")) => own,
            (false, Some(keyword)) => with_keyword(&call, lines.start, own, keyword)?,
            (false, None) => executed(&FixedStatement::in_transaction(main.sql.clone()), indent, newline),
        };
        if main.autocommit {
            text.push_str(&format!("{indent}with op.get_context().autocommit_block():{newline}"));
            text.push_str(&indented(script, first, &own, is_raw || fix.keyword.is_some()));
        } else {
            text.push_str(&own);
        }
        if !text.ends_with('\n') {
            text.push_str(newline);
        }
    }
    for after in &fix.after {
        text.push_str(&executed(after, indent, newline));
    }
    Some((lines, text))
}

/// Whether the line is in an `autocommit_block()` already: there a fix would nest another.
fn is_inside_autocommit(script: &Script<'_>, line: u32, indent: &str) -> bool {
    let depth = |line: &str| line.len() - line.trim_start().len();
    let outer = (1..line)
        .rev()
        .map(|line| script.line(line))
        .find(|line| !line.trim().is_empty() && depth(line) < indent.len());
    outer.is_some_and(|line| line.contains("autocommit_block()"))
}

/// `op.execute(…)` of a statement, in a block of its own where it needs one.
fn executed(statement: &FixedStatement, indent: &str, newline: &str) -> String {
    let call = format!("op.execute({})", literal(&statement.sql));
    match statement.autocommit {
        true => format!("{indent}with op.get_context().autocommit_block():{newline}{indent}    {call}{newline}"),
        false => format!("{indent}{call}{newline}"),
    }
}

/// A text as Python writes it; `:word` would be a parameter of `text()`.
fn literal(sql: &str) -> String {
    let mut text = String::from("\"");
    let mut before = ' ';
    let mut chars = sql.chars().peekable();
    while let Some(char) = chars.next() {
        match char {
            '"' => text.push_str("\\\""),
            '\\' => text.push_str("\\\\"),
            '\n' => text.push_str("\\n"),
            ':' if before != ':'
                && !before.is_alphanumeric()
                && chars.peek().is_some_and(|next| next.is_alphanumeric() || *next == '_') =>
            {
                text.push_str("\\\\:");
            }
            _ => text.push(char),
        }
        before = char;
    }
    text.push('"');
    text
}

/// The lines of a call with one more keyword.
fn with_keyword(call: &ExprCall, start: usize, mut own: String, keyword: &str) -> Option<String> {
    let name = keyword.split('=').next().unwrap_or(keyword);
    let is_given =
        call.arguments.keywords.iter().any(|given| given.arg.as_ref().is_some_and(|arg| arg.as_str() == name));
    let ends = call.arguments.args.iter().map(|argument| argument.range().end());
    let ends = ends.chain(call.arguments.keywords.iter().map(|keyword| keyword.range().end()));
    let end = ends.max()?.to_usize() - start;
    if is_given {
        return None;
    }
    own.insert_str(end, &format!(", {keyword}"));
    Some(own)
}

/// The lines of `op.execute("…")` with another statement in its literal, which holds nothing else.
fn with_sql(
    script: &Script<'_>,
    call: &ExprCall,
    start: usize,
    mut own: String,
    from: &str,
    to: &str,
) -> Option<String> {
    let mut literals = Literals(Vec::new());
    literals.visit_expr(&Expr::Call(call.clone()));
    let [literal] = literals.0.as_slice() else { return None };
    let range = literal.range().to_std_range();
    let written = &script.source[range.clone()];
    let at = written.find(from)?;
    let rest = format!("{}{}", &written[..at], &written[at + from.len()..]);
    let holds_only_it = rest.chars().all(|char| char.is_whitespace() || "'\";rRuU".contains(char));
    if !holds_only_it {
        return None;
    }
    let at = range.start - start + at;
    own.replace_range(at..at + from.len(), to);
    Some(own)
}

struct Literals(Vec<StringLiteral>);

impl<'a> Visitor<'a> for Literals {
    fn visit_string_literal(&mut self, literal: &'a StringLiteral) {
        self.0.push(literal.clone());
    }

    fn visit_expr(&mut self, expression: &'a Expr) {
        visitor::walk_expr(self, expression);
    }
}

/// Lines moved to the right; those that begin inside a string stay. `first` is the number of the first of them.
fn indented(script: &Script<'_>, first: u32, own: &str, is_of_source: bool) -> String {
    let mut text = String::new();
    for (line, number) in own.split_inclusive('\n').zip(first..) {
        let begins_in_string = is_of_source && number > first && script.is_in_string(script.line_start(number));
        text.push_str(if begins_in_string || line.trim().is_empty() { "" } else { "    " });
        text.push_str(line);
    }
    text
}

/// The call that stands as a statement on that line.
fn call_at(script: &Script<'_>, line: u32) -> Option<ExprCall> {
    struct Calls<'a>(Vec<&'a ExprCall>);
    impl<'a> Visitor<'a> for Calls<'a> {
        fn visit_stmt(&mut self, statement: &'a Stmt) {
            if let Stmt::Expr(expression) = statement
                && let Expr::Call(call) = &*expression.value
            {
                self.0.push(call);
            }
            visitor::walk_stmt(self, statement);
        }
    }
    let mut calls = Calls(Vec::new());
    script.module.body.iter().for_each(|statement| calls.visit_stmt(statement));
    calls
        .0
        .into_iter()
        .find(|call| {
            let range = call.range().to_std_range();
            (script.line_of(range.start)..=script.line_of(range.end)).contains(&line)
        })
        .cloned()
}

#[cfg(test)]
mod tests {
    use dialect::{Context, postgresql::Postgresql};

    use super::*;
    use crate::{Recorded, Server, Settings, Situation, lint};

    const HEAD: &str = "from alembic import op\n\n\ndef upgrade():\n";

    #[track_caller]
    fn check(body: &str, recorded: Recorded, expected: &str) {
        let source = format!("{HEAD}{body}");
        let settings = Settings::default();
        let findings = lint(&[recorded.at("a.py", 5)], &mut Situation::unknown(Server::NEWEST_POSTGRESQL), &settings);
        let found = rewrite("a.py", &source, &findings);
        assert_eq!(found.source.strip_prefix(HEAD).unwrap(), expected);
    }

    fn directive(json: serde_json::Value) -> Recorded {
        let operation = serde_json::from_value(json).unwrap();
        Recorded::operation(operation, &Postgresql, &Context::default()).unwrap()
    }

    #[test]
    fn an_index_is_built_concurrently_in_a_block_of_its_own() {
        let index = serde_json::json!({"op": "create_index", "table": {"name": "t"}, "index": {"name": "i", "parts": [{"column": "a"}]}});
        check(
            "    op.create_index(\"i\", \"t\", [\"a\"])  # soon\n    op.drop_column('x', 'y')\n",
            directive(index.clone()),
            "    with op.get_context().autocommit_block():\n        op.create_index(\"i\", \"t\", [\"a\"], postgresql_concurrently=True)  # soon\n    op.drop_column('x', 'y')\n",
        );
        check(
            "    op.create_index(\n        \"i\",\n        \"t\",\n        [\"a\"],\n    )\n",
            directive(index),
            "    with op.get_context().autocommit_block():\n        op.create_index(\n            \"i\",\n            \"t\",\n            [\"a\"], postgresql_concurrently=True,\n        )\n",
        );
    }

    #[test]
    fn a_foreign_key_is_added_not_valid_and_validated_afterwards() {
        let key = serde_json::json!({"op": "create_constraint", "table": {"name": "posts"}, "definition": {
            "constraint": "foreign_key", "name": "fk", "columns": ["user_id"], "referred_table": {"name": "users"}, "referred_columns": ["id"],
        }});
        check(
            "    op.create_foreign_key('fk', 'posts', 'users', ['user_id'], ['id'])\n",
            directive(key),
            "    op.create_foreign_key('fk', 'posts', 'users', ['user_id'], ['id'], postgresql_not_valid=True)\n    with op.get_context().autocommit_block():\n        op.execute(\"ALTER TABLE posts VALIDATE CONSTRAINT fk\")\n",
        );
    }

    #[test]
    fn sql_in_a_literal_is_changed_where_it_stands() {
        check(
            "    op.execute(\"\"\"\n        CREATE INDEX i\n            ON t (a);\n    \"\"\")\n",
            Recorded::sql("\n        CREATE INDEX i\n            ON t (a);\n    "),
            "    with op.get_context().autocommit_block():\n        op.execute(\"\"\"\n        CREATE INDEX CONCURRENTLY i\n            ON t (a);\n    \"\"\")\n",
        );
    }

    #[test]
    fn what_is_more_than_a_call_is_left_alone() {
        for body in [
            "    for name in ['i']: op.execute(f'CREATE INDEX {name} ON t (a)')\n",
            "    op.execute('SELECT 1; CREATE INDEX i ON t (a)')\n",
            "    conn.execute('CREATE INDEX i ON t (a)')\n",
        ] {
            check(body, Recorded::sql("CREATE INDEX i ON t (a)"), body);
        }
    }

    #[test]
    fn a_column_becomes_not_null_by_a_check() {
        check(
            "    op.alter_column('t', 'a', nullable=False)\n",
            directive(
                serde_json::json!({"op": "alter_column", "table": {"name": "t"}, "column": "a", "nullable": false}),
            ),
            concat!(
                "    op.execute(\"ALTER TABLE t ADD CONSTRAINT t_a_not_null CHECK (a IS NOT NULL) NOT VALID\")\n",
                "    with op.get_context().autocommit_block():\n",
                "        op.execute(\"ALTER TABLE t VALIDATE CONSTRAINT t_a_not_null\")\n",
                "    op.alter_column('t', 'a', nullable=False)\n",
                "    op.execute(\"ALTER TABLE t DROP CONSTRAINT t_a_not_null\")\n",
            ),
        );
    }

    #[test]
    fn a_colon_before_a_word_is_no_parameter() {
        assert_eq!(literal("SELECT 'a:b', ' :c', x::int"), "\"SELECT 'a:b', ' \\\\:c', x::int\"");
    }
}
