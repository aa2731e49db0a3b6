"""SQL expressions: columns, values, labels."""

from sqlalchemy import _running

from .clause import ClauseElement, CompilerElement, TextClause, Visitable, name_wire, text
from .naming import _NONE_NAME, _truncated_label, conv, quoted_name
from .operators import ColumnOperators
from .sqltypes import BOOLEANTYPE, NULLTYPE, type_of_value
from .type_api import to_instance

# Where the other elements live: `__getattr__` below fetches them.
_LATER = {
    "sqlalchemy.sql.combined": "BinaryExpression WireExpression UnaryExpression BooleanClauseList and_ or_ not_ asc desc"
    " nulls_first nulls_last nullsfirst nullslast ordered distinct between collate bitwise_not",
    "sqlalchemy.sql.constructs": "Case Cast TryCast TypeCoerce Extract Tuple Over FrameClause FrameClauseType"
    " WithinGroup FunctionFilter CollectionAggregate AggregateOrderBy OrderByList case cast try_cast type_coerce"
    " extract tuple_ over within_group funcfilter any_ all_ aggregate_order_by",
    "sqlalchemy.sql.unsupported": "TString tstring LambdaElement StatementLambdaElement lambda_stmt"
    " SavepointClause RollbackToSavepointClause ReleaseSavepointClause outparam from_dml_column modifier",
}

_NOT_GIVEN = object()

# Where the rarer elements live: `__getattr__` below fetches them.


class SQLCoreOperations:
    pass


class ColumnElement(ClauseElement, ColumnOperators):
    """An expression that has a value and a type."""

    type = NULLTYPE
    key = None
    _is_column_element = True
    primary_key = False
    foreign_keys = ()

    def _name_for_label(self):
        """The word that a nameless column of a result is called after; None where the column has a name."""
        return "anon"

    def _result_name(self):
        """The name of the column in a result, if it has one of its own."""
        return None

    def _bind_name(self):
        """What a value that stands beside this is called after."""
        return None

    def label(self, name):
        return Label(name, self, self.type)

    def cast(self, type_):
        from .constructs import Cast

        return Cast(self, type_)

    @property
    def expression(self):
        return self

    @property
    def comparator(self):
        return self

    @property
    def anon_label(self):
        return self._name_for_label() + "_1"

    def shares_lineage(self, othercolumn):
        return self is othercolumn

    def __getattr__(self, name):
        # A type may bring methods of its own (`JSONB.Comparator.has_key`); they are only looked for when missing here.
        if name.startswith("__") or name == "type":
            raise AttributeError(name)
        factory = getattr(self.type, "comparator_factory", None)
        if factory is not None:
            return getattr(factory(self), name)
        raise AttributeError(
            "Neither %r object nor 'Comparator' object has an attribute %r" % (type(self).__name__, name)
        )


class SQLColumnExpression(ColumnElement):
    pass


class ColumnClause(ColumnElement):
    """`column("x")`, and the base of `Column`."""

    _is_column = True
    is_literal = False
    table = None

    def __init__(self, text, type_=None, is_literal=False, _selectable=None):
        self.key = self.name = text
        self.type = NULLTYPE if type_ is None else to_instance(type_)
        if is_literal:
            self.is_literal = True
        if _selectable is not None:
            self.table = _selectable

    def _wire(self):
        if self.is_literal:
            return {"expr": "raw", "sql": self.name}
        wire = {"expr": "column", "name": name_wire(self.name)}
        table = self.table
        if table is not None and _running.qualified:
            table._qualify(wire)
        if not self.type._is_null:
            wire["type"] = self.type._wire()
        return wire

    def _froms(self):
        return [] if self.table is None else [self.table]

    def _name_for_label(self):
        return None

    def _result_name(self):
        return self.name

    def _bind_name(self):
        return self.key

    def __repr__(self):
        return "<%s.%s at %#x; %s>" % (type(self).__module__, type(self).__qualname__, id(self), self.name)

    def __str__(self):
        return str(self.compile())

    @property
    def description(self):
        return self.name

    def _make_proxy(self, selectable, name=None):
        """The same column as seen through a subquery or an alias."""
        proxy = self._proxy_class()(name or self.name, self.type, _selectable=selectable)
        proxy.key = name or self.key
        proxy._proxied = self
        proxy.primary_key = self.primary_key
        return proxy

    def _proxy_class(self):
        return ColumnClause if type(self) is ColumnClause else ProxyColumn

    @property
    def base_columns(self):
        source = self
        while getattr(source, "_proxied", None) is not None:
            source = source._proxied
        return {source}


