//! Files behind a script at which the real Alembic fails: compared one by one, as SQL text.

use std::{
    fs,
    io::Write,
    path::Path,
    process::{Command, Stdio},
};

use super::{
    failure::sentence,
    report::{NotRun, Report},
    walk::{Walk, same_text},
};
use crate::{process::Outcome, root};

impl Walk<'_> {
    /// A file whose text is the same counts as run; one that needs rows or a catalogue stays unreached.
    pub fn compare_unreached(&self, folder: &Path, report: &mut Report) -> Outcome {
        let first = self.steps.len() - report.not_reached;
        let steps: Vec<_> = self.steps[first..].iter().filter(|step| step.parents.len() == 1).collect();
        let words: Vec<_> = steps.iter().map(|step| format!("{}:{}", step.parents[0], step.revision)).collect();
        if !folder.join("complete").exists() {
            fs::create_dir_all(folder)?;
            self.write_alembics_texts(&words, folder)?;
            fs::write(folder.join("complete"), "")?;
        }
        // Merges do nothing.
        let mut run = report.not_reached - steps.len();
        for (step, (place, words)) in steps.iter().zip(words.iter().enumerate()) {
            let words = format!("upgrade {words} --sql");
            let alembic = fs::read_to_string(folder.join(format!("{place}.sql"))).ok();
            let mut ours = self.run(&self.ours, &words)?;
            if !ours.succeeded {
                // What the real one cannot show as text either is tried only for what is imported.
                let says_nothing = |reason: &str| alembic.is_none() && !reason.starts_with("ModuleNotFoundError");
                let reason = sentence(&ours);
                if says_nothing(&reason) {
                    continue;
                }
                let external = self.run(&self.external, &words)?;
                if says_nothing(&sentence(&external)) {
                    continue;
                }
                println!("{words}: {reason}");
                let file = NotRun { revision: step.revision.clone(), reason };
                if !external.succeeded {
                    report.not_run.push(file);
                    run += 1;
                    continue;
                }
                report.external.push(file);
                run += usize::from(alembic.is_none());
                ours = external;
            }
            if let Some(alembic) = alembic {
                report.add(&words, same_text(&alembic, &ours.stdout)?);
                run += 1;
            }
        }
        report.not_reached -= run;
        Ok(())
    }

    fn write_alembics_texts(&self, words: &[String], folder: &Path) -> Outcome {
        let mut command = Command::new(self.alembic.program.with_file_name("python"));
        command.arg(root::root().join("xtask/assets/upgrade_texts.py")).arg(&self.alembic.copy.ini).arg(folder);
        self.alembic.fill_in_world(&mut command);
        command.stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::null());
        let mut child = command.spawn()?;
        child.stdin.take().ok_or("the child has no standard input")?.write_all(words.join("\n").as_bytes())?;
        let status = self.interruption.wait_for(&mut child)?;
        if status.success() { Ok(()) } else { Err("the real Alembic's texts could not be written".into()) }
    }
}
