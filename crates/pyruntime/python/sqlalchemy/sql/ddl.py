"""CREATE and DROP as objects, and the order in which tables are created."""

from sqlalchemy import _running

from .elements import ClauseElement, name_wire
from .naming import quoted_name


class CheckFirst:
    """What `checkfirst=` may be; any but NONE means that what exists is left alone."""

    def __init__(self, name, value):
        self.name = name
        self.value = value

    def __bool__(self):
        return self.value != 0

    def __or__(self, other):
        return CheckFirst("%s|%s" % (self.name, other.name), self.value | other.value)

    def __repr__(self):
        return "<CheckFirst.%s: %d>" % (self.name, self.value)


for _name, _value in (
    ("NONE", 0),
    ("TABLES", 2),
    ("VIEWS", 4),
    ("INDEXES", 8),
    ("SEQUENCES", 16),
    ("TYPES", 32),
    ("ALL", 62),
):
    setattr(CheckFirst, _name, CheckFirst(_name, _value))


class BaseDDLElement(ClauseElement):
    supports_execution = True

    def _result_columns(self):
        return None


class ExecutableDDLElement(BaseDDLElement):
    _condition = None

    def execute_if(self, dialect=None, callable_=None, state=None):
        copied = self.__class__.__new__(self.__class__)
        copied.__dict__.update(self.__dict__)
        copied._condition = (dialect, callable_)
        return copied

    def _should_run(self, target, connection):
        if self._condition is None:
            return True
        dialect, function = self._condition
        if dialect is not None:
            names = (dialect,) if isinstance(dialect, str) else tuple(dialect)
            if connection.dialect.name not in names:
                return False
        return function is None or bool(function(self, target, connection))

    def against(self, target):
        copied = self.__class__.__new__(self.__class__)
        copied.__dict__.update(self.__dict__)
        copied.target = target
        return copied

    def __call__(self, target, bind, **kw):
        if self._should_run(target, bind):
            return bind.execute(self.against(target))
        return None


DDLElement = ExecutableDDLElement


class DDL(ExecutableDDLElement):
    """A string of DDL with `%(table)s` in it."""

    target = None

    def __init__(self, statement, context=None):
        self.statement = statement
        self.context = context or {}

    def _query(self):
        words = dict(self.context)
        target = self.target
        if target is not None and hasattr(target, "name"):
            from sqlalchemy.engine.default import named_dialect

            preparer = (_running.dialect or named_dialect("default")).identifier_preparer
            words.setdefault("table", preparer.quote(target.name))
            words.setdefault("schema", preparer.quote_schema(target.schema) if target.schema else "")
            words.setdefault("fullname", preparer.format_table(target))
        return {"query": "driver", "sql": self.statement % words}

    def _result_columns(self):
        return None


class _CreateDropBase(ExecutableDDLElement):
    def __init__(self, element, if_exists=False, if_not_exists=False):
        self.element = element
        self.if_exists = if_exists
        self.if_not_exists = if_not_exists


class CreateTable(_CreateDropBase):
    def __init__(self, element, include_foreign_key_constraints=None, if_not_exists=False):
        super().__init__(element, if_not_exists=if_not_exists)

    def _operation(self):
        return {"op": "create_table", "table": self.element._wire(), "if_not_exists": bool(self.if_not_exists)}


class DropTable(_CreateDropBase):
    def __init__(self, element, if_exists=False):
        super().__init__(element, if_exists=if_exists)

    def _operation(self):
        return {"op": "drop_table", "table": self.element._name_wire(), "if_exists": bool(self.if_exists)}


class CreateIndex(_CreateDropBase):
    def __init__(self, element, if_not_exists=False):
        super().__init__(element, if_not_exists=if_not_exists)

    def _operation(self):
        operation = self.element._operation()
        if self.if_not_exists:
            operation["if_not_exists"] = True
        return operation


class DropIndex(_CreateDropBase):
    def __init__(self, element, if_exists=False):
        super().__init__(element, if_exists=if_exists)

    def _operation(self):
        index = self.element
        operation = {"op": "drop_index", "name": index._wire().get("name")}
        if index.table is not None:
            operation["table"] = index.table._name_wire()
        if self.if_exists:
            operation["if_exists"] = True
        return operation