class ProxyColumn(ColumnClause):
    """A table's column in a subquery or alias. As with Column, Python turns `column("x") == proxy` around."""


KeyedColumnElement = NamedColumn = ColumnClause


class BindParameter(ColumnElement):
    """A value, or the place of one."""

    _is_bind = True
    _called_after = None

    def __init__(
        self,
        key,
        value=_NOT_GIVEN,
        type_=None,
        unique=False,
        required=_NOT_GIVEN,
        quote=None,
        callable_=None,
        expanding=False,
        isoutparam=False,
        literal_execute=False,
        _compared_to_operator=None,
        _compared_to_type=None,
        _is_crud=False,
    ):
        if required is _NOT_GIVEN:
            required = value is _NOT_GIVEN and callable_ is None
        if value is _NOT_GIVEN:
            value = None
        if getattr(key, "_is_column", False):
            if type_ is None:
                type_ = key.type
            key = key.key
        self.key = key
        self.value = value
        self.required = required
        self.callable = callable_
        self.unique = unique or key is None
        self.expanding = expanding
        self.literal_execute = literal_execute
        if type_ is not None:
            self.type = to_instance(type_)
        elif _compared_to_type is not None:
            self.type = _compared_to_type.coerce_compared_value(_compared_to_operator, value)
        elif expanding and value:
            self.type = type_of_value(next(iter(value)))
        else:
            self.type = type_of_value(value)

    @property
    def effective_value(self):
        return self.callable() if self.callable is not None else self.value

    def _wire(self):
        wire = {"expr": "bind"}
        if not self.unique:
            wire["name"] = self.key
        elif _running.query is not None:
            # SQLAlchemy calls a value after the column that it is compared with: `x_1`.
            wire["name"] = _running.query.name(self, self.key or self._called_after or "param")
        if not self.required:
            wire["value"] = bound_value(self.effective_value, self.type, self.expanding)
        if not self.type._is_null:
            wire["type"] = self.type._wire()
        if self.expanding:
            wire["expanding"] = True
        expression = self.type.bind_expression(self)
        return wire if expression is None else _bound_expression(expression, self, wire)

    def _with_value(self, value, maintain_key=False, required=_NOT_GIVEN):
        copied = self.__class__.__new__(self.__class__)
        copied.__dict__.update(self.__dict__)
        copied.value = value
        copied.callable = None
        copied.required = False
        if copied.type._is_null:
            copied.type = type_of_value(value)
        return copied

    def __repr__(self):
        return "%s(%r, %r, type_=%r)" % (type(self).__name__, self.key or "param", self.value, self.type)


def _bound_expression(expression, bind, wire):
    """The wire form of a type's `bind_expression()`; the bind itself is in it as it is."""
    bind._wire = lambda: wire
    try:
        return expression._wire()
    finally:
        del bind._wire


def bound_value(value, type_, expanding=False):
    """A value as the running dialect's driver takes it."""
    if _running.without_values:
        return None
    dialect = _running.dialect
    if dialect is None:
        from sqlalchemy.engine.default import named_dialect

        dialect = named_dialect("default")
    process = type_._bind_processor(dialect)
    if process is None:
        return list(value) if expanding else value
    if expanding:
        return [process(item) for item in value]
    return process(value)


class Null(ColumnElement):
    def _wire(self):
        return {"expr": "null"}

    @classmethod
    def _instance(cls):
        return _NULL


class True_(ColumnElement):
    type = BOOLEANTYPE

    def _wire(self):
        return {"expr": "true"}

    def _negated(self):
        return _FALSE

    @classmethod
    def _instance(cls):
        return _TRUE


