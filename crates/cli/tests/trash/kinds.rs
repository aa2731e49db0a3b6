//! Kinds of tables: dropped and brought back they are what they were, or nothing is dropped at all.

use std::process::Command;

use testkit::{Database, Run};

use crate::subject::{Scripts, Subject};

/// A table of some kind, as texts of SQL.
struct Kind {
    /// As Python writes it: the arguments of `op.drop_table`.
    table: &'static str,
    /// What is around it, and is neither dropped nor made again.
    around: &'static str,
    /// What makes the table, with everything that goes with it.
    makes: &'static str,
    rows: &'static str,
    becomes: Becomes,
}

enum Becomes {
    /// `downgrade` and `trash restore` give it back, and meanwhile it needs nothing.
    Kept,
    /// The same, but that it needs its functions.
    KeptWithFunctions,
    /// Nothing is dropped, and the error says why.
    Refused(&'static str),
}

const POSTGRESQL: &[Kind] = &[
    Kind {
        table: "'t'",
        around: "CREATE TYPE price AS RANGE (subtype = numeric, multirange_type_name = prices)",
        makes: "CREATE TABLE t (id int PRIMARY KEY, builtin int4multirange DEFAULT '{[1,2)}', own prices, owns prices[],
                    one price, EXCLUDE USING gist (one WITH &&));
                CREATE INDEX t_own ON t USING gist (own)",
        rows: "INSERT INTO t VALUES (1, '{[1,5),[7,9)}', '{[1,2)}', ARRAY['{[1,2),[3,4)}'::prices], '[1,2)')",
        becomes: Becomes::Kept,
    },
    Kind {
        table: "'t'",
        around: "CREATE TYPE pair AS (x int, \"Y\" text)",
        makes: "CREATE TABLE t (id int PRIMARY KEY, one pair, several pair[], given pair DEFAULT ROW(1, 'a'),
                    CHECK ((one).x > 0))",
        rows: "INSERT INTO t (id, one, several) VALUES (1, ROW(1, 'it''s \"q\" , \\'), ARRAY[ROW(1, 'a'), NULL, ROW(NULL, NULL)]::pair[]),
                   (2, NULL, '{}')",
        becomes: Becomes::Kept,
    },
    Kind {
        table: "'t'",
        around: "CREATE DOMAIN email AS text COLLATE \"C\" DEFAULT 'a@b' CHECK (value LIKE '%@%');
                 CREATE DOMAIN emails AS email[]; CREATE DOMAIN needed AS int NOT NULL",
        makes: "CREATE TABLE t (id int PRIMARY KEY, one email, other email COLLATE \"POSIX\", several email[], all_ emails,
                    n needed, UNIQUE (one));
                ALTER TABLE t ALTER one SET STORAGE EXTERNAL, ALTER other SET COMPRESSION pglz;
                CREATE INDEX t_lower ON t (lower(one)); CREATE INDEX t_pattern ON t (other text_pattern_ops)",
        rows: "INSERT INTO t VALUES (1, 'x@y', 'y@z', '{a@b,NULL}', '{c@d}', 3)",
        becomes: Becomes::Kept,
    },
    Kind {
        table: "'t'",
        around: "CREATE TYPE kind AS ENUM ('a', 'b')",
        makes: "CREATE TABLE t (id int, kind kind, parent int, parent_kind kind, PRIMARY KEY (id, kind),
                    CONSTRAINT up FOREIGN KEY (parent, parent_kind) REFERENCES t ON DELETE CASCADE DEFERRABLE,
                    CONSTRAINT plain CHECK (id <> parent));
                COMMENT ON CONSTRAINT up ON t IS 'upwards'",
        rows: "INSERT INTO t VALUES (1, 'a', NULL, NULL), (2, 'b', 1, 'a')",
        becomes: Becomes::Kept,
    },
    Kind {
        table: "'child'",
        around: "CREATE TABLE parent (id int PRIMARY KEY, v text DEFAULT 'x' CHECK (v <> 'no'))",
        makes: "CREATE TABLE child (extra int) INHERITS (parent)",
        rows: "INSERT INTO child VALUES (2, 'c', 5)",
        becomes: Becomes::Refused("table child can't be kept: it inherits from parent"),
    },
    Kind {
        table: "'child'",
        around: "CREATE TABLE parent (id int, v text)",
        makes: "CREATE TABLE child (id int, own text NOT NULL, v text) INHERITS (parent)",
        rows: "INSERT INTO child VALUES (2, 'c', 'x')",
        becomes: Becomes::Kept,
    },
    Kind {
        table: "'parent'",
        around: "",
        makes: "CREATE TABLE parent (id int PRIMARY KEY); CREATE TABLE child (extra int) INHERITS (parent)",
        rows: "INSERT INTO child VALUES (2, 5)",
        becomes: Becomes::Refused("cannot drop table parent because other objects depend on it"),
    },
    Kind {
        table: "'first'",
        around: "CREATE TYPE kind AS ENUM ('a', 'b');
                 CREATE FUNCTION noted() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
                 CREATE TABLE whole (id int, kind kind NOT NULL, PRIMARY KEY (id, kind)) PARTITION BY LIST (kind);
                 CREATE INDEX whole_id ON whole (id, kind);
                 CREATE TRIGGER noted AFTER INSERT ON whole FOR EACH ROW EXECUTE FUNCTION noted();
                 CREATE TABLE rest PARTITION OF whole DEFAULT",
        makes: "CREATE TABLE first PARTITION OF whole FOR VALUES IN ('a'); ALTER TABLE first DISABLE TRIGGER noted",
        rows: "INSERT INTO whole VALUES (1, 'a'), (2, 'b')",
        becomes: Becomes::Kept,
    },
    Kind {
        table: "'first'",
        around: "CREATE TABLE others (id int PRIMARY KEY); INSERT INTO others VALUES (1), (2), (3);
                 CREATE TABLE whole (id int PRIMARY KEY, other int REFERENCES others) PARTITION BY HASH (id);
                 CREATE TABLE rest PARTITION OF whole FOR VALUES WITH (MODULUS 2, REMAINDER 1)",
        makes: "CREATE TABLE first PARTITION OF whole FOR VALUES WITH (MODULUS 2, REMAINDER 0)",
        rows: "INSERT INTO whole VALUES (1, 1), (2, 2), (3, 3)",
        becomes: Becomes::Kept,
    },
    Kind {
        table: "'whole'",
        around: "",
        makes: "CREATE TABLE whole (id int PRIMARY KEY, v int) PARTITION BY RANGE (id); CREATE INDEX whole_v ON whole (v)",
        rows: "",
        becomes: Becomes::Kept,
    },
    Kind {
        table: "'whole'",
        around: "",
        makes: "CREATE TABLE whole (id int PRIMARY KEY) PARTITION BY RANGE (id);
                CREATE TABLE first PARTITION OF whole FOR VALUES FROM (0) TO (10)",
        rows: "INSERT INTO whole VALUES (1)",
        becomes: Becomes::Refused("table whole can't be kept: it has partitions, which would stay where they are"),
    },
    Kind {
        table: "'t'",
        around: "",
        makes: "CREATE TABLE t (id bigint GENERATED BY DEFAULT AS IDENTITY (START 5 INCREMENT 3 MAXVALUE 1000 CACHE 1 CYCLE) PRIMARY KEY,
                    down int GENERATED ALWAYS AS IDENTITY (START -1 INCREMENT -1), v int)",
        rows: "INSERT INTO t (v) VALUES (1), (2), (3); DELETE FROM t WHERE v = 3",
        becomes: Becomes::Kept,
    },
    Kind {
        table: "'t'",
        around: "CREATE FUNCTION twice(int) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT $1 * 2'",
        makes: "CREATE TABLE t (id int PRIMARY KEY, v int, a int GENERATED ALWAYS AS (v * 2) STORED,
                    b int GENERATED ALWAYS AS (twice(v)) STORED)",
        rows: "INSERT INTO t (id, v) VALUES (1, 4)",
        becomes: Becomes::KeptWithFunctions,
    },
    Kind {
        table: "'t'",
        around: "CREATE TYPE mood AS ENUM ('a', 'b')",
        makes: "CREATE TABLE t (id int PRIMARY KEY, m mood, g boolean GENERATED ALWAYS AS (m = 'a') STORED)",
        rows: "INSERT INTO t (id, m) VALUES (1, 'a')",
        becomes: Becomes::Refused("table t can't be kept: its column g is computed with a type of yours"),
    },
    Kind {
        table: "'t'",
        around: "CREATE TYPE mood AS ENUM ('a', 'b'); CREATE TABLE others (id int);
                 CREATE FUNCTION allowed(int) RETURNS boolean LANGUAGE sql STABLE AS 'SELECT true'",
        makes: "CREATE TABLE t (id int PRIMARY KEY, m mood, owner text);
                ALTER TABLE t ENABLE ROW LEVEL SECURITY; ALTER TABLE t FORCE ROW LEVEL SECURITY;
                CREATE POLICY plain ON t USING (owner = current_user);
                CREATE POLICY \"Odd one\" ON t AS RESTRICTIVE FOR UPDATE TO pg_monitor, pg_signal_backend
                    USING (allowed(id)) WITH CHECK (m = 'a');
                CREATE POLICY of_others ON t FOR SELECT USING (EXISTS (SELECT 1 FROM others WHERE others.id = t.id));
                CREATE POLICY of_inserts ON t FOR INSERT WITH CHECK (allowed(1));
                COMMENT ON POLICY of_others ON t IS 'it''s \\ odd'",
        rows: "INSERT INTO t VALUES (1, 'a', 'x')",
        becomes: Becomes::Kept,
    },
    Kind {
        table: "'t'",
        around: "CREATE TYPE mood AS ENUM ('a', 'b');
                 CREATE FUNCTION noted() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'",
        makes: "CREATE TABLE t (id int PRIMARY KEY, m mood, v int);
                CREATE TRIGGER a BEFORE UPDATE OF m, v ON t FOR EACH ROW WHEN (NEW.m = 'a') EXECUTE FUNCTION noted('x');
                CREATE CONSTRAINT TRIGGER b AFTER INSERT ON t DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION noted();
                CREATE TRIGGER c AFTER DELETE ON t REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION noted();
                ALTER TABLE t DISABLE TRIGGER a; ALTER TABLE t ENABLE ALWAYS TRIGGER c; COMMENT ON TRIGGER a ON t IS 'first'",
        rows: "INSERT INTO t VALUES (1, 'a', 2)",
        becomes: Becomes::Kept,
    },
    Kind {
        table: "'t'",
        around: "CREATE TYPE mood AS ENUM ('a', 'b'); CREATE TABLE log (id int, m mood)",
        makes: "CREATE TABLE t (id int PRIMARY KEY, m mood);
                CREATE RULE a AS ON UPDATE TO t DO ALSO INSERT INTO log VALUES (NEW.id, NEW.m);
                CREATE RULE b AS ON DELETE TO t DO INSTEAD NOTHING; ALTER TABLE t DISABLE RULE b; COMMENT ON RULE a ON t IS 'first'",
        rows: "INSERT INTO t VALUES (1, 'a')",
        becomes: Becomes::Kept,
    },
    Kind {
        table: "'t'",
        around: "",
        makes: "CREATE TABLE t (id int PRIMARY KEY, a int, b int);
                CREATE STATISTICS s (ndistinct, mcv) ON a, b FROM t; ALTER STATISTICS s SET STATISTICS 77;
                COMMENT ON STATISTICS s IS 'both'; ALTER TABLE t ALTER a SET STATISTICS 55, ALTER b SET (n_distinct = 5)",
        rows: "INSERT INTO t VALUES (1, 2, 3)",
        becomes: Becomes::Kept,
    },
    Kind {
        table: "'t'",
        around: "CREATE TYPE mood AS ENUM ('a', 'b'); CREATE TABLE others (id int PRIMARY KEY);
                 CREATE FUNCTION fine(mood) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT true'",
        makes: "CREATE TABLE t (id int PRIMARY KEY, m mood, other int CONSTRAINT fk REFERENCES others,
                    CONSTRAINT checked CHECK (fine(m)), CONSTRAINT plain CHECK (id > 0) NO INHERIT,
                    CONSTRAINT excluded EXCLUDE USING btree (other WITH =) WHERE (fine(m)));
                CREATE INDEX t_fine ON t (fine(m)); ALTER INDEX t_fine ALTER COLUMN 1 SET STATISTICS 9;
                CREATE UNIQUE INDEX t_m ON t (id, m); ALTER TABLE t CLUSTER ON t_m; CREATE INDEX t_hash ON t USING hash (m);
                COMMENT ON TABLE t IS 'table'; COMMENT ON COLUMN t.m IS 'column'; COMMENT ON CONSTRAINT fk ON t IS 'key';
                COMMENT ON CONSTRAINT checked ON t IS 'check'; COMMENT ON CONSTRAINT plain ON t IS 'plain';
                COMMENT ON CONSTRAINT excluded ON t IS 'exclusion'; COMMENT ON CONSTRAINT t_pkey ON t IS 'primary';
                COMMENT ON INDEX t_fine IS 'index'",
        rows: "INSERT INTO t VALUES (1, 'a')",
        becomes: Becomes::Kept,
    },
    Kind {
        table: "'t'",
        around: "CREATE TYPE mood AS ENUM ('a', 'b')",
        makes: "CREATE TABLE t (id int PRIMARY KEY, m mood NOT NULL); CREATE UNIQUE INDEX t_m ON t (m);
                ALTER TABLE t REPLICA IDENTITY USING INDEX t_m; ALTER TABLE t SET (fillfactor = 50)",
        rows: "INSERT INTO t VALUES (1, 'a')",
        becomes: Becomes::Kept,
    },
    Kind {
        table: "'t'",
        around: "CREATE SCHEMA other; CREATE SEQUENCE other.free START 100",
        makes: "CREATE SEQUENCE numbers START 7; COMMENT ON SEQUENCE numbers IS 'numbers';
                CREATE TABLE t (id int PRIMARY KEY DEFAULT nextval('numbers'), v int DEFAULT nextval('other.free'));
                ALTER SEQUENCE numbers OWNED BY t.id;
                GRANT SELECT, UPDATE (v) ON t TO PUBLIC; GRANT USAGE ON SEQUENCE numbers TO PUBLIC",
        rows: "INSERT INTO t DEFAULT VALUES",
        becomes: Becomes::Kept,
    },
    Kind {
        table: "'t', schema='Other'",
        around: "CREATE SCHEMA \"Other\"; CREATE TYPE \"Other\".mood AS ENUM ('a')",
        makes: "CREATE TABLE \"Other\".t (id serial PRIMARY KEY, m \"Other\".mood DEFAULT 'a')",
        rows: "INSERT INTO \"Other\".t DEFAULT VALUES",
        becomes: Becomes::Kept,
    },
    Kind {
        table: "\"odd \\\"name\\\" % $1 ' ; -- é {table}\"",
        around: "CREATE TYPE \"Mo od\" AS ENUM ('a ''b')",
        makes: "CREATE TABLE \"odd \"\"name\"\" % $1 ' ; -- é {table}\" (\"a \"\"b\"\" %s :x\" serial PRIMARY KEY,
                    \"ü;--\" text UNIQUE CHECK (\"ü;--\" <> ''), \"select\" \"Mo od\")",
        rows: "INSERT INTO \"odd \"\"name\"\" % $1 ' ; -- é {table}\" (\"ü;--\", \"select\") VALUES ('x', 'a ''b')",
        becomes: Becomes::Kept,
    },
    Kind {
        table: "'t'",
        around: "CREATE TYPE shape AS (id int, v text)",
        makes: "CREATE TABLE t OF shape (PRIMARY KEY (id))",
        rows: "INSERT INTO t VALUES (1, 'a')",
        becomes: Becomes::Kept,
    },
    Kind {
        table: "'t'",
        around: "",
        makes: "CREATE UNLOGGED TABLE t (id int PRIMARY KEY, gone int, v text); ALTER TABLE t DROP gone",
        rows: "INSERT INTO t VALUES (1, 'a')",
        becomes: Becomes::Kept,
    },
];

