BEGIN;

-- Running downgrade 9c7f09fe07a7 -> 68b2a4f31718

DROP INDEX ix_export_payment_00000_price_00039;

ALTER TABLE export_payment_00000 DROP COLUMN price_00039;

UPDATE alembic_version SET version_num='68b2a4f31718' WHERE alembic_version.version_num = '9c7f09fe07a7';

-- Running downgrade 68b2a4f31718 -> 418c20b9ea0a

DROP INDEX ix_price_payment_00005_term_00038;

ALTER TABLE price_payment_00005 DROP COLUMN term_00038;

UPDATE alembic_version SET version_num='418c20b9ea0a' WHERE alembic_version.version_num = '68b2a4f31718';

-- Running downgrade 418c20b9ea0a -> 61880470801c

DROP INDEX ix_price_payment_00005_section_00037;

ALTER TABLE price_payment_00005 DROP COLUMN section_00037;

UPDATE alembic_version SET version_num='61880470801c' WHERE alembic_version.version_num = '418c20b9ea0a';

-- Running downgrade 61880470801c -> be2371a2f7d2

ALTER TABLE role_quantity_00003 DROP COLUMN subject_00036;

UPDATE alembic_version SET version_num='be2371a2f7d2' WHERE alembic_version.version_num = '61880470801c';

-- Running downgrade be2371a2f7d2 -> 401d71fa4d14

DROP INDEX ix_trade_history_00007_priority;

DROP TABLE trade_history_00007;

UPDATE alembic_version SET version_num='401d71fa4d14' WHERE alembic_version.version_num = 'be2371a2f7d2';

-- Running downgrade 401d71fa4d14 -> d4590e62e271

DROP INDEX ix_item_line_00004_comment_00034;

ALTER TABLE item_line_00004 DROP COLUMN comment_00034;

UPDATE alembic_version SET version_num='d4590e62e271' WHERE alembic_version.version_num = '401d71fa4d14';

-- Running downgrade d4590e62e271 -> 3af330727c96

ALTER TABLE role_quantity_00003 DROP COLUMN section_00033;

UPDATE alembic_version SET version_num='3af330727c96' WHERE alembic_version.version_num = 'd4590e62e271';

-- Running downgrade 3af330727c96 -> 15af73054f2b

ALTER TABLE factor_setting_00001 DROP COLUMN export_00032;

UPDATE alembic_version SET version_num='15af73054f2b' WHERE alembic_version.version_num = '3af330727c96';

-- Running downgrade 15af73054f2b -> 16610d60a8e8

ALTER TABLE export_payment_00000 DROP COLUMN size_00031;

UPDATE alembic_version SET version_num='16610d60a8e8' WHERE alembic_version.version_num = '15af73054f2b';

-- Running downgrade 16610d60a8e8 -> 2589671b017b

DROP INDEX ix_file_offer_00006_owner;

DROP TABLE file_offer_00006;

UPDATE alembic_version SET version_num='2589671b017b' WHERE alembic_version.version_num = '16610d60a8e8';

-- Running downgrade 2589671b017b -> dc84a9dadaf5

DROP INDEX ix_export_payment_00000_client_00029;

ALTER TABLE export_payment_00000 DROP COLUMN client_00029;

UPDATE alembic_version SET version_num='dc84a9dadaf5' WHERE alembic_version.version_num = '2589671b017b';

-- Running downgrade dc84a9dadaf5 -> 65a90e8fe013

ALTER TABLE role_quantity_00003 DROP COLUMN target_00028;

UPDATE alembic_version SET version_num='65a90e8fe013' WHERE alembic_version.version_num = 'dc84a9dadaf5';

-- Running downgrade 65a90e8fe013 -> d23c492b4fe2

ALTER TABLE invoice_visit_00002 DROP COLUMN state_00027;

UPDATE alembic_version SET version_num='d23c492b4fe2' WHERE alembic_version.version_num = '65a90e8fe013';

-- Running downgrade d23c492b4fe2 -> 2113f78370ec

