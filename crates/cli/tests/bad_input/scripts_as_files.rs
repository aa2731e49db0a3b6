//! Version files that are huge, or no text.

use std::fs;

use testkit::{check_fails, check_succeeds};

use crate::subject::{ENV, NOTHING_APPLIED, SECOND, Subject, check_hint, on_both, on_sqlite, second};

fn append(subject: &Subject, file: &str, bytes: &[u8]) {
    let mut text = fs::read(subject.project.path(file)).expect("the file is there");
    text.extend_from_slice(bytes);
    fs::write(subject.project.path(file), text).expect("the folder is writable");
}

#[test]
fn a_script_of_ten_megabytes_runs() {
    on_both(|subject| {
        let rows = "    ('a row of a table that somebody pasted into a script', 'and it has a second column'),\n";
        let data = format!("\n\nROWS = [\n{}]\n", rows.repeat(10_500_000 / rows.len()));
        append(subject, SECOND, data.as_bytes());
        assert!(fs::metadata(subject.project.path(SECOND)).unwrap().len() > 10_000_000);
        assert_eq!(subject.project.run("history").stdout, "a1 -> a2 (head), second\n<base> -> a1, first\n");
        check_succeeds(&subject.project.run("upgrade head"));
        assert_eq!(subject.versions(), ["a2"]);
    });
}

#[test]
fn a_statement_of_ten_megabytes_runs_or_leaves_nothing() {
    on_both(|subject| {
        let insert = format!("op.execute(\"CREATE TABLE long AS SELECT '{}' AS text\")", "é".repeat(5_000_000));
        subject.project.write(SECOND, &second(&format!("{insert}\nraise ValueError('and then')")));
        subject.check_refused("upgrade head", 1, NOTHING_APPLIED);
        subject.project.write(SECOND, &second(&insert));
        check_succeeds(&subject.project.run("upgrade head"));
        assert_eq!(subject.rows("SELECT length(text) FROM long"), ["5000000"]);
    });
}

#[test]
fn a_script_that_is_not_utf_8_stops_before_anything_runs() {
    on_both(|subject| {
        append(subject, SECOND, b"# caf\xe9\n");
        let line = subject.project.path(SECOND);
        let line =
            format!("({}, line {})", line.display(), fs::read(&line).unwrap().split(|byte| *byte == b'\n').count() - 1);
        let run = subject.check_refused(
            "upgrade head",
            1,
            "SyntaxError: (unicode error) 'utf-8' codec can't decode byte 0xe9",
        );
        check_fails(&run, 1, &line);
        check_hint(&run, "UTF-8");
        subject.check_works_again();
    });
}

#[test]
fn a_script_with_nul_bytes_stops_before_anything_runs() {
    on_both(|subject| {
        append(subject, SECOND, b"x = 1\0\n");
        let run = subject.check_refused("upgrade head", 1, "SyntaxError: source code string cannot contain null bytes");
        check_fails(&run, 1, SECOND);
        check_hint(&run, "UTF-16");
        subject.check_works_again();
    });
}

#[test]
fn a_script_in_utf_16_stops_before_anything_runs() {
    let subject = on_sqlite();
    let text: Vec<u8> = second("").encode_utf16().flat_map(u16::to_le_bytes).collect();
    fs::write(subject.project.path(SECOND), [&[0xff, 0xfe], text.as_slice()].concat()).unwrap();
    let run = subject.check_refused("upgrade head", 1, "SyntaxError: ");
    check_fails(&run, 1, SECOND);
    check_hint(&run, "UTF-8");
}

#[test]
fn an_env_py_that_is_no_text_is_named() {
    let subject = on_sqlite();
    let text = subject.project.read(ENV);
    append(&subject, ENV, b"# caf\xe9\n");
    let run = subject.check_refused("upgrade head", 1, "SyntaxError: ");
    check_fails(&run, 1, &format!("env.py, line {}: the file is not UTF-8", text.lines().count() + 1));
    subject.project.write(ENV, &text);
    append(&subject, ENV, b"x\0\n");
    let run = subject.check_refused("upgrade head", 1, "source code cannot contain null bytes");
    check_fails(&run, 1, ENV);
    assert!(!run.stderr.contains("line 0"), "{}", run.everything());
}

#[test]
fn a_script_with_a_byte_order_mark_runs() {
    let subject = on_sqlite();
    subject.project.write(SECOND, &format!("\u{feff}{}", second("")));
    check_succeeds(&subject.project.run("upgrade head"));
    assert_eq!(subject.versions(), ["a2"]);
}