const SQLITE: &[Kind] = &[
    Kind {
        table: "'t'",
        around: "",
        makes: "CREATE TABLE t (id INTEGER PRIMARY KEY, i INT, r REAL, t TEXT NOT NULL DEFAULT 'x', b BLOB, a ANY) STRICT",
        rows: "INSERT INTO t VALUES (1, 2, 3, '007', x'00ff', '007'), (2, NULL, NULL, '', NULL, 7), (3, 1, 1.5, 'a', x'', 1.0)",
        becomes: Becomes::Kept,
    },
    Kind {
        table: "'t'",
        around: "",
        makes: "CREATE TABLE t (k TEXT COLLATE NOCASE, n INT, v, PRIMARY KEY (k, n DESC)) WITHOUT ROWID;
                CREATE INDEX t_v ON t (v) WHERE v IS NOT NULL",
        rows: "INSERT INTO t VALUES ('a', 1, '1'), ('a', 2, 1), ('B', 1, 1.0), ('c', 1, x'31')",
        becomes: Becomes::Kept,
    },
    Kind {
        table: "'t'",
        around: "",
        makes: "CREATE TABLE t (a INT, s INT GENERATED ALWAYS AS (a * 2) STORED, v TEXT AS ('<' || a || '>') VIRTUAL, d DATE);
                CREATE INDEX t_v ON t (v, a + 1)",
        rows: "INSERT INTO t (a, d) VALUES (1, '2020-01-01'), (2, NULL)",
        becomes: Becomes::Kept,
    },
    Kind {
        table: "'t'",
        around: "CREATE TABLE other (id INTEGER PRIMARY KEY AUTOINCREMENT); INSERT INTO other VALUES (77)",
        makes: "CREATE TABLE t (id INTEGER PRIMARY KEY AUTOINCREMENT, v TEXT)",
        rows: "INSERT INTO t (v) VALUES ('a'), ('b'), ('c'); DELETE FROM t WHERE v = 'c'",
        becomes: Becomes::Kept,
    },
    Kind {
        table: "'t'",
        around: "CREATE TABLE log (v TEXT)",
        makes: "CREATE TABLE t (id INTEGER PRIMARY KEY, v TEXT);
                CREATE TRIGGER noted AFTER INSERT ON t BEGIN INSERT INTO log VALUES (NEW.v); END;
                CREATE TRIGGER \"odd one\" BEFORE DELETE ON t WHEN OLD.v = ';' BEGIN SELECT RAISE(ABORT, 'no; never'); END",
        rows: "INSERT INTO t VALUES (1, 'a'), (2, ';')",
        becomes: Becomes::Kept,
    },
    Kind {
        table: "'t'",
        around: "",
        makes: "CREATE TABLE t (id INTEGER PRIMARY KEY, v TEXT, up INTEGER REFERENCES t (id))",
        rows: "INSERT INTO t VALUES (1, 'a', NULL), (2, 'b', 1); CREATE VIEW seen AS SELECT id, v FROM t;
               CREATE TABLE other (id INTEGER PRIMARY KEY, t INTEGER REFERENCES t (id)); INSERT INTO other VALUES (1, 1)",
        becomes: Becomes::Kept,
    },
    Kind {
        table: "\"odd \\\"name\\\" % ' ; -- é ? main.x\"",
        around: "",
        makes: "CREATE TABLE \"odd \"\"name\"\" % ' ; -- é ? main.x\" (\"a \"\"b\"\" %s :x\" INTEGER PRIMARY KEY, [b ], `c``` TEXT UNIQUE);
                CREATE INDEX \"main.i\" ON \"odd \"\"name\"\" % ' ; -- é ? main.x\" (\"c`\")",
        rows: "INSERT INTO \"odd \"\"name\"\" % ' ; -- é ? main.x\" VALUES (1, 2, 'x')",
        becomes: Becomes::Kept,
    },
];

