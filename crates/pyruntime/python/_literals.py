"""Values written into a statement as psycopg2 writes them: what a parameter's type is, the server reads off the literal."""

import datetime
import decimal
import enum
import math
import re
import uuid

# Pairs of a test and of what makes SQL of a value that meets it.
others = []

_MARK = re.compile(r"%(?:(%)|\(([^)]*)\)s|(s)|(.|$))", re.DOTALL)


def merged(sql, parameters):
    """The statement with its values in the place of `%s` and `%(name)s`."""
    values = iter(parameters) if isinstance(parameters, (list, tuple)) else None

    def replaced(mark):
        percent, name, positional, unknown = mark.groups()
        if percent:
            return "%"
        if unknown is not None:
            raise ValueError("unsupported format character '%s' (0x%x)" % (unknown, ord(unknown or "\0")))
        if name is not None:
            return literal(parameters[name])
        try:
            value = next(values)
        except (StopIteration, TypeError):
            raise IndexError("tuple index out of range") from None
        return literal(value)

    return _MARK.sub(replaced, sql)


def literal(value):
    """A value as SQL."""
    maker = _MAKERS.get(type(value))
    if maker is not None:
        return maker(value)
    for is_met, maker in others:
        if is_met(value):
            return maker(value)
    for kind, maker in _MAKERS.items():
        if isinstance(value, kind) and not (kind is str and isinstance(value, enum.Enum)):
            return maker(value)
    if isinstance(value, enum.Enum) and isinstance(value, str):
        return text(value.value)
    conform = getattr(value, "getquoted", None)
    if conform is not None:
        return _of_adapter(value, conform)
    if type(value).__module__ == "ipaddress":
        return "%s::inet" % text(str(value))
    raise TypeError("can't adapt type %r" % type(value).__name__)


def _of_adapter(value, conform):
    """What psycopg2's own wrappers say; without its connection they would double the backslashes of a text."""
    if hasattr(value, "dumps") and hasattr(value, "adapted"):
        return text(value.dumps(value.adapted))
    if type(value).__name__ == "QuotedString":
        return literal(value.adapted)
    quoted = conform()
    return quoted.decode("utf-8") if isinstance(quoted, bytes) else quoted


def text(value):
    """A string as SQL."""
    if "\0" in value:
        raise ValueError("A string literal cannot contain NUL (0x00) characters.")
    quoted = "'%s'" % str.replace(value, "'", "''")
    return " E" + quoted.replace("\\", "\\\\") if "\\" in quoted else quoted


def _number(value):
    number = int.__repr__(value)
    # `- -1` is no comment.
    return " " + number if number.startswith("-") else number


def _real(value):
    if not math.isfinite(value):
        return "'%s'::float" % ("NaN" if value != value else "Infinity" if value > 0 else "-Infinity")
    number = float.__repr__(value)
    return " " + number if number.startswith("-") else number


def _decimal(value):
    if not value.is_finite():
        return "'NaN'::numeric"
    number = str(value)
    return " " + number if number.startswith("-") else number


def _moment(value):
    return "'%s'::timestamp%s" % (value.isoformat(), "" if value.tzinfo is None else "tz")


def _interval(value):
    return "'%d days %d.%06d seconds'::interval" % (value.days, value.seconds, value.microseconds)


def _array(values):
    if not values:
        return "'{}'"
    return "ARRAY[%s]" % ", ".join(literal(value) for value in values)


def _bytes(value):
    return "'\\x%s'::bytea" % bytes(value).hex()


# A class stands before those that it derives from.
_MAKERS = {
    type(None): lambda value: "NULL",
    bool: lambda value: "true" if value else "false",
    int: _number,
    float: _real,
    str: text,
    decimal.Decimal: _decimal,
    datetime.datetime: _moment,
    datetime.date: lambda value: "'%s'::date" % value.isoformat(),
    datetime.time: lambda value: "'%s'::time%s" % (value.isoformat(), "" if value.tzinfo is None else "tz"),
    datetime.timedelta: _interval,
    uuid.UUID: lambda value: "'%s'::uuid" % value,
    bytes: _bytes,
    bytearray: _bytes,
    memoryview: _bytes,
    list: _array,
    tuple: lambda values: "(%s)" % ", ".join(literal(value) for value in values),
}
