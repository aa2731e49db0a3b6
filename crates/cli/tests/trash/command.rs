//! `trash list`, `restore` and `purge`.

use testkit::check_fails;

use crate::subject::{BOTH_TABLES, COLUMN, ROWS, Subject};

#[test]
fn the_list_says_what_there_is() {
    Subject::on_both(&BOTH_TABLES, ROWS, |subject| {
        assert_eq!(subject.succeeds("trash list").stdout, "The trash is empty.\n");
        subject.succeeds("upgrade head --keep-dropped");
        let list = subject.succeeds("trash list").stdout;
        let lines: Vec<Vec<&str>> = list.lines().map(|line| line.split_whitespace().collect()).collect();
        assert_eq!(lines[0], ["ID", "REVISION", "KIND", "NAME", "ROWS", "SIZE", "DROPPED", "BY"]);
        let posts = if subject.is_sqlite() { "posts" } else { "public.posts" };
        assert_eq!(lines[1][..5], ["1", "a2", "table", posts, "2"]);
        let run = subject.succeeds("trash list --json");
        let list: serde_json::Value = serde_json::from_str(&run.stdout).unwrap();
        assert_eq!(list[1]["revision"], "a2");
        assert_eq!(list[1]["direction"], "upgrade");
        assert_eq!(list[1]["column"], serde_json::Value::Null);
    });
}

#[test]
fn a_restored_table_is_the_table_that_was_dropped() {
    Subject::on_both(&BOTH_TABLES, ROWS, |subject| {
        subject.succeeds("upgrade head --keep-dropped");
        let run = subject.project.run("trash restore 1");
        check_fails(&run, 255, "posts can't be restored: ");
        check_fails(&run, 255, "what it refers to has to be there first");
        let run = subject.succeeds("trash restore 2");
        let users = if subject.is_sqlite() { "users" } else { "public.users" };
        assert_eq!(run.stdout, format!("Restored table {users} (2 rows).\n"));
        subject.succeeds("trash restore 1");
        subject.check_rows("SELECT * FROM users ORDER BY id", &["1|Ann", "3|Cid"]);
        subject.check_rows("SELECT * FROM posts ORDER BY id", &["1|1|Hello", "2|3|"]);
        let names = match subject.is_sqlite() {
            true => "SELECT name FROM sqlite_master WHERE name = 'ix_users_name'",
            false => {
                "SELECT indexname FROM pg_indexes WHERE tablename = 'users' AND indexname = 'ix_users_name' \
                 AND schemaname = 'public'"
            }
        };
        subject.check_rows(names, &["ix_users_name"]);
        subject.execute("INSERT INTO users (name) VALUES ('Dan')");
        check_fails(&subject.project.run("trash restore 1"), 255, "There is no 1 in the trash");
    });
}

#[test]
fn a_name_that_is_taken_is_not_overwritten() {
    Subject::on_both(&BOTH_TABLES, ROWS, |subject| {
        subject.succeeds("upgrade head --keep-dropped");
        subject.execute("CREATE TABLE users (id INTEGER)");
        check_fails(&subject.project.run("trash restore 2"), 255, "users is there");
        assert_eq!(subject.trash().len(), 2);
    });
}

#[test]
fn values_of_a_column_are_put_back_into_one_of_its_name() {
    Subject::on_both(&COLUMN, "INSERT INTO users (name, nickname) VALUES ('Ann', 'A')", |subject| {
        subject.succeeds("upgrade head --keep-dropped");
        check_fails(&subject.project.run("trash restore 2"), 255, "has no column nickname");
        subject.execute("ALTER TABLE users ADD COLUMN nickname VARCHAR(50)");
        subject.succeeds("trash restore 2");
        subject.check_rows("SELECT nickname FROM users", &["A"]);
        subject.execute("DROP TABLE users");
        check_fails(&subject.project.run("trash restore 1"), 255, "users is not there");
    });
}

#[test]
fn a_purge_destroys_what_was_meant_and_nothing_without_a_yes() {
    Subject::on_both(&BOTH_TABLES, ROWS, |subject| {
        subject.succeeds("upgrade head --keep-dropped");
        check_fails(&subject.project.run("trash purge"), 255, "Nothing was purged: nobody said what");
        check_fails(&subject.project.run("trash purge 1"), 255, "Nothing was purged: nobody is there to say yes");
        check_fails(&subject.project.run("trash purge 1 7 --yes"), 255, "There is no 7 in the trash");
        assert_eq!(subject.trash().len(), 2);
        assert_eq!(subject.succeeds("trash purge --older-than 30d --yes").stdout, "Nothing to purge.\n");
        subject.succeeds("trash purge 1 --yes");
        assert_eq!(subject.trash(), ["table users 2"]);
        subject.succeeds("trash purge --all --yes");
        assert_eq!(subject.trash(), Vec::<String>::new());
        let left = match subject.is_sqlite() {
            true => "SELECT name FROM sqlite_master WHERE name LIKE 'limbeck%'",
            false => {
                "SELECT tablename FROM pg_tables WHERE schemaname = 'limbeck_trash' AND tablename <> 'limbeck_trash'"
            }
        };
        subject.check_rows(left, &[]);
    });
}

#[test]
fn what_was_dropped_long_ago_is_purged_by_its_age() {
    Subject::on_both(&BOTH_TABLES, ROWS, |subject| {
        subject.succeeds("upgrade head --keep-dropped");
        let registry = if subject.is_sqlite() { "limbeck_trash" } else { "limbeck_trash.limbeck_trash" };
        subject.execute(&format!("UPDATE {registry} SET dropped = '2020-01-01T00:00:00.000Z' WHERE id = 1"));
        subject.succeeds("trash purge --older-than 2w --yes");
        assert_eq!(subject.trash(), ["table users 2"]);
    });
}

#[test]
fn a_terminal_is_asked_before_a_purge() {
    let subject = Subject::on_sqlite(&BOTH_TABLES, ROWS);
    subject.succeeds("upgrade head --keep-dropped");
    let run = subject.project.type_in_terminal(100, "alembic trash purge 1", "n\n");
    assert!(run.stdout.contains("1  table posts (2 rows)"), "{}", run.everything());
    assert!(run.stdout.contains("Destroy this for good? [y/N]"), "{}", run.everything());
    assert_eq!(subject.trash().len(), 2);
    let run = subject.project.type_in_terminal(100, "alembic trash purge 1", "y\n");
    assert!(run.stdout.contains("Purged table posts (2 rows)."), "{}", run.everything());
    assert_eq!(subject.trash(), ["table users 2"]);
}
