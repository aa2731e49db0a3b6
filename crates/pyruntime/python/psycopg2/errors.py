"""`psycopg2.errors`: one class a SQLSTATE, made when it is asked for."""

import psycopg2 as _driver_module

# SQLSTATE -> (class, the exception of PEP 249 above it).
_STATES = {
    "22001": ("StringDataRightTruncation", "DataError"),
    "22003": ("NumericValueOutOfRange", "DataError"),
    "22P02": ("InvalidTextRepresentation", "DataError"),
    "23502": ("NotNullViolation", "IntegrityError"),
    "23503": ("ForeignKeyViolation", "IntegrityError"),
    "23505": ("UniqueViolation", "IntegrityError"),
    "23514": ("CheckViolation", "IntegrityError"),
    "23P01": ("ExclusionViolation", "IntegrityError"),
    "25P02": ("InFailedSqlTransaction", "InternalError"),
    "2BP01": ("DependentObjectsStillExist", "InternalError"),
    "40001": ("SerializationFailure", "OperationalError"),
    "40P01": ("DeadlockDetected", "OperationalError"),
    "42501": ("InsufficientPrivilege", "ProgrammingError"),
    "42601": ("SyntaxError", "ProgrammingError"),
    "42701": ("DuplicateColumn", "ProgrammingError"),
    "42703": ("UndefinedColumn", "ProgrammingError"),
    "42704": ("UndefinedObject", "ProgrammingError"),
    "42710": ("DuplicateObject", "ProgrammingError"),
    "42883": ("UndefinedFunction", "ProgrammingError"),
    "42P01": ("UndefinedTable", "ProgrammingError"),
    "42P04": ("DuplicateDatabase", "ProgrammingError"),
    "42P06": ("DuplicateSchema", "ProgrammingError"),
    "42P07": ("DuplicateTable", "ProgrammingError"),
    "3D000": ("InvalidCatalogName", "OperationalError"),
    "3F000": ("InvalidSchemaName", "ProgrammingError"),
    "55006": ("ObjectInUse", "OperationalError"),
    "55P03": ("LockNotAvailable", "OperationalError"),
    "57014": ("QueryCanceled", "OperationalError"),
    "57P03": ("CannotConnectNow", "OperationalError"),
}
_BASES = {name: base for name, base in _STATES.values()}


class QueryCanceledError(_driver_module.OperationalError):
    """What `psycopg2.extensions` calls a cancelled statement."""


class TransactionRollbackError(_driver_module.OperationalError):
    """What it calls a transaction that the server gave up."""


_CLASSES = {
    "DeadlockDetected": TransactionRollbackError,
    "QueryCanceled": QueryCanceledError,
    "SerializationFailure": TransactionRollbackError,
}


def __getattr__(name):
    if not name[:1].isupper():
        raise AttributeError("module 'psycopg2.errors' has no attribute %r" % (name,))
    base = _CLASSES.get(name) or getattr(_driver_module, _BASES.get(name, "DatabaseError"))
    made = globals()[name] = type(name, (base,), {"__module__": __name__})
    return made


def lookup(code):
    if code not in _STATES:
        raise KeyError(code)
    return globals().get(_STATES[code][0]) or __getattr__(_STATES[code][0])
