//! Debian's Chromium, in which a test looks at the pages that `rehearse --html` writes.

use crate::{
    debian,
    process::{Outcome, find_program},
};

/// Looks for a browser, and installs one where there is none.
///
/// The package without windows is the smaller one: 133 MB to fetch and 470 MB on a machine that has PostgreSQL and nothing
/// of a desktop, where `chromium` takes 175 MB and 640 MB; unpacking takes about 16 seconds.
pub fn find_or_install() -> Outcome {
    let known = ["chromium", "chromium-headless-shell", "chromium-browser", "google-chrome"];
    if known.iter().any(|name| find_program(name).is_some()) {
        return Ok(());
    }
    debian::install("chromium-headless-shell", "Chromium is missing", "install Chromium yourself")
}
