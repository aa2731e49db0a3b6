//! The forecast against the server: the locks that a statement really holds (`pg_locks`), whether a table was written anew
//! (`pg_class.relfilenode`) and whether it was read (`pg_stat_xact_user_tables`), each in a transaction of its own.

use std::collections::BTreeMap;

use lint::{Effect, Lock, LockLevel, Recorded, Server, Situation, effects, example};
use testkit::{PostgresqlDatabase, postgresql};

/// What was there before: with rows, so that reading them is seen.
const SETUP: &str = "
CREATE TABLE accounts (id int CONSTRAINT accounts_pkey PRIMARY KEY);
CREATE TABLE users (id int CONSTRAINT users_pkey PRIMARY KEY, name varchar(50), email text, age int, code char(3),
    price numeric(10,2), at timestamp(3), zone timestamptz, network cidr, span interval(3), bits varbit(4), tags varchar(5)[],
    account_id int CONSTRAINT users_account REFERENCES accounts, required text NOT NULL DEFAULT '',
    CONSTRAINT email_set CHECK (email IS NOT NULL));
ALTER TABLE users ADD CONSTRAINT age_positive CHECK (age > 0) NOT VALID;
CREATE INDEX users_name ON users (name);
CREATE UNIQUE INDEX users_email ON users (email);
CREATE UNIQUE INDEX users_age ON users (age);
ALTER TABLE users ADD CONSTRAINT users_account_later FOREIGN KEY (account_id) REFERENCES accounts NOT VALID;
CREATE TABLE events (id int NOT NULL, at int NOT NULL) PARTITION BY RANGE (at);
CREATE TABLE events_1 PARTITION OF events FOR VALUES FROM (0) TO (10);
CREATE TABLE old_events (id int NOT NULL, at int NOT NULL);
CREATE MATERIALIZED VIEW totals AS SELECT count(*) AS n FROM users;
CREATE UNIQUE INDEX totals_n ON totals (n);
CREATE SCHEMA elsewhere;
CREATE VIEW shown AS SELECT 1 AS one;
CREATE TYPE mood AS ENUM ('sad', 'happy');
CREATE FUNCTION touched() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
CREATE TRIGGER touch BEFORE UPDATE ON users FOR EACH ROW EXECUTE FUNCTION touched();
INSERT INTO accounts SELECT n FROM generate_series(1, 20) n;
INSERT INTO users (id, name, email, age, account_id) SELECT n, 'n' || n, 'e' || n, n, n FROM generate_series(1, 20) n;
INSERT INTO events SELECT n, n FROM generate_series(1, 9) n;
INSERT INTO old_events SELECT n, n FROM generate_series(11, 19) n
";

