"""Index over expressions: functions, casts, operators, order, JSON, collation, text."""

from sqlalchemy import Column, Date, DateTime, Index, Integer, MetaData, String, Table, cast, column, desc, func, text
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

metadata = MetaData()


class Base(DeclarativeBase):
    metadata = metadata


class Visit(Base):
    __tablename__ = "visit"
    __table_args__ = (
        Index("ix_visit_lower", func.lower("name")),
        Index("ix_visit_text", text("lower(name)")),
        Index("ix_visit_desc", text("id DESC"), "name"),
        Index("ix_visit_column_desc", desc("at")),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(30))
    at = Column(DateTime)
    number: Mapped[int]
    first: Mapped[str | None]
    last: Mapped[str | None]


Index("ix_visit_first_lower", func.lower(Visit.first), unique=True)
Index("ix_visit_name", func.lower(Visit.name))
Index("ix_visit_coalesce", func.coalesce(Visit.first, "none"), Visit.number.desc())
Index("ix_visit_nulls", Visit.number.desc().nulls_last(), Visit.first.asc().nulls_first())
Index("ix_visit_cast", cast(Visit.at, Date))
Index("ix_visit_sum", Visit.number + Visit.id)
Index("ix_visit_mod", Visit.number % 10)
Index("ix_visit_concat", Visit.first + " " + Visit.last)
Index("ix_visit_collate", Visit.name.collate("C"))
Index("ix_visit_compare", Visit.number > 5)
Index(None, func.upper(Visit.last))
Index("ix_visit_extract", func.date_part("year", Visit.at))
Index("ix_visit_two", func.substr(Visit.name, 1, 3), Visit.last)

other = Table("other", metadata, Column("a", Integer), Column("b", Integer), Index("ix_other", column("a"), "b"))

target_metadata = metadata
