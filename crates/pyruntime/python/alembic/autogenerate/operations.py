"""Operations as `process_revision_directives` sees them: made from the host's plain data, and given back to it."""

import sqlalchemy
from sqlalchemy import _from_wire as from_wire

from ..operations import ops
from ..operations.base import Operations
from ..operations.containers import ModifyTableOps, OpContainer
from .. import _run
from . import render as _render
from .models import tables_of


class HostOp(ops.MigrateOperation):
    """An operation that has no directive of its own."""

    def __init__(self, wire):
        self._wire_form = wire
        self._reverse = None

    def perform(self, operations):
        operations._send(self._wire_form)

    def to_diff_tuple(self):
        return ("execute", "<%s>" % self._wire_form["op"])

    def reverse(self):
        if self._reverse is None:
            raise NotImplementedError("%s has no operation that undoes it" % self._wire_form["op"])
        return self._reverse


def from_host(steps, context):
    """Makes operations; those within one table stand together, as in Alembic."""
    made = []
    for step in steps:
        operation = _of_step(step, context)
        within = step.get("within")
        if within is None:
            made.append(operation)
            continue
        table, namespace = from_wire.name(within["name"]), from_wire.name(within.get("namespace"))
        last = made[-1] if made else None
        if not (isinstance(last, ModifyTableOps) and (last.table_name, last.schema) == (table, namespace)):
            last = ModifyTableOps(table, [], schema=namespace)
            made.append(last)
        last.ops.append(operation)
    return made


def _of_step(step, context):
    renderer = step.get("renderer")
    if renderer is not None:
        # The very object that user code has made or seen.
        return _run.handed_over(renderer).operation
    operation = _make(step["operation"])
    operation._is_hidden = step.get("is_hidden", False)
    _remember(operation, step, context)
    # What comes back unchanged goes back as it came.
    operation._host_step = step
    operation._host_form = _wire_of(operation, context)
    return operation


def _remember(operation, step, context):
    """Gives an operation what the wire does not say of it: what it takes away, and `info` of the models."""
    if step.get("reverse") is not None and hasattr(operation, "_reverse"):
        operation._reverse = _make(step["reverse"])
    table = models_table(context, operation)
    known = table.columns if table is not None else {}
    if step.get("columns"):
        reflected = [from_wire.column(column) for column in step["columns"]]
        known = sqlalchemy.Table(
            operation.table_name, sqlalchemy.MetaData(), *reflected, schema=operation.schema
        ).columns
    for index in (operation, getattr(operation, "_reverse", None)):
        if isinstance(index, ops.CreateIndexOp):
            index.columns = [
                known[part] if isinstance(part, str) and part in known else part for part in index.columns
            ]
    if isinstance(operation, (ops.CreateTableOp, ops.DropTableOp)) and table is not None:
        operation.info = dict(table.info)
    if isinstance(operation, ops.AddColumnOp):
        if table is not None and operation.column.name in table.columns:
            operation.column.info.update(table.columns[operation.column.name].info)
        _attach(operation)
    if isinstance(operation, ops.DropColumnOp) and operation._reverse is not None:
        _attach(operation._reverse)


def _attach(operation):
    """A column says in its `repr` which table it is of."""
    sqlalchemy.Table(operation.table_name, sqlalchemy.MetaData(), operation.column, schema=operation.schema)


def models_table(context, operation):
    """Returns the models' table that an operation is about, if they have it."""
    if context.opts.get("target_metadata") is None or not hasattr(operation, "table_name"):
        return None
    namespace, name = operation.schema, operation.table_name
    return tables_of(context).get(name if namespace is None else "%s.%s" % (namespace, name))


def to_host(container, context, within=None, renders=True):
    """Returns the operations of a container as plain data; `renders`: the user's renderers write what is theirs."""
    steps = []
    for operation in container.ops:
        if isinstance(operation, OpContainer):
            steps += to_host(operation, context, _name_of(operation), renders)
        elif renders and _render.renderers.of_user(operation):
            steps.append(_rendered_step(operation, context, within))
        else:
            steps += _steps(operation, context, within)
    return steps