class AddConstraint(_CreateDropBase):
    def __init__(self, element, isolate_from_table=True):
        super().__init__(element)

    def _operation(self):
        return {
            "op": "create_constraint",
            "table": self.element.table._name_wire(),
            "definition": self.element._wire(),
        }


_KINDS = {"pk": "primary", "uq": "unique", "fk": "foreignkey", "ck": "check"}


class DropConstraint(_CreateDropBase):
    def __init__(self, element, cascade=False, if_exists=False, isolate_from_table=True, **kw):
        super().__init__(element, if_exists=if_exists)
        if cascade:
            raise NotImplementedError("DropConstraint(cascade=True) is not supported: use op.execute() with its SQL")

    def _operation(self):
        operation = {
            "op": "drop_constraint",
            "table": self.element.table._name_wire(),
            "name": self.element._wire().get("name"),
            "kind": _KINDS.get(self.element._convention_key),
        }
        if self.if_exists:
            operation["if_exists"] = True
        return operation


class CreateSequence(_CreateDropBase):
    def __init__(self, element, if_not_exists=False):
        super().__init__(element, if_not_exists=if_not_exists)

    def _operation(self):
        return {
            "op": "create_sequence",
            "sequence": self.element._wire(),
            "if_not_exists": bool(self.if_not_exists),
        }


class DropSequence(_CreateDropBase):
    def __init__(self, element, if_exists=False):
        super().__init__(element, if_exists=if_exists)

    def _operation(self):
        return {"op": "drop_sequence", "sequence": self.element._wire(), "if_exists": bool(self.if_exists)}


class CreateSchema(_CreateDropBase):
    def __init__(self, name, if_not_exists=False):
        super().__init__(name, if_not_exists=if_not_exists)

    def _operation(self):
        return {
            "op": "create_namespace",
            "name": name_wire(self.element),
            "if_not_exists": bool(self.if_not_exists),
        }


class DropSchema(_CreateDropBase):
    def __init__(self, name, cascade=False, if_exists=False):
        super().__init__(name, if_exists=if_exists)
        self.cascade = cascade

    def _operation(self):
        return {
            "op": "drop_namespace",
            "name": name_wire(self.element),
            "if_exists": bool(self.if_exists),
            "cascade": bool(self.cascade),
        }


class SetTableComment(_CreateDropBase):
    def _operation(self):
        return {
            "op": "set_table_comment",
            "table": self.element._name_wire(),
            "comment": self.element.comment,
        }


class DropTableComment(_CreateDropBase):
    def _operation(self):
        return {"op": "set_table_comment", "table": self.element._name_wire(), "comment": None}


class SetColumnComment(_CreateDropBase):
    def _operation(self):
        return self._with(self.element.comment)

    def _with(self, comment):
        column = self.element
        return {
            "op": "alter_column",
            "table": column.table._name_wire(),
            "column": name_wire(column.name),
            "comment": comment,
            "existing_type": column.type._wire(),
            "existing_nullable": column.nullable,
        }


class DropColumnComment(SetColumnComment):
    def _operation(self):
        return self._with(None)


class CreateColumn(BaseDDLElement):
    def __init__(self, element):
        self.element = element


class SetConstraintComment(_CreateDropBase):
    def _query(self):
        return self._with("'%s'" % self.element.comment.replace("'", "''"))

    def _with(self, comment):
        from sqlalchemy.engine.default import named_dialect

        constraint = self.element
        preparer = (_running.dialect or named_dialect("default")).identifier_preparer
        name = constraint._wire().get("name")
        if name is None:
            from sqlalchemy import exc

            raise exc.CompileError("can't emit COMMENT ON for constraint %r: it has no name" % (constraint,))
        name = name["final"] if isinstance(name, dict) and "final" in name else name
        if isinstance(name, dict):
            name = quoted_name(name["text"], name["quote"])
        words = (preparer.quote(name), preparer.format_table(constraint.table), comment)
        return {"query": "driver", "sql": "COMMENT ON CONSTRAINT %s ON %s IS %s" % words}