/// Statements that may run in a transaction.
const STATEMENTS: &[&str] = &[
    // Columns.
    "ALTER TABLE users ADD COLUMN a int",
    "ALTER TABLE users ADD COLUMN a int DEFAULT 5",
    "ALTER TABLE users ADD COLUMN a int NOT NULL DEFAULT 5",
    "ALTER TABLE users ADD COLUMN a timestamptz DEFAULT now()",
    "ALTER TABLE users ADD COLUMN a timestamptz DEFAULT clock_timestamp()",
    "ALTER TABLE users ADD COLUMN a uuid DEFAULT gen_random_uuid()",
    "ALTER TABLE users ADD COLUMN a float DEFAULT random()",
    "ALTER TABLE users ADD COLUMN a text DEFAULT md5('x') || 'y'",
    "ALTER TABLE users ADD COLUMN a bigserial",
    "ALTER TABLE users ADD COLUMN a int GENERATED ALWAYS AS IDENTITY",
    "ALTER TABLE users ADD COLUMN a int GENERATED ALWAYS AS (age * 2) STORED",
    "ALTER TABLE users ADD COLUMN a int UNIQUE",
    "ALTER TABLE users ADD COLUMN a int CHECK (a > 0)",
    "ALTER TABLE users ADD COLUMN a int REFERENCES accounts",
    "ALTER TABLE users ADD COLUMN a int DEFAULT 1 REFERENCES accounts",
    "ALTER TABLE users DROP COLUMN price",
    "ALTER TABLE users DROP COLUMN account_id",
    "ALTER TABLE users ALTER COLUMN price SET DEFAULT 3",
    "ALTER TABLE users ALTER COLUMN required DROP DEFAULT",
    "ALTER TABLE users ALTER COLUMN required DROP NOT NULL",
    "ALTER TABLE users ALTER COLUMN required SET NOT NULL",
    "ALTER TABLE users ALTER COLUMN age SET NOT NULL",
    "ALTER TABLE users ALTER COLUMN email SET NOT NULL",
    "ALTER TABLE users ALTER COLUMN age SET STATISTICS 50",
    "ALTER TABLE users ALTER COLUMN email SET (n_distinct = 5)",
    "ALTER TABLE users ALTER COLUMN email SET STORAGE EXTERNAL",
    "ALTER TABLE users ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY",
    "ALTER TABLE users RENAME COLUMN age TO years",
    // Types.
    "ALTER TABLE users ALTER COLUMN name TYPE varchar(80)",
    "ALTER TABLE users ALTER COLUMN name TYPE varchar(40)",
    "ALTER TABLE users ALTER COLUMN name TYPE varchar",
    "ALTER TABLE users ALTER COLUMN name TYPE text",
    "ALTER TABLE users ALTER COLUMN name TYPE text USING name::text",
    "ALTER TABLE users ALTER COLUMN name TYPE text USING upper(name)",
    "ALTER TABLE users ALTER COLUMN name TYPE varchar(50)",
    "ALTER TABLE users ALTER COLUMN required TYPE varchar",
    "ALTER TABLE users ALTER COLUMN required TYPE varchar(500)",
    "ALTER TABLE users ALTER COLUMN code TYPE char(5)",
    "ALTER TABLE users ALTER COLUMN code TYPE text",
    "ALTER TABLE users ALTER COLUMN id TYPE bigint",
    "ALTER TABLE users ALTER COLUMN price TYPE text",
    "ALTER TABLE users ALTER COLUMN price TYPE numeric(12,2)",
    "ALTER TABLE users ALTER COLUMN price TYPE numeric(8,2)",
    "ALTER TABLE users ALTER COLUMN price TYPE numeric(12,3)",
    "ALTER TABLE users ALTER COLUMN price TYPE numeric",
    "ALTER TABLE users ALTER COLUMN at TYPE timestamp(6)",
    "ALTER TABLE users ALTER COLUMN at TYPE timestamp",
    "ALTER TABLE users ALTER COLUMN at TYPE timestamp(1)",
    "ALTER TABLE users ALTER COLUMN network TYPE inet",
    "ALTER TABLE users ALTER COLUMN span TYPE interval",
    "ALTER TABLE users ALTER COLUMN bits TYPE varbit(8)",
    "ALTER TABLE users ALTER COLUMN bits TYPE varbit",
    "ALTER TABLE users ALTER COLUMN tags TYPE text[]",
    "ALTER TABLE users ALTER COLUMN tags TYPE varchar[]",
    // Constraints.
    "ALTER TABLE users ADD CONSTRAINT c CHECK (age > -1)",
    "ALTER TABLE users ADD CONSTRAINT c CHECK (age > -1) NOT VALID",
    "ALTER TABLE users VALIDATE CONSTRAINT age_positive",
    "ALTER TABLE users ADD CONSTRAINT c FOREIGN KEY (age) REFERENCES accounts (id)",
    "ALTER TABLE users ADD CONSTRAINT c FOREIGN KEY (age) REFERENCES accounts (id) NOT VALID",
    "ALTER TABLE users VALIDATE CONSTRAINT users_account_later",
    "ALTER TABLE users ADD CONSTRAINT c UNIQUE (name)",
    "ALTER TABLE users ADD CONSTRAINT c UNIQUE USING INDEX users_email",
    "ALTER TABLE old_events ADD PRIMARY KEY (id)",
    "ALTER TABLE users ADD CONSTRAINT c EXCLUDE USING btree (id WITH =)",
    "ALTER TABLE users DROP CONSTRAINT age_positive",
    "ALTER TABLE users DROP CONSTRAINT users_account",
    "ALTER TABLE users RENAME CONSTRAINT age_positive TO positive",
    // Tables.
    "ALTER TABLE users RENAME TO people",
    "ALTER TABLE users SET SCHEMA elsewhere",
    "ALTER TABLE users SET (fillfactor = 70)",
    "ALTER TABLE accounts CLUSTER ON accounts_pkey",
    "ALTER TABLE old_events SET UNLOGGED",
    "ALTER TABLE users DISABLE TRIGGER touch",
    "ALTER TABLE users ENABLE ROW LEVEL SECURITY",
    "ALTER TABLE users REPLICA IDENTITY FULL",
    "ALTER TABLE users OWNER TO CURRENT_USER, ADD COLUMN b int",
    "ALTER TABLE events ATTACH PARTITION old_events FOR VALUES FROM (10) TO (20)",
    "ALTER TABLE events DETACH PARTITION events_1",
    "CREATE TABLE events_2 PARTITION OF events FOR VALUES FROM (20) TO (30)",
    "CREATE TABLE posts (id int PRIMARY KEY, user_id int REFERENCES users)",
    "CREATE TABLE posts AS SELECT * FROM users",
    "CREATE TABLE posts (LIKE users)",
    "CREATE TABLE special_users (extra int) INHERITS (users)",
    "DROP TABLE old_events",
    "DROP TABLE accounts CASCADE",
    "TRUNCATE old_events",
    "TRUNCATE accounts CASCADE",
    "CLUSTER users USING users_pkey",
    "LOCK TABLE users IN SHARE MODE",
    "COMMENT ON TABLE users IS 'people'",
    "COMMENT ON COLUMN users.name IS 'a name'",
    "CREATE STATISTICS s ON age, price FROM users",
    // Indexes, views, triggers, types.
    "CREATE INDEX i ON users (age)",
    "CREATE INDEX i ON users (lower(name)) WHERE age > 3",
    "DROP INDEX users_name",
    "ALTER INDEX users_name RENAME TO by_name",
    "REINDEX TABLE users",
    "REINDEX INDEX users_name",
    "REFRESH MATERIALIZED VIEW totals",
    "REFRESH MATERIALIZED VIEW CONCURRENTLY totals",
    "CREATE VIEW v AS SELECT * FROM users",
    "CREATE MATERIALIZED VIEW v AS SELECT * FROM users",
    "DROP VIEW shown",
    "CREATE TRIGGER t BEFORE INSERT ON users FOR EACH ROW EXECUTE FUNCTION touched()",
    "DROP TRIGGER touch ON users",
    "CREATE RULE r AS ON DELETE TO users DO INSTEAD NOTHING",
    "CREATE POLICY p ON users USING (true)",
    "ALTER TYPE mood ADD VALUE 'angry'",
    // Rows.
    "INSERT INTO accounts VALUES (99)",
    "UPDATE old_events SET id = 5",
    "DELETE FROM old_events",
];

