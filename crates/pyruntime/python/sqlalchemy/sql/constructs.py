"""The rarer expressions: CASE, CAST, EXTRACT, windows, tuples, ANY and ALL."""

from .elements import ColumnElement, criterion_of, expression_of, text_name
from .sqltypes import BOOLEANTYPE, INTEGERTYPE, NULLTYPE, TupleType
from .type_api import to_instance


class Case(ColumnElement):
    def __init__(self, *whens, value=None, else_=None):
        if len(whens) == 1 and isinstance(whens[0], dict):
            whens = tuple(whens[0].items())
        self.value = None if value is None else expression_of(value)
        self.whens = []
        for condition, result in whens:
            if self.value is None:
                condition = criterion_of(condition)
            else:
                condition = expression_of(condition, self.value.type)
            self.whens.append((condition, _result(result)))
        self.else_ = None if else_ is None else _result(else_)
        self.type = NULLTYPE
        for result in [self.else_] + [when[1] for when in reversed(self.whens)]:
            if result is not None and not result.type._is_null:
                self.type = result.type
                break

    def _children(self):
        found = [] if self.value is None else [self.value]
        for condition, result in self.whens:
            found += [condition, result]
        if self.else_ is not None:
            found.append(self.else_)
        return found

    def _wire(self):
        wire = {"expr": "case", "branches": [[when._wire(), result._wire()] for when, result in self.whens]}
        if self.value is not None:
            wire["of"] = self.value._wire()
        if self.else_ is not None:
            wire["otherwise"] = self.else_._wire()
        return wire


def _result(value):
    return expression_of(value)


def case(*whens, value=None, else_=None):
    return Case(*whens, value=value, else_=else_)


class Cast(ColumnElement):
    def __init__(self, expression, type_):
        self.type = to_instance(type_)
        self.clause = expression_of(expression, self.type)

    def _children(self):
        return (self.clause,)

    def _wire(self):
        return {"expr": "cast", "of": self.clause._wire(), "type": self.type._wire()}

    def _name_for_label(self):
        # SQLAlchemy calls `CAST(t.x AS …)` x.
        return self.clause._name_for_label()

    def _result_name(self):
        return self.clause._result_name()


class TryCast(Cast):
    def _wire(self):
        raise NotImplementedError("try_cast() is a function of SQL Server and is not supported: use cast()")


class TypeCoerce(ColumnElement):
    def __init__(self, expression, type_):
        self.type = to_instance(type_)
        self.clause = expression_of(expression, self.type)
        if self.clause._is_bind:
            bind = self.clause
            self.clause = bind._with_value(bind.value) if not bind.required else bind
            self.clause.type = self.type

    def _children(self):
        return (self.clause,)

    def _wire(self):
        return self.clause._wire()

    def _name_for_label(self):
        return self.clause._name_for_label()

    def _result_name(self):
        return self.clause._result_name()


def cast(expression, type_):
    return Cast(expression, type_)


def try_cast(expression, type_):
    return TryCast(expression, type_)


def type_coerce(expression, type_):
    return TypeCoerce(expression, type_)


class Extract(ColumnElement):
    type = INTEGERTYPE

    def __init__(self, field, expr):
        self.field = field
        self.expr = expression_of(expr)

    def _children(self):
        return (self.expr,)

    def _wire(self):
        return {"expr": "extract", "field": self.field, "from": self.expr._wire()}


def extract(field, expr):
    return Extract(field, expr)


class Tuple(ColumnElement):
    def __init__(self, *clauses, types=None):
        types = [None] * len(clauses) if types is None else [to_instance(item) for item in types]
        self.clauses = [expression_of(clause, type_) for clause, type_ in zip(clauses, types)]
        self.type = TupleType(*[clause.type for clause in self.clauses])

    def _children(self):
        return self.clauses

    def _wire(self):
        return {"expr": "tuple", "items": [clause._wire() for clause in self.clauses]}

    def in_(self, other):
        return super().in_(self._rows(other))

    def not_in(self, other):
        return super().not_in(self._rows(other))

    def _rows(self, other):
        if hasattr(other, "_wire") or hasattr(other, "_query"):
            return other
        return [Tuple(*row, types=self.type.types) for row in other]


def tuple_(*clauses, types=None):
    return Tuple(*clauses, types=types)


