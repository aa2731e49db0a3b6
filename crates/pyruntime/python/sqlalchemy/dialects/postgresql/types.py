"""PostgreSQL's own types."""

from sqlalchemy.dialects import _kinds
from sqlalchemy.sql import sqltypes
from sqlalchemy.sql.type_api import TypeEngine, to_instance

_kinds.plain(globals(), "postgresql", "INET CIDR MACADDR MACADDR8 MONEY OID REGCLASS REGCONFIG TSQUERY TSVECTOR")


class CITEXT(sqltypes.TEXT):
    _native_name = "CITEXT"
    _dialect = "postgresql"


class BYTEA(sqltypes.LargeBinary):
    _native_name = "BYTEA"
    _dialect = "postgresql"


class TIMESTAMP(sqltypes.TIMESTAMP):
    _native_name = "TIMESTAMP"
    _dialect = "postgresql"
    _sent = _shown = (("timezone", False), ("precision", None))
    precision = None

    def __init__(self, timezone=False, precision=None):
        if timezone:
            self.timezone = timezone
        if precision is not None:
            self.precision = precision


class TIME(sqltypes.TIME):
    _native_name = "TIME"
    _dialect = "postgresql"
    _sent = _shown = TIMESTAMP._sent
    precision = None
    __init__ = TIMESTAMP.__init__


class INTERVAL(sqltypes._AbstractInterval):
    _native_name = "INTERVAL"
    _dialect = "postgresql"
    _sent = _shown = (("precision", None), ("fields", None))
    native = True

    def __init__(self, precision=None, fields=None):
        self.precision = precision
        self.fields = fields

    @property
    def python_type(self):
        from datetime import timedelta

        return timedelta


PGInterval = INTERVAL


class BIT(TypeEngine):
    _native_name = "BIT"
    _dialect = "postgresql"
    _sent = _shown = (("length", None), ("varying", False))

    def __init__(self, length=None, varying=False):
        self.length = length if varying else length or 1
        self.varying = varying


PGBit = BIT
PGUuid = sqltypes.UUID


class BitString(str):
    pass


def _text_type(keyword, given):
    """The type of an element as text travels only if it is not Text."""
    return {} if repr(given) == "Text()" else {keyword: given._wire()}


class JSON(sqltypes.JSON):
    _native_name = "JSON"
    _dialect = "postgresql"
    render_bind_cast = True

    def __init__(self, none_as_null=False, astext_type=None):
        if none_as_null:
            self.none_as_null = none_as_null
        self.astext_type = sqltypes.Text() if astext_type is None else to_instance(astext_type)

    _shown = (("none_as_null", False), ("astext_type", None))

    def _arguments(self):
        return {**super()._arguments(), **_text_type("astext_type", self.astext_type)}

    @property
    def comparator_factory(self):
        from .constructs import JsonMethods

        return JsonMethods


class JSONB(JSON):
    _native_name = "JSONB"


class JSONPATH(TypeEngine):
    _native_name = "JSONPATH"
    _dialect = "postgresql"


class HSTORE(TypeEngine):
    _native_name = "HSTORE"
    _dialect = "postgresql"
    _shown = (("text_type", None),)
    hashable = False

    def _arguments(self):
        return _text_type("text_type", self.text_type)

    def __init__(self, text_type=None):
        self.text_type = sqltypes.Text() if text_type is None else to_instance(text_type)

    @property
    def comparator_factory(self):
        from .constructs import JsonMethods

        return JsonMethods

    def _item_of(self, column, index):
        result = column.op("->")(index)
        result.type = self.text_type
        return result


class ARRAY(sqltypes.ARRAY):
    _postgresql_only = True

    @property
    def comparator_factory(self):
        from .constructs import ArrayMethods

        return ArrayMethods


PGArray = ARRAY
