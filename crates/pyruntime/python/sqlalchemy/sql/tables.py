"""`Table` and `MetaData`."""

from . import exc_of
from .base import ColumnCollection, SchemaItem

from .fromclause import TableClause
from .naming import DEFAULT_NAMING_CONVENTION, conv, conventional_name, pattern_for, quoted_name


class SchemaConst:
    def __init__(self, name):
        self.name = name

    def __repr__(self):
        return "<SchemaConst.%s>" % self.name


SchemaConst.RETAIN_SCHEMA = RETAIN_SCHEMA = SchemaConst("RETAIN_SCHEMA")
SchemaConst.BLANK_SCHEMA = BLANK_SCHEMA = SchemaConst("BLANK_SCHEMA")
SchemaConst.NULL_UNSPECIFIED = SchemaConst("NULL_UNSPECIFIED")

# Keywords of Table that say how it came to be; all others are dialect words.
_KEYWORDS = ("resolve_fks", "include_columns", "implicit_returning", "autoload_replace")


class _Constraints(set):
    """A table's constraints. A loop notices when one joins meanwhile, as a loop over the table's own set would."""

    def __iter__(self):
        count = len(self._of)
        for constraint in set.__iter__(self):
            yield constraint
            if len(self._of) != count:
                raise RuntimeError("Set changed size during iteration")


