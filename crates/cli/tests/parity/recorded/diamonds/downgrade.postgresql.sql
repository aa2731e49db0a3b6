BEGIN;

-- Running downgrade 01ae7353e64e -> 8c27086a33e8

DROP INDEX ix_record_note_00011_detail_00039;

ALTER TABLE record_note_00011 DROP COLUMN detail_00039;

UPDATE alembic_version SET version_num='8c27086a33e8' WHERE alembic_version.version_num = '01ae7353e64e';

-- Running downgrade 8c27086a33e8 -> 2aa2bc4efcc7

DROP INDEX ix_stage_person_00019_setting;

DROP TABLE stage_person_00019;

UPDATE alembic_version SET version_num='2aa2bc4efcc7' WHERE alembic_version.version_num = '8c27086a33e8';

-- Running downgrade 2aa2bc4efcc7 -> bea64f7c9337, 93966af293ea

INSERT INTO alembic_version (version_num) VALUES ('bea64f7c9337') RETURNING alembic_version.version_num;

UPDATE alembic_version SET version_num='93966af293ea' WHERE alembic_version.version_num = '2aa2bc4efcc7';

-- Running downgrade bea64f7c9337 -> 71c6481929cb

DROP INDEX ix_body_deadline_00018_quantity;

DROP TABLE body_deadline_00018;

DELETE FROM alembic_version WHERE alembic_version.version_num = 'bea64f7c9337';

-- Running downgrade 93966af293ea -> 71c6481929cb

ALTER TABLE uses_value_00002 DROP COLUMN item_00037;

UPDATE alembic_version SET version_num='71c6481929cb' WHERE alembic_version.version_num = '93966af293ea';

-- Running downgrade 71c6481929cb -> f6a33c4a0b3f

ALTER TABLE category_source_00010 DROP COLUMN street_00035;

UPDATE alembic_version SET version_num='f6a33c4a0b3f' WHERE alembic_version.version_num = '71c6481929cb';

-- Running downgrade f6a33c4a0b3f -> f48f8910996a

DROP INDEX ix_priority_flag_00017_note;

DROP TABLE priority_flag_00017;

UPDATE alembic_version SET version_num='f48f8910996a' WHERE alembic_version.version_num = 'f6a33c4a0b3f';

-- Running downgrade f48f8910996a -> ff5ccc88ea43

DROP INDEX ix_batch_request_00009_origin_00033;

ALTER TABLE batch_request_00009 DROP COLUMN origin_00033;

UPDATE alembic_version SET version_num='ff5ccc88ea43' WHERE alembic_version.version_num = 'f48f8910996a';

-- Running downgrade ff5ccc88ea43 -> 262968e9afd5

DROP INDEX ix_model_request_00016_setting;

DROP TABLE model_request_00016;

UPDATE alembic_version SET version_num='262968e9afd5' WHERE alembic_version.version_num = 'ff5ccc88ea43';

-- Running downgrade 262968e9afd5 -> bf17933286c2, f98a390bc618

INSERT INTO alembic_version (version_num) VALUES ('bf17933286c2') RETURNING alembic_version.version_num;

UPDATE alembic_version SET version_num='f98a390bc618' WHERE alembic_version.version_num = '262968e9afd5';

-- Running downgrade bf17933286c2 -> 00627989768d

DROP INDEX ix_bundle_title_00015_product;

DROP TABLE bundle_title_00015;

DELETE FROM alembic_version WHERE alembic_version.version_num = 'bf17933286c2';

-- Running downgrade f98a390bc618 -> 00627989768d

ALTER TABLE version_history_00014 DROP COLUMN line_00031;

UPDATE alembic_version SET version_num='00627989768d' WHERE alembic_version.version_num = 'f98a390bc618';

-- Running downgrade 00627989768d -> db9f7380f1cf

ALTER TABLE color_product_00005 DROP COLUMN plan_00029;

UPDATE alembic_version SET version_num='db9f7380f1cf' WHERE alembic_version.version_num = '00627989768d';

-- Running downgrade db9f7380f1cf -> 6ab84057ea69

DROP INDEX ix_version_history_00014_product;

DROP TABLE version_history_00014;

UPDATE alembic_version SET version_num='6ab84057ea69' WHERE alembic_version.version_num = 'db9f7380f1cf';

-- Running downgrade 6ab84057ea69 -> 52c25a23d49b

DROP INDEX ix_color_product_00005_grade_00027;

ALTER TABLE color_product_00005 DROP COLUMN grade_00027;

UPDATE alembic_version SET version_num='52c25a23d49b' WHERE alembic_version.version_num = '6ab84057ea69';

