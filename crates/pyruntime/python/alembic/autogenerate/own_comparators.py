"""The user's comparators, called where Alembic calls them: the host's differences come in their turn among theirs."""

from ..operations.containers import UpgradeOps
from ..util.priority import PriorityDispatcher
from .api import AutogenContext
from .operations import from_host, reversed_to_host, to_host

# What is compared table by table.
TABLE_TARGETS = ("table", "column")


class Comparison:
    """Called by the host when it has compared; returns what the comparators make of its differences."""

    def __init__(self, migration_context):
        self._context = migration_context

    def __call__(self, plugins, namespaces, upgrade_ops, tables):
        context = self._context
        autogen_context = AutogenContext(context)
        found = Found(from_host(upgrade_ops, context), namespaces, tables)
        autogen_context.comparators = _registered(plugins, found)
        upgrade = UpgradeOps([])
        autogen_context.comparators.dispatch("autogenerate", qualifier=context.dialect.name)(autogen_context, upgrade)
        return {"upgrade_ops": to_host(upgrade, context), "downgrade_ops": reversed_to_host(upgrade, context)}


def _registered(plugins, found):
    """Returns the comparators of all chosen plug-ins in Alembic's order: those of no plug-in come first."""
    from ..runtime.plugins import _all_plugins
    from .compare import comparators

    registered = comparators.branch()
    for name in plugins:
        if name in _all_plugins:
            registered.populate_with(_all_plugins[name].autogenerate_comparators)
        else:
            registered.populate_with(found.comparators(name))
    return registered


class Found:
    """What the host has found, given out by the comparators that stand for Alembic's own."""

    def __init__(self, operations, namespaces, tables):
        self._operations = operations
        self._namespaces = namespaces
        self._tables = tables

    def comparators(self, plugin):
        """Returns those of one of Alembic's plug-ins."""
        standing = PriorityDispatcher()
        if plugin == "alembic.autogenerate.schemas":
            standing.dispatch_for("autogenerate")(self._compare_namespaces)
        elif plugin == "alembic.autogenerate.tables":
            standing.dispatch_for("schema", subgroup="tables")(self._compare_tables)
        elif self._tables is not None:
            self._stand_in(standing, plugin)
        return standing

    def _stand_in(self, standing, plugin):
        from .own_tables import STANDING

        for target, subgroup, priority in STANDING.get(plugin, ()):
            make = self._of_tables if target == "table" else self._of_columns
            standing.dispatch_for(target, subgroup=subgroup, priority=priority)(make(subgroup, priority))

    def _of_tables(self, subgroup, priority):
        def compare(autogen_context, modify_table_ops, *arguments):
            self._compared.give_out(subgroup, modify_table_ops)

        return compare

    def _of_columns(self, subgroup, priority):
        def compare(autogen_context, alter_column_op, schema, tname, cname, conn_col, metadata_col):
            return self._compared.tell(subgroup, priority, alter_column_op, conn_col)

        return compare

    def _compare_namespaces(self, autogen_context, upgrade_ops):
        schemas = {name for name in self._namespaces if autogen_context.run_name_filters(name, "schema", {})}
        autogen_context.comparators.dispatch("schema", qualifier=autogen_context.dialect.name)(
            autogen_context, upgrade_ops, schemas
        )

    def _compare_tables(self, autogen_context, upgrade_ops, schemas):
        operations = list(self._operations)
        if self._tables is not None:
            from .own_tables import Tables

            self._compared = Tables(autogen_context, operations, self._tables)
            self._compared.compare()
        upgrade_ops.ops.extend(operations)
