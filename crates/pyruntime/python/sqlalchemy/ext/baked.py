"""Baked queries: importable; using one comes later."""

from sqlalchemy._lazy import not_yet


def bakery(*arguments, **keywords):
    raise not_yet("sqlalchemy.ext.baked")


class BakedQuery:
    def __init__(self, *arguments, **keywords):
        raise not_yet("BakedQuery")
