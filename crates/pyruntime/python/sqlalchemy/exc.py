"""The exceptions of SQLAlchemy."""


class HasDescriptionCode:
    code = None

    def __init__(self, *arguments, **keywords):
        code = keywords.pop("code", None)
        if code is not None:
            self.code = code
        super().__init__(*arguments, **keywords)


class SQLAlchemyError(HasDescriptionCode, Exception):
    @classmethod
    def _from_host(cls, message, details):
        """The exception that an error message of the host names; `details` are the message's further keys."""
        error = cls.__new__(cls, message)
        SQLAlchemyError.__init__(error, message)
        for key, value in details.items():
            setattr(error, key, value)
        return error

    def _message(self):
        if len(self.args) == 1:
            text = self.args[0]
            if isinstance(text, bytes):
                return text.decode("utf-8", "backslashreplace")
            return str(text)
        return str(self.args)

    def __str__(self):
        return self._message()


class EmulatedDBAPIException(Exception):
    def __init__(self, message, orig=None):
        super().__init__(message)
        self.orig = orig

    @property
    def driver_exception(self):
        return self if self.orig is None else self.orig


class ArgumentError(SQLAlchemyError):
    pass


class DuplicateColumnError(ArgumentError):
    pass


class ObjectNotExecutableError(ArgumentError):
    def __init__(self, target):
        super().__init__("Not an executable object: %r" % (target,))
        self.target = target


class NoSuchModuleError(ArgumentError):
    pass


class NoForeignKeysError(ArgumentError):
    pass


class AmbiguousForeignKeysError(ArgumentError):
    pass


class ConstraintColumnNotFoundError(ArgumentError):
    pass


class CircularDependencyError(SQLAlchemyError):
    def __init__(self, message, cycles, edges, msg=None, code=None):
        if msg is None:
            message += " (%s)" % ", ".join(repr(cycle) for cycle in cycles)
        else:
            message = msg
        super().__init__(message, code=code)
        self.cycles = cycles
        self.edges = edges


class CompileError(SQLAlchemyError):
    pass


class UnsupportedCompilationError(CompileError):
    def __init__(self, compiler, element_type, message=None):
        super().__init__(
            "Compiler %r can't render element of type %s%s"
            % (compiler, element_type, ": %s" % message if message else "")
        )
        self.compiler = compiler
        self.element_type = element_type
        self.message = message


class IdentifierError(SQLAlchemyError):
    pass


class DisconnectionError(SQLAlchemyError):
    invalidate_pool = False


class InvalidatePoolError(DisconnectionError):
    invalidate_pool = True


class TimeoutError(SQLAlchemyError):
    pass


class InvalidRequestError(SQLAlchemyError):
    pass


class IllegalStateChangeError(InvalidRequestError):
    pass


class NoInspectionAvailable(InvalidRequestError):
    pass


class NoDBAPILoaded(InvalidRequestError):
    pass


class PendingRollbackError(InvalidRequestError):
    pass


class ResourceClosedError(InvalidRequestError):
    pass


class NoSuchColumnError(InvalidRequestError, KeyError):
    pass


class AmbiguousColumnError(InvalidRequestError):
    pass


class NoResultFound(InvalidRequestError):
    pass


class MultipleResultsFound(InvalidRequestError):
    pass


class NoReferenceError(InvalidRequestError):
    pass


class AwaitRequired(InvalidRequestError):
    code = "xd1r"


class MissingGreenlet(InvalidRequestError):
    code = "xd2s"


class NoReferencedTableError(NoReferenceError):
    def __init__(self, message, tname):
        super().__init__(message)
        self.table_name = tname


class NoReferencedColumnError(NoReferenceError):
    def __init__(self, message, tname, cname):
        super().__init__(message)
        self.table_name = tname
        self.column_name = cname


class NoSuchTableError(InvalidRequestError):
    pass


class UnreflectableTableError(InvalidRequestError):
    pass


class UnboundExecutionError(InvalidRequestError):
    pass


class DontWrapMixin:
    pass


