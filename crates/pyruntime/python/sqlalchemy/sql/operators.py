"""The operators of columns: each builds the expression that the wire names."""


class OperatorClass:
    UNSUPPORTED = 0
    BASE = 2
    COMPARISON = 4
    MATH = 8
    ANY = 14


class OperatorType:
    """What `operate()` takes; a name for annotations."""


class custom_op(OperatorType):
    """What `column.op("@>")` returns: called with the other side."""

    def __init__(
        self,
        opstring,
        precedence=0,
        is_comparison=False,
        return_type=None,
        natural_self_precedent=False,
        eager_grouping=False,
        python_impl=None,
        operator_class=OperatorClass.BASE,
        visit_name=None,
    ):
        self.opstring = opstring
        self.precedence = precedence
        self.is_comparison = is_comparison
        self.return_type = return_type

    def __call__(self, left, right, **kw):
        return left.operate(self, right, **kw)


def _elements():
    from . import elements

    return elements


class Operators:
    __slots__ = ()

    def operate(self, op, *other, **kwargs):
        if isinstance(op, custom_op):
            return self.op(op.opstring, is_comparison=op.is_comparison, return_type=op.return_type)(*other)
        return op(self, *other, **kwargs)

    def reverse_operate(self, op, other, **kwargs):
        return op(_elements().expression_of(other, self.type), self, **kwargs)

    def __and__(self, other):
        return _elements().and_(self, other)

    def __rand__(self, other):
        return _elements().and_(other, self)

    def __or__(self, other):
        return _elements().or_(self, other)

    def __ror__(self, other):
        return _elements().or_(other, self)

    def __invert__(self):
        return _elements().not_(self)

    def op(
        self,
        opstring,
        precedence=0,
        is_comparison=False,
        return_type=None,
        python_impl=None,
        operator_class=OperatorClass.BASE,
        visit_name=None,
    ):
        def against(other):
            elements = _elements()
            right = elements.expression_of(other, self.type, opstring)
            _name_bind(self, right)
            type_ = return_type
            if type_ is None:
                type_ = elements.BOOLEANTYPE if is_comparison else self.type
            return elements.BinaryExpression(elements.expression_of(self), right, ("custom", opstring), type_)

        return against

    def bool_op(self, opstring, precedence=0, python_impl=None):
        return self.op(opstring, precedence, is_comparison=True)


