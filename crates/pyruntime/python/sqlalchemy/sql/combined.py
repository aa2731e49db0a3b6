"""Expressions made of others: comparisons, conditions, orderings."""

from .elements import (
    BOOLEANTYPE,
    NULLTYPE,
    ColumnElement,
    False_,
    Label,
    True_,
    criterion_of,
    expression_of,
    text_name,
)
from .type_api import to_instance


class BinaryExpression(ColumnElement):
    """`left operator right`; `operator` is the wire's word, or ("custom", text)."""

    def __init__(self, left, right, operator, type_=None, negate=None, modifiers=None):
        self.left = left
        self.right = right
        self.operator = operator
        self.type = NULLTYPE if type_ is None else to_instance(type_)
        self.negate = negate
        self.modifiers = modifiers or {}

    def _children(self):
        return (self.left, self.right)

    def _wire(self):
        operator = self.operator
        wire = {
            "expr": "binary",
            "operator": operator if isinstance(operator, str) else {"custom": operator[1]},
            "left": self.left._wire(),
            "right": self.right._wire(),
        }
        escape = self.modifiers.get("escape")
        if escape is not None:
            wire["escape"] = escape
        return wire

    def _negated(self):
        if self.negate is None:
            return None
        return BinaryExpression(self.left, self.right, self.negate, self.type, self.operator, self.modifiers)

    def __bool__(self):
        # `a == b` between columns is also asked by Python itself, in `x in list`.
        if self.operator == "equal":
            return self.left is self.right
        if self.operator == "not_equal":
            return self.left is not self.right
        raise TypeError("Boolean value of this clause is not defined")


class WireExpression(ColumnElement):
    """An expression that is a tag with parts: IS NULL, IN, BETWEEN, NOT, COLLATE, …"""

    def __init__(self, tag, parts, type_=NULLTYPE, fields=None, negatable=False):
        self._tag = tag
        self._parts = parts
        self.type = type_
        self._fields = fields
        self._negatable = negatable

    def _children(self):
        found = []
        for part in self._parts.values():
            if isinstance(part, (list, tuple)):
                found.extend(part)
            else:
                found.append(part)
        return found

    def _wire(self):
        wire = {"expr": self._tag}
        for name, part in self._parts.items():
            wire[name] = [item._wire() for item in part] if isinstance(part, (list, tuple)) else part._wire()
        if self._fields:
            wire.update(self._fields)
        return wire

    def _negated(self):
        if not self._negatable:
            return None
        fields = dict(self._fields)
        fields["negated"] = not fields["negated"]
        return WireExpression(self._tag, self._parts, self.type, fields, True)

    def __getattr__(self, name):
        if name in ("element", "modifier") and name not in self.__dict__:
            if name == "modifier":
                return self._fields.get("modifier")
            return self._parts["of"]
        return super().__getattr__(name)


class UnaryExpression(WireExpression):
    def _name_for_label(self):
        # SQLAlchemy gives `-t.x` no label.
        return None if self._tag == "negative" and self._parts["of"]._is_column else "anon"


class BooleanClauseList(ColumnElement):
    """`a AND b`, `a OR b`."""

    def __init__(self, operator, clauses):
        self.operator = operator
        self.clauses = clauses
        self.type = BOOLEANTYPE

    def _children(self):
        return self.clauses

    def __iter__(self):
        return iter(self.clauses)

    def __len__(self):
        return len(self.clauses)

    def _wire(self):
        return {"expr": "junction", "operator": self.operator, "parts": [clause._wire() for clause in self.clauses]}

    @classmethod
    def _of(cls, operator, clauses):
        """Joins criteria as SQLAlchemy does: `true` vanishes in AND, `false` decides it, and the other way for OR."""
        skipped, deciding = (True_, False_) if operator == "and" else (False_, True_)
        parts = []
        last = None
        for clause in clauses:
            clause = criterion_of(clause)
            last = clause
            if isinstance(clause, skipped):
                continue
            if isinstance(clause, deciding):
                return clause
            if isinstance(clause, BooleanClauseList) and clause.operator == operator:
                parts.extend(clause.clauses)
            else:
                parts.append(clause)
        if not parts:
            return last
        return parts[0] if len(parts) == 1 else cls(operator, parts)

    @classmethod
    def and_(cls, *clauses):
        return cls._of("and", clauses)

    @classmethod
    def or_(cls, *clauses):
        return cls._of("or", clauses)


def and_(*clauses):
    return BooleanClauseList._of("and", clauses)


def or_(*clauses):
    return BooleanClauseList._of("or", clauses)


def not_(clause):
    clause = criterion_of(clause)
    negated = clause._negated()
    if negated is not None:
        return negated
    if isinstance(clause, WireExpression) and clause._tag == "not":
        return clause._parts["of"]
    return UnaryExpression("not", {"of": clause}, BOOLEANTYPE)


def asc(column):
    return ordered(column, "ASC")


def desc(column):
    return ordered(column, "DESC")


def nulls_first(column):
    return ordered(column, "NULLS FIRST")


def nulls_last(column):
    return ordered(column, "NULLS LAST")


nullsfirst = nulls_first
nullslast = nulls_last


def ordered(column, modifier):
    if isinstance(column, str):
        column = text_name(column)
    if not isinstance(column, Label):
        column = expression_of(column)
    return UnaryExpression("ordered", {"of": column}, getattr(column, "type", NULLTYPE), {"modifier": modifier})


def distinct(expr):
    expr = expression_of(expr)
    return UnaryExpression("distinct", {"of": expr}, expr.type)


def between(expr, lower_bound, upper_bound, symmetric=False):
    return expression_of(expr).between(lower_bound, upper_bound, symmetric=symmetric)


def collate(expression, collation, collation_schema=None):
    return expression_of(expression).collate(collation)


def bitwise_not(expr):
    return expression_of(expr).bitwise_not()
