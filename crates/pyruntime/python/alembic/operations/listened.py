"""The columns of a table that listeners of `batch_alter_table(reflect_kwargs={"listeners": …})` want otherwise."""

import sqlalchemy


def columns(bind, table_name, namespace, keywords):
    """Asks each listener of `column_reflect` about each column; returns those that one of them changed."""
    listeners = [function for event, function in keywords["listeners"] if event == "column_reflect"]
    if not hasattr(bind, "engine"):
        return []
    inspector = sqlalchemy.inspect(bind)
    table = sqlalchemy.Table(table_name, sqlalchemy.MetaData(), schema=namespace)
    changed = []
    for found in inspector.get_columns(table_name, schema=namespace):
        told = dict(found)
        for listener in listeners:
            listener(inspector, table, told)
        if told != found:
            changed.append(_column(told))
    return changed


def _column(told):
    default = told.get("default")
    return sqlalchemy.Column(
        told["name"],
        told["type"],
        nullable=told["nullable"],
        server_default=sqlalchemy.text(default) if isinstance(default, str) else default,
    )
