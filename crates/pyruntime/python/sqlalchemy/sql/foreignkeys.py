"""`ForeignKey` and `ForeignKeyConstraint`."""

from . import exc_of
from .base import SchemaItem
from .constraints import ColumnCollectionConstraint, Constraint, _next_number, attach_by_columns, column_of
from .elements import name_wire


class ForeignKeyConstraint(ColumnCollectionConstraint):
    _tag = "foreign_key"
    _convention_key = "fk"
    onupdate = ondelete = match = None
    use_alter = link_to_name = False

    def __init__(
        self,
        columns,
        refcolumns,
        name=None,
        onupdate=None,
        ondelete=None,
        deferrable=None,
        initially=None,
        use_alter=False,
        link_to_name=False,
        match=None,
        table=None,
        info=None,
        comment=None,
        **dialect_kw,
    ):
        columns = tuple(columns)
        refcolumns = list(refcolumns)
        self._begin(name, deferrable, initially, info, comment, dialect_kw)
        if len(set(columns)) != len(refcolumns):
            if len(set(columns)) != len(columns):
                raise exc_of(
                    "ArgumentError",
                    "ForeignKeyConstraint on %s(%s) has duplicate local column references specified."
                    % (getattr(table, "name", "(unbound)"), ", ".join(str(column) for column in columns)),
                )
            raise exc_of(
                "ArgumentError",
                "ForeignKeyConstraint number of constrained columns must match the number of referenced columns.",
            )
        self._given = columns
        for attribute, value in (
            ("onupdate", onupdate),
            ("ondelete", ondelete),
            ("match", match),
            ("use_alter", use_alter),
            ("link_to_name", link_to_name),
        ):
            if value:
                setattr(self, attribute, value)
        self.elements = [
            ForeignKey(
                refcolumn,
                _constraint=self,
                name=name,
                onupdate=onupdate,
                ondelete=ondelete,
                use_alter=use_alter,
                link_to_name=link_to_name,
                match=match,
                deferrable=deferrable,
                initially=initially,
            )
            for refcolumn in refcolumns
        ]
        if table is not None:
            self._attach_to_table(table)
        elif columns:
            attach_by_columns(self, columns)

    def _attach_to_table(self, table):
        Constraint._attach_to_table(self, table)
        for given, element in zip(self._given, self.elements):
            column = self._column(given)
            if hasattr(column, "_definition"):
                element.parent = column
                if element not in column._foreign_keys:
                    column._foreign_keys = list(column._foreign_keys) + [element]
                if column.type._is_null:
                    table.metadata._untyped.append(column)

    @property
    def column_keys(self):
        return [given if isinstance(given, str) else column_of(given).key for given in self._given]

    @property
    def referred_table(self):
        return self.elements[0].column.table

    def _wire(self):
        wire = ColumnCollectionConstraint._wire(self)
        places = [element._table_and_column() for element in self.elements]
        namespace, table, _ = places[0] if places else (None, None, None)
        wire["referred_table"] = {"name": name_wire(table)}
        if namespace is not None:
            wire["referred_table"]["namespace"] = name_wire(namespace)
        wire["referred_columns"] = [
            name_wire(self._given_name(index) if column is None else column)
            for index, (_, _, column) in enumerate(places)
        ]
        for name in ("onupdate", "ondelete", "match"):
            value = getattr(self, name)
            if value is not None:
                wire[name] = value
        if self.use_alter:
            wire["use_alter"] = True
        return wire

    def _given_name(self, index):
        column = self._column(self._given[index])
        return column if isinstance(column, str) else column.name

    def _copy(self, schema=None, target_table=None, **kw):
        copied = ColumnCollectionConstraint._copy(self)
        copied.elements = []
        for element in self.elements:
            element = element._copy(schema=schema)
            element._of_constraint = copied
            copied.elements.append(element)
        return copied

    def __repr__(self):
        shown = [repr(self.columns), "None"]
        for name in ("name", "onupdate", "ondelete", "deferrable", "initially", "use_alter", "match"):
            value = getattr(self, name)
            if value:
                shown.append("%s=%r" % (name, str(value) if name == "name" else value))
        if self.parent is not None:
            shown.append("table=%r" % (self.parent,))
        return "ForeignKeyConstraint(%s)" % ", ".join(shown)


class ForeignKeyTarget:
    def __init__(self, *tokens):
        self.tokens = tokens


