"""Typed bases: Generic mixins, __init_subclass__, class variables, methods, slots for type checkers."""

from typing import TYPE_CHECKING, Any, ClassVar, Generic, TypeVar

from sqlalchemy import ForeignKey, Integer, String
from sqlalchemy.orm import DeclarativeBase, Mapped, MappedColumn, declared_attr, mapped_column, relationship

T = TypeVar("T")


class Base(DeclarativeBase):
    __abstract__ = True
    registered: ClassVar[list[str]] = []
    hidden: Any = None

    def __init_subclass__(cls, tag: str = "none", **kw):
        cls.tag = tag
        super().__init_subclass__(**kw)

    @declared_attr.directive
    def __tablename__(cls) -> str:
        return "app_" + cls.__name__.lower()

    def as_dict(self):
        return {column.name: getattr(self, column.name) for column in self.__table__.columns}


class HasKey(Generic[T]):
    if TYPE_CHECKING:
        id: Mapped[T]


class IntegerKey(HasKey[int]):
    id: Mapped[int] = mapped_column(primary_key=True)


class Author(IntegerKey, Base, tag="people"):
    repr_columns: ClassVar = ("name",)
    __allow_unmapped__ = True
    name: Mapped[str] = mapped_column(String(30))
    cached: int = 3
    plain_note = "not a column"

    def books_of(self, year: int) -> list["Book"]:
        return []


class Book(IntegerKey, Base):
    title: Mapped[str]
    author_id: MappedColumn[int] = mapped_column(Integer, ForeignKey("app_author.id"))
    author: Mapped["Author"] = relationship(lazy="raise")


target_metadata = Base.metadata
