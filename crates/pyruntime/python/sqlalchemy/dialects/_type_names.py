"""`ischema_names`: the class that a type of the database's catalogue has, by its word.

A project puts its own there, as pgvector and GeoAlchemy2 do for theirs; the host asks for the words that have one.
"""

import sqlalchemy

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
_standard = {}


def of(dialect):
    """Returns the words of a dialect; who changes what is returned changes what reflection gives."""
    names = _names.get(dialect)
    if names is None:
        standard = _standard[dialect] = _standard_names(dialect)
        names = _names[dialect] = dict(standard)
    return names


def own(dialect):
    """Returns the words that have a class of the project's or of a package's."""
    standard = _standard.get(dialect) or {}
    return sorted(word for word, kind in (_names.get(dialect) or {}).items() if standard.get(word) is not kind)


def reflected(dialect, text):
    """Returns the type that a column of a type such as `vector(3)` has; None: none of the project's."""
    word, _, arguments = text.partition("(")
    own_words = own(dialect)
    word = word.strip().lower()
    if word not in own_words:
        # An extension may live in a namespace that is not searched.
        word = word.rpartition(".")[2]
    if word not in own_words:
        return None
    given = [argument.strip() for argument in arguments.partition(")")[0].split(",") if argument.strip()]
    if given and given[0].lstrip("-").isdigit():
        given[0] = int(given[0])
    found = of(dialect)[word](*given)
    note = getattr(found, "_note_reflected", None)
    if note is not None:
        note()
    return found


def _standard_names(dialect):
    if dialect not in _PLAIN:
        return {}
    place = __import__("sqlalchemy.dialects." + dialect, None, None, ("*",))
    classes = {name if dialect == "sqlite" else name.lower(): name for name in _PLAIN[dialect].split()}
    classes.update(_OTHER[dialect])
    return {word: getattr(place, name, None) or getattr(sqlalchemy, name) for word, name in classes.items()}
