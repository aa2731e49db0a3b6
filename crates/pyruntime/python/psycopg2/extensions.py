"""`psycopg2.extensions`: constants, and adapters that only psycopg2 itself would use."""

import _driver

ISOLATION_LEVEL_AUTOCOMMIT = 0
ISOLATION_LEVEL_READ_COMMITTED = 1
ISOLATION_LEVEL_REPEATABLE_READ = 2
ISOLATION_LEVEL_SERIALIZABLE = 3
ISOLATION_LEVEL_READ_UNCOMMITTED = 4
STATUS_READY, STATUS_BEGIN = 1, 2
TRANSACTION_STATUS_IDLE, TRANSACTION_STATUS_ACTIVE, TRANSACTION_STATUS_INTRANS, TRANSACTION_STATUS_INERROR = range(4)
UNICODE = UNICODEARRAY = None
globals().update(_driver.unused("AsIs", "QuotedString", "Float", "ISQLQuote", "connection", "cursor", "Binary"))
parse_dsn = _driver.refuse("psycopg2.extensions.parse_dsn")
make_dsn = _driver.refuse("psycopg2.extensions.make_dsn")
adapt = _driver.refuse("psycopg2.extensions.adapt")


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
