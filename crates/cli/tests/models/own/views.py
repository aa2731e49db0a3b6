"""Views as Alembic's cookbook has it: operations, their renderers, and a comparator."""

from alembic.autogenerate import comparators, renderers
from alembic.operations import MigrateOperation, Operations
from sqlalchemy import text


@Operations.register_operation("create_view")
class CreateViewOp(MigrateOperation):
    def __init__(self, name, sql, schema=None):
        self.name = name
        self.sql = sql
        self.schema = schema

    @classmethod
    def create_view(cls, operations, name, sql, **kw):
        return operations.invoke(CreateViewOp(name, sql, **kw))

    def reverse(self):
        return DropViewOp(self.name, self.sql, schema=self.schema)

    def to_diff_tuple(self):
        return ("add_view", self.name)


@Operations.register_operation("drop_view")
class DropViewOp(MigrateOperation):
    def __init__(self, name, sql=None, schema=None):
        self.name = name
        self.sql = sql
        self.schema = schema

    @classmethod
    def drop_view(cls, operations, name, **kw):
        return operations.invoke(DropViewOp(name, **kw))

    def reverse(self):
        return CreateViewOp(self.name, self.sql, schema=self.schema)

    def to_diff_tuple(self):
        return ("remove_view", self.name)


@Operations.implementation_for(CreateViewOp)
def create_view(operations, operation):
    operations.execute("CREATE VIEW %s AS %s" % (operation.name, operation.sql))


@Operations.implementation_for(DropViewOp)
def drop_view(operations, operation):
    operations.execute("DROP VIEW %s" % operation.name)


@renderers.dispatch_for(CreateViewOp)
def render_create_view(autogen_context, op):
    autogen_context.imports.add("from own import anything")
    return "op.create_view(%r, %r)" % (op.name, op.sql)


@renderers.dispatch_for(DropViewOp)
def render_drop_view(autogen_context, op):
    return ["# gone", "op.drop_view(%r)" % op.name]


anything = None


@comparators.dispatch_for("schema")
def compare_views(autogen_context, upgrade_ops, schemas):
    print("schemas", schemas, [type(op).__name__ for op in upgrade_ops.ops], autogen_context.dialect.name)
    sql = "SELECT name, sql FROM sqlite_master WHERE type = 'view'"
    found = {name: sql.partition(" AS ")[2] for name, sql in autogen_context.connection.execute(text(sql))}
    wanted = autogen_context.metadata.info.get("views", {})
    for name in sorted(set(wanted) - set(found)):
        upgrade_ops.ops.append(CreateViewOp(name, wanted[name]))
    for name in sorted(set(found) - set(wanted)):
        upgrade_ops.ops.append(DropViewOp(name, found[name]))
