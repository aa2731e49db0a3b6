//! The result as a Markdown table.

use std::time::Duration;

use super::measure::Measurement;

/// Peak memory that ours should stay below.
const MEMORY_TARGET: &str = "80 MB";

/// What we promised.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Target {
    Milliseconds(u32),
    TimesPsql(f64),
    None,
}

/// One scenario's measurements.
pub struct Row {
    pub name: String,
    pub ours: Measurement,
    pub alembic: Measurement,
    pub psql: Option<Measurement>,
    pub target: Target,
}

pub fn markdown(rows: &[Row]) -> String {
    let mut lines = vec![
        format!(
            "| command | ours, median (minimum) | Alembic, median (minimum) | times faster | psql, median (minimum) | ours \
             to psql | target | peak memory of ours (target {MEMORY_TARGET}) | of Alembic |"
        ),
        "|---|---:|---:|---:|---:|---:|---:|---:|---:|".to_owned(),
    ];
    lines.extend(rows.iter().map(Row::markdown));
    lines.join("\n")
}

impl Row {
    fn markdown(&self) -> String {
        let faster = ratio(self.alembic.median, self.ours.median);
        let (psql, to_psql) = match &self.psql {
            Some(psql) => (times(psql), format!("{:.2}", ratio(self.ours.median, psql.median))),
            None => ("-".to_owned(), "-".to_owned()),
        };
        let target = match self.target {
            Target::Milliseconds(limit) => format!("{limit} ms"),
            Target::TimesPsql(limit) => format!("{limit} times psql"),
            Target::None => "-".to_owned(),
        };
        format!(
            "| {} | {} | {} | {faster:.1} | {psql} | {to_psql} | {target} | {} | {} |",
            self.name,
            times(&self.ours),
            times(&self.alembic),
            megabytes(self.ours.peak_memory),
            megabytes(self.alembic.peak_memory),
        )
    }
}

fn times(measurement: &Measurement) -> String {
    format!("{} ({})", milliseconds(measurement.median), milliseconds(measurement.minimum))
}

pub fn milliseconds(time: Duration) -> String {
    let milliseconds = time.as_secs_f64() * 1e3;
    if milliseconds < 100.0 { format!("{milliseconds:.1} ms") } else { format!("{milliseconds:.0} ms") }
}

fn megabytes(bytes: u64) -> String {
    format!("{:.0} MB", bytes as f64 / 1e6)
}

fn ratio(numerator: Duration, denominator: Duration) -> f64 {
    numerator.as_secs_f64() / denominator.as_secs_f64()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_shows_times_and_ratios() {
        let measured = |milliseconds: u64| Measurement {
            median: Duration::from_millis(milliseconds),
            minimum: Duration::from_millis(milliseconds),
            processor: Duration::from_millis(milliseconds),
            peak_memory: 20_000_000,
        };
        let row = Row {
            name: "`heads`".to_owned(),
            ours: measured(130),
            alembic: measured(1300),
            psql: Some(measured(100)),
            target: Target::TimesPsql(1.3),
        };
        assert_eq!(
            row.markdown(),
            "| `heads` | 130 ms (130 ms) | 1300 ms (1300 ms) | 10.0 | 100 ms (100 ms) | 1.30 | 1.3 times psql | 20 MB | 20 \
             MB |"
        );
    }
}