const NOTHING: Scripts = Scripts { first: "    pass", up: "    pass", down: "    pass" };

/// Makes the table again as it was made.
const MAKES_IT: &str = r"
    for statement in open('makes.sql').read().split(';\n'):
        is_formatted = op.get_bind().dialect.name == 'postgresql'
        op.get_bind().exec_driver_sql(statement.replace('%', '%%') if is_formatted else statement)
";

#[test]
fn every_kind_of_table_of_postgresql_comes_back_as_it_was_or_is_not_dropped() {
    check_kinds(POSTGRESQL, || Subject::on_postgresql(&NOTHING, ""));
}

#[test]
fn every_kind_of_table_of_sqlite_comes_back_as_it_was_or_is_not_dropped() {
    check_kinds(SQLITE, || Some(Subject::on_sqlite(&NOTHING, "")));
}

#[track_caller]
fn check_kinds(kinds: &[Kind], subject: impl Fn() -> Option<Subject>) {
    let mut problems = Vec::new();
    for kind in kinds {
        let Some(subject) = subject() else { return };
        if let Err(problem) = tried(&subject, kind) {
            problems.push(format!("{}\n{problem}", kind.makes));
        }
    }
    assert!(problems.is_empty(), "{}", problems.join("\n\n"));
}

/// Drops the table of a kind and brings it back, once by `restore` and once by `downgrade`.
fn tried(subject: &Subject, kind: &Kind) -> Result<(), String> {
    for sql in [kind.around, kind.makes, kind.rows] {
        subject.execute(sql);
    }
    subject.project.write("makes.sql", kind.makes);
    subject.second(&format!("    op.drop_table({})", kind.table), MAKES_IT);
    let before = picture(subject);
    let dropped = subject.project.run("upgrade head --keep-dropped");
    if let Becomes::Refused(reason) = kind.becomes {
        if dropped.exit_code == 0 || !dropped.stderr.contains(reason) {
            return Err(format!("should have said {reason:?}\n{}", dropped.everything()));
        }
        return same(&before, &picture(subject), "the refused upgrade");
    }
    done(&dropped)?;
    if !subject.is_sqlite() {
        let needs_nothing = needs_nothing(subject);
        if needs_nothing != matches!(kind.becomes, Becomes::Kept) {
            return Err(format!("in the trash it needs nothing: {needs_nothing}"));
        }
    }
    done(&subject.project.run("trash restore 1"))?;
    same(&before, &picture(subject), "trash restore")?;
    done(&subject.project.run("stamp a1"))?;
    done(&subject.project.run("upgrade head --keep-dropped"))?;
    done(&subject.project.run("downgrade a1"))?;
    same(&before, &picture(subject), "downgrade")?;
    if subject.trash().is_empty() { Ok(()) } else { Err("the downgrade left it in the trash".to_owned()) }
}

