"""`psycopg2.extensions`: constants, and adapters that only psycopg2 itself would use."""

import _driver
import _literals
from psycopg2.errors import QueryCanceledError, TransactionRollbackError  # noqa: F401

ISOLATION_LEVEL_AUTOCOMMIT = 0
ISOLATION_LEVEL_READ_COMMITTED = 1
ISOLATION_LEVEL_REPEATABLE_READ = 2
ISOLATION_LEVEL_SERIALIZABLE = 3
ISOLATION_LEVEL_READ_UNCOMMITTED = 4
STATUS_READY, STATUS_BEGIN = 1, 2
TRANSACTION_STATUS_IDLE, TRANSACTION_STATUS_ACTIVE, TRANSACTION_STATUS_INTRANS, TRANSACTION_STATUS_INERROR = range(4)
UNICODE = UNICODEARRAY = None
globals().update(_driver.unused("Float", "ISQLQuote", "connection", "cursor", "Binary"))
parse_dsn = _driver.refuse("psycopg2.extensions.parse_dsn")
make_dsn = _driver.refuse("psycopg2.extensions.make_dsn")


class _Adapted:
    """A value that says how it is written in a statement."""

    def __init__(self, adapted):
        self.adapted = adapted

    def getquoted(self):
        return str(self).encode("utf-8")

    def __str__(self):
        return _literals.literal(self.adapted)

    def prepare(self, connection):
        pass


class AsIs(_Adapted):
    """A text that is written as it is."""

    def __str__(self):
        return str(self.adapted)


QuotedString = adapt = _Adapted


def register_adapter(typ, callable):
    """Values are adapted by Limbeck."""


def register_type(obj, scope=None):
    """Values are converted by Limbeck."""


def new_type(oids, name, adapter):
    return name


def new_array_type(oids, name, base):
    return name


def quote_ident(name, scope=None):
    return '"%s"' % name.replace('"', '""')
