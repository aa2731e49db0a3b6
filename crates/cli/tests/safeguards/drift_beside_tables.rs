//! `check --drift` of what stands beside tables: views, functions, triggers and the like.

use serde_json::Value as Json;

use crate::subject::Subject;

/// A revision `a2` whose upgrade executes some texts.
fn second(texts: &[&str]) -> String {
    let executes: String = texts.iter().map(|text| format!("    op.execute(\"\"\"{text}\"\"\")\n")).collect();
    format!(
        "\"\"\"second\"\"\"\nfrom alembic import op\n\nrevision = \"a2\"\ndown_revision = \"a1\"\n\n\n\
         def upgrade():\n{executes}\n\ndef downgrade():\n    pass\n"
    )
}

/// At `a2`, which was made by these texts.
#[track_caller]
fn at_second(subject: &Subject, texts: &[&str]) {
    subject.project.write("alembic/versions/a2_second.py", &second(texts));
    subject.succeeds("upgrade head");
}

#[track_caller]
fn check_no_drift(subject: &Subject) {
    let run = subject.succeeds("check --drift");
    assert_eq!(run.stdout, "No drift: the database is what its applied revisions build.\n");
}

#[track_caller]
fn check_drift(subject: &Subject, expected: &[&str]) {
    let run = subject.project.run("check --drift");
    assert_eq!(run.exit_code, 255, "{}", run.everything());
    assert_eq!(run.stdout.lines().collect::<Vec<_>>(), expected, "{}", run.everything());
}

const FUNCTION: &str = "CREATE FUNCTION f(a integer) RETURNS integer LANGUAGE sql AS $$ SELECT a $$";
const TOUCH: &str = "CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$";

#[test]
fn a_view_and_a_trigger_that_somebody_changed_are_named_on_both() {
    Subject::on_both(|subject| {
        let trigger = match subject.is_sqlite() {
            true => "CREATE TRIGGER t AFTER INSERT ON users BEGIN DELETE FROM posts WHERE id < 0; END",
            false => "CREATE TRIGGER t BEFORE INSERT ON users FOR EACH ROW EXECUTE FUNCTION touch()",
        };
        let function = if subject.is_sqlite() { "SELECT 1" } else { TOUCH };
        let views = ["CREATE VIEW v AS SELECT id FROM users", "CREATE VIEW w AS SELECT 1 AS one"];
        at_second(subject, &[function, views[0], views[1], trigger]);
        check_no_drift(subject);
        let drop_trigger = if subject.is_sqlite() { "DROP TRIGGER t" } else { "DROP TRIGGER t ON users" };
        subject.execute(&format!(
            "DROP VIEW v; {drop_trigger}; DROP VIEW w; CREATE VIEW w AS SELECT 2 AS one; \
             CREATE VIEW x AS SELECT 1 AS one"
        ));
        let changed = match subject.is_sqlite() {
            true => "line 1 is `CREATE VIEW w AS SELECT 2 AS one` instead of `CREATE VIEW w AS SELECT 1 AS one`",
            false => "line 1 is `SELECT 2 AS one;` instead of `SELECT 1 AS one;`",
        };
        check_drift(
            subject,
            &[
                "view v is missing; revision a2 makes it",
                &format!("view w is not what revision a2 makes: {changed}"),
                "view x is in no applied revision",
                "trigger t of users is missing; revision a2 makes it",
            ],
        );
        let run = subject.project.run("check --drift --json");
        assert_eq!(run.exit_code, 255, "{}", run.everything());
        let told: Json = serde_json::from_str(&run.stdout).unwrap();
        let drift = told["drift"].as_array().unwrap();
        let facts: Vec<_> =
            drift.iter().map(|one| [&one["kind"], &one["table"], &one["name"], &one["revision"]]).collect();
        let texts = |words: [&str; 4]| words.map(|word| if word.is_empty() { Json::Null } else { Json::from(word) });
        let expected = [
            texts(["add_view", "", "v", "a2"]),
            texts(["modify_view", "", "w", "a2"]),
            texts(["remove_view", "", "x", ""]),
            texts(["add_trigger", "users", "t", "a2"]),
        ];
        assert_eq!(facts, expected.iter().map(|one| one.each_ref()).collect::<Vec<_>>());
        assert!(drift[1]["changes"]["definition"]["before"].as_str().unwrap().contains("2 AS one"), "{told:#}");
    });
}