-- Running downgrade 52c25a23d49b -> 7c1392c44f2d

DROP INDEX ix_detail_country_00013_amount;

DROP TABLE detail_country_00013;

UPDATE alembic_version SET version_num='7c1392c44f2d' WHERE alembic_version.version_num = '52c25a23d49b';

-- Running downgrade 7c1392c44f2d -> 7d8425f35b4c, 0709fc608bb3

INSERT INTO alembic_version (version_num) VALUES ('7d8425f35b4c') RETURNING alembic_version.version_num;

UPDATE alembic_version SET version_num='0709fc608bb3' WHERE alembic_version.version_num = '7c1392c44f2d';

-- Running downgrade 7d8425f35b4c -> 08202ea61d12

DROP INDEX ix_stock_version_00012_queue;

DROP TABLE stock_version_00012;

DELETE FROM alembic_version WHERE alembic_version.version_num = '7d8425f35b4c';

-- Running downgrade 0709fc608bb3 -> 08202ea61d12

DROP INDEX ix_color_product_00005_origin_00025;

ALTER TABLE color_product_00005 DROP COLUMN origin_00025;

UPDATE alembic_version SET version_num='08202ea61d12' WHERE alembic_version.version_num = '0709fc608bb3';

-- Running downgrade 08202ea61d12 -> 9122d9e38d71

ALTER TABLE rule_subject_00001 DROP COLUMN address_00023;

UPDATE alembic_version SET version_num='9122d9e38d71' WHERE alembic_version.version_num = '08202ea61d12';

-- Running downgrade 9122d9e38d71 -> 83a8ad1d81ba

DROP INDEX ix_record_note_00011_body;

DROP TABLE record_note_00011;

UPDATE alembic_version SET version_num='83a8ad1d81ba' WHERE alembic_version.version_num = '9122d9e38d71';

-- Running downgrade 83a8ad1d81ba -> 818a39d125b9

ALTER TABLE color_product_00005 DROP COLUMN intake_00021;

UPDATE alembic_version SET version_num='818a39d125b9' WHERE alembic_version.version_num = '83a8ad1d81ba';

-- Running downgrade 818a39d125b9 -> d0f46dda2788

DROP INDEX ix_category_source_00010_survey;

DROP TABLE category_source_00010;

UPDATE alembic_version SET version_num='d0f46dda2788' WHERE alembic_version.version_num = '818a39d125b9';

-- Running downgrade d0f46dda2788 -> ec348941e4eb, bd8e2ffdb9e6

INSERT INTO alembic_version (version_num) VALUES ('ec348941e4eb') RETURNING alembic_version.version_num;

UPDATE alembic_version SET version_num='bd8e2ffdb9e6' WHERE alembic_version.version_num = 'd0f46dda2788';

-- Running downgrade ec348941e4eb -> ad6c844b96ff

DROP INDEX ix_batch_request_00009_weight;

DROP TABLE batch_request_00009;

DELETE FROM alembic_version WHERE alembic_version.version_num = 'ec348941e4eb';

-- Running downgrade bd8e2ffdb9e6 -> ad6c844b96ff

ALTER TABLE color_product_00005 DROP COLUMN bundle_00019;

UPDATE alembic_version SET version_num='ad6c844b96ff' WHERE alembic_version.version_num = 'bd8e2ffdb9e6';

-- Running downgrade ad6c844b96ff -> a050daf5bd45

ALTER TABLE rule_subject_00001 DROP COLUMN record_00017;

UPDATE alembic_version SET version_num='a050daf5bd45' WHERE alembic_version.version_num = 'ad6c844b96ff';

-- Running downgrade a050daf5bd45 -> db5b326a531a

DROP INDEX ix_item_zone_00008_route;

DROP TABLE item_zone_00008;

UPDATE alembic_version SET version_num='db5b326a531a' WHERE alembic_version.version_num = 'a050daf5bd45';

-- Running downgrade db5b326a531a -> b0426020531b

ALTER TABLE state_ledger_00006 DROP COLUMN offer_00015;

UPDATE alembic_version SET version_num='b0426020531b' WHERE alembic_version.version_num = 'db5b326a531a';

-- Running downgrade b0426020531b -> 1172421e7e8e

DROP INDEX ix_detail_route_00007_invoice;

DROP TABLE detail_route_00007;

UPDATE alembic_version SET version_num='1172421e7e8e' WHERE alembic_version.version_num = 'b0426020531b';

-- Running downgrade 1172421e7e8e -> c4cbbbeafc33, 59f5ea95f3b8

INSERT INTO alembic_version (version_num) VALUES ('c4cbbbeafc33') RETURNING alembic_version.version_num;

