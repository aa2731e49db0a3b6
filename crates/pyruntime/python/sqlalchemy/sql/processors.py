"""How Python values become what a driver takes, and back, where the two differ."""

from . import sqltypes


def type_of_value(value):
    """The type SQLAlchemy supposes for a value that is no string, integer or boolean."""
    kind = type(value)
    if kind is float:
        return sqltypes.Float()
    if kind is bytes:
        return sqltypes.LargeBinary()
    name = kind.__name__
    if kind.__module__ == "datetime":
        if name == "datetime":
            return sqltypes.DateTime(timezone=value.tzinfo is not None)
        if name == "time":
            return sqltypes.Time(timezone=value.tzinfo is not None)
        return {"date": sqltypes.Date, "timedelta": sqltypes.Interval}.get(name, sqltypes.NullType)()
    if name == "Decimal":
        return sqltypes.Numeric()
    if name == "UUID":
        return sqltypes.Uuid()
    if kind in (list, tuple):
        return sqltypes.NULLTYPE
    if isinstance(value, str):
        # An Enum member that is a string too is a value of that Enum.
        if hasattr(kind, "__members__"):
            return sqltypes.Enum(kind)
        return sqltypes.STRINGTYPE
    if hasattr(kind, "__members__"):
        return sqltypes.Enum(kind)
    if isinstance(value, int):
        return sqltypes.INTEGERTYPE
    return sqltypes.NULLTYPE


def number_from_driver(numeric, dialect):
    if not numeric.asdecimal:
        return _float_from_driver
    if dialect.supports_native_decimal:
        return _decimal_from_driver
    from decimal import Decimal

    form = "%%.%df" % numeric._effective_decimal_return_scale
    return lambda value: None if value is None else Decimal(form % value)


def _float_from_driver(value):
    return value if value is None or isinstance(value, float) else float(value)


def _decimal_from_driver(value):
    if value is None or not isinstance(value, (float, int, str)):
        return value
    from decimal import Decimal

    return Decimal(str(value))


def boolean_for_driver(value):
    if value is None or value is True or value is False:
        return value
    if value in (0, 1):
        return bool(value)
    if not isinstance(value, int):
        raise TypeError("Not a boolean value: %r" % (value,))
    raise ValueError("Value %r is not None, True, or False" % (value,))


def boolean_from_integer(value):
    return None if value is None else bool(value)


def of_items(process, collection):
    """Converts the items of an array, however deep they lie."""

    def convert(value):
        if value is None or not isinstance(value, (list, tuple, set, frozenset)):
            return value
        return collection(
            [
                convert(item) if isinstance(item, (list, tuple)) else item if process is None else process(item)
                for item in value
            ]
        )

    return convert


def _is(value, name):
    return any(kind.__name__ == name and kind.__module__ == "datetime" for kind in type(value).__mro__)


def datetime_for_storage(value):
    """A database that keeps dates as text must not be given anything else; the host writes the text."""
    if value is None or _is(value, "datetime"):
        return value
    if _is(value, "date"):
        from datetime import datetime

        return datetime(value.year, value.month, value.day)
    raise TypeError("SQLite DateTime type only accepts Python datetime and date objects as input.")


def date_for_storage(value):
    if value is None:
        return None
    if _is(value, "datetime"):
        return value.date()
    if _is(value, "date"):
        return value
    raise TypeError("SQLite Date type only accepts Python date objects as input.")


def time_for_storage(value):
    if value is None or _is(value, "time"):
        return value
    raise TypeError("SQLite Time type only accepts Python time objects as input.")


def datetime_from_storage(value):
    return _parsed(value, "datetime")


def date_from_storage(value):
    return _parsed(value, "date")


def time_from_storage(value):
    return _parsed(value, "time")


def _parsed(value, name):
    if value is None:
        return None
    import datetime

    if not isinstance(value, str):
        raise TypeError("fromisoformat: argument must be str")
    return getattr(datetime, name).fromisoformat(value)


def interval_from_storage(dialect):
    from datetime import datetime

    epoch = datetime(1970, 1, 1)
    parse = datetime_from_storage if dialect._stores_dates_as_text else lambda value: value
    return lambda value: None if value is None else parse(value) - epoch


def uuid_for_driver(uuid_type, dialect):
    if dialect._has_native_uuid and uuid_type.native_uuid:
        return None if uuid_type.as_uuid else lambda value: value if value is None else str(value)
    if uuid_type.as_uuid:
        # A string is refused with the very error that SQLAlchemy has for it.
        return lambda value: value if value is None or value.hex else value
    return lambda value: None if value is None else value.replace("-", "")


def uuid_from_driver(uuid_type):
    from uuid import UUID

    def as_uuid(value):
        return UUID(value) if isinstance(value, str) else value

    if uuid_type.as_uuid:
        return as_uuid
    return lambda value: None if value is None else str(as_uuid(value))


def json_for_driver(json_type, dialect):
    """JSON goes as such: the host writes it as the database wants it."""
    from .elements import Null

    def store(value):
        if value is json_type.NULL:
            value = None
        elif isinstance(value, Null) or (value is None and json_type.none_as_null):
            return None
        serializer = dialect._json_serializer
        if serializer is not None:
            from json import loads

            value = loads(serializer(value))
        return {"$": "json", "v": plain_json(value)}

    return store


def plain_json(value):
    """The value, if JSON can hold it."""
    if value is None or value is True or value is False or isinstance(value, (str, int, float)):
        return value.value if hasattr(type(value), "__members__") else value
    if isinstance(value, dict):
        return {_json_key(key): plain_json(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain_json(item) for item in value]
    raise TypeError("Object of type %s is not JSON serializable" % type(value).__name__)


def _json_key(key):
    if isinstance(key, str):
        return key
    if key is None or isinstance(key, (bool, int, float)):
        return (
            {None: "null", True: "true", False: "false"}.get(key, str(key)) if not isinstance(key, float) else repr(key)
        )
    raise TypeError("keys must be str, int, float, bool or None, not %s" % type(key).__name__)


def json_from_driver(dialect):
    if not dialect._json_is_text:
        return None

    def parse(value):
        if value is None or isinstance(value, (int, float)):
            # SQLite keeps a number as one.
            return value
        deserializer = dialect._json_deserializer
        if deserializer is None:
            from json import loads as deserializer
        return deserializer(value)

    return parse
