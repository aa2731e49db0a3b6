"""Databases that SQLite's inspection is compared on: statements, and where we see more than SQLAlchemy does.

A difference is (SQLAlchemy's line or None, our line or None, why).
"""

CASES = {
    "types with a name": [
        """CREATE TABLE a (
            c1 INTEGER, c2 BIGINT, c3 SMALLINT, c4 VARCHAR(50), c5 VARCHAR, c6 TEXT, c7 CHAR(3), c8 NUMERIC(10, 2),
            c9 DECIMAL(8), c10 FLOAT, c11 REAL, c12 DOUBLE, c13 BOOLEAN, c14 DATE, c15 DATETIME, c16 TIME,
            c17 TIMESTAMP, c18 BLOB, c19 JSON, c20 JSONB, c21 NVARCHAR(7), c22 NCHAR(2), c23 INT, c24 BOOL,
            c25 DATE_CHAR, c26 NUMERIC, c27 varchar(9), c28 FLOAT(5), c29 TEXT(100))""",
    ],
    "types by their affinity": [
        """CREATE TABLE a (
            c1 DOUBLE PRECISION, c2 UNSIGNED BIG INT, c3 TINYINT(1), c4 UUID, c5 STRING, c6 CLOB, c7 CHARACTER(20),
            c8 LONGTEXT, c9 LONGBLOB, c10, c11 POINT, c12 MONEY, c13 VARCHAR (50), c14 INT2, c15 TIMESTAMPTZ,
            c16 "my type", c17 INTEGER(8), c18 FLOATING)""",
    ],
    "defaults": [
        """CREATE TABLE a (
            c1 TEXT DEFAULT 'x', c2 TEXT DEFAULT 'it''s', c3 INTEGER DEFAULT 1, c4 INTEGER DEFAULT -1,
            c5 DATETIME DEFAULT CURRENT_TIMESTAMP, c6 DATETIME DEFAULT (datetime('now')), c7 TEXT DEFAULT NULL,
            c8 BOOLEAN DEFAULT 1 NOT NULL, c9 REAL DEFAULT 1.5, c10 INTEGER DEFAULT (1 + 2), c11 TEXT DEFAULT "x",
            c12 BOOLEAN DEFAULT true)""",
    ],
    "a key of one column": ["CREATE TABLE a (id INTEGER NOT NULL, PRIMARY KEY (id))"],
    "a key at its column": ["CREATE TABLE a (id INTEGER PRIMARY KEY, b TEXT)"],
    "a named key": ["CREATE TABLE a (id INTEGER NOT NULL, CONSTRAINT pk_a PRIMARY KEY (id))"],
    "a named key at its column": ["CREATE TABLE a (id INTEGER CONSTRAINT pk_a PRIMARY KEY)"],
    "a key of two columns in another order": ["CREATE TABLE a (b INTEGER, c INTEGER, PRIMARY KEY (c, b))"],
    "a key that counts up": ["CREATE TABLE a (id INTEGER PRIMARY KEY AUTOINCREMENT)"],
    "no key": ["CREATE TABLE a (b INTEGER NOT NULL)"],
    "unique constraints": [
        """CREATE TABLE a (
            b INTEGER, c INTEGER, d INTEGER, "e f" INTEGER,
            CONSTRAINT uq_b UNIQUE (b), UNIQUE (c, d), CONSTRAINT "uq e" UNIQUE ("e f"))""",
    ],
    "unique columns": ["CREATE TABLE a (b INTEGER UNIQUE, c VARCHAR(5) NOT NULL UNIQUE)"],
    "a named unique column": ["CREATE TABLE a (b INTEGER CONSTRAINT uq_b UNIQUE)"],
    "the same columns unique twice": ["CREATE TABLE a (b INTEGER UNIQUE, CONSTRAINT uq_b UNIQUE (b))"],
    "check constraints": [
        """CREATE TABLE a (
            b INTEGER CHECK (b > 0), c TEXT CONSTRAINT ck_c CHECK (c IN ('x', 'y)')),
            CHECK (b <> 7), CONSTRAINT "ck b" CHECK (((b < 100) AND (b <> 5))))""",
    ],
    "a check on several lines": ["CREATE TABLE a (b INTEGER, CONSTRAINT ck_b CHECK (b > 0\n    AND b < 9))"],
    "words of constraints in other places": [
        """CREATE TABLE a (
            check_b TEXT DEFAULT 'UNIQUE (c)', -- CHECK (1)
            "unique" INTEGER, /* PRIMARY KEY (c) */ c INTEGER)""",
    ],
    "foreign keys": [
        "CREATE TABLE p (id INTEGER NOT NULL, x INTEGER, PRIMARY KEY (id), UNIQUE (id, x))",
        """CREATE TABLE a (
            b INTEGER, c INTEGER, d INTEGER,
            FOREIGN KEY(b) REFERENCES p (id),
            CONSTRAINT fk_c FOREIGN KEY(c, d) REFERENCES p (id, x) ON DELETE CASCADE ON UPDATE SET NULL,
            CONSTRAINT fk_d FOREIGN KEY(d) REFERENCES p (id) ON DELETE NO ACTION DEFERRABLE INITIALLY DEFERRED)""",
    ],
    "foreign keys that are not deferrable": [
        "CREATE TABLE p (id INTEGER PRIMARY KEY)",
        "CREATE TABLE a (b INTEGER, FOREIGN KEY(b) REFERENCES p (id) ON UPDATE RESTRICT NOT DEFERRABLE)",
    ],
    "foreign keys at their column": [
        "CREATE TABLE p (id INTEGER PRIMARY KEY)",
        "CREATE TABLE a (b INTEGER REFERENCES p, c INTEGER NOT NULL REFERENCES p (id))",
    ],
    "a foreign key at its column with a rule": [
        "CREATE TABLE p (id INTEGER PRIMARY KEY)",
        "CREATE TABLE a (b INTEGER CONSTRAINT fk_b REFERENCES p (id) ON DELETE CASCADE NOT NULL)",
    ],
    "a foreign key to the table itself": [
        "CREATE TABLE a (id INTEGER PRIMARY KEY, parent INTEGER, FOREIGN KEY(parent) REFERENCES a (id))",
    ],
    "a foreign key to a table that is not there": ["CREATE TABLE a (b INTEGER, FOREIGN KEY(b) REFERENCES p (id))"],
    "indexes": [
        "CREATE TABLE a (b INTEGER, c INTEGER, d TEXT)",
        "CREATE INDEX ix_b ON a (b)",
        "CREATE UNIQUE INDEX ix_c_d ON a (c, d)",
        "CREATE INDEX ix_partial ON a (b) WHERE c > 5 AND d IS NOT NULL",
        'CREATE INDEX "ix quoted" ON "a" ("b" ASC)',
        "CREATE INDEX IF NOT EXISTS ix_letters ON A (B)",
    ],
    "indexes with an expression": [
        "CREATE TABLE a (b TEXT, c INTEGER)",
        "CREATE INDEX ix_lower ON a (lower(b), c)",
        "CREATE INDEX ix_sum ON a (c + 1 DESC)",
    ],
    "indexes with an order": [
        "CREATE TABLE a (b TEXT, c INTEGER)",
        "CREATE INDEX ix_desc ON a (b DESC, c)",
        "CREATE INDEX ix_nocase ON a (b COLLATE NOCASE)",
    ],
    "computed columns": [
        """CREATE TABLE a (
            b INTEGER, c INTEGER GENERATED ALWAYS AS (b + 1) VIRTUAL, d INTEGER GENERATED ALWAYS AS (b * (2 + 1)) STORED)""",
    ],
    "a computed column in short words": ["CREATE TABLE a (b INTEGER, c INTEGER AS (b + 1), d TEXT NOT NULL)"],
    "options of a table": [
        "CREATE TABLE a (b TEXT NOT NULL, PRIMARY KEY (b)) WITHOUT ROWID",
        "CREATE TABLE c (d TEXT) STRICT",
        "CREATE TABLE e (f TEXT NOT NULL, PRIMARY KEY (f)) STRICT, WITHOUT ROWID",
    ],
    "conflict clauses": [
        """CREATE TABLE a (
            b INTEGER NOT NULL ON CONFLICT REPLACE, c INTEGER UNIQUE ON CONFLICT IGNORE,
            CONSTRAINT pk_a PRIMARY KEY (b) ON CONFLICT FAIL)""",
    ],
    "names that need quotes": [
        'CREATE TABLE "order" ("select" INTEGER NOT NULL, "Mixed Case" TEXT, PRIMARY KEY ("select"))',
        'CREATE INDEX "ix-1" ON "order" ("Mixed Case")',
    ],
    "a table that was altered": [
        "CREATE TABLE a (id INTEGER NOT NULL, b TEXT, PRIMARY KEY (id), CONSTRAINT uq_b UNIQUE (b))",
        "ALTER TABLE a ADD COLUMN c INTEGER DEFAULT 5 NOT NULL",
        "ALTER TABLE a RENAME COLUMN b TO bb",
        "ALTER TABLE a RENAME TO aa",
    ],
    "a view and a trigger": [
        "CREATE TABLE a (b INTEGER)",
        "CREATE VIEW v AS SELECT b FROM a",
        "CREATE TRIGGER t AFTER INSERT ON a BEGIN SELECT 1; END",
        "CREATE TEMPORARY TABLE t (x INTEGER)",
    ],
    "a full text table": ["CREATE TABLE a (b INTEGER)", "CREATE VIRTUAL TABLE docs USING fts5(title, body)"],
    "CREATE TABLE AS": ["CREATE TABLE a AS SELECT 1 AS b, 'x' AS c"],
    "a table of Alembic": [
        "CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL, "
        "CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num))",
    ],
}

