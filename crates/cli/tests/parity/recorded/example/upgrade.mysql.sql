CREATE TABLE alembic_version (
    version_num VARCHAR(32) NOT NULL, 
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

-- Running upgrade  -> 3f1c0a6be201

CREATE TABLE users (
    id CHAR(32) NOT NULL COMMENT '用户编号', 
    email VARCHAR(255) NOT NULL COMMENT '邮箱', 
    name VARCHAR(100) NOT NULL COMMENT '昵称', 
    `role` VARCHAR(20) NOT NULL COMMENT '角色' DEFAULT 'member', 
    created_at DATETIME NOT NULL COMMENT '创建时间' DEFAULT CURRENT_TIMESTAMP, 
    updated_at DATETIME NOT NULL COMMENT '更新时间' DEFAULT CURRENT_TIMESTAMP, 
    CONSTRAINT pk_users PRIMARY KEY (id)
);

CREATE UNIQUE INDEX ix_users_email ON users (email);

INSERT INTO alembic_version (version_num) VALUES ('3f1c0a6be201');

-- Running upgrade 3f1c0a6be201 -> 7b52d9e4c802

CREATE TABLE chat_messages (
    id CHAR(32) NOT NULL, 
    user_id CHAR(32) NOT NULL, 
    content TEXT NOT NULL COMMENT '正文', 
    meta JSON COMMENT '附加信息', 
    created_at DATETIME NOT NULL COMMENT '创建时间' DEFAULT CURRENT_TIMESTAMP, 
    updated_at DATETIME NOT NULL COMMENT '更新时间' DEFAULT CURRENT_TIMESTAMP, 
    CONSTRAINT pk_chat_messages PRIMARY KEY (id), 
    CONSTRAINT fk_chat_messages_user_id_users FOREIGN KEY(user_id) REFERENCES users (id) ON DELETE CASCADE
)COMMENT='聊天消息';

CREATE INDEX ix_chat_messages_user_created ON chat_messages (user_id, created_at);

INSERT INTO users (id, email, name) VALUES ('6f1b2c9e0a474f539a511f0c2d3e4a01', 'lin@example.org', '林');

INSERT INTO users (id, email, name) VALUES ('6f1b2c9e0a474f539a511f0c2d3e4a02', 'o''hara@example.org', 'O''Hara');

UPDATE alembic_version SET version_num='7b52d9e4c802' WHERE alembic_version.version_num = '3f1c0a6be201';

-- Running upgrade 7b52d9e4c802 -> c4d7715fa604

ALTER TABLE chat_messages ADD COLUMN channel VARCHAR(32) NOT NULL COMMENT '来源' DEFAULT 'web';

UPDATE alembic_version SET version_num='c4d7715fa604' WHERE alembic_version.version_num = '7b52d9e4c802';

-- Running upgrade 7b52d9e4c802 -> a90e44c1d503

ALTER TABLE users ADD COLUMN full_name VARCHAR(255) COMMENT '全名';

UPDATE users SET full_name = name || ' ' || email;

INSERT INTO alembic_version (version_num) VALUES ('a90e44c1d503');

-- Running upgrade a90e44c1d503, c4d7715fa604 -> d18e02b7f705

DELETE FROM alembic_version WHERE alembic_version.version_num = 'a90e44c1d503';

UPDATE alembic_version SET version_num='d18e02b7f705' WHERE alembic_version.version_num = 'c4d7715fa604';

-- Running upgrade d18e02b7f705 -> e5b6f3a90806

ALTER TABLE users ADD COLUMN locale VARCHAR(10) NOT NULL COMMENT '界面语言' DEFAULT 'zh-CN';

UPDATE alembic_version SET version_num='e5b6f3a90806' WHERE alembic_version.version_num = 'd18e02b7f705';

