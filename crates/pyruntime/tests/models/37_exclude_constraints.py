"""PostgreSQL's ExcludeConstraint in several forms."""

from sqlalchemy import Column, DateTime, Integer, MetaData, String, Table, func, literal_column, text
from sqlalchemy.dialects.postgresql import INT4RANGE, TSRANGE, ExcludeConstraint
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

EMPTY_ON_SQLITE = String(30)


class Base(DeclarativeBase):
    pass


class Booking(Base):
    __tablename__ = "booking"

    id: Mapped[int] = mapped_column(primary_key=True)
    room: Mapped[int]
    during = mapped_column(EMPTY_ON_SQLITE.with_variant(TSRANGE(), "postgresql"))
    status: Mapped[str] = mapped_column(String(10))
    seats = mapped_column(EMPTY_ON_SQLITE.with_variant(INT4RANGE(), "postgresql"))


class BookingRules(Base):
    __tablename__ = "booking_rules"
    __table_args__ = (
        ExcludeConstraint(("room", "="), ("during", "&&"), name="no_overlap"),
        ExcludeConstraint((Column("seats"), "&&"), using="gist", name="no_seats", where=text("status = 'taken'")),
        ExcludeConstraint(
            (func.lower(text("status")), "="),
            (literal_column("tsrange(starts, ends, '[)')"), "&&"),
            using="gist",
            name="by_expression",
            where=Column("room") > 4,
            deferrable=True,
            initially="DEFERRED",
        ),
        ExcludeConstraint(("room", "="), ops={"room": "gist_int4_ops"}, name="with_ops"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    room: Mapped[int]
    starts = mapped_column(DateTime)
    ends = mapped_column(DateTime)
    during = mapped_column(EMPTY_ON_SQLITE.with_variant(TSRANGE(), "postgresql"))
    status: Mapped[str] = mapped_column(String(10))
    seats = mapped_column(EMPTY_ON_SQLITE.with_variant(INT4RANGE(), "postgresql"))


only_dialect = "postgresql"
target_metadata = Base.metadata
