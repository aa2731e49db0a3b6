"""The column types of the `sqlalchemy` module: the generic ones and the SQL ones in upper case."""

from .type_api import Emulated, TypeDecorator, TypeEngine, to_instance

_LENGTH = (("length", None),)
_TEXT = (("length", None), ("collation", None), ("collation_schema", None))
_TIMEZONE = (("timezone", False),)


class Concatenable:
    _is_mixin = True


class Indexable:
    _is_mixin = True


class SchemaType:
    """A type that may need something created beside the table: an enum type, a CHECK constraint."""

    _is_mixin = True


class NullType(TypeEngine):
    _is_null = True
    hashable = False

    def coerce_compared_value(self, op, value):
        return type_of_value(value)

    def compile(self, dialect=None):
        return "NULL"


class Integer(TypeEngine):
    _tag = "Integer"

    @property
    def python_type(self):
        return int


class SmallInteger(Integer):
    _tag = "SmallInteger"


class BigInteger(Integer):
    _tag = "BigInteger"


class NumericCommon(TypeEngine):
    _default_decimal_return_scale = 10
    precision = scale = decimal_return_scale = None

    @property
    def _effective_decimal_return_scale(self):
        if self.decimal_return_scale is not None:
            return self.decimal_return_scale
        if self.scale is not None:
            return self.scale
        return self._default_decimal_return_scale

    @property
    def python_type(self):
        if not self.asdecimal:
            return float
        from decimal import Decimal

        return Decimal

    def result_processor(self, dialect, coltype):
        return _processors().number_from_driver(self, dialect)


class Numeric(NumericCommon):
    _tag = "Numeric"
    _sent = _shown = (("precision", None), ("scale", None), ("decimal_return_scale", None), ("asdecimal", True))

    def __init__(self, precision=None, scale=None, decimal_return_scale=None, asdecimal=True):
        self.precision = precision
        self.scale = scale
        self.decimal_return_scale = decimal_return_scale
        self.asdecimal = asdecimal


class Float(NumericCommon):
    _tag = "Float"
    _sent = _shown = (("precision", None), ("asdecimal", False), ("decimal_return_scale", None))

    def __init__(self, precision=None, asdecimal=False, decimal_return_scale=None):
        self.precision = precision
        self.asdecimal = asdecimal
        self.decimal_return_scale = decimal_return_scale


class Double(Float):
    _tag = "Double"


class String(TypeEngine, Concatenable):
    _is_concatenable = True
    _tag = "String"
    _sent = _shown = _TEXT

    def __init__(self, length=None, collation=None, collation_schema=None):
        self.length = length
        self.collation = collation
        if collation_schema is not None:
            self.collation_schema = collation_schema

    @property
    def python_type(self):
        return str


class Text(String):
    _tag = "Text"


class Unicode(String):
    _tag = "Unicode"


class UnicodeText(Text):
    _tag = "UnicodeText"


class _Binary(TypeEngine):
    _sent = _LENGTH
    _shown = _LENGTH

    def __init__(self, length=None):
        self.length = length

    @property
    def python_type(self):
        return bytes

    def coerce_compared_value(self, op, value):
        return self if isinstance(value, str) else super().coerce_compared_value(op, value)

    def result_processor(self, dialect, coltype):
        return lambda value: value if value is None or isinstance(value, bytes) else bytes(value)


class LargeBinary(_Binary):
    _tag = "LargeBinary"


class Boolean(TypeEngine, SchemaType):
    _tag = "Boolean"
    _sent = _shown = (("create_constraint", False), ("name", None))
    create_constraint = False
    name = None

    def __init__(self, create_constraint=False, name=None, _create_events=True, _adapted_from=None):
        if create_constraint:
            self.create_constraint = create_constraint
        if name is not None:
            self.name = name

    @property
    def python_type(self):
        return bool

    def bind_processor(self, dialect):
        return _processors().boolean_for_driver

    def result_processor(self, dialect, coltype):
        return None if dialect.supports_native_boolean else _processors().boolean_from_integer


class MatchType(Boolean):
    pass


