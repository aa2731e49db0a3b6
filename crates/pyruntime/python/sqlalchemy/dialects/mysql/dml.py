"""`insert()` with ON DUPLICATE KEY UPDATE, which is refused when it is asked for."""

from sqlalchemy.sql.dml import Insert as _Insert


class Insert(_Insert):
    def on_duplicate_key_update(self, *args, **kw):
        raise NotImplementedError("on_duplicate_key_update() is not supported: write the statement with text()")


def insert(table):
    return Insert(table)


def match(*columns, against):
    raise NotImplementedError("mysql.match() is not supported: write the expression with text()")


def limit(limit):
    raise NotImplementedError("mysql.limit() is not supported: write the statement with text()")
