"""What all entities have in common, and the entities that env.py registers."""

from sqlalchemy import text

from . import reversible_op  # noqa: F401
from .statement import (
    coerce_to_quoted,
    coerce_to_unquoted,
    escape_colon_for_sql,
    normalize_whitespace,
    strip_terminating_semicolon,
)


class ReplaceableEntity:
    """Something of the database that SQL text makes, drops and replaces."""

    def __init__(self, schema, signature, definition):
        self.schema = coerce_to_unquoted(normalize_whitespace(schema))
        self.signature = coerce_to_unquoted(normalize_whitespace(signature))
        self.definition = escape_colon_for_sql(strip_terminating_semicolon(definition))

    @classmethod
    def from_sql(cls, sql):
        raise NotImplementedError("%s.from_sql()" % cls.__name__)

    @classmethod
    def from_path(cls, path):
        with path.open() as file:
            return cls.from_sql(file.read())

    @property
    def literal_schema(self):
        return coerce_to_quoted(self.schema)

    @property
    def identity(self):
        return "%s: %s.%s" % (type(self).__name__, self.schema, self.signature)

    def to_variable_name(self):
        name = self.signature.split("(")[0].strip().lower().replace("-", "_")
        return "%s_%s" % (self.schema.lower(), name)

    def to_sql_statement_create(self):
        raise NotImplementedError("%s.to_sql_statement_create()" % type(self).__name__)

    def to_sql_statement_drop(self, cascade=False):
        raise NotImplementedError("%s.to_sql_statement_drop()" % type(self).__name__)

    def to_sql_statement_create_or_replace(self):
        raise NotImplementedError("%s.to_sql_statement_create_or_replace()" % type(self).__name__)


def statement(*words):
    """Joins the words of a statement, as `text()`."""
    return text(" ".join(words))


class ReplaceableEntityRegistry:
    def __init__(self):
        self.clear()

    def clear(self):
        self._entities = {}
        self.schemas = set()
        self.exclude_schemas = set()
        self.entity_types = set()

    def register(self, entities, schemas=None, exclude_schemas=None, entity_types=None):
        self._entities.update((entity.identity, entity) for entity in entities)
        self.schemas.update(schemas or ())
        self.exclude_schemas.update(exclude_schemas or ())
        self.entity_types.update(entity_types or ())

    def entities(self):
        return list(self._entities.values())


registry = ReplaceableEntityRegistry()
_is_watching = False


def register_entities(entities, schemas=None, exclude_schemas=None, entity_types=None):
    """Accepts what autogenerate is to compare. It does not, and says so when it runs."""
    global _is_watching
    registry.register(entities, schemas, exclude_schemas, entity_types)
    if not _is_watching:
        from alembic.autogenerate import comparators

        comparators.dispatch_for("schema")(_say_what_is_not_compared)
        _is_watching = True


def _say_what_is_not_compared(autogen_context, upgrade_ops, schemas):
    import warnings

    names = ", ".join(entity.identity for entity in registry.entities())
    if names:
        warnings.warn(
            "alembic_utils: autogenerate does not compare registered entities here (%s); write op.create_entity(), "
            "op.replace_entity() or op.drop_entity() into the file where they changed" % names
        )
