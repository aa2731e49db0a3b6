BEGIN;

-- Running downgrade f88c7205b039 -> 67410b14a455

ALTER TABLE entry_code_00004 DROP COLUMN queue_00011;

UPDATE alembic_version SET version_num='67410b14a455' WHERE alembic_version.version_num = 'f88c7205b039';

-- Running downgrade 67410b14a455 -> 510f654d6d71

DROP INDEX ix_machine_label_00005_record;

DROP TABLE machine_label_00005;

UPDATE alembic_version SET version_num='510f654d6d71' WHERE alembic_version.version_num = '67410b14a455';

-- Running downgrade 510f654d6d71 -> a1bb0166dc4a

ALTER TABLE amount_created_00003 DROP COLUMN history_00009;

UPDATE alembic_version SET version_num='a1bb0166dc4a' WHERE alembic_version.version_num = '510f654d6d71';

-- Running downgrade a1bb0166dc4a -> 95272ecdd909

DROP INDEX ix_entry_code_00004_item;

DROP TABLE entry_code_00004;

UPDATE alembic_version SET version_num='95272ecdd909' WHERE alembic_version.version_num = 'a1bb0166dc4a';

-- Running downgrade 95272ecdd909 -> 50e63ff448b3

ALTER TABLE parcel_budget_00001 DROP COLUMN stock_00007;

UPDATE alembic_version SET version_num='50e63ff448b3' WHERE alembic_version.version_num = '95272ecdd909';

-- Running downgrade 50e63ff448b3 -> a426e3df7c8f

DROP INDEX ix_amount_created_00003_renewal;

DROP TABLE amount_created_00003;

UPDATE alembic_version SET version_num='a426e3df7c8f' WHERE alembic_version.version_num = '50e63ff448b3';

-- Running downgrade a426e3df7c8f -> e879892eb405

ALTER TABLE total_renewal_00000 DROP COLUMN payment_00005;

UPDATE alembic_version SET version_num='e879892eb405' WHERE alembic_version.version_num = 'a426e3df7c8f';

-- Running downgrade e879892eb405 -> 89525b16dfe9

DROP INDEX ix_export_street_00002_export;

DROP TABLE export_street_00002;

UPDATE alembic_version SET version_num='89525b16dfe9' WHERE alembic_version.version_num = 'e879892eb405';

-- Running downgrade 89525b16dfe9 -> e1143649ec8a

ALTER TABLE parcel_budget_00001 DROP COLUMN customer_00003;

UPDATE alembic_version SET version_num='e1143649ec8a' WHERE alembic_version.version_num = '89525b16dfe9';

-- Running downgrade e1143649ec8a -> 7f1397f75a95

DROP INDEX ix_parcel_budget_00001_unit;

DROP TABLE parcel_budget_00001;

UPDATE alembic_version SET version_num='7f1397f75a95' WHERE alembic_version.version_num = 'e1143649ec8a';

-- Running downgrade 7f1397f75a95 -> 2c39f4e0f4a7

DROP INDEX ix_total_renewal_00000_city_00001;

ALTER TABLE total_renewal_00000 DROP COLUMN city_00001;

UPDATE alembic_version SET version_num='2c39f4e0f4a7' WHERE alembic_version.version_num = '7f1397f75a95';

-- Running downgrade 2c39f4e0f4a7 -> 

DROP INDEX ix_total_renewal_00000_total;

DROP TABLE total_renewal_00000;

DELETE FROM alembic_version WHERE alembic_version.version_num = '2c39f4e0f4a7';

COMMIT;

