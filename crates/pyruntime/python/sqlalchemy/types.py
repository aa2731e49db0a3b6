"""`sqlalchemy.types`: all column types by name."""

from sqlalchemy import _lazy

__getattr__, __dir__ = _lazy.names(
    __name__,
    globals(),
    {
        "sqlalchemy.sql.sqltypes": "_Binary ARRAY BIGINT BigInteger BINARY BLOB BOOLEAN Boolean CHAR CLOB Concatenable"
        " DATE Date DATETIME DateTime DECIMAL DOUBLE Double DOUBLE_PRECISION Enum FLOAT Float Indexable INT INTEGER"
        " Integer Interval JSON LargeBinary MatchType NCHAR NULLTYPE NullType NUMERIC Numeric NumericCommon NVARCHAR"
        " PickleType REAL SchemaType SMALLINT SmallInteger String STRINGTYPE TEXT Text TIME Time TIMESTAMP TupleType"
        " Unicode UnicodeText UUID Uuid VARBINARY VARCHAR",
        "sqlalchemy.sql.type_api": "adapt_type Emulated ExternalType NativeForEmulated to_instance TypeDecorator"
        " TypeEngine UserDefinedType Variant",
        "sqlalchemy.sql.operators": "OperatorClass",
    },
)
