"""`session.execute()`: statements whose tables may be models, and what they do to the objects in hand."""

from sqlalchemy import exc
from sqlalchemy.sql.elements import textual_expression


def execute(session, statement, parameters=None, execution_options=None):
    if isinstance(statement, str):
        raise textual_expression(statement)
    if execution_options and hasattr(statement, "execution_options"):
        statement = statement.execution_options(**execution_options)
    if getattr(statement, "is_dml", False):
        return _execute_dml(session, statement, parameters)
    if getattr(statement, "_read_by", None) is not None:
        return read_with(session, statement, statement._read_by, parameters)
    if not hasattr(statement, "_entities"):
        return session._connection_for(None).execute(statement, parameters)
    from .loading import execute as load

    session._autoflush()
    return load(session, session._connection_for(_mapper_of(statement)), statement, parameters)


def _mapper_of(statement):
    for entity in statement._entities:
        mapper = getattr(entity, "__mapper__", None) or getattr(getattr(entity, "table", None), "_mapped_by", None)
        if mapper is not None:
            return mapper
    return None


def read_with(session, select, statement, parameters=None):
    """The entities of a SELECT read by another statement, such as a text(): columns are found by their names."""
    from .loading import ObjectResult, Options, Prepared, place_of

    session._autoflush()
    connection = session._connection_for(_mapper_of(select))
    source = connection.execute(statement, parameters)
    names = list(source.keys())
    prepared = Prepared(session, select, Options(select._options, True), names)
    places = [place_of(column, names) for column in prepared.columns]
    for column, place in zip(prepared.columns, places):
        if place is None:
            raise exc.NoSuchColumnError("Could not locate column in row for column '%s'" % column)
    converters = [None] * len(places)
    if source._processors is None:
        converters = [column.type._result_processor(connection.dialect) for column in prepared.columns]
    readers = [_rearranged(reader, places, converters) for reader in prepared.readers]
    return ObjectResult(source, prepared, readers, prepared.names([names[place] for place in places]), select)


def _rearranged(reader, places, converters):
    def read(row):
        values = [row[place] for place in places]
        return reader([value if turn is None else turn(value) for turn, value in zip(converters, values)])

    return read


def _execute_dml(session, statement, parameters):
    mapper = statement._mapper
    if mapper is not None:
        mapper.configured()
    session._autoflush()
    connection = session._connection_for(mapper)
    many = isinstance(parameters, (list, tuple)) and len(parameters) > 0
    if statement.is_update and many and mapper is not None and not statement._where and not statement._values:
        from .bulk import update_mappings

        update_mappings(session, mapper.class_, parameters)
        return connection._nothing()
    if statement._returning and mapper is not None:
        return _with_returning(session, connection, statement, parameters)
    if mapper is None or statement.is_insert:
        return connection.execute(statement, parameters)
    matched = _before(session, connection, statement, mapper)
    result = connection.execute(statement, parameters)
    _after(session, statement, mapper, matched)
    return result


def _with_returning(session, connection, statement, parameters):
    """RETURNING a model gives its objects."""
    from .loading import ObjectResult, Options, Prepared
    from sqlalchemy.sql.select_statement import Select

    select = Select(*statement._returning_entities)
    prepared = Prepared(session, select, Options((), True))
    sent = statement._copied()
    sent._returning = tuple(prepared.columns)
    mapper = statement._mapper
    matched = [] if statement.is_insert else _before(session, connection, statement, mapper)
    source = connection.execute(sent, parameters)
    if statement.is_delete:
        _after(session, statement, mapper, matched)
    return ObjectResult(source, prepared, prepared.readers, prepared.names(list(source.keys())), select)


def _synchronizes(session, statement, mapper):
    """Whether objects in hand must learn of an UPDATE or DELETE."""
    if statement._execution_options.get("synchronize_session", "auto") is False:
        return False
    base = mapper.base_mapper.class_
    return any(key[0] is base for key in session._identity)


def _before(session, connection, statement, mapper):
    """The keys of the rows that a DELETE or UPDATE will touch; only asked for where objects are in hand."""
    if not _synchronizes(session, statement, mapper):
        return None
    from sqlalchemy.sql.select_statement import Select

    select = Select(*mapper.primary_key).where(*statement._where)
    return [tuple(row) for row in connection.execute(select)]


def _after(session, statement, mapper, matched):
    if matched is None:
        return
    from .session_work import _expire_one, _leave
    from .state import STATE

    base = mapper.base_mapper.class_
    names = None
    if statement.is_update:
        names = [name for name, column in mapper.column_of.items() if _is_set(statement, column)]
    for identity in matched:
        instance = session._find((base, identity))
        if instance is None:
            continue
        if statement.is_delete:
            _leave(session, instance)
            instance.__dict__[STATE].is_deleted = True
        else:
            _expire_one(instance, instance.__dict__[STATE], names)


def _is_set(statement, column):
    values = statement._values or {}
    return column.key in values or column.name in values or column.onupdate is not None or column.computed is not None
