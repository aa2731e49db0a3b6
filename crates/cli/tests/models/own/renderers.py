"""Renderers: of an operation of its own, and of one that Alembic can write."""

import sqlalchemy as sa
from alembic.autogenerate import render, renderers
from alembic.operations import MigrateOperation, ops
from alembic.runtime.plugins import Plugin


class TouchOp(MigrateOperation):
    def __init__(self, number):
        self.number = number

    def reverse(self):
        return TouchOp(-self.number)


@renderers.dispatch_for(TouchOp)
def touch(autogen_context, op):
    autogen_context.imports.add("import os")
    return ["with op.touching(%d) as touched:" % op.number, "touched.touch()", ""]


@renderers.dispatch_for(ops.AddColumnOp, replace=True)
def add_column(autogen_context, op):
    where = "in a batch" if autogen_context._has_batch else "alone"
    text = render.default_renderers.dispatch(op)(autogen_context, op)
    return ["# %s of %s, %s" % (op.column.name, op.table_name, where), text]


try:
    renderers.dispatch_for(ops.DropTableOp)(add_column)
except ValueError as error:
    print(error)


def compare(autogen_context, upgrade_ops, schemas):
    print("compare", [type(one).__name__ for one in upgrade_ops.ops])
    column = ops.AddColumnOp("a", sa.Column("mine", sa.Integer))
    upgrade_ops.ops += [TouchOp(1), ops.ModifyTableOps("a", [column, TouchOp(5)])]


Plugin("mine.touch").add_autogenerate_comparator(compare, "schema")


def process(context, revision, directives):
    operations = directives[0].upgrade_ops.ops
    print("process", [type(one).__name__ for one in operations], operations[-2].number)
    operations.append(TouchOp(3))
    directives[0].downgrade_ops.ops.insert(0, TouchOp(-3))