class ColumnOperators(Operators):
    __slots__ = ()
    timetuple = None

    def __hash__(self):
        return id(self) >> 4

    def __lt__(self, other):
        return _compare(self, other, "less", "greater_or_equal")

    def __le__(self, other):
        return _compare(self, other, "less_or_equal", "greater")

    def __gt__(self, other):
        return _compare(self, other, "greater", "less_or_equal")

    def __ge__(self, other):
        return _compare(self, other, "greater_or_equal", "less")

    def __eq__(self, other):
        return _compare(self, other, "equal", "not_equal")

    def __ne__(self, other):
        return _compare(self, other, "not_equal", "equal")

    def is_(self, other):
        return _compare(self, other, "is", "is_not")

    def is_not(self, other):
        return _compare(self, other, "is_not", "is")

    isnot = is_not

    def is_distinct_from(self, other):
        return _compare(self, other, "is_distinct_from", "is_not_distinct_from")

    def is_not_distinct_from(self, other):
        return _compare(self, other, "is_not_distinct_from", "is_distinct_from")

    isnot_distinct_from = is_not_distinct_from

    def __neg__(self):
        elements = _elements()
        return elements.UnaryExpression("negative", {"of": elements.expression_of(self)}, self.type)

    def __add__(self, other):
        return _add(self, other, False)

    def __radd__(self, other):
        return _add(self, other, True)

    def __sub__(self, other):
        return _arithmetic(self, other, "subtract", False)

    def __rsub__(self, other):
        return _arithmetic(self, other, "subtract", True)

    def __mul__(self, other):
        return _arithmetic(self, other, "multiply", False)

    def __rmul__(self, other):
        return _arithmetic(self, other, "multiply", True)

    def __truediv__(self, other):
        return _arithmetic(self, other, "divide", False)

    def __rtruediv__(self, other):
        return _arithmetic(self, other, "divide", True)

    def __floordiv__(self, other):
        return _arithmetic(self, other, "floor_divide", False)

    def __rfloordiv__(self, other):
        return _arithmetic(self, other, "floor_divide", True)

    def __mod__(self, other):
        return _arithmetic(self, other, "modulo", False)

    def __rmod__(self, other):
        return _arithmetic(self, other, "modulo", True)

    def __lshift__(self, other):
        return self.op("<<")(other)

    def __rshift__(self, other):
        return self.op(">>")(other)

    def bitwise_and(self, other):
        return self.op("&")(other)

    def bitwise_or(self, other):
        return self.op("|")(other)

    def bitwise_xor(self, other):
        return self.op("#")(other)

    def bitwise_lshift(self, other):
        return self.op("<<")(other)

    def bitwise_rshift(self, other):
        return self.op(">>")(other)

    def bitwise_not(self):
        elements = _elements()
        return elements.UnaryExpression(
            "function", {"arguments": [elements.expression_of(self)]}, self.type, {"path": ["~"]}
        )

    def concat(self, other):
        return _concat(self, other, False)

    def like(self, other, escape=None):
        return _like(self, other, "like", "not_like", escape)

    def not_like(self, other, escape=None):
        return _like(self, other, "not_like", "like", escape)

    notlike = not_like

    def ilike(self, other, escape=None):
        return _like(self, other, "ilike", "not_ilike", escape)

    def not_ilike(self, other, escape=None):
        return _like(self, other, "not_ilike", "ilike", escape)

    notilike = not_ilike

    def startswith(self, other, escape=None, autoescape=False):
        return _pattern(self, other, "", "%", "like", escape, autoescape)

    def endswith(self, other, escape=None, autoescape=False):
        return _pattern(self, other, "%", "", "like", escape, autoescape)

    def contains(self, other, escape=None, autoescape=False):
        methods = self.type.comparator_factory
        if methods is not None and hasattr(methods, "contains"):
            # Arrays, ranges and JSON contain in their own way.
            return methods(self).contains(other)
        return _pattern(self, other, "%", "%", "like", escape, autoescape)

    def istartswith(self, other, escape=None, autoescape=False):
        return _pattern(self, other, "", "%", "ilike", escape, autoescape)

    def iendswith(self, other, escape=None, autoescape=False):
        return _pattern(self, other, "%", "", "ilike", escape, autoescape)

    def icontains(self, other, escape=None, autoescape=False):
        return _pattern(self, other, "%", "%", "ilike", escape, autoescape)

    def match(self, other, **kwargs):
        elements = _elements()
        right = elements.expression_of(other, self.type)
        # SQLite and MySQL write MATCH in their own ways; the word is the dialect's to translate.
        return elements.BinaryExpression(elements.expression_of(self), right, ("custom", "MATCH"), elements.BOOLEANTYPE)

    def regexp_match(self, pattern, flags=None):
        if flags is not None:
            return self.op("~*" if "i" in flags else "~", is_comparison=True)(pattern)
        return _compare(self, pattern, "regexp_match", "not_regexp_match")

    def regexp_replace(self, pattern, replacement, flags=None):
        from .functions import func

        arguments = [self, pattern, replacement] + ([] if flags is None else [flags])
        return func.regexp_replace(*arguments, type_=self.type)

    def in_(self, other):
        return _within(self, other, False)

    def not_in(self, other):
        return _within(self, other, True)

    notin_ = not_in

    def between(self, cleft, cright, symmetric=False):
        elements = _elements()
        low = elements.expression_of(cleft, self.type)
        high = elements.expression_of(cright, self.type)
        _name_bind(self, low)
        _name_bind(self, high)
        parts = {"of": elements.expression_of(self), "low": low, "high": high}
        if symmetric:
            raise NotImplementedError("between(symmetric=True) is not supported: compare with func.least()/greatest()")
        return elements.WireExpression("between", parts, elements.BOOLEANTYPE, {"negated": False}, True)

    def desc(self):
        return _elements().ordered(self, "DESC")

    def asc(self):
        return _elements().ordered(self, "ASC")

    def nulls_first(self):
        return _elements().ordered(self, "NULLS FIRST")

    def nulls_last(self):
        return _elements().ordered(self, "NULLS LAST")

    nullsfirst = nulls_first
    nullslast = nulls_last

    def collate(self, collation, collation_schema=None):
        elements = _elements()
        return elements.UnaryExpression(
            "collate", {"of": elements.expression_of(self)}, self.type, {"collation": collation}
        )

    def distinct(self):
        return _elements().distinct(self)

    def any_(self):
        from .constructs import any_

        return any_(self)

    def all_(self):
        from .constructs import all_

        return all_(self)

    def __getitem__(self, index):
        from .indexing import item_of

        return item_of(self, index)

    def __iter__(self):
        raise TypeError("%r object is not iterable" % type(self).__name__)

    def __contains__(self, other):
        raise NotImplementedError("Operator 'contains' is not supported on this expression")


