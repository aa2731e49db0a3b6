//! `plan`: statements with their lines, locks and times; scripts that only describe are not executed.

use testkit::{check_fails, check_says, check_succeeds};

use crate::subject::{on_postgresql, on_sqlite, picture, revision, two_steps};

#[test]
fn a_plan_names_lines_locks_and_sizes_and_changes_nothing() {
    let Some((project, database)) = on_postgresql() else { return };
    two_steps(&project);
    check_succeeds(&project.run("upgrade a1"));
    database.execute("INSERT INTO users SELECT n, 'x' FROM generate_series(1, 2000) AS n; ANALYZE users");
    let run = project.run("plan");
    check_succeeds(&run);
    check_says(
        &run,
        &[
            "upgrade from a1: 1 step on postgresql://",
            "1. upgrade a1 -> b2, step b2  alembic/versions/b2.py",
            "     10  ALTER TABLE users ADD COLUMN age INTEGER",
            "users: ACCESS EXCLUSIVE, blocks reads and writes",
            "     11  CREATE INDEX ix_users_age ON users (age)",
            "users: SHARE, blocks writes; builds an index; 2,000 rows",
            "verdict: safe: reads and writes of users wait up to about",
        ],
    );
    assert!(!run.stdout.contains('\x1b'), "{}", run.everything());
    assert_eq!(run.stderr, "", "nothing is logged as done");
    assert_eq!(database.versions(), ["a1"]);
    assert_eq!(database.rows("SELECT count(*) FROM information_schema.columns WHERE table_name = 'users'"), ["2"]);
}

#[test]
fn nothing_to_do_is_one_sentence() {
    let project = on_sqlite();
    two_steps(&project);
    check_succeeds(&project.run("upgrade head"));
    let run = project.run("plan");
    check_succeeds(&run);
    assert_eq!(run.stdout, "Nothing to do: sqlite:///app.db is at b2.\n");
    let json: serde_json::Value = serde_json::from_str(&project.run("plan --json").stdout).unwrap();
    assert_eq!(
        (json["steps"].as_array().map(Vec::len), json["verdict"]["level"].as_str()),
        (Some(0), Some("nothing_to_do"))
    );
}

#[test]
fn json_and_markdown_say_the_same() {
    let Some((project, _database)) = on_postgresql() else { return };
    two_steps(&project);
    check_succeeds(&project.run("upgrade a1"));
    let json: serde_json::Value = serde_json::from_str(&project.run("plan --json").stdout).unwrap();
    assert_eq!((json["format"].as_u64(), json["basis"].as_str()), (Some(1), Some("description")));
    let statement = &json["steps"][0]["statements"][1];
    assert_eq!(statement["sql"], "CREATE INDEX ix_users_age ON users (age)");
    assert_eq!(statement["operation"], "create_index");
    assert_eq!(statement["place"]["line"], 11);
    assert_eq!(
        (statement["effects"][0]["lock"].as_str(), statement["effects"][0]["blocks"].as_str()),
        (Some("SHARE"), Some("writes"))
    );
    let markdown = project.run("plan --markdown").stdout;
    for text in [
        "### Migration plan: upgrade from a1",
        "| 11 | `CREATE INDEX ix_users_age ON users (age)` | SHARE on `users`, blocks writes |",
    ] {
        assert!(markdown.contains(text), "no {text:?}\n{markdown}");
    }
}

#[test]
fn a_downgrade_is_planned_too() {
    let project = on_sqlite();
    two_steps(&project);
    check_succeeds(&project.run("upgrade head"));
    let run = project.run("plan downgrade -1");
    check_succeeds(&run);
    assert!(
        run.stdout.contains("downgrade from b2: 1 step") && run.stdout.contains("DROP INDEX ix_users_age"),
        "{}",
        run.everything()
    );
    assert_eq!(project.sqlite("app.db").versions(), ["b2"]);
}

