"""`bulk_insert_mappings()` and its like: many rows in few statements, no objects kept."""

from sqlalchemy.sql.dml import Insert, Update, _DefaultContext
from sqlalchemy.sql.elements import BindParameter

from .state import STATE, changed_columns, state_of


def insert_mappings(session, entity, mappings, return_defaults=False, render_nulls=False):
    mapper = entity.__mapper__.configured()
    connection = session._connection_for(mapper)
    for table in mapper.tables:
        rows = []
        for mapping in mappings:
            row = _row(mapper, table, mapping, render_nulls)
            if return_defaults or len(mapper.tables) > 1:
                _insert_and_tell(connection, mapper, table, row, mapping)
                continue
            if rows and rows[0].keys() != row.keys():
                _send(connection, Insert(table), rows)
                rows = []
            rows.append(row)
        if rows:
            _send(connection, Insert(table), rows)


def _send(connection, statement, rows):
    connection.execute(statement, rows if len(rows) > 1 else rows[0])


def _insert_and_tell(connection, mapper, table, row, mapping):
    key = connection.execute(Insert(table).values(row)).inserted_primary_key
    for column, value in zip(table.primary_key, key):
        if column in mapper.attribute_of:
            mapping[mapper.attribute_of[column]] = value


def _row(mapper, table, mapping, render_nulls):
    """The columns of one table that have a value."""
    row = {}
    for column in table.c:
        name = mapper.attribute_of.get(column)
        if name is None:
            continue
        value = mapping.get(name)
        if value is not None or (name in mapping and (render_nulls or column.type.should_evaluate_none)):
            row[column.key] = value
        elif mapper.polymorphic_on is column and mapper.polymorphic_identity is not None:
            row[column.key] = mapper.polymorphic_identity
    return row


def update_mappings(session, entity, mappings):
    mapper = entity.__mapper__.configured()
    connection = session._connection_for(mapper)
    for table in mapper.tables:
        key = [column for column in table.primary_key if column in mapper.attribute_of]
        group, keys = [], None
        for mapping in mappings:
            row = {
                column.key: mapping[name]
                for column, name in mapper.attribute_of.items()
                if column.table is table and name in mapping and not column.primary_key
            }
            if not row:
                continue
            _check_key(key, mapper, mapping)
            where = {_bind_name(column): mapping[mapper.attribute_of[column]] for column in key}
            if group and keys != list(row):
                _send_updates(connection, table, key, keys, group)
                group = []
            keys = list(row)
            group.append({**row, **where})
        if group:
            _send_updates(connection, table, key, keys, group)
    _refresh_known(session, mapper, mappings)


def _check_key(key, mapper, mapping):
    from sqlalchemy import exc

    for column in key:
        if mapper.attribute_of[column] not in mapping:
            raise exc.InvalidRequestError(
                "No primary key value supplied for column(s) %s.%s; per-row ORM Bulk UPDATE by Primary Key requires"
                " that records contain primary key values" % (column.table.name, column.name)
            )


def _refresh_known(session, mapper, mappings):
    """Objects in hand are read anew."""
    from .session_work import _expire_one

    for mapping in mappings:
        identity = tuple(mapping.get(name) for name in mapper.key_names)
        instance = session._find((mapper.base_mapper.class_, identity))
        if instance is not None:
            _expire_one(instance, instance.__dict__[STATE], [name for name in mapping if name in mapper.column_of])


def _bind_name(column):
    return "%s_%s" % (column.table.name, column.name)


def _send_updates(connection, table, key, names, rows):
    statement = Update(table).where(*[column == BindParameter(_bind_name(column), type_=column.type) for column in key])
    made = {}
    for column in table.c:
        default = column.onupdate
        if default is not None and column.key not in names and not default.is_clause_element:
            made[column.key] = default
    for row in rows:
        for name, default in made.items():
            row[name] = default._value(_DefaultContext(row))
    expressions = {name for row in rows for name, value in row.items() if getattr(value, "_is_clause", False)}
    if len(rows) > 1 and not expressions:
        connection.execute(statement, rows)
        return
    for row in rows:
        binds = {_bind_name(column): row.pop(_bind_name(column)) for column in key}
        connection.execute(statement.values(row), binds)


def save_objects(session, objects, return_defaults, update_changed_only):
    """New objects are inserted, those with a key are updated; none of them joins the session."""
    session._begin()
    new = []
    for instance in objects:
        state = state_of(instance)
        mapper = state.mapper.configured()
        if state.key is None:
            if new and type(new[0]) is not type(instance):
                _insert_objects(session, new, return_defaults)
                new = []
            new.append(instance)
            continue
        names = changed_columns(instance, state) if update_changed_only else list(mapper.column_of)
        if names:
            mapping = {name: instance.__dict__.get(name) for name in names}
            mapping.update(zip(mapper.key_names, state.key[1]))
            update_mappings_of_object(session, mapper, mapping)
            state.original.clear()
            session._changed.pop(id(instance), None)
    if new:
        _insert_objects(session, new, return_defaults)


def update_mappings_of_object(session, mapper, mapping):
    connection = session._connection_for(mapper)
    for table in mapper.tables:
        row = {
            column.key: mapping[name]
            for column, name in mapper.attribute_of.items()
            if column.table is table and name in mapping and not column.primary_key
        }
        if row:
            key = [column for column in table.primary_key if column in mapper.attribute_of]
            where = {_bind_name(column): mapping[mapper.attribute_of[column]] for column in key}
            _send_updates(connection, table, key, list(row), [{**row, **where}])


def _insert_objects(session, instances, return_defaults):
    mapper = state_of(instances[0]).mapper
    mappings = [
        {name: value for name, value in instance.__dict__.items() if name in mapper.column_of} for instance in instances
    ]
    insert_mappings(session, mapper.class_, mappings, return_defaults)
    if return_defaults:
        for instance, mapping in zip(instances, mappings):
            for name in mapper.key_names:
                instance.__dict__[name] = mapping.get(name)


