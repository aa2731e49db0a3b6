"""The operations on constraints, and what every operation is."""

import sqlalchemy

from .. import _lower


class MigrateOperation:
    """What a directive is asked to do. Own operations derive from it and get an implementation."""

    @property
    def info(self):
        return self.__dict__.setdefault("_info", {})

    @info.setter
    def info(self, info):
        self._info = info

    def reverse(self):
        raise NotImplementedError

    def to_diff_tuple(self):
        raise NotImplementedError


class AddConstraintOp(MigrateOperation):
    """Adding a constraint: `to_constraint` makes it, the wire carries it."""

    def perform(self, operations):
        constraint = self._constraint()
        operations.schema_obj.name(constraint, self.table_name, self.schema, self._columns())
        definition = constraint._wire()
        self._complete(definition)
        operations._send(
            {
                "op": "create_constraint",
                "table": _lower.table_name(self.table_name, self.schema),
                "definition": definition,
            }
        )

    @classmethod
    def from_constraint(cls, constraint):
        from .reversal import from_constraint

        return from_constraint(constraint)

    def to_constraint(self, migration_context=None):
        from .reversal import attached

        return attached(self, self._constraint())

    def reverse(self):
        return DropConstraintOp.from_constraint(self.to_constraint())

    def to_diff_tuple(self):
        return ("add_constraint", self.to_constraint())

    def _columns(self):
        """The names of the columns that the table must have for the constraint to be named."""
        return self.columns

    def _complete(self, definition):
        pass


class _OfColumnsOp(AddConstraintOp):
    """A constraint that is nothing but columns."""

    def __init__(self, constraint_name, table_name, columns, *, schema=None, **kw):
        self.constraint_name = constraint_name
        self.table_name = table_name
        self.columns = columns
        self.schema = schema
        self.kw = kw


class CreatePrimaryKeyOp(_OfColumnsOp):
    constraint_type = "primarykey"

    def _constraint(self):
        return sqlalchemy.PrimaryKeyConstraint(*self.columns, name=self.constraint_name, **self.kw)


class CreateUniqueConstraintOp(_OfColumnsOp):
    constraint_type = "unique"

    def _constraint(self):
        return sqlalchemy.UniqueConstraint(*self.columns, name=self.constraint_name, **self.kw)


class CreateForeignKeyOp(AddConstraintOp):
    constraint_type = "foreignkey"

    def __init__(self, constraint_name, source_table, referent_table, local_cols, remote_cols, **kw):
        self.constraint_name = constraint_name
        self.source_table = source_table
        self.referent_table = referent_table
        self.local_cols = local_cols
        self.remote_cols = remote_cols
        self.kw = kw

    @property
    def table_name(self):
        return self.source_table

    @property
    def schema(self):
        return self.kw.get("source_schema")

    def _constraint(self):
        kw = dict(self.kw)
        kw.pop("source_schema", None)
        namespace = kw.pop("referent_schema", None)
        table = "%s.%s" % (namespace, self.referent_table) if namespace else self.referent_table
        referred = ["%s.%s" % (table, column) for column in self.remote_cols]
        return sqlalchemy.ForeignKeyConstraint(list(self.local_cols), referred, name=self.constraint_name, **kw)

    def to_diff_tuple(self):
        return ("add_fk", self.to_constraint())

    def _columns(self):
        return self.local_cols

    def _complete(self, definition):
        # The constraint splits `schema.table.column` at its dots; the directive knows the parts.
        definition["referred_table"] = _lower.table_name(self.referent_table, self.kw.get("referent_schema"))
        definition["columns"] = [_lower.name(column) for column in self.local_cols]
        definition["referred_columns"] = [_lower.name(column) for column in self.remote_cols]


class CreateCheckConstraintOp(AddConstraintOp):
    constraint_type = "check"

    def __init__(self, constraint_name, table_name, condition, *, schema=None, **kw):
        self.constraint_name = constraint_name
        self.table_name = table_name
        self.condition = condition
        self.schema = schema
        self.kw = kw

    def _columns(self):
        return ()

    def _constraint(self):
        return sqlalchemy.CheckConstraint(self.condition, name=self.constraint_name, **self.kw)


class CreateExcludeConstraintOp(AddConstraintOp):
    constraint_type = "exclude"

    def __init__(self, constraint_name, table_name, elements, where=None, schema=None, **kw):
        self.constraint_name = constraint_name
        self.table_name = table_name
        self.elements = elements
        self.where = where
        self.schema = schema
        self.kw = kw

    def _columns(self):
        return [column for column, _ in self.elements if isinstance(column, str)]

    def _constraint(self):
        from sqlalchemy.dialects.postgresql import ExcludeConstraint

        return ExcludeConstraint(*self.elements, name=self.constraint_name, where=self.where, **self.kw)


class DropConstraintOp(MigrateOperation):
    def __init__(self, constraint_name, table_name, type_=None, *, schema=None, if_exists=None, _reverse=None):
        self.constraint_name = constraint_name
        self.table_name = table_name
        self.constraint_type = type_
        self.schema = schema
        self.if_exists = if_exists
        self._reverse = _reverse
        # Whether the table holds it without a name.
        self._is_unnamed = False

    @classmethod
    def from_constraint(cls, constraint):
        from .reversal import drop_of_constraint

        return drop_of_constraint(constraint)

    def to_constraint(self):
        from .reversal import dropped_constraint

        return dropped_constraint(self)

    def reverse(self):
        return AddConstraintOp.from_constraint(self.to_constraint())

    def to_diff_tuple(self):
        word = "remove_fk" if self.constraint_type == "foreignkey" else "remove_constraint"
        return (word, self.to_constraint())

    def perform(self, operations):
        if self.constraint_type not in ("foreignkey", "primary", "unique", "check", None):
            raise TypeError("'type' can be one of 'check', 'foreignkey', 'primary', 'unique', None")
        name = _lower.final_name(self.constraint_name)
        if name is not None and self.constraint_type == "check":
            # Of the conventions in use only that of CHECK builds on the name that is given.
            constraint = CreateCheckConstraintOp(self.constraint_name, self.table_name, "")._constraint()
            operations.schema_obj.name(constraint, self.table_name, self.schema, ())
            name = constraint._wire()["name"]
        wire = {
            "op": "drop_constraint",
            "table": _lower.table_name(self.table_name, self.schema),
            "name": name,
            "kind": self.constraint_type,
            "if_exists": self.if_exists,
        }
        operations._send(dict(wire, is_unnamed=True) if self._is_unnamed else wire)
