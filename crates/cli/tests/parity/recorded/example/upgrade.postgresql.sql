BEGIN;

CREATE TABLE alembic_version (
    version_num VARCHAR(32) NOT NULL, 
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

-- Running upgrade  -> 3f1c0a6be201

CREATE TABLE users (
    id UUID NOT NULL, 
    email VARCHAR(255) NOT NULL, 
    name VARCHAR(100) NOT NULL, 
    role VARCHAR(20) DEFAULT 'member' NOT NULL, 
    created_at TIMESTAMP WITH TIME ZONE DEFAULT CURRENT_TIMESTAMP NOT NULL, 
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT CURRENT_TIMESTAMP NOT NULL, 
    CONSTRAINT pk_users PRIMARY KEY (id)
);

COMMENT ON COLUMN users.id IS '用户编号';

COMMENT ON COLUMN users.email IS '邮箱';

COMMENT ON COLUMN users.name IS '昵称';

COMMENT ON COLUMN users.role IS '角色';

COMMENT ON COLUMN users.created_at IS '创建时间';

COMMENT ON COLUMN users.updated_at IS '更新时间';

CREATE UNIQUE INDEX ix_users_email ON users (email);

INSERT INTO alembic_version (version_num) VALUES ('3f1c0a6be201') RETURNING alembic_version.version_num;

-- Running upgrade 3f1c0a6be201 -> 7b52d9e4c802

CREATE TABLE chat_messages (
    id UUID NOT NULL, 
    user_id UUID NOT NULL, 
    content TEXT NOT NULL, 
    meta JSONB, 
    created_at TIMESTAMP WITH TIME ZONE DEFAULT CURRENT_TIMESTAMP NOT NULL, 
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT CURRENT_TIMESTAMP NOT NULL, 
    CONSTRAINT pk_chat_messages PRIMARY KEY (id), 
    CONSTRAINT fk_chat_messages_user_id_users FOREIGN KEY(user_id) REFERENCES users (id) ON DELETE CASCADE
);

COMMENT ON TABLE chat_messages IS '聊天消息';

COMMENT ON COLUMN chat_messages.content IS '正文';

COMMENT ON COLUMN chat_messages.meta IS '附加信息';

COMMENT ON COLUMN chat_messages.created_at IS '创建时间';

COMMENT ON COLUMN chat_messages.updated_at IS '更新时间';

CREATE INDEX ix_chat_messages_user_created ON chat_messages (user_id, created_at);

INSERT INTO users (id, email, name) VALUES ('6f1b2c9e-0a47-4f53-9a51-1f0c2d3e4a01', 'lin@example.org', '林');

INSERT INTO users (id, email, name) VALUES ('6f1b2c9e-0a47-4f53-9a51-1f0c2d3e4a02', 'o''hara@example.org', 'O''Hara');

UPDATE alembic_version SET version_num='7b52d9e4c802' WHERE alembic_version.version_num = '3f1c0a6be201';

-- Running upgrade 7b52d9e4c802 -> c4d7715fa604

ALTER TABLE chat_messages ADD COLUMN channel VARCHAR(32) DEFAULT 'web' NOT NULL;

COMMENT ON COLUMN chat_messages.channel IS '来源';

UPDATE alembic_version SET version_num='c4d7715fa604' WHERE alembic_version.version_num = '7b52d9e4c802';

-- Running upgrade 7b52d9e4c802 -> a90e44c1d503

ALTER TABLE users ADD COLUMN full_name VARCHAR(255);

COMMENT ON COLUMN users.full_name IS '全名';

UPDATE users SET full_name = name || ' ' || email;

INSERT INTO alembic_version (version_num) VALUES ('a90e44c1d503') RETURNING alembic_version.version_num;

-- Running upgrade a90e44c1d503, c4d7715fa604 -> d18e02b7f705

DELETE FROM alembic_version WHERE alembic_version.version_num = 'a90e44c1d503';

UPDATE alembic_version SET version_num='d18e02b7f705' WHERE alembic_version.version_num = 'c4d7715fa604';

-- Running upgrade d18e02b7f705 -> e5b6f3a90806

ALTER TABLE users ADD COLUMN locale VARCHAR(10) DEFAULT 'zh-CN' NOT NULL;

COMMENT ON COLUMN users.locale IS '界面语言';

UPDATE alembic_version SET version_num='e5b6f3a90806' WHERE alembic_version.version_num = 'd18e02b7f705';

COMMIT;