def _name_of(container):
    name = {"name": container.table_name}
    if container.schema is not None:
        name["namespace"] = container.schema
    return name


def _steps(operation, context, within):
    form = _wire_of(operation, context)
    if getattr(operation, "_host_form", None) == form:
        return [operation._host_step]
    return [{"within": within, "operation": wire, "tuples": [_shown(operation)]} for wire in form]


def _rendered_step(operation, context, within):
    """Returns the step of an operation that a renderer of the user's writes, with what the host knows of it."""
    steps = _steps(operation, context, within) if hasattr(operation, "perform") else []
    step = dict(steps[0]) if steps else {"within": within, "tuples": [_shown(operation)]}
    step["renderer"] = _run.hand_over(_Renderer(operation, context))
    return step


class _Renderer:
    """Writes an operation of the user's when the host wants its text."""

    def __init__(self, operation, context):
        self.operation = operation
        self._context = context

    def __call__(self, within_batch):
        from .api import AutogenContext

        autogen_context = AutogenContext(self._context, autogenerate=False)
        autogen_context._has_batch = within_batch
        lines = _render.render_op(autogen_context, self.operation)
        return {"lines": lines, "imports": sorted(autogen_context.imports)}


def reversed_to_host(container, context, within=None):
    """Returns what undoes the operations of a container, the last one first."""
    steps = []
    for operation in reversed(container.ops):
        if isinstance(operation, OpContainer):
            steps += reversed_to_host(operation, context, _name_of(operation))
            continue
        step = getattr(operation, "_host_step", None)
        if step is not None and step.get("reverse") is not None and _wire_of(operation, context) == operation._host_form:
            undoing = _of_step(_turned(step), context)
        else:
            undoing = operation.reverse()
        steps += to_host(OpContainer([undoing]), context, within)
    return steps


def _turned(step):
    turned = {key: value for key, value in step.items() if key not in ("note", "renderer")}
    turned.update(operation=step["reverse"], reverse=step["operation"], tuples=[])
    return turned


def _shown(operation):
    try:
        return repr(operation.to_diff_tuple())
    except (NotImplementedError, ValueError):
        return "<%s>" % type(operation).__name__


def _wire_of(operation, context):
    """Returns what the operation asks of the host, as plain data."""
    sent = []
    operations = Operations(context)
    operations._send = sent.append
    context._perform = sent.append
    try:
        operations.invoke(operation)
    finally:
        del context._perform
    return [_plain(one) for one in sent]


def _plain(value):
    if hasattr(value, "_wire"):
        return _plain(value._wire())
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(item) for item in value]
    return value


def _make(wire):
    maker = _MAKERS.get(wire["op"])
    return HostOp(wire) if maker is None else maker(wire, *_table(wire))


def _table(wire):
    table = wire.get("table") or {}
    if "columns" in table:
        return table["name"], table.get("namespace")
    return from_wire.name(table.get("name")), from_wire.name(table.get("namespace"))


def _create_table(wire, name, namespace):
    table = wire["table"]
    items = [from_wire.column(item) for item in table["columns"]]
    items += [from_wire.constraint(item) for item in table.get("constraints") or ()]
    keywords = dict(table.get("options") or {})
    for key in ("comment", "prefixes"):
        if table.get(key):
            keywords[key] = table[key]
    if table.get("info"):
        keywords["info"] = from_wire.info(table["info"])
    return ops.CreateTableOp(from_wire.name(name), items, schema=from_wire.name(namespace), **keywords)


def _drop_table(wire, name, namespace):
    return ops.DropTableOp(name, schema=namespace)


def _rename_table(wire, name, namespace):
    return ops.RenameTableOp(name, from_wire.name(wire["to"]), schema=namespace)


