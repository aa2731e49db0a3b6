CREATE TABLE users (
	id CHAR(32) NOT NULL,
	email VARCHAR(255) NOT NULL,
	name VARCHAR(100) NOT NULL,
	full_name VARCHAR(255),
	role VARCHAR(20) DEFAULT 'member' NOT NULL,
	locale VARCHAR(10) DEFAULT 'zh-CN' NOT NULL,
	created_at DATETIME DEFAULT CURRENT_TIMESTAMP NOT NULL,
	updated_at DATETIME DEFAULT CURRENT_TIMESTAMP NOT NULL,
	CONSTRAINT pk_users PRIMARY KEY (id)
);
CREATE UNIQUE INDEX ix_users_email ON users (email);
CREATE TABLE chat_messages (
	id CHAR(32) NOT NULL,
	user_id CHAR(32) NOT NULL,
	content TEXT NOT NULL,
	channel VARCHAR(32) DEFAULT 'web' NOT NULL,
	meta JSON,
	created_at DATETIME DEFAULT CURRENT_TIMESTAMP NOT NULL,
	updated_at DATETIME DEFAULT CURRENT_TIMESTAMP NOT NULL,
	CONSTRAINT pk_chat_messages PRIMARY KEY (id),
	CONSTRAINT fk_chat_messages_user_id_users FOREIGN KEY(user_id) REFERENCES users (id) ON DELETE CASCADE
);
CREATE INDEX ix_chat_messages_user_created ON chat_messages (user_id, created_at);
