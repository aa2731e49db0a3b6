"""A host for the shims under CPython: answers by simple rules, records every message. Run by `alembic_support`."""

import configparser
import datetime
import decimal
import json
import os
import sys
import types
import uuid


class HostError(Exception):
    def __init__(self, exception, message, **details):
        self.error = {"exception": exception, "message": message, **details}


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
    if hasattr(value, "_wire"):
        return lowered(value._wire())
    for kind, name in ((datetime.datetime, "datetime"), (datetime.date, "date"), (datetime.time, "time")):
        if isinstance(value, kind):
            return {"$": name, "v": value.isoformat()}
    if isinstance(value, decimal.Decimal):
        return {"$": "decimal", "v": str(value)}
    if isinstance(value, uuid.UUID):
        return {"$": "uuid", "v": str(value)}
    if isinstance(value, bytes):
        return {"$": "bytes", "v": value.hex()}
    if isinstance(value, (set, frozenset)):
        return [lowered(item) for item in value]
    raise TypeError("cannot pass a %s object to the migration engine" % type(value).__name__)


class FakeHost:
    """Knows two revisions, `a1` and `b1`, and an empty database."""

    revisions = [
        {"revision": "b1", "down_revision": "a1", "branch_labels": [], "dependencies": None, "doc": "second"},
        {"revision": "a1", "down_revision": None, "branch_labels": [], "dependencies": None, "doc": "first"},
    ]

    def __init__(self, given):
        self.given = given
        self.root = given["root"]
        self.conversation = []
        self.stack = [self.main()]
        self.end = None
        self.connections = 0
        self.settings = {}
        self.heads = given.get("heads", [])
        self.tables = given.get("tables", [])
        self.rows = given.get("rows", {})
        for revision in self.revisions:
            name = {"a1": "a1_first.py", "b1": "b1_second.py"}[revision["revision"]]
            revision["path"] = os.path.join(self.root, "migrations", "versions", name)
            revision["nextrev"] = ["b1"] if revision["revision"] == "a1" else []

    def exchange(self, message):
        if message is not None:
            message = lowered(message)
            self.conversation.append(json.loads(json.dumps(message)))
            if "request" in message:
                self.stack.append(self.answer(message))
                message = None
        generator = self.stack[-1]
        try:
            return generator.send(message)
        except StopIteration as ended:
            self.stack.pop()
            if not self.stack:
                raise RuntimeError("the host is gone")
            return {"answer": ended.value}
        except HostError as failed:
            self.stack.pop()
            return {"error": failed.error}

    def main(self):
        for do in self.given.get("first", []):
            self.end = yield do
        if self.given.get("command"):
            env = os.path.join(self.root, "migrations", "env.py")
            self.end = yield {"do": "run_env", "file": env, "environment": self.environment()}
        for do in self.given.get("last", []):
            self.end = yield do

    def environment(self):
        parser = configparser.RawConfigParser()
        ini = os.path.join(self.root, "alembic.ini")
        parser.read(ini)
        given = self.given
        return {
            "command": given["command"],
            "as_sql": given.get("as_sql", False),
            "starting_rev": given.get("starting_rev"),
            "destination_rev": given.get("destination_rev", "head"),
            "tag": given.get("tag"),
            "dont_mutate": given.get("dont_mutate", False),
            "config": {
                "config_file_name": "alembic.ini",
                "config_ini_section": "alembic",
                "cmd_opts": {"x": given.get("x"), "quiet": False, "name": "alembic", "raiseerr": False, "config": None},
                "sections": {name: dict(parser._sections[name]) for name in parser.sections()},
                "defaults": {"here": self.root, **parser.defaults()},
                "toml": None,
                "toml_file_name": "pyproject.toml",
            },
            "script_directory": {"dir": os.path.join(self.root, "migrations"), "version_locations": []},
            "sys_path": ["."],
            "database_url": given.get("database_url"),
        }

    def answer(self, message):
        return getattr(self, "on_" + message["request"])(message)

    def nothing(self, message):
        return None
        yield

    on_close = on_transaction = on_isolation = on_static_output = on_stdout = nothing
    on_begin_transaction = on_end_transaction = on_autocommit_block = on_context_execute = nothing

    def on_perform(self, message):
        if message["operation"]["op"] == self.given.get("refuse"):
            raise HostError(
                "sqlalchemy.exc.ProgrammingError",
                "relation does not exist",
                statement="DROP TABLE x",
                parameters=None,
                orig={
                    "class": "psycopg2.errors.UndefinedTable",
                    "message": "relation does not exist",
                    "pgcode": "42P01",
                },
                hint="look twice",
            )
        return None
        yield

    def on_execute_ddl(self, message):
        operation = message["operation"]
        if operation["op"] == "create_table":
            self.tables.append(operation["table"]["name"])
        return None
        yield

    def on_connect(self, message):
        self.connections += 1
        url = message["url"] or self.given.get("database_url") or ""
        name, _, driver = url.partition("://")[0].partition("+")
        default = {"postgresql": "psycopg2", "sqlite": "pysqlite"}.get(name)
        return {
            "connection": self.connections,
            "dialect": name,
            "driver": driver or default,
            "server_version": [15, 4],
            "default_namespace": "public",
        }
        yield

    def on_in_transaction(self, message):
        return False
        yield

    def on_execute(self, message):
        for word, rows in self.rows.items():
            if word in json.dumps(message["statement"]):
                return {"columns": ["c"], "rows": rows, "rowcount": len(rows), "lastrowid": None}
        return {"columns": None, "rows": [], "rowcount": -1, "lastrowid": None}
        yield

    def on_has_table(self, message):
        return message["table"]["name"] in self.tables
        yield

    def on_compile(self, message):
        return "compiled"
        yield

    def on_configure(self, message):
        self.settings = message["settings"]
        url = message["url"] or self.given.get("database_url") or ""
        self.dialect = message["dialect_name"] or url.partition(":")[0].partition("+")[0] or "sqlite"
        return {
            "dialect": self.dialect,
            "as_sql": self.given.get("as_sql", False),
            "transactional_ddl": self.dialect == "postgresql",
        }
        yield

    def on_run_migrations(self, message):
        yield {"do": "log", "logger": "alembic.runtime.migration", "level": 20, "message": "Running 100%"}
        heads = list(self.heads)
        for revision in reversed(self.revisions) if self.given.get("command") == "upgrade" else ():
            outcome = yield {
                "do": "run_script",
                "file": revision["path"],
                "revision": revision["revision"],
                "function": "upgrade",
            }
            if "raised" in outcome:
                raised = outcome["raised"]
                module = "" if raised["module"] == "builtins" else raised["module"] + "."
                raise HostError(module + raised["class"], raised["message"])
            heads = [revision["revision"]]
            if "output_buffer" in self.settings:
                yield {
                    "do": "callback",
                    "id": self.settings["output_buffer"]["callable"],
                    "arguments": {"text": "-- %s\n\n" % revision["revision"]},
                }
            if "on_version_apply" in self.settings:
                down = revision["down_revision"]
                step = {
                    "is_upgrade": True,
                    "is_stamp": False,
                    "up_revisions": [revision["revision"]],
                    "down_revisions": [down] if down else [],
                }
                yield {
                    "do": "callback",
                    "id": self.settings["on_version_apply"]["callable"],
                    "arguments": {"step": step, "heads": heads},
                }
        return None

    def on_heads(self, message):
        return self.heads
        yield

    def on_script_directory(self, message):
        arguments = message["arguments"]
        found = {revision["revision"]: revision for revision in self.revisions}
        method = message["method"]
        if method == "settings":
            return {"dir": os.path.join(self.root, "migrations"), "version_locations": []}
        if method in ("walk_revisions", "iterate_revisions"):
            return self.revisions
        if method == "get_revisions":
            wanted = arguments["id"]
            wanted = ["b1"] if wanted in ("head", "heads") else [wanted] if isinstance(wanted, str) else wanted
            return [found[name] for name in wanted]
        if method == "get_revision":
            name = {"head": "b1", "heads": "b1"}.get(arguments["id"], arguments["id"])
            if name not in found:
                raise HostError("alembic.util.exc.CommandError", "Can't locate revision identified by '%s'" % name)
            return found[name]
        if method == "as_revision_number":
            return {"head": "b1", "heads": ["b1"], "base": None}.get(arguments["id"], arguments["id"])
        return {"get_heads": ["b1"], "get_bases": ["a1"], "get_current_head": "b1"}[method]
        yield


def performed(function, name, message):
    try:
        return function(name, message), None
    except BaseException as raised:
        # The native module has no frame.
        return None, raised.with_traceback(raised.__traceback__.tb_next)


def main():
    host = FakeHost(json.loads(sys.argv[1]))
    sys.path.remove(os.path.dirname(os.path.abspath(__file__)))
    # CPython's own library under our stand-ins' names: only `alembic` and `sqlalchemy` are tried here.
    native = types.ModuleType("_limbeck")
    native.exchange = host.exchange
    native.perform = performed
    sys.modules["_limbeck"] = native
    import _host
    _host.serve()
    with open("conversation.json", "w") as file:
        json.dump([host.conversation, host.end], file)


main()