/// Whether everything else may go, and what is in the trash stays as it is.
fn needs_nothing(subject: &Subject) -> bool {
    let of = "WHERE relnamespace = 'limbeck_trash'::regnamespace";
    let count = format!(
        "SELECT (SELECT count(*) FROM pg_class {of}),
            (SELECT count(*) FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid {of} AND NOT attisdropped),
            (SELECT count(*) FROM pg_attrdef JOIN pg_class ON pg_class.oid = adrelid {of}),
            (SELECT count(*) FROM pg_policy JOIN pg_class ON pg_class.oid = polrelid {of}),
            (SELECT count(*) FROM pg_constraint JOIN pg_class ON pg_class.oid = conrelid {of})"
    );
    let drop = "DROP SCHEMA public CASCADE; DROP SCHEMA IF EXISTS other, \"Other\" CASCADE";
    let rows = subject.rows(&format!("BEGIN; {count}; {drop}; {count}; ROLLBACK"));
    rows.len() == 2 && rows[0] == rows[1]
}

fn done(run: &Run) -> Result<(), String> {
    if run.exit_code == 0 { Ok(()) } else { Err(run.everything()) }
}

fn same(before: &[String], after: &[String], what: &str) -> Result<(), String> {
    let without = |lines: &[String], others: &[String], sign: char| -> Vec<String> {
        lines.iter().filter(|line| !others.contains(line)).map(|line| format!("{sign} {line}")).collect()
    };
    if before == after {
        return Ok(());
    }
    let different = [without(before, after, '-'), without(after, before, '+')].concat();
    Err(format!("{what} made another order, or:\n{}", different.join("\n")))
}

