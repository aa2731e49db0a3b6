"""Materialised views."""

from ._parsing import parsed
from .replaceable_entity import ReplaceableEntity, statement
from .statement import coerce_to_unquoted, normalize_whitespace, strip_terminating_semicolon

_HEAD = r"create.+?materialized.+?view\s+(?P<schema>.+?)\.(?P<signature>.+?)\s+as\s+(?P<definition>.+?)"


class PGMaterializedView(ReplaceableEntity):
    type_ = "materialized_view"

    def __init__(self, schema, signature, definition, with_data=True):
        self.schema = coerce_to_unquoted(normalize_whitespace(schema))
        self.signature = coerce_to_unquoted(normalize_whitespace(signature))
        self.definition = strip_terminating_semicolon(definition)
        self.with_data = with_data

    @classmethod
    def from_sql(cls, sql):
        ends = (r"\s+with\s+(?P<no_data>no)\s+data", r"\s+with\s+data", "")
        found = parsed(strip_terminating_semicolon(sql), "PGMaterializedView", *(_HEAD + end for end in ends))
        signature = found["signature"].split("(")[0].replace('"', "")
        return cls(found["schema"], signature, found["definition"], with_data="no_data" not in found)

    @property
    def _name(self):
        return '%s."%s"' % (self.literal_schema, self.signature)

    def _words(self):
        definition = self.definition.rstrip().rstrip(";")
        data = "WITH DATA" if self.with_data else "WITH NO DATA"
        return "CREATE MATERIALIZED VIEW %s AS %s %s" % (self._name, definition, data)

    def to_sql_statement_create(self):
        return statement(self._words() + ";")

    def to_sql_statement_drop(self, cascade=False):
        return statement("DROP MATERIALIZED VIEW", self._name, "cascade" if cascade else "")

    def to_sql_statement_create_or_replace(self):
        yield statement("DROP MATERIALIZED VIEW IF EXISTS %s;" % self._name)
        yield statement(self._words())
