"""INSERT, UPDATE and DELETE of objects."""

import warnings

from sqlalchemy import exc
from sqlalchemy.sql.dml import Delete, Insert, Update, _DefaultContext
from sqlalchemy.sql.elements import BindParameter, and_

from .state import STATE, changed_columns, named


def save_rows(session, node, instances):
    """Writes objects of one class and of those that inherit from it: changed rows first, then new ones."""
    new = sorted((item for item in instances if item.__dict__[STATE].key is None), key=_order)
    old = [item for item in instances if item.__dict__[STATE].key is not None]
    old.sort(key=_by_key)
    connection = session._connection_for(node)
    _update_all(connection, old)
    for batch in _batches(new):
        _insert(session, connection, batch)


def _order(instance):
    return instance.__dict__[STATE].order


def _by_key(instance):
    identity = instance.__dict__[STATE].key[1]
    return tuple((str(type(value)), value) for value in identity)


# New rows.


class _NewRow:
    """The values of a new row in one table, and what only the database knows of it."""

    def __init__(self, instance, mapper, table):
        self.instance = instance
        values = instance.__dict__
        self.parameters = parameters = {}
        self.made = {}
        for column in table.c:
            name = mapper.attribute_of.get(column)
            if name is None:
                continue
            if name in values:
                value = values[name]
                if value is None and not getattr(column.type, "should_evaluate_none", False):
                    if not _is_left_out(column):
                        parameters[column.key] = None
                    continue
                parameters[column.key] = value
            elif not _is_left_out(column) and not getattr(column.type, "should_evaluate_none", False):
                parameters[column.key] = None
        self._add_defaults(table)
        self.unknown_key = [column for column in table.primary_key if parameters.get(column.key) is None]
        for column in self.unknown_key:
            parameters.pop(column.key, None)
        self.has_expressions = any(_is_expression(value) for value in parameters.values())

    def _add_defaults(self, table):
        """What `Column(default=…)` gives; an SQL expression is the database's to work out."""
        for column in table.c:
            default = column.default
            if default is None or column.key in self.parameters or default.is_sequence or default.is_clause_element:
                continue
            value = default._value(_DefaultContext(self.parameters))
            self.parameters[column.key] = value
            self.made[column] = value


def _is_left_out(column):
    """Whether a column that has no value is left to its default."""
    return column.primary_key or column.server_default is not None or column.default is not None


def _is_expression(value):
    return getattr(value, "_is_clause", False) or hasattr(value, "__clause_element__")


def _batches(instances):
    """Neighbours of one class are written together."""
    batch = []
    for instance in instances:
        if batch and type(batch[0]) is not type(instance):
            yield batch
            batch = []
        batch.append(instance)
    if batch:
        yield batch


def _insert(session, connection, instances):
    mapper = instances[0].__dict__[STATE].mapper
    if mapper.polymorphic_on is not None and mapper.polymorphic_identity is not None:
        name = mapper.attribute_of.get(mapper.polymorphic_on)
        for instance in instances:
            if name is not None and instance.__dict__.get(name) is None:
                setattr(instance, name, mapper.polymorphic_identity)
    for table in mapper.tables:
        rows = [_NewRow(instance, mapper, table) for instance in instances]
        for group in _alike(rows):
            _insert_group(connection, mapper, table, group)
    for instance in instances:
        _becomes_persistent(session, instance, mapper)


def _alike(rows):
    """Rows that one statement with many parameters can write: all is known of them."""
    group = []
    for row in rows:
        if group and not (_is_plain(row) and _is_plain(group[0]) and row.parameters.keys() == group[0].parameters.keys()):
            yield group
            group = []
        group.append(row)
    if group:
        yield group


def _is_plain(row):
    return not row.unknown_key and not row.has_expressions


def _insert_group(connection, mapper, table, rows):
    statement = Insert(table)
    if len(rows) > 1:
        connection.execute(statement, [row.parameters for row in rows])
        for row in rows:
            _learn(row, mapper, table, {})
        return
    row = rows[0]
    returned = _asked_back(connection, mapper, table, row)
    if returned:
        found = connection.execute(statement.values(row.parameters).returning(*returned)).one()
        _learn(row, mapper, table, dict(zip(returned, found)))
        return
    result = connection.execute(statement.values(row.parameters))
    key = result.inserted_primary_key
    _learn(row, mapper, table, dict(zip(table.primary_key, key)))


