BEGIN;

CREATE TABLE alembic_version (
    version_num VARCHAR(32) NOT NULL, 
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

-- Running upgrade  -> a00000000001

CREATE TYPE colour AS ENUM ('red', 'it''s blue');

CREATE TABLE kinds (
    id BIGSERIAL NOT NULL, 
    small SMALLINT DEFAULT '7' NOT NULL, 
    amount NUMERIC(12, 2) DEFAULT 0.00, 
    ratio FLOAT(53), 
    exact DOUBLE PRECISION, 
    flag BOOLEAN DEFAULT false NOT NULL, 
    on_day DATE, 
    at_time TIME WITHOUT TIME ZONE, 
    stamp TIMESTAMP WITH TIME ZONE DEFAULT now(), 
    span INTERVAL, 
    bytes BYTEA, 
    fixed CHAR(2), 
    wide VARCHAR(30), 
    notes TEXT, 
    document JSONB, 
    colour colour DEFAULT 'red' NOT NULL, 
    mood VARCHAR(1), 
    token UUID, 
    code VARCHAR(20), 
    "Quoted Name" VARCHAR(5), 
    "select" INTEGER, 
    CONSTRAINT pk_kinds PRIMARY KEY (id), 
    CONSTRAINT ck_kinds_positive CHECK (small > 0 AND fixed <> '%%'), 
    CONSTRAINT uq_kinds_code UNIQUE (code, small), 
    CONSTRAINT ck_kinds_mood CHECK (mood IN ('a', 'b')), 
    CONSTRAINT uq_kinds_token UNIQUE (token)
);

CREATE INDEX ix_kinds_code ON kinds (code);

COMMENT ON TABLE kinds IS 'All kinds';

COMMENT ON COLUMN kinds.amount IS 'it''s money: 100%%';

CREATE TABLE items (
    kind_id BIGINT NOT NULL, 
    position INTEGER NOT NULL, 
    price INTEGER NOT NULL, 
    double_price INTEGER GENERATED ALWAYS AS (price * 2) STORED, 
    CONSTRAINT pk_items PRIMARY KEY (kind_id, position), 
    CONSTRAINT fk_items_kind_id_kinds FOREIGN KEY(kind_id) REFERENCES kinds (id) ON DELETE CASCADE
);

CREATE TYPE size AS ENUM ('s', 'm');

CREATE TABLE only_here (
    id INTEGER GENERATED ALWAYS AS IDENTITY (INCREMENT BY 5 START WITH 10), 
    tags VARCHAR(20)[] DEFAULT '{}' NOT NULL, 
    address INET, 
    during TSTZRANGE, 
    searched TSVECTOR, 
    uid UUID DEFAULT gen_random_uuid(), 
    again colour, 
    size size, 
    CONSTRAINT pk_only_here PRIMARY KEY (id), 
    CONSTRAINT no_overlap EXCLUDE USING gist (during WITH &&)
);

INSERT INTO alembic_version (version_num) VALUES ('a00000000001') RETURNING alembic_version.version_num;

COMMIT;

BEGIN;

-- Running upgrade a00000000001 -> a00000000002

INSERT INTO kinds (id, small, amount, flag, on_day, notes, fixed) VALUES (1, 1, 1.50, true, '2026-01-02', 'a''b%%c:d\e', 'xy');

INSERT INTO kinds (id, small, amount, flag, on_day, notes, fixed) VALUES (2, 2, NULL, false, NULL, '第二
zeile', 'zz');

INSERT INTO kinds (id, small, flag, colour, fixed) VALUES (3, 3, true, 'it''s blue', 'q');

UPDATE kinds SET amount=(kinds.small * 10), notes='it''s' WHERE kinds.id = 2;

UPDATE kinds SET notes = 'b:c' WHERE id = 3 AND notes IS NULL;

UPDATE kinds SET wide = 'a%%b' WHERE fixed LIKE 'x%%';

DELETE FROM kinds WHERE kinds.small IN (2, 9) AND kinds.flag IS false;

INSERT INTO items (kind_id, position, price) VALUES (1, 1, 21);

UPDATE alembic_version SET version_num='a00000000002' WHERE alembic_version.version_num = 'a00000000001';

COMMIT;

BEGIN;

-- Running upgrade a00000000002 -> a00000000003

ALTER TABLE kinds ADD COLUMN owner VARCHAR(40) DEFAULT 'no''body' NOT NULL;

COMMENT ON COLUMN kinds.owner IS 'who';

ALTER TABLE kinds ADD COLUMN parent INTEGER;

CREATE INDEX by_hand ON kinds (owner, parent DESC);

CREATE UNIQUE INDEX ix_kinds_owner ON kinds (owner) WHERE NOT flag;

CREATE INDEX IF NOT EXISTS ix_lower ON kinds (lower(wide));

ALTER TABLE kinds RENAME ratio TO share;

ALTER TABLE kinds ALTER COLUMN small TYPE INTEGER;

ALTER TABLE kinds ALTER COLUMN amount DROP NOT NULL;

ALTER TABLE kinds ALTER COLUMN amount DROP DEFAULT;

ALTER TABLE kinds ALTER COLUMN wide SET DEFAULT '-';

COMMENT ON COLUMN kinds.notes IS 'changed';

ALTER TABLE items ADD CONSTRAINT uq_items_position UNIQUE (position, price);

ALTER TABLE items ADD CONSTRAINT ck_items_cheap CHECK (price < 1000);

ALTER TABLE kinds ADD CONSTRAINT fk_kinds_parent_kinds FOREIGN KEY(parent) REFERENCES kinds (id) ON DELETE SET NULL ON UPDATE CASCADE;

COMMENT ON TABLE items IS 'It''s parts';

ALTER TABLE items ADD COLUMN extra VARCHAR(10);

ALTER TABLE items ALTER COLUMN price DROP NOT NULL;

CREATE INDEX ix_items_extra ON items (extra);

ALTER TABLE items RENAME TO parts;

ALTER TABLE kinds ALTER COLUMN code TYPE INTEGER USING code::integer;

CREATE INDEX ix_document ON kinds USING gin (document jsonb_path_ops);

CREATE INDEX ix_included ON kinds (small) INCLUDE (flag) WITH (fillfactor = 50);

ALTER TABLE only_here ADD CONSTRAINT no_same EXCLUDE USING gist (during WITH &&) WHERE (id > 0);

UPDATE alembic_version SET version_num='a00000000003' WHERE alembic_version.version_num = 'a00000000002';

COMMIT;

BEGIN;

-- Running upgrade a00000000003 -> a00000000004

CREATE VIEW shown AS SELECT id, wide FROM kinds WHERE wide LIKE 'a%%' AND notes <> ':x';

CREATE FUNCTION touch() RETURNS trigger AS $$
            BEGIN
                NEW.stamp := now(); -- a comment: with %%, a::b and :name
                RETURN NEW;
            END;
            $$ LANGUAGE plpgsql;

CREATE TRIGGER touched BEFORE UPDATE ON kinds FOR EACH ROW EXECUTE FUNCTION touch();

COMMIT;

ALTER TYPE colour ADD VALUE IF NOT EXISTS 'green';

CREATE INDEX CONCURRENTLY IF NOT EXISTS ix_slowly ON kinds (exact);

BEGIN;

UPDATE kinds SET colour = 'green' WHERE id = 3;

UPDATE alembic_version SET version_num='a00000000004' WHERE alembic_version.version_num = 'a00000000003';

COMMIT;