class ARRAY(TypeEngine, Indexable, Concatenable):
    _tag = "ARRAY"
    _is_array = True
    _is_concatenable = True
    _postgresql_only = False
    _sent = _shown = (("as_tuple", False), ("dimensions", None), ("zero_indexes", False))
    as_tuple = zero_indexes = False
    dimensions = None

    def __init__(self, item_type, as_tuple=False, dimensions=None, zero_indexes=False):
        if isinstance(item_type, ARRAY):
            raise ValueError("Do not nest ARRAY types; ARRAY(basetype) handles multi-dimensional arrays of basetype")
        self.item_type = to_instance(item_type)
        if as_tuple:
            # Some scripts hand in a key by this place, which counts as true.
            self.as_tuple = True
        if dimensions is not None:
            self.dimensions = dimensions
        if zero_indexes:
            self.zero_indexes = zero_indexes

    def _own_wire(self):
        wire = {"type": "ARRAY", "item": self.item_type._wire()}
        if self._postgresql_only:
            wire["postgresql_only"] = True
        wire.update(self._arguments())
        return wire

    def _repr_parts(self):
        return [repr(self.item_type)] + super()._repr_parts()

    @property
    def python_type(self):
        return list

    def bind_processor(self, dialect):
        return _processors().of_items(self.item_type._bind_processor(dialect), list)

    def result_processor(self, dialect, coltype):
        collection = tuple if self.as_tuple else list
        return _processors().of_items(self.item_type._result_processor(dialect), collection)


class TupleType(TypeEngine):
    def __init__(self, *types):
        self.types = [to_instance(item) for item in types]

    def _repr_parts(self):
        return [repr(item) for item in self.types]


class _HasTimezone(TypeEngine):
    timezone = False
    _sent = _shown = _TIMEZONE

    def __init__(self, timezone=False):
        if timezone:
            self.timezone = timezone


class Date(TypeEngine):
    _tag = "Date"

    @property
    def python_type(self):
        from datetime import date

        return date

    def bind_processor(self, dialect):
        return _processors().date_for_storage if dialect._stores_dates_as_text else None

    def result_processor(self, dialect, coltype):
        return _processors().date_from_storage if dialect._stores_dates_as_text else None


class DateTime(_HasTimezone):
    _tag = "DateTime"

    @property
    def python_type(self):
        from datetime import datetime

        return datetime

    def bind_processor(self, dialect):
        return _processors().datetime_for_storage if dialect._stores_dates_as_text else None

    def result_processor(self, dialect, coltype):
        return _processors().datetime_from_storage if dialect._stores_dates_as_text else None


class Time(_HasTimezone):
    _tag = "Time"

    @property
    def python_type(self):
        from datetime import time

        return time

    def bind_processor(self, dialect):
        return _processors().time_for_storage if dialect._stores_dates_as_text else None

    def result_processor(self, dialect, coltype):
        return _processors().time_from_storage if dialect._stores_dates_as_text else None


class _AbstractInterval(TypeEngine):
    pass


class Interval(_AbstractInterval, Emulated):
    _tag = "Interval"
    _sent = (("native", True), ("second_precision", None), ("day_precision", None))
    native = True
    second_precision = day_precision = None

    def __init__(self, native=True, second_precision=None, day_precision=None):
        if not native:
            self.native = native
        if second_precision is not None:
            self.second_precision = second_precision
        if day_precision is not None:
            self.day_precision = day_precision

    @property
    def python_type(self):
        from datetime import timedelta

        return timedelta

    def result_processor(self, dialect, coltype):
        if self.native and dialect._has_native_interval:
            return None
        return _processors().interval_from_storage(dialect)


class Uuid(TypeEngine, Emulated):
    _tag = "Uuid"
    _sent = _shown = (("as_uuid", True), ("native_uuid", True))
    as_uuid = native_uuid = True
    length = collation = None

    def __init__(self, as_uuid=True, native_uuid=True):
        if not as_uuid:
            self.as_uuid = as_uuid
        if not native_uuid:
            self.native_uuid = native_uuid

    @property
    def python_type(self):
        if not self.as_uuid:
            return str
        from uuid import UUID

        return UUID

    def coerce_compared_value(self, op, value):
        return self if isinstance(value, str) else super().coerce_compared_value(op, value)

    def bind_processor(self, dialect):
        return _processors().uuid_for_driver(self, dialect)

    def result_processor(self, dialect, coltype):
        return _processors().uuid_from_driver(self)


