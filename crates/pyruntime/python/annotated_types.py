"""Light `annotated_types`: constraints that stand in `Annotated[...]`."""


class BaseMetadata:
    """A constraint with one or more named values."""

    _names = ()

    def __init__(self, *values, **named):
        for name, value in zip(self._names, values):
            setattr(self, name, value)
        for name in self._names[len(values) :]:
            setattr(self, name, named.get(name))

    def _values(self):
        return tuple(getattr(self, name) for name in self._names)

    def __repr__(self):
        inner = ", ".join("%s=%r" % pair for pair in zip(self._names, self._values()))
        return "%s(%s)" % (type(self).__name__, inner)

    def __eq__(self, other):
        return type(other) is type(self) and self._values() == other._values()

    def __hash__(self):
        return hash((type(self).__name__, self._values()))


class GroupedMetadata(BaseMetadata):
    """Several constraints under one name."""

    def __iter__(self):
        for name, value in zip(self._names, self._values()):
            kind = _KINDS.get(name)
            if value is not None and kind is not None:
                yield kind(value)


class Gt(BaseMetadata):
    _names = ("gt",)


class Ge(BaseMetadata):
    _names = ("ge",)


class Lt(BaseMetadata):
    _names = ("lt",)


class Le(BaseMetadata):
    _names = ("le",)


class MultipleOf(BaseMetadata):
    _names = ("multiple_of",)


class MinLen(BaseMetadata):
    _names = ("min_length",)


class MaxLen(BaseMetadata):
    _names = ("max_length",)


class Timezone(BaseMetadata):
    _names = ("tz",)


class Unit(BaseMetadata):
    _names = ("unit",)


class Predicate(BaseMetadata):
    _names = ("func",)


class Not(BaseMetadata):
    _names = ("func",)

    def __call__(self, value):
        return not self.func(value)


class Interval(GroupedMetadata):
    _names = ("gt", "ge", "lt", "le")


class Len(GroupedMetadata):
    _names = ("min_length", "max_length")


_KINDS = {"gt": Gt, "ge": Ge, "lt": Lt, "le": Le, "min_length": MinLen, "max_length": MaxLen}
SLOTS = {}
