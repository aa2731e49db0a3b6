-- Running downgrade 52a50e35031d -> 9c76fdb0a510

DROP INDEX ix_status_quantity_00029_volume;

DROP TABLE status_quantity_00029;

DROP INDEX ix_deadline_factor_00028_setting;

DROP TABLE deadline_factor_00028;

DROP INDEX ix_mail_phone_00027_billing;

DROP TABLE mail_phone_00027;

UPDATE alembic_version SET version_num='9c76fdb0a510' WHERE alembic_version.version_num = '52a50e35031d';

-- Running downgrade 9c76fdb0a510 -> 145dc49de0af

DROP INDEX ix_role_invoice_00026_topic;

DROP TABLE role_invoice_00026;

DROP INDEX ix_volume_account_00025_payment;

DROP TABLE volume_account_00025;

UPDATE alembic_version SET version_num='145dc49de0af' WHERE alembic_version.version_num = '9c76fdb0a510';

-- Running downgrade 145dc49de0af -> 66300918ecfe

DROP INDEX ix_location_parcel_00024_field;

DROP TABLE location_parcel_00024;

DROP INDEX ix_margin_task_00023_model;

DROP TABLE margin_task_00023;

DROP INDEX ix_total_invoice_00022_color;

DROP TABLE total_invoice_00022;

UPDATE alembic_version SET version_num='66300918ecfe' WHERE alembic_version.version_num = '145dc49de0af';

-- Running downgrade 66300918ecfe -> da727596d1ca

DROP INDEX ix_flag_visit_00021_survey;

DROP TABLE flag_visit_00021;

DROP INDEX ix_plan_topic_00020_audit;

DROP TABLE plan_topic_00020;

UPDATE alembic_version SET version_num='da727596d1ca' WHERE alembic_version.version_num = '66300918ecfe';

-- Running downgrade da727596d1ca -> decafcd85014

DROP INDEX ix_offer_reason_00019_entry;

DROP TABLE offer_reason_00019;

DROP INDEX ix_line_discount_00018_team;

DROP TABLE line_discount_00018;

DROP INDEX ix_customer_state_00017_note;

DROP TABLE customer_state_00017;

UPDATE alembic_version SET version_num='decafcd85014' WHERE alembic_version.version_num = 'da727596d1ca';

-- Running downgrade decafcd85014 -> 92b295971742

DROP INDEX ix_body_topic_00016_status;

DROP TABLE body_topic_00016;

DROP INDEX ix_body_unit_00015_series;

DROP TABLE body_unit_00015;

UPDATE alembic_version SET version_num='92b295971742' WHERE alembic_version.version_num = 'decafcd85014';

-- Running downgrade 92b295971742 -> d3d52a36b072

DROP INDEX ix_offer_contact_00014_team;

DROP TABLE offer_contact_00014;

DROP INDEX ix_team_body_00013_billing;

DROP TABLE team_body_00013;

DROP INDEX ix_unit_unit_00012_member;

DROP TABLE unit_unit_00012;

UPDATE alembic_version SET version_num='d3d52a36b072' WHERE alembic_version.version_num = '92b295971742';

-- Running downgrade d3d52a36b072 -> 3ff9e82c4c0a

DROP INDEX ix_status_uses_00011_status;

DROP TABLE status_uses_00011;

DROP INDEX ix_grade_kind_00010_grade;

DROP TABLE grade_kind_00010;

UPDATE alembic_version SET version_num='3ff9e82c4c0a' WHERE alembic_version.version_num = 'd3d52a36b072';

-- Running downgrade 3ff9e82c4c0a -> ea0fb7dbffe3

DROP INDEX ix_day_season_00009_phone;

DROP TABLE day_season_00009;

DROP INDEX ix_entry_session_00008_visit;

DROP TABLE entry_session_00008;

DROP INDEX ix_customer_color_00007_address;

DROP TABLE customer_color_00007;

UPDATE alembic_version SET version_num='ea0fb7dbffe3' WHERE alembic_version.version_num = '3ff9e82c4c0a';

-- Running downgrade ea0fb7dbffe3 -> 065fab4c1e47

DROP INDEX ix_choice_name_00006_queue;

DROP TABLE choice_name_00006;

DROP INDEX ix_score_discount_00005_account;

DROP TABLE score_discount_00005;

UPDATE alembic_version SET version_num='065fab4c1e47' WHERE alembic_version.version_num = 'ea0fb7dbffe3';

-- Running downgrade 065fab4c1e47 -> e7a0d40cecfd

DROP INDEX ix_owner_weight_00004_note;

DROP TABLE owner_weight_00004;

DROP INDEX ix_unit_status_00003_account;

DROP TABLE unit_status_00003;

DROP INDEX ix_history_title_00002_token;

DROP TABLE history_title_00002;

UPDATE alembic_version SET version_num='e7a0d40cecfd' WHERE alembic_version.version_num = '065fab4c1e47';

-- Running downgrade e7a0d40cecfd -> 

DROP INDEX ix_phone_total_00001_ticket;

DROP TABLE phone_total_00001;

DROP INDEX ix_phase_quantity_00000_mail;

DROP TABLE phase_quantity_00000;

DELETE FROM alembic_version WHERE alembic_version.version_num = 'e7a0d40cecfd';

