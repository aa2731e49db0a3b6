CREATE TABLE alembic_version (
    version_num VARCHAR(32) NOT NULL, 
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

-- Running upgrade  -> a00000000001

CREATE TABLE kinds (
    id BIGINT NOT NULL AUTO_INCREMENT, 
    small SMALLINT NOT NULL DEFAULT '7', 
    amount NUMERIC(12, 2) COMMENT 'it''s money: 100%%' DEFAULT (0.00), 
    ratio FLOAT(53), 
    exact DOUBLE, 
    flag BOOL NOT NULL DEFAULT false, 
    on_day DATE, 
    at_time TIME, 
    stamp TIMESTAMP NULL DEFAULT (now()), 
    span DATETIME, 
    bytes BLOB(16), 
    fixed CHAR(2), 
    wide VARCHAR(30), 
    notes LONGTEXT, 
    document JSON, 
    colour ENUM('red','it''s blue') NOT NULL DEFAULT 'red', 
    mood VARCHAR(1), 
    token CHAR(32), 
    code VARCHAR(20), 
    `Quoted Name` VARCHAR(5), 
    `select` INTEGER, 
    CONSTRAINT pk_kinds PRIMARY KEY (id), 
    CONSTRAINT ck_kinds_positive CHECK (small > 0 AND fixed <> '%%'), 
    CONSTRAINT uq_kinds_code UNIQUE (code, small), 
    CONSTRAINT ck_kinds_mood CHECK (mood IN ('a', 'b')), 
    CONSTRAINT uq_kinds_token UNIQUE (token)
)ENGINE=InnoDB CHARSET=utf8mb4 COMMENT='All kinds';

CREATE INDEX ix_kinds_code ON kinds (code);

CREATE TABLE items (
    kind_id BIGINT NOT NULL, 
    position INTEGER NOT NULL, 
    price INTEGER NOT NULL, 
    double_price INTEGER GENERATED ALWAYS AS (price * 2) STORED, 
    CONSTRAINT pk_items PRIMARY KEY (kind_id, position), 
    CONSTRAINT fk_items_kind_id_kinds FOREIGN KEY(kind_id) REFERENCES kinds (id) ON DELETE CASCADE
);

INSERT INTO alembic_version (version_num) VALUES ('a00000000001');

-- Running upgrade a00000000001 -> a00000000002

INSERT INTO kinds (id, small, amount, flag, on_day, notes, fixed) VALUES (1, 1, 1.50, true, '2026-01-02', 'a''b%%c:d\\e', 'xy');

INSERT INTO kinds (id, small, amount, flag, on_day, notes, fixed) VALUES (2, 2, NULL, false, NULL, '第二
zeile', 'zz');

INSERT INTO kinds (id, small, flag, colour, fixed) VALUES (3, 3, true, 'it''s blue', 'q');

UPDATE kinds SET amount=(kinds.small * 10), notes='it''s' WHERE kinds.id = 2;

UPDATE kinds SET notes = 'b:c' WHERE id = 3 AND notes IS NULL;

UPDATE kinds SET wide = 'a%%b' WHERE fixed LIKE 'x%%';

DELETE FROM kinds WHERE kinds.small IN (2, 9) AND kinds.flag IS false;

INSERT INTO items (kind_id, position, price) VALUES (1, 1, 21);

UPDATE alembic_version SET version_num='a00000000002' WHERE alembic_version.version_num = 'a00000000001';

-- Running upgrade a00000000002 -> a00000000003

ALTER TABLE kinds ADD COLUMN owner VARCHAR(40) NOT NULL COMMENT 'who' DEFAULT 'no''body';

ALTER TABLE kinds ADD COLUMN parent INTEGER;

CREATE INDEX by_hand ON kinds (owner, parent DESC);

CREATE UNIQUE INDEX ix_kinds_owner ON kinds (owner);

CREATE INDEX IF NOT EXISTS ix_lower ON kinds (lower(wide));

ALTER TABLE kinds CHANGE ratio share FLOAT(53) NULL;

ALTER TABLE kinds MODIFY small INTEGER NOT NULL DEFAULT '7';

ALTER TABLE kinds MODIFY amount NUMERIC(12, 2) NULL;

ALTER TABLE kinds ALTER COLUMN wide SET DEFAULT '-';

ALTER TABLE kinds MODIFY notes TEXT NULL COMMENT 'changed';

ALTER TABLE items ADD CONSTRAINT uq_items_position UNIQUE (position, price);

ALTER TABLE items ADD CONSTRAINT ck_items_cheap CHECK (price < 1000);

ALTER TABLE kinds ADD CONSTRAINT fk_kinds_parent_kinds FOREIGN KEY(parent) REFERENCES kinds (id) ON DELETE SET NULL ON UPDATE CASCADE;

ALTER TABLE items COMMENT 'It''s parts';

ALTER TABLE items ADD COLUMN extra VARCHAR(10);

ALTER TABLE items MODIFY price INTEGER NULL;

CREATE INDEX ix_items_extra ON items (extra);

ALTER TABLE items RENAME TO parts;

UPDATE alembic_version SET version_num='a00000000003' WHERE alembic_version.version_num = 'a00000000002';

-- Running upgrade a00000000003 -> a00000000004

CREATE VIEW shown AS SELECT id, wide FROM kinds WHERE wide LIKE 'a%%' AND notes <> ':x';

UPDATE alembic_version SET version_num='a00000000004' WHERE alembic_version.version_num = 'a00000000003';

