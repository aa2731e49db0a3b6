"""Extensions."""

from .replaceable_entity import ReplaceableEntity, statement
from .statement import coerce_to_unquoted, normalize_whitespace


class PGExtension(ReplaceableEntity):
    type_ = "extension"

    def __init__(self, schema, signature):
        self.schema = coerce_to_unquoted(normalize_whitespace(schema))
        self.signature = coerce_to_unquoted(normalize_whitespace(signature))
        self.definition = "%s: %s %s" % (type(self).__name__, self.schema, self.signature)

    @property
    def identity(self):
        return "%s: %s" % (type(self).__name__, self.signature)

    def to_sql_statement_create(self):
        return statement('CREATE EXTENSION "%s" WITH SCHEMA %s;' % (self.signature, self.literal_schema))

    def to_sql_statement_drop(self, cascade=False):
        return statement('DROP EXTENSION "%s"' % self.signature, "CASCADE" if cascade else "")
