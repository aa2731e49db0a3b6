//! `merge`: what both branches touch is told beside Alembic's words, and `--test` runs them in both orders.

use testkit::{Database, Run, check_fails};

use crate::subject::Subject;

/// What is told of the branches, line for line.
fn notes(run: &Run) -> Vec<&str> {
    run.stderr.lines().filter_map(|line| line.strip_prefix("note: ")).collect()
}

const TRY: &str = "to have both orders tried on a scratch database, delete the new file and use `limbeck merge --test`";

fn column(name: &str) -> String {
    format!("op.add_column('users', sa.Column('{name}', sa.Integer))")
}

fn branch(subject: &Subject, id: &str, upgrade: &str) {
    subject.revision(id, Some("a1"), upgrade, "pass");
}

fn count_of_files(subject: &Subject) -> usize {
    subject.project.files().iter().filter(|file| file.contains("/versions/") && file.ends_with(".py")).count()
}

fn check_no_scratch(subject: &Subject) {
    if let Database::Postgresql(database) = &subject.database {
        assert_eq!(database.scratches().len(), 0);
    }
}

#[test]
fn what_both_branches_touch_is_told_and_alembics_words_stay() {
    Subject::on_both(|subject| {
        branch(subject, "mine", &format!("{}\nop.create_index('ix_users_name', 'users', ['name'])", column("phone")));
        branch(subject, "theirs", "op.execute('ALTER TABLE users DROP COLUMN name')");
        let run = subject.succeeds("merge heads -m both --rev-id m1");
        assert!(
            run.stdout.starts_with("Generating ") && run.stdout.ends_with("m1_both.py ...  done\n"),
            "{}",
            run.stdout
        );
        assert_eq!(run.stdout.lines().count(), 1);
        assert_eq!(
            notes(&run),
            [
                "both branches touch table users: mine adds column phone, adds index ix_users_name; theirs drops column name",
                "both branches touch column users.name: mine uses it; theirs drops it",
                TRY,
            ],
            "{}",
            run.everything()
        );
        assert!(!subject.project.path("app.db").exists(), "no database is asked");
        assert!(subject.database.tables().is_empty(), "no database is asked");
    });
}

#[test]
fn branches_with_nothing_in_common_take_one_line() {
    let subject = Subject::on_sqlite();
    subject.table("mine", "a1", "tags");
    subject.revision(
        "theirs",
        Some("a1"),
        "op.create_table('posts', sa.Column('user_id', sa.Integer, sa.ForeignKey('users.id')))",
        "op.drop_table('posts')",
    );
    let run = subject.succeeds("merge heads -m both");
    assert_eq!(notes(&run), ["the branches touch nothing in common"], "{}", run.everything());
}

#[test]
fn batches_types_and_scripts_that_ask_the_database_are_seen() {
    let Some(subject) = Subject::on_postgresql() else { return };
    let mood = "sa.Column('mood', sa.Enum('sad', 'ok', name='mood'))";
    branch(&subject, "mine", &format!("op.create_table('days', {mood})"));
    branch(
        &subject,
        "theirs",
        &format!("op.create_table('nights', {mood})\nop.get_bind().execute(sa.text('SELECT 1')).scalar()"),
    );
    let run = subject.succeeds("merge heads -m both");
    let [types, read, _] = notes(&run)[..] else { panic!("{}", run.everything()) };
    assert_eq!(types, "both branches touch type mood: mine adds it; theirs adds it");
    assert!(read.starts_with("theirs was read only to line 21, because without a database"), "{read}");
    let subject = Subject::on_sqlite();
    branch(
        &subject,
        "mine",
        "with op.batch_alter_table('users') as batch:\n    batch.alter_column('name', nullable=False)",
    );
    branch(&subject, "theirs", "with op.batch_alter_table('users') as batch:\n    batch.drop_column('name')");
    let run = subject.succeeds("merge heads -m both");
    assert_eq!(notes(&run)[1], "both branches touch column users.name: mine alters it; theirs drops it");
}

