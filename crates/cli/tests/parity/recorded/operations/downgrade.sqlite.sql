-- Running downgrade a00000000004 -> a00000000003

DROP VIEW shown;

UPDATE alembic_version SET version_num='a00000000003' WHERE alembic_version.version_num = 'a00000000004';

-- Running downgrade a00000000003 -> a00000000002

ALTER TABLE parts RENAME TO items;

ALTER TABLE kinds RENAME COLUMN share TO ratio;

DROP INDEX ix_lower;

DROP INDEX ix_kinds_owner;

DROP INDEX by_hand;

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

