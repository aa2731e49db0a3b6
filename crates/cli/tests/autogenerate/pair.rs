//! One pair: the models that the database is created from, and the models of today.
//!
//! ```text
//! ==> what the pair shows
//! on: postgresql                          (both databases where it is absent)
//! configure: compare_server_default=True  (keywords for context.configure)
//! sql first: CREATE SCHEMA app            (before the tables are there)
//! options: --rename a.b=a.c               (of ours alone: words behind `revision --autogenerate`)
//! rows after upgrade: SELECT b FROM a => 1  (what a query then gives; likewise after downgrade)
//! # Why the next line is as it is.
//! differs on sqlite: a sentence of docs/differences.md
//! upgrade stops on sqlite: what the program says
//! rows: SELECT …                         (gives the same before, after the upgrade and after the downgrade)
//! --- common                              (at the head of both models; may be absent, as may env and sql)
//! --- before
//! --- after
//! --- env                                 (Python ahead of the options in env.py)
//! --- sql                                 (after the tables are there)
//! ```

use std::collections::BTreeMap;

use crate::recording::read;

#[derive(Debug)]
pub struct Pair {
    pub name: String,
    words: BTreeMap<String, String>,
    sections: BTreeMap<String, String>,
}

#[derive(Clone, Copy, Debug)]
pub enum Side {
    Before,
    After,
}

/// What a law says where it does not hold today; the pair tells why.
#[derive(Clone, Copy, Debug)]
pub enum Exception {
    UpgradeStops,
    UpgradeLeaves,
    DowngradeStops,
    DowngradeLeaves,
}

/// The pairs of a group, in the order of the file.
pub fn read_pairs(group: &str) -> Vec<Pair> {
    let text = read(&format!("pairs/{group}.txt"));
    text.split("==> ").skip(1).map(Pair::parse).collect()
}

impl Pair {
    fn parse(text: &str) -> Self {
        let mut parts = text.trim_end().split("\n--- ");
        let mut head = parts.next().expect("split gives one part at least").lines();
        let name = head.next().expect("a pair has a name").to_owned();
        let words = head.filter(|line| !line.starts_with('#')).map(|line| {
            let (word, value) = line.split_once(": ").unwrap_or_else(|| panic!("{name}: {line:?} is no setting"));
            (word.to_owned(), value.to_owned())
        });
        let words = words.collect();
        let sections = parts.map(|part| part.split_once('\n').unwrap_or((part, "")));
        let sections = sections.map(|(title, body)| (title.to_owned(), body.to_owned())).collect();
        Self { name, words, sections }
    }

    pub fn is_for(&self, database: &str) -> bool {
        self.words.get("on").is_none_or(|names| names.split(' ').any(|name| name == database))
    }

    pub fn sql_first(&self) -> Option<&str> {
        self.words.get("sql first").map(String::as_str)
    }

    pub fn sql(&self) -> Option<&str> {
        self.sections.get("sql").map(String::as_str)
    }

    /// Options of `revision` that Alembic does not have.
    pub fn options(&self) -> Option<&str> {
        self.words.get("options").map(String::as_str)
    }

    /// A query, and the rows that it gives after the `upgrade` or the `downgrade`.
    pub fn rows_after(&self, step: &str) -> Option<(&str, &str)> {
        let words = self.words.get(&format!("rows after {step}"))?;
        Some(words.split_once(" => ").unwrap_or_else(|| panic!("{}: {words:?} says no rows", self.name)))
    }

    /// A query that gives the same before, after the upgrade and after the downgrade.
    pub fn rows(&self) -> Option<&str> {
        self.words.get("rows").map(String::as_str)
    }

    /// The difference from Alembic's text that we want.
    pub fn difference(&self, database: &str) -> Option<&str> {
        self.words.get(&format!("differs on {database}")).map(String::as_str)
    }

    pub fn exception(&self, exception: Exception, database: &str) -> Option<&str> {
        let words = match exception {
            Exception::UpgradeStops => "upgrade stops",
            Exception::UpgradeLeaves => "upgrade leaves",
            Exception::DowngradeStops => "downgrade stops",
            Exception::DowngradeLeaves => "downgrade leaves",
        };
        self.words.get(&format!("{words} on {database}")).map(String::as_str)
    }

    /// The text of `models.py`.
    pub fn models(&self, side: Side) -> String {
        let side = match side {
            Side::Before => "before",
            Side::After => "after",
        };
        let common = self.sections.get("common").map_or("", String::as_str);
        let own = self.sections.get(side).unwrap_or_else(|| panic!("{}: no section {side}", self.name));
        let own = format!("{common}\n{own}\n");
        let prelude = read("pairs/prelude.py");
        let lines: Vec<_> = prelude.lines().filter(|line| is_used(line, &own)).chain([own.as_str()]).collect();
        lines.join("\n")
    }

    /// The text of `env.py`.
    pub fn env(&self) -> String {
        let env = self.sections.get("env").map_or("", String::as_str);
        let configure = self.words.get("configure").map_or("", String::as_str);
        read("pairs/env.py").replace("options = {}\n", &format!("{env}\noptions = dict({configure})\n"))
    }
}

/// Whether one of the names that the line imports stands in the text; other lines always are.
fn is_used(line: &str, own: &str) -> bool {
    let Some((head, names)) = line.split_once("import ") else { return true };
    let is_import = head.is_empty() || head.starts_with("from ");
    !is_import || names == "*" || line.contains("Base") || names.split(", ").any(|name| own.contains(name))
}
