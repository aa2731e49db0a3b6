"""`ischema_names`: the class that a type of the database's catalogue has, by its word."""

import sqlalchemy
from sqlalchemy import _from_wire

# Words that are the name of their class, and the other ones.
_PLAIN = {
    "postgresql": "BIGINT BIT BOOLEAN BYTEA CIDR CITEXT DATE DATEMULTIRANGE DATERANGE FLOAT HSTORE INET INT4MULTIRANGE"
    " INT4RANGE INT8MULTIRANGE INT8RANGE INTEGER INTERVAL JSON JSONB MACADDR MACADDR8 MONEY NUMERIC NUMMULTIRANGE"
    " NUMRANGE OID REAL REGCLASS REGCONFIG SMALLINT TEXT TIME TIMESTAMP TSMULTIRANGE TSQUERY TSRANGE TSTZMULTIRANGE"
    " TSTZRANGE TSVECTOR UUID",
    "sqlite": "BIGINT BLOB BOOLEAN CHAR DATE DATETIME DECIMAL DOUBLE FLOAT INTEGER JSON JSONB NCHAR NUMERIC NVARCHAR REAL"
    " SMALLINT TEXT TIME TIMESTAMP VARCHAR",
}
_OTHER = {
    "postgresql": {
        "_array": "ARRAY",
        "bit varying": "BIT",
        '"char"': "String",
        "character": "CHAR",
        "character varying": "VARCHAR",
        "double precision": "DOUBLE_PRECISION",
        "name": "String",
        "time with time zone": "TIME",
        "time without time zone": "TIME",
        "timestamp with time zone": "TIMESTAMP",
        "timestamp without time zone": "TIMESTAMP",
    },
    "sqlite": {
        "BOOL": "BOOLEAN",
        "DATETIME_CHAR": "DATETIME",
        "DATE_CHAR": "DATE",
        "INT": "INTEGER",
        "TIME_CHAR": "TIME",
    },
}
_names = {}


def of(dialect):
    """Returns the words of a dialect; who changes what is returned changes what reflection gives."""
    names = _names.get(dialect)
    if names is None:
        names = _names[dialect] = _standard_names(dialect)
    return names


def is_known(dialect):
    """Whether somebody has asked for the words of a dialect."""
    return dialect in _names


def _standard_names(dialect):
    if dialect not in _PLAIN:
        return {}
    place = _from_wire.package_of(dialect)
    classes = {name if dialect == "sqlite" else name.lower(): name for name in _PLAIN[dialect].split()}
    classes.update(_OTHER[dialect])
    return {word: getattr(place, name, None) or getattr(sqlalchemy, name) for word, name in classes.items()}
