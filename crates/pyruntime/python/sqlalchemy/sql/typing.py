"""Names that only annotations use."""


class _Any:
    """Stands for a type in annotations, with or without brackets."""

    def __getitem__(self, item):
        return self

    def __or__(self, other):
        return self

    __ror__ = __or__

    def __call__(self, value=None):
        return value


ColumnExpressionArgument = _Any()


class CacheKey:
    pass


class TypeClause:
    def __init__(self, type_):
        self.type = type_


def NotNullable(value):
    return value


def Nullable(value):
    return value