class CollectionAggregate(ColumnElement):
    """`ANY (…)` and `ALL (…)`."""

    def __init__(self, word, element):
        if getattr(element, "_is_select", False):
            element = element.scalar_subquery()
        self.element = expression_of(element)
        self._word = word
        type_ = self.element.type
        self.type = type_.item_type if type_._is_array else type_

    def _children(self):
        return (self.element,)

    def _wire(self):
        return {"expr": "function", "path": [self._word], "arguments": [self.element._wire()]}

    # The other side stands on the left: `5 = ANY (column)`.
    def __eq__(self, other):
        return self._with(other, "equal", "not_equal")

    def __ne__(self, other):
        return self._with(other, "not_equal", "equal")

    def __lt__(self, other):
        return self._with(other, "greater", "less_or_equal")

    def __gt__(self, other):
        return self._with(other, "less", "greater_or_equal")

    def __le__(self, other):
        return self._with(other, "greater_or_equal", "less")

    def __ge__(self, other):
        return self._with(other, "less_or_equal", "greater")

    __hash__ = ColumnElement.__hash__

    def _with(self, other, operator, negate):
        from .elements import BinaryExpression

        return BinaryExpression(expression_of(other, self.type), self, operator, BOOLEANTYPE)


def any_(expr):
    return CollectionAggregate("ANY", expr)


def all_(expr):
    return CollectionAggregate("ALL", expr)


class Over(ColumnElement):
    def __init__(self, element, partition_by=None, order_by=None, range_=None, rows=None, groups=None, exclude=None):
        self._frame = _frame(rows, range_, groups)
        if exclude is not None:
            raise NotImplementedError("over(exclude=…) is not supported: write the expression with text()")
        self.element = expression_of(element)
        self.partition_by = _clauses(partition_by)
        self.order_by = _clauses(order_by)
        self.type = self.element.type

    def _children(self):
        return [self.element] + self.partition_by + self.order_by

    def _wire(self):
        wire = {"expr": "over", "of": self.element._wire()}
        if self.partition_by:
            wire["partition_by"] = [clause._wire() for clause in self.partition_by]
        if self.order_by:
            wire["order_by"] = [clause._wire() for clause in self.order_by]
        if self._frame is not None:
            unit, start, end = self._frame
            wire["frame"] = {"unit": unit, "start": _bound_wire(start), "end": _bound_wire(end)}
        return wire


def _frame(rows, range_, groups):
    """(unit, start, end) of `rows=(-1, None)`: negative is before, None without end, 0 the row itself."""
    given = [(unit, frame) for unit, frame in (("rows", rows), ("range", range_), ("groups", groups)) if frame is not None]
    if not given:
        return None
    if len(given) > 1:
        from . import exc_of

        raise exc_of("ArgumentError", "only one of 'rows', 'range_', or 'groups' may be provided")
    unit, (start, end) = given[0]
    return unit, _frame_bound(start, "preceding"), _frame_bound(end, "following")


def _frame_bound(distance, endless):
    if distance is None:
        return "unbounded_" + endless
    if distance == 0:
        return "current_row"
    bound = expression_of(abs(distance), INTEGERTYPE)
    return ("preceding" if distance < 0 else "following", bound)


def _bound_wire(bound):
    return bound if isinstance(bound, str) else {bound[0]: bound[1]._wire()}


def _clauses(given):
    if given is None:
        return []
    if not isinstance(given, (list, tuple)):
        given = [given]
    return [text_name(item) if isinstance(item, str) else expression_of(item) for item in given]


def over(element, partition_by=None, order_by=None, rows=None, range_=None, groups=None):
    return Over(element, partition_by, order_by, range_, rows, groups)


class FrameClause:
    def __init__(self, *arguments, **keywords):
        raise NotImplementedError("window frames are not supported: write the expression with text()")


class FrameClauseType:
    pass


class WithinGroup(ColumnElement):
    def __init__(self, element, *order_by):
        self.element = element
        self.order_by = _clauses(list(order_by))
        self.type = element.type

    def _children(self):
        return [self.element] + self.order_by

    def _wire(self):
        wire = self.element._wire()
        wire["within_group"] = [clause._wire() for clause in self.order_by]
        return wire

    def over(self, *arguments, **keywords):
        return over(self, *arguments, **keywords)

    def _name_for_label(self):
        return self.element._name_for_label()


def within_group(element, *order_by):
    return WithinGroup(element, *order_by)


class FunctionFilter(ColumnElement):
    pass


def funcfilter(func, *criterion):
    return func.filter(*criterion)


class AggregateOrderBy(ColumnElement):
    """`array_agg(x ORDER BY y)`: the function that it is the last argument of writes the order."""

    _orders_aggregate = True

    def __init__(self, element, *order_by):
        self.target = expression_of(element)
        self.order_by = _clauses(list(order_by))
        self.type = self.target.type

    def _children(self):
        return [self.target] + self.order_by

    def _wire(self):
        return self.target._wire()


def aggregate_order_by(element, *order_by):
    return AggregateOrderBy(element, *order_by)


class OrderByList:
    pass
