"""MySQL's own types."""

from sqlalchemy.sql import sqltypes
from sqlalchemy.sql.enumtype import Enum
from sqlalchemy.sql.type_api import TypeEngine

_NUMBER = (("unsigned", False), ("zerofill", False))
_WORDS = (
    ("charset", None),
    ("collation", None),
    ("ascii", False),
    ("unicode", False),
    ("binary", False),
    ("national", False),
)


def _take(type_, keywords, allowed):
    """Sets what was given of the keywords; the class has the defaults."""
    for name, default in allowed:
        value = keywords.pop(name, default)
        setattr(type_, name, value)
    if keywords:
        raise TypeError(
            "%s.__init__() got an unexpected keyword argument %r" % (type(type_).__name__, next(iter(keywords)))
        )


def _integer(name, base):
    def __init__(self, display_width=None, **kw):
        self.display_width = display_width
        _take(self, kw, _NUMBER)

    shown = (("display_width", None),) + _NUMBER
    return _kind(name, base, {"__init__": __init__, "_sent": shown, "_shown": shown})


def _number(name, base, asdecimal_default, class_default):
    def __init__(self, precision=None, scale=None, asdecimal=asdecimal_default, **kw):
        self.precision = precision
        self.scale = scale
        self.asdecimal = asdecimal
        _take(self, kw, _NUMBER + (("decimal_return_scale", None),))

    parts = _NUMBER + (("precision", None), ("scale", None))
    return _kind(name, base, {"__init__": __init__, "_sent": parts, "_shown": parts + (("asdecimal", class_default),)})


def _text(name, base, has_length=True, national=False):
    def __init__(self, length=None, **kw):
        if national:
            kw["national"] = True
        self.length = length
        _take(self, kw, _WORDS)

    def without_length(self, **kw):
        self.length = None
        _take(self, kw, _WORDS)

    shown = _WORDS + (("length", None),)
    return _kind(name, base, {"__init__": __init__ if has_length else without_length, "_sent": shown, "_shown": shown})


def _fraction(name, base):
    def __init__(self, timezone=False, fsp=None):
        base.__init__(self, timezone)
        self.fsp = fsp

    shown = (("timezone", False), ("fsp", None))
    return _kind(name, base, {"__init__": __init__, "_sent": (("fsp", None),), "_shown": shown})


def _kind(name, base, members):
    members["_native_name"] = name
    members["_dialect"] = "mysql"
    members["__module__"] = __name__
    return type(name, (base,), members)


INTEGER = _integer("INTEGER", sqltypes.INTEGER)
BIGINT = _integer("BIGINT", sqltypes.BIGINT)
SMALLINT = _integer("SMALLINT", sqltypes.SMALLINT)
MEDIUMINT = _integer("MEDIUMINT", sqltypes.Integer)
TINYINT = _integer("TINYINT", sqltypes.Integer)
NUMERIC = _number("NUMERIC", sqltypes.NUMERIC, True, True)
DECIMAL = _number("DECIMAL", sqltypes.DECIMAL, True, True)
DOUBLE = _number("DOUBLE", sqltypes.DOUBLE, True, False)
REAL = _number("REAL", sqltypes.REAL, True, False)
FLOAT = _number("FLOAT", sqltypes.FLOAT, False, False)
VARCHAR = _text("VARCHAR", sqltypes.VARCHAR)
CHAR = _text("CHAR", sqltypes.CHAR)
NVARCHAR = _text("NVARCHAR", sqltypes.NVARCHAR, national=True)
NCHAR = _text("NCHAR", sqltypes.NCHAR, national=True)
TEXT = _text("TEXT", sqltypes.TEXT)
TINYTEXT = _text("TINYTEXT", sqltypes.String, has_length=False)
MEDIUMTEXT = _text("MEDIUMTEXT", sqltypes.String, has_length=False)
LONGTEXT = _text("LONGTEXT", sqltypes.String, has_length=False)
DATETIME = _fraction("DATETIME", sqltypes.DATETIME)
TIMESTAMP = _fraction("TIMESTAMP", sqltypes.TIMESTAMP)
TIME = _fraction("TIME", sqltypes.TIME)
TINYBLOB = _kind("TINYBLOB", sqltypes._Binary, {})
MEDIUMBLOB = _kind("MEDIUMBLOB", sqltypes._Binary, {})
LONGBLOB = _kind("LONGBLOB", sqltypes._Binary, {})
JSON = _kind("JSON", sqltypes.JSON, {})
INET4 = _kind("INET4", TypeEngine, {})
INET6 = _kind("INET6", TypeEngine, {})


class BIT(TypeEngine):
    _native_name = "BIT"
    _dialect = "mysql"
    _sent = _shown = (("length", None),)

    def __init__(self, length=None):
        self.length = length


class YEAR(TypeEngine):
    _native_name = "YEAR"
    _dialect = "mysql"
    _sent = _shown = (("display_width", None),)

    def __init__(self, display_width=None):
        self.display_width = display_width


class ENUM(Enum):
    """On the wire a native type: MySQL's ENUM has no name of its own."""

    charset = None

    def __init__(self, *enums, **kw):
        kw.pop("strict", None)
        words = {name: kw.pop(name, default) for name, default in _WORDS if name != "collation"}
        Enum.__init__(self, *enums, **kw)
        for name, value in words.items():
            setattr(self, name, value)

    def _own_wire(self):
        arguments = {"enums": list(self.enums)}
        for name, default in _WORDS:
            value = getattr(self, name, default)
            if value != default:
                arguments[name] = value
        return {"type": "Native", "dialect": "mysql", "name": "ENUM", "arguments": arguments}

    def _repr_parts(self):
        shown = ["%s=%r" % (name, getattr(self, name)) for name, default in _WORDS if getattr(self, name) != default]
        return [repr(value) for value in self.enums] + shown


class SET(sqltypes.String):
    _native_name = "SET"
    _dialect = "mysql"
    _sent = (("values", None), ("retrieve_as_bitwise", False)) + _WORDS
    _shown = (("retrieve_as_bitwise", False),) + _WORDS

    def __init__(self, *values, **kw):
        self.values = tuple(values)
        self.retrieve_as_bitwise = kw.pop("retrieve_as_bitwise", False)
        self.length = kw.pop("length", max([len(value) for value in values], default=0))
        _take(self, kw, _WORDS)

    def _arguments(self):
        arguments = super()._arguments()
        arguments["values"] = list(self.values)
        return arguments

    def _repr_parts(self):
        return [repr(value) for value in self.values] + super()._repr_parts()
