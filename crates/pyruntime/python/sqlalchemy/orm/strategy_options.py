"""Loader options: `joinedload()`, `load_only()`, `defer()` and their like.

Whatever way an eager option names, the objects are read right after their owners (`eager.py`): the result is the same.
"""

from sqlalchemy.sql.base import ExecutableOption

_EAGER = frozenset(("joinedload", "selectinload", "subqueryload", "immediateload"))
_WORDS = {
    "load_only": "load_only",
    "defer": "defer",
    "undefer": "undefer",
    "lazyload": "lazy",
    "raiseload": "raise",
    "defaultload": "default",
}
# What changes which rows are read, or how; quietly leaving it out would give another result.
_UNSUPPORTED = frozenset(
    ("contains_eager", "noload", "undefer_group", "with_expression", "selectin_polymorphic", "with_loader_criteria")
)


class Load(ExecutableOption):
    """A chain: `joinedload(A.bs).load_only(B.x)`."""

    def __init__(self, *entities):
        self._entities = entities
        self._path = ()
        self._steps = []

    def _copied(self):
        copied = Load(*self._entities)
        copied._path = self._path
        copied._steps = list(self._steps)
        return copied

    def _paths(self):
        return self._steps

    def _add(self, name, attributes):
        if name in _UNSUPPORTED:
            from .session import unsupported

            raise unsupported("the loader option %s()" % name, "filter or read what you need with a query of its own")
        copied = self._copied()
        if name in _EAGER:
            copied._steps.append((copied._path, "eager", (attributes[0],)))
            copied._path += (attributes[0],)
        else:
            word = _WORDS[name]
            copied._steps.append((copied._path, word, tuple(attributes)))
            if word in ("default", "lazy"):
                copied._path += (attributes[0],)
        return copied

    def options(self, *options):
        copied = self._copied()
        for option in options:
            copied._steps.extend((self._path + path, word, names) for path, word, names in option._steps)
        return copied

    def __getattr__(self, name):
        if name not in _WORDS and name not in _EAGER and name not in _UNSUPPORTED:
            raise AttributeError(name)
        return lambda *attributes, **keywords: self._add(name, attributes)


def _option(name):
    def option(*attributes, **keywords):
        made = Load()
        # Old code gives a path at once: `joinedload(A.bs, B.cs)`.
        if name in _EAGER:
            for attribute in attributes:
                made = made._add(name, (attribute,))
            return made
        return made._add(name, attributes)

    option.__name__ = name
    return option


(
    contains_eager,
    defaultload,
    defer,
    immediateload,
    joinedload,
    lazyload,
    load_only,
    noload,
    raiseload,
    selectin_polymorphic,
    selectinload,
    subqueryload,
    undefer,
    undefer_group,
    with_expression,
    with_loader_criteria,
) = [
    _option(name)
    for name in (
        "contains_eager",
        "defaultload",
        "defer",
        "immediateload",
        "joinedload",
        "lazyload",
        "load_only",
        "noload",
        "raiseload",
        "selectin_polymorphic",
        "selectinload",
        "subqueryload",
        "undefer",
        "undefer_group",
        "with_expression",
        "with_loader_criteria",
    )
]
