//! What a program answered, command by command, kept in files that a person can read.

use std::{
    fs,
    path::{Path, PathBuf},
};

use crate::process::Outcome;

/// One command and what came of it.
#[derive(Clone, Debug)]
pub struct Answer {
    pub words: String,
    pub succeeded: bool,
    pub stdout: String,
    pub stderr: String,
    /// Everything in the database afterwards; nothing after `--sql`.
    pub dump: String,
}

impl Answer {
    /// Of a command that has not said anything.
    pub fn nothing(words: &str) -> Self {
        Self {
            words: words.to_owned(),
            succeeded: true,
            stdout: String::new(),
            stderr: String::new(),
            dump: String::new(),
        }
    }
}

/// A folder of answers: `007.words`, `007.dump`, and so on.
pub struct Recording {
    folder: PathBuf,
    written: usize,
}

impl Recording {
    /// Begins one anew.
    pub fn begin(folder: &Path) -> Outcome<Self> {
        if folder.exists() {
            fs::remove_dir_all(folder)?;
        }
        fs::create_dir_all(folder)?;
        Ok(Self { folder: folder.to_owned(), written: 0 })
    }

    pub fn add(&mut self, answer: &Answer) -> Outcome {
        self.written += 1;
        let write = |part: &str, text: &str| fs::write(self.folder.join(format!("{:04}.{part}", self.written)), text);
        write("words", &answer.words)?;
        write("stdout", &answer.stdout)?;
        write("stderr", &answer.stderr)?;
        write("dump", &answer.dump)?;
        if !answer.succeeded {
            write("failed", "")?;
        }
        Ok(())
    }

    /// From now on `read` finds it.
    pub fn finish(self) -> Outcome {
        Ok(fs::write(self.folder.join("complete"), self.written.to_string())?)
    }

    /// The answers of a recording that was finished.
    pub fn read(folder: &Path) -> Option<Vec<Answer>> {
        let count: usize = fs::read_to_string(folder.join("complete")).ok()?.parse().ok()?;
        (1..=count).map(|number| read_answer(folder, number)).collect()
    }
}

fn read_answer(folder: &Path, number: usize) -> Option<Answer> {
    let file = |part: &str| folder.join(format!("{number:04}.{part}"));
    let read = |part: &str| fs::read_to_string(file(part)).ok();
    Some(Answer {
        words: read("words")?,
        succeeded: !file("failed").exists(),
        stdout: read("stdout")?,
        stderr: read("stderr")?,
        dump: read("dump")?,
    })
}

#[cfg(test)]
mod tests {
    use super::{Answer, Recording};

    #[test]
    fn only_a_finished_recording_is_read_again() {
        let folder = tempfile::tempdir().unwrap();
        let answer = Answer {
            succeeded: false,
            stderr: "no".to_owned(),
            dump: "-- a".to_owned(),
            ..Answer::nothing("upgrade a")
        };
        let mut recording = Recording::begin(folder.path()).unwrap();
        recording.add(&answer).unwrap();
        assert!(Recording::read(folder.path()).is_none());
        recording.finish().unwrap();
        let read = Recording::read(folder.path()).unwrap();
        assert_eq!(format!("{read:?}"), format!("{:?}", [answer]));
    }
}
