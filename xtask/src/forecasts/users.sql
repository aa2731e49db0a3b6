CREATE TABLE users (id int CONSTRAINT users_pkey PRIMARY KEY, name varchar(50), email text, age int, first text, last text);
INSERT INTO users SELECT n, 'name of ' || n, 'user' || n || '@example.org', 1 + n % 90, 'first ' || n % 1000, 'last ' || n % 7000
  FROM generate_series(1, :rows) AS n;
CREATE INDEX ix_users_name ON users (name);
CREATE MATERIALIZED VIEW totals AS SELECT age, count(*) AS users FROM users GROUP BY age;
CREATE VIEW names AS SELECT id, name FROM users;
CREATE SCHEMA sales;
CREATE TABLE sales.orders (id bigint PRIMARY KEY, user_id int REFERENCES users);
