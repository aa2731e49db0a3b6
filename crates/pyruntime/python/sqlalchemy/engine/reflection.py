"""The Inspector, which comes later: what `inspect(connection)` can say already is whether a table is there."""

_LATER = "the Inspector comes with a later version of Limbeck; query the catalogue with connection.execute(text(...))"


class ObjectKind:
    TABLE = VIEW = MATERIALIZED_VIEW = ANY = ANY_VIEW = None


class ObjectScope:
    DEFAULT = TEMPORARY = ANY = None


class Inspector:
    def __init__(self, bind=None):
        self.bind = bind
        self.engine = bind.engine
        self.dialect = bind.dialect

    @classmethod
    def from_engine(cls, bind):
        return cls(bind)

    @property
    def default_schema_name(self):
        return self.dialect.default_schema_name

    def clear_cache(self):
        pass

    def has_table(self, table_name, schema=None, **kw):
        return self.dialect.has_table(self.bind, table_name, schema)

    def __getattr__(self, name):
        if name.startswith(("get_", "reflect_", "has_", "sorted_")):
            raise NotImplementedError("inspect(…).%s() is not supported: %s" % (name, _LATER))
        raise AttributeError("'Inspector' object has no attribute %r" % name)


def cache(function):
    return function
