//! Times a process from start to end, with the most memory it held.

use std::{
    process::{Command, Stdio},
    time::{Duration, Instant},
};

use wait4::Wait4;

use crate::process::Outcome;

/// One run.
#[derive(Clone, Copy, Debug)]
pub struct Sample {
    pub time: Duration,
    /// What it worked itself, on all cores.
    pub processor: Duration,
    /// In bytes.
    pub peak_memory: u64,
}

/// Several runs.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Measurement {
    pub median: Duration,
    pub minimum: Duration,
    /// The least that a run worked itself: it does not grow with what else the machine does.
    pub processor: Duration,
    /// In bytes, of the hungriest run.
    pub peak_memory: u64,
}

impl Sample {
    /// Runs the command; what it prints is thrown away, a failure is ours.
    pub fn take(command: &mut Command) -> Outcome<Self> {
        let start = Instant::now();
        let child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn()?;
        let usage = child.wait4()?;
        let time = start.elapsed();
        if !usage.status.success() {
            return Err(format!("{command:?} failed: {}", usage.status).into());
        }
        let processor = usage.rusage.utime + usage.rusage.stime;
        Ok(Self { time, processor, peak_memory: usage.rusage.maxrss })
    }
}

/// Takes that many samples, at least one.
pub fn repeated(runs: u32, mut run: impl FnMut() -> Outcome<Sample>) -> Outcome<Measurement> {
    let samples: Outcome<Vec<_>> = (0..runs.max(1)).map(|_| run()).collect();
    Ok(Measurement::of(&samples?))
}

impl Measurement {
    /// Sums up samples, of which there is at least one.
    pub fn of(samples: &[Sample]) -> Self {
        let mut times: Vec<_> = samples.iter().map(|sample| sample.time).collect();
        times.sort_unstable();
        let middle = times.len() / 2;
        let median = if times.len() % 2 == 1 { times[middle] } else { (times[middle - 1] + times[middle]) / 2 };
        let peak_memory = samples.iter().map(|sample| sample.peak_memory).max().unwrap_or_default();
        let processor = samples.iter().map(|sample| sample.processor).min().unwrap_or_default();
        Self { median, minimum: times[0], processor, peak_memory }
    }
}

#[cfg(test)]
mod tests {
    use super::{Measurement, Sample};
    use std::time::Duration;

    fn sample(milliseconds: u64, peak_memory: u64) -> Sample {
        let time = Duration::from_millis(milliseconds);
        Sample { time, processor: time / 2, peak_memory }
    }

    #[test]
    fn the_median_of_four_lies_between_the_two_in_the_middle() {
        let measurement = Measurement::of(&[sample(40, 1), sample(10, 9), sample(20, 3), sample(30, 4)]);
        assert_eq!(measurement.median, Duration::from_millis(25));
        assert_eq!(measurement.minimum, Duration::from_millis(10));
        assert_eq!(measurement.processor, Duration::from_millis(5));
        assert_eq!(measurement.peak_memory, 9);
    }
}
