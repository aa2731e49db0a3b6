BEGIN;

-- Running downgrade a00000000004 -> a00000000003

UPDATE kinds SET colour = 'red' WHERE id = 3;

DROP INDEX ix_slowly;

DROP TRIGGER touched ON kinds; DROP FUNCTION touch();

DROP VIEW shown;

UPDATE alembic_version SET version_num='a00000000003' WHERE alembic_version.version_num = 'a00000000004';

COMMIT;

BEGIN;

-- Running downgrade a00000000003 -> a00000000002

ALTER TABLE only_here DROP CONSTRAINT no_same;

DROP INDEX ix_included;

DROP INDEX IF EXISTS ix_document;

ALTER TABLE kinds ALTER COLUMN code TYPE VARCHAR(20);

ALTER TABLE parts RENAME TO items;

DROP INDEX ix_items_extra;

ALTER TABLE items ALTER COLUMN price SET NOT NULL;

ALTER TABLE items DROP COLUMN extra;

COMMENT ON TABLE items IS NULL;

ALTER TABLE kinds DROP CONSTRAINT fk_kinds_parent_kinds;

ALTER TABLE items DROP CONSTRAINT ck_items_cheap;

ALTER TABLE items DROP CONSTRAINT uq_items_position;

COMMENT ON COLUMN kinds.notes IS NULL;

ALTER TABLE kinds ALTER COLUMN amount SET DEFAULT 0.00;

ALTER TABLE kinds ALTER COLUMN small TYPE SMALLINT;

ALTER TABLE kinds RENAME share TO ratio;

DROP INDEX ix_lower;

DROP INDEX ix_kinds_owner;

DROP INDEX by_hand;

ALTER TABLE kinds DROP COLUMN parent;

ALTER TABLE kinds DROP COLUMN owner;

UPDATE alembic_version SET version_num='a00000000002' WHERE alembic_version.version_num = 'a00000000003';

COMMIT;

BEGIN;

-- Running downgrade a00000000002 -> a00000000001

DELETE FROM items;

DELETE FROM kinds;

UPDATE alembic_version SET version_num='a00000000001' WHERE alembic_version.version_num = 'a00000000002';

COMMIT;

BEGIN;

-- Running downgrade a00000000001 -> 

DROP TABLE only_here;

DROP TYPE size;

DROP TABLE items;

DROP TABLE kinds;

DROP TYPE colour;

DELETE FROM alembic_version WHERE alembic_version.version_num = 'a00000000001';

COMMIT;

