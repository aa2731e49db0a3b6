//! `rehearse`: the plan on a scratch database, which is gone afterwards.

use std::time::Duration;

use testkit::{check_fails, check_says, check_succeeds, interrupt};

use crate::subject::{on_postgresql, on_sqlite, project, revision, two_steps, wait_for};

#[test]
fn a_rehearsal_measures_and_leaves_the_database_as_it_was() {
    let Some((project, database)) = on_postgresql() else { return };
    two_steps(&project);
    revision(
        &project,
        "c3",
        "b2",
        "op.alter_column('users', 'age', type_=sa.BigInteger())",
        "op.alter_column('users', 'age', type_=sa.Integer())",
    );
    check_succeeds(&project.run("upgrade a1"));
    database.execute("INSERT INTO users SELECT n, 'x' FROM generate_series(1, 500) AS n");
    let run = project.run("rehearse");
    check_succeeds(&run);
    check_says(
        &run,
        &[
            "took SHARE on users",
            "rewrote users",
            "of log",
            "scratch: a copy of the whole database",
            "upgrade a1 -> b2, step b2: up, down, up",
            "skipped  models: env.py gives no target_metadata",
            "rehearse passed in",
        ],
    );
    assert_eq!(database.versions(), ["a1"]);
    assert_eq!(database.scratches().len(), 0, "{}", run.everything());
}

