"""Unions whose member is chosen by the value of one field."""

from ._annotations import resolved
from ._errors import fault


def discriminated(builder, annotation, discriminator):
    discriminator = getattr(discriminator, "discriminator", discriminator)
    members = [resolved(member, builder.scope) for member in getattr(annotation, "__args__", (annotation,))]
    nullable = type(None) in members
    choices = {}
    for member in members:
        if member is type(None):
            continue
        validate = builder.build(member)
        for tag in _tags(member, discriminator):
            choices[tag] = validate
    shown = "'%s'" % discriminator if isinstance(discriminator, str) else getattr(discriminator, "__name__", "") + "()"

    def validate(value, state):
        if value is None and nullable:
            return None
        if isinstance(discriminator, str):
            tag = value.get(discriminator) if isinstance(value, dict) else getattr(value, discriminator, None)
        else:
            tag = discriminator(value)
        tag = getattr(tag, "value", tag)
        if tag is None:
            raise fault("union_tag_not_found", value, discriminator=shown)
        if tag not in choices:
            listed = ", ".join(repr(name) for name in choices)
            raise fault("union_tag_invalid", value, discriminator=shown, tag=str(tag), expected_tags=listed)
        try:
            return choices[tag](value, state)
        except Exception as error:
            if hasattr(error, "under"):
                raise type(error)(error.under(tag)) from None
            raise

    return validate


def _tags(member, discriminator):
    for entry in getattr(member, "__metadata__", ()):
        if hasattr(entry, "tag"):
            return [entry.tag]
    cls = getattr(member, "__origin__", member) if hasattr(member, "__metadata__") else member
    if hasattr(cls, "model_fields") and isinstance(discriminator, str):
        annotation = cls.model_fields[discriminator].annotation
        return [getattr(tag, "value", tag) for tag in getattr(annotation, "__args__", ())]
    return []