ALTER TABLE role_quantity_00003 DROP COLUMN customer_00026;

UPDATE alembic_version SET version_num='2113f78370ec' WHERE alembic_version.version_num = 'd23c492b4fe2';

-- Running downgrade 2113f78370ec -> 708e0ef6eee4

DROP INDEX ix_price_payment_00005_profile;

DROP TABLE price_payment_00005;

UPDATE alembic_version SET version_num='708e0ef6eee4' WHERE alembic_version.version_num = '2113f78370ec';

-- Running downgrade 708e0ef6eee4 -> ab72f01fca3d

ALTER TABLE role_quantity_00003 DROP COLUMN billing_00024;

UPDATE alembic_version SET version_num='ab72f01fca3d' WHERE alembic_version.version_num = '708e0ef6eee4';

-- Running downgrade ab72f01fca3d -> 6b10f3e7bff6

ALTER TABLE item_line_00004 DROP COLUMN address_00023;

UPDATE alembic_version SET version_num='6b10f3e7bff6' WHERE alembic_version.version_num = 'ab72f01fca3d';

-- Running downgrade 6b10f3e7bff6 -> 8ee47b7afdb2

ALTER TABLE invoice_visit_00002 DROP COLUMN history_00022;

UPDATE alembic_version SET version_num='8ee47b7afdb2' WHERE alembic_version.version_num = '6b10f3e7bff6';

-- Running downgrade 8ee47b7afdb2 -> 96f84ff3f95c

DROP INDEX ix_export_payment_00000_customer_00021;

ALTER TABLE export_payment_00000 DROP COLUMN customer_00021;

UPDATE alembic_version SET version_num='96f84ff3f95c' WHERE alembic_version.version_num = '8ee47b7afdb2';

-- Running downgrade 96f84ff3f95c -> f2ec3080c395

DROP INDEX ix_item_line_00004_item;

DROP TABLE item_line_00004;

UPDATE alembic_version SET version_num='f2ec3080c395' WHERE alembic_version.version_num = '96f84ff3f95c';

-- Running downgrade f2ec3080c395 -> 6505dd64e5ae

DROP INDEX ix_role_quantity_00003_token_00019;

ALTER TABLE role_quantity_00003 DROP COLUMN token_00019;

UPDATE alembic_version SET version_num='6505dd64e5ae' WHERE alembic_version.version_num = 'f2ec3080c395';

-- Running downgrade 6505dd64e5ae -> be2a5fad4542

ALTER TABLE export_payment_00000 DROP COLUMN shape_00018;

UPDATE alembic_version SET version_num='be2a5fad4542' WHERE alembic_version.version_num = '6505dd64e5ae';

-- Running downgrade be2a5fad4542 -> fbf2c13586b5

DROP INDEX ix_factor_setting_00001_stage_00017;

ALTER TABLE factor_setting_00001 DROP COLUMN stage_00017;

UPDATE alembic_version SET version_num='fbf2c13586b5' WHERE alembic_version.version_num = 'be2a5fad4542';

-- Running downgrade fbf2c13586b5 -> f639e5c45810

ALTER TABLE factor_setting_00001 DROP COLUMN phase_00016;

UPDATE alembic_version SET version_num='f639e5c45810' WHERE alembic_version.version_num = 'fbf2c13586b5';

-- Running downgrade f639e5c45810 -> 59f204cdc305

DROP INDEX ix_role_quantity_00003_shape;

DROP TABLE role_quantity_00003;

UPDATE alembic_version SET version_num='59f204cdc305' WHERE alembic_version.version_num = 'f639e5c45810';

-- Running downgrade 59f204cdc305 -> 6ac540982595

DROP INDEX ix_invoice_visit_00002_machine_00014;

ALTER TABLE invoice_visit_00002 DROP COLUMN machine_00014;

UPDATE alembic_version SET version_num='6ac540982595' WHERE alembic_version.version_num = '59f204cdc305';

-- Running downgrade 6ac540982595 -> 4f19f8f1323c

DROP INDEX ix_export_payment_00000_account_00013;

