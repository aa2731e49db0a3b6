CREATE TABLE alembic_version (
    version_num VARCHAR(32) NOT NULL, 
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

-- Running upgrade  -> 42dd25abdb1b

CREATE TABLE export_payment_00000 (
    id INTEGER NOT NULL AUTO_INCREMENT, 
    price VARCHAR(64), 
    person DATETIME NOT NULL, 
    quantity FLOAT, 
    day NUMERIC(12, 2) NOT NULL, 
    total NUMERIC(12, 2), 
    PRIMARY KEY (id)
);

CREATE INDEX ix_export_payment_00000_price ON export_payment_00000 (price);

INSERT INTO alembic_version (version_num) VALUES ('42dd25abdb1b');

-- Running upgrade 42dd25abdb1b -> 66115780ec88

ALTER TABLE export_payment_00000 ADD COLUMN priority_00001 VARCHAR(64);

CREATE INDEX ix_export_payment_00000_priority_00001 ON export_payment_00000 (priority_00001);

UPDATE alembic_version SET version_num='66115780ec88' WHERE alembic_version.version_num = '42dd25abdb1b';

-- Running upgrade 66115780ec88 -> 751caae58983

ALTER TABLE export_payment_00000 ADD COLUMN rule_00002 BIGINT;

CREATE INDEX ix_export_payment_00000_rule_00002 ON export_payment_00000 (rule_00002);

UPDATE alembic_version SET version_num='751caae58983' WHERE alembic_version.version_num = '66115780ec88';

-- Running upgrade 751caae58983 -> 76c2a3f1237a

ALTER TABLE export_payment_00000 ADD COLUMN stage_00003 VARCHAR(255);

UPDATE alembic_version SET version_num='76c2a3f1237a' WHERE alembic_version.version_num = '751caae58983';

-- Running upgrade 76c2a3f1237a -> 748510239655

ALTER TABLE export_payment_00000 ADD COLUMN email_00004 FLOAT;

UPDATE alembic_version SET version_num='748510239655' WHERE alembic_version.version_num = '76c2a3f1237a';

-- Running upgrade 748510239655 -> 4e8b589eaa51

CREATE TABLE factor_setting_00001 (
    id INTEGER NOT NULL AUTO_INCREMENT, 
    machine INTEGER, 
    email JSON, 
    version VARCHAR(255), 
    `member` DATETIME, 
    export_payment_00000_id INTEGER, 
    PRIMARY KEY (id), 
    CONSTRAINT fk_factor_setting_00001 FOREIGN KEY(export_payment_00000_id) REFERENCES export_payment_00000 (id)
);

CREATE INDEX ix_factor_setting_00001_machine ON factor_setting_00001 (machine);

UPDATE alembic_version SET version_num='4e8b589eaa51' WHERE alembic_version.version_num = '748510239655';

-- Running upgrade 4e8b589eaa51 -> 11144ff60e6f

ALTER TABLE export_payment_00000 ADD COLUMN state_00006 DATE;

UPDATE alembic_version SET version_num='11144ff60e6f' WHERE alembic_version.version_num = '4e8b589eaa51';

-- Running upgrade 11144ff60e6f -> b73d8105016c

ALTER TABLE factor_setting_00001 ADD COLUMN ticket_00007 DATETIME;

UPDATE alembic_version SET version_num='b73d8105016c' WHERE alembic_version.version_num = '11144ff60e6f';

-- Running upgrade b73d8105016c -> 656a07c0fd22

ALTER TABLE export_payment_00000 ADD COLUMN client_00008 TEXT;

UPDATE alembic_version SET version_num='656a07c0fd22' WHERE alembic_version.version_num = 'b73d8105016c';

-- Running upgrade 656a07c0fd22 -> f5720eaa8d8b

ALTER TABLE factor_setting_00001 ADD COLUMN visit_00009 FLOAT;

CREATE INDEX ix_factor_setting_00001_visit_00009 ON factor_setting_00001 (visit_00009);

UPDATE alembic_version SET version_num='f5720eaa8d8b' WHERE alembic_version.version_num = '656a07c0fd22';

-- Running upgrade f5720eaa8d8b -> d34097345700

CREATE TABLE invoice_visit_00002 (
    id INTEGER NOT NULL AUTO_INCREMENT, 
    plan INTEGER, 
    title BOOL NOT NULL DEFAULT false, 
    batch JSON, 
    subject BOOL NOT NULL DEFAULT false, 
    export_payment_00000_id INTEGER, 
    PRIMARY KEY (id), 
    CONSTRAINT fk_invoice_visit_00002 FOREIGN KEY(export_payment_00000_id) REFERENCES export_payment_00000 (id)
);

CREATE INDEX ix_invoice_visit_00002_plan ON invoice_visit_00002 (plan);

UPDATE alembic_version SET version_num='d34097345700' WHERE alembic_version.version_num = 'f5720eaa8d8b';

-- Running upgrade d34097345700 -> 60c0253309ef

ALTER TABLE invoice_visit_00002 ADD COLUMN profile_00011 DATE;

UPDATE alembic_version SET version_num='60c0253309ef' WHERE alembic_version.version_num = 'd34097345700';

-- Running upgrade 60c0253309ef -> 4f19f8f1323c

ALTER TABLE factor_setting_00001 ADD COLUMN field_00012 TEXT;

CREATE INDEX ix_factor_setting_00001_field_00012 ON factor_setting_00001 (field_00012);

UPDATE alembic_version SET version_num='4f19f8f1323c' WHERE alembic_version.version_num = '60c0253309ef';

-- Running upgrade 4f19f8f1323c -> 6ac540982595

ALTER TABLE export_payment_00000 ADD COLUMN account_00013 VARCHAR(255);

CREATE INDEX ix_export_payment_00000_account_00013 ON export_payment_00000 (account_00013);

UPDATE alembic_version SET version_num='6ac540982595' WHERE alembic_version.version_num = '4f19f8f1323c';

-- Running upgrade 6ac540982595 -> 59f204cdc305

ALTER TABLE invoice_visit_00002 ADD COLUMN machine_00014 TEXT;

CREATE INDEX ix_invoice_visit_00002_machine_00014 ON invoice_visit_00002 (machine_00014);

UPDATE alembic_version SET version_num='59f204cdc305' WHERE alembic_version.version_num = '6ac540982595';

-- Running upgrade 59f204cdc305 -> f639e5c45810

CREATE TABLE role_quantity_00003 (
    id INTEGER NOT NULL AUTO_INCREMENT, 
    shape INTEGER, 
    category NUMERIC(12, 2), 
    language VARCHAR(255) NOT NULL, 
    message NUMERIC(12, 2), 
    export_payment_00000_id INTEGER, 
    PRIMARY KEY (id), 
    CONSTRAINT fk_role_quantity_00003 FOREIGN KEY(export_payment_00000_id) REFERENCES export_payment_00000 (id), 
    CONSTRAINT uq_role_quantity_00003_shape UNIQUE (shape, category), 
    CONSTRAINT ck_role_quantity_00003_shape CHECK (shape >= 0)
);

CREATE INDEX ix_role_quantity_00003_shape ON role_quantity_00003 (shape);

UPDATE alembic_version SET version_num='f639e5c45810' WHERE alembic_version.version_num = '59f204cdc305';

-- Running upgrade f639e5c45810 -> fbf2c13586b5

ALTER TABLE factor_setting_00001 ADD COLUMN phase_00016 VARCHAR(255);

UPDATE alembic_version SET version_num='fbf2c13586b5' WHERE alembic_version.version_num = 'f639e5c45810';

-- Running upgrade fbf2c13586b5 -> be2a5fad4542

ALTER TABLE factor_setting_00001 ADD COLUMN stage_00017 DATE;

CREATE INDEX ix_factor_setting_00001_stage_00017 ON factor_setting_00001 (stage_00017);

UPDATE alembic_version SET version_num='be2a5fad4542' WHERE alembic_version.version_num = 'fbf2c13586b5';

-- Running upgrade be2a5fad4542 -> 6505dd64e5ae

ALTER TABLE export_payment_00000 ADD COLUMN shape_00018 TEXT;

UPDATE alembic_version SET version_num='6505dd64e5ae' WHERE alembic_version.version_num = 'be2a5fad4542';

-- Running upgrade 6505dd64e5ae -> f2ec3080c395

ALTER TABLE role_quantity_00003 ADD COLUMN token_00019 VARCHAR(64);

CREATE INDEX ix_role_quantity_00003_token_00019 ON role_quantity_00003 (token_00019);

UPDATE alembic_version SET version_num='f2ec3080c395' WHERE alembic_version.version_num = '6505dd64e5ae';

-- Running upgrade f2ec3080c395 -> 96f84ff3f95c

CREATE TABLE item_line_00004 (
    id INTEGER NOT NULL AUTO_INCREMENT, 
    item INTEGER NOT NULL, 
    batch NUMERIC(12, 2), 
    offer DATETIME NOT NULL, 
    segment TEXT NOT NULL, 
    export_payment_00000_id INTEGER, 
    PRIMARY KEY (id), 
    CONSTRAINT fk_item_line_00004 FOREIGN KEY(export_payment_00000_id) REFERENCES export_payment_00000 (id)
);

CREATE INDEX ix_item_line_00004_item ON item_line_00004 (item);

UPDATE alembic_version SET version_num='96f84ff3f95c' WHERE alembic_version.version_num = 'f2ec3080c395';

-- Running upgrade 96f84ff3f95c -> 8ee47b7afdb2

ALTER TABLE export_payment_00000 ADD COLUMN customer_00021 VARCHAR(64);

CREATE INDEX ix_export_payment_00000_customer_00021 ON export_payment_00000 (customer_00021);

UPDATE alembic_version SET version_num='8ee47b7afdb2' WHERE alembic_version.version_num = '96f84ff3f95c';

-- Running upgrade 8ee47b7afdb2 -> 6b10f3e7bff6

ALTER TABLE invoice_visit_00002 ADD COLUMN history_00022 INTEGER;

UPDATE alembic_version SET version_num='6b10f3e7bff6' WHERE alembic_version.version_num = '8ee47b7afdb2';

-- Running upgrade 6b10f3e7bff6 -> ab72f01fca3d

ALTER TABLE item_line_00004 ADD COLUMN address_00023 VARCHAR(64);

UPDATE alembic_version SET version_num='ab72f01fca3d' WHERE alembic_version.version_num = '6b10f3e7bff6';

-- Running upgrade ab72f01fca3d -> 708e0ef6eee4

ALTER TABLE role_quantity_00003 ADD COLUMN billing_00024 DATETIME;

UPDATE alembic_version SET version_num='708e0ef6eee4' WHERE alembic_version.version_num = 'ab72f01fca3d';

-- Running upgrade 708e0ef6eee4 -> 2113f78370ec

CREATE TABLE price_payment_00005 (
    id INTEGER NOT NULL AUTO_INCREMENT, 
    profile INTEGER, 
    account BIGINT, 
    owner NUMERIC(12, 2), 
    address NUMERIC(12, 2) NOT NULL, 
    series DATETIME NOT NULL, 
    PRIMARY KEY (id)
);

CREATE INDEX ix_price_payment_00005_profile ON price_payment_00005 (profile);

UPDATE alembic_version SET version_num='2113f78370ec' WHERE alembic_version.version_num = '708e0ef6eee4';

-- Running upgrade 2113f78370ec -> d23c492b4fe2

ALTER TABLE role_quantity_00003 ADD COLUMN customer_00026 INTEGER;

UPDATE alembic_version SET version_num='d23c492b4fe2' WHERE alembic_version.version_num = '2113f78370ec';

-- Running upgrade d23c492b4fe2 -> 65a90e8fe013

ALTER TABLE invoice_visit_00002 ADD COLUMN state_00027 FLOAT;

UPDATE alembic_version SET version_num='65a90e8fe013' WHERE alembic_version.version_num = 'd23c492b4fe2';

-- Running upgrade 65a90e8fe013 -> dc84a9dadaf5

ALTER TABLE role_quantity_00003 ADD COLUMN target_00028 TEXT;

UPDATE alembic_version SET version_num='dc84a9dadaf5' WHERE alembic_version.version_num = '65a90e8fe013';

-- Running upgrade dc84a9dadaf5 -> 2589671b017b

ALTER TABLE export_payment_00000 ADD COLUMN client_00029 NUMERIC(12, 2);

CREATE INDEX ix_export_payment_00000_client_00029 ON export_payment_00000 (client_00029);

UPDATE alembic_version SET version_num='2589671b017b' WHERE alembic_version.version_num = 'dc84a9dadaf5';

-- Running upgrade 2589671b017b -> 16610d60a8e8

CREATE TABLE file_offer_00006 (
    id INTEGER NOT NULL AUTO_INCREMENT, 
    owner VARCHAR(64), 
    `member` DATETIME NOT NULL, 
    person FLOAT NOT NULL, 
    deadline DATE, 
    payment INTEGER NOT NULL, 
    PRIMARY KEY (id), 
    CONSTRAINT uq_file_offer_00006_owner UNIQUE (owner, `member`)
);

CREATE INDEX ix_file_offer_00006_owner ON file_offer_00006 (owner);

UPDATE alembic_version SET version_num='16610d60a8e8' WHERE alembic_version.version_num = '2589671b017b';

-- Running upgrade 16610d60a8e8 -> 15af73054f2b

ALTER TABLE export_payment_00000 ADD COLUMN size_00031 VARCHAR(64);

UPDATE alembic_version SET version_num='15af73054f2b' WHERE alembic_version.version_num = '16610d60a8e8';

-- Running upgrade 15af73054f2b -> 3af330727c96

ALTER TABLE factor_setting_00001 ADD COLUMN export_00032 NUMERIC(12, 2);

UPDATE alembic_version SET version_num='3af330727c96' WHERE alembic_version.version_num = '15af73054f2b';

-- Running upgrade 3af330727c96 -> d4590e62e271

ALTER TABLE role_quantity_00003 ADD COLUMN section_00033 VARCHAR(255);

UPDATE alembic_version SET version_num='d4590e62e271' WHERE alembic_version.version_num = '3af330727c96';

-- Running upgrade d4590e62e271 -> 401d71fa4d14

ALTER TABLE item_line_00004 ADD COLUMN comment_00034 TEXT;

CREATE INDEX ix_item_line_00004_comment_00034 ON item_line_00004 (comment_00034);

UPDATE alembic_version SET version_num='401d71fa4d14' WHERE alembic_version.version_num = 'd4590e62e271';

-- Running upgrade 401d71fa4d14 -> be2371a2f7d2

CREATE TABLE trade_history_00007 (
    id INTEGER NOT NULL AUTO_INCREMENT, 
    priority BIGINT, 
    client DATE, 
    reason INTEGER NOT NULL, 
    comment FLOAT, 
    file_offer_00006_id INTEGER, 
    PRIMARY KEY (id), 
    CONSTRAINT fk_trade_history_00007 FOREIGN KEY(file_offer_00006_id) REFERENCES file_offer_00006 (id), 
    CONSTRAINT uq_trade_history_00007_priority UNIQUE (priority, client), 
    CONSTRAINT ck_trade_history_00007_priority CHECK (priority >= 0)
);

CREATE INDEX ix_trade_history_00007_priority ON trade_history_00007 (priority);

UPDATE alembic_version SET version_num='be2371a2f7d2' WHERE alembic_version.version_num = '401d71fa4d14';

-- Running upgrade be2371a2f7d2 -> 61880470801c

ALTER TABLE role_quantity_00003 ADD COLUMN subject_00036 TEXT;

UPDATE alembic_version SET version_num='61880470801c' WHERE alembic_version.version_num = 'be2371a2f7d2';

-- Running upgrade 61880470801c -> 418c20b9ea0a

ALTER TABLE price_payment_00005 ADD COLUMN section_00037 VARCHAR(64);

CREATE INDEX ix_price_payment_00005_section_00037 ON price_payment_00005 (section_00037);

UPDATE alembic_version SET version_num='418c20b9ea0a' WHERE alembic_version.version_num = '61880470801c';

-- Running upgrade 418c20b9ea0a -> 68b2a4f31718

ALTER TABLE price_payment_00005 ADD COLUMN term_00038 BOOL;

CREATE INDEX ix_price_payment_00005_term_00038 ON price_payment_00005 (term_00038);

UPDATE alembic_version SET version_num='68b2a4f31718' WHERE alembic_version.version_num = '418c20b9ea0a';

-- Running upgrade 68b2a4f31718 -> 9c7f09fe07a7

ALTER TABLE export_payment_00000 ADD COLUMN price_00039 TEXT;

CREATE INDEX ix_export_payment_00000_price_00039 ON export_payment_00000 (price_00039);

UPDATE alembic_version SET version_num='9c7f09fe07a7' WHERE alembic_version.version_num = '68b2a4f31718';

