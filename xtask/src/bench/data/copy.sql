BEGIN IMMEDIATE;
CREATE TABLE _alembic_tmp_old (
    id INTEGER NOT NULL, name VARCHAR(50), price NUMERIC(10, 2) NOT NULL, note VARCHAR(50), PRIMARY KEY (id)
);
INSERT INTO _alembic_tmp_old (id, name, price, note)
    SELECT old.id, old.name, CAST(old.price AS NUMERIC(10, 2)) AS price, old.note FROM old;
DROP TABLE old;
ALTER TABLE _alembic_tmp_old RENAME TO old;
CREATE INDEX ix_old_name ON old (name);
COMMIT;
