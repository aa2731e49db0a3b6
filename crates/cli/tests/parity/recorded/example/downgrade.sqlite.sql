-- Running downgrade e5b6f3a90806 -> d18e02b7f705

ALTER TABLE users DROP COLUMN locale;

UPDATE alembic_version SET version_num='d18e02b7f705' WHERE alembic_version.version_num = 'e5b6f3a90806';

-- Running downgrade d18e02b7f705 -> a90e44c1d503, c4d7715fa604

INSERT INTO alembic_version (version_num) VALUES ('a90e44c1d503') RETURNING version_num;

UPDATE alembic_version SET version_num='c4d7715fa604' WHERE alembic_version.version_num = 'd18e02b7f705';

-- Running downgrade a90e44c1d503 -> 7b52d9e4c802

ALTER TABLE users DROP COLUMN full_name;

DELETE FROM alembic_version WHERE alembic_version.version_num = 'a90e44c1d503';

-- Running downgrade c4d7715fa604 -> 7b52d9e4c802

ALTER TABLE chat_messages DROP COLUMN channel;

UPDATE alembic_version SET version_num='7b52d9e4c802' WHERE alembic_version.version_num = 'c4d7715fa604';

-- Running downgrade 7b52d9e4c802 -> 3f1c0a6be201

DELETE FROM users WHERE email IN ('lin@example.org', 'o''hara@example.org');

DROP INDEX ix_chat_messages_user_created;

DROP TABLE chat_messages;

UPDATE alembic_version SET version_num='3f1c0a6be201' WHERE alembic_version.version_num = '7b52d9e4c802';

-- Running downgrade 3f1c0a6be201 -> 

DROP INDEX ix_users_email;

DROP TABLE users;

DELETE FROM alembic_version WHERE alembic_version.version_num = '3f1c0a6be201';

