"""Naming conventions with tokens of one's own, long names that are cut, conv()."""

import hashlib

from sqlalchemy import CheckConstraint, Column, ForeignKey, Integer, MetaData, String, Table, UniqueConstraint
from sqlalchemy.schema import conv


def fk_guid(constraint, table):
    text = ";".join([table.name] + [element.target_fullname for element in constraint.elements] + constraint.column_keys)
    return hashlib.sha1(text.encode()).hexdigest()[:12]


def all_columns(constraint, table):
    return "_".join(column.name for column in constraint.columns)


metadata = MetaData(
    naming_convention={
        "fk_guid": fk_guid,
        "all_columns": all_columns,
        "ix": "ix_%(all_columns)s",
        "uq": "uq_%(table_name)s_%(all_columns)s",
        "fk": "fk_%(fk_guid)s",
        "pk": "pk_%(table_name)s_%(all_columns)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
    }
)
Table(
    "warehouse",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", String(20), unique=True, index=True),
    Column("city", String(20)),
    UniqueConstraint("city", "name"),
    CheckConstraint("length(city) > 2", name=conv("final_check")),
    CheckConstraint("length(name) > 2", name="named_check"),
)
Table(
    "a_table_with_a_name_that_is_long_enough_to_make_trouble",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("the_warehouse_that_this_belongs_to", ForeignKey("warehouse.id"), index=True),
    Column("another_column_of_considerable_length", Integer, unique=True),
)

target_metadata = metadata
