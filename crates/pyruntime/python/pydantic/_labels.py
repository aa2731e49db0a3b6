"""The names of a union's members in the place of an error."""


def label(annotation):
    if hasattr(annotation, "__metadata__"):
        return _annotated(annotation)
    origin = getattr(annotation, "__origin__", None)
    arguments = getattr(annotation, "__args__", ())
    if getattr(origin, "_name", None) == "Literal":
        return "literal[%s]" % ",".join(repr(argument) for argument in arguments)
    if origin is not None:
        name = getattr(origin, "__name__", str(origin)).lower()
        if name == "tuple":
            return "tuple[%s]" % ", ".join("..." if argument is Ellipsis else label(argument) for argument in arguments)
        return "%s[%s]" % (name, ",".join(label(argument) for argument in arguments))
    if annotation is type(None) or annotation is None:
        return "none"
    if not isinstance(annotation, type):
        return str(annotation).rpartition(".")[2].lower()
    if annotation in (list, set, frozenset):
        return "%s[any]" % annotation.__name__
    if annotation is dict:
        return "dict[any,any]"
    if annotation is tuple:
        return "tuple[any, ...]"
    if hasattr(annotation, "_constraints"):
        return "function-wrap[wrap_val()]"
    if hasattr(annotation, "_secret_value") or annotation.__name__ in ("SecretStr", "SecretBytes"):
        return "function-plain[<lambda>()]" if annotation.__name__ == "Secret" else "json-or-python[...]"
    if annotation.__name__ == "EmailStr":
        return "function-after[_validate(), str]"
    if annotation.__module__ in ("builtins", "datetime", "uuid", "decimal"):
        return annotation.__name__.lower()
    if hasattr(annotation, "__members__"):
        return "enum"
    if hasattr(annotation, "__pydantic_own__"):
        return annotation.__name__
    return "is-instance[%s]" % annotation.__name__


def _annotated(annotation):
    inner = label(annotation.__origin__)
    for entry in annotation.__metadata__:
        mode = getattr(entry, "mode", None)
        if mode is not None and hasattr(entry, "func"):
            name = getattr(entry.func, "__qualname__", repr(entry.func))
            short = getattr(entry.func, "__name__", name)
            inner = "function-%s[%s(), %s]" % (mode, short, inner) if mode != "plain" else "function-plain[%s()]" % short
        elif inner in ("str", "int", "float", "bytes") and not hasattr(entry, "strict"):
            inner = "constrained-" + inner
    return inner
