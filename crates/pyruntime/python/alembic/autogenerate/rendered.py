"""The user's `render_item`: asked about everything that the models declare, as it may have to be written."""


def rendered(migration_context, table, columns):
    """Returns the user's texts for the types and server defaults of a table, each with the imports that it needs.

    `columns` are the table's as plain data.
    """
    function = migration_context.opts.get("render_item")
    if function is None:
        return []
    from .api import AutogenContext

    asked = [("column", column, None) for column in table.columns]
    asked += [("type", column.type, wire["type"]) for column, wire in zip(table.columns, columns)]
    asked += [
        ("server_default", column.server_default, wire.get("fill"))
        for column, wire in zip(table.columns, columns)
        if column.server_default is not None
    ]
    asked += [(_KINDS.get(type(constraint).__name__), constraint, None) for constraint in table.constraints]
    found = []
    for kind, thing, wire in asked:
        context = AutogenContext(migration_context, autogenerate=False)
        text = False if kind is None else function(kind, thing, context)
        if text is False:
            continue
        if wire is None:
            raise NotImplementedError(
                "render_item() gives the text of a %s, which Limbeck writes by itself; "
                "return False for all but 'type' and 'server_default'" % kind
            )
        found.append({"kind": kind, "item": wire, "text": text, "imports": sorted(context.imports)})
    return found


_KINDS = {
    "PrimaryKeyConstraint": "primary_key",
    "UniqueConstraint": "unique",
    "ForeignKeyConstraint": "foreign_key",
    "CheckConstraint": "check",
    "ExcludeConstraint": "exclude",
}


def rendered_operations(migration_context, container):
    """Returns the user's texts for what operations create."""
    import sqlalchemy

    from ..operations import ops

    texts = []
    for operation in container.ops:
        if hasattr(operation, "ops"):
            texts += rendered_operations(migration_context, operation)
            continue
        table = None
        if isinstance(operation, ops.CreateTableOp):
            table = operation.to_table()
        elif isinstance(operation, ops.AddColumnOp):
            table = sqlalchemy.Table(operation.table_name, sqlalchemy.MetaData(), operation.column._copy())
        elif isinstance(operation, ops.AlterColumnOp):
            types = [given for given in (operation.existing_type, operation.modify_type) if given is not None]
            columns = [sqlalchemy.Column("x%d" % number, given) for number, given in enumerate(types)]
            table = sqlalchemy.Table(operation.table_name, sqlalchemy.MetaData(), *columns)
        if table is not None:
            texts += rendered(migration_context, table, table._wire()["columns"])
    return texts
