//! Where nothing can be kept, nothing is dropped; and what will be lost is said.

use testkit::{Database, check_fails};

use crate::subject::{BOTH_TABLES, ROWS, Scripts, Subject, check_note};

#[test]
fn sql_texts_keep_nothing_and_say_so() {
    let subject = Subject::on_sqlite(&BOTH_TABLES, ROWS);
    let run = subject.project.run("upgrade a1:a2 --sql --keep-dropped");
    check_fails(&run, 255, "--sql can't keep what is dropped");
    assert_eq!(run.stdout.lines().filter(|line| line.contains("DROP")).count(), 0);
}

#[test]
fn plans_and_dry_runs_say_that_it_would_be_kept() {
    Subject::on_both(&BOTH_TABLES, ROWS, |subject| {
        let run = subject.succeeds("upgrade head --dry-run --keep-dropped");
        check_note(&run, "would be kept (`--keep-dropped`)");
        assert_eq!((subject.trash(), subject.tables().len()), (Vec::new(), 3));
        let ini = subject.project.read("alembic.ini");
        subject.project.write("alembic.ini", &format!("{ini}\n[limbeck]\nkeep_dropped = true\n"));
        check_note(&subject.succeeds("plan"), "would be kept (`--keep-dropped`)");
    });
}

#[test]
fn raw_sql_is_told_before_the_first_step() {
    Subject::on_both(&BOTH_TABLES, ROWS, |subject| {
        subject
            .second("    op.drop_table('posts')\n    op.execute('DROP TABLE users')\n    op.execute('x')", "    pass");
        let run = subject.project.run("upgrade head --keep-dropped");
        let told =
            "trash: alembic/versions/a2_second.py:11: `DROP TABLE users` is raw SQL, so table users will not be kept";
        check_note(&run, told);
        assert_eq!(run.stderr.matches("is raw SQL").count(), 1, "{}", run.everything());
        let (before, _) = run.stderr.split_once("is raw SQL").expect("it is said");
        assert!(!before.contains("is kept as"), "{}", run.everything());
        assert_eq!(subject.tables(), ["alembic_version", "posts", "users"]);
    });
}

#[test]
fn raw_sql_behind_a_question_is_told_at_the_statement() {
    Subject::on_both(&BOTH_TABLES, ROWS, |subject| {
        subject.second(
            "    count = op.get_bind().execute(sa.text('SELECT count(*) FROM posts')).scalar()\n    assert count == 2\n    op.get_bind().execute(sa.text('DROP TABLE posts'))",
            "    pass",
        );
        let run = subject.succeeds("upgrade head --keep-dropped");
        check_note(&run, "a2_second.py:12: `DROP TABLE posts` is raw SQL, so table posts will not be kept");
    });
}

#[test]
fn a_role_that_may_not_make_the_trash_drops_nothing() {
    let Some(subject) = Subject::on_postgresql(&BOTH_TABLES, ROWS) else { return };
    let Database::Postgresql(database) = &subject.database else { return };
    let url = database.url("");
    let (_, place) = url.split_once('@').expect("it has a user");
    let role = format!("dropper_{}", database.name());
    subject.execute(&format!(
        "CREATE ROLE {role} LOGIN PASSWORD 's3cret'; GRANT USAGE, CREATE ON SCHEMA public TO {role};
         ALTER TABLE alembic_version OWNER TO {role}; ALTER TABLE users OWNER TO {role}; ALTER TABLE posts OWNER TO {role};
         GRANT ALL ON SCHEMA limbeck TO {role}; GRANT ALL ON ALL TABLES IN SCHEMA limbeck TO {role}"
    ));
    subject.project.replace("alembic.ini", &url, &format!("postgresql://{role}:s3cret@{place}"));
    let run = subject.project.run("upgrade head --keep-dropped");
    check_fails(&run, 255, "nothing is dropped, because the trash can't be written: ");
    check_fails(&run, 255, "`CREATE SCHEMA limbeck_trash AUTHORIZATION role`");
    assert_eq!((subject.versions(), subject.tables().len()), (vec!["a1".to_owned()], 3));
    subject.execute(&format!("CREATE SCHEMA limbeck_trash AUTHORIZATION {role}"));
    subject.succeeds("upgrade head --keep-dropped");
    subject.succeeds("downgrade a1");
    subject.check_rows("SELECT * FROM posts ORDER BY id", &["1|1|Hello", "2|3|"]);
    subject.execute(&format!("REASSIGN OWNED BY {role} TO CURRENT_USER; DROP OWNED BY {role}; DROP ROLE {role}"));
}

