//! A rehearsal's report as one page for a browser: no script, nothing from the network, light and dark.

use super::{Models, RehearsalReport, RoundTrip, TripOutcome, text::leg_of_traces};
use crate::plan::{
    Basis, PlannedEffect, PlannedStatement, PlannedStep, facts, shown_effect, shown_place, shown_seconds, worth_telling,
};

const STYLE: &str = include_str!("page.css");

impl RehearsalReport {
    /// Returns the report as a page.
    pub fn to_html(&self) -> String {
        let word = if self.passed { "passed" } else { "did not pass" };
        let class = if self.passed { "good" } else { "bad" };
        let title = match self.command {
            "test" => "Migration test",
            _ => "Migration rehearsal",
        };
        let mut page = format!(
            "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
             <meta name=\"color-scheme\" content=\"light dark\">\n<title>{title}: {word}</title>\n\
             <style>\n{STYLE}</style>\n</head>\n<body>\n<main>\n<header>\n<h1>{title} <span class=\"{class}\">{word}</span></h1>\n\
             <p class=\"lead\">{}</p>\n</header>\n",
            escaped(&self.plan.title())
        );
        self.write_facts(&mut page);
        if let Some(error) = &self.error {
            page.push_str(&format!("<p class=\"alert\">The upgrade stopped: {}</p>\n", escaped(error)));
        }
        if self.command == "test" && self.heads.len() > 1 {
            page.push_str(&format!("<p class=\"alert\">More than one head: {}</p>\n", escaped(&self.heads.join(", "))));
        }
        let failed: Vec<&str> = self
            .round_trips
            .iter()
            .filter(|trip| trip.outcome.is_failure())
            .map(|trip| trip.revision.as_str())
            .collect();
        if !failed.is_empty() {
            page.push_str(&format!(
                "<p class=\"alert\"><a href=\"#trips\">Not the same after up, down, and up again</a>: {}</p>\n",
                escaped(&failed.join(", "))
            ));
        }
        if matches!(self.models, Models::Differ { .. }) {
            page.push_str("<p class=\"alert\"><a href=\"#models\">The schema is not what the models say</a></p>\n");
        }
        self.write_steps(&mut page);
        self.write_trips(&mut page);
        self.write_models(&mut page);
        for note in &self.plan.notes {
            page.push_str(&format!("<p class=\"note\">{}</p>\n", escaped(note)));
        }
        page.push_str("</main>\n</body>\n</html>\n");
        page
    }

    fn write_facts(&self, page: &mut String) {
        let steps = self.plan.planned().to_string();
        let scratch = self.scratches.join("; ");
        let facts = [
            ("verdict", format!("{}: {}", self.plan.verdict.level.word(), self.plan.verdict.sentence)),
            ("steps", steps),
            ("scratch", scratch),
            ("would be kept in the trash", self.would_keep.join(", ")),
            ("took", shown_seconds(self.seconds)),
        ];
        page.push_str("<dl class=\"facts\">\n");
        for (name, value) in facts.iter().filter(|(_, value)| !value.is_empty()) {
            page.push_str(&format!("<div><dt>{name}</dt><dd>{}</dd></div>\n", escaped(value)));
        }
        page.push_str("</dl>\n");
    }

    fn write_steps(&self, page: &mut String) {
        if self.plan.steps.is_empty() {
            page.push_str("<p>There is nothing to do.</p>\n");
            return;
        }
        let longest = self.plan.steps.iter().filter_map(|step| step.seconds).fold(0.001, f64::max);
        page.push_str("<h2>Steps</h2>\n");
        for (index, step) in self.plan.steps.iter().enumerate() {
            if let Some(run) = self.plan.run_that_begins(index) {
                page.push_str(&format!("<p class=\"lead\">{}</p>\n", escaped(&run)));
            }
            write_step(index + 1, step, longest, page);
        }
        if let Some(rest) = self.plan.not_reached() {
            page.push_str(&format!("<p>{rest}.</p>\n"));
        }
    }

    fn write_trips(&self, page: &mut String) {
        if self.round_trips.is_empty() {
            return;
        }
        page.push_str(
            "<h2 id=\"trips\">Up, down, and up again</h2>\n<div class=\"wide\"><table>\n\
             <tr><th>revision</th><th>result</th><th class=\"number\">time</th></tr>\n",
        );
        for trip in &self.round_trips {
            write_trip(trip, page);
        }
        for description in &self.untried {
            page.push_str(&format!(
                "<tr><td>{}</td><td><b class=\"fair\">skipped</b> the step before it is not up</td><td></td></tr>\n",
                escaped(description)
            ));
        }
        page.push_str("</table></div>\n");
    }

