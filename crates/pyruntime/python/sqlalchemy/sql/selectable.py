"""What SELECT, UNION and their like share; scalar subqueries, EXISTS, unions, `text().columns()`."""

from sqlalchemy import _running

from .base import ColumnCollection, Executable
from .elements import BOOLEANTYPE, NULLTYPE, ClauseElement, ColumnElement, Label, expression_of
from .fromclause import FromClause, TableClause, table

_LATER = {
    "sqlalchemy.sql.aliases": "from_of from_wire Join join outerjoin AliasedReturnsRows Alias Subquery Lateral TableSample"
    " CTE FunctionAlias TableValuedAlias TableValuedColumn FromGrouping Values values alias lateral tablesample",
    "sqlalchemy.sql.select_statement": "Select select _columns_of",
}


class SelectLabelStyle:
    def __init__(self, name):
        self.name = name


LABEL_STYLE_NONE = SelectLabelStyle("LABEL_STYLE_NONE")
LABEL_STYLE_TABLENAME_PLUS_COL = SelectLabelStyle("LABEL_STYLE_TABLENAME_PLUS_COL")
LABEL_STYLE_DISAMBIGUATE_ONLY = LABEL_STYLE_DEFAULT = SelectLabelStyle("LABEL_STYLE_DISAMBIGUATE_ONLY")


class ReturnsRows(ClauseElement):
    pass


class Selectable(ReturnsRows):
    pass


class HasPrefixes:
    pass


class HasSuffixes:
    pass


class HasCTE:
    pass


class SelectBase(ClauseElement, Executable):
    """What SELECT, UNION and their like share."""

    _is_select = is_select = True
    supports_execution = True
    _execution_options = {}

    def _copied(self):
        copied = self.__class__.__new__(self.__class__)
        copied.__dict__.update(self.__dict__)
        return copied

    def _query(self):
        """The wire form as a whole statement: names are counted from the start."""
        outer = _running.query
        _running.query = _running.Lowering()
        try:
            wire = self._inner_query()
            if _running.query.ctes:
                wire["ctes"] = _running.query.ctes + wire.get("ctes", [])
            return wire
        finally:
            _running.query = outer

    def _wire(self):
        if _running.query is None:
            return {"expr": "subquery", "query": self._query()}
        return {"expr": "subquery", "query": self._inner_query()}

    def _froms(self):
        return []

    def _in_expression(self):
        return self.scalar_subquery()

    def scalar_subquery(self):
        return ScalarSelect(self)

    as_scalar = scalar_subquery

    def label(self, name):
        return self.scalar_subquery().label(name)

    def subquery(self, name=None):
        from .aliases import Subquery

        return Subquery(self, name)

    def alias(self, name=None, flat=False):
        from .aliases import Subquery

        return Subquery(self, name)

    def lateral(self, name=None):
        from .aliases import Lateral

        return Lateral(self, name)

    def cte(self, name=None, recursive=False, nesting=False):
        from .aliases import CTE

        return CTE(self, name, recursive, nesting)

    def exists(self):
        return Exists(self)

    def union(self, *other):
        return CompoundSelect("UNION", (self,) + other)

    def union_all(self, *other):
        return CompoundSelect("UNION ALL", (self,) + other)

    def except_(self, *other):
        return CompoundSelect("EXCEPT", (self,) + other)

    def except_all(self, *other):
        return CompoundSelect("EXCEPT ALL", (self,) + other)

    def intersect(self, *other):
        return CompoundSelect("INTERSECT", (self,) + other)

    def intersect_all(self, *other):
        return CompoundSelect("INTERSECT ALL", (self,) + other)

    def execution_options(self, **kw):
        copied = self._copied()
        copied._execution_options = dict(self._execution_options, **kw)
        return copied

    def get_execution_options(self):
        return self._execution_options

    # Loader options; a session reads its objects as they say.
    _options = ()

    def options(self, *options):
        copied = self._copied()
        copied._options = self._options + options
        return copied

    def with_hint(self, *arguments, **keywords):
        raise NotImplementedError("with_hint() is not supported: write the statement with text()")

    with_statement_hint = prefix_with = suffix_with = with_hint

    @property
    def c(self):
        return self.selected_columns

    columns = c
    exported_columns = c

    def set_label_style(self, style):
        copied = self._copied()
        copied._label_style = style
        return copied

    def get_label_style(self):
        return self._label_style

    _label_style = LABEL_STYLE_DEFAULT

    def into(self, *arguments, **keywords):
        raise NotImplementedError("select().into() is not supported: use op.execute('CREATE TABLE … AS …')")