class False_(ColumnElement):
    type = BOOLEANTYPE

    def _wire(self):
        return {"expr": "false"}

    def _negated(self):
        return _TRUE

    @classmethod
    def _instance(cls):
        return _FALSE


_NULL = Null()
_TRUE = True_()
_FALSE = False_()


def null():
    return _NULL


def true():
    return _TRUE


def false():
    return _FALSE


class Label(ColumnElement):
    def __init__(self, name, element, type_=None):
        while isinstance(element, Label):
            element = element.element
        self.element = element
        self._type = type_
        self.name = self.key = name

    @property
    def type(self):
        return to_instance(self._type) if self._type is not None else self.element.type

    def _children(self):
        return (self.element,)

    def _wire(self):
        name = self.name
        if name is None:
            base = self.element._name_for_label() or "anon"
            name = base + "_1" if _running.query is None else _running.query.name(self, base, "label")
        return {"expr": "label", "name": name_wire(name), "of": self.element._wire()}

    def _name_for_label(self):
        return "anon" if self.name is None else None

    def _result_name(self):
        return self.name

    def _in_expression(self):
        return self.element


class Grouping(ColumnElement):
    def __init__(self, element):
        self.element = element
        self.type = getattr(element, "type", NULLTYPE)

    def _children(self):
        return (self.element,)

    def _wire(self):
        return {"expr": "grouping", "of": self.element._wire()}


class ClauseList(ClauseElement):
    """Expressions with commas between them."""

    def __init__(self, *clauses, **kw):
        self.clauses = [expression_of(clause) for clause in clauses]

    def __iter__(self):
        return iter(self.clauses)

    def __len__(self):
        return len(self.clauses)

    def _children(self):
        return self.clauses

    def _wire(self):
        return {"expr": "tuple", "items": [clause._wire() for clause in self.clauses]}


class ExpressionClauseList(ClauseList):
    pass


def column(text, type_=None, is_literal=False, _selectable=None):
    return ColumnClause(text, type_, is_literal, _selectable)


def literal_column(text, type_=None):
    return ColumnClause(text, type_, is_literal=True)


def bindparam(
    key,
    value=_NOT_GIVEN,
    type_=None,
    unique=False,
    required=_NOT_GIVEN,
    quote=None,
    callable_=None,
    expanding=False,
    isoutparam=False,
    literal_execute=False,
):
    return BindParameter(key, value, type_, unique, required, quote, callable_, expanding, isoutparam, literal_execute)


def literal(value, type_=None, literal_execute=False):
    return BindParameter(None, value, type_=type_, unique=True)


def label(name, element, type_=None):
    return Label(name, expression_of(element), type_)


def text_name(word):
    """A plain string in ORDER BY or GROUP BY: a name of the statement."""
    return ColumnClause(word)


def expression_of(value, type_=None, operator=None):
    """An expression from whatever stands where one may stand: an expression, a mapped attribute, a plain value."""
    if getattr(value, "_is_clause", False):
        return value._in_expression()
    if value is None:
        return _NULL
    clause = getattr(value, "__clause_element__", None)
    if clause is not None and not isinstance(value, type):
        return expression_of(clause())
    return BindParameter(None, value, unique=True, _compared_to_operator=operator, _compared_to_type=type_)


def criterion_of(value):
    """A condition: an expression, or True, False and None as constants."""
    if value is True:
        return _TRUE
    if value is False:
        return _FALSE
    if isinstance(value, str):
        raise textual_expression(value)
    return expression_of(value)


def textual_expression(text):
    """Returns the error for a string where SQL is wanted."""
    from sqlalchemy import exc, util

    shown = util.ellipses_string(text)
    return exc.ArgumentError("Textual SQL expression %r should be explicitly declared as text(%r)" % (shown, shown))


def __getattr__(name):
    for place, listed in _LATER.items():
        if name in listed.split():
            value = getattr(__import__(place, None, None, (name,)), name)
            globals()[name] = value
            return value
    raise AttributeError("module %r has no attribute %r" % (__name__, name))
