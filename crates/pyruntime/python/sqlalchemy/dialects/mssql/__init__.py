"""`sqlalchemy.dialects.mssql`: its types by name; Limbeck does not connect to SQL Server."""

from sqlalchemy import _lazy

__getattr__, __dir__ = _lazy.names(
    __name__,
    globals(),
    {
        "sqlalchemy.sql.sqltypes": "BIGINT BINARY CHAR DATE DATETIME DECIMAL FLOAT INTEGER NCHAR NUMERIC NVARCHAR SMALLINT"
        " TEXT VARCHAR",
        "sqlalchemy.dialects.mssql.types": "BIT DATETIME2 DATETIMEOFFSET DOUBLE_PRECISION IMAGE JSON MONEY NTEXT REAL"
        " ROWVERSION SMALLDATETIME SMALLMONEY SQL_VARIANT TIME TIMESTAMP TINYINT UNIQUEIDENTIFIER VARBINARY XML",
        "sqlalchemy.dialects.mssql.base": "dialect MSDialect",
    },
    "base pymssql pyodbc types",
)