class GenerativeSelect(SelectBase):
    """ORDER BY, LIMIT and GROUP BY."""

    _order_by = ()
    _group_by = ()
    _limit = _offset = None
    _for_update = None

    def order_by(self, *clauses):
        copied = self._copied()
        copied._order_by = () if _is_reset(clauses) else self._order_by + _names_or_expressions(clauses)
        return copied

    def group_by(self, *clauses):
        copied = self._copied()
        copied._group_by = () if _is_reset(clauses) else self._group_by + _names_or_expressions(clauses)
        return copied

    def limit(self, limit):
        copied = self._copied()
        copied._limit = None if limit is None else _number(limit)
        return copied

    def offset(self, offset):
        copied = self._copied()
        copied._offset = None if offset is None else _number(offset)
        return copied

    def slice(self, start, stop):
        copied = self.limit(stop - start if start is not None else stop)
        return copied if start in (None, 0) else copied.offset(start)

    def fetch(self, count, with_ties=False, percent=False, **dialect_kw):
        if with_ties or percent:
            raise NotImplementedError("fetch(with_ties=, percent=) is not supported: write the statement with text()")
        return self.limit(count)

    def with_for_update(self, nowait=False, read=False, of=None, skip_locked=False, key_share=False):
        words = "FOR"
        if read:
            words += " KEY SHARE" if key_share else " SHARE"
        else:
            words += " NO KEY UPDATE" if key_share else " UPDATE"
        if of is not None:
            tables = of if isinstance(of, (list, tuple)) else [of]
            names = [item.table.name if getattr(item, "_is_column", False) else item.name for item in tables]
            words += " OF " + ", ".join(dict.fromkeys(names))
        if nowait:
            words += " NOWAIT"
        if skip_locked:
            words += " SKIP LOCKED"
        copied = self._copied()
        copied._for_update = words
        return copied

    def _tail(self, wire):
        if self._order_by:
            wire["order_by"] = [clause._wire() for clause in self._order_by]
        if self._limit is not None:
            wire["limit"] = self._limit._wire()
        if self._offset is not None:
            wire["offset"] = self._offset._wire()


def _names_or_expressions(clauses):
    found = []
    for clause in clauses:
        if isinstance(clause, (list, tuple)):
            found.extend(_names_or_expressions(clause))
        elif isinstance(clause, str):
            found.append(NameInSelect(clause))
        elif isinstance(clause, Label):
            found.append(clause)
        else:
            found.append(expression_of(clause))
    return tuple(found)


class NameInSelect(ColumnElement):
    """A string in ORDER BY or GROUP BY: a label or a column of the SELECT."""

    def __init__(self, name):
        self.name = self.key = name

    def _wire(self):
        found = _running.query.named_column(self.name) if _running.query is not None else None
        if found is None:
            return {"expr": "column", "name": self.name}
        return found


def _number(value):
    from .sqltypes import INTEGERTYPE

    if isinstance(value, str):
        value = int(value)
    expression = expression_of(value, INTEGERTYPE)
    return expression


class ScalarSelect(ColumnElement):
    """A SELECT as a value."""

    def __init__(self, element):
        self.element = element
        columns = list(getattr(element, "selected_columns", ()))
        self.type = columns[0].type if columns else NULLTYPE

    def _children(self):
        return (self.element,)

    def _froms(self):
        return []

    def _wire(self):
        return {"expr": "subquery", "query": _correlated_query(self.element)}

    def where(self, *criteria):
        return ScalarSelect(self.element.where(*criteria))

    def correlate(self, *fromclauses):
        return ScalarSelect(self.element.correlate(*fromclauses))

    def correlate_except(self, *fromclauses):
        return ScalarSelect(self.element.correlate_except(*fromclauses))

    def scalar_subquery(self):
        return self