#[test]
fn blanks_in_a_statement_of_sqlite_are_no_drift() {
    let subject = Subject::on_sqlite();
    at_second(&subject, &["CREATE VIEW v AS SELECT id FROM users WHERE name = 'a b'"]);
    subject.execute("DROP VIEW v; CREATE VIEW v AS\n  SELECT id  FROM users WHERE name = 'a b'");
    check_no_drift(&subject);
    subject.execute("DROP VIEW v; CREATE VIEW v AS SELECT id FROM users WHERE name = 'a  b'");
    check_drift(
        &subject,
        &["view v is not what revision a2 makes: \
           line 1 is `CREATE VIEW v AS SELECT id FROM users WHERE name = 'a  b'` instead of \
           `CREATE VIEW v AS SELECT id FROM users WHERE name = 'a b'`"],
    );
}

/// One of everything.
const ALL: &[&str] = &[
    TOUCH,
    FUNCTION,
    "CREATE FUNCTION f(a text) RETURNS text LANGUAGE sql AS $$ SELECT a $$",
    "CREATE PROCEDURE p() LANGUAGE sql AS $$ SELECT 1 $$",
    "CREATE AGGREGATE total(integer) (SFUNC = int4pl, STYPE = integer, INITCOND = '0')",
    "CREATE TYPE mood AS ENUM ('ok', 'sad')",
    "CREATE DOMAIN age AS integer CHECK (VALUE > 0)",
    "CREATE TYPE pair AS (one integer, two text)",
    "CREATE TYPE days AS RANGE (subtype = date)",
    "CREATE SEQUENCE numbers INCREMENT BY 10",
    "CREATE VIEW v AS SELECT 1 AS one",
    "CREATE MATERIALIZED VIEW m AS SELECT id FROM users",
    "CREATE UNIQUE INDEX ix_m ON m (id)",
    "CREATE TRIGGER t BEFORE INSERT ON users FOR EACH ROW EXECUTE FUNCTION touch()",
    "CREATE TRIGGER u BEFORE UPDATE ON users FOR EACH ROW EXECUTE FUNCTION touch()",
    "CREATE RULE r AS ON DELETE TO posts DO INSTEAD NOTHING",
    "CREATE POLICY own_posts ON posts USING (id > 0)",
    "ALTER TABLE posts ENABLE ROW LEVEL SECURITY",
    "CREATE STATISTICS s ON id, title FROM posts",
    "COMMENT ON VIEW v IS 'the users'",
];

#[test]
fn everything_that_is_missing_is_named_with_its_revision() {
    let Some(subject) = Subject::on_postgresql() else { return };
    at_second(&subject, ALL);
    check_no_drift(&subject);
    subject.execute(
        "DROP STATISTICS s; ALTER TABLE posts DISABLE ROW LEVEL SECURITY; DROP POLICY own_posts ON posts; \
         DROP RULE r ON posts; DROP TRIGGER t ON users; DROP TRIGGER u ON users; DROP MATERIALIZED VIEW m; DROP VIEW v; \
         DROP SEQUENCE numbers; DROP TYPE days, pair; DROP DOMAIN age; DROP TYPE mood; DROP AGGREGATE total(integer); \
         DROP PROCEDURE p; DROP FUNCTION f(text), f(integer), touch()",
    );
    let missing = [
        "enum mood",
        "domain age",
        "type days",
        "type pair",
        "sequence numbers",
        "function f(integer)",
        "function f(text)",
        "function touch()",
        "procedure p()",
        "aggregate total(integer)",
        "view v",
        "materialized view m",
        "trigger t of users",
        "trigger u of users",
        "rule r of posts",
        "policy own_posts of posts",
        "row security of posts",
        "statistics s of posts",
    ];
    let lines = missing.map(|thing| format!("{thing} is missing; revision a2 makes it"));
    check_drift(&subject, &lines.each_ref().map(String::as_str));
}

