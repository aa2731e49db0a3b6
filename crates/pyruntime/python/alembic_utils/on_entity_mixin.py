"""What triggers and policies have in common: the table that they stand on."""

from .statement import coerce_to_unquoted


class OnEntityMixin:
    def __init__(self, schema, signature, definition, on_entity):
        super().__init__(schema=schema, signature=signature, definition=definition)
        self.on_entity = coerce_to_unquoted(with_schema(on_entity))

    @property
    def identity(self):
        return "%s: %s.%s %s" % (type(self).__name__, self.schema, self.signature, self.on_entity)

    def to_variable_name(self):
        name = self.signature.split("(")[0].strip().lower()
        return "%s_%s_%s" % (self.schema.lower(), self.on_entity.lower().partition(".")[2], name)


def with_schema(entity):
    return entity if "." in entity else "public." + entity
