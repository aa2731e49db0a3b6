"""Policies of row level security."""

from ._parsing import parsed
from .on_entity_mixin import OnEntityMixin, with_schema
from .replaceable_entity import ReplaceableEntity, statement


class PGPolicy(OnEntityMixin, ReplaceableEntity):
    type_ = "policy"

    @classmethod
    def from_sql(cls, sql):
        pattern = r"create policy\s+(?P<signature>.+?)\s+on\s+(?P<on_entity>.+?)\s+(?P<definition>.+)"
        found = parsed(sql.strip(), "PGPolicy", pattern)
        on_entity = with_schema(found["on_entity"])
        return cls(on_entity.partition(".")[0], found["signature"], found["definition"], on_entity)

    @property
    def _place(self):
        return "%s on %s" % (self.signature, self.on_entity)

    def to_sql_statement_create(self):
        return statement("CREATE POLICY", self._place, self.definition)

    def to_sql_statement_drop(self, cascade=False):
        return statement("DROP POLICY", self._place, "cascade" if cascade else "")

    def to_sql_statement_create_or_replace(self):
        yield statement("DROP POLICY IF EXISTS %s;" % self._place)
        yield statement("CREATE POLICY %s %s;" % (self._place, self.definition))
