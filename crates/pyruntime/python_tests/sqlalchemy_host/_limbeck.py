"""Stands in for the native module when the `sqlalchemy` shim is tested under CPython.

Messages are recorded in `messages`. Connections are real SQLite databases; the text of queries comes from `wire_sql`,
a small writer of the wire form that only the tests use.
"""

import sys

# The library's own modules, not the shims' stand-ins of the same names.
_path = sys.path
sys.path = [folder for folder in sys.path if not folder.rstrip("/").endswith("pyruntime/python")]
import base64
import datetime
import decimal
import json
import sqlite3
import uuid

sys.path = _path

import wire_sql

messages = []
_connections = {}
_shared = {}


def lowered(value):
    """What the native module does: plain data stays, objects describe themselves."""
    if value is None or isinstance(value, (bool, int, float)):
        return value
    if isinstance(value, str):
        return str(value)
    if isinstance(value, (list, tuple)):
        return [lowered(item) for item in value]
    if isinstance(value, dict):
        return {str(key): lowered(item) for key, item in value.items()}
    if isinstance(value, bytes):
        return {"$": "bytes", "v": base64.b64encode(value).decode()}
    if hasattr(value, "_wire"):
        return lowered(value._wire())
    for kind, name in ((datetime.datetime, "datetime"), (datetime.date, "date"), (datetime.time, "time")):
        if isinstance(value, kind):
            return {"$": name, "v": value.isoformat()}
    if isinstance(value, datetime.timedelta):
        return {"$": "interval", "v": [value.days, value.seconds, value.microseconds]}
    if isinstance(value, decimal.Decimal):
        return {"$": "decimal", "v": str(value)}
    if isinstance(value, uuid.UUID):
        return {"$": "uuid", "v": str(value)}
    if isinstance(value, (set, frozenset)):
        return [lowered(item) for item in value]
    raise TypeError("cannot pass a %s object to the migration engine" % type(value).__name__)


def stored(value):
    """A wire value as SQLite keeps it."""
    if not isinstance(value, dict):
        return value
    kind, value = value["$"], value["v"]
    if kind == "datetime":
        value = datetime.datetime.fromisoformat(value)
        return value.strftime("%Y-%m-%d %H:%M:%S.") + "%06d" % value.microsecond
    if kind == "time":
        value = datetime.time.fromisoformat(value)
        return value.strftime("%H:%M:%S.") + "%06d" % value.microsecond
    if kind == "date":
        return value
    if kind == "interval":
        moment = datetime.datetime(1970, 1, 1) + datetime.timedelta(*value)
        return moment.strftime("%Y-%m-%d %H:%M:%S.") + "%06d" % moment.microsecond
    if kind == "decimal":
        return float(value)
    if kind == "bytes":
        return base64.b64decode(value)
    if kind == "uuid":
        return value.replace("-", "")
    if kind == "json":
        return json.dumps(value)
    raise ValueError(kind)


def exchange(message):
    message = lowered(message)
    messages.append(json.loads(json.dumps(message)))
    name = message.pop("request")
    try:
        return {"answer": globals()["_" + name](**message)}
    except sqlite3.Error as error:
        kind = type(error).__name__
        return {
            "error": {
                "exception": "sqlalchemy.exc." + kind,
                "message": "(sqlite3.%s) %s" % (kind, error),
                "statement": _last[0],
                "parameters": _last[1],
                "orig": {"class": "sqlite3." + kind, "message": str(error)},
            }
        }


_last = [None, None]


def _connect(url, options):
    number = len(_connections) + 1
    path = url.partition("://")[2][1:] or ":memory:"
    if path == ":memory:":
        path = "file:shared?mode=memory&cache=shared"
        _shared.setdefault(path, sqlite3.connect(path, uri=True))
    _connections[number] = sqlite3.connect(path, uri=True, isolation_level=None)
    name = url.partition(":")[0].partition("+")[0]
    return {
        "connection": number,
        "dialect": name,
        "driver": "pysqlite",
        "server_version": [3, 40, 0],
        "default_namespace": "main" if name == "sqlite" else "public",
    }


def _close(connection):
    _connections[connection].close()


def _transaction(connection, action, name=None):
    words = {"savepoint": "SAVEPOINT ", "release": "RELEASE ", "rollback_to": "ROLLBACK TO "}
    _connections[connection].execute(words[action] + name if name else action.upper())


def _in_transaction(connection):
    return _connections[connection].in_transaction


def _isolation(connection, level):
    return None


def _execute(connection, statement, parameters, in_parts=False):
    if statement["query"] == "driver":
        sql, sets = statement["sql"], [
            [stored(value) for value in row] if isinstance(row, list) else row for row in parameters
        ]
    else:
        sql, values = wire_sql.query(statement, "sqlite")
        sets = [{**values, **row} for row in parameters] or [values]
        sets = [{key: stored(value) for key, value in row.items()} for row in sets]
    _last[:] = [sql, sets[0] if sets else None]
    cursor = _connections[connection].cursor()
    if len(sets) > 1:
        cursor.executemany(sql, sets)
    else:
        cursor.execute(sql, sets[0] if sets else ())
    columns = None if cursor.description is None else [column[0] for column in cursor.description]
    return {
        "columns": columns,
        "rows": [] if columns is None else [list(row) for row in cursor.fetchall()],
        "rowcount": cursor.rowcount,
        "lastrowid": cursor.lastrowid,
    }


def _execute_ddl(connection, operation):
    for sql in wire_sql.operation(operation, "sqlite"):
        _connections[connection].execute(sql)


def _has_table(connection, table):
    found = _connections[connection].execute("SELECT 1 FROM sqlite_master WHERE name = ?", (table["name"],))
    return found.fetchone() is not None


def _compile(dialect=None, literal_binds=False, statement=None, expression=None, type=None, operation=None):
    if statement is not None:
        return wire_sql.query(statement, dialect)[0]
    if expression is not None:
        return wire_sql.expression(expression, dialect)
    if type is not None:
        return wire_sql.column_type(type)
    return ";\n".join(wire_sql.operation(operation, dialect))
