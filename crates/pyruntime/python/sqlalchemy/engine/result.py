"""Results: rows one by one, all at once, as scalars, as mappings."""

from _host import call

from .row import RMKeyView, RowMapping, row_class

_NOT_GIVEN = object()


class ResultInternal:
    """What results, scalar results and mapping results share; `_next_item` gives the next or raises StopIteration."""

    _unique = None

    def __iter__(self):
        return self

    def __next__(self):
        while True:
            item = self._next_item()
            if self._unique is None or self._is_new(item):
                return item

    def _is_new(self, item):
        strategy = self._unique_strategy
        key = item if strategy is None else strategy(item)
        if key in self._unique:
            return False
        self._unique.add(key)
        return True

    def unique(self, strategy=None):
        self._unique = set()
        self._unique_strategy = strategy
        return self

    def all(self):
        return list(self)

    def fetchall(self):
        return list(self)

    def fetchone(self):
        return next(self, None)

    def fetchmany(self, size=None):
        found = []
        for item in self:
            found.append(item)
            if size is not None and len(found) >= size or size is None:
                break
        if size is None:
            found.extend(self)
        return found

    def partitions(self, size=None):
        while True:
            part = self.fetchmany(size)
            if not part:
                return
            yield part

    def first(self):
        item = next(self, None)
        self.close()
        return item

    def one(self):
        return self._only(required=True, single=True)

    def one_or_none(self):
        return self._only(required=False, single=True)

    def _only(self, required, single, scalar=False):
        item = next(self, _NOT_GIVEN)
        if item is _NOT_GIVEN:
            self.close()
            if not required:
                return None
            from sqlalchemy import exc

            raise exc.NoResultFound("No row was found when one was required")
        if next(self, _NOT_GIVEN) is not _NOT_GIVEN:
            self.close()
            from sqlalchemy import exc

            raise exc.MultipleResultsFound(
                "Multiple rows were found when exactly one was required"
                if required
                else "Multiple rows were found when one or none was required"
            )
        self.close()
        return item


class Result(ResultInternal):
    """Rows, of a long result the next ones; `_processors` turn their values into what the columns' types promise."""

    _metadata_columns = None
    # The number by which the host knows what is left of a long result.
    _rest = None
    _source_supports_scalars = False

    def __init__(self, columns, rows, processors=None, expressions=None):
        self._keys = columns
        self._rows = rows
        self._place = 0
        self._processors = processors
        self._expressions = expressions
        self._closed = False
        self._hard_closed = False
        self._row_class = None if columns is None else row_class(columns, self)
        self._size = None

    def _next_item(self):
        if self._closed or self._keys is None:
            self._refuse()
        if self._place >= len(self._rows) and not self._load():
            raise StopIteration
        values = self._rows[self._place]
        self._place += 1
        processors = self._processors
        if processors is not None:
            values = [value if process is None else process(value) for process, value in zip(processors, values)]
        return self._row_class(values)

    def _load(self):
        """Has the next rows of a long result sent; False: there are no more."""
        if self._rest is None:
            return False
        rows = call("fetch", result=self._rest)
        if not rows:
            self._rest = None
            return False
        self._rows = rows
        self._place = 0
        return True

    def _each(self):
        """The rows one by one, with little ado for each."""
        make = self._row_class
        processors = self._processors
        while not self._closed:
            rows = self._rows
            place = self._place
            if place >= len(rows):
                if not self._load():
                    return
                continue
            values = rows[place]
            self._place = place + 1
            if processors is not None:
                values = [value if process is None else process(value) for process, value in zip(processors, values)]
            yield make(values)

    def _refuse(self):
        from sqlalchemy import exc

        if self._keys is None:
            raise exc.ResourceClosedError("This result object does not return rows. It has been closed automatically.")
        if self._hard_closed:
            raise exc.ResourceClosedError("This result object is closed.")
        raise StopIteration

    def _check(self):
        if self._keys is None or self._hard_closed:
            self._refuse()

    def fetchmany(self, size=None):
        self._check()
        if size is None:
            size = self._size or 1
        return ResultInternal.fetchmany(self, size)

    def partitions(self, size=None):
        size = size or self._size
        while True:
            part = self.fetchmany(size) if size is not None else self.fetchall()
            if not part:
                return
            yield part

    def __iter__(self):
        self._check()
        return self._each() if self._unique is None else self

    def fetchone(self):
        self._check()
        return next(self, None)

    def first(self):
        self._check()
        return ResultInternal.first(self)

    def all(self):
        self._check()
        return list(self)

    fetchall = all

    def keys(self):
        self._check()
        return RMKeyView(self._keys)

    def close(self):
        self._closed = True
        self._hard_closed = True
        if self._rest is not None:
            call("forget", result=self._rest)
            self._rest = None

    @property
    def closed(self):
        return self._hard_closed or self._keys is None

    def scalar(self):
        row = self.first()
        return None if row is None else row[0]

    def scalar_one(self):
        return self.one()[0]

    def scalar_one_or_none(self):
        row = self.one_or_none()
        return None if row is None else row[0]

    def scalars(self, index=0):
        self._check()
        return ScalarResult(self, self._position(index))

    def mappings(self):
        return MappingResult(self)

    def tuples(self):
        return self

    @property
    def t(self):
        return self

    def columns(self, *col_expressions):
        positions = [self._position(item) for item in col_expressions]
        rows = []
        while True:
            rows.extend([row[position] for position in positions] for row in self._rows[self._place :])
            if not self._load():
                break
        processors = None if self._processors is None else [self._processors[position] for position in positions]
        expressions = None if self._expressions is None else [self._expressions[position] for position in positions]
        return Result([self._keys[position] for position in positions], rows, processors, expressions)

    def _position(self, index):
        if isinstance(index, int):
            if not -len(self._keys) <= index < len(self._keys):
                from sqlalchemy import exc

                raise exc.NoSuchColumnError("Could not locate column in row for column '%s'" % index)
            return index
        if isinstance(index, str):
            if index in self._keys:
                return list(self._keys).index(index)
        else:
            position = self._position_of_column(index)
            if position is not None:
                return position
        from sqlalchemy import exc

        raise exc.NoSuchColumnError("Could not locate column in row for column '%s'" % (index,))

    def _position_of_column(self, column):
        clause = getattr(column, "__clause_element__", None)
        if clause is not None:
            column = clause()
        expressions = self._expressions or ()
        for position, expression in enumerate(expressions):
            source = expression
            while source is not None:
                if source is column:
                    return position
                source = getattr(source, "_proxied", None) or getattr(source, "__dict__", {}).get("element")
        # Columns of a text() are known by name only.
        name = getattr(column, "name", None)
        if not expressions and name is not None and name in self._keys:
            return list(self._keys).index(name)
        return None

    def yield_per(self, num):
        self._size = num
        return self

    def freeze(self):
        return FrozenResult(self)

    def merge(self, *others):
        return MergedResult(self, others)

    def __enter__(self):
        return self

    def __exit__(self, kind, raised, traceback):
        self.close()


