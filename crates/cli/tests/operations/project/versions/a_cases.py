"""Runs the cases of one naming convention on one database, each after a line with its name."""

import datetime
import decimal
import re

import sqlalchemy as sa
from alembic import context, op
from alembic.operations import MigrateOperation, Operations, ops
from sqlalchemy.dialects import mysql, postgresql

from reading import cases

revision = "a"
down_revision = None


def upgrade():
    migration = op.get_context()
    for case in cases():
        if case.convention == migration.opts["convention"] and migration.dialect.name in case.dialects:
            context.static_output("-- case %s, %s" % (migration.dialect.name, case.name))
            run(case)
    context.static_output("-- case ")


def downgrade():
    pass


def run(case):
    namespace = {"op": op, "ops": ops, "sa": sa, "context": context, "mysql": mysql, "postgresql": postgresql, "say": say}
    namespace.update(datetime=datetime, decimal=decimal, Operations=Operations, MigrateOperation=MigrateOperation)
    try:
        exec(case.code, namespace)
    except Exception as error:
        say("%s: %s" % (type(error).__name__, cleaned(str(error))))


def cleaned(message):
    """Takes out what differs from run to run, and the link to the manual."""
    message = message.split("\n")[0].partition(" (Background on this error")[0]
    return re.sub(r" object at 0x[0-9a-f]+", "", message)


def say(text):
    context.static_output("-- %s" % (text,))