class JSON(TypeEngine, Indexable):
    _tag = "JSON"
    _sent = _shown = (("none_as_null", False),)
    hashable = False
    none_as_null = False
    should_evaluate_none = True

    def __init__(self, none_as_null=False):
        if none_as_null:
            self.none_as_null = none_as_null
            self.should_evaluate_none = False

    @property
    def python_type(self):
        return object

    def bind_processor(self, dialect):
        return _processors().json_for_driver(self, dialect)

    def result_processor(self, dialect, coltype):
        return _processors().json_from_driver(dialect)


class JSONElementType(TypeEngine):
    pass


class _JSONNull:
    def __repr__(self):
        return "symbol('JSON_NULL')"


JSON.NULL = _JSONNull()
JSON.JSONElementType = JSONElementType


class PickleType(TypeDecorator):
    impl = LargeBinary
    cache_ok = True

    def __init__(self, protocol=5, pickler=None, comparator=None, impl=None):
        self.protocol = protocol
        self.pickler = pickler
        self.comparator = comparator
        self.impl = LargeBinary() if impl is None else to_instance(impl)

    def _own_wire(self):
        kind = type(self.impl)
        return {"type": "PickleType"} if kind is LargeBinary else super()._own_wire()

    def _repr_parts(self):
        return []

    def _pickler(self):
        if self.pickler is not None:
            return self.pickler
        import pickle

        return pickle

    def process_bind_param(self, value, dialect):
        return None if value is None else self._pickler().dumps(value, self.protocol)

    def process_result_value(self, value, dialect):
        return None if value is None else self._pickler().loads(value)


class VARCHAR(String):
    _native_name = "VARCHAR"


class CHAR(String):
    _native_name = "CHAR"


class NVARCHAR(Unicode):
    _native_name = "NVARCHAR"


class NCHAR(Unicode):
    _native_name = "NCHAR"


class TEXT(Text):
    _native_name = "TEXT"


class CLOB(Text):
    _native_name = "CLOB"


class INTEGER(Integer):
    _native_name = "INTEGER"


class SMALLINT(SmallInteger):
    _native_name = "SMALLINT"


class BIGINT(BigInteger):
    _native_name = "BIGINT"


class NUMERIC(Numeric):
    _native_name = "NUMERIC"


class DECIMAL(Numeric):
    _native_name = "DECIMAL"


class FLOAT(Float):
    _native_name = "FLOAT"


class REAL(Float):
    _native_name = "REAL"


class DOUBLE(Double):
    _native_name = "DOUBLE"


class DOUBLE_PRECISION(Double):
    _native_name = "DOUBLE_PRECISION"


class BOOLEAN(Boolean):
    _native_name = "BOOLEAN"


class BLOB(LargeBinary):
    _native_name = "BLOB"


class BINARY(_Binary):
    _native_name = "BINARY"


class VARBINARY(_Binary):
    _native_name = "VARBINARY"


class DATE(Date):
    _native_name = "DATE"


class DATETIME(DateTime):
    _native_name = "DATETIME"


class TIMESTAMP(DateTime):
    _native_name = "TIMESTAMP"


class TIME(Time):
    _native_name = "TIME"


class UUID(Uuid):
    _native_name = "UUID"
    _sent = _shown = (("as_uuid", True),)

    def __init__(self, as_uuid=True):
        if not as_uuid:
            self.as_uuid = as_uuid


INT = INTEGER
NULLTYPE = NullType()
BOOLEANTYPE = Boolean()
STRINGTYPE = String()
INTEGERTYPE = Integer()
NUMERICTYPE = Numeric()
DATETIMETYPE = DateTime()


def type_of_value(value):
    """The type SQLAlchemy supposes for a plain Python value."""
    if value is None:
        return NULLTYPE
    kind = type(value)
    if kind is str:
        return STRINGTYPE
    if kind is bool:
        return BOOLEANTYPE
    if kind is int:
        return INTEGERTYPE
    return _processors().type_of_value(value)


def _processors():
    from . import processors

    return processors


def __getattr__(name):
    if name != "Enum":
        raise AttributeError("module %r has no attribute %r" % (__name__, name))
    from .enumtype import Enum

    globals()["Enum"] = Enum
    return Enum
