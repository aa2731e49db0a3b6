//! The ways both programs go: step by step, down, up again, all at once, and as SQL text.

use std::path::Path;

use super::{
    chance::{in_fixed_order, without_chance},
    contestant::Contestant,
    failure::{sentence, what_failed},
    recording::{Answer, Recording},
    report::{Finding, NotRun, Report},
    sqlite_tables::in_one_form,
    stops::{self, Step},
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
    /// Ours by the real Alembic's Python.
    pub external: Contestant<'run>,
    pub databases: &'run Databases,
    pub database: Database,
    pub interruption: &'run Interruption,
    pub steps: Vec<Step>,
    /// After how many revisions the databases are compared.
    pub stride: usize,
}

impl Walk<'_> {
    /// The commands that go up by steps, down, and up again.
    fn commands(&self) -> Vec<String> {
        let mut words: Vec<_> = self.steps.chunks(self.stride).map(stops::commands).collect();
        words.push("downgrade base".to_owned());
        words.push("upgrade heads".to_owned());
        words
    }

    fn texts(&self) -> Vec<String> {
        let mut words = vec!["upgrade heads --sql".to_owned()];
        if let Some(last) = self.steps.last() {
            words.push(format!("downgrade {}:base --sql", last.revision));
        }
        words
    }

    /// What the real Alembic does, or did when it was asked before.
    pub fn record(&self, folder: &Path) -> Outcome<[Vec<Answer>; 3]> {
        let ways = [("steps", self.commands()), ("whole", vec!["upgrade heads".to_owned()]), ("sql", self.texts())];
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
        let mut stops: Vec<String> = Vec::new();
        for words in words {
            // After a script that fails, only the way down has a meaning.
            if fails_upwards && words.starts_with("upgrade") {
                continue;
            }
            let mut answer = self.run(&self.alembic, words)?;
            let window = self.window(&stops, words);
            if !answer.succeeded && window.len() > 1 {
                fails_upwards = !self.climb_halves(window, &mut stops, &mut recording)?;
                continue;
            }
            stops.push(words.clone());
            fails_upwards |= !answer.succeeded && words.starts_with("upgrade");
            self.add_dump(&mut answer)?;
            recording.add(&answer)?;
        }
        recording.finish()?;
        Recording::read(folder).ok_or_else(|| "the recording cannot be read again".into())
    }

    /// Halves a way that failed until it is known which script fails; true where none does.
    fn climb_halves(&self, window: &[Step], stops: &mut Vec<String>, recording: &mut Recording) -> Outcome<bool> {
        // What was committed before the failure must not be there when the way is gone in smaller steps.
        self.restore(stops)?;
        let (before, after) = window.split_at(window.len() / 2);
        Ok(self.climb(before, stops, recording)? && self.climb(after, stops, recording)?)
    }

    fn climb(&self, window: &[Step], stops: &mut Vec<String>, recording: &mut Recording) -> Outcome<bool> {
        let words = stops::commands(window);
        let mut answer = self.run(&self.alembic, &words)?;
        if !answer.succeeded && window.len() > 1 {
            return self.climb_halves(window, stops, recording);
        }
        self.add_dump(&mut answer)?;
        recording.add(&answer)?;
        stops.push(words);
        Ok(answer.succeeded)
    }

    /// The revisions between the last stop and this one.
    fn window<S: AsRef<str>>(&self, stops: &[S], words: &str) -> &[Step] {
        let place = |words: &str| {
            let target = words.rsplit(' ').next().unwrap_or_default();
            self.steps.iter().position(|step| step.revision == target)
        };
        let start = stops.last().and_then(|words| place(words.as_ref())).map_or(0, |place| place + 1);
        place(words).and_then(|end| self.steps.get(start..=end)).unwrap_or_default()
    }

    /// Ours goes the way that the real Alembic went.
    pub fn compare(&self, recorded: &[Vec<Answer>; 3], folder: &Path, report: &mut Report) -> Outcome {
        let [steps, whole, texts] = recorded;
        self.compare_steps(steps, &mut Recording::begin(&folder.join("steps"))?, report)?;
        if report.not_reached > 0 {
            self.compare_unreached(&folder.with_file_name("alembic").join("unreached"), report)?;
        }
        self.compare_whole(whole, &mut Recording::begin(&folder.join("whole"))?, report)?;
        let mut recording = Recording::begin(&folder.join("sql"))?;
        for alembic in texts {
            let mut ours = self.run(&self.ours, &alembic.words)?;
            if !ours.succeeded && !report.external.is_empty() {
                ours = self.run(&self.external, &alembic.words)?;
            }
            recording.add(&ours)?;
            let finding = match (alembic.succeeded, ours.succeeded) {
                (true, true) => same_text(&alembic.stdout, &ours.stdout)?,
                (_, false) => at_failure(alembic, &ours).unless(!report.not_run.is_empty()),
                _ => at_failure(alembic, &ours),
            };
            report.add(&alembic.words, finding);
        }
        Ok(())
    }

    fn compare_steps(&self, answers: &[Answer], recording: &mut Recording, report: &mut Report) -> Outcome {
        self.databases.renew(self.database, NAME)?;
        let mut stops: Vec<&str> = Vec::new();
        for alembic in answers {
            let words = alembic.words.as_str();
            let is_step = words.starts_with("upgrade ") && words != "upgrade heads";
            let before = self.databases.dump(self.database, NAME)?;
            let mut ours = self.run(&self.ours, words)?;
            let finding = match (alembic.succeeded, ours.succeeded) {
                (true, false) if words == "downgrade base" => {
                    self.step_down(report)?;
                    self.same_database(alembic, &mut ours)?
                }
                (true, false) if is_step => {
                    if self.databases.dump(self.database, NAME)? != before {
                        // Of several commands some were carried out, or what a script did outside of its transaction stays.
                        self.restore(&stops)?;
                    }
                    self.step_up(&stops, words, report)?;
                    self.same_database(alembic, &mut ours)?
                }
                (true, true) => self.same_database(alembic, &mut ours)?,
                (_, false) => at_failure(alembic, &ours).unless(!is_step && !report.not_run.is_empty()),
                _ => at_failure(alembic, &ours),
            };
            let mut finding = finding;
            if !is_step && !report.external.is_empty() && !finding.is_as_alembic() {
                // Of the whole way some files are known to want the external Python.
                ours = self.run(&self.external, words)?;
                finding = match (alembic.succeeded, ours.succeeded) {
                    (true, true) => self.same_database(alembic, &mut ours)?,
                    _ => at_failure(alembic, &ours).unless(!report.not_run.is_empty()),
                };
            }
            if let (true, Finding::FailOtherwise { ours, .. }) = (is_step, &finding) {
                let revision = words.rsplit(' ').next().unwrap_or_default().to_owned();
                let reason = NotRun { revision, reason: ours.clone() };
                let by_external = at_failure(alembic, &self.run(&self.external, words)?);
                if matches!(by_external, Finding::BothFail(_)) {
                    report.external.push(reason);
                    finding = by_external;
                } else {
                    report.not_run.push(reason);
                }
            }
            recording.add(&ours)?;
            // A run that fails leaves nothing behind on SQLite, which the real Alembic's does.
            let is_left_otherwise = !alembic.succeeded && self.database.is_sqlite();
            let goes_on = finding.is_as_alembic() && !is_left_otherwise;
            report.add(words, finding);
            if is_step && alembic.succeeded {
                stops.push(words);
            }
            if !goes_on && is_step && alembic.succeeded {
                // What comes after it is compared on the database as it ought to be.
                self.restore(&stops)?;
            } else if !goes_on {
                break;
            }
        }
        let last = stops.last().and_then(|words| words.rsplit(' ').next());
        let reached = self.steps.iter().position(|step| Some(step.revision.as_str()) == last);
        let reached = reached.map_or(0, |place| place + 1);
        // The first that is not reached is the one that fails in both.
        report.not_reached = self.steps.len().saturating_sub(reached + 1);
        Ok(())
    }

    fn same_database(&self, alembic: &Answer, ours: &mut Answer) -> Outcome<Finding> {
        self.add_dump(ours)?;
        self.same_dump(alembic, ours)
    }

    fn same_dump(&self, alembic: &Answer, ours: &Answer) -> Outcome<Finding> {
        if alembic.dump != ours.dump && self.database.is_sqlite() {
            return same_text(&in_one_form(&alembic.dump), &in_one_form(&ours.dump));
        }
        same_text(&alembic.dump, &ours.dump)
    }

    /// The database as the real Alembic makes it by these commands.
    fn restore<S: AsRef<str>>(&self, stops: &[S]) -> Outcome {
        self.databases.renew(self.database, NAME)?;
        for words in stops {
            self.run(&self.alembic, words.as_ref())?;
        }
        Ok(())
    }

    /// One file after the other: where ours cannot go on, the real Alembic stands in.
    fn step_up(&self, stops: &[&str], words: &str, report: &mut Report) -> Outcome {
        let window = self.window(stops, words);
        for (place, step) in window.iter().enumerate() {
            let words = format!("upgrade {}", step.revision);
            let ours = self.run(&self.ours, &words)?;
            if ours.succeeded {
                continue;
            }
            let reason = sentence(&ours);
            println!("{words}: {reason}");
            let revision = step.revision.clone();
            let external = self.run(&self.external, &words)?;
            if external.succeeded {
                report.external.push(NotRun { revision, reason });
                continue;
            }
            println!("{words}, external: {}", sentence(&external));
            report.not_run.push(NotRun { revision, reason });
            if !self.run(&self.alembic, &words)?.succeeded {
                // Ours left something behind: from empty, then.
                self.restore(stops)?;
                self.run(&self.alembic, &stops::commands(&window[..=place]))?;
            }
        }
        Ok(())
    }

    fn step_down(&self, report: &mut Report) -> Outcome {
        for _ in 0..self.steps.len() {
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
            if self.run(&self.external, "downgrade -1")?.succeeded {
                report.external_down.push(NotRun { revision, reason });
                continue;
            }
            report.not_run_down.push(NotRun { revision, reason });
            if !self.run(&self.alembic, "downgrade -1")?.succeeded {
                break;
            }
        }
        Ok(())
    }

    /// From empty, by either Python: every file is tried with the external one, too.
    fn compare_whole(&self, whole: &[Answer], recording: &mut Recording, report: &mut Report) -> Outcome {
        for (contestant, python) in [(&self.ours, "embedded"), (&self.external, "external")] {
            self.databases.renew(self.database, NAME)?;
            for alembic in whole {
                let mut ours = self.run(contestant, &alembic.words)?;
                self.add_dump(&mut ours)?;
                recording.add(&ours)?;
                let needs_more =
                    !report.not_run.is_empty() || (contestant.python.is_none() && !report.external.is_empty());
                let finding = match (alembic.succeeded, ours.succeeded) {
                    (true, true) => self.same_dump(alembic, &ours)?,
                    (_, false) => at_failure(alembic, &ours).unless(needs_more),
                    _ => at_failure(alembic, &ours),
                };
                report.add(&format!("{} (from empty, {python})", alembic.words), finding);
            }
        }
        Ok(())
    }

    pub fn run(&self, contestant: &Contestant<'_>, words: &str) -> Outcome<Answer> {
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

pub fn same_text(alembic: &str, ours: &str) -> Outcome<Finding> {
    if alembic == ours {
        return Ok(Finding::Identical);
    }
    let (alembic, ours) = without_chance(&in_fixed_order(alembic), &in_fixed_order(ours));
    if alembic == ours {
        return Ok(Finding::Identical);
    }
    let difference = difference(&alembic, &ours)?;
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
    // The statement may say what the clock said.
    let (of_alembic, of_ours) = without_chance(&what_failed(alembic), &what_failed(ours));
    if of_alembic == of_ours {
        return Finding::BothFail(sentence(alembic));
    }
    Finding::FailOtherwise { alembic: sentence(alembic), ours: sentence(ours) }
}
