"""Triggers."""

from ._parsing import parsed
from .on_entity_mixin import OnEntityMixin, with_schema
from .replaceable_entity import ReplaceableEntity, statement

_BODY = r"(?P<event>.+?)\s+ON\s+(?P<on_entity>.+?)\s+(?P<action>.+)"


class PGTrigger(OnEntityMixin, ReplaceableEntity):
    type_ = "trigger"

    def __init__(self, schema, signature, definition, on_entity, is_constraint=False):
        super().__init__(schema=schema, signature=signature, definition=definition, on_entity=on_entity)
        self.is_constraint = is_constraint

    @property
    def identity(self):
        where = (type(self).__name__, self.schema, self.signature, self.is_constraint, self.on_entity)
        return "%s: %s.%s %s %s" % where

    @classmethod
    def from_sql(cls, sql):
        head = r"\s+trigger\s+(?P<signature>.+?)\s+" + _BODY
        found = parsed(sql, "PGTrigger", r"create\s+(?P<constraint>constraint)" + head, "create" + head)
        on_entity = with_schema(found["on_entity"])
        definition = " %s ON %s %s" % (found["event"], on_entity, found["action"])
        namespace = on_entity.split(".")[0]
        return cls(namespace, found["signature"], definition, on_entity, is_constraint="constraint" in found)

    def to_sql_statement_create(self):
        found = parsed(self.definition, "PGTrigger.definition", _BODY)
        table = found["on_entity"].partition(".")[2] or found["on_entity"]
        return statement(
            "CREATE CONSTRAINT TRIGGER" if self.is_constraint else "CREATE TRIGGER",
            '"%s" %s ON %s.%s' % (self.signature, found["event"], self.schema, table),
            found["action"],
        )

    def to_sql_statement_drop(self, cascade=False):
        return statement('DROP TRIGGER "%s" ON %s' % (self.signature, self.on_entity), "cascade" if cascade else "")

    def to_sql_statement_create_or_replace(self):
        yield statement('DROP TRIGGER IF EXISTS "%s" ON %s;' % (self.signature, self.on_entity))
        yield self.to_sql_statement_create()
