"""Rows of a result."""

import _limbeck


class Row(tuple):
    """A tuple whose items are also attributes."""

    # Set in a subclass for each result, so that a row is a tuple and nothing more.
    _keys = ()
    _positions = {}
    _result = None

    __slots__ = ()

    @property
    def _mapping(self):
        return RowMapping(self)

    @property
    def _fields(self):
        return tuple(self._keys)

    @property
    def _data(self):
        return tuple(self)

    @property
    def _t(self):
        return self

    t = _t

    def _tuple(self):
        return self

    tuple = _tuple

    def _asdict(self):
        return dict(self._mapping)

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        position = self._positions.get(name)
        if position is None:
            raise AttributeError("Could not locate column in row for column '%s'" % name)
        return tuple.__getitem__(self, position)

    def __getitem__(self, index):
        try:
            return tuple.__getitem__(self, index)
        except TypeError:
            raise TypeError("tuple indices must be integers or slices, not %s" % type(index).__name__) from None

    def __repr__(self):
        return tuple.__repr__(self)

    def __reduce__(self):
        return (_plain_row, (tuple(self._keys), tuple(self)))

    def __setattr__(self, name, value):
        raise AttributeError("can't set attribute")

    def __delattr__(self, name):
        raise AttributeError("can't delete attribute")

    # A column may be called as a method of tuples is: the column wins.
    @property
    def count(self):
        return self.__getattr__("count") if "count" in self._positions else lambda value: tuple.count(self, value)

    @property
    def index(self):
        if "index" in self._positions:
            return self.__getattr__("index")
        return lambda value, *bounds: tuple.index(self, value, *bounds)


BaseRow = LegacyRow = Row


def _plain_row(keys, values):
    return row_class(keys)(values)


item_getter = getattr(_limbeck, "item_getter", None)


def row_class(keys, result=None):
    """The class of one result's rows."""
    # Of a name that occurs twice, the last column has it.
    members = {
        "__slots__": (),
        "_keys": tuple(keys),
        "_positions": {key: position for position, key in enumerate(keys)},
        "_result": result,
        "__module__": __name__,
    }
    if item_getter is not None:
        for key, position in members["_positions"].items():
            # What every row has by another name stays a method.
            if not hasattr(Row, key):
                members[key] = property(item_getter(position))
    return type("Row", (Row,), members)


class RowMapping:
    """A row by column names."""

    __slots__ = ("_row",)

    def __init__(self, row):
        self._row = row

    def __getitem__(self, key):
        row = self._row
        if isinstance(key, str):
            position = row._positions.get(key)
            if position is not None:
                return tuple.__getitem__(row, position)
            from sqlalchemy import exc

            raise exc.NoSuchColumnError("Could not locate column in row for column '%s'" % key)
        position = _position_of(row, key)
        if position is None:
            from sqlalchemy import exc

            raise exc.NoSuchColumnError("Could not locate column in row for column '%s'" % (key,))
        return tuple.__getitem__(row, position)

    def __contains__(self, key):
        if isinstance(key, str):
            return key in self._row._positions
        return _position_of(self._row, key) is not None

    def __iter__(self):
        return iter(self._row._keys)

    def __len__(self):
        return len(self._row)

    def get(self, key, default=None):
        return self[key] if key in self else default

    def keys(self):
        return RMKeyView(self._row._keys)

    def values(self):
        return list(self._row)

    def items(self):
        return list(zip(self._row._keys, self._row))

    def __eq__(self, other):
        if isinstance(other, RowMapping):
            other = dict(other)
        return dict(self) == other

    def __ne__(self, other):
        return not self == other

    __hash__ = None

    def __repr__(self):
        return repr(dict(self))

    __str__ = __repr__


class RMKeyView:
    """The names of a result's columns."""

    def __init__(self, keys):
        self._keys = keys

    def __iter__(self):
        return iter(self._keys)

    def __len__(self):
        return len(self._keys)

    def __contains__(self, key):
        return key in self._keys

    def __eq__(self, other):
        return list(self) == list(other)

    __hash__ = None

    def __repr__(self):
        return "RMKeyView(%r)" % (list(self._keys),)


def _position_of(row, column):
    """Where a Column object's value stands."""
    result = row._result
    return None if result is None else result._position_of_column(column)
