//! Tables: down and up again they have the rows that they had.

use testkit::check_fails;

use crate::subject::{BOTH_TABLES, ROWS, Scripts, Subject, check_note};

const USERS: &str = "SELECT * FROM users ORDER BY id";
const POSTS: &str = "SELECT * FROM posts ORDER BY id";

#[test]
fn dropped_tables_come_back_with_their_rows() {
    Subject::on_both(&BOTH_TABLES, ROWS, |subject| {
        let run = subject.succeeds("upgrade head --keep-dropped");
        check_note(&run, "is kept as 1, 2 rows (`limbeck trash list`)");
        let tables = subject.tables();
        assert!(!tables.contains(&"users".to_owned()) && !tables.contains(&"posts".to_owned()), "{tables:?}");
        assert_eq!(subject.trash(), ["table posts 2", "table users 2"]);
        let run = subject.succeeds("downgrade a1");
        check_note(&run, "users came back (2 rows)");
        subject.check_rows(USERS, &["1|Ann", "3|Cid"]);
        subject.check_rows(POSTS, &["1|1|Hello", "2|3|"]);
        assert_eq!(subject.trash(), Vec::<String>::new());
        // The next number is behind the greatest one.
        subject.execute("INSERT INTO users (name) VALUES ('Dan')");
        subject.check_rows("SELECT id FROM users WHERE name = 'Dan'", &["4"]);
        if subject.is_sqlite() {
            assert_eq!(subject.tables(), ["alembic_version", "posts", "users"]);
        }
    });
}

#[test]
fn it_goes_up_and_down_as_often_as_one_likes() {
    Subject::on_both(&BOTH_TABLES, ROWS, |subject| {
        for _ in 0..3 {
            subject.succeeds("upgrade head --keep-dropped");
            subject.succeeds("downgrade a1");
        }
        subject.check_rows(POSTS, &["1|1|Hello", "2|3|"]);
        assert_eq!(subject.trash(), Vec::<String>::new());
    });
}

#[test]
fn what_a_downgrade_drops_comes_back_with_the_upgrade() {
    let scripts = Scripts { first: "    pass", up: BOTH_TABLES.down, down: BOTH_TABLES.up };
    Subject::on_both(&scripts, "", |subject| {
        subject.succeeds("upgrade head");
        subject.execute(ROWS);
        subject.succeeds("downgrade a1 --keep-dropped");
        assert_eq!(subject.trash(), ["table posts 2", "table users 2"]);
        subject.succeeds("upgrade head");
        subject.check_rows(USERS, &["1|Ann", "3|Cid"]);
        subject.check_rows(POSTS, &["1|1|Hello", "2|3|"]);
    });
}

#[test]
fn without_the_option_nothing_is_kept_and_the_setting_is_the_option() {
    Subject::on_both(&BOTH_TABLES, ROWS, |subject| {
        subject.succeeds("upgrade head");
        assert_eq!(subject.trash(), Vec::<String>::new());
        subject.succeeds("downgrade a1");
        subject.check_rows(USERS, &[]);
        let ini = subject.project.read("alembic.ini");
        subject.project.write("alembic.ini", &format!("{ini}\n[limbeck]\nkeep_dropped = true\n"));
        subject.succeeds("upgrade head --no-keep-dropped");
        assert_eq!(subject.trash(), Vec::<String>::new());
        subject.succeeds("downgrade a1");
        subject.succeeds("upgrade head");
        assert_eq!(subject.trash().len(), 2);
    });
}

#[test]
fn a_step_that_fails_leaves_everything_as_it_was() {
    Subject::on_both(&BOTH_TABLES, ROWS, |subject| {
        subject.second("    op.drop_table('posts')\n    op.drop_table('users')\n    op.execute('x')", "    pass");
        check_fails(&subject.project.run("upgrade head --keep-dropped"), 1, "syntax error");
        subject.check_rows(POSTS, &["1|1|Hello", "2|3|"]);
        assert_eq!(subject.trash(), Vec::<String>::new());
        assert_eq!(subject.tables(), ["alembic_version", "posts", "users"]);
        if !subject.is_sqlite() {
            subject.check_rows("SELECT count(*) FROM pg_namespace WHERE nspname = 'limbeck_trash'", &["0"]);
            subject.check_rows("SELECT conname FROM pg_constraint WHERE contype = 'f' ORDER BY 1", &["fk_posts_users"]);
        }
    });
}

#[test]
fn a_drop_that_would_fail_fails() {
    let Some(subject) = Subject::on_postgresql(&BOTH_TABLES, ROWS) else { return };
    subject.second("    op.drop_table('users')", "    pass");
    check_fails(
        &subject.project.run("upgrade head --keep-dropped"),
        1,
        "cannot drop table users because other objects depend on it",
    );
    subject.execute("CREATE VIEW titles AS SELECT title FROM posts");
    subject.second("    op.drop_table('posts')", "    pass");
    check_fails(&subject.project.run("upgrade head --keep-dropped"), 1, "view titles depends on table posts");
    subject.second("    op.drop_table('nobody')", "    pass");
    check_fails(&subject.project.run("upgrade head --keep-dropped"), 1, "table \"nobody\" does not exist");
    assert_eq!(subject.trash(), Vec::<String>::new());
    subject.second("    op.drop_table('nobody', if_exists=True)", "    pass");
    subject.succeeds("upgrade head --keep-dropped");
}

