"""Oracle's own types."""

from sqlalchemy.dialects import _kinds
from sqlalchemy.sql import sqltypes
from sqlalchemy.sql.type_api import TypeEngine

_kinds.plain(globals(), "oracle", "ROWID")
_kinds.plain(globals(), "oracle", "BFILE", sqltypes.LargeBinary)
_kinds.plain(globals(), "oracle", "RAW", sqltypes._Binary)
_kinds.plain(globals(), "oracle", "LONG NCLOB", sqltypes.Text)
_kinds.plain(globals(), "oracle", "VARCHAR2", sqltypes.VARCHAR)
_kinds.plain(globals(), "oracle", "BINARY_DOUBLE", sqltypes.Double)
_kinds.plain(globals(), "oracle", "BINARY_FLOAT", sqltypes.Float)
_kinds.plain(globals(), "oracle", "DATE", sqltypes.DateTime)
_kinds.plain(globals(), "oracle", "JSON", sqltypes.JSON)
NVARCHAR2 = sqltypes.NVARCHAR


class NUMBER(sqltypes.Numeric):
    _native_name = "NUMBER"
    _dialect = "oracle"
    _sent = (("precision", None), ("scale", None))
    _shown = (("precision", None), ("scale", None), ("asdecimal", None))

    def __init__(self, precision=None, scale=None, asdecimal=None):
        if asdecimal is None:
            asdecimal = bool(scale and scale > 0)
        sqltypes.Numeric.__init__(self, precision, scale, asdecimal=asdecimal)


class FLOAT(sqltypes.FLOAT):
    _native_name = "FLOAT"
    _dialect = "oracle"
    _sent = _shown = (("binary_precision", None),)

    def __init__(self, binary_precision=None, asdecimal=False, decimal_return_scale=None):
        sqltypes.FLOAT.__init__(self, asdecimal=asdecimal, decimal_return_scale=decimal_return_scale)
        self.binary_precision = binary_precision


class INTERVAL(sqltypes._AbstractInterval):
    _native_name = "INTERVAL"
    _dialect = "oracle"
    _sent = _shown = (("day_precision", None), ("second_precision", None))

    def __init__(self, day_precision=None, second_precision=None):
        self.day_precision = day_precision
        self.second_precision = second_precision


class TIMESTAMP(sqltypes.TIMESTAMP):
    _native_name = "TIMESTAMP"
    _dialect = "oracle"
    _sent = _shown = (("timezone", False), ("local_timezone", False))

    def __init__(self, timezone=False, local_timezone=False):
        sqltypes.TIMESTAMP.__init__(self, timezone)
        self.local_timezone = local_timezone


class VECTOR(TypeEngine):
    _native_name = "VECTOR"
    _dialect = "oracle"
    _sent = _shown = (("dim", None),)

    def __init__(self, dim=None, storage_format=None, storage_type=None):
        self.dim = dim