#[test]
fn a_script_that_looks_at_rows_is_planned_by_running_it_and_taking_it_back() {
    let Some((project, database)) = on_postgresql() else { return };
    two_steps(&project);
    revision(
        &project,
        "c3",
        "b2",
        "for row in op.get_bind().execute(sa.text('SELECT id FROM users ORDER BY id')).all():\n    \
         op.get_bind().execute(sa.text('UPDATE users SET age = :age WHERE id = :id'), {'id': row.id, 'age': 7})",
        "pass",
    );
    check_succeeds(&project.run("upgrade a1"));
    database.execute("INSERT INTO users SELECT n, 'x' FROM generate_series(1, 20) AS n");
    let run = project.run("plan");
    check_succeeds(&run);
    check_says(
        &run,
        &[
            "UPDATE users SET age = ",
            "sent 20 times",
            "20 rows, took",
            "note: the steps were executed in a transaction that was rolled back",
        ],
    );
    assert_eq!(database.versions(), ["a1"]);
    assert_eq!(database.rows("SELECT count(*) FROM information_schema.columns WHERE table_name = 'users'"), ["2"]);
}

#[test]
fn an_autocommit_block_is_described_without_running_it() {
    let Some((project, database)) = on_postgresql() else { return };
    two_steps(&project);
    revision(
        &project,
        "c3",
        "b2",
        "with op.get_context().autocommit_block():\n    op.create_index('ix_users_name', 'users', ['name'], postgresql_concurrently=True)",
        "pass",
    );
    check_succeeds(&project.run("upgrade b2"));
    let run = project.run("plan");
    check_succeeds(&run);
    check_says(
        &run,
        &[
            "CREATE INDEX CONCURRENTLY ix_users_name",
            "outside a transaction",
            "users: SHARE UPDATE EXCLUSIVE",
            "verdict: safe",
        ],
    );
    assert_eq!(database.rows("SELECT count(*) FROM pg_indexes WHERE indexname = 'ix_users_name'"), ["0"]);
}

#[test]
fn what_cannot_be_planned_is_said() {
    let project = on_sqlite();
    two_steps(&project);
    check_fails(&project.run("plan nowhere"), 255, "Can't locate revision identified by 'nowhere'");
    check_fails(&project.run("plan sideways heads"), 255, "`plan` plans an upgrade or a downgrade");
    check_fails(&project.run("plan a1:b2"), 255, "Range revision not allowed");
}

#[test]
fn a_step_that_was_broken_off_is_no_subject_of_a_plan() {
    let Some((project, database)) = on_postgresql() else { return };
    two_steps(&project);
    revision(
        &project,
        "c3",
        "b2",
        "with op.get_context().autocommit_block():\n    op.execute('CREATE TABLE half (a int)')\n    op.execute('SELECT 1 / 0')",
        "pass",
    );
    assert_eq!(project.run("upgrade head").exit_code, 1);
    let before = picture(&database);
    for words in ["plan", "upgrade head --dry-run", "rehearse"] {
        let run = project.run(words);
        assert!(run.exit_code != 0 && run.stderr.contains("--resume"), "{words}\n{}", run.everything());
    }
    assert_eq!(picture(&database), before);
}

#[test]
fn rows_that_are_changed_behind_a_lock_count_for_those_who_wait() {
    let Some((project, database)) = on_postgresql() else { return };
    database.execute(
        "CREATE TABLE big (id integer PRIMARY KEY, number integer);
         INSERT INTO big SELECT n, n FROM generate_series(1, 2000) AS n;
         ANALYZE big; UPDATE pg_class SET reltuples = 40e6 WHERE oid = 'big'::regclass",
    );
    let locks = "op.add_column('big', sa.Column('more', sa.Integer))";
    revision(&project, "a1", "", &format!("{locks}\nop.execute('UPDATE big SET more = number')"), "pass");
    let run = project.run("plan");
    check_succeeds(&run);
    for text in ["big: ROW EXCLUSIVE, blocks neither reads nor writes; changes rows; 40,000,000 rows", "; at worst"] {
        assert!(run.stdout.contains(text), "no {text:?}\n{}", run.everything());
    }
    assert!(
        run.stdout.contains("verdict: dangerous: reads and writes of big wait up to about"),
        "{}",
        run.everything()
    );
    revision(&project, "a1", "", &format!("{locks}\nop.execute('DO $$ BEGIN PERFORM 1; END $$')"), "pass");
    let run = project.run("plan");
    assert!(
        run.stdout.contains("verdict: careful: reads and writes of big wait, and how long cannot"),
        "{}",
        run.everything()
    );
}

