"""`session.query(…)`: a SELECT that knows its session."""

from sqlalchemy import exc


class Query:
    def __init__(self, entities=None, session=None):
        if entities is None:
            entities = ()
        elif not isinstance(entities, (list, tuple)):
            entities = (entities,)
        self.session = session
        from sqlalchemy.sql.select_statement import LABEL_STYLE_TABLENAME_PLUS_COL, Select

        self._statement = Select(*entities).set_label_style(LABEL_STYLE_TABLENAME_PLUS_COL)
        self._yield_per = None
        self._text = None

    def __class_getitem__(cls, inner):
        return cls

    def _copied(self):
        copied = self.__class__.__new__(self.__class__)
        copied.__dict__.update(self.__dict__)
        return copied

    def _with(self, statement):
        copied = self._copied()
        copied._statement = statement
        return copied

    def _entity(self):
        entities = self._statement._entities
        if len(entities) != 1 or not hasattr(entities[0], "__mapper__"):
            raise exc.InvalidRequestError("get() can only be used against a single mapped class.")
        return entities[0]

    # Building.

    def filter(self, *criterion):
        self._check_unlimited("filter")
        return self._with(self._statement.where(*criterion))

    where = filter

    def filter_by(self, **kwargs):
        self._check_unlimited("filter_by")
        return self._with(self._statement.filter_by(**kwargs))

    def _check_unlimited(self, word):
        statement = self._statement
        if statement._limit is not None or statement._offset is not None:
            raise exc.InvalidRequestError(
                "Query.%s() being called on a Query which already has LIMIT or OFFSET applied.  Call %s() before limit()"
                " or offset() are applied." % (word, word)
            )

    def join(self, target, onclause=None, *, isouter=False, full=False):
        return self._with(self._statement.join(target, onclause, isouter, full))

    def outerjoin(self, target, onclause=None, *, full=False):
        return self._with(self._statement.outerjoin(target, onclause, full))

    def reset_joinpoint(self):
        statement = self._statement._copied()
        statement._filter_entity = None
        return self._with(statement)

    def select_from(self, *from_obj):
        return self._with(self._statement.select_from(*from_obj))

    def order_by(self, *clauses):
        if len(clauses) == 1 and clauses[0] is False:
            clauses = (None,)
        if clauses and clauses[0] is not None:
            self._check_unlimited("order_by")
        return self._with(self._statement.order_by(*clauses))

    def group_by(self, *clauses):
        return self._with(self._statement.group_by(*clauses))

    def having(self, *having):
        return self._with(self._statement.having(*having))

    def distinct(self, *expr):
        return self._with(self._statement.distinct(*expr))

    def limit(self, limit):
        return self._with(self._statement.limit(limit))

    def offset(self, offset):
        return self._with(self._statement.offset(offset))

    def slice(self, start, stop):
        return self._with(self._statement.slice(start, stop))

    def correlate(self, *fromclauses):
        return self._with(self._statement.correlate(*fromclauses))

    def with_for_update(self, **keywords):
        return self._with(self._statement.with_for_update(**keywords))

    def with_entities(self, *entities):
        return self._with(self._statement.with_only_columns(*entities))

    def add_columns(self, *column):
        return self._with(self._statement.add_columns(*column))

    add_column = add_columns
    add_entity = add_columns

    def options(self, *args):
        return self._with(self._statement.options(*args))

    def execution_options(self, **kwargs):
        copied = self._with(self._statement.execution_options(**kwargs))
        if "yield_per" in kwargs:
            copied._yield_per = kwargs["yield_per"]
        return copied

    def yield_per(self, count):
        copied = self._copied()
        copied._yield_per = count
        return copied

    def populate_existing(self):
        return self.execution_options(populate_existing=True)

    def params(self, *args, **kwargs):
        values = dict(*args) if args else {}
        return self._with(self._statement.params(**dict(values, **kwargs)))

    def from_statement(self, statement):
        copied = self._copied()
        copied._text = statement
        return copied

    def union(self, *others):
        return self._compound("union", others)

    def union_all(self, *others):
        return self._compound("union_all", others)

    def except_(self, *others):
        return self._compound("except_", others)

    def intersect(self, *others):
        return self._compound("intersect", others)

    def _compound(self, word, others):
        """The entities of this query, read from the combined rows."""
        from .compounds import combined

        return combined(self, word, others)

    def with_session(self, session):
        copied = self._copied()
        copied.session = session
        return copied

    def autoflush(self, setting):
        return self._copied()

    enable_eagerloads = enable_assertions = autoflush

    def set_label_style(self, style):
        return self._with(self._statement.set_label_style(style))

    def with_labels(self):
        return self._copied()

    # As a part of another statement.

    @property
    def statement(self):
        from sqlalchemy.sql.selectable import LABEL_STYLE_DEFAULT

        return self._statement.set_label_style(LABEL_STYLE_DEFAULT)

    def __clause_element__(self):
        return self.statement

    @property
    def selectable(self):
        return self.statement

    # `Model.column.in_(query)`, `select(query)` and their like take a query as its statement.
    _is_select = True

    def scalar_subquery(self):
        return self.statement.scalar_subquery()

    as_scalar = scalar_subquery

    def _in_expression(self):
        return self.scalar_subquery()

    def subquery(self, name=None, with_labels=False, reduce_columns=False):
        return (self._statement if with_labels else self.statement).subquery(name)

    def cte(self, name=None, recursive=False, nesting=False):
        return self.statement.cte(name, recursive, nesting)

    def label(self, name):
        return self.scalar_subquery().label(name)

    def exists(self):
        from sqlalchemy.sql.elements import literal_column
        from sqlalchemy.sql.selectable import Exists

        columns = self._statement.columns_clause_froms
        statement = self.statement.with_only_columns(literal_column("1"))
        if not statement._from_clauses:
            statement = statement.select_from(*columns[:1])
        return Exists(statement)

    @property
    def whereclause(self):
        return self._statement.whereclause

    @property
    def column_descriptions(self):
        found = []
        for entity in self._statement._entities:
            mapped = getattr(entity, "__mapper__", None)
            found.append(
                {
                    "name": entity.__name__ if mapped is not None else getattr(entity, "key", None),
                    "type": entity if mapped is not None else getattr(entity, "type", None),
                    "expr": entity,
                    "entity": entity if mapped is not None else None,
                    "aliased": getattr(entity, "_is_aliased_class", False),
                }
            )
        return found

    # Running.

    def _result(self):
        session = self.session
        if session is None:
            raise exc.InvalidRequestError("This Query has no session: use with_session()")
        from .loading import execute

        statement = self._statement
        if self._text is not None:
            from .executing import read_with

            result = read_with(session, statement, self._text)
        else:
            session._autoflush()
            from .executing import _mapper_of

            result = execute(session, session._connection_for(_mapper_of(statement)), statement)
        if result.is_single_entity:
            found = result.scalars()
        else:
            found = result
        if result.has_objects and not self._yield_per:
            found = found.unique(result.row_identity)
        return found

    def __iter__(self):
        return iter(self._result())

    def all(self):
        return self._result().all()

    def first(self):
        found = self._result() if self._text is not None else self.limit(1)._result()
        return found.first()

    def one(self):
        return self._result().one()

    def one_or_none(self):
        return self._result().one_or_none()

    def scalar(self):
        try:
            found = self.one()
        except exc.NoResultFound:
            return None
        return found[0] if isinstance(found, tuple) else found

    def get(self, ident):
        statement = self._statement
        return self.session.get(
            self._entity(),
            ident,
            options=statement._options or None,
            populate_existing=bool(statement._execution_options.get("populate_existing")),
        )

    def count(self):
        from sqlalchemy.sql.elements import literal_column
        from sqlalchemy.sql.functions import func
        from sqlalchemy.sql.select_statement import Select

        inner = self._statement.subquery()
        statement = Select(func.count(literal_column("*"))).select_from(inner)
        self.session._autoflush()
        from .executing import _mapper_of

        return self.session._connection_for(_mapper_of(self._statement)).execute(statement).scalar()

    def __getitem__(self, item):
        if isinstance(item, slice):
            start, stop, step = item.start, item.stop, item.step
            if (start or 0) < 0 or (stop or 0) < 0:
                raise IndexError(
                    "negative indexes are not accepted by SQL index / slice operators"
                )
            if start is not None and stop is not None and stop <= start:
                return []
            query = self._copied()
            if stop is not None:
                query = query.slice(start or 0, stop)
            elif start:
                query = query.offset(start)
            found = list(query)
            return found[::step] if step is not None else found
        if item < 0:
            raise IndexError("negative indexes are not accepted by SQL index / slice operators")
        return list(self[item : item + 1])[0]

    def update(self, values, synchronize_session="auto", update_args=None):
        from sqlalchemy.sql.dml import Update

        statement = Update(self._changed_entity("update"))
        if isinstance(values, (list, tuple)):
            statement = statement.ordered_values(*values)
        else:
            statement = statement.values(dict(values))
        return self._change(statement, synchronize_session)

    def delete(self, synchronize_session="auto", delete_args=None):
        from sqlalchemy.sql.dml import Delete

        return self._change(Delete(self._changed_entity("delete")), synchronize_session)

    def _changed_entity(self, word):
        statement = self._statement
        for name, value in (
            ("limit()", statement._limit),
            ("offset()", statement._offset),
            ("order_by()", statement._order_by or None),
            ("group_by()", statement._group_by or None),
            ("distinct()", statement._distinct or None),
            ("select_from()", statement._from_clauses or None),
            ("join()", statement._joins or None),
        ):
            if value is not None:
                raise exc.InvalidRequestError("Can't call Query.update() or Query.delete() when %s has been called" % (
                    "join(), outerjoin(), select_from(), or from_self()" if name in ("join()", "select_from()") else name
                ))
        return statement._entities[0]

    def _change(self, statement, synchronize_session):
        statement = statement.where(*self._statement._where)
        statement = statement.execution_options(synchronize_session=synchronize_session)
        return self.session.execute(statement).rowcount

    def __str__(self):
        bind = None if self.session is None else self.session.bind
        return str(self._statement.compile(dialect=getattr(bind, "dialect", None)))



class FromStatement:
    pass