#[test]
fn outside_a_transaction_a_drop_is_still_whole() {
    Subject::on_both(&BOTH_TABLES, ROWS, |subject| {
        subject.second(
            "    with op.get_context().autocommit_block():\n        op.drop_table('posts')\n        op.execute('x')",
            "    pass",
        );
        check_fails(&subject.project.run("upgrade head --keep-dropped"), 1, "syntax error");
        assert_eq!(subject.trash(), ["table posts 2"]);
        subject.succeeds("trash restore 1");
        subject.check_rows("SELECT * FROM posts ORDER BY id", &["1|1|Hello", "2|3|"]);
    });
}

#[test]
fn a_table_that_is_dropped_by_its_object_is_kept_too() {
    let scripts = Scripts { up: "    sa.Table('posts', sa.MetaData()).drop(op.get_bind())", ..BOTH_TABLES };
    Subject::on_both(&scripts, ROWS, |subject| {
        subject.succeeds("upgrade head --keep-dropped");
        assert_eq!(subject.trash(), ["table posts 2"]);
    });
}

#[test]
fn a_deploy_may_have_the_trash_in_the_place_of_a_backup() {
    Subject::on_both(&BOTH_TABLES, ROWS, |subject| {
        let run = subject.project.run("deploy");
        check_fails(&run, 255, "`--keep-dropped` moves what is dropped into the trash instead");
        let run = subject.succeeds("deploy --keep-dropped");
        assert_eq!(run.stdout, "Deployed 1 revision: a1 -> a2.\n");
        assert_eq!(subject.trash(), ["table posts 2", "table users 2"]);
        assert!(!subject.project.path("backups").exists());
    });
}

#[test]
fn a_full_disk_leaves_everything_as_it_was() {
    let rows = "INSERT INTO users (id, name) VALUES (1, 'Ann'); WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 \
                FROM n WHERE i < 3000) INSERT INTO posts SELECT i, 1, hex(randomblob(20)) FROM n";
    let subject = Subject::on_sqlite(&BOTH_TABLES, rows);
    let pages: u32 = subject.rows("PRAGMA page_count")[0].parse().expect("it is a number");
    subject.project.replace(
        "alembic/env.py",
        "with connectable.connect() as connection:",
        &format!(
            "with connectable.connect() as connection:\n        \
             connection.exec_driver_sql('PRAGMA max_page_count = {}')\n        connection.commit()",
            pages + 2
        ),
    );
    check_fails(&subject.project.run("upgrade head --keep-dropped"), 1, "database or disk is full");
    subject.check_rows("SELECT count(*) FROM posts", &["3000"]);
    subject.check_rows("SELECT name FROM sqlite_master WHERE name LIKE 'limbeck%'", &[]);
    assert_eq!(subject.versions(), ["a1"]);
}

#[test]
fn a_lock_that_is_refused_is_waited_for_with_nothing_moved() {
    let Some(subject) = Subject::on_postgresql(&BOTH_TABLES, ROWS) else { return };
    let Database::Postgresql(database) = &subject.database else { return };
    let mut reader = database.connect();
    let mut reading = reader.transaction().expect("it begins");
    reading.execute("SELECT 1 FROM users", &[]).expect("it reads");
    let run = subject.project.run("upgrade head --keep-dropped --lock-timeout 100ms");
    check_fails(&run, 1, "lock timeout");
    assert_eq!((subject.trash(), subject.tables().len()), (Vec::new(), 3));
    reading.rollback().expect("it ends");
    subject.succeeds("upgrade head --keep-dropped --lock-timeout 5s");
    assert_eq!(subject.trash(), ["table posts 2", "table users 2"]);
}