def _correlated_query(element):
    if _running.query is None:
        return element._query()
    return element._inner_query(correlates=True)


class Exists(ColumnElement):
    type = BOOLEANTYPE
    supports_execution = True
    _is_expression = True

    def __init__(self, argument=None):
        from .select_statement import select

        if argument is None:
            from .elements import literal_column

            argument = select(literal_column("*"))
        elif isinstance(argument, ScalarSelect):
            argument = argument.element
        elif not getattr(argument, "_is_select", False):
            argument = select(argument)
        self.element = argument

    def _children(self):
        return (self.element,)

    def _froms(self):
        return []

    def _wire(self):
        return {"expr": "exists", "query": _correlated_query(self.element)}

    def _query(self):
        return self.select()._query()

    def _result_columns(self):
        return [self]

    def where(self, *clause):
        return Exists(self.element.where(*clause))

    def select_from(self, *froms):
        return Exists(self.element.select_from(*froms))

    def correlate(self, *fromclauses):
        return Exists(self.element.correlate(*fromclauses))

    def select(self):
        from .select_statement import select

        return select(self)


def exists(__argument=None, *rest):
    return Exists(__argument)


class CompoundSelect(GenerativeSelect):
    """UNION and its relatives."""

    def __init__(self, keyword, selects):
        self._word = keyword
        self.selects = [_select_of(one) for one in selects]

    @property
    def selected_columns(self):
        return self.selects[0].selected_columns

    def _children(self):
        return list(self.selects) + list(self._order_by)

    def _result_columns(self):
        return self.selects[0]._result_columns()

    def _inner_query(self, correlates=False):
        wire = {
            "query": "compound",
            "word": self._word,
            "queries": [one._inner_query() for one in self.selects],
        }
        query = _running.query
        outer_names, query.names = query.names, None
        try:
            self._tail(wire)
        finally:
            query.names = outer_names
        return wire


def _select_of(one):
    if isinstance(one, ScalarSelect):
        return one.element
    if getattr(one, "is_selectable", False):
        return one.select()
    return one


class TextualSelect(SelectBase):
    """`text(…).columns(…)`."""

    def __init__(self, text, columns, positional=False):
        self.element = text
        self.column_args = columns
        self._positional = positional

    @property
    def selected_columns(self):
        return ColumnCollection(self.column_args)

    def _children(self):
        return ()

    @property
    def _binds(self):
        return self.element._binds

    def _result_columns(self):
        return _ByName(self.column_args) if not self._positional else list(self.column_args)

    def _inner_query(self, correlates=False):
        return self.element._query()

    def bindparams(self, *binds, **bind_as_values):
        return TextualSelect(self.element.bindparams(*binds, **bind_as_values), self.column_args, self._positional)


class _ByName(list):
    """Columns that are matched with the result by name."""


TextAsFrom = TextualSelect


def union(*selects):
    return CompoundSelect("UNION", selects)


def union_all(*selects):
    return CompoundSelect("UNION ALL", selects)


def except_(*selects):
    return CompoundSelect("EXCEPT", selects)


def except_all(*selects):
    return CompoundSelect("EXCEPT ALL", selects)


def intersect(*selects):
    return CompoundSelect("INTERSECT", selects)


def intersect_all(*selects):
    return CompoundSelect("INTERSECT ALL", selects)


def cte(selectable, name=None, recursive=False, nesting=False):
    return selectable.cte(name, recursive)


def subquery(alias, *arguments, **keywords):
    from .select_statement import Select

    return Select(*arguments, **keywords).subquery(alias)


def _is_reset(clauses):
    """`order_by(None)` takes back what was there."""
    return len(clauses) == 1 and clauses[0] is None


def __getattr__(name):
    for place, listed in _LATER.items():
        if name in listed.split():
            value = getattr(__import__(place, None, None, (name,)), name)
            globals()[name] = value
            return value
    raise AttributeError("module %r has no attribute %r" % (__name__, name))
