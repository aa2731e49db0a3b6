//! A rehearsal's report as text.

use super::{Models, RehearsalReport, RoundTrip, TripOutcome};
use crate::plan::{Colours, shown_seconds};

const GREEN: &str = "32";
const YELLOW: &str = "33";
const RED: &str = "31";

impl RehearsalReport {
    /// Returns the report as text.
    pub fn to_text(&self, colours: Colours) -> String {
        let mut text = String::new();
        if self.command == "rehearse" {
            text.push_str(&self.plan.to_text(colours));
        } else {
            text.push_str(&format!(
                "test: {} revisions from base, {}\n",
                self.plan.steps.len(),
                match self.heads.as_slice() {
                    [] => "no head".to_owned(),
                    [head] => format!("one head ({head})"),
                    heads => format!("{} heads", heads.len()),
                }
            ));
        }
        for how in &self.scratches {
            text.push_str(&format!("scratch: {how}\n"));
        }
        if !self.would_keep.is_empty() {
            text.push_str(&format!("the trash would keep {} (`keep_dropped`)\n", self.would_keep.join(", ")));
        }
        text.push('\n');
        if self.command == "test" && self.heads.len() > 1 {
            let heads = self.heads.join(", ");
            text.push_str(&line(
                colours,
                RED,
                "FAILED",
                &format!("more than one head: {heads} (`merge heads` joins them)"),
            ));
        }
        if let Some(error) = &self.error {
            text.push_str(&line(colours, RED, "FAILED", &format!("the upgrade stopped: {error}")));
        }
        for trip in &self.round_trips {
            write_trip(trip, colours, &mut text);
        }
        for description in &self.untried {
            text.push_str(&line(colours, YELLOW, "skipped", &format!("{description}: the step before it is not up")));
        }
        match &self.models {
            Models::Equal => text.push_str(&line(colours, GREEN, "ok", "the schema is what the models say")),
            Models::NotCompared { reason } => {
                text.push_str(&line(colours, YELLOW, "skipped", &format!("models: {reason}")));
            }
            Models::Differ { differences } => {
                text.push_str(&line(colours, RED, "FAILED", "the schema is not what the models say:"));
                differences.iter().for_each(|difference| text.push_str(&format!("           {difference}\n")));
            }
        }
        let (code, word) = if self.passed { (GREEN, "passed") } else { (RED, "did not pass") };
        text.push_str(&format!(
            "\n{} {} in {}\n",
            self.command,
            colours.paint(code, word),
            shown_seconds(self.seconds)
        ));
        text
    }
}

fn line(colours: Colours, code: &str, word: &str, rest: &str) -> String {
    format!("  {} {rest}\n", colours.paint(code, &format!("{word:<8}")))
}

fn write_trip(trip: &RoundTrip, colours: Colours, text: &mut String) {
    let data = trip.data.as_ref().map(|file| format!(", data of {file}")).unwrap_or_default();
    let description = &trip.description;
    let (code, word, rest) = match &trip.outcome {
        TripOutcome::Passed => (GREEN, "ok", format!("{description}: up, down, up{data}")),
        TripOutcome::Irreversible { reason } => (YELLOW, "one way", format!("{description}: {reason}{data}")),
        TripOutcome::LeavesTraces { leg, .. } => (RED, "FAILED", format!("{description}: {}", leg_of_traces(leg))),
        TripOutcome::Failed { leg, error } => (RED, "FAILED", format!("{description}: {leg}: {error}")),
    };
    text.push_str(&line(colours, code, word, &format!("{rest}  ({})", shown_seconds(trip.seconds))));
    if let TripOutcome::LeavesTraces { left, missing, changed, .. } = &trip.outcome {
        left.iter().for_each(|line| text.push_str(&format!("           left over: {line}\n")));
        missing.iter().for_each(|line| text.push_str(&format!("           missing:   {line}\n")));
        changed.iter().for_each(|line| text.push_str(&format!("           changed:   {line}\n")));
    }
}

pub(super) fn leg_of_traces(leg: &str) -> &'static str {
    match leg {
        "downgrade" => "the downgrade does not bring back what was before the upgrade",
        _ => "the second upgrade makes another schema than the first",
    }
}
