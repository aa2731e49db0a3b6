//! `deploy --keep-dropped` says what it kept.

use serde_json::{Value as Json, json};
use testkit::{Run, check_fails};

use crate::subject::{BOTH_TABLES, ROWS, Subject, check_note};

/// What the report says of the part `upgrade`.
#[track_caller]
fn kept(run: &Run) -> Json {
    let report: Json = serde_json::from_str(&run.stdout).expect("it is JSON");
    let parts = report["parts"].as_array().expect("it has parts");
    let upgrade = parts.iter().find(|part| part["name"] == "upgrade").expect("it upgrades");
    upgrade["details"]["kept"].clone()
}

#[test]
fn what_was_kept_is_told_with_its_number() {
    Subject::on_both(&BOTH_TABLES, ROWS, |subject| {
        let run = subject.succeeds("deploy --keep-dropped --json");
        let list: Json = serde_json::from_str(&subject.succeeds("trash list --json").stdout).expect("it is JSON");
        assert_eq!((kept(&run), list[0]["table"].as_str()), (list.clone(), Some("posts")));
        let schema = if subject.is_sqlite() { "" } else { "public." };
        let told =
            format!("deploy: the trash keeps table {schema}posts (2 rows) as 1, table {schema}users (2 rows) as 2");
        check_note(&run, &told);
        let nothing: Json = serde_json::from_str(&subject.succeeds("deploy --keep-dropped --json").stdout).unwrap();
        assert_eq!(nothing["outcome"], "nothing_to_do");
    });
}

#[test]
fn a_rehearsal_says_what_would_be_kept() {
    Subject::on_both(&BOTH_TABLES, ROWS, |subject| {
        subject.second("    op.drop_column('posts', 'title')\n    op.drop_table('posts')", BOTH_TABLES.down);
        let told = "the trash would keep column posts.title, table posts (`keep_dropped`)";
        let run = subject.project.run("rehearse");
        assert!(!run.stdout.contains("the trash would keep"), "{}", run.everything());
        let ini = subject.project.read("alembic.ini");
        subject.project.write("alembic.ini", &format!("{ini}\n[limbeck]\nkeep_dropped = true\n"));
        let run = subject.project.run("rehearse --html page.html");
        assert!(run.stdout.contains(told), "{}", run.everything());
        let page = subject.project.read("page.html");
        assert!(page.contains("<dt>would be kept in the trash</dt><dd>column posts.title, table posts</dd>"), "{page}");
        let run = subject.project.run("rehearse --json");
        let report: Json = serde_json::from_str(&run.stdout).expect("it is JSON");
        assert_eq!(report["would_keep"], json!(["column posts.title", "table posts"]));
    });
}

#[test]
fn what_was_rolled_back_is_not_told_as_kept() {
    Subject::on_both(&BOTH_TABLES, ROWS, |subject| {
        let fails = "    op.drop_table('posts')\n    op.execute('x')";
        subject.second(fails, "    pass");
        let run = subject.project.run("deploy --keep-dropped --no-rehearsal --no-lint --json");
        check_fails(&run, 1, "syntax error");
        assert_eq!(kept(&run), json!([]));
        assert!(!run.stderr.contains("the trash keeps"), "{}", run.everything());
        let outside =
            "    with op.get_context().autocommit_block():\n        op.drop_table('posts')\n        op.execute('x')";
        subject.second(outside, "    pass");
        let run = subject.project.run("deploy --keep-dropped --no-rehearsal --no-lint --json");
        check_fails(&run, 1, "syntax error");
        assert_eq!(kept(&run)[0]["table"], "posts");
        check_note(&run, "posts (2 rows) as ");
    });
}