#[test]
fn everything_that_is_otherwise_is_named_with_what_is_otherwise() {
    let Some(subject) = Subject::on_postgresql() else { return };
    at_second(&subject, ALL);
    subject.execute(
        "ALTER TYPE mood ADD VALUE 'glad'; ALTER DOMAIN age SET NOT NULL; ALTER TYPE pair ADD ATTRIBUTE three date; \
         ALTER SEQUENCE numbers INCREMENT BY 20; ALTER FUNCTION f(integer) IMMUTABLE; \
         ALTER FUNCTION f(text) SECURITY DEFINER; ALTER TABLE users DISABLE TRIGGER t; DROP INDEX ix_m; \
         ALTER POLICY own_posts ON posts USING (id > 1); ALTER TABLE posts FORCE ROW LEVEL SECURITY; \
         ALTER VIEW v SET (security_barrier = true); COMMENT ON VIEW v IS 'all users'; \
         CREATE OR REPLACE PROCEDURE p() LANGUAGE sql AS $$ SELECT 2 $$",
    );
    check_drift(
        &subject,
        &[
            "enum mood is not what revision a2 makes: line 1 is `'ok', 'sad', 'glad'` instead of `'ok', 'sad'`",
            "domain age is not what revision a2 makes: line 2 is `NOT NULL` instead of \
             `CONSTRAINT age_check CHECK ((VALUE > 0))`",
            "type pair is not what revision a2 makes: line 3, `three date`, is too much",
            "sequence numbers is not what revision a2 makes: line 3 is `INCREMENT BY 20` instead of `INCREMENT BY 10`",
            "function f(integer) is not what revision a2 makes: line 4 is `IMMUTABLE` instead of `AS $function$ SELECT a $function$`",
            "function f(text) is not what revision a2 makes: line 4 is `SECURITY DEFINER` instead of \
             `AS $function$ SELECT a $function$`",
            "procedure p() is not what revision a2 makes: line 3 is `AS $procedure$ SELECT 2 $procedure$` instead of \
             `AS $procedure$ SELECT 1 $procedure$`",
            "view v is not what revision a2 makes: line 1 is `WITH (security_barrier=true)` instead of `SELECT 1 AS one;`, \
             comment is all users instead of the users",
            "index ix_m of m is missing; revision a2 makes it",
            "trigger t of users is not what revision a2 makes: line 2, `DISABLE`, is too much",
            "policy own_posts of posts is not what revision a2 makes: line 2 is `USING ((id > 1))` instead of \
             `USING ((id > 0))`",
            "row security of posts is not what revision a2 makes: line 1 is `ENABLE, FORCE` instead of `ENABLE`",
        ],
    );
}

#[test]
fn what_a_definition_does_not_spell_is_compared_too() {
    let Some(subject) = Subject::on_postgresql() else { return };
    at_second(
        &subject,
        &[
            "CREATE VIEW v AS SELECT id, name FROM users",
            "CREATE TYPE pair AS (one integer, two text)",
            "CREATE DOMAIN age AS integer CONSTRAINT old CHECK (VALUE > 0)",
            "CREATE STATISTICS s ON id, title FROM posts",
            "CREATE AGGREGATE total(integer) (SFUNC = int4pl, STYPE = integer, INITCOND = '0')",
        ],
    );
    check_no_drift(&subject);
    subject.execute(
        "COMMENT ON COLUMN v.id IS 'the key'; ALTER VIEW v ALTER COLUMN name SET DEFAULT 'x'; \
         ALTER TYPE pair DROP ATTRIBUTE two; ALTER TYPE pair ADD ATTRIBUTE two text COLLATE \"POSIX\"; \
         COMMENT ON CONSTRAINT old ON DOMAIN age IS 'years'; ALTER STATISTICS s SET STATISTICS 50; \
         DROP AGGREGATE total(integer); CREATE AGGREGATE total(integer) (SFUNC = int4pl, STYPE = integer, INITCOND = '0', \
         MSFUNC = int4pl, MINVFUNC = int4mi, MSTYPE = integer, MINITCOND = '0')",
    );
    check_drift(
        &subject,
        &[
            "domain age is not what revision a2 makes: line 3, `COMMENT 'years'`, is too much",
            "type pair is not what revision a2 makes: line 2 is `two text COLLATE \"POSIX\"` instead of `two text`",
            "aggregate total(integer) is not what revision a2 makes: line 5 is `MSFUNC = int4pl` instead of \
             `MFINALFUNC_MODIFY = r`",
            "view v is not what revision a2 makes: line 4, `COMMENT OF id 'the key'`, is too much",
            "statistics s of posts is not what revision a2 makes: line 2, `STATISTICS 50`, is too much",
        ],
    );
}

#[test]
fn what_is_ours_or_an_extensions_or_another_schemas_is_no_drift() {
    let Some(subject) = Subject::on_postgresql() else { return };
    at_second(&subject, &["SELECT 1"]);
    subject.execute(
        "CREATE SCHEMA IF NOT EXISTS limbeck; CREATE VIEW limbeck.v AS SELECT 1; CREATE SCHEMA other; CREATE VIEW other.v AS SELECT 1; \
         CREATE FUNCTION other.f() RETURNS integer LANGUAGE sql AS $$ SELECT 1 $$; \
         ALTER TABLE alembic_version ENABLE ROW LEVEL SECURITY",
    );
    check_no_drift(&subject);
    // All schemas are compared where env.py says so.
    subject.project.replace(
        "alembic/env.py",
        "target_metadata=target_metadata",
        "target_metadata=target_metadata, include_schemas=True",
    );
    check_drift(
        &subject,
        &[
            "schema other is in no applied revision",
            "function other.f() is in no applied revision",
            "view other.v is in no applied revision",
        ],
    );
}

