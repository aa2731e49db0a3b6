"""PostgreSQL's range types."""

from sqlalchemy.dialects import _kinds
from sqlalchemy.sql.type_api import TypeEngine


class Range:
    """A range of values."""

    def __init__(self, lower=None, upper=None, *, bounds="[)", empty=False):
        self.lower = lower
        self.upper = upper
        self.bounds = bounds
        self.empty = empty

    def _wire(self):
        if self.empty:
            return "empty"
        lower = "" if self.lower is None else self.lower
        upper = "" if self.upper is None else self.upper
        return "%s%s,%s%s" % (self.bounds[0], lower, upper, self.bounds[1])

    __str__ = _wire

    def __eq__(self, other):
        return isinstance(other, Range) and self.__dict__ == other.__dict__

    def __hash__(self):
        return hash((self.lower, self.upper, self.bounds, self.empty))

    def __repr__(self):
        return "Range(lower=%r, upper=%r, bounds=%r, empty=%r)" % (self.lower, self.upper, self.bounds, self.empty)


class MultiRange(list):
    def __str__(self):
        return "{%s}" % ", ".join(str(part) for part in self)

    _wire = __str__


class AbstractRange(TypeEngine):
    @property
    def comparator_factory(self):
        from .constructs import ArrayMethods

        return ArrayMethods


class AbstractSingleRange(AbstractRange):
    def result_processor(self, dialect, coltype):
        bound = _BOUNDS[self._native_name]
        return lambda value: _parsed(value, bound) if isinstance(value, str) else value


def _parsed(text, bound):
    """A Range from PostgreSQL's text: `[1,5)`."""
    if text == "empty":
        return Range(empty=True)
    lower, _, upper = text[1:-1].partition(",")
    return Range(_bound(lower, bound), _bound(upper, bound), bounds=text[0] + text[-1])


def _bound(text, bound):
    text = text.strip('"')
    return bound(text) if text else None


def _decimal(text):
    from decimal import Decimal

    return Decimal(text)


def _date(text):
    from datetime import date

    return date.fromisoformat(text)


def _moment(text):
    from datetime import datetime

    return datetime.fromisoformat(text)


# What the ends of each kind of range are.
_BOUNDS = {
    "INT4RANGE": int,
    "INT8RANGE": int,
    "NUMRANGE": _decimal,
    "DATERANGE": _date,
    "TSRANGE": _moment,
    "TSTZRANGE": _moment,
}


class AbstractMultiRange(AbstractRange):
    pass


_kinds.plain(globals(), "postgresql", "INT4RANGE INT8RANGE NUMRANGE DATERANGE TSRANGE TSTZRANGE", AbstractSingleRange)
_kinds.plain(
    globals(),
    "postgresql",
    "INT4MULTIRANGE INT8MULTIRANGE NUMMULTIRANGE DATEMULTIRANGE TSMULTIRANGE TSTZMULTIRANGE",
    AbstractMultiRange,
)
