"""`from __future__ import annotations`: every annotation is text."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Annotated, Optional

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship

if TYPE_CHECKING:
    from shop.models import Voucher

short = Annotated[str, mapped_column(String(12))]


class Base(DeclarativeBase):
    pass


class Order(Base):
    __tablename__ = "order"

    id: Mapped[int] = mapped_column(primary_key=True)
    reference: Mapped[short]
    note: Mapped[str | None]
    alias: Mapped[Optional[short]]
    placed: Mapped[dt.datetime]
    lines: Mapped[list[OrderLine]] = relationship(back_populates="order")
    vouchers: Mapped[list[Voucher]] = relationship(viewonly=True)


class OrderLine(Base):
    __tablename__ = "order_line"

    id: Mapped[int] = mapped_column(primary_key=True)
    order_id: Mapped[int] = mapped_column(ForeignKey("order.id"))
    order: Mapped[Order] = relationship(back_populates="lines")


target_metadata = Base.metadata