UPDATE alembic_version SET version_num='59f5ea95f3b8' WHERE alembic_version.version_num = '1172421e7e8e';

-- Running downgrade c4cbbbeafc33 -> a4cb949ac04f

DROP INDEX ix_state_ledger_00006_batch;

DROP TABLE state_ledger_00006;

DELETE FROM alembic_version WHERE alembic_version.version_num = 'c4cbbbeafc33';

-- Running downgrade 59f5ea95f3b8 -> a4cb949ac04f

ALTER TABLE rule_subject_00001 DROP COLUMN supplier_00013;

UPDATE alembic_version SET version_num='a4cb949ac04f' WHERE alembic_version.version_num = '59f5ea95f3b8';

-- Running downgrade a4cb949ac04f -> 4774972b795d

ALTER TABLE team_color_00003 DROP COLUMN season_00011;

UPDATE alembic_version SET version_num='4774972b795d' WHERE alembic_version.version_num = 'a4cb949ac04f';

-- Running downgrade 4774972b795d -> b01c137fe1c2

DROP INDEX ix_color_product_00005_role;

DROP TABLE color_product_00005;

UPDATE alembic_version SET version_num='b01c137fe1c2' WHERE alembic_version.version_num = '4774972b795d';

-- Running downgrade b01c137fe1c2 -> ccd1ceacbaf8

ALTER TABLE team_color_00003 DROP COLUMN topic_00009;

UPDATE alembic_version SET version_num='ccd1ceacbaf8' WHERE alembic_version.version_num = 'b01c137fe1c2';

-- Running downgrade ccd1ceacbaf8 -> ee35d0d0e16a

DROP INDEX ix_offer_address_00004_plan;

DROP TABLE offer_address_00004;

UPDATE alembic_version SET version_num='ee35d0d0e16a' WHERE alembic_version.version_num = 'ccd1ceacbaf8';

-- Running downgrade ee35d0d0e16a -> cb5303e0c797, 957f3352a308

INSERT INTO alembic_version (version_num) VALUES ('cb5303e0c797') RETURNING alembic_version.version_num;

UPDATE alembic_version SET version_num='957f3352a308' WHERE alembic_version.version_num = 'ee35d0d0e16a';

-- Running downgrade cb5303e0c797 -> 169f93cf7136

DROP INDEX ix_team_color_00003_status;

DROP TABLE team_color_00003;

DELETE FROM alembic_version WHERE alembic_version.version_num = 'cb5303e0c797';

-- Running downgrade 957f3352a308 -> 169f93cf7136

DROP INDEX ix_rule_subject_00001_setting_00007;

ALTER TABLE rule_subject_00001 DROP COLUMN setting_00007;

UPDATE alembic_version SET version_num='169f93cf7136' WHERE alembic_version.version_num = '957f3352a308';

-- Running downgrade 169f93cf7136 -> c5ae109d3fb7

DROP INDEX ix_rule_subject_00001_body_00005;

ALTER TABLE rule_subject_00001 DROP COLUMN body_00005;

UPDATE alembic_version SET version_num='c5ae109d3fb7' WHERE alembic_version.version_num = '169f93cf7136';

-- Running downgrade c5ae109d3fb7 -> 979f720d1710

DROP INDEX ix_uses_value_00002_state;

DROP TABLE uses_value_00002;

UPDATE alembic_version SET version_num='979f720d1710' WHERE alembic_version.version_num = 'c5ae109d3fb7';

-- Running downgrade 979f720d1710 -> 89bffc11bb98

ALTER TABLE client_plan_00000 DROP COLUMN target_00003;

UPDATE alembic_version SET version_num='89bffc11bb98' WHERE alembic_version.version_num = '979f720d1710';

-- Running downgrade 89bffc11bb98 -> ece035363b5f

DROP INDEX ix_rule_subject_00001_device;

DROP TABLE rule_subject_00001;

UPDATE alembic_version SET version_num='ece035363b5f' WHERE alembic_version.version_num = '89bffc11bb98';

-- Running downgrade ece035363b5f -> bd688d5f172d

DROP INDEX ix_client_plan_00000_metric_00001;

ALTER TABLE client_plan_00000 DROP COLUMN metric_00001;

UPDATE alembic_version SET version_num='bd688d5f172d' WHERE alembic_version.version_num = 'ece035363b5f';

-- Running downgrade bd688d5f172d -> 

DROP INDEX ix_client_plan_00000_section;

DROP TABLE client_plan_00000;

DELETE FROM alembic_version WHERE alembic_version.version_num = 'bd688d5f172d';

COMMIT;

