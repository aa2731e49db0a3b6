"""The user's `render_item`: the host asks about everything that it writes, with the objects of the models."""

import sqlalchemy
from sqlalchemy import _from_wire as from_wire

from .models import tables_of


class ItemRenderer:
    """Called by the host; returns the user's text with the imports that it needs, or None to have the host write it."""

    def __init__(self, context):
        self._context = context

    def __call__(self, kind, item, table):
        from .api import AutogenContext

        context = self._context()
        autogen_context = AutogenContext(context, autogenerate=False)
        text = context.opts["render_item"](kind, _thing(context, kind, item, table), autogen_context)
        if text is False:
            return None
        if text is None:
            # What takes up a place of its own is left out.
            text = "None" if kind == "type" else ""
        return {"text": text, "imports": sorted(autogen_context.imports)}


def _thing(context, kind, item, table):
    """Returns the models' own object where they have it, and otherwise one that is made as reflection would."""
    declared = _declared(context, table)
    return _OF_KIND.get(kind, _constraint)(kind, item, table, declared)


def _declared(context, table):
    """Returns the models' table."""
    if table is None or context.opts.get("target_metadata") is None:
        return None
    return tables_of(context).get(_key(table))


def _key(table):
    name, namespace = from_wire.name(table["name"]), from_wire.name(table.get("namespace"))
    return name if namespace is None else "%s.%s" % (namespace, name)


def _column(kind, item, table, declared):
    made = from_wire.column(item)
    if declared is not None and made.name in declared.columns:
        return declared.columns[made.name]
    return _in_table(table, made)


def _type(kind, item, table, declared):
    made = from_wire.column_type(item)
    of_models = () if declared is None else (column.type for column in declared.columns)
    return next((one for one in of_models if one._wire() == made._wire()), made)


def _server_default(kind, item, table, declared):
    if item["fill"] == "nothing":
        return None
    made = from_wire.column({"name": "x", "type": {"type": "Null"}, "nullable": True, "fill": item})
    made_in = sqlalchemy.Table("x", sqlalchemy.MetaData(), made)
    if declared is not None:
        wanted = _fills(made_in)[0]
        for column, fill in zip(declared.columns, _fills(declared)):
            if fill == wanted:
                return column.server_default
    return made.server_default


def _fills(table):
    return [column.get("fill") for column in table._wire()["columns"]]


def _constraint(kind, item, table, declared):
    made = from_wire.constraint(dict(item, constraint=kind))
    columns = [from_wire.name(column) for column in item.get("columns") or ()]
    if declared is not None:
        for constraint in declared.constraints:
            if type(constraint) is type(made) and _is_same(constraint, made, columns):
                return constraint
    items = [sqlalchemy.Column(name, sqlalchemy.types.NullType()) for name in columns]
    return _in_table(table, *items, made)


def _in_table(table, *items):
    """Puts things into a table of that name, and returns the last of them."""
    if table is not None:
        namespace = from_wire.name(table.get("namespace"))
        sqlalchemy.Table(from_wire.name(table["name"]), sqlalchemy.MetaData(), *items, schema=namespace)
    return items[-1]


def _is_same(constraint, made, columns):
    if columns:
        return [column.name for column in constraint.columns] == columns
    return constraint._wire().get("condition") == made._wire().get("condition") and (
        made.name is None or constraint.name is None or str(constraint.name) in str(made.name)
    )


_OF_KIND = {"column": _column, "type": _type, "server_default": _server_default}
