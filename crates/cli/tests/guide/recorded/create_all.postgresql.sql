CREATE TABLE users (
	id UUID NOT NULL,
	email VARCHAR(255) NOT NULL,
	name VARCHAR(100) NOT NULL,
	full_name VARCHAR(255),
	role VARCHAR(20) DEFAULT 'member' NOT NULL,
	locale VARCHAR(10) DEFAULT 'zh-CN' NOT NULL,
	created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
	updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
	CONSTRAINT pk_users PRIMARY KEY (id)
);
CREATE UNIQUE INDEX ix_users_email ON users (email);
COMMENT ON COLUMN users.id IS '用户编号';
COMMENT ON COLUMN users.email IS '邮箱';
COMMENT ON COLUMN users.name IS '昵称';
COMMENT ON COLUMN users.full_name IS '全名';
COMMENT ON COLUMN users.role IS '角色';
COMMENT ON COLUMN users.locale IS '界面语言';
COMMENT ON COLUMN users.created_at IS '创建时间';
COMMENT ON COLUMN users.updated_at IS '更新时间';
CREATE TABLE chat_messages (
	id UUID NOT NULL,
	user_id UUID NOT NULL,
	content TEXT NOT NULL,
	channel VARCHAR(32) DEFAULT 'web' NOT NULL,
	meta JSONB,
	created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
	updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
	CONSTRAINT pk_chat_messages PRIMARY KEY (id),
	CONSTRAINT fk_chat_messages_user_id_users FOREIGN KEY(user_id) REFERENCES users (id) ON DELETE CASCADE
);
CREATE INDEX ix_chat_messages_user_created ON chat_messages (user_id, created_at);
COMMENT ON TABLE chat_messages IS '聊天消息';
COMMENT ON COLUMN chat_messages.content IS '正文';
COMMENT ON COLUMN chat_messages.channel IS '来源';
COMMENT ON COLUMN chat_messages.meta IS '附加信息';
COMMENT ON COLUMN chat_messages.created_at IS '创建时间';
COMMENT ON COLUMN chat_messages.updated_at IS '更新时间';
