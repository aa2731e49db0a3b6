"""`psycopg2.pool`: refused."""

import _driver

SimpleConnectionPool = _driver.refuse("psycopg2.pool.SimpleConnectionPool")
ThreadedConnectionPool = _driver.refuse("psycopg2.pool.ThreadedConnectionPool")