/// Everything that the database is and has, but for our own tables and the version.
fn picture(subject: &Subject) -> Vec<String> {
    match &subject.database {
        Database::Postgresql(database) => {
            let mut command = Command::new("pg_dump");
            command.args(["-N", "limbeck", "-N", "limbeck_trash", "-T", "alembic_version", "-d", &database.url("")]);
            let output = command.output().expect("pg_dump is there");
            assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
            let text = String::from_utf8(output.stdout).expect("a dump is UTF-8");
            // Each dump has another key for its `\\restrict`.
            let says = |line: &&str| !line.is_empty() && !line.starts_with("--") && !line.contains("restrict ");
            text.lines().filter(says).map(str::to_owned).collect()
        }
        Database::Sqlite(_) => {
            let ours = "name NOT LIKE 'limbeck%' AND tbl_name <> 'alembic_version'";
            let schema = format!("SELECT type, name, sql FROM sqlite_master WHERE {ours} ORDER BY type, name");
            let mut lines = subject.rows(&schema);
            for table in
                subject.rows(&format!("SELECT name FROM sqlite_master WHERE type = 'table' AND {ours} ORDER BY name"))
            {
                let literal = format!("'{}'", table.replace('\'', "''"));
                let columns = subject.rows(&format!(
                    "SELECT 'quote(\"' || replace(name, '\"', '\"\"') || '\")' FROM pragma_table_xinfo({literal})"
                ));
                let rows = format!("SELECT {} FROM \"{}\" ORDER BY 1", columns.join(", "), table.replace('"', "\"\""));
                lines.extend(subject.rows(&rows).into_iter().map(|row| format!("{table}: {row}")));
            }
            lines
        }
    }
}
