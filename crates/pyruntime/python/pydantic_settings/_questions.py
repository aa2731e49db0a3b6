"""What a source asks about a field: its names, and whether its value is JSON."""

from pydantic.aliases import AliasChoices, AliasPath
from pydantic._containers import is_complex as _is_complex_class


def is_union(annotation):
    return type(annotation).__name__ in ("UnionType", "Union", "_UnionGenericAlias")


def plain(annotation):
    """The annotation below `type X = …` and `Annotated`, with what stood in the latter."""
    metadata = []
    while True:
        if hasattr(annotation, "__value__"):
            annotation = annotation.__value__
        elif hasattr(annotation, "__metadata__"):
            metadata = [*annotation.__metadata__, *metadata]
            annotation = annotation.__origin__
        else:
            return annotation, metadata


def of_field(field):
    annotation, metadata = plain(field.annotation)
    return annotation, [*field.metadata, *metadata]


def _is_json(metadata):
    return any(type(entry).__name__ == "Json" for entry in metadata)


def is_complex(annotation, metadata=()):
    """Whether text for this type has to be JSON."""
    annotation, more = plain(annotation)
    if _is_json([*metadata, *more]):
        return False
    if getattr(annotation, "__pydantic_root_model__", False):
        return is_complex(annotation.model_fields["root"].annotation)
    origin = getattr(annotation, "__origin__", None)
    if isinstance(origin, type) and origin.__name__ == "Secret":
        return False
    return _is_complex_class(annotation) or _is_complex_class(origin)


def union_is_complex(annotation, metadata=()):
    if not is_union(annotation):
        return False
    for member in annotation.__args__:
        inner, more = plain(member)
        if is_complex(member, metadata):
            return True
        if not _is_json([*metadata, *more]) and union_is_complex(inner, metadata):
            return True
    return False


def by_alias(config):
    return config.get("validate_by_alias") is not False


def by_name(config):
    return bool(config.get("validate_by_name") or config.get("populate_by_name"))


def aliases(field):
    """The aliases of a field as lists of steps; the first step is the name of the variable."""
    alias = field.validation_alias
    if alias is None:
        return []
    if isinstance(alias, AliasChoices):
        return alias.convert_to_aliases()
    return [alias.path] if isinstance(alias, AliasPath) else [[alias]]


def names(name, field, config):
    """All names under which a model takes a value of the field."""
    found = [steps[0] for steps in aliases(field) if len(steps) == 1] if by_alias(config) else []
    heads = [steps[0] for steps in aliases(field) if len(steps) > 1] if by_alias(config) else []
    return (found + heads) or [name]


def model_of(annotation):
    """The model that a field holds, looked for below `| None` and `Annotated`."""
    annotation, _ = plain(annotation)
    if is_union(annotation):
        some = [member for member in annotation.__args__ if member is not type(None)]
        if len(some) != 1 or len(annotation.__args__) != 2:
            return None
        annotation, _ = plain(some[0])
    return annotation if hasattr(annotation, "model_fields") and isinstance(annotation, type) else None


def enum_member(annotation, name):
    """The member of an enumeration in the annotation that is called `name`."""
    annotation, _ = plain(annotation)
    members = getattr(annotation, "__members__", None)
    if isinstance(annotation, type) and members is not None and name in members:
        return members[name]
    for argument in getattr(annotation, "__args__", ()):
        found = enum_member(argument, name)
        if found is not None:
            return found
    return None
