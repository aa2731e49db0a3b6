"""Functions registered at levels of priority, and called in their order."""

import enum


class PriorityDispatchResult(enum.Enum):
    """What a function of a `PriorityDispatcher` wants to come after it."""

    CONTINUE = enum.auto()
    STOP = enum.auto()


class DispatchPriority(enum.IntEnum):
    """The three levels, the first to be called first."""

    FIRST = 50
    MEDIUM = 25
    LAST = 10


class PriorityDispatcher:
    """Lists of functions by target, dialect and priority."""

    def __init__(self):
        self._registry = {}

    def dispatch_for(self, target, *, priority=DispatchPriority.MEDIUM, qualifier="default", subgroup=None):
        def decorate(fn):
            self._registry.setdefault((target, qualifier, priority), []).append((fn, subgroup))
            return fn

        return decorate

    def dispatch(self, target, *, qualifier="default"):
        """Returns a function that calls all of a target; one that stops its subgroup ends that alone."""
        qualifiers = ("default",) if qualifier == "default" else (qualifier, "default")

        def go(*arg, **kw):
            results = {}
            for priority in DispatchPriority:
                for each in qualifiers:
                    for fn, subgroup in self._registry.get((target, each, priority), ()):
                        if results.get(subgroup) is not PriorityDispatchResult.STOP:
                            results[subgroup] = fn(*arg, **kw)

        return go

    def branch(self):
        copy = PriorityDispatcher()
        copy.populate_with(self)
        return copy

    def populate_with(self, other):
        for key, functions in other._registry.items():
            self._registry.setdefault(key, []).extend(functions)