class DropConstraintComment(SetConstraintComment):
    def _query(self):
        return self._with("NULL")


class CreateTableAs(ExecutableDDLElement):
    def __init__(self, *arguments, **keywords):
        raise NotImplementedError("CreateTableAs is not supported: use op.execute() with its SQL")


class CreateView(CreateTableAs):
    pass


class DropView(CreateTableAs):
    pass


class InvokeDDLBase:
    pass


def sort_tables(tables, skip_fn=None, extra_dependencies=None):
    """Tables in the order of creation: what is referred to comes first."""
    filter_fn = None
    if skip_fn is not None:

        def filter_fn(constraint):
            return True if any(skip_fn(key) for key in constraint.elements) else None

    sorted_ = sort_tables_and_constraints(tables, filter_fn, extra_dependencies)
    return [table for table, _ in sorted_ if table is not None]


def sort_tables_and_constraints(tables, filter_fn=None, extra_dependencies=None, _warn_for_cycles=False):
    """[(table, its foreign keys), …, (None, foreign keys that must wait until all tables are there)]."""
    tables = list(tables)
    fixed = list(extra_dependencies or ())
    needed = []
    waiting = []
    keys = {table: _foreign_keys(table) for table in tables}
    for table in tables:
        for constraint in keys[table]:
            if constraint.use_alter or filter_fn is not None and filter_fn(constraint) is True:
                waiting.append(constraint)
            else:
                needed.append((_referred_table(constraint), table))
        fixed.extend((other, table) for other in table._depends_on)
    needed = [pair for pair in needed if pair[0] is not None and pair[0] is not pair[1]]
    ordered, circle = _in_order(tables, fixed + needed)
    if circle:
        # A circle of foreign keys: those of its tables wait.
        for table in circle:
            for constraint in keys[table]:
                if constraint not in waiting and (filter_fn is None or filter_fn(constraint) is not False):
                    waiting.append(constraint)
                    needed = [pair for pair in needed if pair != (_referred_table(constraint), table)]
        ordered, circle = _in_order(tables, fixed + needed)
        if circle:
            from sqlalchemy import exc

            raise exc.CircularDependencyError("Circular dependency detected.", set(circle), fixed)
    return [(table, {key for key in keys[table] if key not in waiting}) for table in ordered] + [(None, waiting)]


def _in_order(tables, pairs):
    """(tables in order, tables of circles): of the pairs the first comes before the second."""
    before = {table: [] for table in tables}
    for first, second in pairs:
        if first in before and second in before:
            before[second].append(first)
    ordered = []
    todo = tables
    missing = set(tables)
    while todo:
        ready = [table for table in todo if missing.isdisjoint(before[table])]
        if not ready:
            return ordered, [table for table in todo if _leads_to(table, table, before)]
        ordered.extend(ready)
        missing.difference_update(ready)
        todo = [table for table in todo if table in missing]
    return ordered, []


def _leads_to(table, target, before):
    """Whether a table needs, through others, the target."""
    seen = set()
    todo = list(before[table])
    while todo:
        other = todo.pop()
        if other is target:
            return True
        if other not in seen:
            seen.add(other)
            todo.extend(before[other])
    return False


def _foreign_keys(table):
    """The foreign key constraints of a table in the order in which they were written."""
    return sorted(table.foreign_key_constraints, key=lambda constraint: constraint._creation_order)


def _referred_table(constraint):
    """The table that a foreign key refers to, if it is there."""
    key = constraint.elements[0]
    if not isinstance(key._colspec, str):
        return key._colspec.table
    namespace, name, _ = key._table_and_column()
    return constraint.parent.metadata.tables.get(name if namespace is None else "%s.%s" % (namespace, name))


