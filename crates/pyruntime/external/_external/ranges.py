"""PostgreSQL's ranges: text where they travel, in scripts what SQLAlchemy and the driver of the URL make of them."""

import datetime
import decimal
import importlib
import re

from sqlalchemy.dialects import postgresql

from .values import _moment

_NEEDS_QUOTES = re.compile(r'[\s()\[\],"\\]')


def is_range(value):
    """Whether a value is a range of SQLAlchemy's, psycopg2's, psycopg's or asyncpg's."""
    return hasattr(value, "lower_inc") and hasattr(value, "upper_inc") and hasattr(value, "isempty")


def is_multirange(value):
    """Whether a value holds ranges."""
    return type(value).__name__ in ("MultiRange", "Multirange")


def text_of(value):
    """`[1,5)`, or `{[1,5),[7,9)}` of several."""
    if is_multirange(value):
        return "{%s}" % ",".join(map(text_of, value))
    if value.isempty:
        return "empty"
    opening, closing = "[" if value.lower_inc else "(", "]" if value.upper_inc else ")"
    return "%s%s,%s%s" % (opening, _text_of_end(value.lower), _text_of_end(value.upper), closing)


def _text_of_end(value):
    if value is None:
        return ""
    text = str(value)
    if text and not _NEEDS_QUOTES.search(text):
        return text
    return '"%s"' % text.replace("\\", "\\\\").replace('"', '""')


def _date(text):
    if text.endswith("infinity"):
        return datetime.date.min if text.startswith("-") else datetime.date.max
    return datetime.date.fromisoformat(text)


def _datetime(text):
    if text.endswith("infinity"):
        return datetime.datetime.min if text.startswith("-") else datetime.datetime.max
    text = _moment(text)
    # The server leaves out the minutes of a zone that has none.
    return datetime.datetime.fromisoformat(text + ":00" if text[-3:-2] in "+-" else text)


# What the ends of each kind are, and psycopg2's class.
_KINDS = {
    "INT4": (int, "NumericRange"),
    "INT8": (int, "NumericRange"),
    "NUM": (decimal.Decimal, "NumericRange"),
    "DATE": (_date, "DateRange"),
    "TS": (_datetime, "DateTimeRange"),
    "TSTZ": (_datetime, "DateTimeTZRange"),
}

# One range; an end with a comma or a space is quoted.
_RANGE = re.compile(r'empty|([\[(])("(?:[^"\\]|""|\\.)*"|[^,"]*),("(?:[^"\\]|""|\\.)*"|[^\])"]*)([\])])')


class _OfRanges:
    """Text to ranges; the other way goes when the statement is written."""

    _end = _psycopg2 = None

    def bind_processor(self, dialect):
        return None

    def result_processor(self, dialect, coltype):
        make = _maker(self._psycopg2)
        if make is None:
            return None
        return lambda value: self._parsed(value, make) if isinstance(value, str) else value

    def _parsed(self, text, make):
        return self._of_match(_RANGE.match(text), make)

    def _of_match(self, match, make):
        if match[0] == "empty":
            return make(None, None, "[)", True)
        return make(self._end_of(match[2]), self._end_of(match[3]), match[1] + match[4], False)

    def _end_of(self, text):
        return self._end(text.strip('"')) if text else None


class _OfMultiranges(_OfRanges):
    def result_processor(self, dialect, coltype):
        # psycopg2 knows none of them.
        return None if dialect.driver == "psycopg2" else _OfRanges.result_processor(self, dialect, coltype)

    def _parsed(self, text, make):
        several = getattr(postgresql, "MultiRange", list)
        return several(self._of_match(match, make) for match in _RANGE.finditer(text))


def _maker(psycopg2):
    """What makes a range; SQLAlchemy 1.4 has no class for it and gives the driver's, where that is installed."""
    kind = getattr(postgresql, "Range", None)
    if kind is not None:
        return lambda lower, upper, bounds, empty: kind(lower, upper, bounds=bounds, empty=empty)
    try:
        return getattr(importlib.import_module("psycopg2.extras"), psycopg2)
    except ImportError:
        return None


def colspecs():
    """{SQLAlchemy's type: what stands in for it}"""
    found = {}
    for name, (end, psycopg2) in _KINDS.items():
        for suffix, ours in (("RANGE", _OfRanges), ("MULTIRANGE", _OfMultiranges)):
            kind = getattr(postgresql, name + suffix, None)
            if kind is not None:
                body = {"_end": staticmethod(end), "_psycopg2": psycopg2}
                found[kind] = type(kind.__name__, (ours, kind), body)
    return found
