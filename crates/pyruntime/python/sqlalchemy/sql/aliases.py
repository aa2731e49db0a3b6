"""What stands in FROM: joins, aliases, subqueries, common table expressions, functions."""

from sqlalchemy import _running

from . import exc_of
from .base import ColumnCollection
from .elements import ColumnClause, and_, criterion_of, expression_of, name_wire
from .fromclause import FromClause


def from_of(thing):
    """What may stand in FROM, from a table, a mapped class or a select."""
    if getattr(thing, "_is_select", False):
        raise exc_of(
            "ArgumentError",
            "FROM expression, such as a Table or alias() object expected, got %r. To create a FROM clause from a"
            " %s object, use the .subquery() method." % (thing, thing),
        )
    if getattr(thing, "is_selectable", False) or getattr(thing, "_is_text", False):
        return thing
    mapped = getattr(thing, "__table__", None)
    if mapped is not None:
        return mapped
    clause = getattr(thing, "__clause_element__", None)
    if clause is not None:
        return clause()
    if getattr(thing, "packagenames", None) is not None:
        return BareFunction(thing)
    raise exc_of("ArgumentError", "FROM expression, such as a Table or alias() object expected, got %r." % (thing,))


def from_wire(source):
    if getattr(source, "_is_text", False):
        return {"from": "raw", "sql": source.text}
    return source._from_wire()


class Join(FromClause):
    def __init__(self, left, right, onclause=None, isouter=False, full=False):
        self.left = from_of(left)
        self.right = from_of(right)
        self.isouter = isouter
        self.full = full
        self.onclause = condition_between(self.left, self.right) if onclause is None else criterion_of(onclause)

    def _children(self):
        return (self.left, self.right, self.onclause)

    def _froms(self):
        return [self]

    def _hidden(self):
        found = []
        for side in (self.left, self.right):
            found.append(side)
            found.extend(side._hidden())
        return found

    def _from_wire(self):
        return {
            "from": "join",
            "kind": "full" if self.full else "left" if self.isouter else "inner",
            "left": from_wire(self.left),
            "right": from_wire(self.right),
            "on": self.onclause._wire(),
        }

    @property
    def _columns(self):
        found = ColumnCollection()
        for side in (self.left, self.right):
            for column in side.c:
                key = "%s_%s" % (side.name, column.key) if side.name else column.key
                found._add(column, key)
        return found

    @property
    def columns(self):
        return self._columns

    c = columns
    exported_columns = columns


def condition_between(left, right):
    """The ON clause that the foreign keys between two tables say."""
    pairs = []
    known = set()
    # The foreign keys of the right side say `left.id = right.left_id`; those of the left side the like.
    for source, target in ((right, left), (left, right)):
        for part in [source] + list(source._hidden()):
            for column in getattr(part, "_columns", ()):
                own = getattr(column, "_proxied", None)
                own = column if own is None else own
                for key in getattr(own, "_foreign_keys", ()):
                    referred = key._column_or_none()
                    if referred is None:
                        continue
                    for candidate in [target] + list(target._hidden()):
                        found = candidate.corresponding_column(referred)
                        if found is not None:
                            # A join shows the columns of its tables once more.
                            if (own, referred) not in known:
                                known.add((own, referred))
                                pairs.append(found == column)
                            break
        if pairs:
            break
    if not pairs:
        raise exc_of(
            "NoForeignKeysError",
            "Can't find any foreign key relationships between '%s' and '%s'." % (left.description, right.description),
        )
    return and_(*pairs)


def join(left, right, onclause=None, isouter=False, full=False):
    return Join(left, right, onclause, isouter, full)


def outerjoin(left, right, onclause=None, full=False):
    return Join(left, right, onclause, True, full)


class AliasedReturnsRows(FromClause):
    """Something under another name; without one it is `anon_1`, counted in each statement."""

    named_with_column = True

    def __init__(self, element, name=None):
        self.element = element
        self.name = name
        self.__columns = None

    def _proxied_columns(self):
        return self.element.c

    @property
    def _columns(self):
        if self.__columns is None:
            self.__columns = ColumnCollection()
            for column in self._proxied_columns():
                proxy = column._make_proxy(self)
                self.__columns._add(proxy)
        return self.__columns

    @property
    def columns(self):
        return self._columns

    c = columns
    exported_columns = columns

    def _given_name(self):
        if self.name is not None:
            return self.name
        query = _running.query
        return "anon_1" if query is None else query.name(self, self._base_name(), "table")

    def _base_name(self):
        return "anon"

    def _qualify(self, wire):
        wire["table"] = name_wire(self._given_name())

    @property
    def description(self):
        return self.name or "%%(%d anon)s" % id(self)

    def is_derived_from(self, fromclause):
        return fromclause is self or self.element.is_derived_from(fromclause)


class Alias(AliasedReturnsRows):
    def _base_name(self):
        return self.element.name or "anon"

    def _from_wire(self):
        wire = self.element._from_wire()
        wire["alias"] = name_wire(self._given_name())
        return wire


class Subquery(AliasedReturnsRows):
    def _proxied_columns(self):
        return self.element.selected_columns

    def _from_wire(self):
        # Named before what is in it, which may have nameless parts too.
        alias = name_wire(self._given_name())
        return {"from": "subquery", "query": self.element._inner_query(), "alias": alias}

    def alias(self, name=None, flat=False):
        return Subquery(self.element, name)

    def as_scalar(self):
        return self.element.scalar_subquery()


class Lateral(Subquery):
    def _from_wire(self):
        alias = name_wire(self._given_name())
        # It may name the tables that stand before it.
        query = self.element._inner_query(correlates=True)
        return {"from": "subquery", "query": query, "alias": alias, "lateral": True}