class CursorResult(Result):
    """The result of a statement on a connection."""

    __module__ = "sqlalchemy.engine.cursor"
    context = None
    _inserted_primary_key = None

    def __init__(self, answer, connection=None, processors=None, expressions=None, statement=None):
        keys = answer["columns"]
        rows = answer["rows"]
        if processors is not None and keys is not None and len(processors) != len(keys):
            processors = None
        if expressions is not None and keys is not None and len(expressions) != len(keys):
            expressions = None
        Result.__init__(self, keys, rows, processors, expressions)
        self.rowcount = answer["rowcount"]
        self._lastrowid = answer.get("lastrowid")
        self._rest = answer.get("rest")
        self.connection = connection
        self._statement = statement

    @property
    def returns_rows(self):
        return self._keys is not None

    @property
    def lastrowid(self):
        return self._lastrowid

    @property
    def is_insert(self):
        return bool(getattr(self._statement, "is_insert", False))

    @property
    def dialect(self):
        return self.connection.dialect

    @property
    def cursor(self):
        return self if self._keys is not None else None

    @property
    def description(self):
        if self._keys is None:
            return None
        return [(key, None, None, None, None, None, None) for key in self._keys]

    @property
    def inserted_primary_key(self):
        from sqlalchemy import exc

        if not self.is_insert:
            raise exc.InvalidRequestError("Statement is not an insert() expression construct.")
        if self._inserted_primary_key is None:
            raise exc.InvalidRequestError(
                "Can't call inserted_primary_key when returning() is used."
                if getattr(self._statement, "_returning", None)
                else "This statement was an executemany call; if primary key returning is supported, please use"
                " .inserted_primary_key_rows."
            )
        return self._inserted_primary_key

    @property
    def inserted_primary_key_rows(self):
        return [self.inserted_primary_key]

    def supports_sane_rowcount(self):
        return True

    def supports_sane_multi_rowcount(self):
        return True

    def last_inserted_params(self):
        raise NotImplementedError("CursorResult.last_inserted_params() is not supported")


ResultProxy = CursorResult


class FilterResult(ResultInternal):
    def __init__(self, real_result):
        self._real_result = real_result
        if real_result._unique is not None:
            self._unique = set()
            strategy = real_result._unique_strategy
            self._unique_strategy = strategy
            real_result._unique = None

    def close(self):
        self._real_result.close()

    @property
    def closed(self):
        return self._real_result.closed

    def yield_per(self, num):
        self._real_result.yield_per(num)
        return self

    def fetchmany(self, size=None):
        return ResultInternal.fetchmany(self, size or self._real_result._size or 1)

    def partitions(self, size=None):
        size = size or self._real_result._size
        while True:
            part = self.fetchmany(size) if size is not None else self.fetchall()
            if not part:
                return
            yield part

    def __enter__(self):
        return self

    def __exit__(self, kind, raised, traceback):
        self.close()


class ScalarResult(FilterResult):
    def __init__(self, real_result, index):
        FilterResult.__init__(self, real_result)
        self._index = index

    def _next_item(self):
        return self._real_result._next_item()[self._index]

    def fetchone(self):
        raise AttributeError("'ScalarResult' object has no attribute 'fetchone'")


class MappingResult(FilterResult):
    def _next_item(self):
        return RowMapping(self._real_result._next_item())

    def keys(self):
        return self._real_result.keys()

    def columns(self, *col_expressions):
        return MappingResult(self._real_result.columns(*col_expressions))


class TupleResult(FilterResult):
    pass


class IteratorResult(Result):
    def __init__(self, cursor_metadata, iterator, raw=None):
        Result.__init__(self, list(getattr(cursor_metadata, "keys", cursor_metadata)), [tuple(row) for row in iterator])


ChunkedIteratorResult = IteratorResult


class SimpleResultMetaData:
    def __init__(self, keys, *arguments, **keywords):
        self.keys = keys


class FrozenResult:
    def __init__(self, result):
        self._keys = result._keys
        self._data = [tuple(row) for row in result]

    def __call__(self):
        return Result(self._keys, self._data)


class MergedResult(Result):
    def __init__(self, first, others):
        rows = [tuple(row) for row in first]
        for other in others:
            rows.extend(tuple(row) for row in other)
        Result.__init__(self, first._keys, rows)


def result_tuple(fields, extra=None):
    """A maker of rows with these names."""
    return row_class(fields)
