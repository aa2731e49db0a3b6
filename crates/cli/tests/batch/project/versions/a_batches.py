"""Runs every case of the convention on a database of its own making, and writes down what it became."""

import json
import os

import sqlalchemy as sa
from alembic import context, op

from cases import CASES

revision = "a"
down_revision = None

OBJECTS = """
    SELECT type, name, sql FROM sqlite_master
    WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%' AND name <> 'alembic_version' ORDER BY type, name
"""


def upgrade():
    convention = json.loads(os.environ["BATCH_CONVENTION"])
    offline = context.is_offline_mode()
    results = {}
    for case in CASES:
        if case.get("convention", {}) == convention and case.get("offline", False) == offline:
            results[case["name"]] = printed(case) if offline else performed(case)
    if not offline:
        with open(os.environ["BATCH_RESULTS"], "w") as file:
            json.dump(results, file)


def downgrade():
    pass


def printed(case):
    context.static_output("-- case " + case["name"])
    run(case)


def performed(case):
    bind = op.get_bind()
    clear(bind)
    for statement in case["setup"]:
        bind.exec_driver_sql(statement)
    result = {"error": run(case)}
    found = [list(row) for row in bind.exec_driver_sql(OBJECTS)]
    result["objects"] = found
    result["rows"] = {name: rows(bind, name) for kind, name, sql in found if kind in ("table", "view")}
    return result


def clear(bind):
    found = [list(row) for row in bind.exec_driver_sql(OBJECTS)]
    for kind in ("view", "trigger", "table"):
        for own, name, sql in found:
            if own == kind and not (kind == "trigger" and gone(bind, name)):
                bind.exec_driver_sql('DROP %s "%s"' % (kind, name))


def gone(bind, name):
    return not list(bind.exec_driver_sql("SELECT 1 FROM sqlite_master WHERE name = '%s'" % name))


def rows(bind, name):
    return sorted([repr(list(row)) for row in bind.exec_driver_sql('SELECT * FROM "%s"' % name)])


def run(case):
    try:
        exec(case["code"], {"op": op, "sa": sa})
    except Exception as error:
        return "%s: %s" % (type(error).__name__, str(error).split("\n")[0])
    return None
