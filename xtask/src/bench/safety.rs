//! What safety costs: one upgrade without lock and journal, with both, and with `--strict` besides, in turn.

use std::{
    fs,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use super::{
    Contest, REVISIONS,
    measure::{Measurement, Sample},
    scenario::gone,
    table::milliseconds,
};
use crate::{process::Outcome, venv::Venv};

const DATABASE: &str = "bench_safety";

/// What is switched on, with the words of the command.
const MODES: [(&str, &str); 3] = [
    ("without lock and journal", "-c unsafe.ini upgrade head"),
    ("lock and journal", "upgrade head"),
    ("lock, journal and `--strict`", "upgrade --strict head"),
];

/// What the upgrade begins with.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Start {
    /// From empty, and no script has been read before.
    Fresh,
    /// From empty, where earlier runs have kept what the scripts ask for.
    Again,
    NothingToDo,
}

impl Start {
    const ALL: [Self; 3] = [Self::Fresh, Self::Again, Self::NothingToDo];

    fn words(self) -> &'static str {
        match self {
            Self::Fresh => "from empty, the first time",
            Self::Again => "from empty, again",
            Self::NothingToDo => "nothing to do",
        }
    }
}

/// One mode's measurements from one start.
pub struct Row {
    start: Start,
    mode: &'static str,
    measured: Measurement,
}

struct Project {
    folder: PathBuf,
    url: String,
}

/// Times every mode from every start; the modes take turns, so that what else the machine does meets all of them.
pub fn time_all(contest: &Contest, venv: &Venv, folder: &Path) -> Outcome<Vec<Row>> {
    let project = Project::make(contest, venv, folder.join("safety"))?;
    let mut rows = Vec::new();
    for start in Start::ALL {
        contest.announce(&format!("safety, {}", start.words()))?;
        let runs = if start == Start::NothingToDo { contest.runs_of_ours } else { contest.runs_of_others };
        let mut samples = MODES.map(|_| Vec::new());
        for _ in 0..runs.max(1) {
            for ((_, words), samples) in MODES.iter().zip(&mut samples) {
                project.prepare(contest, start)?;
                samples.push(Sample::take(&mut project.command(&contest.ours, words))?);
            }
        }
        let measured = MODES.iter().zip(&samples);
        rows.extend(measured.map(|((mode, _), samples)| Row { start, mode, measured: Measurement::of(samples) }));
    }
    Ok(rows)
}

impl Project {
    fn make(contest: &Contest, venv: &Venv, folder: PathBuf) -> Outcome<Self> {
        venv.generate_project(&folder, REVISIONS, &["--dialect", "postgresql", "--emit", "alembic"])?;
        let settings = fs::read_to_string(folder.join("alembic.ini"))?;
        fs::write(folder.join("unsafe.ini"), format!("{settings}\n[limbeck]\njournal = false\nlock = false\n"))?;
        Ok(Self { folder, url: contest.server.sqlalchemy_url(DATABASE, "psycopg2") })
    }

    fn prepare(&self, contest: &Contest, start: Start) -> Outcome {
        match start {
            // The runs before have left it at head.
            Start::NothingToDo => return Ok(()),
            Start::Fresh => gone(fs::remove_dir_all(self.cache()))?,
            Start::Again => {}
        }
        contest.server.renew(DATABASE)?;
        contest.server.psql("postgres", "CHECKPOINT").map(drop)
    }

    fn cache(&self) -> PathBuf {
        self.folder.join("cache")
    }

    fn command(&self, program: &Path, words: &str) -> Command {
        let mut command = Command::new(program);
        command.args(words.split_whitespace()).current_dir(&self.folder).stdin(Stdio::null());
        command.env("BENCH_URL", &self.url).env("BENCH_MODELS", "none").env("LIMBECK_CACHE_DIR", self.cache());
        command
    }
}

/// The result as a Markdown table.
pub fn markdown(rows: &[Row]) -> String {
    let mut lines = vec![
        "| `upgrade head` | with | time, median (minimum) | processor's time, minimum | peak memory |".to_owned(),
        "|---|---|---:|---:|---:|".to_owned(),
    ];
    lines.extend(rows.iter().map(Row::markdown));
    lines.join("\n")
}

impl Row {
    fn markdown(&self) -> String {
        let Measurement { median, minimum, processor, peak_memory } = self.measured;
        format!(
            "| {} | {} | {} ({}) | {} | {:.0} MB |",
            self.start.words(),
            self.mode,
            milliseconds(median),
            milliseconds(minimum),
            milliseconds(processor),
            peak_memory as f64 / 1e6,
        )
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[test]
    fn a_row_shows_the_time_of_the_clock_and_of_the_processor() {
        let measured = Measurement {
            median: Duration::from_millis(2500),
            minimum: Duration::from_millis(2000),
            processor: Duration::from_millis(40),
            peak_memory: 70_000_000,
        };
        let row = Row { start: Start::Again, mode: MODES[1].0, measured };
        assert_eq!(row.markdown(), "| from empty, again | lock and journal | 2500 ms (2000 ms) | 40.0 ms | 70 MB |");
    }
}
