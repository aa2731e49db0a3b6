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
    pass


class AbstractMultiRange(AbstractRange):
    pass


_kinds.plain(globals(), "postgresql", "INT4RANGE INT8RANGE NUMRANGE DATERANGE TSRANGE TSTZRANGE", AbstractSingleRange)
_kinds.plain(
    globals(),
    "postgresql",
    "INT4MULTIRANGE INT8MULTIRANGE NUMMULTIRANGE DATEMULTIRANGE TSMULTIRANGE TSTZMULTIRANGE",
    AbstractMultiRange,
)