#[test]
fn a_database_in_use_is_sampled_with_foreign_keys_closed() {
    let Some((project, database)) = on_postgresql() else { return };
    database.execute(
        "CREATE SCHEMA \"Other\"; CREATE TYPE mood AS ENUM ('sad', 'ok');
         CREATE TABLE \"Other\".parents (a integer, b integer, grand integer, PRIMARY KEY (a, b));
         ALTER TABLE \"Other\".parents ADD CONSTRAINT grand_key UNIQUE (grand);
         CREATE TABLE children (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, a integer, b integer, mood mood,
             twice bigint GENERATED ALWAYS AS (a * 2) STORED, old integer,
             FOREIGN KEY (a, b) REFERENCES \"Other\".parents, FOREIGN KEY (old) REFERENCES \"Other\".parents (grand));
         INSERT INTO \"Other\".parents SELECT n, -n, n + 5 FROM generate_series(1, 900) AS n;
         INSERT INTO children (a, b, mood, old) SELECT 901 - n, n - 901, 'ok', 905 - n FROM generate_series(1, 899) AS n",
    );
    revision(
        &project,
        "a1",
        "",
        "op.execute(\"DO $$ BEGIN IF (SELECT count(*) FROM children) <> 10 OR (SELECT count(*) FROM children WHERE a IS NULL) > 0 \
         THEN RAISE 'sample is wrong'; END IF; END $$\")\nop.execute('ALTER TABLE children ADD COLUMN c integer')",
        "op.execute('ALTER TABLE children DROP COLUMN c')",
    );
    let _other = database.connect();
    std::thread::sleep(Duration::from_millis(1100));
    let run = project.run("rehearse --rows 10");
    check_succeeds(&run);
    assert!(run.stdout.contains("scratch: the schema and up to 10 rows of each table ("), "{}", run.everything());
    assert_eq!(database.scratches().len(), 0, "{}", run.everything());
}

/// What a sample has to cope with beside tables: everything that a dump has, and rows that are equal by other operators
/// than those of their texts.
const EVERYTHING: &str = "
    CREATE EXTENSION citext; CREATE EXTENSION pg_trgm;
    CREATE SCHEMA app; CREATE TYPE app.mood AS ENUM ('sad', 'ok'); CREATE DOMAIN app.positive AS integer CHECK (VALUE > 0);
    CREATE SEQUENCE app.counter START 500; SELECT nextval('app.counter');
    CREATE TABLE app.one (id integer PRIMARY KEY, two integer, mood app.mood DEFAULT 'ok', size app.positive DEFAULT 1);
    CREATE TABLE app.two (id integer PRIMARY KEY, one integer REFERENCES app.one DEFERRABLE INITIALLY DEFERRED);
    ALTER TABLE app.one ADD FOREIGN KEY (two) REFERENCES app.two DEFERRABLE INITIALLY DEFERRED;
    CREATE TABLE app.chain (id integer PRIMARY KEY, next integer REFERENCES app.chain);
    CREATE TABLE app.words (word citext PRIMARY KEY, amount numeric UNIQUE);
    CREATE TABLE app.uses (id serial PRIMARY KEY, word citext REFERENCES app.words, amount numeric REFERENCES app.words (amount));
    CREATE TABLE app.days (day date, id integer, note text, PRIMARY KEY (day, id)) PARTITION BY RANGE (day);
    CREATE TABLE app.days_1 PARTITION OF app.days FOR VALUES FROM ('2024-01-01') TO ('2024-07-01');
    CREATE TABLE app.days_2 PARTITION OF app.days FOR VALUES FROM ('2024-07-01') TO ('2025-01-01');
    CREATE TABLE app.visits (id integer PRIMARY KEY, day date, number integer, FOREIGN KEY (day, number) REFERENCES app.days);
    BEGIN;
    INSERT INTO app.one (id, two) SELECT n, 301 - n FROM generate_series(1, 300) AS n;
    INSERT INTO app.two SELECT n, (n + 150) % 300 + 1 FROM generate_series(1, 300) AS n;
    COMMIT;
    INSERT INTO app.chain SELECT n, nullif(n + 1, 61) FROM generate_series(60, 1, -1) AS n;
    INSERT INTO app.words SELECT 'Word ' || n, n FROM generate_series(1, 400) AS n;
    INSERT INTO app.uses (word, amount) SELECT 'wORD ' || 401 - n, (401 - n)::numeric(8, 2) FROM generate_series(1, 400) AS n;
    INSERT INTO app.days SELECT '2024-01-01'::date + n, n, 'a \"b\", (c)\n' || n FROM generate_series(1, 300) AS n;
    INSERT INTO app.visits SELECT n, '2024-01-01'::date + 301 - n, 301 - n FROM generate_series(1, 300) AS n;
    CREATE VIEW app.happy AS SELECT * FROM app.one WHERE mood = 'ok';
    CREATE MATERIALIZED VIEW app.totals AS SELECT count(*) AS n FROM app.words;
    CREATE FUNCTION app.touch() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.note := upper(NEW.note); RETURN NEW; END $$;
    CREATE TRIGGER touch BEFORE UPDATE ON app.days FOR EACH ROW EXECUTE FUNCTION app.touch();
    CREATE INDEX words_trgm ON app.words USING gin ((word::text) gin_trgm_ops);
    CREATE TABLE public.alembic_version (version_num varchar(32) PRIMARY KEY);";

#[test]
fn a_sample_has_all_kinds_of_objects_and_the_settings_of_the_database() {
    let Some((project, database)) = on_postgresql() else { return };
    database.execute(EVERYTHING);
    database.execute(&format!("ALTER DATABASE \"{}\" SET search_path = app, public", database.name()));
    let wants = [
        // The search path of the database.
        "SELECT count(*) = 1 FROM pg_class WHERE oid = 'totals'::regclass",
        // Both directions of a cycle, to the end of a chain, and into partitions.
        "SELECT count(*) BETWEEN 5 AND 299 FROM one",
        "SELECT bool_and(EXISTS (SELECT FROM two WHERE two.id = one.two)) FROM one",
        "SELECT count(*) = 60 FROM chain",
        "SELECT count(*) = 5 FROM visits",
        "SELECT bool_and(EXISTS (SELECT FROM days WHERE days.day = v.day AND days.id = v.number)) FROM visits AS v",
        "SELECT count(*) >= 10 FROM words",
        "SELECT nextval('counter') > 500 AND nextval('uses_id_seq') > 400",
        "SELECT n > 0 FROM totals",
        "SELECT count(*) > 0 FROM happy",
        "SELECT tgname = 'touch' FROM pg_trigger WHERE tgrelid = 'days'::regclass",
    ];
    let checks: Vec<String> = wants
        .iter()
        .map(|sql| format!("assert op.get_bind().execute(sa.text(\"{sql}\")).scalar() is True, \"{sql}\""))
        .collect();
    revision(
        &project,
        "a1",
        "",
        &format!("{}\nop.execute('INSERT INTO uses (word) VALUES (NULL)')", checks.join("\n")),
        "pass",
    );
    let _other = database.connect();
    std::thread::sleep(Duration::from_millis(1100));
    let run = project.run("rehearse --rows 5");
    check_succeeds(&run);
    assert!(run.stdout.contains("scratch: the schema and up to 5 rows of each table ("), "{}", run.everything());
    assert_eq!(database.scratches().len(), 0, "{}", run.everything());
}

#[test]
fn whatever_names_another_database_is_not_followed() {
    let Some((project, database)) = on_postgresql() else { return };
    two_steps(&project);
    project.replace(
        "alembic/env.py",
        "poolclass=pool.NullPool,",
        &format!("poolclass=pool.NullPool, connect_args={{'dbname': '{}'}},", database.name()),
    );
    check_succeeds(&project.run("rehearse"));
    assert_eq!(database.tables(), [""; 0]);
    project.replace("alembic/env.py", "connect_args={'dbname'", "connect_args={'options': '-c app.tenant=7', 'dbname'");
    revision(&project, "c3", "b2", "op.execute(\"SELECT 1 / (current_setting('app.tenant') = '7')::int\")", "pass");
    check_succeeds(&project.run("rehearse"));
}

#[test]
fn traces_of_a_downgrade_are_named() {
    let project = on_sqlite();
    two_steps(&project);
    revision(&project, "b2", "a1", "op.add_column('users', sa.Column('age', sa.Integer))", "pass");
    check_succeeds(&project.run("upgrade a1"));
    let run = project.run("rehearse");
    assert_eq!(run.exit_code, 1, "{}", run.everything());
    check_says(
        &run,
        &[
            "FAILED   upgrade a1 -> b2, step b2: the downgrade does not bring back what was before the upgrade",
            "left over: column users.age",
            "rehearse did not pass",
        ],
    );
    assert_eq!(project.sqlite("app.db").versions(), ["a1"]);
}

#[test]
fn what_env_py_warns_of_is_said_once() {
    let project = on_sqlite();
    two_steps(&project);
    let env = project.read("alembic/env.py");
    project.write("alembic/env.py", &format!("import warnings\n\nwarnings.warn('take care')\n{env}"));
    let run = project.run("rehearse");
    check_succeeds(&run);
    assert_eq!(run.stderr.matches("UserWarning: take care").count(), 1, "{}", run.everything());
}

#[test]
fn a_step_that_goes_one_way_is_no_failure() {
    let project = on_sqlite();
    two_steps(&project);
    revision(&project, "c3", "b2", "op.execute('DELETE FROM users')", "raise NotImplementedError('rows are gone')");
    let run = project.run("rehearse");
    check_succeeds(&run);
    assert!(run.stdout.contains("one way  upgrade b2 -> c3, step c3: rows are gone"), "{}", run.everything());
}

#[test]
fn step_seven_of_nine_fails_and_says_so() {
    let Some((project, database)) = on_postgresql() else { return };
    let mut down = String::new();
    for number in 1..=9 {
        let id = format!("s{number}");
        let sql = if number == 7 { "SELECT 1 / 0" } else { "SELECT 1" };
        revision(
            &project,
            &id,
            &down,
            &format!("op.execute('CREATE TABLE t{number} (a int)')\nop.execute('{sql}')"),
            &format!("op.drop_table('t{number}')"),
        );
        down = id;
    }
    let run = project.run("rehearse");
    assert_eq!(run.exit_code, 1, "{}", run.everything());
    check_says(
        &run,
        &[
            "verdict: fails: step 7 fails: division by zero",
            "FAILED   the upgrade stopped:",
            "upgrade s5 -> s6, step s6: up, down, up",
            "FAILED   upgrade s6 -> s7, step s7: upgrade:",
            "upgrade from base: 9 steps on",
            "2 later steps were not reached",
        ],
    );
    assert_eq!(database.tables(), [""; 0]);
    assert_eq!(database.scratches().len(), 0);
}

#[test]
fn without_the_right_to_create_databases_the_way_out_is_said() {
    let Some((project, database)) = on_postgresql() else { return };
    let role = format!("{}_plain", database.name());
    database
        .execute(&format!("CREATE ROLE {role} LOGIN PASSWORD 'geheim-4711'; GRANT CREATE ON SCHEMA public TO {role}"));
    project.replace("alembic.ini", &database.url(""), &format!("postgresql://{role}:geheim-4711@{}", database.place()));
    two_steps(&project);
    let run = project.run("rehearse");
    check_fails(&run, 255, "Can't create a scratch database: permission denied to create database");
    assert!(run.stderr.contains(&format!("hint: ALTER ROLE {role} CREATEDB")), "{}", run.everything());
    assert!(!run.everything().contains("geheim-4711"), "{}", run.everything());
    database.execute(&format!("REVOKE CREATE ON SCHEMA public FROM {role}; DROP ROLE {role}"));
}

#[test]
fn without_a_server_there_is_nothing_to_rehearse() {
    let project = project("postgresql://nobody:geheim-4711@127.0.0.1:9/none");
    two_steps(&project);
    for words in ["rehearse", "test", "plan", "upgrade head --dry-run"] {
        let run = project.run(words);
        assert!(run.exit_code != 0 && !run.everything().contains("geheim-4711"), "{}", run.everything());
    }
    let project = on_sqlite();
    two_steps(&project);
    check_fails(&project.run("rehearse nowhere"), 255, "Can't locate revision identified by 'nowhere'");
}

#[test]
fn a_killed_rehearsal_is_cleared_away_by_the_next_one() {
    let Some((project, database)) = on_postgresql() else { return };
    two_steps(&project);
    project.write("alembic/versions/c3.py", &endless("c3", "b2"));
    let mut child = project.start(&[], "rehearse");
    let left = wait_for(|| database.scratches().into_iter().next());
    child.kill().unwrap();
    child.wait().unwrap();
    assert!(database.scratches().contains(&left), "a killed process drops nothing");
    project.remove("alembic/versions/c3.py");
    // The server notices a while after the kill that nobody is there any more.
    wait_for(|| {
        check_succeeds(&project.run("rehearse"));
        (!database.scratches().contains(&left)).then_some(())
    });
}

#[test]
fn a_folder_that_a_killed_run_has_left_is_removed_by_the_next_one() {
    let project = on_sqlite();
    two_steps(&project);
    project.write("alembic/versions/c3.py", &endless("c3", "b2"));
    project.write("temporary/limbeck_scratch_of_others/file", "");
    let temporary = project.path("temporary").display().to_string();
    let variables = [("TMPDIR", temporary.as_str())];
    let left = || {
        let names = std::fs::read_dir(project.path("temporary")).unwrap().flatten().map(|entry| entry.file_name());
        names.filter(|name| name != "limbeck_scratch_of_others").count()
    };
    let mut child = project.start(&variables, "rehearse");
    wait_for(|| project.path("endless").exists().then_some(()));
    project.remove("endless");
    let mut other = project.start(&variables, "rehearse");
    wait_for(|| project.path("endless").exists().then_some(()));
    assert_eq!(left(), 2);
    child.kill().unwrap();
    child.wait().unwrap();
    assert_eq!(left(), 2, "a killed process removes nothing");
    project.remove("alembic/versions/c3.py");
    check_succeeds(&project.run_with(&variables, "rehearse"));
    assert_eq!(left(), 1, "the other one still runs");
    other.kill().unwrap();
    other.wait().unwrap();
    check_succeeds(&project.run_with(&variables, "rehearse"));
    assert_eq!(left(), 0);
    assert!(project.path("temporary/limbeck_scratch_of_others/file").exists());
}

#[test]
fn ctrl_c_in_an_endless_script_drops_the_scratch_database() {
    let Some((project, database)) = on_postgresql() else { return };
    two_steps(&project);
    project.write("alembic/versions/c3.py", &endless("c3", "b2"));
    let child = project.start(&[], "rehearse");
    wait_for(|| database.scratches().into_iter().next());
    wait_for(|| project.path("endless").exists().then_some(()));
    interrupt(&child);
    let run = project.finish(child, "rehearse");
    assert_eq!(run.exit_code, 130, "{}", run.everything());
    assert_eq!(database.scratches().len(), 0, "{}", run.everything());
    assert_eq!(database.tables(), [""; 0]);
}

/// A revision that never ends, and says when it has begun.
fn endless(id: &str, down: &str) -> String {
    format!(
        "from alembic import op\nrevision = '{id}'\ndown_revision = '{down}'\n\ndef upgrade():\n    \
         open('endless', 'w').close()\n    while True:\n        pass\n\ndef downgrade():\n    pass\n"
    )
}