def _add_column(wire, name, namespace):
    return ops.AddColumnOp(name, from_wire.column(wire["column"]), schema=namespace)


def _drop_column(wire, name, namespace):
    return ops.DropColumnOp(name, from_wire.name(wire["column"]), schema=namespace)


def _alter_column(wire, name, namespace):
    keywords = dict(wire.get("options") or {})
    for key in ("existing_nullable", "existing_comment"):
        if wire.get(key) is not None:
            keywords[key] = wire[key]
    if wire.get("existing_type") is not None:
        keywords["existing_type"] = from_wire.column_type(wire["existing_type"])
    if wire.get("existing_server_default") is not None:
        keywords["existing_server_default"] = from_wire.server_default(wire["existing_server_default"])
    if wire.get("type") is not None:
        keywords["modify_type"] = from_wire.column_type(wire["type"])
    if wire.get("nullable") is not None:
        keywords["modify_nullable"] = wire["nullable"]
    if "comment" in wire:
        keywords["modify_comment"] = wire["comment"]
    if wire.get("server_default") is not None:
        keywords["modify_server_default"] = from_wire.server_default(wire["server_default"])
    if wire.get("new_column_name") is not None:
        keywords["modify_name"] = from_wire.name(wire["new_column_name"])
    return ops.AlterColumnOp(name, from_wire.name(wire["column"]), schema=namespace, **keywords)


def _create_index(wire, name, namespace):
    index = from_wire.index_parts(wire["index"])
    return ops.CreateIndexOp(index[0], name, index[1], schema=namespace, **index[2])


def _drop_index(wire, name, namespace):
    return ops.DropIndexOp(from_wire.constraint_name(wire.get("name")), table_name=name, schema=namespace)


def _create_constraint(wire, name, namespace):
    definition = wire["definition"]
    kind = definition["constraint"]
    given = from_wire.constraint_name(definition.get("name"))
    columns = [from_wire.name(column) for column in definition.get("columns") or ()]
    keywords = {
        key: definition[key]
        for key in ("deferrable", "initially", "onupdate", "ondelete", "match")
        if definition.get(key) is not None
    }
    keywords.update(definition.get("options") or {})
    if kind == "foreign_key":
        referred = definition["referred_table"]
        return ops.CreateForeignKeyOp(
            given,
            name,
            from_wire.name(referred["name"]),
            columns,
            [from_wire.name(column) for column in definition["referred_columns"]],
            source_schema=namespace,
            referent_schema=from_wire.name(referred.get("namespace")),
            **keywords
        )
    if kind == "unique":
        return ops.CreateUniqueConstraintOp(given, name, columns, schema=namespace, **keywords)
    if kind == "primary_key":
        return ops.CreatePrimaryKeyOp(given, name, columns, schema=namespace, **keywords)
    if kind == "check":
        condition = from_wire.expression(definition["condition"])
        return ops.CreateCheckConstraintOp(given, name, condition, schema=namespace, **keywords)
    return HostOp(wire)


def _drop_constraint(wire, name, namespace):
    made = ops.DropConstraintOp(
        from_wire.constraint_name(wire.get("name")), name, type_=wire.get("kind"), schema=namespace
    )
    made._is_unnamed = wire.get("is_unnamed", False)
    return made


def _set_table_comment(wire, name, namespace):
    existing = wire.get("existing_comment")
    if wire.get("comment") is None:
        return ops.DropTableCommentOp(name, schema=namespace, existing_comment=existing)
    return ops.CreateTableCommentOp(name, wire["comment"], schema=namespace, existing_comment=existing)


_MAKERS = {
    "create_table": _create_table,
    "drop_table": _drop_table,
    "rename_table": _rename_table,
    "add_column": _add_column,
    "drop_column": _drop_column,
    "alter_column": _alter_column,
    "create_index": _create_index,
    "drop_index": _drop_index,
    "create_constraint": _create_constraint,
    "drop_constraint": _drop_constraint,
    "set_table_comment": _set_table_comment,
}