class StatementError(SQLAlchemyError):
    """An error while a statement was prepared or run; `statement` and `params` say which."""

    statement = None
    params = None
    orig = None
    ismulti = None
    connection_invalidated = False

    def __init__(self, message, statement, params, orig, hide_parameters=False, code=None, ismulti=None):
        super().__init__(message, code=code)
        self.statement = statement
        self.params = params
        self.orig = orig
        self.ismulti = ismulti
        self.hide_parameters = hide_parameters
        self.detail = []

    @classmethod
    def _from_host(cls, message, details):
        """`orig` is the driver's exception as {"class": "psycopg2.errors.UndefinedTable", "message": …, …}."""
        orig = details.pop("orig", None)
        if isinstance(orig, dict):
            orig = _driver_exception(orig)
        error = cls.__new__(cls, message)
        StatementError.__init__(error, message, details.pop("statement", None), details.pop("parameters", None), orig)
        details.pop("code", None)
        for key, value in details.items():
            setattr(error, key, value)
        return error

    def add_detail(self, msg):
        self.detail.append(msg)

    def __str__(self):
        details = [self._message()]
        if self.statement and "[SQL: " not in details[0]:
            params = self.params
            is_long = isinstance(params, list) and len(params) > _MOST_SHOWN
            details.append("[SQL: %s]" % (_shortened(self.statement) if is_long else self.statement))
            if params:
                if self.hide_parameters:
                    details.append("[SQL parameters hidden due to hide_parameters=True]")
                else:
                    details.append("[parameters: %s]" % (params if isinstance(params, str) else _shown(params)))
        return "\n".join(["(%s)" % detail for detail in self.detail] + details)


# An INSERT of a thousand rows, and long values, are shown by their two ends, as in SQLAlchemy.
_MOST_SHOWN = 300


def _shortened(statement):
    left_out = len(statement) - 350
    if left_out <= 150:
        return statement
    return "%s ... %d characters truncated ... %s" % (statement[:250], left_out, statement[-100:])


def _shown(params):
    if not isinstance(params, list):
        return repr(params)
    if len(params) <= _MOST_SHOWN:
        return "[%s]" % ", ".join(map(_shown_value, params))
    first, last = (", ".join(map(_shown_value, part)) for part in (params[:50], params[-50:]))
    return "[%s ... %d parameters truncated ... %s]" % (first, len(params) - 100, last)


def _shown_value(value):
    text = repr(value)
    if len(text) <= _MOST_SHOWN:
        return text
    return "%s ... (%d characters truncated) ... %s" % (text[:150], len(text) - 300, text[-150:])


class DBAPIError(StatementError):
    code = "dbapi"

    def __init__(
        self, statement, params, orig, hide_parameters=False, connection_invalidated=False, code=None, ismulti=None
    ):
        try:
            text = str(orig)
        except Exception as error:
            text = "Error in str() of DB-API-generated exception: %s" % error
        kind = type(orig)
        super().__init__(
            "(%s.%s) %s" % (kind.__module__, kind.__name__, text),
            statement,
            params,
            orig,
            hide_parameters,
            code=code,
            ismulti=ismulti,
        )
        self.connection_invalidated = connection_invalidated

    @property
    def driver_exception(self):
        return getattr(self.orig, "driver_exception", self.orig)


class InterfaceError(DBAPIError):
    code = "rvf5"


class DatabaseError(DBAPIError):
    code = "4xp6"


class DataError(DatabaseError):
    code = "9h9h"


class OperationalError(DatabaseError):
    code = "e3q8"


class IntegrityError(DatabaseError):
    code = "gkpj"


class InternalError(DatabaseError):
    code = "2j85"


class ProgrammingError(DatabaseError):
    code = "f405"


class NotSupportedError(DatabaseError):
    code = "tw8g"


class SATestSuiteWarning(Warning):
    pass


class SADeprecationWarning(HasDescriptionCode, DeprecationWarning):
    deprecated_since = None


class Base20DeprecationWarning(SADeprecationWarning):
    pass


class LegacyAPIWarning(Base20DeprecationWarning):
    pass


class MovedIn20Warning(Base20DeprecationWarning):
    pass


RemovedIn20Warning = Base20DeprecationWarning


class SAPendingDeprecationWarning(PendingDeprecationWarning):
    deprecated_since = None


class SAWarning(HasDescriptionCode, RuntimeWarning):
    pass


_driver_classes = {}


def _driver_exception(orig):
    name = orig.get("class", "DatabaseError")
    kind = _driver_classes.get(name)
    if kind is None:
        module, _, plain_name = name.rpartition(".")
        kind = _driver_classes[name] = type(plain_name, (Exception,), {"__module__": module})
    error = kind(orig.get("message", ""))
    for key, value in orig.items():
        if key not in ("class", "message"):
            setattr(error, key, value)
    return error
