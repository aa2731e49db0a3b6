"""`pymysql.connections`: the class, for isinstance()."""

from pymysql import Connection  # noqa: F401
