"""UserDefinedType with and without arguments, and types whose SQL @compiles writes."""

from sqlalchemy import Column, Integer, MetaData, String, Table
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.types import TypeEngine, UserDefinedType


class Money(UserDefinedType):
    cache_ok = True

    def get_col_spec(self, **kw):
        return "MONEY"


class Vector(UserDefinedType):
    cache_ok = True

    def __init__(self, size=3):
        self.size = size

    def get_col_spec(self, **kw):
        return "VECTOR(%d)" % self.size


class OldStyle(UserDefinedType):
    def get_col_spec(self):
        return "OLDSTYLE"


class Ltree(TypeEngine):
    cache_ok = True


@compiles(Ltree)
def write_ltree(element, compiler, **kw):
    return "LTREE"


class Tiny(Integer):
    pass


@compiles(Tiny, "postgresql")
def tiny_on_postgresql(element, compiler, **kw):
    return "INT2"


class Exact(String):
    pass


@compiles(Exact, "sqlite")
def exact_on_sqlite(element, compiler, **kw):
    return "TEXT COLLATE BINARY"


metadata = MetaData()
Table(
    "own_types",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("price", Money),
    Column("place", Vector(5), nullable=False),
    Column("default_place", Vector()),
    Column("old", OldStyle()),
    Column("path", Ltree()),
    Column("tiny", Tiny()),
    Column("exact", Exact(8)),
    Column("varied", Money().with_variant(String(9), "sqlite")),
)

target_metadata = metadata
