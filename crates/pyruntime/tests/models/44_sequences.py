"""Sequences: of a column, of the metadata, as a server default, with options."""

from sqlalchemy import BigInteger, Column, Integer, MetaData, Sequence, Table, text
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

metadata = MetaData()
order_number = Sequence("order_number", start=1000, increment=5, metadata=metadata)
typed = Sequence("typed_seq", data_type=BigInteger, minvalue=1, maxvalue=99, cycle=True, cache=20, metadata=metadata)


class Base(DeclarativeBase):
    metadata = metadata


class Order(Base):
    __tablename__ = "order"
    id: Mapped[int] = mapped_column(Sequence("order_id_seq"), primary_key=True)
    number: Mapped[int] = mapped_column(order_number, server_default=order_number.next_value())
    written: Mapped[int] = mapped_column(server_default=text("nextval('typed_seq')"))


Table("by_column", metadata, Column("id", Integer, Sequence("Mixed Case", start=3), primary_key=True))
Table("optional", metadata, Column("id", Integer, Sequence("opt_seq", optional=True), primary_key=True))

only_dialect = "postgresql"
target_metadata = metadata
