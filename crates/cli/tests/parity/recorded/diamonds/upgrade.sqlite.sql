CREATE TABLE alembic_version (
    version_num VARCHAR(32) NOT NULL, 
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

-- Running upgrade  -> bd688d5f172d

CREATE TABLE client_plan_00000 (
    id INTEGER NOT NULL, 
    section VARCHAR(255), 
    invoice TEXT NOT NULL, 
    stage FLOAT, 
    amount DATETIME, 
    size JSON, 
    PRIMARY KEY (id)
);

CREATE INDEX ix_client_plan_00000_section ON client_plan_00000 (section);

INSERT INTO alembic_version (version_num) VALUES ('bd688d5f172d') RETURNING version_num;

-- Running upgrade bd688d5f172d -> ece035363b5f

ALTER TABLE client_plan_00000 ADD COLUMN metric_00001 FLOAT;

CREATE INDEX ix_client_plan_00000_metric_00001 ON client_plan_00000 (metric_00001);

UPDATE alembic_version SET version_num='ece035363b5f' WHERE alembic_version.version_num = 'bd688d5f172d';

-- Running upgrade ece035363b5f -> 89bffc11bb98

CREATE TABLE rule_subject_00001 (
    id INTEGER NOT NULL, 
    device VARCHAR(255), 
    batch DATETIME NOT NULL, 
    created BIGINT, 
    choice FLOAT NOT NULL, 
    discount NUMERIC(12, 2) NOT NULL, 
    PRIMARY KEY (id)
);

CREATE INDEX ix_rule_subject_00001_device ON rule_subject_00001 (device);

UPDATE alembic_version SET version_num='89bffc11bb98' WHERE alembic_version.version_num = 'ece035363b5f';

-- Running upgrade 89bffc11bb98 -> 979f720d1710

ALTER TABLE client_plan_00000 ADD COLUMN target_00003 NUMERIC(12, 2);

UPDATE alembic_version SET version_num='979f720d1710' WHERE alembic_version.version_num = '89bffc11bb98';

-- Running upgrade 979f720d1710 -> c5ae109d3fb7

CREATE TABLE uses_value_00002 (
    id INTEGER NOT NULL, 
    state VARCHAR(64), 
    budget BOOLEAN DEFAULT false NOT NULL, 
    detail NUMERIC(12, 2), 
    member FLOAT, 
    rule_subject_00001_id INTEGER, 
    PRIMARY KEY (id), 
    CONSTRAINT fk_uses_value_00002 FOREIGN KEY(rule_subject_00001_id) REFERENCES rule_subject_00001 (id)
);

CREATE INDEX ix_uses_value_00002_state ON uses_value_00002 (state);

UPDATE alembic_version SET version_num='c5ae109d3fb7' WHERE alembic_version.version_num = '979f720d1710';

-- Running upgrade c5ae109d3fb7 -> 169f93cf7136

ALTER TABLE rule_subject_00001 ADD COLUMN body_00005 INTEGER;

CREATE INDEX ix_rule_subject_00001_body_00005 ON rule_subject_00001 (body_00005);

UPDATE alembic_version SET version_num='169f93cf7136' WHERE alembic_version.version_num = 'c5ae109d3fb7';

-- Running upgrade 169f93cf7136 -> 957f3352a308

ALTER TABLE rule_subject_00001 ADD COLUMN setting_00007 DATETIME;

CREATE INDEX ix_rule_subject_00001_setting_00007 ON rule_subject_00001 (setting_00007);

UPDATE alembic_version SET version_num='957f3352a308' WHERE alembic_version.version_num = '169f93cf7136';

-- Running upgrade 169f93cf7136 -> cb5303e0c797

CREATE TABLE team_color_00003 (
    id INTEGER NOT NULL, 
    status BIGINT, 
    model TEXT NOT NULL, 
    event INTEGER, 
    offer NUMERIC(12, 2), 
    location TEXT, 
    PRIMARY KEY (id)
);

CREATE INDEX ix_team_color_00003_status ON team_color_00003 (status);

INSERT INTO alembic_version (version_num) VALUES ('cb5303e0c797') RETURNING version_num;

-- Running upgrade cb5303e0c797, 957f3352a308 -> ee35d0d0e16a

DELETE FROM alembic_version WHERE alembic_version.version_num = 'cb5303e0c797';

UPDATE alembic_version SET version_num='ee35d0d0e16a' WHERE alembic_version.version_num = '957f3352a308';

-- Running upgrade ee35d0d0e16a -> ccd1ceacbaf8

CREATE TABLE offer_address_00004 (
    id INTEGER NOT NULL, 
    "plan" INTEGER NOT NULL, 
    score INTEGER, 
    location VARCHAR(255) NOT NULL, 
    parcel JSON NOT NULL, 
    team_color_00003_id INTEGER, 
    PRIMARY KEY (id), 
    CONSTRAINT fk_offer_address_00004 FOREIGN KEY(team_color_00003_id) REFERENCES team_color_00003 (id)
);

CREATE INDEX ix_offer_address_00004_plan ON offer_address_00004 ("plan");

UPDATE alembic_version SET version_num='ccd1ceacbaf8' WHERE alembic_version.version_num = 'ee35d0d0e16a';

-- Running upgrade ccd1ceacbaf8 -> b01c137fe1c2

ALTER TABLE team_color_00003 ADD COLUMN topic_00009 VARCHAR(64);

UPDATE alembic_version SET version_num='b01c137fe1c2' WHERE alembic_version.version_num = 'ccd1ceacbaf8';

-- Running upgrade b01c137fe1c2 -> 4774972b795d

CREATE TABLE color_product_00005 (
    id INTEGER NOT NULL, 
    role INTEGER DEFAULT 0, 
    token FLOAT, 
    note INTEGER NOT NULL, 
    profile INTEGER NOT NULL, 
    person VARCHAR(64) NOT NULL, 
    PRIMARY KEY (id)
);

CREATE INDEX ix_color_product_00005_role ON color_product_00005 (role);

UPDATE alembic_version SET version_num='4774972b795d' WHERE alembic_version.version_num = 'b01c137fe1c2';

-- Running upgrade 4774972b795d -> a4cb949ac04f

ALTER TABLE team_color_00003 ADD COLUMN season_00011 VARCHAR(255);

UPDATE alembic_version SET version_num='a4cb949ac04f' WHERE alembic_version.version_num = '4774972b795d';

-- Running upgrade a4cb949ac04f -> 59f5ea95f3b8

ALTER TABLE rule_subject_00001 ADD COLUMN supplier_00013 BIGINT;

UPDATE alembic_version SET version_num='59f5ea95f3b8' WHERE alembic_version.version_num = 'a4cb949ac04f';

-- Running upgrade a4cb949ac04f -> c4cbbbeafc33

CREATE TABLE state_ledger_00006 (
    id INTEGER NOT NULL, 
    batch INTEGER DEFAULT 0, 
    label DATE NOT NULL, 
    budget VARCHAR(255) NOT NULL, 
    city NUMERIC(12, 2), 
    offer_address_00004_id INTEGER, 
    PRIMARY KEY (id), 
    CONSTRAINT fk_state_ledger_00006 FOREIGN KEY(offer_address_00004_id) REFERENCES offer_address_00004 (id)
);

CREATE INDEX ix_state_ledger_00006_batch ON state_ledger_00006 (batch);

INSERT INTO alembic_version (version_num) VALUES ('c4cbbbeafc33') RETURNING version_num;

-- Running upgrade c4cbbbeafc33, 59f5ea95f3b8 -> 1172421e7e8e

DELETE FROM alembic_version WHERE alembic_version.version_num = 'c4cbbbeafc33';

UPDATE alembic_version SET version_num='1172421e7e8e' WHERE alembic_version.version_num = '59f5ea95f3b8';

-- Running upgrade 1172421e7e8e -> b0426020531b

CREATE TABLE detail_route_00007 (
    id INTEGER NOT NULL, 
    invoice BIGINT, 
    discount VARCHAR(64), 
    record INTEGER, 
    machine VARCHAR(255) NOT NULL, 
    uses_value_00002_id INTEGER, 
    PRIMARY KEY (id), 
    CONSTRAINT fk_detail_route_00007 FOREIGN KEY(uses_value_00002_id) REFERENCES uses_value_00002 (id)
);

CREATE INDEX ix_detail_route_00007_invoice ON detail_route_00007 (invoice);

UPDATE alembic_version SET version_num='b0426020531b' WHERE alembic_version.version_num = '1172421e7e8e';

-- Running upgrade b0426020531b -> db5b326a531a

ALTER TABLE state_ledger_00006 ADD COLUMN offer_00015 TEXT;

UPDATE alembic_version SET version_num='db5b326a531a' WHERE alembic_version.version_num = 'b0426020531b';

-- Running upgrade db5b326a531a -> a050daf5bd45

CREATE TABLE item_zone_00008 (
    id INTEGER NOT NULL, 
    route VARCHAR(64) NOT NULL, 
    ledger DATE, 
    zone VARCHAR(255), 
    unit DATETIME NOT NULL, 
    status DATETIME, 
    PRIMARY KEY (id)
);

CREATE INDEX ix_item_zone_00008_route ON item_zone_00008 (route);

UPDATE alembic_version SET version_num='a050daf5bd45' WHERE alembic_version.version_num = 'db5b326a531a';

-- Running upgrade a050daf5bd45 -> ad6c844b96ff

ALTER TABLE rule_subject_00001 ADD COLUMN record_00017 DATE;

UPDATE alembic_version SET version_num='ad6c844b96ff' WHERE alembic_version.version_num = 'a050daf5bd45';

-- Running upgrade ad6c844b96ff -> bd8e2ffdb9e6

ALTER TABLE color_product_00005 ADD COLUMN bundle_00019 VARCHAR(64);

UPDATE alembic_version SET version_num='bd8e2ffdb9e6' WHERE alembic_version.version_num = 'ad6c844b96ff';

-- Running upgrade ad6c844b96ff -> ec348941e4eb

CREATE TABLE batch_request_00009 (
    id INTEGER NOT NULL, 
    weight BIGINT, 
    session VARCHAR(255) NOT NULL, 
    reason DATE, 
    cap VARCHAR(64) NOT NULL, 
    history TEXT, 
    PRIMARY KEY (id)
);

CREATE INDEX ix_batch_request_00009_weight ON batch_request_00009 (weight);

INSERT INTO alembic_version (version_num) VALUES ('ec348941e4eb') RETURNING version_num;

-- Running upgrade ec348941e4eb, bd8e2ffdb9e6 -> d0f46dda2788

DELETE FROM alembic_version WHERE alembic_version.version_num = 'ec348941e4eb';

UPDATE alembic_version SET version_num='d0f46dda2788' WHERE alembic_version.version_num = 'bd8e2ffdb9e6';

-- Running upgrade d0f46dda2788 -> 818a39d125b9

CREATE TABLE category_source_00010 (
    id INTEGER NOT NULL, 
    survey VARCHAR(255) NOT NULL, 
    task DATETIME NOT NULL, 
    phone NUMERIC(12, 2), 
    rule NUMERIC(12, 2), 
    supplier VARCHAR(64) NOT NULL, 
    PRIMARY KEY (id)
);

CREATE INDEX ix_category_source_00010_survey ON category_source_00010 (survey);

UPDATE alembic_version SET version_num='818a39d125b9' WHERE alembic_version.version_num = 'd0f46dda2788';

-- Running upgrade 818a39d125b9 -> 83a8ad1d81ba

ALTER TABLE color_product_00005 ADD COLUMN intake_00021 TEXT;

UPDATE alembic_version SET version_num='83a8ad1d81ba' WHERE alembic_version.version_num = '818a39d125b9';

-- Running upgrade 83a8ad1d81ba -> 9122d9e38d71

CREATE TABLE record_note_00011 (
    id INTEGER NOT NULL, 
    body VARCHAR(255) NOT NULL, 
    reason VARCHAR(64), 
    code VARCHAR(255), 
    audit TEXT NOT NULL, 
    cap VARCHAR(255), 
    PRIMARY KEY (id)
);

CREATE INDEX ix_record_note_00011_body ON record_note_00011 (body);

UPDATE alembic_version SET version_num='9122d9e38d71' WHERE alembic_version.version_num = '83a8ad1d81ba';

-- Running upgrade 9122d9e38d71 -> 08202ea61d12

ALTER TABLE rule_subject_00001 ADD COLUMN address_00023 DATE;

UPDATE alembic_version SET version_num='08202ea61d12' WHERE alembic_version.version_num = '9122d9e38d71';

-- Running upgrade 08202ea61d12 -> 0709fc608bb3

ALTER TABLE color_product_00005 ADD COLUMN origin_00025 INTEGER;

CREATE INDEX ix_color_product_00005_origin_00025 ON color_product_00005 (origin_00025);

UPDATE alembic_version SET version_num='0709fc608bb3' WHERE alembic_version.version_num = '08202ea61d12';

-- Running upgrade 08202ea61d12 -> 7d8425f35b4c

CREATE TABLE stock_version_00012 (
    id INTEGER NOT NULL, 
    queue BIGINT NOT NULL, 
    renewal INTEGER DEFAULT 0, 
    series TEXT NOT NULL, 
    status INTEGER NOT NULL, 
    tag VARCHAR(64) NOT NULL, 
    PRIMARY KEY (id), 
    CONSTRAINT uq_stock_version_00012_queue UNIQUE (queue, renewal)
);

CREATE INDEX ix_stock_version_00012_queue ON stock_version_00012 (queue);

INSERT INTO alembic_version (version_num) VALUES ('7d8425f35b4c') RETURNING version_num;

-- Running upgrade 7d8425f35b4c, 0709fc608bb3 -> 7c1392c44f2d

DELETE FROM alembic_version WHERE alembic_version.version_num = '7d8425f35b4c';

UPDATE alembic_version SET version_num='7c1392c44f2d' WHERE alembic_version.version_num = '0709fc608bb3';

-- Running upgrade 7c1392c44f2d -> 52c25a23d49b

CREATE TABLE detail_country_00013 (
    id INTEGER NOT NULL, 
    amount INTEGER, 
    payment DATETIME, 
    budget FLOAT, 
    factor VARCHAR(255), 
    purchase DATETIME NOT NULL, 
    PRIMARY KEY (id)
);

CREATE INDEX ix_detail_country_00013_amount ON detail_country_00013 (amount);

UPDATE alembic_version SET version_num='52c25a23d49b' WHERE alembic_version.version_num = '7c1392c44f2d';

-- Running upgrade 52c25a23d49b -> 6ab84057ea69

ALTER TABLE color_product_00005 ADD COLUMN grade_00027 VARCHAR(64);

CREATE INDEX ix_color_product_00005_grade_00027 ON color_product_00005 (grade_00027);

UPDATE alembic_version SET version_num='6ab84057ea69' WHERE alembic_version.version_num = '52c25a23d49b';

-- Running upgrade 6ab84057ea69 -> db9f7380f1cf

CREATE TABLE version_history_00014 (
    id INTEGER NOT NULL, 
    product INTEGER, 
    audit NUMERIC(12, 2) NOT NULL, 
    message BOOLEAN DEFAULT false NOT NULL, 
    purchase NUMERIC(12, 2), 
    flag BOOLEAN DEFAULT false NOT NULL, 
    PRIMARY KEY (id), 
    CONSTRAINT ck_version_history_00014_product CHECK (product >= 0)
);

CREATE INDEX ix_version_history_00014_product ON version_history_00014 (product);

UPDATE alembic_version SET version_num='db9f7380f1cf' WHERE alembic_version.version_num = '6ab84057ea69';

-- Running upgrade db9f7380f1cf -> 00627989768d

ALTER TABLE color_product_00005 ADD COLUMN plan_00029 NUMERIC(12, 2);

UPDATE alembic_version SET version_num='00627989768d' WHERE alembic_version.version_num = 'db9f7380f1cf';

-- Running upgrade 00627989768d -> f98a390bc618

ALTER TABLE version_history_00014 ADD COLUMN line_00031 BIGINT;

UPDATE alembic_version SET version_num='f98a390bc618' WHERE alembic_version.version_num = '00627989768d';

-- Running upgrade 00627989768d -> bf17933286c2

CREATE TABLE bundle_title_00015 (
    id INTEGER NOT NULL, 
    product INTEGER, 
    period JSON, 
    score FLOAT, 
    target DATETIME, 
    event VARCHAR(64), 
    PRIMARY KEY (id)
);

CREATE INDEX ix_bundle_title_00015_product ON bundle_title_00015 (product);

INSERT INTO alembic_version (version_num) VALUES ('bf17933286c2') RETURNING version_num;

-- Running upgrade bf17933286c2, f98a390bc618 -> 262968e9afd5

DELETE FROM alembic_version WHERE alembic_version.version_num = 'bf17933286c2';

UPDATE alembic_version SET version_num='262968e9afd5' WHERE alembic_version.version_num = 'f98a390bc618';

-- Running upgrade 262968e9afd5 -> ff5ccc88ea43

CREATE TABLE model_request_00016 (
    id INTEGER NOT NULL, 
    setting INTEGER DEFAULT 0 NOT NULL, 
    section FLOAT NOT NULL, 
    invoice FLOAT, 
    queue NUMERIC(12, 2), 
    rule INTEGER NOT NULL, 
    PRIMARY KEY (id), 
    CONSTRAINT uq_model_request_00016_setting UNIQUE (setting, section)
);

CREATE INDEX ix_model_request_00016_setting ON model_request_00016 (setting);

UPDATE alembic_version SET version_num='ff5ccc88ea43' WHERE alembic_version.version_num = '262968e9afd5';

-- Running upgrade ff5ccc88ea43 -> f48f8910996a

ALTER TABLE batch_request_00009 ADD COLUMN origin_00033 BIGINT;

CREATE INDEX ix_batch_request_00009_origin_00033 ON batch_request_00009 (origin_00033);

UPDATE alembic_version SET version_num='f48f8910996a' WHERE alembic_version.version_num = 'ff5ccc88ea43';

-- Running upgrade f48f8910996a -> f6a33c4a0b3f

CREATE TABLE priority_flag_00017 (
    id INTEGER NOT NULL, 
    note BIGINT, 
    machine DATETIME NOT NULL, 
    value NUMERIC(12, 2) NOT NULL, 
    record DATETIME, 
    trade DATETIME, 
    PRIMARY KEY (id)
);

CREATE INDEX ix_priority_flag_00017_note ON priority_flag_00017 (note);

UPDATE alembic_version SET version_num='f6a33c4a0b3f' WHERE alembic_version.version_num = 'f48f8910996a';

-- Running upgrade f6a33c4a0b3f -> 71c6481929cb

ALTER TABLE category_source_00010 ADD COLUMN street_00035 BOOLEAN;

UPDATE alembic_version SET version_num='71c6481929cb' WHERE alembic_version.version_num = 'f6a33c4a0b3f';

-- Running upgrade 71c6481929cb -> 93966af293ea

ALTER TABLE uses_value_00002 ADD COLUMN item_00037 VARCHAR(255);

UPDATE alembic_version SET version_num='93966af293ea' WHERE alembic_version.version_num = '71c6481929cb';

-- Running upgrade 71c6481929cb -> bea64f7c9337

CREATE TABLE body_deadline_00018 (
    id INTEGER NOT NULL, 
    quantity BIGINT NOT NULL, 
    status BOOLEAN DEFAULT false NOT NULL, 
    vendor VARCHAR(64), 
    kind TEXT, 
    priority_flag_00017_id INTEGER, 
    PRIMARY KEY (id), 
    CONSTRAINT fk_body_deadline_00018 FOREIGN KEY(priority_flag_00017_id) REFERENCES priority_flag_00017 (id)
);

CREATE INDEX ix_body_deadline_00018_quantity ON body_deadline_00018 (quantity);

INSERT INTO alembic_version (version_num) VALUES ('bea64f7c9337') RETURNING version_num;

-- Running upgrade bea64f7c9337, 93966af293ea -> 2aa2bc4efcc7

DELETE FROM alembic_version WHERE alembic_version.version_num = 'bea64f7c9337';

UPDATE alembic_version SET version_num='2aa2bc4efcc7' WHERE alembic_version.version_num = '93966af293ea';

-- Running upgrade 2aa2bc4efcc7 -> 8c27086a33e8

CREATE TABLE stage_person_00019 (
    id INTEGER NOT NULL, 
    setting BIGINT, 
    margin TEXT NOT NULL, 
    bundle INTEGER, 
    name DATE NOT NULL, 
    export DATE NOT NULL, 
    PRIMARY KEY (id), 
    CONSTRAINT uq_stage_person_00019_setting UNIQUE (setting, margin)
);

CREATE INDEX ix_stage_person_00019_setting ON stage_person_00019 (setting);

UPDATE alembic_version SET version_num='8c27086a33e8' WHERE alembic_version.version_num = '2aa2bc4efcc7';

-- Running upgrade 8c27086a33e8 -> 01ae7353e64e

ALTER TABLE record_note_00011 ADD COLUMN detail_00039 NUMERIC(12, 2);

CREATE INDEX ix_record_note_00011_detail_00039 ON record_note_00011 (detail_00039);

UPDATE alembic_version SET version_num='01ae7353e64e' WHERE alembic_version.version_num = '8c27086a33e8';

