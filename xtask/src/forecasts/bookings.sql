CREATE EXTENSION btree_gist;
CREATE TABLE bookings (room int);
INSERT INTO bookings SELECT n FROM generate_series(1, :rows) AS n;
