CREATE TABLE posts (id bigint PRIMARY KEY, user_id int CONSTRAINT fk_user REFERENCES users, title text);
INSERT INTO posts SELECT n, 1 + n * 17 % :rows, 'about ' || n FROM generate_series(1, :rows) AS n;