class Table(TableClause, SchemaItem):
    implicit_returning = True
    comment = None
    _primary_key = None
    _extending = False
    _prefixes = ()
    _depends_on = ()
    is_view = False

    def __new__(cls, name=None, metadata=None, *args, **kw):
        if metadata is None and not args:
            return object.__new__(cls)
        if not isinstance(metadata, MetaData):
            raise exc_of("ArgumentError", "expected a MetaData object for Table %r, got %r" % (name, metadata))
        schema = kw.get("schema")
        if schema is None:
            schema = metadata.schema
        elif schema is BLANK_SCHEMA:
            schema = None
        keep_existing = kw.pop("keep_existing", False)
        extend_existing = kw.pop("extend_existing", False)
        must_exist = kw.pop("mustexist", kw.pop("must_exist", False))
        if keep_existing and extend_existing:
            raise exc_of("ArgumentError", "keep_existing and extend_existing are mutually exclusive.")
        key = name if schema is None else "%s.%s" % (schema, name)
        table = metadata.tables.get(key)
        if table is not None:
            if not keep_existing and not extend_existing and (args or set(kw) - {"schema"}):
                raise exc_of(
                    "InvalidRequestError",
                    "Table '%s' is already defined for this MetaData instance.  Specify 'extend_existing=True' to"
                    " redefine options and columns on an existing Table object." % key,
                )
            if extend_existing:
                table._extending = True
                table._set_up(args, kw)
            return table
        if must_exist:
            raise exc_of("InvalidRequestError", "Table '%s' not defined" % key)
        table = object.__new__(cls)
        quote = kw.pop("quote", None)
        quote_schema = kw.pop("quote_schema", None)
        table.name = name if quote is None else quoted_name(name, quote)
        table.schema = schema if quote_schema is None or schema is None else quoted_name(schema, quote_schema)
        table.metadata = metadata
        table.key = key
        table._columns = ColumnCollection()
        table._constraints = []
        table._indexes = []
        metadata.tables._tables[key] = table
        try:
            table._set_up(args, kw)
        except BaseException:
            metadata.tables._tables.pop(key, None)
            raise
        return table

    def __init__(self, name, metadata, *args, **kw):
        pass

    def _set_up(self, args, kw):
        kw.pop("schema", None)
        listeners = kw.pop("listeners", None)
        if listeners:
            from sqlalchemy import event

            for name, function in listeners:
                event.listen(self, name, function)
        autoload_with = kw.pop("autoload_with", None)
        include_columns = kw.pop("include_columns", None)
        for name in _KEYWORDS:
            kw.pop(name, None)
        comment = kw.pop("comment", None)
        if comment is not None:
            self.comment = comment
        info = kw.pop("info", None)
        if info is not None:
            self._info = info
        prefixes = kw.pop("prefixes", None)
        if prefixes:
            self._prefixes = list(prefixes)
        if kw:
            self._take_dialect_kwargs(kw)
        for item in args:
            if item is None:
                continue
            attach = getattr(item, "_attach_to_table", None)
            if attach is None:
                # Type objects and computed lists of items are refused here as SQLAlchemy does.
                raise exc_of(
                    "ArgumentError",
                    "'SchemaItem' object, such as a 'Column' or a 'Constraint' expected, got %r" % (item,),
                )
            attach(self)
        if autoload_with is not None:
            from ..inspection import inspect

            inspect(autoload_with).reflect_table(self, include_columns)
        if self.metadata._untyped:
            self.metadata._type_by_reference()

    def _flagged_column(self, column):
        """`index=True` and `unique=True` are objects of the table too; on the wire they stay flags."""
        from .constraints import UniqueConstraint
        from .indexes import Index

        if column.index:
            if isinstance(column.index, str):
                raise exc_of(
                    "ArgumentError",
                    "The 'index' keyword argument on Column is boolean only. To create indexes with a specific name,"
                    " create an explicit Index object external to the Table.",
                )
            Index(None, column.key, unique=bool(column.unique), _table=self, _column_flag=True)
        elif column.unique:
            if isinstance(column.unique, str):
                raise exc_of(
                    "ArgumentError",
                    "The 'unique' keyword argument on Column is boolean only. To create unique constraints or indexes"
                    " with a specific name, append an explicit UniqueConstraint to the Table's list of elements, or"
                    " create an explicit Index object external to the Table.",
                )
            self.append_constraint(UniqueConstraint(column.key, _column_flag=True))

    @property
    def primary_key(self):
        if self._primary_key is None:
            from .constraints import PrimaryKeyConstraint

            made = PrimaryKeyConstraint(_implicit_generated=True)
            made._given = tuple(column for column in self._columns if column.primary_key)
            made.parent = self
            if self.metadata.naming_convention is not DEFAULT_NAMING_CONVENTION:
                made.name = conventional_name(made, self)
            return made
        return self._primary_key

    @property
    def constraints(self):
        found = _Constraints(self._constraints)
        found._of = self._constraints
        if self._primary_key is None:
            found.add(self.primary_key)
        found.update(self._foreign_keys_of_columns())
        return found

    def _foreign_keys_of_columns(self):
        found = []
        for column in self._columns:
            for key in column._foreign_keys:
                if key._of_constraint is None:
                    found.append(key.constraint)
        return found

    @property
    def foreign_key_constraints(self):
        from .foreignkeys import ForeignKeyConstraint

        return {item for item in self.constraints if isinstance(item, ForeignKeyConstraint)}

    @property
    def foreign_keys(self):
        found = set()
        for column in self._columns:
            found.update(column._foreign_keys)
        return found

    @property
    def indexes(self):
        for index in self._indexes:
            if index._column_flag and index.name is None:
                index.name = conventional_name(index, self)
        return set(self._indexes)

    @property
    def autoincrement_column(self):
        return self._autoincrement_column

    @property
    def _autoincrement_column(self):
        """The one integer primary key column that counts up by itself."""
        from .sqltypes import Integer

        columns = list(self.primary_key.columns)
        for column in columns:
            if column.autoincrement is True:
                return column
        if len(columns) == 1:
            column = columns[0]
            if column.autoincrement in ("auto", "ignore_fk") and isinstance(_integer(column.type), Integer):
                if (not column._foreign_keys or column.autoincrement == "ignore_fk") and (
                    column.server_default is None or column.identity is not None
                ):
                    return column
        return None

    def append_column(self, column, replace_existing=False):
        column._attach_to_table(self, replace_existing)

    def append_constraint(self, constraint):
        constraint._attach_to_table(self)

    def add_is_dependent_on(self, table):
        self._depends_on = list(self._depends_on) + [table]

    def _wire(self):
        """The table as CREATE TABLE needs it."""
        wire = self._name_wire()
        # What the server itself adds to every table is not created.
        wire["columns"] = [column._definition() for column in self._columns if not column.system]
        constraints = self._constraints
        if self.metadata.naming_convention is not DEFAULT_NAMING_CONVENTION:
            constraints = self._with_conventional_names(wire)
        constraints = sorted(
            (item for item in constraints if not item._column_flag and item._is_wanted()),
            key=lambda item: item._creation_order,
        )
        if constraints:
            wire["constraints"] = [item._wire() for item in constraints]
        indexes = [item._wire() for item in self._indexes if not item._column_flag and item._is_wanted()]
        if indexes:
            wire["indexes"] = indexes + wire.get("indexes", [])
        if self.comment is not None:
            wire["comment"] = self.comment
        if self._info:
            wire["info"] = repr(self._info)
        if self._prefixes:
            wire["prefixes"] = list(self._prefixes)
        if self._dialect_kwargs:
            wire["options"] = self._options_wire()
        return wire

    def _with_conventional_names(self, wire):
        """A naming convention of the MetaData names what the columns' flags stand for, so they become objects."""
        from .constraints import PrimaryKeyConstraint, UniqueConstraint
        from .indexes import Index

        convention = self.metadata.naming_convention
        constraints = list(self._constraints)
        is_key_named = pattern_for(convention, PrimaryKeyConstraint, "pk") is not None
        if is_key_named and self._primary_key is None and len(self.primary_key.columns):
            constraints.append(self.primary_key)
            for column in wire["columns"]:
                column.pop("primary_key", None)
        for constraint in self._constraints:
            is_named = pattern_for(convention, UniqueConstraint, "uq") is not None
            if constraint._convention_key == "uq" and constraint._column_flag and is_named:
                named = constraint._copy()
                named.parent = self
                named._column_flag = False
                named._of_column = True
                constraints.append(named)
                for column in wire["columns"]:
                    if column["name"] == constraint._column_names()[0]:
                        column.pop("unique", None)
        if pattern_for(convention, Index, "ix") not in (None, DEFAULT_NAMING_CONVENTION["ix"]):
            for index in self._indexes:
                if index._column_flag:
                    index.name = None if isinstance(index.name, conv) else index.name
                    wire.setdefault("indexes", []).append(index._wire())
                    for column in wire["columns"]:
                        if column["name"] == index._wire()["parts"][0].get("column"):
                            column.pop("index", None)
                            column.pop("unique", None)
        return constraints

    def create(self, bind, checkfirst=True):
        self.metadata._create([self], bind, checkfirst, whole=False)

    def drop(self, bind, checkfirst=False):
        self.metadata._drop([self], bind, checkfirst, whole=False)

    def to_metadata(self, metadata, schema=RETAIN_SCHEMA, referred_schema_fn=None, name=None):
        if name is None:
            name = self.name
        target_schema = self.schema if schema is RETAIN_SCHEMA else metadata.schema if schema is None else schema
        key = name if target_schema is None else "%s.%s" % (target_schema, name)
        if key in metadata.tables:
            return metadata.tables[key]
        columns = []
        for column in self._columns:
            copied = column._copy()
            for key, made in zip([key for key in column._foreign_keys if key._of_constraint is None], copied._foreign_keys):
                referred = key._table_and_column()[0]
                target = _schema_for_copy(key.constraint, self.schema, target_schema)
                if referred_schema_fn is not None:
                    target = referred_schema_fn(self, target_schema, key.constraint, referred)
                made._colspec = key._get_colspec(target if target is not None else referred)
            columns.append(copied)
        table = Table(
            name,
            metadata,
            *columns,
            schema=BLANK_SCHEMA if target_schema is None else target_schema,
            comment=self.comment,
            **self.dialect_kwargs,
        )
        for constraint in sorted(self._constraints, key=lambda item: item._creation_order):
            if not constraint._column_flag:
                target = _schema_for_copy(constraint, self.schema, target_schema)
                if referred_schema_fn is not None and hasattr(constraint, "elements"):
                    referred = constraint.elements[0]._table_and_column()[0]
                    target = referred_schema_fn(self, target_schema, constraint, referred)
                constraint._copy(schema=target, target_table=table)._attach_to_table(table)
        for index in self._indexes:
            if not index._column_flag:
                copied = index._copy()
                copied._given = tuple(
                    part if isinstance(part, str) else getattr(part, "key", None) or part for part in index._given
                )
                copied._attach_to_table(table)
        return table

    tometadata = to_metadata

    def __repr__(self):
        parts = [repr(str(self.name)), repr(self.metadata)] + [repr(column) for column in self._columns]
        return "Table(%s)" % ", ".join(parts + ["schema=%r" % (self.schema,)])


