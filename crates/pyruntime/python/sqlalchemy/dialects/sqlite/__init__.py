"""`sqlalchemy.dialects.sqlite`."""

from sqlalchemy import _lazy

__getattr__, __dir__ = _lazy.names(
    __name__,
    globals(),
    {
        "sqlalchemy.sql.sqltypes": "BLOB BOOLEAN CHAR DECIMAL FLOAT INTEGER NUMERIC SMALLINT TEXT TIMESTAMP VARCHAR"
        " REAL",
        "sqlalchemy.dialects.sqlite.types": "DATE DATETIME TIME JSON JSONB",
        "sqlalchemy.dialects.sqlite.dml": "insert Insert",
        "sqlalchemy.dialects.sqlite.base": "dialect SQLiteDialect",
    },
    "aiosqlite base dml json pysqlite types",
)
