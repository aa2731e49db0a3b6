"""Python objects to wire JSON and back; `schema::Value` has the list of tagged forms."""

import base64
import datetime
import decimal
import enum
import json
import math
import uuid

_SMALLEST, _LARGEST = -(2**63), 2**63 - 1


def encode(message):
    """One line for the port."""
    text = json.dumps(message, default=plain, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return text.encode("utf-8", "replace") + b"\n"


def decode(line):
    """The message of a line."""
    return json.loads(line.decode("utf-8"), object_hook=_untagged)


def plain(value):
    """What JSON has no word for: a schema object describes itself by `_wire()`."""
    describe = getattr(value, "_wire", None)
    if describe is not None:
        return describe()
    if isinstance(value, (set, frozenset)):
        return list(value)
    tagged = _tagged(value)
    if tagged is not value:
        return tagged
    items = getattr(value, "items", None)
    if items is not None:
        return dict(items())
    raise TypeError("cannot pass a %s object to the migration engine" % type(value).__name__)


def bound(value):
    """A bound value in wire form, whatever it is inside of."""
    if value is None or value is True or value is False:
        return value
    kind = type(value)
    if kind is str:
        return value
    if kind is int:
        return value if _SMALLEST <= value <= _LARGEST else {"$": "int", "v": str(value)}
    if kind is float:
        return value if math.isfinite(value) else {"$": "float", "v": _infinite(value)}
    if isinstance(value, (list, tuple)):
        return [bound(item) for item in value]
    if isinstance(value, enum.Enum) and not isinstance(value, (str, int)):
        raise TypeError("can't adapt type %r" % kind.__name__)
    if isinstance(value, bool):
        return bool(value)
    if isinstance(value, int):
        return bound(int(value))
    if isinstance(value, float):
        return bound(float(value))
    if isinstance(value, str):
        return str.__str__(value)
    if isinstance(value, dict):
        return {"$": "json", "v": value}
    tagged = _tagged(value)
    if tagged is value:
        text = _text_of(value)
        if text is None:
            raise TypeError("can't adapt type %r" % kind.__name__)
        return text
    return tagged


def _text_of(value):
    """Values of PostgreSQL's drivers that are sent as the text they stand for."""
    adapted = getattr(value, "adapted", None)
    if adapted is not None and type(value).__name__ == "Json":
        return json.dumps(adapted)
    if type(value).__module__ == "ipaddress":
        return str(value)
    from .ranges import is_multirange, is_range, text_of

    return text_of(value) if is_range(value) or is_multirange(value) else None


def _infinite(value):
    if value != value:
        return "nan"
    return "inf" if value > 0 else "-inf"


def _tagged(value):
    if isinstance(value, datetime.datetime):
        return {"$": "datetime", "v": value.isoformat()}
    if isinstance(value, datetime.date):
        return {"$": "date", "v": value.isoformat()}
    if isinstance(value, datetime.time):
        return {"$": "time", "v": value.isoformat()}
    if isinstance(value, datetime.timedelta):
        return {"$": "interval", "v": [value.days, value.seconds, value.microseconds]}
    if isinstance(value, decimal.Decimal):
        return {"$": "decimal", "v": str(value)}
    if isinstance(value, uuid.UUID):
        return {"$": "uuid", "v": str(value)}
    if isinstance(value, (bytes, bytearray, memoryview)):
        return {"$": "bytes", "v": base64.b64encode(bytes(value)).decode("ascii")}
    return value


def _moment(text):
    # Before 3.11 Python reads no fraction of other than three or six digits, and no `Z`.
    if text.endswith("Z"):
        text = text[:-1] + "+00:00"
    clock, point, rest = text.partition(".")
    if point:
        end = next((place for place, sign in enumerate(rest) if sign in "+-"), len(rest))
        text = "%s.%s%s" % (clock, rest[:end].ljust(6, "0")[:6], rest[end:])
    return text


_MAKERS = {
    "array": lambda value: value,
    "json": lambda value: value,
    "int": int,
    "float": float,
    "decimal": decimal.Decimal,
    "uuid": uuid.UUID,
    "bytes": base64.b64decode,
    "date": datetime.date.fromisoformat,
    "time": lambda text: datetime.time.fromisoformat(_moment(text)),
    "datetime": lambda text: datetime.datetime.fromisoformat(_moment(text)),
    "interval": lambda parts: datetime.timedelta(*parts),
}


def _untagged(fields):
    if len(fields) == 2 and "$" in fields and "v" in fields:
        maker = _MAKERS.get(fields["$"])
        if maker is not None:
            return maker(fields["v"])
    return fields
