"""DeclarativeBase with plain annotations."""

import datetime
import decimal
import uuid

from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class Base(DeclarativeBase):
    pass


class Invoice(Base):
    __tablename__ = "invoice"

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[str]
    paid: Mapped[bool]
    weight: Mapped[float]
    amount: Mapped[decimal.Decimal]
    scan: Mapped[bytes]
    due: Mapped[datetime.date]
    printed_at: Mapped[datetime.datetime]
    opens_at: Mapped[datetime.time]
    reminder_after: Mapped[datetime.timedelta]
    token: Mapped[uuid.UUID]


target_metadata = Base.metadata
