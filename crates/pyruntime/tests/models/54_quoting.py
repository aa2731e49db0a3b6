"""Names that need quotes: reserved, mixed case, spaces, quoted_name, long ones."""

from sqlalchemy import Column, ForeignKey, Index, Integer, MetaData, String, Table, UniqueConstraint
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from sqlalchemy.sql import quoted_name


class Base(DeclarativeBase):
    pass


class Select(Base):
    __tablename__ = "select"
    id: Mapped[int] = mapped_column(primary_key=True)
    order: Mapped[int] = mapped_column("order", index=True)
    from_: Mapped[str] = mapped_column("from", String(5), unique=True)
    CamelCase: Mapped[int]
    with_space: Mapped[int] = mapped_column("with space")
    percent: Mapped[int] = mapped_column("per%cent")
    dotted: Mapped[int] = mapped_column("a.b")
    _private: Mapped[int] = mapped_column(index=True)
    unquoted: Mapped[int] = mapped_column(quoted_name("Forced", quote=False))
    quoted: Mapped[int] = mapped_column(quoted_name("lower", quote=True))


metadata = Base.metadata
Table(
    "CamelTable",
    metadata,
    Column("Id", Integer, primary_key=True),
    Column("ref", ForeignKey("select.id")),
    Column("quoted", Integer, quote=True),
    UniqueConstraint("Id", "ref", name="Unique Name"),
    Index("Mixed_Index", "ref"),
)
Table("forced", metadata, Column("id", Integer, primary_key=True), quote=True)
Table("q" * 60, metadata, Column("c" * 40, Integer, index=True), Column("d" * 40, Integer, unique=True))

target_metadata = metadata
