"""`psycopg2.sql`: refused; text for Limbeck is made by `sqlalchemy.text`."""

import _driver

SQL = _driver.refuse("psycopg2.sql.SQL")
Identifier = _driver.refuse("psycopg2.sql.Identifier")
Literal = _driver.refuse("psycopg2.sql.Literal")
Composed = _driver.refuse("psycopg2.sql.Composed")
Placeholder = _driver.refuse("psycopg2.sql.Placeholder")
