"""`psycopg.sql`: refused; text for Limbeck is made by `sqlalchemy.text`."""

import _driver

SQL = _driver.refuse("psycopg.sql.SQL")
Identifier = _driver.refuse("psycopg.sql.Identifier")
Literal = _driver.refuse("psycopg.sql.Literal")