class ForeignKey(SchemaItem):
    """A reference from one column to another; inside a ForeignKeyConstraint it is one of its pairs."""

    parent = None
    onupdate = ondelete = deferrable = initially = match = comment = name = None
    use_alter = link_to_name = False
    _of_constraint = None

    def __init__(
        self,
        column,
        _constraint=None,
        use_alter=False,
        name=None,
        onupdate=None,
        ondelete=None,
        deferrable=None,
        initially=None,
        link_to_name=False,
        match=None,
        info=None,
        comment=None,
        _unresolvable=False,
        **dialect_kw,
    ):
        if not isinstance(column, str):
            column = column_of(column)
            if not getattr(column, "_is_column", False):
                raise exc_of(
                    "ArgumentError",
                    "ForeignKey received a non-string, non-Column argument for its 'column' parameter: %r" % (column,),
                )
        self._colspec = column
        if _constraint is not None:
            self._of_constraint = _constraint
        self._creation_order = _next_number()
        for attribute, value in (
            ("name", name),
            ("onupdate", onupdate),
            ("ondelete", ondelete),
            ("deferrable", deferrable),
            ("initially", initially),
            ("match", match),
            ("comment", comment),
            ("_info", info),
        ):
            if value is not None:
                setattr(self, attribute, value)
        if use_alter:
            self.use_alter = True
        if link_to_name:
            self.link_to_name = True
        if dialect_kw:
            self._take_dialect_kwargs(dialect_kw)

    def _attach_to_column(self, column):
        if self.parent is not None and self.parent is not column:
            raise exc_of("InvalidRequestError", "This ForeignKey already has a parent !")
        self.parent = column
        column._foreign_keys = list(column._foreign_keys) + [self]

    @property
    def constraint(self):
        """The constraint of the table that this key is; one is made for a key that stands in its column."""
        if self._of_constraint is not None:
            return self._of_constraint
        made = self.__dict__.get("_made_constraint")
        if made is None:
            made = ForeignKeyConstraint.__new__(ForeignKeyConstraint)
            made._begin(self.name, self.deferrable, self.initially, None, self.comment, dict(self.dialect_kwargs))
            made._creation_order = self._creation_order
            made._column_flag = True
            made._given = (self.parent,)
            made.elements = [self]
            for attribute in ("onupdate", "ondelete", "match", "use_alter", "link_to_name"):
                setattr(made, attribute, getattr(self, attribute))
            made.parent = self.parent.table
            self._made_constraint = made
        return made

    def _table_and_column(self):
        """(schema, table, column) that the key refers to."""
        spec = self._colspec
        if not isinstance(spec, str):
            table = spec.table
            if table is None:
                raise exc_of(
                    "InvalidRequestError",
                    "Could not resolve the column of a ForeignKey: %r belongs to no table" % (spec,),
                )
            return table.schema, table.name, spec.name
        parts = spec.split(".")
        if len(parts) == 1:
            namespace, table, column = None, parts[0], None
        else:
            namespace, table, column = ".".join(parts[:-2]) or None, parts[-2], parts[-1]
        metadata = self._metadata()
        if metadata is not None:
            if namespace is None:
                namespace = metadata.schema
            if column is not None and not self.link_to_name:
                # The colspec names a column's key.
                referred = metadata.tables.get(table if namespace is None else "%s.%s" % (namespace, table))
                known = None if referred is None else referred._columns._index.get(column)
                if known is not None:
                    column = known.name
        return namespace, table, column

    def _metadata(self):
        if self.parent is not None and self.parent.table is not None:
            return getattr(self.parent.table, "metadata", None)
        constraint = self._of_constraint
        return constraint.parent.metadata if constraint is not None and constraint.parent is not None else None

    def _wire(self):
        """The key as it stands in its column: a foreign key whose columns are that column."""
        return self.constraint._wire()

    @property
    def column(self):
        column = self._column_or_none()
        if column is None:
            namespace, table, name = self._table_and_column()
            key = table if namespace is None else "%s.%s" % (namespace, table)
            metadata = self._metadata()
            if metadata is None:
                raise exc_of(
                    "InvalidRequestError",
                    "this ForeignKey object does not yet have a parent Column associated with it.",
                )
            if key not in metadata.tables:
                raise exc_of(
                    "NoReferencedTableError",
                    "Foreign key associated with column '%s' could not find table '%s' with which to generate a"
                    " foreign key to target column '%s'" % (self.parent, key, name),
                    key,
                )
            raise exc_of(
                "NoReferencedColumnError",
                "Could not initialize target column for ForeignKey '%s' on table '%s': table '%s' has no column"
                " named '%s'" % (self._colspec, self.parent.table.name, table, name),
                key,
                name,
            )
        return column

    def _column_or_none(self):
        if not isinstance(self._colspec, str):
            return self._colspec
        metadata = self._metadata()
        if metadata is None:
            return None
        namespace, table, name = self._table_and_column()
        referred = metadata.tables.get(table if namespace is None else "%s.%s" % (namespace, table))
        if referred is None:
            return None
        if name is None:
            name = self.parent.name
        column = referred._columns._index.get(name)
        if column is not None and column.name == name:
            return column
        for column in referred._columns:
            if column.name == name:
                return column
        return None

    def references(self, table):
        column = self._column_or_none()
        return column is not None and column.table is table

    def get_referent(self, table):
        return table._columns.corresponding_column(self.column)

    @property
    def target_fullname(self):
        return self._get_colspec()

    def _get_colspec(self, schema=None, **kw):
        namespace, table, column = self._table_and_column()
        return ".".join(part for part in (schema or namespace, table, column) if part is not None)

    def _copy(self, schema=None, **kw):
        copied = self.__class__.__new__(self.__class__)
        copied.__dict__.update(self.__dict__)
        for name in ("parent", "_made_constraint"):
            copied.__dict__.pop(name, None)
        copied._colspec = self._get_colspec(schema)
        return copied

    def copy(self, schema=None, **kw):
        return self._copy(schema=schema)

    def __repr__(self):
        return "ForeignKey(%r)" % (self._get_colspec(),)
