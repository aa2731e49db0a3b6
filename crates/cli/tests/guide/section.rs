//! One section of the guide: its commands, taken one by one, and the backend that they run in.

use std::collections::VecDeque;

use testkit::{Run, check_succeeds};

use crate::{backend::Backend, writing::only_new_file};

const GUIDE: &str = include_str!("alembic-guide.zh.md");

/// A walk through one section.
pub struct Section {
    pub backend: Backend,
    heading: String,
    /// The lines of the `bash` blocks that are still to come, without comments.
    lines: VecDeque<String>,
    /// The other blocks, whole.
    blocks: VecDeque<String>,
}

/// Code between two fences.
struct Block {
    heading: String,
    language: String,
    text: String,
}

impl Section {
    #[track_caller]
    pub fn new(heading: &str, backend: Backend) -> Self {
        assert!(GUIDE.lines().any(|line| title(line) == Some(heading)), "the guide has no section {heading:?}");
        let (mut lines, mut blocks) = (VecDeque::new(), VecDeque::new());
        for block in blocks_of_guide().into_iter().filter(|block| block.heading == heading) {
            if block.language == "bash" {
                let commands = block.text.lines().filter(|line| !line.trim().is_empty() && !line.starts_with('#'));
                lines.extend(commands.map(str::to_owned));
            } else {
                blocks.push_back(block.text);
            }
        }
        Self { backend, heading: heading.to_owned(), lines, blocks }
    }

    /// Takes the section's next line, which must be this one, without running it.
    #[track_caller]
    pub fn reads(&mut self, line: &str) {
        let next = self.lines.pop_front();
        assert_eq!(next.as_deref(), Some(line), "the next command of {:?}", self.heading);
    }

    /// Runs the section's next line, which must be this one and must succeed.
    #[track_caller]
    pub fn runs(&mut self, line: &str) -> Run {
        self.runs_with(line, &[])
    }

    /// The same, with the guide's own names, such as `<revision_id>`, replaced by those of the test.
    #[track_caller]
    pub fn runs_with(&mut self, line: &str, names: &[(&str, &str)]) -> Run {
        self.reads(line);
        let line = names.iter().fold(line.to_owned(), |line, (from, to)| {
            assert!(line.contains(from), "{line:?} has no {from:?}");
            line.replace(from, to)
        });
        let run = self.backend.shell(&line);
        check_succeeds(&run);
        run
    }

    /// Runs the section's next line, which must be this one, and returns the path of the revision that it writes.
    #[track_caller]
    pub fn generates(&mut self, line: &str) -> String {
        let before = self.backend.revision_files();
        let run = self.runs(line);
        let path = only_new_file(&self.backend, &before);
        assert!(
            self.backend.without_folder(&run.stdout).contains(&format!("Generating backend/{path} ...  done")),
            "{}",
            run.everything()
        );
        path
    }

    /// The section's next block that holds no shell commands.
    #[track_caller]
    pub fn block(&mut self) -> String {
        self.blocks.pop_front().unwrap_or_else(|| panic!("{:?} has no block left", self.heading))
    }

    #[track_caller]
    pub fn check_finished(&self) {
        assert!(self.lines.is_empty(), "{:?} goes on: {:?}", self.heading, self.lines);
        assert!(self.blocks.is_empty(), "{:?} goes on: {:?}", self.heading, self.blocks);
    }
}

/// The headings of all sections with shell commands, in order.
pub fn headings_with_commands() -> Vec<String> {
    let blocks = blocks_of_guide().into_iter().filter(|block| block.language == "bash");
    blocks.map(|block| block.heading).collect()
}

fn blocks_of_guide() -> Vec<Block> {
    let (mut heading, mut blocks, mut open) = ("", Vec::new(), None::<Block>);
    for line in GUIDE.lines() {
        match (open.as_mut(), line.strip_prefix("```")) {
            (None, Some(language)) => {
                let (heading, language) = (heading.to_owned(), language.to_owned());
                open = Some(Block { heading, language, text: String::new() });
            }
            (Some(_), Some(_)) => blocks.extend(open.take()),
            (Some(block), None) => block.text.push_str(&format!("{line}\n")),
            (None, None) => heading = title(line).unwrap_or(heading),
        }
    }
    blocks
}

/// The text of a heading's line.
fn title(line: &str) -> Option<&str> {
    line.strip_prefix("### ").or(line.strip_prefix("## "))
}
