"""Loader options: kept by queries, which come with a later version."""


class Load:
    def __init__(self, *entities):
        self._steps = [("Load", entities)]

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)

        def step(*arguments, **keywords):
            self._steps.append((name, arguments))
            return self

        return step


def _option(name):
    def option(*arguments, **keywords):
        made = Load()
        made._steps = [(name, arguments)]
        return made

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