def _compare(left, right, operator, negate):
    elements = _elements()
    if right is None or isinstance(right, elements.Null):
        if operator in ("equal", "is", "is_not_distinct_from"):
            negated = False
        elif operator in ("not_equal", "is_not", "is_distinct_from"):
            negated = True
        else:
            from sqlalchemy import exc

            raise exc.ArgumentError(
                "Only '=', '!=', 'is_()', 'is_not()', 'is_distinct_from()', 'is_not_distinct_from()' operators can be"
                " used with None/True/False"
            )
        if operator.endswith("distinct_from"):
            right = elements.null()
        else:
            parts = {"of": elements.expression_of(left)}
            return elements.WireExpression("is_null", parts, elements.BOOLEANTYPE, {"negated": negated}, True)
    elif right is True or right is False:
        right = elements.criterion_of(right)
    else:
        right = elements.expression_of(right, left.type, operator)
        _name_bind(left, right)
    return elements.BinaryExpression(elements.expression_of(left), right, operator, elements.BOOLEANTYPE, negate)


def _name_bind(left, right):
    """A value compared with a column is called after it."""
    if right._is_bind and right.key is None:
        right._called_after = left._bind_name()


def _arithmetic(left, right, operator, swapped):
    elements = _elements()
    other = elements.expression_of(right, left.type, operator)
    _name_bind(left, other)
    type_ = _type_of_arithmetic(left.type, other.type, operator)
    left = elements.expression_of(left)
    if swapped:
        left, other = other, left
    return elements.BinaryExpression(left, other, operator, type_)


def _type_of_arithmetic(left, right, operator):
    """Numbers: the wider one; a date and an interval: the date; two dates: an interval."""
    from .sqltypes import DATETIMETYPE, Date, DateTime, Integer, Interval, NumericCommon, NUMERICTYPE, Time

    if left._is_null:
        return right
    if isinstance(left, Integer):
        if operator == "divide" and isinstance(right, Integer):
            return NUMERICTYPE
        return right if isinstance(right, NumericCommon) else left
    if isinstance(left, (Date, DateTime)):
        if operator == "subtract" and isinstance(right, (Date, DateTime)):
            return left if isinstance(left, Date) else Interval()
        return left if isinstance(left, DateTime) else DATETIMETYPE if isinstance(right, Interval) else left
    if isinstance(left, Interval) and isinstance(right, (Date, DateTime, Time)):
        return right if isinstance(right, DateTime) else DATETIMETYPE
    return left