    fn write_models(&self, page: &mut String) {
        page.push_str("<h2 id=\"models\">Models</h2>\n");
        match &self.models {
            Models::Equal => page.push_str("<p><b class=\"good\">equal</b> The schema is what the models say.</p>\n"),
            Models::NotCompared { reason } => {
                page.push_str(&format!("<p><b class=\"fair\">not compared</b> {}</p>\n", escaped(reason)));
            }
            Models::Differ { differences } => {
                page.push_str("<p><b class=\"bad\">different</b> The schema is not what the models say:</p>\n<ul>\n");
                for difference in differences {
                    page.push_str(&format!("<li><code>{}</code></li>\n", escaped(difference)));
                }
                page.push_str("</ul>\n");
            }
        }
    }
}

fn write_step(number: usize, step: &PlannedStep, longest: f64, page: &mut String) {
    let seconds = step.seconds.unwrap_or(0.0);
    let width = (seconds / longest * 100.0).clamp(1.0, 100.0);
    let class = if step.is_finished { "" } else { " class=\"failed\"" };
    page.push_str(&format!(
        "<section{class}>\n<h3><span class=\"count\">{number}</span> {}</h3>\n\
         <p class=\"bar\"><span style=\"width: {width:.1}%\"></span><em>{}</em></p>\n",
        escaped(&step.description),
        shown_seconds(seconds)
    ));
    if let Some(file) = &step.file {
        page.push_str(&format!("<p class=\"file\">{}</p>\n", escaped(file)));
    }
    if step.statements.is_empty() {
        page.push_str("<p>No statement.</p>\n");
    }
    for statement in &step.statements {
        write_statement(step, statement, page);
    }
    page.push_str("</section>\n");
}

fn write_statement(step: &PlannedStep, statement: &PlannedStatement, page: &mut String) {
    page.push_str(&format!(
        "<div class=\"statement\"><span class=\"line\">{}</span><div><pre>{}</pre>\n",
        escaped(&shown_place(step, statement)),
        escaped(statement.sql.trim())
    ));
    let mut lines: Vec<String> = worth_telling(statement).map(forecast).collect();
    let facts = facts(statement, Basis::Rehearsal);
    lines.extend((!facts.is_empty()).then(|| format!("measured: {}", escaped(&facts.join("; ")))));
    if let crate::plan::Outcome::Failed(message) = &statement.outcome {
        lines.push(format!("<b class=\"bad\">failed</b> {}", escaped(message)));
    }
    if !lines.is_empty() {
        page.push_str("<ul>\n");
        lines.iter().for_each(|line| page.push_str(&format!("<li>{line}</li>\n")));
        page.push_str("</ul>\n");
    }
    page.push_str("</div></div>\n");
}

fn forecast(effect: &PlannedEffect) -> String {
    format!("forecast: {}", escaped(&shown_effect(effect)))
}

fn write_trip(trip: &RoundTrip, page: &mut String) {
    let (class, word, rest) = match &trip.outcome {
        TripOutcome::Passed => ("good", "ok", String::new()),
        TripOutcome::Irreversible { reason } => ("fair", "one way", escaped(reason)),
        TripOutcome::LeavesTraces { leg, left, missing, changed } => {
            let item = |word: &str, line: &String| format!("<li>{word}: <code>{}</code></li>", escaped(line));
            let items: String = left
                .iter()
                .map(|line| item("left over", line))
                .chain(missing.iter().map(|line| item("missing", line)))
                .chain(changed.iter().map(|line| item("changed", line)))
                .collect();
            ("bad", "failed", format!("{}<ul>{items}</ul>", leg_of_traces(leg)))
        }
        TripOutcome::Failed { leg, error } => ("bad", "failed", escaped(&format!("{leg}: {error}"))),
    };
    let data = trip.data.as_ref().map(|file| format!(" with the data of {}", escaped(file))).unwrap_or_default();
    page.push_str(&format!(
        "<tr><td>{}</td><td><b class=\"{class}\">{word}</b> {rest}{data}</td><td class=\"number\">{}</td></tr>\n",
        escaped(&trip.description),
        shown_seconds(trip.seconds)
    ));
}

/// Text that means nothing to HTML.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            other => escaped.push(other),
        }
    }
    escaped
}
