"""SELECT."""

import re

from sqlalchemy import _running, util

from . import exc_of
from .aliases import Join, condition_between, from_of, from_wire
from .base import ColumnCollection
from .elements import ColumnClause, ColumnElement, Label, ProxyColumn, and_, criterion_of, expression_of, name_wire
from .selectable import (
    LABEL_STYLE_TABLENAME_PLUS_COL,
    GenerativeSelect,
    _is_reset,
    _names_or_expressions,
)


class Select(GenerativeSelect):
    __module__ = "sqlalchemy.sql.selectable"
    _distinct = False
    _distinct_on = ()
    _where = ()
    _having = ()
    _from_clauses = ()
    _joins = ()
    _correlated = None
    _not_correlated = None
    # What `filter_by()` is about after a join.
    _filter_entity = None

    def __init__(self, *entities, **dialect_kw):
        self._columns = _columns_of(entities)
        self._entities = entities

    # Building.

    def add_columns(self, *entities):
        copied = self._copied()
        copied._columns = self._columns + _columns_of(entities)
        copied._entities = self._entities + entities
        return copied

    def column(self, column):
        return self.add_columns(column)

    def with_only_columns(self, *entities, maintain_column_froms=False, **kw):
        copied = self._copied()
        if maintain_column_froms:
            copied = copied.select_from(*self.columns_clause_froms)
        if len(entities) == 1 and isinstance(entities[0], (list, tuple)):
            entities = entities[0]
        copied._columns = _columns_of(entities)
        copied._entities = tuple(entities)
        return copied

    def where(self, *whereclause):
        copied = self._copied()
        copied._where = self._where + tuple(criterion_of(clause) for clause in whereclause)
        return copied

    filter = where

    def filter_by(self, **kwargs):
        entity = self._filter_entity
        if entity is None and not self._joins and self._from_clauses:
            entity = getattr(self._from_clauses[0], "_mapped_by", None) or self._from_clauses[0]
            entity = getattr(entity, "class_", entity)
        if entity is None and not self._joins and self._entities:
            entity = self._entities[0]
            table = getattr(entity, "table", None)
            entity = getattr(getattr(table, "_mapped_by", None), "class_", entity)
        if getattr(entity, "__mapper__", None) is not None:
            return self.where(*[_attribute_of(entity, name) == value for name, value in kwargs.items()])
        sources = [self._joins[-1][0]] if self._joins else self._base_froms()
        if not sources:
            raise exc_of("InvalidRequestError", "No entities to filter by")
        source = sources[0]
        return self.where(*[source.c[name] == value for name, value in kwargs.items()])

    def having(self, *having):
        copied = self._copied()
        copied._having = self._having + tuple(criterion_of(clause) for clause in having)
        return copied

    def distinct(self, *expr):
        copied = self._copied()
        copied._distinct = True
        copied._distinct_on = self._distinct_on + _names_or_expressions(expr)
        return copied

    def select_from(self, *froms):
        copied = self._copied()
        copied._from_clauses = self._from_clauses + tuple(from_of(source) for source in froms)
        return copied

    def join(self, target, onclause=None, isouter=False, full=False):
        return self._joined(None, target, onclause, isouter, full)

    def outerjoin(self, target, onclause=None, full=False):
        return self._joined(None, target, onclause, True, full)

    def join_from(self, from_, target, onclause=None, isouter=False, full=False):
        return self._joined(from_of(from_), target, onclause, isouter, full)

    def outerjoin_from(self, from_, target, onclause=None, full=False):
        return self._joined(from_of(from_), target, onclause, True, full)

    def _joined(self, left, target, onclause, isouter, full):
        if getattr(target, "_is_relationship", False) or getattr(onclause, "_is_relationship", False):
            from sqlalchemy.orm.joining import joined

            return joined(self, target, onclause, isouter, full)
        copied = self._copied()
        copied._filter_entity = target
        copied._joins = self._joins + ((from_of(target), onclause, left, isouter, full),)
        return copied

    def correlate(self, *fromclauses):
        copied = self._copied()
        copied._correlated = [] if _is_reset(fromclauses) else [from_of(source) for source in fromclauses]
        return copied

    def correlate_except(self, *fromclauses):
        copied = self._copied()
        copied._not_correlated = [from_of(source) for source in fromclauses if source is not None]
        return copied

    def from_statement(self, statement):
        copied = self._copied()
        copied._read_by = statement
        return copied

    # The statement that is executed instead, such as a text().
    _read_by = None

    # Looking.

    @property
    def selected_columns(self):
        found = ColumnCollection()
        names = {}
        for column in self._columns:
            name = column._result_name()
            key = getattr(column, "key", None) or name
            table = getattr(column, "table", None)
            if self._label_style is LABEL_STYLE_TABLENAME_PLUS_COL and name is not None and table is not None:
                key = name = "%s_%s" % (table.name, name)
                names[key] = column
                found._add(_Exported(column, name, key), key)
                continue
            if key is None:
                key = "%s_%d" % (column._name_for_label() or "anon", len(names) + 1)
            while key in found._index:
                key += "_1"
            names[key] = column
            found._add(column if getattr(column, "_is_column", False) else _Exported(column, name, key), key)
        return found

    @property
    def inner_columns(self):
        return iter(self._columns)

    @property
    def whereclause(self):
        return and_(*self._where) if self._where else None

    @property
    def columns_clause_froms(self):
        found = []
        for column in self._columns:
            _add_new(found, column._froms())
        return found

    @property
    def froms(self):
        return self._final_froms()

    def get_final_froms(self):
        return self._final_froms()

    @property
    def column_descriptions(self):
        return [{"name": getattr(column, "key", None), "type": column.type, "expr": column} for column in self._columns]

    def _children(self):
        found = list(self._columns) + list(self._where) + list(self._group_by) + list(self._having)
        found += self._order_by
        found += [part for part in (self._limit, self._offset) if part is not None]
        found += self._from_clauses
        for target, onclause, left, _, _ in self._joins:
            found.append(target)
            if onclause is not None:
                found.append(criterion_of(onclause))
        return found

    def _result_columns(self):
        return [None if column._is_text or _is_star(column) else column for column in self._columns]

    # Lowering.

    def _base_froms(self):
        """FROM before the joins: what was said, then what the columns and conditions need."""
        found = list(self._from_clauses)
        for entity in self._entities:
            mapper = getattr(entity, "__mapper__", None)
            if mapper is not None and mapper.inherits is not None and not getattr(entity, "_is_aliased_class", False):
                # A class that inherits is read from the tables of all its classes.
                _add_new(found, [mapper.selectable])
        for column in self._columns:
            _add_new(found, column._froms())
        return found

    def _of_class(self):
        """Which rows of a table that several classes share are objects of the class selected."""
        found = []
        for entity in self._entities:
            mapper = getattr(entity, "__mapper__", None)
            if mapper is not None and mapper.inherits is not None:
                criterion = mapper.single_criterion
                if criterion is not None:
                    found.append(criterion)
        return found

    def _final_froms(self):
        found = self._with_joins(self._base_froms())
        for clause in self._where:
            _add_new(found, clause._froms())
        hidden = []
        for source in found:
            hidden.extend(source._hidden() if hasattr(source, "_hidden") else ())
        return [source for source in found if not any(source is inner for inner in hidden)]

    def _with_joins(self, froms):
        for target, onclause, left, isouter, full in self._joins:
            froms = [source for source in froms if source is not target]
            if left is None:
                left = self._left_of(self._possible_lefts(froms), target, onclause)
            for place, source in enumerate(froms):
                if source is left or any(left is inner for inner in source._hidden()):
                    froms[place] = Join(source, target, onclause, isouter, full)
                    break
            else:
                froms.append(Join(left, target, onclause, isouter, full))
        return froms

    def _possible_lefts(self, froms):
        """What was named by select_from() goes before what columns bring along; what is joined later cannot be it."""
        if self._from_clauses:
            named = [
                source
                for source in froms
                if any(part is one for one in self._from_clauses for part in [source] + list(source._hidden()))
            ]
            if named:
                return named
        later = [entry[0] for entry in self._joins]
        kept = [source for source in froms if not any(source is one for one in later)]
        return kept or froms

    def _left_of(self, froms, target, onclause):
        if not froms:
            raise exc_of(
                "InvalidRequestError",
                "Don't know how to join to %r. Please use the .select_from() method to establish an explicit left"
                " side, as well as providing an explicit ON clause if not present already to help resolve the"
                " ambiguity." % (target,),
            )
        if len(froms) == 1:
            return froms[0]
        if onclause is None:
            fitting = []
            for source in froms:
                try:
                    condition_between(source, target)
                except Exception:
                    continue
                fitting.append(source)
            if len(fitting) == 1:
                return fitting[0]
        else:
            needed = criterion_of(onclause)._froms()
            fitting = [
                source
                for source in froms
                if any(part is one for one in needed for part in [source] + list(source._hidden()))
            ]
            if len(fitting) == 1:
                return fitting[0]
        raise exc_of(
            "InvalidRequestError",
            "Can't determine which FROM clause to join from, there are multiple FROMS which can join to this entity."
            " Please use the .select_from() method to establish an explicit left side, as well as providing an"
            " explicit ON clause if not present already to help resolve the ambiguity.",
        )

    def _inner_query(self, correlates=False):
        query = _running.query
        froms = self._final_froms()
        enclosing = query.enclosing
        if correlates and enclosing:
            froms = self._without_correlated(froms, [source for level in enclosing for source in level])
        enclosing.append(froms)
        outer_names, query.names = query.names, self._named(froms)
        wire = {"query": "select"}
        try:
            wire["columns"] = self._column_wires(query)
            if froms:
                wire["from"] = [from_wire(source) for source in froms]
            where = list(self._where) + self._of_class()
            if where:
                wire["where"] = and_(*where)._wire()
            if self._group_by:
                wire["group_by"] = [clause._wire() for clause in self._group_by]
            if self._having:
                wire["having"] = and_(*self._having)._wire()
            self._tail(wire)
        finally:
            enclosing.pop()
            query.names = outer_names
        if self._distinct:
            wire["distinct"] = True
        if self._distinct_on:
            wire["distinct_on"] = [clause._wire() for clause in self._distinct_on]
        if self._for_update is not None:
            wire["for_update"] = self._for_update
        return wire

    def _named(self, froms):
        """What a plain string in ORDER BY means: a label, a selected column, a column of FROM."""

        def find(name):
            for column in self._columns:
                if isinstance(column, Label) and column.name == name:
                    return {"expr": "column", "name": name_wire(name)}
                if getattr(column, "_is_column", False) and name in (column.key, column.name):
                    return column._wire()
            for source in froms:
                column = source.c.get(name) if getattr(source, "is_selectable", False) else None
                if column is not None:
                    return column._wire()
            return None

        return find

    def _without_correlated(self, froms, outer):
        """A subquery in an expression shares the tables of the query around it."""
        parts = list(outer)
        for source in outer:
            parts.extend(source._hidden() if hasattr(source, "_hidden") else ())
        if self._correlated is not None:
            parts = [source for source in parts if any(source is one for one in self._correlated)]
        elif self._not_correlated is not None:
            parts = [source for source in parts if not any(source is one for one in self._not_correlated)]
        if len(froms) == 1 and self._correlated is None and self._not_correlated is None:
            # By itself a query never gives away its only table.
            return froms
        kept = [source for source in froms if not any(source is one for one in parts)]
        if not kept and froms:
            if self._correlated is not None or self._not_correlated is not None:
                return kept
            raise exc_of(
                "InvalidRequestError",
                "Select statement '%s' returned no FROM clauses due to auto-correlation; specify correlate(<tables>)"
                " to control correlation manually." % (self,),
            )
        return kept

    def _column_wires(self, query):
        """The columns; nameless ones are labelled, names that occur twice get a number."""
        wires = []
        taken = {}
        for column in self._columns:
            name = column._result_name()
            if name is None:
                base = column._name_for_label()
                if base is not None and not isinstance(column, Label):
                    # The label is counted before what is in it.
                    label = query.name(column, base, "label")
                    wires.append({"expr": "label", "name": label, "of": column._wire()})
                else:
                    wires.append(column._wire())
                continue
            wire = column._wire()
            if self._label_style is LABEL_STYLE_TABLENAME_PLUS_COL and getattr(column, "table", None) is not None:
                # A nameless alias is called `anon_1`, `users_1`.
                table = column.table
                table_name = table._given_name() if table.name is None else table.name
                wire = {"expr": "label", "name": "%s_%s" % (table_name, name), "of": wire}
            elif not getattr(column, "_is_column", False) and not isinstance(column, Label):
                # CAST(t.x AS …) is called x.
                table = getattr(getattr(column, "clause", None), "table", None)
                if self._label_style is LABEL_STYLE_TABLENAME_PLUS_COL and table is not None:
                    name = "%s_%s" % (table.name, name)
                wire = {"expr": "label", "name": name_wire(name), "of": wire}
            elif name in taken and getattr(column, "_is_column", False) and not _is_star(column):
                count = taken[name]
                if column in self._columns[: len(wires)]:
                    label = "%s__%d" % (name, count)
                else:
                    label = query.name(column, name, "label")
                wire = {"expr": "label", "name": label, "of": wire}
            taken[name] = taken.get(name, 0) + 1
            wires.append(wire)
        return wires


