"""Hybrid properties and methods, comparators, column properties and plain properties beside columns."""

from sqlalchemy import ForeignKey, Index, String, case, func, select
from sqlalchemy.ext.hybrid import Comparator, hybrid_method, hybrid_property
from sqlalchemy.orm import DeclarativeBase, Mapped, column_property, composite, mapped_column, relationship, synonym


class Base(DeclarativeBase):
    pass


class CaseInsensitive(Comparator):
    def __eq__(self, other):
        return func.lower(self.__clause_element__()) == func.lower(other)


class Point:
    def __init__(self, x, y):
        self.x = x
        self.y = y

    def __composite_values__(self):
        return self.x, self.y


class Account(Base):
    __tablename__ = "account"

    id: Mapped[int] = mapped_column(primary_key=True)
    first: Mapped[str] = mapped_column(String(20))
    last: Mapped[str] = mapped_column(String(20))
    _secret: Mapped[str] = mapped_column("secret", String(64))
    start: Mapped[int] = mapped_column()
    end: Mapped[int]
    x: Mapped[int]
    y: Mapped[int]
    point = composite(Point, "x", "y")
    surname = synonym("last")
    full_name = column_property(first + " " + last)
    score = column_property(case((start > 0, 1), else_=0))

    @hybrid_property
    def length(self):
        return self.end - self.start

    @length.inplace.expression
    @classmethod
    def _length_expression(cls):
        return func.abs(cls.end - cls.start)

    @hybrid_property
    def secret(self):
        return self._secret

    @secret.setter
    def secret(self, value):
        self._secret = value

    @hybrid_property
    def name_insensitive(self):
        return self.first.lower()

    @name_insensitive.comparator
    def name_insensitive(cls):
        return CaseInsensitive(cls.first)

    @hybrid_method
    def contains(self, number):
        return (self.start <= number) & (number < self.end)

    @property
    def label(self):
        return self.first.upper()


class Entry(Base):
    __tablename__ = "entry"
    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    account: Mapped[Account] = relationship()


Account.entry_count = column_property(
    select(func.count(Entry.id)).where(Entry.account_id == Account.id).correlate_except(Entry).scalar_subquery()
)
Index("ix_account_length", Account.length)

target_metadata = Base.metadata
