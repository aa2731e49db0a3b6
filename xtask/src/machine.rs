//! The machine that something was measured on.

use std::fs;

use crate::process::Outcome;

/// `2 cores (Intel …), load 0.31`.
pub fn shown() -> Outcome<String> {
    let cores = std::thread::available_parallelism()?;
    let processor = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let model = processor.lines().find_map(|line| line.strip_prefix("model name")).unwrap_or("unknown");
    let load = fs::read_to_string("/proc/loadavg").unwrap_or_default();
    Ok(format!(
        "{cores} cores ({}), load {}",
        model.trim_start_matches(['\t', ' ', ':']),
        load.split_whitespace().next().unwrap_or("unknown")
    ))
}
