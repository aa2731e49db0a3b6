//! The page of a rehearsal, in a browser: it says what the text says, in any width, and nothing overflows.

use std::{path::Path, process::Command};

use testkit::check_succeeds;

use crate::subject::{on_sqlite, revision, two_steps};

#[test]
fn the_page_is_whole_in_itself_and_fits_every_width() {
    let project = on_sqlite();
    two_steps(&project);
    let long = "x".repeat(400);
    revision(&project, "c3", "b2", &format!("op.execute(\"SELECT '<b>{long}</b>' AS \\\"a & b\\\"\")"), "pass");
    check_succeeds(&project.run("rehearse --html page.html"));
    let page = project.read("page.html");
    for outside in ["<script", "http://", "https://", "src=", "@import", "url("] {
        assert!(!page.contains(outside), "the page has {outside}");
    }
    assert!(page.contains("&lt;b&gt;xxx") && !page.contains("<b>xxx"), "what scripts say is text");
    let browser = browser();
    // The page is asked for its own widths: a copy with a script that writes them where they can be read.
    let probe = "<script>document.title = 'wide ' + document.documentElement.scrollWidth + ' of ' + \
                 document.documentElement.clientWidth;</script></body>";
    project.write("probe.html", &page.replace("</body>", probe));
    for width in [360, 1280] {
        let dom = open(&browser, &project.path("probe.html"), width, &project.path(&format!("profile-{width}")));
        let title = dom.split("<title>").nth(1).and_then(|rest| rest.split("</title>").next()).unwrap_or_default();
        let numbers: Vec<u32> = title.split(' ').filter_map(|word| word.parse().ok()).collect();
        assert!(matches!(numbers[..], [wide, of] if wide <= of), "{width}: {title:?}");
        assert!(dom.contains("Up, down, and up again") && dom.contains("ix_users_age"));
    }
}

fn browser() -> String {
    let names = ["chromium", "chromium-headless-shell", "chromium-browser", "google-chrome"];
    let found = names.map(|name| format!("/usr/bin/{name}")).into_iter().find(|path| Path::new(path).is_file());
    found.expect("there is no Chromium: `cargo xtask test` installs it")
}

/// Opens a page in a window of that width and returns the document.
fn open(browser: &str, page: &Path, width: u32, profile: &Path) -> String {
    let output = Command::new(browser)
        .args(["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"])
        .args(["--disable-background-networking", "--disable-component-update", "--disable-sync", "--dump-dom"])
        .arg(format!("--window-size={width},900"))
        .arg(format!("--user-data-dir={}", profile.display()))
        .arg(format!("file://{}", page.display()))
        .output()
        .expect("the browser starts");
    String::from_utf8_lossy(&output.stdout).into_owned()
}