/// What the server does, or what the forecast says of it.
type Seen = BTreeMap<String, (LockLevel, bool, bool)>;

#[test]
fn the_forecast_is_what_the_server_does() {
    let Some(database) = postgresql() else { return };
    database.execute(SETUP);
    let mut wrong = Vec::new();
    for statement in STATEMENTS {
        let forecast = forecast(statement);
        let seen = seen(&database, statement, &forecast);
        let expected: Seen = forecast.iter().map(|effect| (effect.relation.to_string(), shown(effect))).collect();
        let is_worst_case = forecast.iter().any(|effect| effect.is_worst_case);
        if expected != seen && !is_worst_case {
            wrong.push(format!("{statement}\n  forecast {expected:?}\n  server   {seen:?}"));
        }
    }
    assert!(wrong.is_empty(), "{} of {} differ:\n{}", wrong.len(), STATEMENTS.len(), wrong.join("\n"));
}

fn forecast(statement: &str) -> Vec<Effect> {
    let example = format!("-- already there\n{SETUP}\n-- next transaction\n{statement}");
    let (plan, situation) = example::plan(&example, Situation::unknown(Server::Postgresql { major: 15 }));
    effects(&plan[0], &situation)
}

fn shown(effect: &Effect) -> (LockLevel, bool, bool) {
    let Lock::Table(level) = effect.lock else { panic!("PostgreSQL locks tables") };
    (level, effect.rewrites, effect.works_by_size() && !effect.rewrites)
}