def _add(left, right, swapped):
    concatenable = left.type._is_concatenable
    if left.type._is_null:
        other = getattr(right, "type", None)
        concatenable = isinstance(right, str) or getattr(other, "_is_concatenable", False)
    return _concat(left, right, swapped) if concatenable else _arithmetic(left, right, "add", swapped)


def _concat(left, right, swapped):
    elements = _elements()
    other = elements.expression_of(right, left.type, "concat")
    _name_bind(left, other)
    type_ = left.type if not left.type._is_null else other.type
    left = elements.expression_of(left)
    if swapped:
        left, other = other, left
    return elements.BinaryExpression(left, other, "concat", type_)


def _like(left, right, operator, negate, escape):
    elements = _elements()
    right = elements.expression_of(right, left.type, operator)
    _name_bind(left, right)
    modifiers = None if escape is None else {"escape": escape}
    return elements.BinaryExpression(
        elements.expression_of(left), right, operator, elements.BOOLEANTYPE, negate, modifiers
    )


def _pattern(left, right, before, after, operator, escape, autoescape):
    elements = _elements()
    if autoescape:
        if not isinstance(right, str):
            raise TypeError("String value expected when autoescape=True")
        escape = "/" if escape is None else escape
        if escape not in ("%", "_"):
            right = right.replace(escape, escape + escape)
        right = right.replace("%", escape + "%").replace("_", escape + "_")
    right = elements.expression_of(right, left.type, operator)
    _name_bind(left, right)
    if before:
        right = elements.BinaryExpression(elements.literal_column("'%s'" % before), right, "concat", left.type)
    if after:
        right = elements.BinaryExpression(right, elements.literal_column("'%s'" % after), "concat", left.type)
    modifiers = None if escape is None else {"escape": escape}
    return elements.BinaryExpression(
        elements.expression_of(left), right, operator, elements.BOOLEANTYPE, "not_" + operator, modifiers
    )


def _within(left, right, negated):
    elements = _elements()
    if getattr(right, "_is_select", False):
        within = [right.scalar_subquery()]
    elif getattr(right, "_is_clause", False):
        if right._is_bind:
            if not right.expanding:
                right = right._with_value(right.value) if not right.required else right
                right.expanding = True
            if right.type._is_null:
                right.type = left.type
            within = [right]
        elif hasattr(right, "_query"):
            within = [right.scalar_subquery() if hasattr(right, "scalar_subquery") else right]
        elif getattr(right, "is_selectable", False):
            within = [right.select().scalar_subquery()]
        else:
            within = [right]
    elif isinstance(right, str) or not hasattr(right, "__iter__"):
        from sqlalchemy import exc

        raise exc.ArgumentError(
            "IN expression list, SELECT construct, or bound parameter object expected, got %r." % (right,)
        )
    else:
        within = [elements.expression_of(item, left.type) for item in right]
        for item in within:
            _name_bind(left, item)
    parts = {"of": elements.expression_of(left), "within": within}
    return elements.WireExpression("in", parts, elements.BOOLEANTYPE, {"negated": negated}, True)


def _named(name, reflected=None):
    def function(a, b, **kw):
        return getattr(a, name)(b, **kw)

    function.__name__ = name.strip("_")
    return function


eq, ne, lt, le, gt, ge = (_named("__%s__" % word) for word in ("eq", "ne", "lt", "le", "gt", "ge"))
add, sub, mul, truediv, mod = (_named("__%s__" % word) for word in ("add", "sub", "mul", "truediv", "mod"))
like_op, ilike_op, in_op, not_in_op, is_, is_not, concat_op = (
    _named(word) for word in ("like", "ilike", "in_", "not_in", "is_", "is_not", "concat")
)
and_ = _named("__and__")
or_ = _named("__or__")


def from_():
    raise NotImplementedError("the FROM operator is not supported")


def is_comparison(op):
    return getattr(op, "is_comparison", op in (eq, ne, lt, le, gt, ge))