def _is_star(column):
    return getattr(column, "is_literal", False)


class _Exported(ColumnElement):
    """A labelled or nameless column as a subquery shows it."""

    _is_column_of_subquery = True

    def __init__(self, element, name, key):
        self.element = element
        self.name = name
        self.key = key
        self.type = element.type

    def _children(self):
        return (self.element,)

    def _wire(self):
        return self.element._wire()

    def _result_name(self):
        return self.element._result_name()

    def _name_for_label(self):
        return self.element._name_for_label()

    def _make_proxy(self, selectable, name=None):
        named = getattr(self.element, "element", None)
        if self.name is None:
            kind = _SubqueryColumn
        else:
            kind = named._proxy_class() if isinstance(named, ColumnClause) else ColumnClause
        proxy = kind(self.name, self.type, _selectable=selectable)
        proxy.key = self.key
        proxy._proxied = self.element
        return proxy


class _SubqueryColumn(ProxyColumn):
    """A column of a subquery whose name may be counted (`count_1`) only when the statement is lowered."""

    def _wire(self):
        query = _running.query
        element = self._proxied
        base = element._name_for_label() or "anon"
        name = query.name(element, base, "label") if query is not None else base + "_1"
        wire = {"expr": "column", "name": name}
        self.table._qualify(wire)
        return wire

    def _result_name(self):
        query = _running.query
        base = self._proxied._name_for_label() or "anon"
        return query.name(self._proxied, base, "label") if query is not None else base + "_1"


