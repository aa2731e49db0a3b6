"""`Page[int]`: a model with its type variables filled in."""


def parametrized(cls, item):
    from typing import Generic

    items = item if isinstance(item, tuple) else (item,)
    if cls is Generic:
        return cls
    known = cls.__dict__.get("__pydantic_parametrized__")
    if known is None:
        known = {}
        cls.__pydantic_parametrized__ = known
    try:
        if items in known:
            return known[items]
    except TypeError:
        known = {}
    parameters = getattr(cls, "__parameters__", ()) or getattr(cls, "__type_params__", ())
    if not parameters:
        raise TypeError("%r cannot be parametrized because it does not inherit from typing.Generic" % (cls,))
    variables = {**getattr(cls, "__pydantic_variables__", {}), **dict(zip(parameters, items))}
    namespace = {"__module__": cls.__module__, "__doc__": cls.__doc__}
    made = type(cls)(cls.model_parametrized_name(items), (cls,), namespace)
    made.__pydantic_variables__ = variables
    made.__pydantic_generic_metadata__ = {"origin": cls, "args": items, "parameters": ()}
    made.__parameters__ = tuple(entry for entry in items if type(entry).__name__ == "TypeVar")
    known[items] = made
    return made