ALTER TABLE export_payment_00000 DROP COLUMN account_00013;

UPDATE alembic_version SET version_num='4f19f8f1323c' WHERE alembic_version.version_num = '6ac540982595';

-- Running downgrade 4f19f8f1323c -> 60c0253309ef

DROP INDEX ix_factor_setting_00001_field_00012;

ALTER TABLE factor_setting_00001 DROP COLUMN field_00012;

UPDATE alembic_version SET version_num='60c0253309ef' WHERE alembic_version.version_num = '4f19f8f1323c';

-- Running downgrade 60c0253309ef -> d34097345700

ALTER TABLE invoice_visit_00002 DROP COLUMN profile_00011;

UPDATE alembic_version SET version_num='d34097345700' WHERE alembic_version.version_num = '60c0253309ef';

-- Running downgrade d34097345700 -> f5720eaa8d8b

DROP INDEX ix_invoice_visit_00002_plan;

DROP TABLE invoice_visit_00002;

UPDATE alembic_version SET version_num='f5720eaa8d8b' WHERE alembic_version.version_num = 'd34097345700';

-- Running downgrade f5720eaa8d8b -> 656a07c0fd22

DROP INDEX ix_factor_setting_00001_visit_00009;

ALTER TABLE factor_setting_00001 DROP COLUMN visit_00009;

UPDATE alembic_version SET version_num='656a07c0fd22' WHERE alembic_version.version_num = 'f5720eaa8d8b';

-- Running downgrade 656a07c0fd22 -> b73d8105016c

ALTER TABLE export_payment_00000 DROP COLUMN client_00008;

UPDATE alembic_version SET version_num='b73d8105016c' WHERE alembic_version.version_num = '656a07c0fd22';

-- Running downgrade b73d8105016c -> 11144ff60e6f

ALTER TABLE factor_setting_00001 DROP COLUMN ticket_00007;

UPDATE alembic_version SET version_num='11144ff60e6f' WHERE alembic_version.version_num = 'b73d8105016c';

-- Running downgrade 11144ff60e6f -> 4e8b589eaa51

ALTER TABLE export_payment_00000 DROP COLUMN state_00006;

UPDATE alembic_version SET version_num='4e8b589eaa51' WHERE alembic_version.version_num = '11144ff60e6f';

-- Running downgrade 4e8b589eaa51 -> 748510239655

DROP INDEX ix_factor_setting_00001_machine;

DROP TABLE factor_setting_00001;

UPDATE alembic_version SET version_num='748510239655' WHERE alembic_version.version_num = '4e8b589eaa51';

-- Running downgrade 748510239655 -> 76c2a3f1237a

ALTER TABLE export_payment_00000 DROP COLUMN email_00004;

UPDATE alembic_version SET version_num='76c2a3f1237a' WHERE alembic_version.version_num = '748510239655';

-- Running downgrade 76c2a3f1237a -> 751caae58983

ALTER TABLE export_payment_00000 DROP COLUMN stage_00003;

UPDATE alembic_version SET version_num='751caae58983' WHERE alembic_version.version_num = '76c2a3f1237a';

-- Running downgrade 751caae58983 -> 66115780ec88

DROP INDEX ix_export_payment_00000_rule_00002;

ALTER TABLE export_payment_00000 DROP COLUMN rule_00002;

UPDATE alembic_version SET version_num='66115780ec88' WHERE alembic_version.version_num = '751caae58983';

-- Running downgrade 66115780ec88 -> 42dd25abdb1b

DROP INDEX ix_export_payment_00000_priority_00001;

ALTER TABLE export_payment_00000 DROP COLUMN priority_00001;

UPDATE alembic_version SET version_num='42dd25abdb1b' WHERE alembic_version.version_num = '66115780ec88';

-- Running downgrade 42dd25abdb1b -> 

DROP INDEX ix_export_payment_00000_price;

DROP TABLE export_payment_00000;

DELETE FROM alembic_version WHERE alembic_version.version_num = '42dd25abdb1b';

COMMIT;

