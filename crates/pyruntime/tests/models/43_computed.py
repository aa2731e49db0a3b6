"""Computed columns: stored and virtual, from text and expressions."""

from sqlalchemy import Column, Computed, Integer, MetaData, Numeric, String, Table, Text, func
from sqlalchemy.dialects.postgresql import TSVECTOR
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class Base(DeclarativeBase):
    pass


class Square(Base):
    __tablename__ = "square"
    id: Mapped[int] = mapped_column(primary_key=True)
    side: Mapped[int]
    area: Mapped[int] = mapped_column(Computed("side * side", persisted=True))
    perimeter: Mapped[int | None] = mapped_column(Computed("4 * side", persisted=True))
    title: Mapped[str] = mapped_column(Text)
    words = mapped_column(
        Text().with_variant(TSVECTOR(), "postgresql"),
        Computed("to_tsvector('english', coalesce(title, ''))", persisted=True),
    )
    shout: Mapped[str] = mapped_column(String(20), Computed(func.upper(title), persisted=True))
    total = Column(Numeric(10, 2), Computed("side * 1.5", persisted=True), nullable=False)


plain = MetaData()
Table("unsaid", plain, Column("a", Integer), Column("b", Integer, Computed("a + 1")))

target_metadata = [Base.metadata, plain]
