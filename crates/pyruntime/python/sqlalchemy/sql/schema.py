"""`Column`, and by name everything else that a schema is made of."""

from . import exc_of
from .base import SchemaItem
from .elements import ColumnClause, name_wire
from .naming import quoted_name

_NOT_GIVEN = object()

# The classes whose objects are known to be no stand-ins.
_real_kinds = {str, type(None)}

_AUTOINCREMENT = {True: "on", False: "off", "auto": "auto", "ignore_fk": "ignore_fk"}


class Column(ColumnClause, SchemaItem):
    # Most columns differ from these in two or three places; only those are kept in the object.
    primary_key = False
    autoincrement = "auto"
    index = None
    unique = None
    default = onupdate = None
    server_default = server_onupdate = None
    computed = identity = None
    comment = None
    doc = None
    system = False
    quote = None
    table = None
    _nullable = None
    _foreign_keys = ()
    _checks = ()
    _sequence = None
    _pending = ()
    _primary_key_by_constraint = False
    _insert_sentinel = False
    _proxied = None
    # A model reads the column only when it is asked for.
    _is_deferred = False

    def __init__(
        self,
        __name_pos=None,
        __type_pos=None,
        *args,
        name=None,
        type_=None,
        autoincrement="auto",
        default=_NOT_GIVEN,
        insert_default=_NOT_GIVEN,
        doc=None,
        key=None,
        index=None,
        unique=None,
        info=None,
        nullable=None,
        onupdate=None,
        primary_key=False,
        server_default=None,
        server_onupdate=None,
        quote=None,
        system=False,
        comment=None,
        insert_sentinel=False,
        _omit_from_statements=False,
        _proxies=None,
        **dialect_kwargs,
    ):
        if __name_pos is not None:
            if isinstance(__name_pos, str):
                if name is not None:
                    raise exc_of("ArgumentError", "May not pass name positionally and as a keyword.")
                name = __name_pos
            else:
                if __type_pos is not None:
                    args = (__type_pos,) + args
                __type_pos = __name_pos
        if __type_pos is not None:
            if hasattr(__type_pos, "_is_type") or getattr(__type_pos, "_is_stand_in", False):
                if type_ is not None:
                    raise exc_of("ArgumentError", "May not pass type_ positionally and as a keyword.")
                type_ = __type_pos
            else:
                args = (__type_pos,) + args
        for item in (name, type_, server_default, *args):
            if type(item) not in _real_kinds:
                _refuse_stand_in(item, name)
        self.name = name if quote is None or name is None else quoted_name(name, quote)
        self.key = name if key is None else key
        if type_ is not None:
            self.type = type_() if isinstance(type_, type) else type_
        if primary_key:
            self.primary_key = True
        if nullable is not None:
            self._nullable = nullable
        if autoincrement != "auto":
            self.autoincrement = autoincrement
        if index is not None:
            self.index = index
        if unique is not None:
            self.unique = unique
        if comment is not None:
            self.comment = comment
        if doc is not None:
            self.doc = doc
        if quote is not None:
            self.quote = quote
        if system:
            self.system = True
        if info is not None:
            self._info = info
        if insert_sentinel:
            self._insert_sentinel = True
        if self.type._attachment_is_heard is True:
            self.type._tell_listeners("before_parent_attach", self)
            self.type._tell_listeners("after_parent_attach", self)
        if insert_default is not _NOT_GIVEN:
            default = insert_default
        if default is not _NOT_GIVEN and default is not None:
            self._set_default(default, False)
        if onupdate is not None:
            self._set_default(onupdate, True)
        for item in args:
            self._take(item)
        if server_default is not None:
            self._set_server_default(server_default, False)
        if server_onupdate is not None:
            self._set_server_default(server_onupdate, True)
        if dialect_kwargs:
            self._take_dialect_kwargs(dialect_kwargs)

    def _take(self, item):
        attach = getattr(item, "_attach_to_column", None)
        if attach is None:
            raise exc_of(
                "ArgumentError",
                "'SchemaItem' object, such as a 'Column' or a 'Constraint' expected, got %r" % (item,),
            )
        attach(self)

    def _set_default(self, value, for_update):
        from .defaults import ColumnDefault, DefaultGenerator

        if not isinstance(value, DefaultGenerator):
            value = ColumnDefault(value, for_update)
        value.column = self
        if for_update:
            self.onupdate = value
        else:
            self.default = value

    def _set_server_default(self, value, for_update):
        from .defaults import DefaultClause, FetchedValue

        if self.computed is not None or self.identity is not None:
            what = "generated column" if self.computed is not None else "column with an Identity object"
            raise exc_of(
                "ArgumentError", "A %s cannot specify a server_default or a server_onupdate argument" % what
            )
        if not isinstance(value, FetchedValue):
            value = DefaultClause(value, for_update)
        elif for_update != value.for_update and not value.is_identity:
            value = value._as_for_update(for_update)
        value._attach_to_column(self)

    @property
    def nullable(self):
        return not self.primary_key if self._nullable is None else self._nullable

    @nullable.setter
    def nullable(self, value):
        self._nullable = value

    @property
    def foreign_keys(self):
        return set(self._foreign_keys)

    @property
    def constraints(self):
        return set(self._checks)

    @property
    def _user_defined_nullable(self):
        return self._nullable

    def _wire(self):
        if self.table is None and self.name is None:
            raise exc_of(
                "ArgumentError",
                "Column must be constructed with a non-blank name or assign a non-blank .name before adding to a Table.",
            )
        return ColumnClause._wire(self)

    def _definition(self):
        """The column as CREATE TABLE and ADD COLUMN need it."""
        wire = {"name": name_wire(self.name), "type": self._type_for_ddl()._wire(), "nullable": self.nullable}
        if self.primary_key and not self._primary_key_by_constraint:
            wire["primary_key"] = True
        if self.autoincrement != "auto":
            wire["autoincrement"] = _AUTOINCREMENT[self.autoincrement]
        if self.unique:
            wire["unique"] = True
        if self.index:
            wire["index"] = True
        if self.server_default is not None:
            wire["fill"] = self.server_default._fill()
        default = self.default
        if default is not None and default.is_sequence and not default.optional:
            wire["sequence"] = default._wire()
        foreign_keys = [key._wire() for key in self._foreign_keys if key._of_constraint is None]
        if foreign_keys:
            wire["foreign_keys"] = foreign_keys
        if self._checks:
            wire["checks"] = [check._wire() for check in self._checks]
        if self.comment is not None:
            wire["comment"] = self.comment
        if self._dialect_kwargs:
            wire["options"] = self._options_wire()
        return wire

    def _type_for_ddl(self):
        """The type; a column with a foreign key and no type has that of the column it refers to."""
        if self.type._is_null and self._foreign_keys:
            for key in self._foreign_keys:
                referred = key._column_or_none()
                if referred is not None and not referred.type._is_null:
                    return referred.type
        return self.type

    def _attach_to_table(self, table, replace=False):
        if not self.name:
            raise exc_of(
                "ArgumentError",
                "Column must be constructed with a non-blank name or assign a non-blank .name before adding to a Table.",
            )
        if self.key is None:
            self.key = self.name
        if self.table is not None and self.table is not table:
            raise exc_of(
                "ArgumentError",
                "Column object '%s' already assigned to Table '%s'" % (self.key, self.table.description),
            )
        known = table._columns._index.get(self.key)
        if known is not None and known is not self and not replace and not table._extending:
            raise exc_of(
                "DuplicateColumnError",
                "A column with name '%s' is already present in table '%s'." % (self.name, table.name),
            )
        if self._attachment_is_heard:
            self._tell_listeners("before_parent_attach", table)
        if self.identity is not None and self.default is not None and self.default.is_sequence:
            raise exc_of("ArgumentError", "An column cannot specify both Identity and Sequence.")
        self.table = table
        table._columns._index[self.key] = self
        type_ = self.type
        if type_._joins_table:
            type_._set_table(self, table)
        for check in self._checks:
            check.parent = table
            table._constraints.append(check)
        if self._foreign_keys and type_._is_null:
            table.metadata._untyped.append(self)
        if self.index or self.unique:
            table._flagged_column(self)
        for waiting in self._pending:
            waiting._column_was_attached()
        if self.default is not None and self.default.is_sequence:
            table.metadata._sequences.setdefault(self.default._key, self.default)
        if self._attachment_is_heard:
            self._tell_listeners("after_parent_attach", table)

    def append_foreign_key(self, fk):
        fk._attach_to_column(self)

    def references(self, column):
        return any(key._column_or_none() is column for key in self._foreign_keys)

    def _copy(self, **kw):
        copied = self.__class__.__new__(self.__class__)
        copied.__dict__.update(self.__dict__)
        copied.__dict__.pop("table", None)
        copied.__dict__.pop("_pending", None)
        copied._foreign_keys = []
        for key in self._foreign_keys:
            if key._of_constraint is None:
                key._copy(**kw)._attach_to_column(copied)
        copied._checks = [check._copy() for check in self._checks]
        if self._primary_key_by_constraint:
            copied._primary_key_by_constraint = False
        for name in ("default", "onupdate", "server_default", "server_onupdate"):
            value = copied.__dict__.get(name)
            if value is not None and hasattr(value, "_copy"):
                setattr(copied, name, value._copy())
        return copied

    def copy(self, **kw):
        return self._copy(**kw)

    def _make_proxy(self, selectable, name=None):
        return ColumnClause._make_proxy(self, selectable, name)

    @property
    def _label(self):
        return "%s_%s" % (self.table.name, self.name) if self.table is not None else self.name

    def __str__(self):
        if self.name is None:
            return "(no name)"
        if self.table is not None and getattr(self.table, "named_with_column", False):
            return "%s.%s" % (self.table.description, self.name)
        return self.name

    def __repr__(self):
        parts = [repr(None if self.name is None else str(self.name)), repr(self.type)]
        parts += [repr(key) for key in self._foreign_keys]
        parts += [repr(check) for check in self._checks]
        parts.append("table=<%s>" % self.table.description if self.table is not None else "table=None")
        shown = []
        if self.key != self.name:
            shown.append("key")
        if self.primary_key:
            shown.append("primary_key")
        if not self.nullable:
            shown.append("nullable")
        shown += [name for name in ("onupdate", "default", "server_default", "comment") if getattr(self, name)]
        return "Column(%s)" % ", ".join(parts + ["%s=%r" % (name, getattr(self, name)) for name in shown])


