"""PostgreSQL's expressions and constraints: ARRAY[…], operators of JSONB and arrays, EXCLUDE."""

from sqlalchemy import _running
from sqlalchemy.sql import sqltypes
from sqlalchemy.sql.constraints import Constraint, column_of, columns_in
from sqlalchemy.sql.constructs import aggregate_order_by
from sqlalchemy.sql.elements import (
    BOOLEANTYPE,
    BinaryExpression,
    ColumnElement,
    expression_of,
    name_wire,
    text,
)
from sqlalchemy.sql.functions import func


class array(ColumnElement):
    """`ARRAY[…]`."""

    def __init__(self, clauses, type_=None, **kw):
        from .types import ARRAY

        inner = None if type_ is None else sqltypes.to_instance(type_)
        self.clauses = [expression_of(clause, inner) for clause in clauses]
        if inner is None:
            inner = self.clauses[0].type if self.clauses else sqltypes.NULLTYPE
        self.type = ARRAY(inner) if not inner._is_array else inner

    def _children(self):
        return self.clauses

    def _wire(self):
        wire = {"expr": "array", "items": [clause._wire() for clause in self.clauses]}
        if not self.clauses:
            return {"expr": "cast", "of": wire, "type": self.type._wire()}
        return wire


def hstore(*arguments, **keywords):
    return func.hstore(*arguments, **keywords)


def Any(other, arrexpr, operator=None):
    return expression_of(other) == arrexpr.any_()


def All(other, arrexpr, operator=None):
    return expression_of(other) == arrexpr.all_()


def array_agg(*arguments, **keywords):
    return func.array_agg(*arguments, **keywords)


def distinct_on(*expr):
    raise NotImplementedError("distinct_on() is not supported: use select().distinct(column)")


def _function(name):
    def call(*arguments, **keywords):
        return getattr(func, name)(*arguments, **keywords)

    call.__name__ = name
    return call


to_tsvector, to_tsquery, plainto_tsquery, phraseto_tsquery, websearch_to_tsquery, ts_headline = (
    _function(name)
    for name in (
        "to_tsvector",
        "to_tsquery",
        "plainto_tsquery",
        "phraseto_tsquery",
        "websearch_to_tsquery",
        "ts_headline",
    )
)


class _Methods:
    """Methods that a type brings to the expressions of it."""

    def __init__(self, expr):
        self.expr = expr
        self.type = expr.type

    def _operator(self, sign, other, type_=BOOLEANTYPE):
        right = expression_of(other, self.type)
        return BinaryExpression(expression_of(self.expr), right, ("custom", sign), type_)


class ArrayMethods(_Methods):
    def contains(self, other, **kwargs):
        return self._operator("@>", other)

    def contained_by(self, other):
        return self._operator("<@", other)

    def overlap(self, other):
        return self._operator("&&", other)

    overlaps = overlap

    def any(self, other, operator=None):
        return self.expr.any_() == other

    def all(self, other, operator=None):
        return self.expr.all_() == other


class JsonMethods(_Methods):
    def has_key(self, other):
        return self._operator("?", expression_of(other, sqltypes.STRINGTYPE))

    def has_any(self, other):
        return self._operator("?|", _texts(other))

    def has_all(self, other):
        return self._operator("?&", _texts(other))

    def contains(self, other, **kwargs):
        return self._operator("@>", other)

    def contained_by(self, other):
        return self._operator("<@", other)

    def delete_path(self, array_):
        return self._operator("#-", _texts(array_), self.type)

    def path_exists(self, other):
        return self._operator("@?", expression_of(other, sqltypes.STRINGTYPE))

    def path_match(self, other):
        return self._operator("@@", expression_of(other, sqltypes.STRINGTYPE))

    @property
    def astext(self):
        raise AttributeError("astext stands behind an index: column['key'].astext")


def _texts(other):
    return array(other, type_=sqltypes.Text()) if isinstance(other, (list, tuple)) else other


class ExcludeConstraint(Constraint):
    _tag = "exclude"
    _convention_key = "ex"

    def __init__(self, *elements, **kw):
        self.using = kw.pop("using", "gist")
        self.where = kw.pop("where", None)
        self.ops = kw.pop("ops", None) or {}
        self.operators = {}
        self._elements = [(expression, operator) for expression, operator in elements]
        Constraint.__init__(
            self,
            name=kw.pop("name", None),
            deferrable=kw.pop("deferrable", None),
            initially=kw.pop("initially", None),
            **kw,
        )

    def _expression(self, given):
        """A string names a column."""
        if isinstance(given, str):
            return {"expr": "column", "name": name_wire(given)}
        return _running.without_tables(column_of(given))

    @property
    def columns(self):
        found = []
        for given, _ in self._elements:
            if not isinstance(given, str):
                found.extend(columns_in(column_of(given)))
        return found

    def _wire(self):
        wire = Constraint._wire(self)
        wire["elements"] = [[self._expression(given), operator] for given, operator in self._elements]
        wire["using"] = self.using
        if self.where is not None:
            where = text(self.where) if isinstance(self.where, str) else self.where
            wire["where"] = _running.without_tables(where)
        if self.ops:
            wire["ops"] = _running.plain(self.ops)
        return wire


class CreateEnumType:
    def __init__(self, type_):
        self.element = type_

    supports_execution = True

    def _operation(self):
        return {"op": "create_enum", "type": self.element._enum_wire(), "checkfirst": False}


class DropEnumType(CreateEnumType):
    def _operation(self):
        return {"op": "drop_enum", "type": self.element._enum_wire(), "checkfirst": False}


class CreateDomainType:
    def __init__(self, *arguments, **keywords):
        raise NotImplementedError("CreateDomainType is not supported: use op.execute('CREATE DOMAIN …')")


class DropDomainType(CreateDomainType):
    pass
