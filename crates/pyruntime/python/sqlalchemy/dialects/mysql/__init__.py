"""`sqlalchemy.dialects.mysql`."""

from sqlalchemy import _lazy

__getattr__, __dir__ = _lazy.names(
    __name__,
    globals(),
    {
        "sqlalchemy.sql.sqltypes": "BINARY BLOB BOOLEAN DATE VARBINARY",
        "sqlalchemy.dialects.mysql.types": "BIGINT BIT CHAR DATETIME DECIMAL DOUBLE ENUM FLOAT INET4 INET6 INTEGER JSON"
        " LONGBLOB LONGTEXT MEDIUMBLOB MEDIUMINT MEDIUMTEXT NCHAR NVARCHAR NUMERIC SET SMALLINT REAL TEXT TIME"
        " TIMESTAMP TINYBLOB TINYINT TINYTEXT VARCHAR YEAR",
        "sqlalchemy.dialects.mysql.dml": "insert Insert match limit",
        "sqlalchemy.dialects.mysql.base": "dialect MySQLDialect",
    },
    "aiomysql asyncmy base dml mysqldb pymysql types",
)