#[test]
fn what_three_branches_share_with_one_another_is_no_overlap() {
    let subject = Subject::on_sqlite();
    branch(&subject, "shared", &column("phone"));
    subject.table("left", "shared", "tags");
    subject.revision("right", Some("shared"), &column("mail"), "pass");
    subject.table("other", "a1", "posts");
    let run = subject.succeeds("merge heads -m three");
    assert_eq!(notes(&run), ["the branches touch nothing in common"], "{}", run.everything());
    let subject = Subject::on_sqlite();
    branch(&subject, "shared", &column("phone"));
    subject.table("left", "shared", "tags");
    subject.table("right", "shared", "marks");
    branch(&subject, "other", &column("mail"));
    let run = subject.succeeds("merge heads -m three --branch-label joined");
    assert_eq!(
        notes(&run)[0],
        "several branches touch table users: shared adds column phone; other adds column mail",
        "{}",
        run.everything()
    );
}

#[test]
fn an_env_py_that_needs_a_database_does_not_stop_a_merge() {
    let subject = Subject::on_sqlite();
    subject.table("mine", "a1", "tags");
    subject.table("theirs", "a1", "posts");
    subject.project.replace("alembic/env.py", "if context.is_offline_mode():", "if False:");
    let ini = subject.project.read("alembic.ini");
    subject.project.write("alembic.ini", &ini.replace("sqlite:///%(here)s/app.db", "nosuch://u:s3cret-4711@h/d"));
    let run = subject.succeeds("merge heads -m both");
    let [note] = notes(&run)[..] else { panic!("{}", run.everything()) };
    assert!(
        note.starts_with("what the branches touch was not compared, because env.py does not run without"),
        "{note}"
    );
    assert!(!run.everything().contains("s3cret-4711"), "{}", run.everything());
}

#[test]
fn both_orders_are_tried_before_the_file_is_written() {
    Subject::on_both(|subject| {
        branch(subject, "mine", &column("phone"));
        branch(subject, "theirs", &column("mail"));
        let run = subject.succeeds("merge heads -m both --test");
        assert_eq!(
            notes(&run),
            [
                "both orders give the same schema: mine, theirs, and theirs, mine",
                "both branches touch table users: mine adds column phone; theirs adds column mail",
            ],
            "{}",
            run.everything()
        );
        assert_eq!((subject.heads().len(), count_of_files(subject)), (1, 4));
        assert!(subject.database.tables().is_empty(), "only scratch databases are used");
        check_no_scratch(subject);
    });
}

#[test]
fn an_order_that_fails_is_named_and_no_file_is_written() {
    Subject::on_both(|subject| {
        branch(subject, "mine", "op.execute('CREATE INDEX ix_name ON users (name)')");
        branch(subject, "theirs", "op.execute('ALTER TABLE users RENAME COLUMN name TO full_name')");
        let run = subject.project.run("merge heads -m both --test");
        check_fails(&run, 255, "FAILED: mine does not run after theirs: ");
        assert!(!run.everything().contains("theirs does not run after mine"), "{}", run.everything());
        assert!(run.stderr.contains("hint: `limbeck rebase` puts one branch behind the other"), "{}", run.everything());
        assert!(run.stderr.contains("and no file was written"), "{}", run.everything());
        assert_eq!(count_of_files(subject), 3);
        check_no_scratch(subject);
        subject.succeeds("merge heads -m both");
    });
}

#[test]
fn an_order_that_gives_another_schema_is_named() {
    Subject::on_both(|subject| {
        let default = |value: &str| {
            format!(
                "with op.batch_alter_table('users') as batch:\n    batch.alter_column('name', server_default='{value}')"
            )
        };
        branch(subject, "mine", &default("me"));
        branch(subject, "theirs", &default("they"));
        let run = subject.project.run("merge heads -m both --test");
        check_fails(&run, 255, "FAILED: the schema depends on the order of mine, theirs");
        let [note] = notes(&run)[..1] else { panic!("{}", run.everything()) };
        assert!(note.starts_with("theirs run before mine and not after it: column users.name: fill is "), "{note}");
        assert!(note.contains("me") && note.contains("they"), "{note}");
        assert_eq!(count_of_files(subject), 3);
        check_no_scratch(subject);
    });
}

#[test]
fn a_history_that_does_not_begin_at_nothing_cannot_be_tried() {
    let subject = Subject::on_sqlite();
    subject.revision("a1", None, "op.add_column('users', sa.Column('age', sa.Integer))", "pass");
    subject.table("mine", "a1", "tags");
    subject.table("theirs", "a1", "posts");
    let run = subject.project.run("merge heads -m both --test");
    check_fails(&run, 255, "FAILED: mine does not run on an empty database: ");
    assert_eq!(count_of_files(&subject), 3);
}