/// Runs the statement in a transaction that is rolled back.
fn seen(database: &PostgresqlDatabase, statement: &str, forecast: &[Effect]) -> Seen {
    let mut client = database.connect();
    let files = |client: &mut postgres::Client| -> BTreeMap<u32, (String, String, u32)> {
        let sql = "SELECT c.oid, c.relname::text, c.relkind::text, c.relfilenode FROM pg_class c \
                   JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = 'public'";
        let rows = client.query(sql, &[]).expect("the server answers");
        rows.iter().map(|row| (row.get(0), (row.get(1), row.get(2), row.get(3)))).collect()
    };
    let before = files(&mut client);
    // An index scan is not what tells a reading from none: twenty rows are read one after the other.
    client.batch_execute("BEGIN").expect("the server answers");
    client.batch_execute(statement).unwrap_or_else(|error| panic!("{statement}: {error:?}"));
    let locks = client
        .query("SELECT relation, mode FROM pg_locks WHERE pid = pg_backend_pid() AND locktype = 'relation'", &[])
        .expect("the server answers");
    let read = client
        .query("SELECT relid, (seq_scan + coalesce(idx_scan, 0))::int8 FROM pg_stat_xact_all_tables", &[])
        .expect("the server answers");
    let read: BTreeMap<u32, i64> = read.iter().map(|row| (row.get(0), row.get(1))).collect();
    let after = client.query("SELECT oid, relfilenode FROM pg_class", &[]).expect("the server answers");
    let after: BTreeMap<u32, u32> = after.iter().map(|row| (row.get(0), row.get(1))).collect();
    client.batch_execute("ROLLBACK").expect("the server answers");
    let mut seen = Seen::new();
    for row in locks {
        let (relation, mode): (u32, String) = (row.get(0), row.get(1));
        let Some((name, kind, file)) = before.get(&relation) else { continue };
        let is_named = forecast.iter().any(|effect| effect.relation.to_string() == *name);
        let Some(level) = LockLevel::ALL.into_iter().find(|level| level.mode() == mode) else { continue };
        // Locks on indexes come with those on their tables; an index counts where the statement is about it.
        if !is_named && !matches!(kind.as_str(), "r" | "p" | "m" | "v") {
            continue;
        }
        // A reader meets nobody but who locks altogether; what a view reads is not told by its name.
        if !is_named && level == LockLevel::AccessShare {
            continue;
        }
        let is_rewritten = after.get(&relation).is_some_and(|after| after != file);
        let is_read = read.get(&relation).is_some_and(|count| *count > 0) && !is_rewritten;
        let known = seen.entry(name.clone()).or_insert((level, is_rewritten, is_read));
        known.0 = known.0.max(level);
    }
    seen
}

#[test]
fn what_runs_concurrently_holds_a_weak_lock() {
    let Some(database) = postgresql() else { return };
    database.execute(SETUP);
    for statement in [
        "CREATE INDEX CONCURRENTLY i ON users (age)",
        "DROP INDEX CONCURRENTLY users_name",
        "REINDEX TABLE CONCURRENTLY users",
    ] {
        let forecast = forecast(statement);
        assert_eq!(forecast[0].lock, Lock::Table(LockLevel::ShareUpdateExclusive), "{statement}");
        // A writer that is not done keeps the statement waiting; what it holds meanwhile is what others meet.
        let mut writer = database.connect();
        writer.batch_execute("BEGIN; UPDATE users SET age = age WHERE id = 1").expect("the server answers");
        let mut client = database.connect();
        let pid: i32 = client.query_one("SELECT pg_backend_pid()", &[]).expect("the server answers").get(0);
        let waiting = std::thread::spawn(move || client.batch_execute(statement));
        let mut observer = database.connect();
        let held = loop {
            let sql = "SELECT mode FROM pg_locks WHERE pid = $1 AND relation = 'users'::regclass AND granted \
                       AND EXISTS (SELECT FROM pg_locks WHERE pid = $1 AND NOT granted)";
            let rows = observer.query(sql, &[&pid]).expect("the server answers");
            if !rows.is_empty() {
                break rows.iter().map(|row| row.get::<_, String>(0)).collect::<Vec<_>>();
            }
        };
        writer.batch_execute("COMMIT").expect("the server answers");
        waiting.join().expect("the server answers").expect("the server answers");
        assert!(held.contains(&"ShareUpdateExclusiveLock".to_owned()), "{statement}: {held:?}");
        let blocks = LockLevel::ALL.into_iter().filter(|level| level.blocks_writes());
        assert!(blocks.map(LockLevel::mode).all(|mode| !held.iter().any(|held| held == mode)), "{statement}: {held:?}");
    }
}

#[test]
fn what_the_server_cannot_do_in_a_transaction_is_found() {
    let Some(database) = postgresql() else { return };
    database.execute(SETUP);
    let settings = lint::Settings::default();
    for (statement, fails) in [
        ("CREATE INDEX CONCURRENTLY i ON users (age)", true),
        ("DROP INDEX CONCURRENTLY users_name", true),
        ("REINDEX INDEX CONCURRENTLY users_name", true),
        ("VACUUM users", true),
        ("ALTER TABLE events DETACH PARTITION events_1 CONCURRENTLY", true),
        ("REFRESH MATERIALIZED VIEW CONCURRENTLY totals", false),
        ("ANALYZE users", false),
    ] {
        let mut client = database.connect();
        client.batch_execute("BEGIN").expect("the server answers");
        assert_eq!(client.batch_execute(statement).is_err(), fails, "{statement}");
        let mut situation = Situation::unknown(Server::Postgresql { major: 15 });
        let findings = lint::lint(&[Recorded::sql(statement)], &mut situation, &settings);
        let is_found = findings.iter().any(|finding| finding.rule == "concurrently-in-transaction");
        assert_eq!(is_found, fails, "{statement}");
    }
}
