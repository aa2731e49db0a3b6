"""`sqlalchemy.dialects.oracle`: its types by name; Limbeck does not connect to Oracle."""

from sqlalchemy import _lazy

__getattr__, __dir__ = _lazy.names(
    __name__,
    globals(),
    {
        "sqlalchemy.sql.sqltypes": "BLOB BOOLEAN CHAR CLOB DOUBLE_PRECISION NCHAR NVARCHAR REAL VARCHAR",
        "sqlalchemy.dialects.oracle.types": "BFILE BINARY_DOUBLE BINARY_FLOAT DATE FLOAT INTERVAL JSON LONG NCLOB NUMBER"
        " NVARCHAR2 RAW ROWID TIMESTAMP VARCHAR2 VECTOR",
        "sqlalchemy.dialects.oracle.base": "dialect OracleDialect",
    },
    "base cx_oracle oracledb types",
)