def _textual_column(text):
    wanted = "column" if re.match(r"\w\S*$", text) else "literal_column"
    shown = util.ellipses_string(text)
    return exc_of(
        "ArgumentError",
        "Textual column expression %r should be explicitly declared with text(%r), or use %s(%r) for more specificity"
        % (shown, shown, wanted, shown),
    )


def _columns_of(entities):
    found = []
    for entity in entities:
        if isinstance(entity, (list, tuple)):
            raise exc_of(
                "ArgumentError",
                "Column expression, FROM clause, or other columns clause element expected, got %r. Did you mean to say"
                " select(%s)?" % (entity, ", ".join(repr(item) for item in entity)),
            )
        if isinstance(entity, str):
            raise _textual_column(entity)
        if getattr(entity, "is_selectable", False) and not getattr(entity, "_is_select", False):
            found.extend(entity.c)
        elif getattr(entity, "_is_clause", False):
            found.append(entity.scalar_subquery() if entity._is_select else entity)
        elif getattr(entity, "__table__", None) is not None:
            mapper = getattr(entity, "__mapper__", None)
            if mapper is None:
                found.extend(entity.__table__.c)
            else:
                found.extend(column for _, column in mapper.seen_as(entity, mapper.loaded_attributes()))
        else:
            found.append(expression_of(entity))
    return tuple(found)


def _attribute_of(entity, name):
    found = getattr(entity, name, None)
    if found is None or name.startswith("_"):
        raise exc_of("InvalidRequestError", 'Entity namespace for "%s" has no property "%s"' % (_shown(entity), name))
    return found


def _shown(entity):
    table = entity.__mapper__.local_table
    return entity.__name__ if table is None else table.name


def _add_new(found, sources):
    for source in sources:
        if not any(source is known for known in found):
            found.append(source)


def select(*entities, **kw):
    return Select(*entities)