#[test]
fn an_index_in_whose_order_the_rows_lie_is_forecast_to_be_built_sooner() {
    let Some((project, database)) = on_postgresql() else { return };
    database.execute(
        "CREATE TABLE big (up integer NOT NULL, down integer, mixed integer);
         INSERT INTO big SELECT n, -n, n * 17 % 2003 FROM generate_series(1, 2000) AS n;
         CREATE TABLE parts (up integer, part integer) PARTITION BY LIST (part);
         CREATE TABLE parts_1 PARTITION OF parts FOR VALUES IN (1);
         CREATE TABLE parts_2 PARTITION OF parts FOR VALUES IN (2);
         CREATE TABLE parts_3 PARTITION OF parts FOR VALUES IN (3);
         INSERT INTO parts SELECT n, 1 + n % 2 FROM generate_series(1, 4000) AS n;
         CREATE TABLE unknown (up integer);
         INSERT INTO unknown SELECT n FROM generate_series(1, 2000) AS n;
         ANALYZE big; ANALYZE parts;
         UPDATE pg_class SET reltuples = 40e6 WHERE relname IN ('big', 'parts_1', 'unknown')",
    );
    let seconds = |directive: &str| {
        revision(&project, "a1", "", directive, "pass");
        let run = project.run("plan --json");
        check_succeeds(&run);
        let plan: serde_json::Value = serde_json::from_str(&run.stdout).expect("it is JSON");
        plan["steps"][0]["statements"][0]["estimated_seconds"].as_f64().expect("the size is known")
    };
    for sorted in [
        "op.create_index('ix', 'big', ['up'])",
        "op.create_index('ix', 'big', ['down', 'mixed'])",
        "op.create_primary_key('pk', 'big', ['up'])",
        "op.create_unique_constraint('uq', 'big', ['up'])",
        "op.create_index('ix', 'parts', ['up'])",
    ] {
        assert_eq!(seconds(sorted).round(), 15.0, "{sorted}");
    }
    for unsorted in [
        "op.create_index('ix', 'big', ['mixed'])",
        "op.create_index('ix', 'big', ['mixed', 'up'])",
        "op.create_index('ix', 'unknown', ['up'])",
    ] {
        assert_eq!(seconds(unsorted).round(), 32.0, "{unsorted}");
    }
}

#[test]
fn an_env_py_of_two_databases_has_two_runs() {
    let project = on_sqlite();
    two_steps(&project);
    project.write(
        "alembic/env.py",
        "from alembic import context\nfrom sqlalchemy import create_engine\n\nfor name in ('one', 'two'):\n    \
         with create_engine(f'sqlite:///{name}.db').connect() as connection:\n        \
         context.configure(connection=connection)\n        \
         with context.begin_transaction():\n            context.run_migrations()\n",
    );
    for words in ["plan", "upgrade head --dry-run", "rehearse"] {
        let run = project.run(words);
        check_succeeds(&run);
        for text in [
            "upgrade: 4 steps in 2 runs of migrations",
            "on sqlite:///one.db (sqlite 3.",
            "on sqlite:///two.db (sqlite 3.",
            "4. upgrade a1 -> b2",
        ] {
            assert!(run.stdout.contains(text), "{words}: no {text:?}\n{}", run.everything());
        }
    }
    assert!(!project.path("one.db").exists() && !project.path("two.db").exists());
    check_succeeds(&project.run("upgrade head"));
    let run = project.run("plan");
    assert_eq!(
        run.stdout,
        "Nothing to do: sqlite:///one.db is at b2.\nNothing to do: sqlite:///two.db is at b2.\n",
        "{}",
        run.everything()
    );
}
