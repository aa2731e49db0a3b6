"""Naming conventions with every token: keys, labels, N-tokens, referred columns, classes as keys."""

from sqlalchemy import (
    CheckConstraint,
    Column,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    MetaData,
    PrimaryKeyConstraint,
    String,
    Table,
    UniqueConstraint,
)

first = MetaData(
    naming_convention={
        "ix": "ix__%(table_name)s__%(column_0N_name)s",
        "uq": "uq__%(table_name)s__%(column_0_N_name)s",
        "fk": "fk__%(table_name)s__%(column_0_N_key)s__%(referred_table_name)s__%(referred_column_0_N_name)s",
        "pk": "pk__%(table_name)s__%(column_0_key)s__%(column_1_name)s",
        "ck": "ck__%(constraint_name)s",
    }
)
Table(
    "pair",
    first,
    Column("One", Integer, primary_key=True, key="one", autoincrement=False),
    Column("two", String(3), primary_key=True),
    Column("three", Integer),
    CheckConstraint("three > 1", name="big_three"),
    UniqueConstraint("two", "three"),
    Index(None, "two", "three"),
)
Table(
    "user",
    first,
    Column("id", Integer, primary_key=True),
    Column("pair_one", Integer, key="po"),
    Column("pair_two", String(3), key="pt"),
    PrimaryKeyConstraint("id", "po"),
    ForeignKeyConstraint(["po", "pt"], ["pair.one", "pair.two"]),
)

second = MetaData(
    naming_convention={
        Index: "idx_%(column_0_N_label)s",
        UniqueConstraint: "unq_%(column_0N_label)s",
        ForeignKeyConstraint: "fkey_%(column_0_label)s_%(referred_column_0_name)s",
        PrimaryKeyConstraint: "%(table_name)s_key",
        "ck": "chk_%(table_name)s_%(column_0_name)s",
    }
)
Table(
    "Item",
    second,
    Column("id", Integer, primary_key=True),
    Column("Sort", Integer, index=True),
    Column("item_id", Integer, ForeignKey("Item.id"), unique=True),
    Column("price", Integer),
    Index(None, "Sort", "price", unique=True),
)
priced = Table("priced", second, Column("sort", Integer), Column("price", Integer))
priced.append_constraint(CheckConstraint(priced.c.price > 3))
priced.append_constraint(UniqueConstraint(priced.c.sort, priced.c.price))

target_metadata = [first, second]
