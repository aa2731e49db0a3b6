"""Cursors as scripts know them of psycopg2, psycopg and sqlite3: what the stand-ins of both Pythons share."""


class RawCursor:
    """Rows that have come, and statements that are put together here; whoever derives from it sends them."""

    arraysize = 1
    description = None
    rowcount = -1
    lastrowid = None

    def __init__(self, connection, maker=None):
        self.connection = connection
        self.closed = False
        self._maker = maker
        self._make = tuple
        self._rows = []
        self._next = 0

    def take(self, answer):
        """Takes what a statement gave: `columns`, `rows`, `rowcount`, `lastrowid`."""
        columns = answer["columns"]
        # Also an empty result has columns; a statement without one has no description.
        self.description = [(name,) + (None,) * 6 for name in columns] if columns else None
        self._make = self._maker(columns) if columns and self._maker is not None else tuple
        self._rows = answer["rows"]
        self._next = 0
        self.rowcount = answer["rowcount"]
        self.lastrowid = answer.get("lastrowid")
        return self

    def execute_each(self, sql, parameters):
        """One statement for each set of values; the count is that of all."""
        count = 0
        for one in parameters:
            self.execute(sql, one)
            count += max(self.rowcount, 0)
        self.rowcount = count
        return self

    def fetchone(self):
        if self._next >= len(self._rows):
            return None
        row = self._rows[self._next]
        self._next += 1
        return self._make(row)

    def fetchmany(self, size=None):
        size = self.arraysize if size is None else size
        rows = self._rows[self._next : self._next + size]
        self._next += len(rows)
        return [self._make(row) for row in rows]

    def fetchall(self):
        rows, self._next = self._rows[self._next :], len(self._rows)
        return [self._make(row) for row in rows]

    def __iter__(self):
        return iter(self.fetchone, None)

    def mogrify(self, sql, parameters=None):
        """The bytes that psycopg2 would send."""
        # It imports decimals and UUIDs, which listeners that only set a PRAGMA do not need.
        import _literals

        sql = text_of(sql)
        return (sql if parameters is None else _literals.merged(sql, parameters)).encode("utf-8")

    def copy(self, *arguments, **keywords):
        """COPY through the client, by any of its names."""
        error = self.refusal("COPY through the client is not served: there is no file or stream on Limbeck's connection")
        error.hint = "write INSERT (psycopg2.extras.execute_values, op.bulk_insert), or load the file with psql"
        raise error

    copy_expert = copy_from = copy_to = copy

    @staticmethod
    def refusal(message):
        return NotImplementedError(message)

    def close(self):
        self.closed = True
        self._rows = []

    def __enter__(self):
        return self

    def __exit__(self, kind, raised, traceback):
        self.close()
        return False


def text_of(sql):
    """The text of a statement: a string, bytes, or what `psycopg2.sql` has put together."""
    if isinstance(sql, str):
        return sql
    if isinstance(sql, bytes):
        return sql.decode("utf-8")
    if hasattr(sql, "as_string"):
        return sql.as_string(None)
    raise TypeError("a statement is a string, not %r: compose it by sqlalchemy.text()" % (sql,))


def row_maker(name=None, cursor_factory=None, row_factory=None, **others):
    """What makes a row of values, for the arguments of `connection.cursor()`; `None`: tuples."""
    factory = cursor_factory if cursor_factory is not None else row_factory
    known = getattr(factory, "__name__", None)
    if factory is None or known in _MAKERS:
        return _MAKERS.get(known)
    raise NotImplementedError(
        "rows by %s are not served: take tuples, or one of %s" % (known or factory, ", ".join(sorted(_MAKERS)))
    )


class DictRow(list):
    """A list whose values have names, too, as psycopg2's `DictCursor` gives it."""

    def __init__(self, columns, values):
        list.__init__(self, values)
        self._places = {name: place for place, name in enumerate(columns)}

    def __getitem__(self, key):
        return list.__getitem__(self, key if isinstance(key, (int, slice)) else self._places[key])

    def __contains__(self, name):
        return name in self._places

    def get(self, name, default=None):
        return self[name] if name in self._places else default

    def keys(self):
        return iter(self._places)

    def values(self):
        return list.__iter__(self)

    def items(self):
        return ((name, self[name]) for name in self._places)


def _dictionary(columns):
    return lambda values: dict(zip(columns, values))


def _named(columns):
    from collections import namedtuple

    made = namedtuple("Record", columns, rename=True)
    return lambda values: made(*values)


# By the names of psycopg2's classes of cursors and of psycopg's factories of rows.
_MAKERS = {
    "cursor": None,
    "tuple_row": None,
    "RealDictCursor": _dictionary,
    "dict_row": _dictionary,
    "DictCursor": lambda columns: lambda values: DictRow(columns, values),
    "NamedTupleCursor": _named,
    "namedtuple_row": _named,
    "scalar_row": lambda columns: lambda values: values[0],
}
