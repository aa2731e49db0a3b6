"""column_property and deferred around Column and mapped_column; columns that are added afterwards."""

from sqlalchemy import Column, Integer, LargeBinary, String, Text
from sqlalchemy.orm import DeclarativeBase, Mapped, column_property, declarative_base, deferred, mapped_column, undefer

Base = declarative_base()


class Page(Base):
    __tablename__ = "page"

    id = Column(Integer, primary_key=True)
    title = column_property(Column("page_title", String(80), nullable=False))
    body = deferred(Column(Text))
    picture = deferred(Column(LargeBinary), group="media")


class NewBase(DeclarativeBase):
    metadata = Base.metadata


class Sheet(NewBase):
    __tablename__ = "sheet"

    id: Mapped[int] = mapped_column(primary_key=True)
    body: Mapped[str] = mapped_column(Text, deferred=True)
    draft: Mapped[bytes | None] = mapped_column(deferred_group="media", deferred_raiseload=True)
    note: Mapped[str] = deferred(mapped_column(Text))


Page.added = Column(String(3), index=True)
Sheet.added_later = mapped_column(Integer, nullable=False, server_default="1")
Page.whole = column_property(Page.title + Page.body)

target_metadata = Base.metadata
