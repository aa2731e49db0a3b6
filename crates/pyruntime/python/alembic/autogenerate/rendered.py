"""The user's `render_item`: asked about everything that the models declare, as it may have to be written."""


class RenderContext:
    """What `render_item` gets as `autogen_context`."""

    def __init__(self, migration_context):
        self.migration_context = migration_context
        self.connection = migration_context.bind
        self.dialect = migration_context.dialect
        self.metadata = migration_context.opts.get("target_metadata")
        self.opts = migration_context.opts
        self.imports = set()


def rendered(migration_context, table, columns):
    """Returns the user's texts for the types and server defaults of a table, each with the imports that it needs.

    `columns` are the table's as plain data.
    """
    function = migration_context.opts.get("render_item")
    if function is None:
        return []
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
        context = RenderContext(migration_context)
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
