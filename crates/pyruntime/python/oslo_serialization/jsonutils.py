"""JSON with dates, identifiers and addresses in it."""

import datetime
import json


def to_primitive(value):
    if isinstance(value, datetime.datetime):
        return value.strftime("%Y-%m-%dT%H:%M:%S.%f")
    if isinstance(value, (set, frozenset)):
        return list(value)
    if isinstance(value, bytes):
        return value.decode()
    if isinstance(value, BaseException) or (type(value).__module__, type(value).__name__) in _TEXTS:
        return str(value)
    if hasattr(value, "iteritems") or hasattr(value, "items"):
        return dict(value.items())
    if hasattr(value, "__iter__"):
        return list(value)
    raise ValueError("Cannot convert %r to primitive" % (value,))


_TEXTS = {("uuid", "UUID")} | {
    ("ipaddress", "IPv%d%s" % (version, kind)) for version in (4, 6) for kind in ("Address", "Network", "Interface")
}


def dumps(obj, default=to_primitive, **kwargs):
    return json.dumps(obj, default=default, **kwargs)


def dump_as_bytes(obj, default=to_primitive, encoding="utf-8", **kwargs):
    return dumps(obj, default=default, **kwargs).encode(encoding)


def dump(obj, fp, *args, **kwargs):
    fp.write(dumps(obj, *args, **kwargs))


def loads(s, encoding="utf-8", **kwargs):
    return json.loads(s.decode(encoding) if isinstance(s, bytes) else s, **kwargs)


def load(fp, encoding="utf-8", **kwargs):
    return loads(fp.read(), encoding, **kwargs)