def _refuse_stand_in(item, name):
    if getattr(item, "_is_stand_in", False):
        raise NotImplementedError(
            "column %s depends on %r, which is not part of Limbeck: run this project with its own Python"
            % ("" if name is item or name is None else "%r" % name, item)
        )
    if not isinstance(item, type):
        _real_kinds.add(type(item))


class Named:
    pass


class TypedColumns:
    pass


class SchemaVisitable:
    pass


class HasConditionalDDL:
    pass


def insert_sentinel(name=None, type_=None, default=None, omit_from_statements=True):
    from .sqltypes import Integer

    return Column(name, Integer() if type_ is None else type_, default=default, insert_sentinel=True)


def _get_table_key(name, schema):
    return name if schema is None else "%s.%s" % (schema, name)


_LATER = {
    "sqlalchemy.sql.constraints": "CheckConstraint ColumnCollectionConstraint ColumnCollectionMixin Constraint"
    " PrimaryKeyConstraint UniqueConstraint",
    "sqlalchemy.sql.foreignkeys": "ForeignKey ForeignKeyConstraint ForeignKeyTarget",
    "sqlalchemy.sql.indexes": "Index",
    "sqlalchemy.sql.defaults": "CallableColumnDefault ColumnDefault ColumnElementColumnDefault Computed DefaultClause"
    " DefaultGenerator FetchedValue Identity IdentityOptions ScalarElementColumnDefault Sequence",
    "sqlalchemy.sql.tables": "BLANK_SCHEMA MetaData RETAIN_SCHEMA SchemaConst Table",
    "sqlalchemy.sql.naming": "DEFAULT_NAMING_CONVENTION conv _NONE_NAME",
    "sqlalchemy.sql.ddl": "sort_tables sort_tables_and_constraints",
}


def __getattr__(name):
    for place, listed in _LATER.items():
        if name in listed.split():
            value = getattr(__import__(place, None, None, (name,)), name)
            globals()[name] = value
            return value
    raise AttributeError("module %r has no attribute %r" % (__name__, name))
