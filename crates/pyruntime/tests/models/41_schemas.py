"""Schemas: of the metadata, of tables, of foreign keys, of types and sequences, BLANK_SCHEMA, quoted."""

import enum

from sqlalchemy import BLANK_SCHEMA, Column, Enum, ForeignKey, Index, Integer, MetaData, Sequence, String, Table
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class Kind(enum.Enum):
    x = 1
    y = 2


class Base(DeclarativeBase):
    metadata = MetaData(schema="crm")


class Client(Base):
    __tablename__ = "client"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(index=True, unique=True)
    kind: Mapped[Kind]
    other_kind: Mapped[Kind] = mapped_column(Enum(Kind, name="other_kind", schema="types"))
    inherited: Mapped[Kind] = mapped_column(Enum(Kind, name="inherited_kind", inherit_schema=True))


class Deal(Base):
    __tablename__ = "deal"
    __table_args__ = (Index("ix_deal", "client_id"), {"schema": "sales", "comment": "deals"})
    id: Mapped[int] = mapped_column(primary_key=True)
    client_id: Mapped[int] = mapped_column(ForeignKey("crm.client.id"))
    by_class: Mapped[int] = mapped_column(ForeignKey(Client.id))


class Note(Base):
    __tablename__ = "note"
    __table_args__ = {"schema": "Sales Notes"}
    id: Mapped[int] = mapped_column(primary_key=True)
    deal_id: Mapped[int] = mapped_column(ForeignKey("sales.deal.id"))


blank = Table("blank", Base.metadata, Column("id", Integer, primary_key=True), schema=BLANK_SCHEMA)
plain = MetaData()
Table("numbered", plain, Column("id", Integer, Sequence("seq", schema="crm"), primary_key=True), schema="Upper")
Table("copy_me", plain, Column("id", Integer, primary_key=True), Column("up", ForeignKey("Upper.numbered.id")))
copied = MetaData()


def same_schema(table, to_schema, constraint, referred_schema):
    return to_schema


for table in plain.sorted_tables:
    table.to_metadata(copied, schema="tenant", referred_schema_fn=same_schema)

target_metadata = [Base.metadata, plain, copied]
