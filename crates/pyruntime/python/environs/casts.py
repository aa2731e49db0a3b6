"""What `Env` makes of the text of a variable; the messages are marshmallow's."""

import datetime as clock
import decimal as decimals
import json as texts
import logging
import pathlib
import re
import uuid as uuids
from urllib.parse import urlparse

from .exceptions import ValidationError

_TRUE = frozenset("t T true True TRUE on On ON y Y yes Yes YES 1".split())
_FALSE = frozenset("f F false False FALSE off Off OFF n N no No NO 0".split())
_PERIOD = re.compile(
    r"\s*(?:(-?\d+)\s*w\s*)?(?:(-?\d+)\s*d\s*)?(?:(-?\d+)\s*h\s*)?(?:(-?\d+)\s*m\s*)?(?:(-?\d+)\s*s\s*)?"
    r"(?:(-?\d+)\s*ms\s*)?(?:(-?\d+)\s*[\xb5u]s\s*)?"
)
_UNITS = ("weeks", "days", "hours", "minutes", "seconds", "milliseconds", "microseconds")


def check(value, validate):
    """Calls the user's validators; one that returns False refuses, as up to marshmallow 3."""
    if validate is None:
        return
    messages = []
    for validator in [validate] if callable(validate) else validate:
        try:
            if validator(value) is False:
                messages.append("Invalid value.")
        except ValidationError as error:
            messages.extend(error.messages)
    if messages:
        raise ValidationError(messages)


def _tried(make, text, message):
    try:
        return make(text)
    except (ValueError, TypeError, ArithmeticError) as error:
        raise ValidationError(message) from error


def raw(text, subcast=None, **settings):
    return text if subcast is None else _subcast(subcast)(text)


def string(text, **settings):
    return text


def integer(text, **settings):
    return _tried(int, text, "Not a valid integer.")


def floating(text, **settings):
    value = _tried(float, text, "Not a valid number.")
    if value != value or value in (float("inf"), float("-inf")):
        raise ValidationError("Special numeric values (nan or infinity) are not permitted.")
    return value


def decimal(text, **settings):
    return _tried(decimals.Decimal, text, "Not a valid number.")


def boolean(text, **settings):
    if text in _TRUE:
        return True
    if text in _FALSE:
        return False
    raise ValidationError("Not a valid boolean.")


def list_of(text, subcast=None, delimiter=",", **settings):
    items = (text.split(delimiter) if text != "" else []) if isinstance(text, str) else text
    return _each(_subcast(subcast), items)


def _each(cast, items):
    values, errors = [], {}
    for position, item in enumerate(items):
        try:
            values.append(cast(item))
        except ValidationError as error:
            errors[position] = error.messages
    if errors:
        raise ValidationError(errors)
    return values


def dict_of(text, subcast=None, subcast_keys=None, subcast_values=None, subcast_key=None, delimiter=",", **settings):
    if not isinstance(text, str):
        return text
    between = settings.get("key_value_delimiter", "=")
    key_of, value_of = _subcast(subcast_keys or subcast_key), _subcast(subcast_values or subcast)
    pairs = (item.split(between, 1) for item in text.split(delimiter) if item)
    return {key_of(key.strip()): value_of(value.strip()) for key, value in pairs}


def json(text, **settings):
    return _tried(texts.loads, text, "Not valid JSON.")


def datetime(text, **settings):
    return _tried(clock.datetime.fromisoformat, text, "Not a valid datetime.")


def date(text, **settings):
    return _tried(clock.date.fromisoformat, text, "Not a valid date.")


def time(text, **settings):
    return _tried(clock.time.fromisoformat, text, "Not a valid time.")


def timedelta(text, precision="seconds", **settings):
    found = _PERIOD.fullmatch(text)
    if found is not None and any(found.groups()):
        return clock.timedelta(**{unit: int(number or 0) for unit, number in zip(_UNITS, found.groups())})
    return clock.timedelta(**{precision: _tried(int, text, "Not a valid period of time.")})


def path(text, **settings):
    return pathlib.Path(text)


def log_level(text, **settings):
    try:
        return int(text)
    except ValueError:
        level = getattr(logging, text.upper(), None)
    if isinstance(level, int):
        return level
    raise ValidationError("Not a valid log level.")


def uuid(text, **settings):
    return _tried(uuids.UUID, text, "Not a valid UUID.")


def url(text, schemes=("http", "https", "ftp", "ftps"), **settings):
    parts = _tried(urlparse, text, "Not a valid URL.")
    host = parts.hostname or ""
    if parts.scheme.lower() not in schemes or "." not in host and host != "localhost":
        raise ValidationError(["Not a valid URL."])
    return parts


def enum(text, enum=None, type=None, by_value=False, ignore_case=False, **settings):
    members = enum or type
    if by_value:
        for member in members:
            if str(member.value) == text:
                return member
        choices = ", ".join(str(member.value) for member in members)
    else:
        for name, member in members.__members__.items():
            if name == text or ignore_case and name.lower() == text.lower():
                return member
        choices = ", ".join(members.__members__)
    raise ValidationError("Must be one of: %s." % choices)


def _subcast(cast):
    return _KNOWN.get(cast) or cast or raw


_KNOWN = {
    str: string,
    int: integer,
    float: floating,
    bool: boolean,
    decimals.Decimal: decimal,
    uuids.UUID: uuid,
    clock.datetime: datetime,
    clock.date: date,
    clock.time: time,
    clock.timedelta: timedelta,
}
