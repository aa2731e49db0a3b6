CREATE TABLE alembic_version (
    version_num VARCHAR(32) NOT NULL, 
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

-- Running upgrade  -> e7a0d40cecfd

CREATE TABLE phase_quantity_00000 (
    id INTEGER NOT NULL, 
    mail BIGINT, 
    origin DATE NOT NULL, 
    item VARCHAR(255) NOT NULL, 
    choice TEXT NOT NULL, 
    height INTEGER DEFAULT 0 NOT NULL, 
    PRIMARY KEY (id)
);

CREATE INDEX ix_phase_quantity_00000_mail ON phase_quantity_00000 (mail);

CREATE TABLE phone_total_00001 (
    id INTEGER NOT NULL, 
    ticket INTEGER NOT NULL, 
    intake DATE NOT NULL, 
    person JSON, 
    series NUMERIC(12, 2), 
    phase_quantity_00000_id INTEGER, 
    PRIMARY KEY (id), 
    CONSTRAINT fk_phone_total_00001 FOREIGN KEY(phase_quantity_00000_id) REFERENCES phase_quantity_00000 (id)
);

CREATE INDEX ix_phone_total_00001_ticket ON phone_total_00001 (ticket);

INSERT INTO alembic_version (version_num) VALUES ('e7a0d40cecfd') RETURNING version_num;

-- Running upgrade e7a0d40cecfd -> 065fab4c1e47

CREATE TABLE history_title_00002 (
    id INTEGER NOT NULL, 
    token INTEGER DEFAULT 0, 
    location BOOLEAN DEFAULT false NOT NULL, 
    queue DATETIME, 
    metric TEXT, 
    series JSON, 
    PRIMARY KEY (id), 
    CONSTRAINT uq_history_title_00002_token UNIQUE (token, location)
);

CREATE INDEX ix_history_title_00002_token ON history_title_00002 (token);

CREATE TABLE unit_status_00003 (
    id INTEGER NOT NULL, 
    account BIGINT NOT NULL, 
    task DATETIME, 
    color FLOAT NOT NULL, 
    choice TEXT, 
    invoice VARCHAR(64) NOT NULL, 
    PRIMARY KEY (id)
);

CREATE INDEX ix_unit_status_00003_account ON unit_status_00003 (account);

CREATE TABLE owner_weight_00004 (
    id INTEGER NOT NULL, 
    note VARCHAR(64) NOT NULL, 
    code TEXT, 
    city VARCHAR(255), 
    series VARCHAR(64), 
    score FLOAT NOT NULL, 
    PRIMARY KEY (id)
);

CREATE INDEX ix_owner_weight_00004_note ON owner_weight_00004 (note);

UPDATE alembic_version SET version_num='065fab4c1e47' WHERE alembic_version.version_num = 'e7a0d40cecfd';

-- Running upgrade 065fab4c1e47 -> ea0fb7dbffe3

CREATE TABLE score_discount_00005 (
    id INTEGER NOT NULL, 
    account BIGINT, 
    bundle TEXT NOT NULL, 
    record JSON, 
    flag JSON, 
    supplier BIGINT, 
    PRIMARY KEY (id)
);

CREATE INDEX ix_score_discount_00005_account ON score_discount_00005 (account);

CREATE TABLE choice_name_00006 (
    id INTEGER NOT NULL, 
    queue INTEGER DEFAULT 0, 
    category TEXT NOT NULL, 
    source NUMERIC(12, 2), 
    zone FLOAT, 
    language VARCHAR(255) NOT NULL, 
    PRIMARY KEY (id)
);

CREATE INDEX ix_choice_name_00006_queue ON choice_name_00006 (queue);

UPDATE alembic_version SET version_num='ea0fb7dbffe3' WHERE alembic_version.version_num = '065fab4c1e47';

-- Running upgrade ea0fb7dbffe3 -> 3ff9e82c4c0a

CREATE TABLE customer_color_00007 (
    id INTEGER NOT NULL, 
    address BIGINT NOT NULL, 
    reason NUMERIC(12, 2), 
    margin BOOLEAN DEFAULT false NOT NULL, 
    total INTEGER DEFAULT 0, 
    vendor TEXT, 
    PRIMARY KEY (id)
);

CREATE INDEX ix_customer_color_00007_address ON customer_color_00007 (address);

CREATE TABLE entry_session_00008 (
    id INTEGER NOT NULL, 
    visit VARCHAR(255) NOT NULL, 
    token TEXT, 
    ticket VARCHAR(64), 
    color INTEGER DEFAULT 0, 
    customer_color_00007_id INTEGER, 
    PRIMARY KEY (id), 
    CONSTRAINT fk_entry_session_00008 FOREIGN KEY(customer_color_00007_id) REFERENCES customer_color_00007 (id)
);

CREATE INDEX ix_entry_session_00008_visit ON entry_session_00008 (visit);

CREATE TABLE day_season_00009 (
    id INTEGER NOT NULL, 
    phone VARCHAR(64) NOT NULL, 
    note DATETIME NOT NULL, 
    comment VARCHAR(255), 
    owner JSON, 
    parcel NUMERIC(12, 2), 
    PRIMARY KEY (id)
);

CREATE INDEX ix_day_season_00009_phone ON day_season_00009 (phone);

UPDATE alembic_version SET version_num='3ff9e82c4c0a' WHERE alembic_version.version_num = 'ea0fb7dbffe3';

-- Running upgrade 3ff9e82c4c0a -> d3d52a36b072

CREATE TABLE grade_kind_00010 (
    id INTEGER NOT NULL, 
    grade INTEGER NOT NULL, 
    phase VARCHAR(64) NOT NULL, 
    device INTEGER, 
    size BIGINT NOT NULL, 
    phase_quantity_00000_id INTEGER, 
    PRIMARY KEY (id), 
    CONSTRAINT fk_grade_kind_00010 FOREIGN KEY(phase_quantity_00000_id) REFERENCES phase_quantity_00000 (id), 
    CONSTRAINT uq_grade_kind_00010_grade UNIQUE (grade, phase)
);

CREATE INDEX ix_grade_kind_00010_grade ON grade_kind_00010 (grade);

CREATE TABLE status_uses_00011 (
    id INTEGER NOT NULL, 
    status INTEGER, 
    "plan" DATE, 
    kind INTEGER NOT NULL, 
    total DATE, 
    rate TEXT NOT NULL, 
    PRIMARY KEY (id), 
    CONSTRAINT ck_status_uses_00011_status CHECK (status >= 0)
);

CREATE INDEX ix_status_uses_00011_status ON status_uses_00011 (status);

UPDATE alembic_version SET version_num='d3d52a36b072' WHERE alembic_version.version_num = '3ff9e82c4c0a';

-- Running upgrade d3d52a36b072 -> 92b295971742

CREATE TABLE unit_unit_00012 (
    id INTEGER NOT NULL, 
    member VARCHAR(255), 
    source INTEGER, 
    client DATETIME NOT NULL, 
    margin DATE, 
    budget VARCHAR(64), 
    PRIMARY KEY (id)
);

CREATE INDEX ix_unit_unit_00012_member ON unit_unit_00012 (member);

CREATE TABLE team_body_00013 (
    id INTEGER NOT NULL, 
    billing VARCHAR(64) NOT NULL, 
    invoice NUMERIC(12, 2), 
    grade TEXT, 
    label VARCHAR(255), 
    contact DATETIME, 
    PRIMARY KEY (id)
);

CREATE INDEX ix_team_body_00013_billing ON team_body_00013 (billing);

CREATE TABLE offer_contact_00014 (
    id INTEGER NOT NULL, 
    team INTEGER NOT NULL, 
    owner DATETIME, 
    audit BOOLEAN DEFAULT false NOT NULL, 
    entry VARCHAR(64), 
    shape FLOAT NOT NULL, 
    PRIMARY KEY (id), 
    CONSTRAINT uq_offer_contact_00014_team UNIQUE (team, owner)
);

CREATE INDEX ix_offer_contact_00014_team ON offer_contact_00014 (team);

UPDATE alembic_version SET version_num='92b295971742' WHERE alembic_version.version_num = 'd3d52a36b072';

-- Running upgrade 92b295971742 -> decafcd85014

CREATE TABLE body_unit_00015 (
    id INTEGER NOT NULL, 
    series VARCHAR(64) NOT NULL, 
    stage DATE NOT NULL, 
    weight TEXT, 
    survey BOOLEAN DEFAULT false NOT NULL, 
    customer NUMERIC(12, 2), 
    PRIMARY KEY (id)
);

CREATE INDEX ix_body_unit_00015_series ON body_unit_00015 (series);

CREATE TABLE body_topic_00016 (
    id INTEGER NOT NULL, 
    status INTEGER NOT NULL, 
    survey VARCHAR(255), 
    vendor INTEGER, 
    created VARCHAR(64), 
    delivery DATE NOT NULL, 
    PRIMARY KEY (id)
);

CREATE INDEX ix_body_topic_00016_status ON body_topic_00016 (status);

UPDATE alembic_version SET version_num='decafcd85014' WHERE alembic_version.version_num = '92b295971742';

-- Running upgrade decafcd85014 -> da727596d1ca

CREATE TABLE customer_state_00017 (
    id INTEGER NOT NULL, 
    note VARCHAR(255) NOT NULL, 
    region INTEGER NOT NULL, 
    language VARCHAR(255) NOT NULL, 
    batch NUMERIC(12, 2) NOT NULL, 
    phone_total_00001_id INTEGER, 
    PRIMARY KEY (id), 
    CONSTRAINT fk_customer_state_00017 FOREIGN KEY(phone_total_00001_id) REFERENCES phone_total_00001 (id)
);

CREATE INDEX ix_customer_state_00017_note ON customer_state_00017 (note);

CREATE TABLE line_discount_00018 (
    id INTEGER NOT NULL, 
    team INTEGER, 
    reason TEXT, 
    target JSON NOT NULL, 
    grade DATE, 
    part NUMERIC(12, 2) NOT NULL, 
    PRIMARY KEY (id)
);

CREATE INDEX ix_line_discount_00018_team ON line_discount_00018 (team);

CREATE TABLE offer_reason_00019 (
    id INTEGER NOT NULL, 
    entry VARCHAR(255), 
    event DATE NOT NULL, 
    volume NUMERIC(12, 2), 
    token VARCHAR(64) NOT NULL, 
    color DATETIME, 
    PRIMARY KEY (id)
);

CREATE INDEX ix_offer_reason_00019_entry ON offer_reason_00019 (entry);

UPDATE alembic_version SET version_num='da727596d1ca' WHERE alembic_version.version_num = 'decafcd85014';

-- Running upgrade da727596d1ca -> 66300918ecfe

CREATE TABLE plan_topic_00020 (
    id INTEGER NOT NULL, 
    audit INTEGER, 
    target VARCHAR(64) NOT NULL, 
    intake NUMERIC(12, 2), 
    account NUMERIC(12, 2) NOT NULL, 
    part INTEGER, 
    PRIMARY KEY (id)
);

CREATE INDEX ix_plan_topic_00020_audit ON plan_topic_00020 (audit);

CREATE TABLE flag_visit_00021 (
    id INTEGER NOT NULL, 
    survey INTEGER DEFAULT 0, 
    name NUMERIC(12, 2), 
    label BOOLEAN DEFAULT false NOT NULL, 
    source NUMERIC(12, 2) NOT NULL, 
    billing NUMERIC(12, 2), 
    PRIMARY KEY (id), 
    CONSTRAINT uq_flag_visit_00021_survey UNIQUE (survey, name)
);

CREATE INDEX ix_flag_visit_00021_survey ON flag_visit_00021 (survey);

UPDATE alembic_version SET version_num='66300918ecfe' WHERE alembic_version.version_num = 'da727596d1ca';

-- Running upgrade 66300918ecfe -> 145dc49de0af

CREATE TABLE total_invoice_00022 (
    id INTEGER NOT NULL, 
    color INTEGER, 
    margin DATETIME, 
    body TEXT NOT NULL, 
    parcel NUMERIC(12, 2), 
    ticket INTEGER, 
    PRIMARY KEY (id), 
    CONSTRAINT ck_total_invoice_00022_color CHECK (color >= 0)
);

CREATE INDEX ix_total_invoice_00022_color ON total_invoice_00022 (color);

CREATE TABLE margin_task_00023 (
    id INTEGER NOT NULL, 
    model BIGINT NOT NULL, 
    city DATE, 
    batch VARCHAR(64), 
    topic DATETIME NOT NULL, 
    stock BIGINT, 
    PRIMARY KEY (id), 
    CONSTRAINT uq_margin_task_00023_model UNIQUE (model, city)
);

CREATE INDEX ix_margin_task_00023_model ON margin_task_00023 (model);

CREATE TABLE location_parcel_00024 (
    id INTEGER NOT NULL, 
    field INTEGER NOT NULL, 
    budget INTEGER DEFAULT 0 NOT NULL, 
    target NUMERIC(12, 2) NOT NULL, 
    model INTEGER DEFAULT 0 NOT NULL, 
    total_invoice_00022_id INTEGER, 
    PRIMARY KEY (id), 
    CONSTRAINT fk_location_parcel_00024 FOREIGN KEY(total_invoice_00022_id) REFERENCES total_invoice_00022 (id), 
    CONSTRAINT ck_location_parcel_00024_field CHECK (field >= 0)
);

CREATE INDEX ix_location_parcel_00024_field ON location_parcel_00024 (field);

UPDATE alembic_version SET version_num='145dc49de0af' WHERE alembic_version.version_num = '66300918ecfe';

-- Running upgrade 145dc49de0af -> 9c76fdb0a510

CREATE TABLE volume_account_00025 (
    id INTEGER NOT NULL, 
    payment VARCHAR(255), 
    customer BIGINT, 
    renewal NUMERIC(12, 2), 
    field DATE NOT NULL, 
    currency VARCHAR(64) NOT NULL, 
    PRIMARY KEY (id)
);

CREATE INDEX ix_volume_account_00025_payment ON volume_account_00025 (payment);

CREATE TABLE role_invoice_00026 (
    id INTEGER NOT NULL, 
    topic BIGINT, 
    line NUMERIC(12, 2), 
    intake DATE, 
    parcel VARCHAR(64) NOT NULL, 
    deadline NUMERIC(12, 2), 
    PRIMARY KEY (id)
);

CREATE INDEX ix_role_invoice_00026_topic ON role_invoice_00026 (topic);

UPDATE alembic_version SET version_num='9c76fdb0a510' WHERE alembic_version.version_num = '145dc49de0af';

-- Running upgrade 9c76fdb0a510 -> 52a50e35031d

CREATE TABLE mail_phone_00027 (
    id INTEGER NOT NULL, 
    billing VARCHAR(255) NOT NULL, 
    unit JSON, 
    number VARCHAR(64), 
    priority NUMERIC(12, 2), 
    account BOOLEAN DEFAULT false NOT NULL, 
    PRIMARY KEY (id)
);

CREATE INDEX ix_mail_phone_00027_billing ON mail_phone_00027 (billing);

CREATE TABLE deadline_factor_00028 (
    id INTEGER NOT NULL, 
    setting INTEGER, 
    detail INTEGER, 
    location DATETIME, 
    version DATE NOT NULL, 
    renewal INTEGER DEFAULT 0, 
    PRIMARY KEY (id), 
    CONSTRAINT uq_deadline_factor_00028_setting UNIQUE (setting, detail), 
    CONSTRAINT ck_deadline_factor_00028_setting CHECK (setting >= 0)
);

CREATE INDEX ix_deadline_factor_00028_setting ON deadline_factor_00028 (setting);

CREATE TABLE status_quantity_00029 (
    id INTEGER NOT NULL, 
    volume INTEGER, 
    project BIGINT NOT NULL, 
    tag JSON, 
    message DATE NOT NULL, 
    offer_reason_00019_id INTEGER, 
    PRIMARY KEY (id), 
    CONSTRAINT fk_status_quantity_00029 FOREIGN KEY(offer_reason_00019_id) REFERENCES offer_reason_00019 (id)
);

CREATE INDEX ix_status_quantity_00029_volume ON status_quantity_00029 (volume);

UPDATE alembic_version SET version_num='52a50e35031d' WHERE alembic_version.version_num = '9c76fdb0a510';

