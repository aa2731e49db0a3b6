//! `list_templates`: the templates that `init` knows.

use crate::{Reporter, report::Event};

/// Lists the templates with their first line.
pub fn list_templates(reporter: &mut dyn Reporter) {
    reporter.report(Event::Output(&scripts::scaffold::list_templates()));
}
