"""The user's comparators of tables and columns: the host's differences of a table come in their turn among theirs."""

import sqlalchemy
from sqlalchemy import _from_wire as from_wire

from ..operations import ops
from ..operations.containers import ModifyTableOps
from ..util.priority import DispatchPriority, PriorityDispatchResult

# The comparators that the host stands in for, by Alembic's plug-in: target, subgroup, priority.
STANDING = {
    "alembic.autogenerate.types": (
        ("column", "types", DispatchPriority.FIRST),
        ("column", "types", DispatchPriority.LAST),
    ),
    "alembic.autogenerate.constraints": (
        ("table", "indexes", DispatchPriority.MEDIUM),
        ("table", "foreignkeys", DispatchPriority.MEDIUM),
        ("column", "nullable", DispatchPriority.MEDIUM),
    ),
    "alembic.autogenerate.defaults": (
        ("column", "server_default", DispatchPriority.FIRST),
        ("column", "server_default", DispatchPriority.LAST),
    ),
    "alembic.autogenerate.comments": (
        ("column", "comments", DispatchPriority.MEDIUM),
        ("table", "comments", DispatchPriority.MEDIUM),
    ),
}

# Keywords of `context.configure()` that turn a subgroup off.
_SWITCHES = {"types": "compare_type", "server_default": "compare_server_default"}


class Tables:
    """Both sides, table by table."""

    def __init__(self, autogen_context, operations, wires):
        self._autogen_context = autogen_context
        self._operations = operations
        self._inspected = {self._key(table): table for table in _inspected(autogen_context, wires)}
        self._declared = {self._key(table): table for table in autogen_context.sorted_tables}
        context = autogen_context.migration_context
        self._declared.pop((context.version_table_schema, context.version_table), None)
        # The table that is compared now.
        self._current = None

    def _key(self, table):
        is_default = table.schema == self._autogen_context.dialect.default_schema_name
        return (None if is_default else table.schema, table.name)

    def compare(self):
        """Has the user's comparators look at every table; what they add goes among the operations."""
        for key in self._declared:
            if key not in self._inspected:
                self._compare(key, None, self._declared[key])
        for key, table in self._inspected.items():
            if key not in self._declared:
                self._compare(key, table, None)
        both = [key for key in self._inspected if key in self._declared]
        for key in sorted(both, key=lambda key: (key[0] or "", key[1])):
            self._compare(key, self._inspected[key], self._declared[key])

    def _compare(self, key, inspected, declared):
        is_reflected = declared is None
        table, other = (inspected, None) if is_reflected else (declared, inspected)
        if not self._autogen_context.run_object_filters(table, key[1], "table", is_reflected, other):
            return
        found = self._found_of(key)
        self._current = Differences(found.ops if found is not None else [])
        modify = ModifyTableOps(key[1], [], schema=key[0])
        if inspected is not None and declared is not None:
            self._compare_columns(modify, inspected, declared)
        self._dispatch("table", modify, *key, inspected, declared)
        modify.ops += self._current.take("removed columns")
        if found is not None:
            found.ops[:] = self._current.merged(modify.ops)
        elif modify.ops:
            self._operations.insert(self._place_of(key), modify)

    def _dispatch(self, target, *arguments):
        context = self._autogen_context
        context.comparators.dispatch(target, qualifier=context.dialect.name)(context, *arguments)

    def _compare_columns(self, modify, inspected, declared):
        modify.ops += self._current.take("added columns")
        for column in declared.columns:
            other = inspected.columns.get(column.name)
            if other is None:
                continue
            if not self._autogen_context.run_object_filters(column, column.name, "column", False, other):
                continue
            alter = ops.AlterColumnOp(modify.table_name, column.name, schema=modify.schema)
            self._dispatch("column", alter, modify.schema, modify.table_name, column.name, other, column)
            modify.ops += self._current.alterations(alter)
        modify.ops += self._current.take("columns")

    def give_out(self, subgroup, modify_table_ops):
        """Adds what one comparator of tables has found."""
        modify_table_ops.ops += self._current.take(subgroup)

    def tell(self, subgroup, priority, alter, inspected):
        """Tells an operation what the column has now, and at last what one comparator of columns has found."""
        if self._autogen_context.opts.get(_SWITCHES.get(subgroup)) is False:
            return PriorityDispatchResult.STOP
        self._current.describe(alter, subgroup, inspected)
        if priority is not DispatchPriority.FIRST:
            self._current.decide(alter, subgroup)
        return PriorityDispatchResult.CONTINUE

    def _found_of(self, key):
        """Returns the container with the host's differences of a table."""
        containers = [one for one in self._operations if isinstance(one, ModifyTableOps) and _name_of(one) == key]
        return max(containers, key=lambda container: len(container.ops)) if containers else None

    def _place_of(self, key):
        """Returns where the differences of a table go that the host has none of."""
        for place, operation in enumerate(self._operations):
            if isinstance(operation, ops.DropTableOp) and _name_of(operation) == key:
                return place
            if isinstance(operation, ops.CreateTableOp) and _name_of(operation) == key:
                return place + 1
        before = [
            place + 1
            for place, operation in enumerate(self._operations)
            if isinstance(operation, (ops.CreateTableOp, ops.DropTableOp))
            or (isinstance(operation, ModifyTableOps) and _sorting_key(_name_of(operation)) < _sorting_key(key))
        ]
        return before[-1] if before else 0


