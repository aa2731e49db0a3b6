"""SQL Server's own types."""

from sqlalchemy.dialects import _kinds
from sqlalchemy.sql import sqltypes
from sqlalchemy.sql.type_api import TypeEngine

_kinds.plain(globals(), "mssql", "MONEY SMALLMONEY SQL_VARIANT")
_kinds.plain(globals(), "mssql", "TINYINT", sqltypes.Integer)
_kinds.plain(globals(), "mssql", "BIT", sqltypes.Boolean)
_kinds.plain(globals(), "mssql", "NTEXT", sqltypes.UnicodeText)
_kinds.plain(globals(), "mssql", "XML", sqltypes.Text)
_kinds.plain(globals(), "mssql", "IMAGE", sqltypes.LargeBinary)
_kinds.plain(globals(), "mssql", "SMALLDATETIME", sqltypes.DateTime)
_kinds.plain(globals(), "mssql", "JSON", sqltypes.JSON)
_kinds.plain(globals(), "mssql", "UNIQUEIDENTIFIER", sqltypes.UUID)
_kinds.plain(globals(), "mssql", "DOUBLE_PRECISION", sqltypes.DOUBLE_PRECISION)
_kinds.plain(globals(), "mssql", "REAL", sqltypes.REAL)


class _HasPrecision(sqltypes.DateTime):
    _sent = _shown = (("precision", None),)

    def __init__(self, precision=None, **kw):
        self.precision = precision


_kinds.plain(globals(), "mssql", "DATETIME2 DATETIMEOFFSET", _HasPrecision)


class TIME(sqltypes.TIME):
    _native_name = "TIME"
    _dialect = "mssql"
    _sent = _shown = (("precision", None),)
    __init__ = _HasPrecision.__init__


class VARBINARY(sqltypes.VARBINARY):
    _native_name = "VARBINARY"
    _dialect = "mssql"
    _sent = (("length", None), ("filestream", False))

    def __init__(self, length=None, filestream=False):
        self.length = length
        self.filestream = filestream


class TIMESTAMP(TypeEngine):
    _native_name = "TIMESTAMP"
    _dialect = "mssql"
    _shown = (("convert_int", False),)

    def __init__(self, convert_int=False):
        self.convert_int = convert_int


class ROWVERSION(TIMESTAMP):
    _native_name = "ROWVERSION"
