//! Debian's Chromium, in which a test looks at the pages that `rehearse --html` writes.

use crate::{debian, process::find_program};

/// Looks for a browser, and installs one where there is none; without one the test says that it did not look.
///
/// The package without windows is the smaller one: 133 MB to fetch and 470 MB on a machine that has PostgreSQL and nothing
/// of a desktop, where `chromium` takes 175 MB and 640 MB; unpacking takes about 16 seconds.
pub fn find_or_install() {
    let known = ["chromium", "chromium-headless-shell", "chromium-browser", "google-chrome"];
    if known.iter().any(|name| find_program(name).is_some()) {
        return;
    }
    let way_out = "install it, and pages are looked at, too";
    let installed = debian::install("chromium-headless-shell", "no Chromium", way_out);
    if let Err(error) = installed {
        eprintln!("{error}");
    }
}
