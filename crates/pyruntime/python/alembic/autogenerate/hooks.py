"""User code that has a say in comparing: the host asks with names and plain data, the user's functions get objects."""

from sqlalchemy import _from_wire as from_wire

from .. import _run
from .models import tables_of


def adapters(options, context):
    """Returns what is handed to the host for the callables among the keywords of `context.configure()`.

    `context` is a function: the context is made after its settings are known.
    """
    makers = {
        "include_name": _include_name,
        "include_object": _include_object,
        "compare_type": _compare_type,
        "compare_server_default": _compare_server_default,
        "render_item": _render_item,
    }
    found = {}
    for name, maker in makers.items():
        function = options.get(name)
        if callable(function):
            found[name] = _run.hand_over(maker(function, context))
    return found


def _include_name(function, context):
    def ask(name, kind, parent_names):
        return bool(function(name, kind, parent_names))

    return ask


def _include_object(function, context):
    def ask(kind, name, table, reflected, found):
        """`found`: the table as it is in the database, where it is there."""
        of_models = _of_models(context(), kind, name, table)
        # Without a name nothing says which one of the database's it would be.
        is_there = found is not None and (name is not None or reflected)
        of_database = _part(from_wire.table(found), kind, name) if is_there else None
        thing, other = (of_database, of_models) if reflected else (of_models, of_database)
        return bool(function(thing, name, kind, reflected, other))

    return ask


def _compare_type(function, context):
    def ask(table, before, after):
        before, after = _columns(context(), table, before, after)
        return function(context(), before, after, before.type, after.type)

    return ask


def _compare_server_default(function, context):
    def ask(table, before, after):
        before, after = _columns(context(), table, before, after)
        inspected = None if before.server_default is None else before.server_default.arg.text
        rendered = None
        if after.server_default is not None:
            given = getattr(after.server_default, "arg", None)
            rendered = "'%s'" % given.replace("'", "''") if isinstance(given, str) else str(given)
        return function(context(), before, after, inspected, after.server_default, rendered)

    return ask


def _render_item(function, context):
    from .rendered import ItemRenderer

    return ItemRenderer(context)


def _columns(context, table, before, after):
    return from_wire.column(before), _of_models(context, "column", from_wire.name(after["name"]), table)


def _of_models(context, kind, name, table):
    namespace = table.get("namespace")
    key = from_wire.name(table["name"])
    if namespace is not None:
        key = "%s.%s" % (from_wire.name(namespace), key)
    found = tables_of(context).get(key)
    return None if found is None else _part(found, kind, name)


def _part(table, kind, name):
    """Returns the thing of that kind and name; None where the table has none."""
    if kind == "table":
        return table
    if kind == "column":
        return next((column for column in table.columns if column.name == name), None)
    things = table.indexes if kind == "index" else table.constraints
    of_kind = (thing for thing in things if type(thing).__name__ == _CLASSES[kind])
    return next((thing for thing in of_kind if thing.name == name), None)


_CLASSES = {
    "index": "Index",
    "unique_constraint": "UniqueConstraint",
    "foreign_key_constraint": "ForeignKeyConstraint",
    "check_constraint": "CheckConstraint",
}
