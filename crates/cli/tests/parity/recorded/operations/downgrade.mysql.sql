-- Running downgrade a00000000004 -> a00000000003

DROP VIEW shown;

UPDATE alembic_version SET version_num='a00000000003' WHERE alembic_version.version_num = 'a00000000004';

-- Running downgrade a00000000003 -> a00000000002

ALTER TABLE parts RENAME TO items;

DROP INDEX ix_items_extra ON items;

ALTER TABLE items MODIFY price INTEGER NOT NULL;

ALTER TABLE items DROP COLUMN extra;

ALTER TABLE items COMMENT '';

ALTER TABLE kinds DROP FOREIGN KEY fk_kinds_parent_kinds;

ALTER TABLE items DROP CHECK ck_items_cheap;

ALTER TABLE items DROP INDEX uq_items_position;

ALTER TABLE kinds MODIFY notes TEXT NULL;

ALTER TABLE kinds ALTER COLUMN amount SET DEFAULT 0.00;

ALTER TABLE kinds MODIFY small SMALLINT NOT NULL DEFAULT '7';

ALTER TABLE kinds CHANGE share ratio FLOAT(53) NULL;

DROP INDEX ix_lower ON kinds;

DROP INDEX ix_kinds_owner ON kinds;

DROP INDEX by_hand ON kinds;

ALTER TABLE kinds DROP COLUMN parent;

ALTER TABLE kinds DROP COLUMN owner;

UPDATE alembic_version SET version_num='a00000000002' WHERE alembic_version.version_num = 'a00000000003';

-- Running downgrade a00000000002 -> a00000000001

DELETE FROM items;

DELETE FROM kinds;

UPDATE alembic_version SET version_num='a00000000001' WHERE alembic_version.version_num = 'a00000000002';

-- Running downgrade a00000000001 -> 

DROP TABLE items;

DROP TABLE kinds;

DELETE FROM alembic_version WHERE alembic_version.version_num = 'a00000000001';

