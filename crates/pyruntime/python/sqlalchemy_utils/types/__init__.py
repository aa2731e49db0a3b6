"""Column types of `sqlalchemy_utils`: what their columns are; values are passed on as they are."""

from sqlalchemy import types
from sqlalchemy.dialects.postgresql.base import ischema_names

_MODULES = frozenset(
    "arrow choice color country currency email encrypted ip_address json locale ltree password pg_composite phone_number range "
    "scalar_list timezone ts_vector url uuid weekdays".split()
)


class _Sized(types.TypeDecorator):
    """A type decorated with a fixed or given length."""

    cache_ok = True
    impl = types.Unicode
    _length = 255

    def __init__(self, *args, **kwargs):
        super().__init__(kwargs.get("max_length") or kwargs.get("length") or self._length)


class UUIDType(types.TypeDecorator):
    """A UUID: the database's own type where there is one."""

    impl = types.BINARY(16)
    cache_ok = True

    def __init__(self, binary=True, native=True):
        self.binary = binary
        self.native = native
        self.impl = types.BINARY(16)

    def load_dialect_impl(self, dialect):
        if self.native and dialect.name in ("postgresql", "cockroachdb"):
            from sqlalchemy.dialects.postgresql import UUID

            return dialect.type_descriptor(UUID())
        return dialect.type_descriptor(types.BINARY(16) if self.binary else types.CHAR(32))

    def process_bind_param(self, value, dialect):
        from uuid import UUID

        if value is None:
            return None
        value = value if isinstance(value, UUID) else UUID(str(value))
        if self.native and dialect.name in ("postgresql", "cockroachdb"):
            return str(value)
        return value.bytes if self.binary else value.hex

    def process_result_value(self, value, dialect):
        from uuid import UUID

        if value is None or isinstance(value, UUID):
            return value
        return UUID(bytes=value) if isinstance(value, bytes) else UUID(value)


class JSONType(types.TypeDecorator):
    impl = types.UnicodeText
    cache_ok = True

    def load_dialect_impl(self, dialect):
        if dialect.name == "postgresql":
            from sqlalchemy.dialects.postgresql import JSON

            return dialect.type_descriptor(JSON())
        return dialect.type_descriptor(self.impl)


class ChoiceType(types.TypeDecorator):
    impl = types.Unicode(255)
    cache_ok = True

    def __init__(self, choices=(), impl=None):
        self.choices = choices
        self.impl = types.Unicode(255) if impl is None else impl


class PasswordType(types.TypeDecorator):
    impl = types.VARBINARY(1024)
    cache_ok = True

    def __init__(self, max_length=None, **kwargs):
        self.length = max_length or 1137
        self.impl = types.VARBINARY(self.length)

    def load_dialect_impl(self, dialect):
        if dialect.name == "postgresql":
            from sqlalchemy.dialects.postgresql import BYTEA

            return dialect.type_descriptor(BYTEA(self.length))
        return dialect.type_descriptor(types.VARBINARY(self.length))


class ArrowType(types.TypeDecorator):
    impl = types.DateTime
    cache_ok = True

    def __init__(self, *args, **kwargs):
        super().__init__(timezone=kwargs.get("timezone", False))


class EmailType(_Sized):
    pass


class PhoneNumberType(_Sized):
    _length = 20

    def __init__(self, region="US", max_length=20, *args, **kwargs):
        super().__init__(max_length=max_length)


class IPAddressType(_Sized):
    def __init__(self, max_length=50, *args, **kwargs):
        super().__init__(max_length=max_length)


class ColorType(_Sized):
    def __init__(self, max_length=20, *args, **kwargs):
        super().__init__(max_length=max_length)


class LocaleType(_Sized):
    _length = 10


class TimezoneType(_Sized):
    _length = 50

    def __init__(self, backend="dateutil"):
        super().__init__()


class CountryType(_Sized):
    impl = types.String
    _length = 2


class CurrencyType(_Sized):
    impl = types.String
    _length = 3


class _Text(types.TypeDecorator):
    impl = types.UnicodeText
    cache_ok = True

    def __init__(self, *args, **kwargs):
        super().__init__()


class URLType(_Text):
    pass


class ScalarListType(_Text):
    pass


class EncryptedType(_Text):
    impl = types.LargeBinary


class StringEncryptedType(_Text):
    impl = types.String


class LtreeType(types.UserDefinedType):
    cache_ok = True

    def get_col_spec(self, **kw):
        return "LTREE"


ischema_names["ltree"] = LtreeType


class _Range(types.TypeDecorator):
    impl = types.String(255)
    cache_ok = True
    _native = "INT4RANGE"

    def __init__(self, *args, **kwargs):
        self.impl = types.String(255)

    def load_dialect_impl(self, dialect):
        if dialect.name == "postgresql":
            from sqlalchemy.dialects import postgresql

            return dialect.type_descriptor(getattr(postgresql, self._native)())
        return dialect.type_descriptor(self.impl)


class IntRangeType(_Range):
    pass


class Int8RangeType(_Range):
    _native = "INT8RANGE"


class NumericRangeType(_Range):
    _native = "NUMRANGE"


class DateRangeType(_Range):
    _native = "DATERANGE"


class DateTimeRangeType(_Range):
    _native = "TSRANGE"


def __getattr__(name):
    if name == "TSVectorType":
        from sqlalchemy.dialects.postgresql import TSVECTOR

        class TSVectorType(TSVECTOR):
            def __init__(self, *args, **kwargs):
                self.columns = args
                self.options = kwargs
                TSVECTOR.__init__(self)

        globals()[name] = TSVectorType
        return TSVectorType
    if name in _MODULES:
        from sys import modules

        return modules[__name__]  # `sqlalchemy_utils.types.uuid.UUIDType`: all of them are here.
    raise AttributeError("module 'sqlalchemy_utils.types' has no attribute %r" % (name,))
