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
        for (place, words) in words.iter().enumerate() {
            let mut ours = self.run(&self.ours, &format!("upgrade {words} --sql"))?;
            let alembic = fs::read_to_string(folder.join(format!("{place}.sql")));
            if alembic.is_ok() && !ours.succeeded {
                let reason = sentence(&ours);
                let external = self.run(&self.external, &format!("upgrade {words} --sql"))?;
                if external.succeeded {
                    println!("upgrade {words} --sql: {reason}");
                    report.external.push(NotRun { revision: steps[place].revision.clone(), reason });
                    ours = external;
                }
            }
            match alembic {
                Ok(alembic) if ours.succeeded => {
                    report.add(&format!("upgrade {words} --sql"), same_text(&alembic, &ours.stdout)?);
                    run += 1;
                }
                Err(_) if ours.succeeded => {}
                text => {
                    let reason = sentence(&ours);
                    let is_ours = text.is_ok() || reason.starts_with("ModuleNotFoundError");
                    if is_ours {
                        println!("upgrade {words} --sql: {reason}");
                        report.not_run.push(NotRun { revision: steps[place].revision.clone(), reason });
                        run += 1;
                    }
                }
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
