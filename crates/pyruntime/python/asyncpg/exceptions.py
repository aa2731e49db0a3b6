"""The exceptions of `asyncpg`, made when they are asked for."""


class PostgresMessage(Exception):
    pass


class PostgresError(PostgresMessage):
    pass


class FatalPostgresError(PostgresError):
    pass


class InterfaceError(Exception):
    pass


class InternalClientError(Exception):
    pass


class DataError(InterfaceError, ValueError):
    pass


class ProtocolError(InternalClientError):
    pass


_BASES = {
    "CheckViolationError": "IntegrityConstraintViolationError",
    "ExclusionViolationError": "IntegrityConstraintViolationError",
    "ForeignKeyViolationError": "IntegrityConstraintViolationError",
    "NotNullViolationError": "IntegrityConstraintViolationError",
    "RestrictViolationError": "IntegrityConstraintViolationError",
    "UniqueViolationError": "IntegrityConstraintViolationError",
    "AmbiguousColumnError": "SyntaxOrAccessError",
    "DuplicateColumnError": "SyntaxOrAccessError",
    "DuplicateFunctionError": "SyntaxOrAccessError",
    "DuplicateObjectError": "SyntaxOrAccessError",
    "DuplicateSchemaError": "SyntaxOrAccessError",
    "DuplicateTableError": "SyntaxOrAccessError",
    "InsufficientPrivilegeError": "SyntaxOrAccessError",
    "InvalidForeignKeyError": "SyntaxOrAccessError",
    "PostgresSyntaxError": "SyntaxOrAccessError",
    "UndefinedColumnError": "SyntaxOrAccessError",
    "UndefinedFunctionError": "SyntaxOrAccessError",
    "UndefinedObjectError": "SyntaxOrAccessError",
    "UndefinedTableError": "SyntaxOrAccessError",
    "WrongObjectTypeError": "SyntaxOrAccessError",
    "InvalidPasswordError": "InvalidAuthorizationSpecificationError",
    "InvalidTextRepresentationError": "PostgresDataError",
    "StringDataRightTruncationError": "PostgresDataError",
    "NumericValueOutOfRangeError": "PostgresDataError",
    "DeadlockDetectedError": "TransactionRollbackError",
    "SerializationError": "TransactionRollbackError",
    "LockNotAvailableError": "ObjectNotInPrerequisiteStateError",
    "ObjectInUseError": "ObjectNotInPrerequisiteStateError",
    "QueryCanceledError": "OperatorInterventionError",
    "CannotConnectNowError": "OperatorInterventionError",
    "ConnectionDoesNotExistError": "PostgresConnectionError",
    "ConnectionFailureError": "PostgresConnectionError",
    "TooManyConnectionsError": "InsufficientResourcesError",
}


def __getattr__(name):
    if not name.endswith(("Error", "Warning")) or name.startswith("_"):
        raise AttributeError("module 'asyncpg.exceptions' has no attribute %r" % (name,))
    base = _BASES.get(name)
    base = PostgresError if base is None else globals().get(base) or __getattr__(base)
    made = globals()[name] = type(name, (base,), {"__module__": __name__})
    return made
