"""Views."""

from ._parsing import parsed
from .replaceable_entity import ReplaceableEntity, statement
from .statement import coerce_to_unquoted, normalize_whitespace, strip_terminating_semicolon


class PGView(ReplaceableEntity):
    type_ = "view"

    def __init__(self, schema, signature, definition):
        self.schema = coerce_to_unquoted(normalize_whitespace(schema))
        self.signature = coerce_to_unquoted(normalize_whitespace(signature))
        self.definition = strip_terminating_semicolon(definition)

    @classmethod
    def from_sql(cls, sql):
        pattern = r"create.+?view\s+(?P<schema>.+?)\.(?P<signature>.+?)\s+as\s+(?P<definition>.+)"
        found = parsed(sql, "PGView", pattern)
        return cls(found["schema"], found["signature"].split("(")[0].replace('"', ""), found["definition"])

    @property
    def _name(self):
        return '%s."%s"' % (self.literal_schema, self.signature)

    def to_sql_statement_create(self):
        return statement("CREATE VIEW %s AS %s;" % (self._name, self.definition))

    def to_sql_statement_drop(self, cascade=False):
        return statement("DROP VIEW", self._name, "cascade" if cascade else "")

    def to_sql_statement_create_or_replace(self):
        """A view whose columns change cannot be replaced: it is dropped and made again."""
        yield statement(
            "do $$ begin CREATE OR REPLACE VIEW %s AS %s;" % (self._name, self.definition),
            "exception when others then DROP VIEW IF EXISTS %s;" % self._name,
            "CREATE VIEW %s AS %s; end; $$ language 'plpgsql'" % (self._name, self.definition),
        )
