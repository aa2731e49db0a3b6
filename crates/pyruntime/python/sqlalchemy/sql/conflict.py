"""INSERT … ON CONFLICT, as PostgreSQL and SQLite have it."""

from sqlalchemy import _running


from .base import ColumnCollection
from .dml import Insert as _Insert
from .elements import ColumnElement, and_, criterion_of, expression_of, name_wire, text


class Excluded(ColumnElement):
    """`excluded.x`: the row that was to be inserted."""

    def __init__(self, column):
        self.name = column.name
        self.key = column.key
        self.type = column.type

    def _wire(self):
        return {"expr": "excluded", "name": name_wire(self.name)}


class Insert(_Insert):
    @property
    def excluded(self):
        return ColumnCollection(Excluded(column) for column in self.table.c)

    def on_conflict_do_nothing(self, constraint=None, index_elements=None, index_where=None):
        return self._with_conflict(constraint, index_elements, index_where, None, None)

    def on_conflict_do_update(self, constraint=None, index_elements=None, index_where=None, set_=None, where=None):
        if constraint is None and index_elements is None:
            raise ValueError("Either constraint or index_elements, but not both, must be specified unless DO NOTHING")
        if not isinstance(set_, (dict, list, tuple, ColumnCollection)):
            raise ValueError(
                "set parameter must be a non-empty dictionary or a ColumnCollection such as the `.c.` collection of a Table object"
            )
        if not len(set_):
            raise ValueError("set parameter dictionary must not be empty")
        return self._with_conflict(constraint, index_elements, index_where, set_, where)

    def _with_conflict(self, constraint, index_elements, index_where, set_, where):
        if constraint is not None and not isinstance(constraint, str):
            # A constraint or index object stands for its name, or for its columns where it has none.
            if getattr(constraint, "name", None) is None:
                index_elements = list(constraint.columns)
                constraint = None
            else:
                constraint = constraint.name
        copied = self._copied()

        def lower(insert):
            wire = {}
            if constraint is not None:
                wire["constraint"] = name_wire(constraint)
            if index_elements is not None:
                wire["elements"] = [_element(element) for element in index_elements]
            if index_where is not None:
                condition = text(index_where) if isinstance(index_where, str) else criterion_of(index_where)
                wire["index_where"] = _running.without_tables(condition)
            if set_ is not None:
                wire["set"] = _assignments(insert, set_)
            if where is not None:
                wire["where"] = and_(where)._wire()
            return wire

        copied._on_conflict = lower
        return copied


def _element(element):
    if isinstance(element, str):
        return {"expr": "column", "name": element}
    return _running.without_tables(element)


def _assignments(insert, set_):
    items = set_ if isinstance(set_, (list, tuple)) else set_.items()
    values = {getattr(key, "key", key): value for key, value in items}
    assignments = []
    for key in insert._in_table_order(values):
        column = insert._column(key)
        # Not called after its column: that name is the inserted value's.
        value = expression_of(values[key], None if column is None else column.type)
        assignments.append({"column": insert._name(key), "value": value._wire()})
    return assignments


def insert(table):
    return Insert(table)