#[test]
fn foreign_keys_of_sqlite_hold_as_they_do_without_it() {
    let subject = Subject::on_sqlite(&BOTH_TABLES, ROWS);
    subject.project.replace(
        "alembic/env.py",
        "with connectable.connect() as connection:",
        "with connectable.connect() as connection:\n        connection.exec_driver_sql('PRAGMA foreign_keys = ON')\n        connection.commit()",
    );
    subject.second("    op.drop_table('users')", "    pass");
    check_fails(&subject.project.run("upgrade head --keep-dropped"), 1, "FOREIGN KEY constraint failed");
    assert_eq!((subject.trash(), subject.tables().len()), (Vec::new(), 3));
    subject.second(BOTH_TABLES.up, BOTH_TABLES.down);
    subject.succeeds("upgrade head --keep-dropped");
    subject.succeeds("downgrade a1");
    subject.check_rows(POSTS, &["1|1|Hello", "2|3|"]);
    subject.execute(
        "CREATE TABLE likes (id INTEGER, post INTEGER REFERENCES posts (id) ON DELETE CASCADE); INSERT INTO likes VALUES (1, 1)",
    );
    check_fails(
        &subject.project.run("upgrade head --keep-dropped"),
        255,
        "table posts can't be kept: its foreign key would change rows of likes (ON DELETE CASCADE)",
    );
    subject.check_rows("SELECT * FROM likes", &["1|1"]);
}

/// Everything that holds on to something else.
const RICH: Scripts = Scripts {
    first: r#"
    op.execute("CREATE SCHEMA app")
    op.execute("CREATE TYPE app.mood AS ENUM ('sad', 'glad')")
    op.execute("CREATE DOMAIN app.short AS varchar(9) CHECK (length(value) > 0)")
    op.execute("CREATE SEQUENCE app.numbers")
    op.execute("CREATE FUNCTION app.is_fine(text) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT true'")
    op.execute("CREATE FUNCTION app.note() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN NEW.noted = NEW.noted + 1; RETURN NEW; END'")
    op.execute('''
        CREATE TABLE app.parents (id integer PRIMARY KEY);
        CREATE TABLE app."Odd ""Name" (
            "Id" integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
            serial serial,
            number bigint DEFAULT nextval('app.numbers'),
            mood app.mood NOT NULL DEFAULT 'sad' CHECK (mood <> 'glad' OR mood = 'glad'),
            moods app.mood[],
            short app.short UNIQUE,
            fine text CHECK (app.is_fine(fine)),
            noted integer DEFAULT 0,
            twice integer GENERATED ALWAYS AS (noted * 2) STORED,
            parent integer REFERENCES app.parents,
            other integer REFERENCES app."Odd ""Name"
        );
        CREATE INDEX odd_moods ON app."Odd ""Name" (mood, short) WHERE mood = 'sad';
        CREATE INDEX odd_fine ON app."Odd ""Name" (app.is_fine(fine));
        CREATE STATISTICS app.odd_statistics ON number, noted FROM app."Odd ""Name";
        CREATE TRIGGER odd_note BEFORE INSERT OR UPDATE ON app."Odd ""Name" FOR EACH ROW EXECUTE FUNCTION app.note();
        INSERT INTO app.parents VALUES (1), (2);
        INSERT INTO app."Odd ""Name" (mood, moods, short, fine, parent, other) VALUES
            ('glad', '{sad,glad}', 'a', 'x', 1, NULL), ('sad', NULL, NULL, NULL, 2, 1);
    ''')
"#,
    up: r#"
    op.drop_table('Odd "Name', schema="app")
    op.drop_table("parents", schema="app")
    op.execute("DROP TYPE app.mood; DROP DOMAIN app.short; DROP SEQUENCE app.numbers; DROP FUNCTION app.is_fine; DROP FUNCTION app.note")
"#,
    down: "    pass",
};

/// All that a table is, as PostgreSQL writes it.
const PICTURE: &str = r#"
    SELECT a.attname || ' ' || format_type(a.atttypid, a.atttypmod) || ' ' || a.attnotnull || ' ' || a.attidentity::text || ' '
           || coalesce(pg_get_expr(d.adbin, d.adrelid), '')
    FROM pg_attribute a LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
    WHERE a.attrelid = 'app."Odd ""Name"'::regclass AND a.attnum > 0
    UNION ALL SELECT conname || ' ' || pg_get_constraintdef(oid) FROM pg_constraint WHERE conrelid = 'app."Odd ""Name"'::regclass
    UNION ALL SELECT pg_get_indexdef(indexrelid) FROM pg_index WHERE indrelid = 'app."Odd ""Name"'::regclass
    UNION ALL SELECT pg_get_triggerdef(oid) FROM pg_trigger WHERE tgrelid = 'app."Odd ""Name"'::regclass AND NOT tgisinternal
    UNION ALL SELECT pg_get_statisticsobjdef(oid) FROM pg_statistic_ext WHERE stxrelid = 'app."Odd ""Name"'::regclass
    UNION ALL SELECT relname || ' is a sequence of ' || relnamespace::regnamespace FROM pg_class WHERE relkind = 'S' AND relnamespace = 'app'::regnamespace
    UNION ALL SELECT row_to_json(r)::text FROM app."Odd ""Name" r
    ORDER BY 1"#;

