"""Which dialect words (`postgresql_using=`) tables, columns, indexes and constraints take."""

from . import exc_of

_WORDS = {
    "mssql": {
        "Column": "identity_start identity_increment",
        "Index": "clustered include where columnstore",
        "PrimaryKeyConstraint": "clustered",
        "UniqueConstraint": "clustered",
    },
    "mysql": {
        "Index": "using length prefix with_parser",
        "PrimaryKeyConstraint": "using",
        "Table": "*",
    },
    "oracle": {
        "Identity": "order on_null",
        "Index": "bitmap compress vector",
        "Sequence": "order",
        "Table": "resolve_synonyms on_commit compress tablespace",
    },
    "postgresql": {
        "CheckConstraint": "not_valid",
        "ForeignKeyConstraint": "not_valid",
        "Index": "using include where ops concurrently with tablespace nulls_not_distinct invalid",
        "PrimaryKeyConstraint": "include",
        "Table": "ignore_search_path tablespace partition_by with_oids with on_commit inherits using",
        "UniqueConstraint": "include nulls_not_distinct",
    },
    "sqlite": {
        "Column": "on_conflict_primary_key on_conflict_not_null on_conflict_unique",
        "Constraint": "on_conflict",
        "Index": "where",
        "Table": "autoincrement with_rowid strict",
    },
}
_WORDS["mariadb"] = _WORDS["mysql"]

# A reference of a column gives its words to the constraint that it becomes.
_GIVEN_TO = {"ForeignKey": "ForeignKeyConstraint"}


def check(item, words):
    """Refuses what no database of that name takes. Of databases that are not known here nothing can be said."""
    for word in words:
        dialect, _, argument = word.partition("_")
        known = _WORDS.get(dialect)
        if known is None:
            _warn("Can't validate argument %r; can't locate any SQLAlchemy dialect named %r" % (word, dialect))
            continue
        kinds = [_GIVEN_TO.get(kind.__name__, kind.__name__) for kind in type(item).__mro__]
        taken = " ".join(known.get(kind, "") for kind in kinds).split()
        if argument not in taken and "*" not in taken:
            raise exc_of(
                "ArgumentError",
                "Argument %r is not accepted by dialect %r on behalf of <class 'sqlalchemy.sql.schema.%s'>"
                % (word, dialect, kinds[0]),
            )


def _warn(message):
    import warnings

    from sqlalchemy import exc

    warnings.warn(message, exc.SAWarning, stacklevel=4)