def _asked_back(connection, mapper, table, row):
    """The columns that RETURNING tells: the key, and what the server's defaults gave."""
    if not connection.dialect.insert_returning or not getattr(table, "implicit_returning", False):
        return []
    if _arguments(mapper).get("eager_defaults", "auto") is False:
        return []
    filled = [
        column
        for column in table.c
        if column in mapper.attribute_of
        and not column.primary_key
        and column.key not in row.parameters
        and (column.server_default is not None or _is_sql_default(column))
    ]
    if not filled:
        return []
    return row.unknown_key + filled


def _is_sql_default(column):
    return column.default is not None and (column.default.is_clause_element or column.default.is_sequence)


def _arguments(mapper):
    found = getattr(mapper.class_, "__mapper_args__", None)
    return found if isinstance(found, dict) else {}


def _learn(row, mapper, table, known):
    """Gives the object what the row has now; what nobody said is read when it is asked for."""
    values = row.instance.__dict__
    for column, value in row.made.items():
        values[mapper.attribute_of[column]] = value
    for column in table.c:
        name = mapper.attribute_of.get(column)
        if name is None:
            continue
        if column in known:
            if column.primary_key and column.key in row.parameters and known[column] is None:
                continue
            values[name] = known[column]
        elif column.key not in row.parameters or _is_expression(row.parameters[column.key]):
            if column.server_default is not None or column.default is not None or column.key in row.parameters:
                values.pop(name, None)
            else:
                values.setdefault(name, None)
        else:
            values.setdefault(name, row.parameters[column.key])


def _becomes_persistent(session, instance, mapper):
    state = instance.__dict__[STATE]
    identity = tuple(instance.__dict__.get(name) for name in mapper.key_names)
    if None in identity and (len(identity) == 1 or all(value is None for value in identity)):
        from .exc import FlushError

        raise FlushError("Instance %s has a NULL identity key." % named(instance))
    state.key = (mapper.base_mapper.class_, identity)
    known = session._find(state.key)
    if known is not None and known is not instance:
        warnings.warn(
            "New instance %s with identity key %s conflicts with persistent instance %s"
            % (named(instance), state.key, named(known)),
            exc.SAWarning,
            stacklevel=2,
        )
    session._keep(instance, state)
    session._transaction._new.append(instance)
    session._pending.pop(id(instance), None)
    # A flush that goes on may still change what was just written.
    state.original.clear()


# Changed rows.


class _Change:
    """The new values of one row in one table."""

    def __init__(self, instance, mapper, table, parameters):
        self.instance = instance
        self.mapper = mapper
        self.table = table
        self.parameters = parameters
        self.made = {}
        for column in table.c:
            default = column.onupdate
            if default is not None and column.key not in parameters and not default.is_sequence:
                if not default.is_clause_element:
                    self.made[column] = parameters[column.key] = default._value(_DefaultContext(parameters))
        self.is_plain = not any(_is_expression(value) for value in parameters.values())


def _update_all(connection, instances):
    """UPDATE of the rows that changed; neighbours that change the same columns share a statement."""
    group = []
    for instance in instances:
        state = instance.__dict__[STATE]
        changed = changed_columns(instance, state)
        if not changed:
            continue
        for change in _changes(instance, state.mapper, changed):
            if group and not _go_together(group[0], change):
                _send_updates(connection, group)
                group = []
            group.append(change)
    if group:
        _send_updates(connection, group)
    for instance in instances:
        _take_new_key(instance)


def _changes(instance, mapper, changed):
    values = instance.__dict__
    for table in mapper.tables:
        parameters = {
            mapper.column_of[name].key: values.get(name) for name in changed if mapper.column_of[name].table is table
        }
        if parameters or _is_versioned(mapper, table):
            yield _Change(instance, mapper, table, parameters)


def _go_together(first, change):
    return (
        first.table is change.table
        and first.is_plain
        and change.is_plain
        and first.parameters.keys() == change.parameters.keys()
        and not _is_versioned(first.mapper, first.table)
    )


def _send_updates(connection, group):
    if len(group) == 1:
        change = group[0]
        _update_row(connection, change)
        return
    table = group[0].table
    key = [column for column in table.primary_key]
    names = ["%s_%s" % (table.name, column.name) for column in key]
    criteria = [column == BindParameter(name, type_=column.type) for column, name in zip(key, names)]
    rows = [{**change.parameters, **dict(zip(names, _row_key(change, key)))} for change in group]
    result = connection.execute(Update(table).where(*criteria), rows)
    if result.rowcount not in (len(group), -1):
        raise _stale("UPDATE", "update", table, len(group), result.rowcount)
    for change in group:
        _after_update(change)


def _row_key(change, key):
    before = dict(zip(change.mapper.primary_key, change.instance.__dict__[STATE].key[1]))
    values = change.instance.__dict__
    return [
        before[column] if column in before else values.get(change.mapper.attribute_of.get(column)) for column in key
    ]


