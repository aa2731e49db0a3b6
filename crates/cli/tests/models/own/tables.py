"""Comparators of tables and columns, at every place among Alembic's own."""

import sqlalchemy as sa
from alembic.autogenerate import comparators
from alembic.operations import ops
from alembic.runtime.plugins import Plugin
from alembic.util import DispatchPriority, PriorityDispatchResult


def names(operations):
    return [type(one).__name__ for one in operations]


def said(word, name):
    operation = ops.ExecuteSQLOp("SELECT '%s %s'" % (word, name))
    operation.reverse = lambda: ops.ExecuteSQLOp("SELECT 'undo %s %s'" % (word, name))
    return operation


@comparators.dispatch_for("table")
def early(autogen_context, modify_table_ops, schemaname, tname, conn_table, metadata_table):
    print("early", schemaname, tname, conn_table is not None, metadata_table is not None, names(modify_table_ops.ops))
    if conn_table is not None and metadata_table is not None:
        print(conn_table.columns.keys(), metadata_table.columns.keys(), [index.name for index in conn_table.indexes])
        modify_table_ops.ops.append(said("early", tname))
    elif metadata_table is not None:
        modify_table_ops.ops.append(ops.CreateCheckConstraintOp("ck", tname, sa.text("1 = 1")))


def late(autogen_context, modify_table_ops, schemaname, tname, conn_table, metadata_table):
    print("late", tname, names(modify_table_ops.ops))
    if conn_table is not None and metadata_table is not None:
        modify_table_ops.ops.append(said("late", tname))


def decide(autogen_context, alter_column_op, schema, tname, cname, conn_col, metadata_col):
    types = [conn_col.type, metadata_col.type, alter_column_op.existing_type, alter_column_op.modify_type]
    print("column", schema, tname, cname, *types, alter_column_op.existing_nullable, alter_column_op.modify_nullable)
    if cname == "m":
        return PriorityDispatchResult.STOP
    if cname == "p":
        alter_column_op.modify_type = sa.Text()
        return PriorityDispatchResult.STOP


def last(autogen_context, alter_column_op, schema, tname, cname, conn_col, metadata_col):
    print("last", cname, alter_column_op.modify_type, alter_column_op.modify_nullable, alter_column_op.has_changes())
    if cname == "q":
        alter_column_op.modify_nullable = None


def stop(*arguments):
    return PriorityDispatchResult.STOP


mine = Plugin("mine.tables")
mine.add_autogenerate_comparator(late, "table")
mine.add_autogenerate_comparator(decide, "column", "types")
mine.add_autogenerate_comparator(last, "column", priority=DispatchPriority.LAST)
mine.add_autogenerate_comparator(stop, "table", "indexes", priority=DispatchPriority.FIRST, qualifier="sqlite")
