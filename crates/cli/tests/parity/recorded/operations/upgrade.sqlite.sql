CREATE TABLE alembic_version (
    version_num VARCHAR(32) NOT NULL, 
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

-- Running upgrade  -> a00000000001

CREATE TABLE kinds (
    id INTEGER NOT NULL, 
    small SMALLINT DEFAULT '7' NOT NULL, 
    amount NUMERIC(12, 2) DEFAULT (0.00), 
    ratio FLOAT, 
    exact DOUBLE, 
    flag BOOLEAN DEFAULT 0 NOT NULL, 
    on_day DATE, 
    at_time TIME, 
    stamp TIMESTAMP DEFAULT CURRENT_TIMESTAMP, 
    span DATETIME, 
    bytes BLOB, 
    fixed CHAR(2), 
    wide VARCHAR(30), 
    notes TEXT, 
    document JSON, 
    colour VARCHAR(9) DEFAULT 'red' NOT NULL, 
    mood VARCHAR(1), 
    token CHAR(32), 
    code VARCHAR(20), 
    "Quoted Name" VARCHAR(5), 
    "select" INTEGER, 
    CONSTRAINT pk_kinds PRIMARY KEY (id), 
    CONSTRAINT ck_kinds_positive CHECK (small > 0 AND fixed <> '%'), 
    CONSTRAINT uq_kinds_code UNIQUE (code, small), 
    CONSTRAINT ck_kinds_mood CHECK (mood IN ('a', 'b')), 
    CONSTRAINT uq_kinds_token UNIQUE (token)
);

CREATE INDEX ix_kinds_code ON kinds (code);

CREATE TABLE items (
    kind_id INTEGER NOT NULL, 
    position INTEGER NOT NULL, 
    price INTEGER NOT NULL, 
    double_price INTEGER GENERATED ALWAYS AS (price * 2) STORED, 
    CONSTRAINT pk_items PRIMARY KEY (kind_id, position), 
    CONSTRAINT fk_items_kind_id_kinds FOREIGN KEY(kind_id) REFERENCES kinds (id) ON DELETE CASCADE
)
 WITHOUT ROWID;

INSERT INTO alembic_version (version_num) VALUES ('a00000000001') RETURNING version_num;

-- Running upgrade a00000000001 -> a00000000002

INSERT INTO kinds (id, small, amount, flag, on_day, notes, fixed) VALUES (1, 1, 1.50, 1, '2026-01-02', 'a''b%c:d\e', 'xy');

INSERT INTO kinds (id, small, amount, flag, on_day, notes, fixed) VALUES (2, 2, NULL, 0, NULL, '第二
zeile', 'zz');

INSERT INTO kinds (id, small, flag, colour, fixed) VALUES (3, 3, 1, 'it''s blue', 'q');

UPDATE kinds SET amount=(kinds.small * 10), notes='it''s' WHERE kinds.id = 2;

UPDATE kinds SET notes = 'b:c' WHERE id = 3 AND notes IS NULL;

UPDATE kinds SET wide = 'a%b' WHERE fixed LIKE 'x%';

DELETE FROM kinds WHERE kinds.small IN (2, 9) AND kinds.flag IS 0;

INSERT INTO items (kind_id, position, price) VALUES (1, 1, 21);

UPDATE alembic_version SET version_num='a00000000002' WHERE alembic_version.version_num = 'a00000000001';

-- Running upgrade a00000000002 -> a00000000003

ALTER TABLE kinds ADD COLUMN owner VARCHAR(40) DEFAULT 'no''body' NOT NULL;

ALTER TABLE kinds ADD COLUMN parent INTEGER;

CREATE INDEX by_hand ON kinds (owner, parent DESC);

CREATE UNIQUE INDEX ix_kinds_owner ON kinds (owner) WHERE NOT flag;

CREATE INDEX IF NOT EXISTS ix_lower ON kinds (lower(wide));

ALTER TABLE kinds RENAME COLUMN ratio TO share;

ALTER TABLE items RENAME TO parts;

UPDATE alembic_version SET version_num='a00000000003' WHERE alembic_version.version_num = 'a00000000002';

-- Running upgrade a00000000003 -> a00000000004

CREATE VIEW shown AS SELECT id, wide FROM kinds WHERE wide LIKE 'a%' AND notes <> ':x';

UPDATE alembic_version SET version_num='a00000000004' WHERE alembic_version.version_num = 'a00000000003';

