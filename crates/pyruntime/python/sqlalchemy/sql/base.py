"""What tables, columns and constraints have in common, and collections of columns."""

from sqlalchemy import _running


class SchemaVisitor:
    pass


class Executable:
    """The base of what `execute()` takes; `isinstance(x, Executable)` is all that is asked of it."""


class ExecutableOption:
    """The base of what `options()` takes; a name for annotations."""


class _NoArg:
    NO_ARG = None

    def __repr__(self):
        return "_NoArg.NO_ARG"


_NoArg.NO_ARG = NO_ARG = _NoArg()


class SchemaItem:
    """A part of a schema."""

    _dialect_kwargs = None
    _info = None

    # Whether somebody listens to `before_parent_attach` or `after_parent_attach` of the class (`event.py` says so).
    _attachment_is_heard = False

    def _tell_listeners(self, identifier, *arguments):
        from sqlalchemy import event

        event.fire(self, identifier, *arguments)

    @property
    def info(self):
        if self._info is None:
            self._info = {}
        return self._info

    @info.setter
    def info(self, value):
        self._info = value

    @property
    def dialect_kwargs(self):
        return {} if self._dialect_kwargs is None else self._dialect_kwargs

    kwargs = dialect_kwargs

    @property
    def dialect_options(self):
        return _DialectOptions(self.dialect_kwargs)

    def _take_dialect_kwargs(self, given):
        for name in given:
            dialect, separator, _ = name.partition("_")
            if not separator or not dialect:
                raise TypeError("Additional arguments should be named <dialectname>_<argument>, got '%s'" % name)
        from . import dialect_options

        dialect_options.check(self, given)
        self._dialect_kwargs = given

    def _options_wire(self):
        return _running.plain(self._dialect_kwargs)


class _DialectOptions(dict):
    """`index.dialect_options["postgresql"]["where"]`."""

    def __init__(self, keywords):
        for name, value in keywords.items():
            dialect, _, argument = name.partition("_")
            self.setdefault(dialect, _OfDialect())[argument] = value

    def __missing__(self, dialect):
        return _OfDialect()


class _OfDialect(dict):
    def __missing__(self, argument):
        return None


class ColumnCollection:
    """The columns of a table: by attribute, by key, in order."""

    def __init__(self, columns=()):
        self._index = {}
        for column in columns:
            self._add(column)

    def _add(self, column, key=None):
        self._index[key or column.key] = column

    def __getattr__(self, key):
        if key.startswith("__"):
            raise AttributeError(key)
        column = self._index.get(key)
        if column is None:
            raise AttributeError(key)
        return column

    def __getitem__(self, key):
        if isinstance(key, int):
            return list(self._index.values())[key]
        if isinstance(key, (tuple, list)):
            return ColumnCollection([self[part] for part in key])
        if isinstance(key, slice):
            return ColumnCollection(list(self._index.values())[key])
        return self._index[key]

    def __contains__(self, key):
        if not isinstance(key, str):
            from . import exc_of

            raise exc_of("ArgumentError", "__contains__ requires a string argument")
        return key in self._index

    def __iter__(self):
        return iter(list(self._index.values()))

    def __len__(self):
        return len(self._index)

    def __bool__(self):
        return True

    def get(self, key, default=None):
        return self._index.get(key, default)

    def keys(self):
        return list(self._index)

    def values(self):
        return list(self._index.values())

    def items(self):
        return list(self._index.items())

    def contains_column(self, col):
        return any(col is column for column in self._index.values())

    def corresponding_column(self, column, require_embedded=False):
        for own in self._index.values():
            source = own
            while source is not None:
                if source is column:
                    return own
                source = getattr(source, "_proxied", None)
        return None

    def as_readonly(self):
        return self

    def __repr__(self):
        return "<sqlalchemy.sql.base.ReadOnlyColumnCollection object at %#x>" % id(self)


ReadOnlyColumnCollection = WriteableColumnCollection = DedupeColumnCollection = ColumnCollection
