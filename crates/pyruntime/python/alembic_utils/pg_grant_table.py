"""Rights on tables."""

import enum

from .exceptions import BadInputException
from .replaceable_entity import ReplaceableEntity, statement
from .statement import coerce_to_quoted, coerce_to_unquoted


class PGGrantTableChoice(str, enum.Enum):
    SELECT = "SELECT"
    INSERT = "INSERT"
    UPDATE = "UPDATE"
    REFERENCES = "REFERENCES"
    DELETE = "DELETE"
    TRUNCATE = "TRUNCATE"
    TRIGGER = "TRIGGER"

    def __str__(self):
        return self.value

    def __repr__(self):
        return repr(self.value)


# Rights on columns; the others are on the whole table.
_OF_COLUMNS = frozenset(("SELECT", "INSERT", "UPDATE", "REFERENCES"))


class PGGrantTable(ReplaceableEntity):
    type_ = "grant_table"

    def __init__(self, schema, table, role, grant, columns=None, with_grant_option=False):
        self.schema = coerce_to_unquoted(schema)
        self.table = coerce_to_unquoted(table)
        self.columns = sorted(columns or ())
        self.role = coerce_to_unquoted(role)
        self.grant = PGGrantTableChoice(grant)
        self.with_grant_option = with_grant_option
        self.signature = self.identity
        wants_columns = self.grant.value in _OF_COLUMNS
        if wants_columns != bool(self.columns):
            must = "must" if wants_columns else "must not"
            raise BadInputException("When grant type is %s a value %s be provided for columns" % (self.grant, must))

    @property
    def identity(self):
        return "%s: %s.%s.%s.%s" % (type(self).__name__, self.schema, self.table, self.role, self.grant)

    @property
    def definition(self):
        return repr(self)

    def __repr__(self):
        names = ("schema", "table", "columns", "role", "grant", "with_grant_option")
        return "PGGrantTable(%s)" % ", ".join("%s=%r" % (name, getattr(self, name)) for name in names)

    def __eq__(self, other):
        return isinstance(other, PGGrantTable) and repr(self) == repr(other)

    __hash__ = None

    def to_variable_name(self):
        return ("%s_%s_%s_%s" % (self.schema, self.table, self.role, self.grant)).lower()

    @property
    def _place(self):
        return "%s.%s" % (self.literal_schema, coerce_to_quoted(self.table))

    def to_sql_statement_create(self):
        return statement(
            "GRANT %s" % self.grant,
            "( %s )" % ", ".join(self.columns) if self.columns else "",
            "ON %s TO %s" % (self._place, coerce_to_quoted(self.role)),
            "WITH GRANT OPTION" if self.with_grant_option else "",
        )

    def to_sql_statement_drop(self, cascade=False):
        return statement("REVOKE %s ON %s FROM %s" % (self.grant, self._place, coerce_to_quoted(self.role)))

    def to_sql_statement_create_or_replace(self):
        yield self.to_sql_statement_drop()
        yield self.to_sql_statement_create()