def _inspected(autogen_context, wires):
    """Returns the tables of the database that `include_name` lets through."""
    metadata = sqlalchemy.MetaData()
    tables = [from_wire.table(wire, metadata) for wire in wires]
    context = autogen_context.migration_context
    version_table = (context.version_table_schema, context.version_table)
    return [
        table
        for table in tables
        if (table.schema, table.name) != version_table
        and autogen_context.run_name_filters(table.name, "table", {"schema_name": table.schema})
    ]


def _name_of(operation):
    return (operation.schema, operation.table_name)


def _sorting_key(key):
    return (key[0] or "", key[1])


class Differences:
    """What the host has found of one table, by the comparator that gives it out."""

    def __init__(self, operations):
        self._operations = list(operations)
        self._groups = {}
        for operation in operations:
            self._groups.setdefault(_group(operation), []).append(operation)

    def take(self, group):
        return self._groups.pop(group, [])

    def describe(self, alter, subgroup, inspected):
        """Tells an operation what the column has now."""
        attribute = _ATTRIBUTES[subgroup][0]
        found = self._main(alter.column_name)
        value = getattr(inspected, attribute[len("existing_") :]) if found is None else getattr(found, attribute)
        if value is not None:
            setattr(alter, attribute, value)

    def decide(self, alter, subgroup):
        """Tells an operation what one comparator has found of its column."""
        found = self._main(alter.column_name)
        if found is None:
            return
        attribute = _ATTRIBUTES[subgroup][1]
        setattr(alter, attribute, getattr(found, attribute))
        if subgroup == "server_default":
            alter.kw.update(found.kw)

    def _altering(self, name):
        return [one for one in self._groups.get("columns", ()) if one.column_name == name and one.modify_name is None]

    def _main(self, name):
        """The operation that says what differs; the others are steps on its way."""
        altering = [one for one in self._altering(name) if not one._is_hidden]
        return altering[0] if altering else None

    def alterations(self, alter):
        """Returns what changes a column: as the host has it, unless a comparator has changed it."""
        altering, main = self._altering(alter.column_name), self._main(alter.column_name)
        for one in altering:
            self._groups["columns"].remove(one)
        if main is not None and all(getattr(main, name) == getattr(alter, name) for name in _MODIFIED):
            return altering
        return [alter] if alter.has_changes() else []

    def merged(self, operations):
        """Returns the operations in the host's order, each of the user's behind the one that it followed."""
        merged = [one for one in self._operations if any(one is other for other in operations)]
        for position, operation in enumerate(operations):
            if any(operation is one for one in merged):
                continue
            previous = operations[position - 1] if position else None
            places = [place for place, one in enumerate(merged) if one is previous]
            merged.insert(places[0] + 1 if places else 0, operation)
        return merged


# Which attributes of an AlterColumnOp a comparator decides: what the column has now, and what it gets.
_ATTRIBUTES = {
    "types": ("existing_type", "modify_type"),
    "nullable": ("existing_nullable", "modify_nullable"),
    "server_default": ("existing_server_default", "modify_server_default"),
    "comments": ("existing_comment", "modify_comment"),
}

_MODIFIED = ("modify_type", "modify_nullable", "modify_server_default", "modify_comment", "modify_name", "kw")


def _group(operation):
    if isinstance(operation, ops.AddColumnOp):
        return "added columns"
    if isinstance(operation, ops.DropColumnOp):
        return "removed columns"
    if isinstance(operation, ops.AlterColumnOp):
        return "columns"
    if isinstance(operation, (ops.CreateTableCommentOp, ops.DropTableCommentOp)):
        return "comments"
    if isinstance(operation, ops.CreateForeignKeyOp) or getattr(operation, "constraint_type", None) == "foreignkey":
        return "foreignkeys"
    return "indexes"
