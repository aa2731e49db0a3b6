//! The ways both programs go: step by step, down, up again, all at once, and as SQL text.

use std::path::Path;

use super::{
    contestant::Contestant,
    failure::{sentence, what_failed},
    recording::{Answer, Recording},
    report::{Finding, NotRun, Report},
};
use crate::{
    database::{Database, Databases},
    interruption::Interruption,
    process::Outcome,
    text_difference::{difference, differing_lines},
};

/// The one database; both programs use it, one after the other, because many projects' settings name it.
pub const NAME: &str = "parity";

/// Both programs, and where they work.
pub struct Walk<'run> {
    pub alembic: Contestant<'run>,
    pub ours: Contestant<'run>,
    pub databases: &'run Databases,
    pub database: Database,
    pub interruption: &'run Interruption,
    pub revisions: Vec<String>,
    /// After how many revisions the databases are compared.
    pub stride: usize,
}

impl Walk<'_> {
    /// The commands that go up by steps, down, and up again.
    fn steps(&self) -> Vec<String> {
        let mut stops: Vec<_> = self.revisions.chunks(self.stride).filter_map(<[String]>::last).collect();
        stops.dedup();
        let mut words: Vec<_> = stops.into_iter().map(|revision| format!("upgrade {revision}")).collect();
        words.push("downgrade base".to_owned());
        words.push("upgrade heads".to_owned());
        words
    }

    fn texts(&self) -> Vec<String> {
        let mut words = vec!["upgrade heads --sql".to_owned()];
        if let Some(last) = self.revisions.last() {
            words.push(format!("downgrade {last}:base --sql"));
        }
        words
    }

    /// What the real Alembic does, or did when it was asked before.
    pub fn record(&self, folder: &Path) -> Outcome<[Vec<Answer>; 3]> {
        let ways = [("steps", self.steps()), ("whole", vec!["upgrade heads".to_owned()]), ("sql", self.texts())];
        let mut recorded = Vec::new();
        for (name, words) in ways {
            recorded.push(self.record_way(&folder.join(name), &words)?);
        }
        recorded.try_into().map_err(|_| "three ways are recorded".into())
    }

    fn record_way(&self, folder: &Path, words: &[String]) -> Outcome<Vec<Answer>> {
        if let Some(answers) = Recording::read(folder) {
            return Ok(answers);
        }
        let mut recording = Recording::begin(folder)?;
        self.databases.renew(self.database, NAME)?;
        let mut fails_upwards = false;
        for words in words {
            // After a script that fails, only the way down has a meaning.
            if fails_upwards && words.starts_with("upgrade") {
                continue;
            }
            let mut answer = self.run(&self.alembic, words)?;
            if !answer.succeeded && words.starts_with("upgrade ") && self.stride > 1 {
                for revision in self.window(words) {
                    answer = self.run(&self.alembic, &format!("upgrade {revision}"))?;
                    self.add_dump(&mut answer)?;
                    recording.add(&answer)?;
                    if !answer.succeeded {
                        break;
                    }
                }
                fails_upwards = true;
                continue;
            }
            fails_upwards |= !answer.succeeded && words.starts_with("upgrade");
            self.add_dump(&mut answer)?;
            recording.add(&answer)?;
        }
        recording.finish()?;
        Recording::read(folder).ok_or_else(|| "the recording cannot be read again".into())
    }

    /// The revisions between the stop before and this one.
    fn window(&self, words: &str) -> &[String] {
        let target = words.trim_start_matches("upgrade ");
        let chunk = self.revisions.chunks(self.stride).find(|chunk| chunk.last().is_some_and(|last| last == target));
        chunk.unwrap_or_default()
    }

    /// Ours goes the way that the real Alembic went.
    pub fn compare(&self, recorded: &[Vec<Answer>; 3], folder: &Path, report: &mut Report) -> Outcome {
        let [steps, whole, texts] = recorded;
        self.compare_steps(steps, &mut Recording::begin(&folder.join("steps"))?, report)?;
        self.compare_whole(whole, &mut Recording::begin(&folder.join("whole"))?, report)?;
        let mut recording = Recording::begin(&folder.join("sql"))?;
        for alembic in texts {
            let ours = self.run(&self.ours, &alembic.words)?;
            recording.add(&ours)?;
            let finding = match (alembic.succeeded, ours.succeeded) {
                (true, true) => same_text(&alembic.stdout, &ours.stdout)?,
                (true, false) if !report.not_run.is_empty() => Finding::NotCompared,
                _ => at_failure(alembic, &ours),
            };
            report.add(&alembic.words, finding);
        }
        Ok(())
    }

    fn compare_steps(&self, steps: &[Answer], recording: &mut Recording, report: &mut Report) -> Outcome {
        self.databases.renew(self.database, NAME)?;
        let mut last_reached = None;
        for alembic in steps {
            let goes_up = alembic.words.starts_with("upgrade ");
            let mut ours = self.run(&self.ours, &alembic.words)?;
            let finding = match (alembic.succeeded, ours.succeeded) {
                (true, true) => {
                    self.add_dump(&mut ours)?;
                    same_text(&alembic.dump, &ours.dump)?
                }
                (true, false) if alembic.words == "downgrade base" => {
                    self.step_down(report)?;
                    self.add_dump(&mut ours)?;
                    same_text(&alembic.dump, &ours.dump)?
                }
                (true, false) if goes_up && alembic.words != "upgrade heads" => {
                    self.step_up(&alembic.words, &ours, report)?;
                    self.add_dump(&mut ours)?;
                    same_text(&alembic.dump, &ours.dump)?
                }
                (true, false) if !report.not_run.is_empty() => Finding::NotCompared,
                _ => at_failure(alembic, &ours),
            };
            recording.add(&ours)?;
            let goes_on = matches!(finding, Finding::Identical)
                || matches!(finding, Finding::BothFail(_)) && !self.database.is_sqlite();
            let differs = matches!(finding, Finding::Differs { .. });
            report.add(&alembic.words, finding);
            if goes_up && alembic.succeeded && alembic.words != "upgrade heads" {
                last_reached = Some(alembic.words.trim_start_matches("upgrade ").to_owned());
            }
            if differs && goes_up {
                // What comes after it is compared on the database as it ought to be.
                self.databases.renew(self.database, NAME)?;
                self.run(&self.alembic, &alembic.words)?;
            } else if !goes_on {
                break;
            }
        }
        let reached = last_reached.and_then(|last| self.revisions.iter().position(|revision| *revision == last));
        let failing = usize::from(reached.is_none_or(|place| place + 1 < self.revisions.len()));
        report.not_reached = self.revisions.len() - reached.map_or(0, |place| place + 1) - failing;
        Ok(())
    }

    /// One file after the other: where ours cannot go on, the real Alembic stands in.
    fn step_up(&self, words: &str, failed: &Answer, report: &mut Report) -> Outcome {
        let window =
            if self.stride == 1 { &[words.trim_start_matches("upgrade ").to_owned()][..] } else { self.window(words) };
        for revision in window {
            let words = format!("upgrade {revision}");
            let ours = if window.len() == 1 { failed.clone() } else { self.run(&self.ours, &words)? };
            if ours.succeeded {
                continue;
            }
            let reason = sentence(&ours);
            println!("{words}: {reason}");
            report.not_run.push(NotRun { revision: revision.clone(), reason });
            if !self.run(&self.alembic, &words)?.succeeded {
                // Ours left something behind: from empty, then.
                self.databases.renew(self.database, NAME)?;
                self.run(&self.alembic, &words)?;
            }
        }
        Ok(())
    }

    fn step_down(&self, report: &mut Report) -> Outcome {
        for _ in 0..self.revisions.len() {
            if self.run(&self.ours, "current")?.stdout.trim().is_empty() {
                break;
            }
            let ours = self.run(&self.ours, "downgrade -1")?;
            if ours.succeeded {
                continue;
            }
            let revision = self.run(&self.ours, "current")?.stdout.split_whitespace().next().unwrap_or("").to_owned();
            let reason = sentence(&ours);
            println!("downgrade of {revision}: {reason}");
            report.not_run_down.push(NotRun { revision, reason });
            if !self.run(&self.alembic, "downgrade -1")?.succeeded {
                break;
            }
        }
        Ok(())
    }

    fn compare_whole(&self, whole: &[Answer], recording: &mut Recording, report: &mut Report) -> Outcome {
        self.databases.renew(self.database, NAME)?;
        for alembic in whole {
            let mut ours = self.run(&self.ours, &alembic.words)?;
            self.add_dump(&mut ours)?;
            recording.add(&ours)?;
            let finding = match (alembic.succeeded, ours.succeeded) {
                (true, true) => same_text(&alembic.dump, &ours.dump)?,
                (true, false) if !report.not_run.is_empty() => Finding::NotCompared,
                _ => at_failure(alembic, &ours),
            };
            report.add(&format!("{} (from empty)", alembic.words), finding);
        }
        Ok(())
    }

    fn run(&self, contestant: &Contestant<'_>, words: &str) -> Outcome<Answer> {
        if self.interruption.is_asked_for() {
            return Err("interrupted".into());
        }
        contestant.run(words)
    }

    fn add_dump(&self, answer: &mut Answer) -> Outcome {
        if !answer.words.ends_with("--sql") {
            answer.dump = self.databases.dump(self.database, NAME)?;
        }
        Ok(())
    }
}

fn same_text(alembic: &str, ours: &str) -> Outcome<Finding> {
    if alembic == ours {
        return Ok(Finding::Identical);
    }
    let difference = difference(alembic, ours)?;
    Ok(Finding::Differs { lines: differing_lines(&difference), difference })
}

/// At least one of the two failed.
fn at_failure(alembic: &Answer, ours: &Answer) -> Finding {
    if alembic.succeeded {
        return Finding::OursFails(sentence(ours));
    }
    if ours.succeeded {
        return Finding::OnlyAlembicFails(sentence(alembic));
    }
    if what_failed(alembic) == what_failed(ours) {
        return Finding::BothFail(sentence(alembic));
    }
    Finding::FailOtherwise { alembic: sentence(alembic), ours: sentence(ours) }
}