def _take_new_key(instance):
    values = instance.__dict__
    state = values[STATE]
    identity = tuple(values.get(name, value) for name, value in zip(state.mapper.key_names, state.key[1]))
    if identity != state.key[1] and state.session is not None:
        state.session._identity.pop(state.key, None)
        state.key = (state.key[0], identity)
        state.session._keep(instance, state)


def _is_versioned(mapper, table):
    return mapper.version_column is not None and mapper.version_column.table is table


def _update_row(connection, change):
    mapper, table, parameters = change.mapper, change.table, change.parameters
    criteria = row_criteria(mapper, table, change.instance)
    if _is_versioned(mapper, table):
        column = mapper.version_column
        before = change.instance.__dict__.get(mapper.attribute_of[column])
        criteria.append(column == BindParameter("%s_%s" % (table.name, column.name), before, type_=column.type))
        parameters[column.key] = change.made[column] = (before or 0) + 1
    result = connection.execute(Update(table).where(*criteria).values(parameters))
    if result.rowcount not in (1, -1):
        raise _stale("UPDATE", "update", table, 1, result.rowcount)
    _after_update(change)


def _after_update(change):
    """Gives the object what the row has now; what only the database knows is read when it is asked for."""
    values = change.instance.__dict__
    for column in change.table.c:
        name = change.mapper.attribute_of.get(column)
        if name is None:
            continue
        if column in change.made:
            values[name] = change.made[column]
        elif column.key in change.parameters:
            if _is_expression(change.parameters[column.key]):
                values.pop(name, None)
        elif column.server_onupdate is not None or column.onupdate is not None:
            values.pop(name, None)


def row_criteria(mapper, table, instance):
    """WHERE of one row: its key as the database has it."""
    state = instance.__dict__[STATE]
    before = dict(zip(mapper.primary_key, state.key[1]))
    found = []
    for column in table.primary_key:
        if column in before:
            value = before[column]
        else:
            value = instance.__dict__.get(mapper.attribute_of.get(column))
        name = "%s_%s" % (table.name, column.name)
        found.append(column == BindParameter(name, value, type_=column.type))
    if not table.primary_key:
        for column, value in before.items():
            found.append(column == BindParameter("%s_%s" % (table.name, column.name), value, type_=column.type))
    return found


def _stale(word, verb, table, expected, matched):
    from .exc import StaleDataError

    return StaleDataError(
        "%s statement on table '%s' expected to %s %d row(s); %d were matched."
        % (word, table.name, verb, expected, matched)
    )


# Rows that go.


def delete_rows(session, node, instances):
    connection = session._connection_for(node)
    instances = sorted(instances, key=_by_key)
    for mapper in {instance.__dict__[STATE].mapper: None for instance in instances}:
        own = [instance for instance in instances if instance.__dict__[STATE].mapper is mapper]
        for table in reversed(mapper.tables):
            _delete_from(connection, mapper, table, own)


def _delete_from(connection, mapper, table, instances):
    if len(instances) == 1:
        result = connection.execute(Delete(table).where(*row_criteria(mapper, table, instances[0])))
    else:
        criteria = row_criteria(mapper, table, instances[0])
        rows = [{part.right.key: part.right.value for part in row_criteria(mapper, table, item)} for item in instances]
        result = connection.execute(Delete(table).where(*[_open(part) for part in criteria]), rows)
    if result.rowcount not in (len(instances), -1):
        warnings.warn(
            "DELETE statement on table '%s' expected to delete %d row(s); %d were matched.  Please set"
            " confirm_deleted_rows=False within the mapper configuration to prevent this warning."
            % (table.name, len(instances), result.rowcount),
            exc.SAWarning,
            stacklevel=2,
        )


def _open(criterion):
    """The same comparison with a value that comes with each execution."""
    bind = criterion.right
    return criterion.left == BindParameter(bind.key, type_=bind.type)


def write_pairs(session, table, put, gone):
    """The rows of the table between two models."""
    connection = session._connection_for(None)
    if gone:
        criteria = [table.c[key] == BindParameter("%s_%s" % (table.name, key), type_=table.c[key].type) for key in gone[0]]
        rows = [{"%s_%s" % (table.name, key): value for key, value in row.items()} for row in gone]
        result = connection.execute(Delete(table).where(and_(*criteria)), rows)
        if result.rowcount not in (len(gone), -1):
            raise _stale("DELETE", "delete", table, len(gone), result.rowcount)
    if put:
        connection.execute(Insert(table), put if len(put) > 1 else put[0])
