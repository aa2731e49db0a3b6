"""Imperative mapping of plain classes onto tables."""

import dataclasses

from sqlalchemy import Column, ForeignKey, Integer, MetaData, String, Table, func, select
from sqlalchemy.orm import backref, column_property, registry, relationship

mapper_registry = registry()
metadata_obj = mapper_registry.metadata

user_table = Table(
    "user",
    metadata_obj,
    Column("id", Integer, primary_key=True),
    Column("name", String(50)),
    Column("fullname", String(50), key="full"),
)
address = Table(
    "address",
    mapper_registry.metadata,
    Column("id", Integer, primary_key=True),
    Column("user_id", Integer, ForeignKey("user.id")),
    Column("email_address", String(50), unique=True),
)


class User:
    pass


@dataclasses.dataclass
class Address:
    id: int
    user_id: int
    email_address: str


class Manager(User):
    pass


mapper_registry.map_imperatively(
    User,
    user_table,
    properties={
        "addresses": relationship(Address, backref=backref("user"), order_by=address.c.id),
        "identifier": user_table.c.id,
        "shouted": column_property(func.upper(user_table.c.name)),
    },
    polymorphic_on=user_table.c.name,
    polymorphic_identity="user",
)
mapper_registry.map_imperatively(Address, address)
mapper_registry.map_imperatively(Manager, inherits=User, polymorphic_identity="manager")
assert select(User).where(User.name == "x") is not None

target_metadata = metadata_obj
