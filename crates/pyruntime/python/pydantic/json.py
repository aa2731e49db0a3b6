"""Version 1's `pydantic_encoder`, which is given to `json.dumps` as `default`."""

import datetime
from decimal import Decimal


def timedelta_isoformat(td):
    minutes, seconds = divmod(td.seconds, 60)
    hours, minutes = divmod(minutes, 60)
    sign = "-" if td.days < 0 else ""
    return "%sP%dDT%dH%dM%d.%06dS" % (sign, abs(td.days), hours, minutes, seconds, td.microseconds)


def pydantic_encoder(obj):
    from .main import BaseModel

    if isinstance(obj, BaseModel):
        return obj.model_dump()
    if hasattr(obj, "__dataclass_fields__") and not isinstance(obj, type):
        return {name: getattr(obj, name) for name in obj.__dataclass_fields__}
    for kind in type(obj).__mro__[:-1]:
        encode = ENCODERS_BY_TYPE.get(kind) or _by_name(kind)
        if encode is not None:
            return encode(obj)
    raise TypeError("Object of type '%s' is not JSON serializable" % type(obj).__name__)


def custom_pydantic_encoder(type_encoders, obj):
    for kind in type(obj).__mro__[:-1]:
        if kind in type_encoders:
            return type_encoders[kind](obj)
    return pydantic_encoder(obj)


def _isoformat(value):
    return value.isoformat()


def _decimal(value):
    exponent = value.as_tuple().exponent
    return int(value) if isinstance(exponent, int) and exponent >= 0 else float(value)


ENCODERS_BY_TYPE = {
    bytes: lambda value: value.decode(),
    datetime.date: _isoformat,
    datetime.datetime: _isoformat,
    datetime.time: _isoformat,
    datetime.timedelta: lambda value: value.total_seconds(),
    Decimal: _decimal,
    frozenset: list,
    set: list,
    type((item for item in ())): list,
}

# Their modules are not imported for this: whoever has such a value has imported it.
_NAMED = {
    ("enum", "Enum"): lambda value: value.value,
    ("uuid", "UUID"): str,
    ("pathlib", "Path"): str,
    ("pathlib", "PurePath"): str,
    ("collections", "deque"): list,
    ("ipaddress", "IPv4Address"): str,
    ("ipaddress", "IPv4Interface"): str,
    ("ipaddress", "IPv4Network"): str,
    ("ipaddress", "IPv6Address"): str,
    ("ipaddress", "IPv6Interface"): str,
    ("ipaddress", "IPv6Network"): str,
    ("re", "Pattern"): lambda value: value.pattern,
    ("pydantic.types", "SecretBytes"): str,
    ("pydantic.types", "SecretStr"): str,
}


def _by_name(kind):
    return _NAMED.get((kind.__module__, kind.__name__))
