"""`sqlalchemy.dialects.postgresql`."""

from sqlalchemy import _lazy

__getattr__, __dir__ = _lazy.names(
    __name__,
    globals(),
    {
        "sqlalchemy.sql.sqltypes": "INTEGER BIGINT SMALLINT VARCHAR CHAR TEXT NUMERIC FLOAT REAL UUID DOUBLE_PRECISION"
        " DATE BOOLEAN",
        "sqlalchemy.dialects.postgresql.types": "INET CIDR CITEXT BIT MACADDR MACADDR8 MONEY OID REGCLASS REGCONFIG"
        " TSQUERY TSVECTOR TIMESTAMP TIME BYTEA INTERVAL ARRAY HSTORE JSON JSONB JSONPATH BitString",
        "sqlalchemy.dialects.postgresql.named_types": "ENUM DOMAIN NamedType",
        "sqlalchemy.dialects.postgresql.ranges": "AbstractRange AbstractSingleRange AbstractMultiRange INT4RANGE"
        " INT8RANGE NUMRANGE DATERANGE TSRANGE TSTZRANGE INT4MULTIRANGE INT8MULTIRANGE NUMMULTIRANGE DATEMULTIRANGE"
        " TSMULTIRANGE TSTZMULTIRANGE Range MultiRange",
        "sqlalchemy.dialects.postgresql.constructs": "array hstore Any All array_agg aggregate_order_by"
        " ExcludeConstraint distinct_on DropEnumType CreateEnumType DropDomainType CreateDomainType to_tsvector"
        " to_tsquery plainto_tsquery phraseto_tsquery websearch_to_tsquery ts_headline",
        "sqlalchemy.dialects.postgresql.dml": "insert Insert",
        "sqlalchemy.dialects.postgresql.base": "dialect PGDialect",
    },
    "array asyncpg base dml ext hstore json named_types pg8000 psycopg psycopg2 ranges types",
)