#[test]
fn a_kept_table_holds_on_to_nothing_and_is_restored_whole() {
    let Some(subject) = Subject::on_postgresql(&RICH, "") else { return };
    let before = subject.rows(PICTURE);
    assert!(before.len() > 25, "{before:?}");
    subject.succeeds("upgrade head --keep-dropped");
    subject.check_rows("SELECT count(*) FROM pg_type WHERE typname IN ('mood', 'short')", &["0"]);
    // What was dropped by raw SQL has to be there again.
    subject.execute(
        "CREATE TYPE app.mood AS ENUM ('sad', 'glad'); CREATE DOMAIN app.short AS varchar(9) CHECK (length(value) > 0);
         CREATE SEQUENCE app.numbers;
         CREATE FUNCTION app.is_fine(text) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT true';
         CREATE FUNCTION app.note() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN NEW.noted = NEW.noted + 1; RETURN NEW; END'",
    );
    check_fails(&subject.project.run("trash restore 1"), 255, "can't be restored: ");
    assert_eq!(subject.trash().len(), 2);
    subject.succeeds("trash restore 2");
    subject.succeeds("trash restore 1");
    assert_eq!(subject.rows(PICTURE), before);
    assert_eq!(subject.trash(), Vec::<String>::new());
}

#[test]
fn two_tables_of_one_name_and_long_names_are_kept_beside_each_other() {
    let Some(subject) = Subject::on_postgresql(&BOTH_TABLES, "") else { return };
    let long = "ü".repeat(31);
    let table = format!("CREATE TABLE \"{long}\" (\"{long}\" serial PRIMARY KEY, v integer)");
    let scripts = format!("    op.drop_table('{long}')");
    subject.second(&scripts, "    pass");
    for number in 1..=3 {
        subject.execute(&format!("{table}; INSERT INTO \"{long}\" (v) VALUES ({number})"));
        subject.succeeds("upgrade head --keep-dropped");
        subject.succeeds("stamp a1");
    }
    let column = format!("column \"{long}\"");
    assert_eq!(subject.trash(), [format!("table {long} 1"), format!("table {long} 1"), format!("table {long} 1")]);
    subject.succeeds("trash restore 2");
    subject.check_rows(&format!("SELECT v FROM \"{long}\""), &["2"]);
    subject.execute(&format!("INSERT INTO \"{long}\" (v) VALUES (9)"));
    subject.check_rows(&format!("SELECT \"{long}\" FROM \"{long}\" WHERE v = 9"), &["2"]);
    subject.execute(&format!("ALTER TABLE \"{long}\" RENAME {column} TO id"));
}

#[test]
fn partitions_are_taken_off_and_put_back() {
    let scripts = Scripts {
        first: r#"
    op.execute("CREATE TABLE days (day integer PRIMARY KEY) PARTITION BY RANGE (day)")
    op.execute("CREATE TABLE early PARTITION OF days FOR VALUES FROM (0) TO (10)")
    op.execute("CREATE TABLE late PARTITION OF days FOR VALUES FROM (10) TO (20)")
"#,
        up: "    op.drop_table('early')",
        down: "    pass",
    };
    let Some(subject) = Subject::on_postgresql(&scripts, "INSERT INTO days VALUES (1), (11)") else { return };
    subject.succeeds("upgrade head --keep-dropped");
    subject.check_rows("SELECT day FROM days", &["11"]);
    subject.succeeds("trash restore 1");
    subject.check_rows("SELECT day FROM days ORDER BY 1", &["1", "11"]);
    subject.succeeds("downgrade a1");
    subject.second("    op.drop_table('days')", "    pass");
    let run = subject.project.run("upgrade head --keep-dropped");
    check_fails(&run, 255, "table days can't be kept: it has partitions, which would stay where they are");
    subject.check_rows("SELECT day FROM days ORDER BY 1", &["1", "11"]);
}

#[test]
fn what_a_step_does_not_take_back_stays_and_is_said() {
    Subject::on_both(&BOTH_TABLES, ROWS, |subject| {
        subject.succeeds("upgrade head --keep-dropped");
        subject.second(
            "    pass",
            "    op.create_table('users', sa.Column('id', sa.Integer, primary_key=True))\n    op.execute('CREATE TABLE other (id INTEGER)')",
        );
        let run = subject.succeeds("downgrade a1");
        check_note(&run, "stays in the trash as 1: the step did not create its table");
        check_note(&run, "stays in the trash as 2: its rows came back, but the table has no name now");
        subject.check_rows("SELECT id FROM users ORDER BY 1", &["1", "3"]);
        assert_eq!(subject.trash().len(), 2);
    });
}