def create_tables(metadata, tables, connection, checkfirst, whole):
    """CREATE for what a MetaData or one Table holds: enum types and sequences first."""
    dialect = connection.dialect
    if checkfirst:
        tables = [table for table in tables if not connection._has_table(table._name_wire())]
    waiting = []
    if whole:
        sorted_ = sort_tables_and_constraints(tables)
        tables = [table for table, _ in sorted_ if table is not None]
        waiting = sorted_[-1][1]
        _fire(metadata, "before_create", connection, tables, checkfirst)
        for type_ in named_types(metadata, tables, dialect):
            type_.create(connection, checkfirst)
        if dialect.supports_sequences:
            for sequence in metadata._sequences.values():
                if sequence.column is None and not sequence.optional:
                    sequence.create(connection, checkfirst)
    for table in tables:
        _fire(table, "before_create", connection, tables, checkfirst)
        if dialect.supports_sequences:
            for column in table._columns:
                if column.default is not None and column.default.is_sequence and not column.default.optional:
                    column.default.create(connection, checkfirst)
        connection._perform(_creation(table, waiting, checkfirst, types_exist=whole))
        if dialect.supports_constraint_comments:
            for constraint in sorted(table.constraints, key=lambda item: item._creation_order):
                if constraint.comment is not None:
                    connection.execute(SetConstraintComment(constraint))
        _fire(table, "after_create", connection, tables, checkfirst)
    if waiting and dialect.supports_alter:
        for constraint in waiting:
            connection._perform(AddConstraint(constraint)._operation())
    if whole:
        _fire(metadata, "after_create", connection, tables, checkfirst)


def _creation(table, waiting, checkfirst, types_exist):
    wire = table._wire()
    late = [constraint for constraint in waiting if constraint.parent is table]
    if late:
        late = [constraint._wire() for constraint in late]
        for key in wire.get("constraints", []):
            if key in late:
                key["use_alter"] = True
        for column in wire["columns"]:
            for key in column.get("foreign_keys", []):
                if key in late:
                    key["use_alter"] = True
    if types_exist:
        for column in wire["columns"]:
            column["type"] = _created(column["type"])
    return {"op": "create_table", "table": wire, "types_checkfirst": bool(checkfirst)}


def _created(wire):
    """The wire form of a type whose enums are there already."""
    if isinstance(wire, dict):
        made = {key: _created(value) for key, value in wire.items()}
        if wire.get("type") == "Enum" and wire.get("create_type", True):
            made.update(create_type=False, of_metadata=True)
        return made
    return wire


def named_types(metadata, tables, dialect):
    """The types that must be created before the tables: enums of the MetaData, then those of the columns."""
    found = []
    for type_ in list(metadata._types) + [column.type for table in tables for column in table._columns]:
        type_ = _named_type(type_, dialect)
        if type_ is not None and all(known._key() != type_._key() for known in found):
            found.append(type_)
    return found


def _named_type(type_, dialect):
    impl = type_.dialect_impl(dialect)
    while impl is not type_:
        type_, impl = impl, impl.dialect_impl(dialect)
    if type_._is_array:
        return _named_type(type_.item_type, dialect)
    is_created = getattr(type_, "enums", None) is not None and (type_.native_enum or type_._postgresql_only)
    return type_ if is_created and type_.name is not None and type_.create_type else None


def drop_tables(metadata, tables, connection, checkfirst, whole):
    tables = list(reversed(tables))
    if checkfirst:
        tables = [table for table in tables if connection._has_table(table._name_wire())]
    if whole:
        _fire(metadata, "before_drop", connection, tables, checkfirst)
    for table in tables:
        _fire(table, "before_drop", connection, tables, checkfirst)
        connection._perform({"op": "drop_table", "table": table._name_wire()})
        _fire(table, "after_drop", connection, tables, checkfirst)
    if whole:
        for sequence in metadata._sequences.values():
            sequence.drop(connection, checkfirst)
        for type_ in metadata._types:
            if type_.native_enum and type_.name is not None and type_.create_type:
                type_.drop(connection, checkfirst)
        _fire(metadata, "after_drop", connection, tables, checkfirst)


def _fire(target, name, connection, tables, checkfirst):
    from sqlalchemy.event import listeners_of

    for function in listeners_of(target, name):
        function(target, connection, checkfirst=checkfirst, tables=tables)
