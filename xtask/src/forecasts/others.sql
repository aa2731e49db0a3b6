CREATE TABLE events (id bigint, at date NOT NULL) PARTITION BY RANGE (at);
CREATE TABLE events_2020 PARTITION OF events FOR VALUES FROM ('2021-01-01') TO ('2022-01-01');
INSERT INTO events_2020 SELECT n, date '2021-01-01' + n % 365 FROM generate_series(1, :rows) AS n;
CREATE TABLE old_events (id bigint, at date NOT NULL);
INSERT INTO old_events SELECT n, date '2020-01-01' + n % 365 FROM generate_series(1, :rows) AS n;
CREATE TABLE new_table (a int, b int, c int, d int);
INSERT INTO new_table SELECT n * 17 % :rows, n % 1000, n % 7, n FROM generate_series(1, :rows) AS n;