#[test]
fn what_belongs_to_a_table_is_not_told_where_the_table_is() {
    let Some(subject) = Subject::on_postgresql() else { return };
    at_second(&subject, &[TOUCH]);
    subject.execute(
        "CREATE TABLE stranger (id INTEGER PRIMARY KEY); ALTER TABLE stranger ENABLE ROW LEVEL SECURITY; \
         CREATE TRIGGER t BEFORE INSERT ON stranger FOR EACH ROW EXECUTE FUNCTION touch()",
    );
    check_drift(&subject, &["table stranger is in no applied revision"]);
    let hides =
        "target_metadata=target_metadata, include_object=lambda item, name, *_: name not in ('stranger', 'posts')";
    subject.project.replace("alembic/env.py", "target_metadata=target_metadata", hides);
    let models = "from sqlalchemy import MetaData\n\ntarget_metadata = MetaData()";
    subject.project.replace("alembic/env.py", "target_metadata = None", models);
    subject.execute("CREATE TRIGGER t BEFORE INSERT ON posts FOR EACH ROW EXECUTE FUNCTION touch()");
    check_no_drift(&subject);
}

#[test]
fn what_belongs_to_a_table_of_a_hidden_schema_is_not_told() {
    let Some(subject) = Subject::on_postgresql() else { return };
    at_second(&subject, &[TOUCH, "CREATE SCHEMA other"]);
    subject.execute(
        "CREATE TABLE other.stranger (id INTEGER PRIMARY KEY); ALTER TABLE other.stranger ENABLE ROW LEVEL SECURITY; \
         CREATE TRIGGER t BEFORE INSERT ON other.stranger FOR EACH ROW EXECUTE FUNCTION touch()",
    );
    let hides = "target_metadata=target_metadata, include_schemas=True, \
                 include_name=lambda name, kind, parents: kind != 'schema' or name is None";
    subject.project.replace("alembic/env.py", "target_metadata=target_metadata", hides);
    let models = "from sqlalchemy import MetaData\n\ntarget_metadata = MetaData()";
    subject.project.replace("alembic/env.py", "target_metadata = None", models);
    check_no_drift(&subject);
}

#[test]
fn a_setting_leaves_out_what_others_make() {
    let Some(subject) = Subject::on_postgresql() else { return };
    at_second(&subject, &[TOUCH]);
    subject.execute(
        "CREATE TRIGGER notify_1 BEFORE INSERT ON posts FOR EACH ROW EXECUTE FUNCTION touch(); \
         CREATE VIEW v AS SELECT 1; CREATE VIEW w AS SELECT 1",
    );
    let ini = subject.project.read("alembic.ini");
    subject.project.write("alembic.ini", &format!("{ini}\n[limbeck]\ndrift_without = trigger notify_* of *, view v\n"));
    check_drift(&subject, &["view w is in no applied revision"]);
}

#[test]
fn a_database_at_base_is_compared_with_an_empty_one() {
    let Some(subject) = Subject::on_postgresql() else { return };
    subject.succeeds("downgrade base");
    check_no_drift(&subject);
    subject.execute("CREATE VIEW v AS SELECT 1");
    check_drift(&subject, &["view v is in no applied revision"]);
}

#[test]
fn an_extension_is_compared_by_its_name_and_its_version_is_told() {
    let Some(subject) = Subject::on_postgresql() else { return };
    at_second(&subject, &["CREATE EXTENSION hstore VERSION '1.7'"]);
    check_no_drift(&subject);
    subject.execute("ALTER EXTENSION hstore UPDATE TO '1.8'");
    check_no_drift(&subject);
    let run = subject.succeeds("check --drift");
    assert!(
        run.stderr.contains("note: extension hstore has version 1.8; the revisions make 1.7"),
        "{}",
        run.everything()
    );
    subject.execute("DROP EXTENSION hstore; CREATE EXTENSION citext");
    check_drift(
        &subject,
        &["extension citext is in no applied revision", "extension hstore is missing; revision a2 makes it"],
    );
}
