"""Functions."""

from ._parsing import parsed
from .replaceable_entity import ReplaceableEntity, statement
from .statement import (
    escape_colon_for_plpgsql,
    escape_colon_for_sql,
    normalize_whitespace,
    strip_terminating_semicolon,
)


class PGFunction(ReplaceableEntity):
    type_ = "function"

    def __init__(self, schema, signature, definition):
        super().__init__(schema, signature, definition)
        is_plpgsql = "language plpgsql" in normalize_whitespace(definition).lower().replace("'", "")
        escape = escape_colon_for_plpgsql if is_plpgsql else escape_colon_for_sql
        self.definition = escape(strip_terminating_semicolon(definition))

    @classmethod
    def from_sql(cls, sql):
        pattern = r"create.+?function\s+(?P<schema>.+?)\.(?P<signature>.+?)\s+returns\s+(?P<definition>.+)"
        found = parsed(sql.strip(), "PGFunction", pattern)
        signature = found["signature"]
        if signature.startswith('"'):
            signature = "".join(signature.split('"', 2))
        return cls(found["schema"], signature, "returns " + found["definition"])

    @property
    def literal_signature(self):
        name, _, rest = self.signature.partition("(")
        return '"%s"(%s' % (name.strip(), rest)

    def to_sql_statement_create(self):
        return statement("CREATE FUNCTION %s.%s" % (self.literal_schema, self.literal_signature), self.definition)

    def to_sql_statement_create_or_replace(self):
        name = "%s.%s" % (self.literal_schema, self.literal_signature)
        yield statement("CREATE OR REPLACE FUNCTION", name, self.definition)

    def to_sql_statement_drop(self, cascade=False):
        found = parsed(self.signature, "PGFunction", r"(?P<name>.+?)\((?P<parameters>.*)\)")
        # A default is no part of what tells functions apart.
        parameters = [part[: len(part.lower().split("default")[0])].strip() for part in found["parameters"].split(",")]
        name = '%s."%s"(%s)' % (self.literal_schema, found["name"].strip(), ", ".join(parameters))
        return statement("DROP FUNCTION", name, "cascade" if cascade else "")