BESIDE_COLUMNS = "SQLAlchemy reads what stands behind a column only in part."
COMPUTED = "SQLAlchemy reads to the last parenthesis of the table, and needs GENERATED ALWAYS."
CONFLICT = "SQLAlchemy loses ON CONFLICT."
SHADOW = "Tables in which a virtual table keeps its content are no tables of the user's."

DIFFERENCES = {
    "a key that counts up": [
        ("table a", "table a sqlite_autoincrement=True", "SQLAlchemy loses AUTOINCREMENT."),
    ],
    "unique columns": [(None, "  unique None(c)", BESIDE_COLUMNS)],
    "a named unique column": [("  unique None(b)", "  unique uq_b(b)", BESIDE_COLUMNS)],
    "words of constraints in other places": [("  check None: 1", None, "SQLAlchemy reads comments too.")],
    "indexes with an expression": [
        (None, "  index ix_lower(text(lower(b)), c)", "SQLAlchemy skips indexes with expressions."),
        (None, "  index ix_sum(text(c + 1) DESC)", "SQLAlchemy skips indexes with expressions."),
    ],
    "indexes with an order": [
        ("  index ix_desc(b, c)", "  index ix_desc(b DESC, c)", "SQLAlchemy loses the order."),
        ("  index ix_nocase(b)", "  index ix_nocase(text(b COLLATE NOCASE))", "SQLAlchemy loses the collation."),
    ],
    "a foreign key at its column with a rule": [
        ("  foreign key None(b) -> p(id)", "  foreign key fk_b(b) -> p(id) ondelete='CASCADE'", BESIDE_COLUMNS),
    ],
    "computed columns": [
        (
            "  column c INTEGER() computed(b + 1) VIRTUAL, d INTEGER GENERATED ALWAYS AS (b * (2 + 1)) persisted=False",
            "  column c INTEGER() computed(b + 1) persisted=False",
            COMPUTED,
        ),
    ],
    "a computed column in short words": [
        ("  column c INTEGER() computed() persisted=False", "  column c INTEGER() computed(b + 1) persisted=False", COMPUTED),
    ],
    "conflict clauses": [
        (
            "  column b INTEGER() not null key",
            "  column b INTEGER() not null key sqlite_on_conflict_not_null='REPLACE'",
            CONFLICT,
        ),
        ("  primary key pk_a(b)", "  primary key pk_a(b) sqlite_on_conflict='FAIL'", CONFLICT),
        ("  unique None(c)", "  unique None(c) sqlite_on_conflict='IGNORE'", CONFLICT),
    ],
    "a full text table": [
        ("table docs", "table docs VIRTUAL", "A virtual table is known as such."),
        ("table docs_config sqlite_with_rowid=False", None, SHADOW),
        ("table docs_content", None, SHADOW),
        ("table docs_data", None, SHADOW),
        ("table docs_docsize", None, SHADOW),
        ("table docs_idx sqlite_with_rowid=False", None, SHADOW),
    ],
}
