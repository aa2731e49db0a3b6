BEGIN;

CREATE TABLE alembic_version (
    version_num VARCHAR(32) NOT NULL, 
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

-- Running upgrade  -> 2c39f4e0f4a7

CREATE TABLE total_renewal_00000 (
    id SERIAL NOT NULL, 
    total VARCHAR(64), 
    margin TEXT, 
    mail VARCHAR(64), 
    client BIGINT NOT NULL, 
    email DATE NOT NULL, 
    PRIMARY KEY (id)
);

CREATE INDEX ix_total_renewal_00000_total ON total_renewal_00000 (total);

INSERT INTO alembic_version (version_num) VALUES ('2c39f4e0f4a7') RETURNING alembic_version.version_num;

-- Running upgrade 2c39f4e0f4a7 -> 7f1397f75a95

ALTER TABLE total_renewal_00000 ADD COLUMN city_00001 INTEGER;

CREATE INDEX ix_total_renewal_00000_city_00001 ON total_renewal_00000 (city_00001);

UPDATE alembic_version SET version_num='7f1397f75a95' WHERE alembic_version.version_num = '2c39f4e0f4a7';

-- Running upgrade 7f1397f75a95 -> e1143649ec8a

CREATE TABLE parcel_budget_00001 (
    id SERIAL NOT NULL, 
    unit VARCHAR(64), 
    result TEXT, 
    title TIMESTAMP WITH TIME ZONE NOT NULL, 
    message INTEGER NOT NULL, 
    origin FLOAT NOT NULL, 
    PRIMARY KEY (id)
);

CREATE INDEX ix_parcel_budget_00001_unit ON parcel_budget_00001 (unit);

UPDATE alembic_version SET version_num='e1143649ec8a' WHERE alembic_version.version_num = '7f1397f75a95';

-- Running upgrade e1143649ec8a -> 89525b16dfe9

ALTER TABLE parcel_budget_00001 ADD COLUMN customer_00003 INTEGER;

UPDATE alembic_version SET version_num='89525b16dfe9' WHERE alembic_version.version_num = 'e1143649ec8a';

-- Running upgrade 89525b16dfe9 -> e879892eb405

CREATE TABLE export_street_00002 (
    id SERIAL NOT NULL, 
    export BIGINT, 
    quantity INTEGER NOT NULL, 
    state VARCHAR(255), 
    customer VARCHAR(255), 
    batch INTEGER NOT NULL, 
    PRIMARY KEY (id), 
    CONSTRAINT uq_export_street_00002_export UNIQUE (export, quantity)
);

CREATE INDEX ix_export_street_00002_export ON export_street_00002 (export);

UPDATE alembic_version SET version_num='e879892eb405' WHERE alembic_version.version_num = '89525b16dfe9';

-- Running upgrade e879892eb405 -> a426e3df7c8f

ALTER TABLE total_renewal_00000 ADD COLUMN payment_00005 VARCHAR(64);

UPDATE alembic_version SET version_num='a426e3df7c8f' WHERE alembic_version.version_num = 'e879892eb405';

-- Running upgrade a426e3df7c8f -> 50e63ff448b3

CREATE TABLE amount_created_00003 (
    id SERIAL NOT NULL, 
    renewal BIGINT, 
    version VARCHAR(255), 
    location VARCHAR(64), 
    margin NUMERIC(12, 2), 
    topic FLOAT NOT NULL, 
    PRIMARY KEY (id)
);

CREATE INDEX ix_amount_created_00003_renewal ON amount_created_00003 (renewal);

UPDATE alembic_version SET version_num='50e63ff448b3' WHERE alembic_version.version_num = 'a426e3df7c8f';

-- Running upgrade 50e63ff448b3 -> 95272ecdd909

ALTER TABLE parcel_budget_00001 ADD COLUMN stock_00007 VARCHAR(64);

UPDATE alembic_version SET version_num='95272ecdd909' WHERE alembic_version.version_num = '50e63ff448b3';

-- Running upgrade 95272ecdd909 -> a1bb0166dc4a

CREATE TABLE entry_code_00004 (
    id SERIAL NOT NULL, 
    item VARCHAR(64), 
    note BOOLEAN DEFAULT false NOT NULL, 
    token TEXT, 
    phase NUMERIC(12, 2) NOT NULL, 
    amount BIGINT, 
    PRIMARY KEY (id)
);

CREATE INDEX ix_entry_code_00004_item ON entry_code_00004 (item);

UPDATE alembic_version SET version_num='a1bb0166dc4a' WHERE alembic_version.version_num = '95272ecdd909';

-- Running upgrade a1bb0166dc4a -> 510f654d6d71

ALTER TABLE amount_created_00003 ADD COLUMN history_00009 FLOAT;

UPDATE alembic_version SET version_num='510f654d6d71' WHERE alembic_version.version_num = 'a1bb0166dc4a';

-- Running upgrade 510f654d6d71 -> 67410b14a455

CREATE TABLE machine_label_00005 (
    id SERIAL NOT NULL, 
    record BIGINT NOT NULL, 
    purchase DATE, 
    payment VARCHAR(255), 
    margin FLOAT, 
    amount_created_00003_id INTEGER, 
    PRIMARY KEY (id), 
    CONSTRAINT fk_machine_label_00005 FOREIGN KEY(amount_created_00003_id) REFERENCES amount_created_00003 (id)
);

CREATE INDEX ix_machine_label_00005_record ON machine_label_00005 (record);

UPDATE alembic_version SET version_num='67410b14a455' WHERE alembic_version.version_num = '510f654d6d71';

-- Running upgrade 67410b14a455 -> f88c7205b039

ALTER TABLE entry_code_00004 ADD COLUMN queue_00011 TIMESTAMP WITH TIME ZONE;

UPDATE alembic_version SET version_num='f88c7205b039' WHERE alembic_version.version_num = '67410b14a455';

COMMIT;