class TableSample(AliasedReturnsRows):
    pass


class CTE(AliasedReturnsRows):
    """A common table expression: the statement that uses it carries it in WITH."""

    recursive = False
    nesting = False

    def __init__(self, element, name=None, recursive=False, nesting=False):
        AliasedReturnsRows.__init__(self, element, name)
        if recursive:
            self.recursive = True
        self._original = self

    def _proxied_columns(self):
        element = self.element
        columns = getattr(element, "selected_columns", None)
        return element._returned_columns() if columns is None else columns

    def _from_wire(self):
        self._announce()
        original = self._original
        wire = {"from": "table", "name": name_wire(original._given_name())}
        if original is not self:
            wire["alias"] = name_wire(self._given_name())
        return wire

    def _announce(self):
        """Puts the expression into the WITH of the statement, once."""
        query = _running.query
        original = self._original
        if query is None or original in query.cte_names:
            return
        name = original._given_name()
        query.cte_names[original] = name
        wire = {"name": name_wire(name), "query": original.element._inner_query()}
        if original.recursive:
            wire["recursive"] = True
        query.ctes.append(wire)

    def alias(self, name=None, flat=False):
        other = CTE(self.element, name, self.recursive)
        other._original = self._original
        return other

    def union(self, *other):
        return self._restated(self.element.union(*other))

    def union_all(self, *other):
        return self._restated(self.element.union_all(*other))

    def _restated(self, element):
        # Columns of the first form, which the recursive part refers to, go on meaning this expression.
        self.element = element
        return self


class FunctionAlias(AliasedReturnsRows):
    """A function in FROM."""

    def __init__(self, function, name=None, columns=(), **form):
        AliasedReturnsRows.__init__(self, function, name)
        self._given_columns = [column if hasattr(column, "_wire") else ColumnClause(column) for column in columns]
        self._is_lateral = form.get("lateral", False)
        self._has_ordinality = form.get("ordinality", False)
        # Whether columns stand behind the name: None, "names" or "types".
        self._derived = form.get("derived")

    def _proxied_columns(self):
        return self._given_columns or [ColumnClause(self.element.name, self.element.type)]

    def _from_wire(self):
        wire = {"from": "function", "function": self.element._wire(), "alias": name_wire(self._given_name())}
        if self._is_lateral:
            wire["lateral"] = True
        if self._has_ordinality:
            wire["ordinality"] = True
        if self._derived is not None:
            wire["columns"] = [self._derived_wire(column) for column in self._proxied_columns()]
        return wire

    def _derived_wire(self, column):
        wire = {"name": name_wire(column.name)}
        if self._derived == "types":
            wire["type"] = column.type._wire()
        return wire

    @property
    def column(self):
        """The function's value as one column, whose name is the alias."""
        return TableValuedColumn(self)

    def _in_form(self, name, **form):
        return FunctionAlias(self.element, name, self._given_columns, ordinality=self._has_ordinality, **form)

    def render_derived(self, name=None, with_types=False):
        return self._in_form(name, derived="types" if with_types else "names")

    def alias(self, name=None):
        return self._in_form(name)

    def lateral(self, name=None):
        return self._in_form(name, lateral=True)


TableValuedAlias = FunctionAlias


class TableValuedColumn(ColumnClause):
    """The name of a function in FROM, which is its value."""

    def __init__(self, source):
        self._source = source
        ColumnClause.__init__(self, source.name, source.element.type)

    def _wire(self):
        wire = {"expr": "column", "name": name_wire(self._source._given_name())}
        if not self.type._is_null:
            wire["type"] = self.type._wire()
        return wire

    def _froms(self):
        return [self._source]


class BareFunction(FromClause):
    """A function in FROM, without a name."""

    def __init__(self, function):
        self.element = function
        self.name = function.name
        self._columns = ColumnCollection()

    def _from_wire(self):
        return {"from": "function", "function": self.element._wire()}


class FromGrouping(FromClause):
    pass


class Values(FromClause):
    """`VALUES (…), (…)` as a table."""

    named_with_column = True

    def __init__(self, *columns, name=None, literal_binds=False):
        self._column_args = columns
        self._rows = ()
        self.name = name
        self._columns = ColumnCollection()
        for column in columns:
            proxy = column._make_proxy(self) if hasattr(column, "_make_proxy") else column
            self._columns._add(proxy)

    def data(self, values):
        copied = Values(*self._column_args, name=self.name)
        copied._rows = self._rows + tuple(tuple(row) for row in values)
        return copied

    def alias(self, name=None, flat=False):
        copied = Values(*self._column_args, name=name)
        copied._rows = self._rows
        return copied

    def lateral(self, name=None):
        raise NotImplementedError("values().lateral() is not supported: write the statement with text()")

    def cte(self, name=None, recursive=False, nesting=False):
        return self.select().cte(name, recursive)

    def _qualify(self, wire):
        if self.name is not None:
            wire["table"] = name_wire(self.name)

    def _from_wire(self):
        rows = [
            [expression_of(value, column.type)._wire() for value, column in zip(row, self._column_args)]
            for row in self._rows
        ]
        columns = [name_wire(column.name) for column in self._column_args]
        wire = {"from": "values", "rows": rows, "columns": columns}
        if self.name is not None:
            wire["alias"] = name_wire(self.name)
        return wire


def values(*columns, name=None, literal_binds=False):
    return Values(*columns, name=name, literal_binds=literal_binds)


def alias(selectable, name=None, flat=False):
    return from_of(selectable).alias(name)


def lateral(selectable, name=None):
    return Lateral(selectable, name)


def tablesample(selectable, sampling, name=None, seed=None):
    return from_of(selectable).tablesample(sampling, name, seed)