def _schema_for_copy(constraint, before, after):
    """A foreign key within the schema follows its table to the other schema."""
    elements = getattr(constraint, "elements", None)
    return after if elements and elements[0]._table_and_column()[0] == before else None


def _integer(type_):
    return type_.impl_instance if type_._is_type_decorator else type_


class _Tables:
    """`metadata.tables`: a read-only view."""

    def __init__(self):
        self._tables = {}

    def __getitem__(self, key):
        return self._tables[key]

    def __contains__(self, key):
        return key in self._tables

    def __iter__(self):
        return iter(self._tables)

    def __len__(self):
        return len(self._tables)

    def get(self, key, default=None):
        return self._tables.get(key, default)

    def keys(self):
        return self._tables.keys()

    def values(self):
        return self._tables.values()

    def items(self):
        return self._tables.items()

    def __eq__(self, other):
        return self._tables == other

    def __repr__(self):
        return "FacadeDict(%r)" % self._tables


class MetaData(SchemaItem):
    def __init__(self, schema=None, quote_schema=None, naming_convention=None, info=None):
        if schema is not None and not isinstance(schema, str):
            raise exc_of("ArgumentError", "expected schema argument to be a string, got %s." % type(schema))
        self.tables = _Tables()
        self.schema = schema if quote_schema is None or schema is None else quoted_name(schema, quote_schema)
        self.naming_convention = naming_convention if naming_convention else DEFAULT_NAMING_CONVENTION
        if info is not None:
            self._info = info
        self._sequences = {}
        self._types = []
        self._untyped = []

    def _type_by_reference(self):
        """A column with a foreign key and no type has the type of the column that it refers to, once that is there."""
        waiting, self._untyped = self._untyped, []
        for column in waiting:
            type_ = column._type_for_ddl()
            if type_._is_null:
                self._untyped.append(column)
            else:
                column.type = type_

    def __repr__(self):
        return "MetaData()"

    def __contains__(self, table_or_key):
        if not isinstance(table_or_key, str):
            table_or_key = table_or_key.key
        return table_or_key in self.tables

    @property
    def sorted_tables(self):
        from .ddl import sort_tables

        return sort_tables(sorted(self.tables.values(), key=lambda table: table.key))

    def clear(self):
        self.tables._tables.clear()
        self._sequences.clear()

    def remove(self, table):
        self.tables._tables.pop(table.key, None)

    def reflect(self, bind, schema=None, views=False, only=None, extend_existing=False, **kw):
        from ..engine._reflected import reflect_all

        reflect_all(self, bind, self.schema if schema is None else schema, only, views, extend_existing)

    def get_schema_objects(self, kind, schema=None):
        return [item for item in list(self._sequences.values()) + self._types if isinstance(item, kind)]

    def create_all(self, bind, tables=None, checkfirst=True):
        self._create(list(self.tables.values()) if tables is None else list(tables), bind, checkfirst, whole=True)

    def drop_all(self, bind, tables=None, checkfirst=True):
        self._drop(self.sorted_tables if tables is None else list(tables), bind, checkfirst, whole=tables is None)

    def _create(self, tables, bind, checkfirst, whole):
        from .ddl import create_tables

        bind._run_ddl(lambda connection: create_tables(self, tables, connection, bool(checkfirst), whole))

    def _drop(self, tables, bind, checkfirst, whole):
        from .ddl import drop_tables

        bind._run_ddl(lambda connection: drop_tables(self, tables, connection, bool(checkfirst), whole))
