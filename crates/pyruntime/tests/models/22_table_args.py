"""__table_args__ as a tuple, a dictionary, a tuple that ends in one, a mixin's, and None."""

from sqlalchemy import CheckConstraint, Column, ForeignKeyConstraint, Index, Integer, PrimaryKeyConstraint, String
from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import DeclarativeBase, Mapped, declared_attr, mapped_column


class Base(DeclarativeBase):
    pass


class AsTuple(Base):
    __tablename__ = "as_tuple"
    __table_args__ = (UniqueConstraint("a", "b"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    a: Mapped[int]
    b: Mapped[int]


class AsDictionary(Base):
    __tablename__ = "as_dictionary"
    __table_args__ = {"comment": "a dictionary", "sqlite_autoincrement": True, "info": {"seen": True}}
    id: Mapped[int] = mapped_column(primary_key=True)


class Both(Base):
    __tablename__ = "both"
    __table_args__ = (
        PrimaryKeyConstraint("x", "y", name="both_pkey"),
        ForeignKeyConstraint(["x"], ["as_tuple.id"], name="both_x", ondelete="CASCADE"),
        CheckConstraint("x > y", name="ordered"),
        Index("ix_both_y", "y", unique=True),
        {"prefixes": ["TEMPORARY"], "extend_existing": True},
    )
    x: Mapped[int]
    y: Mapped[int]


class ArgsMixin:
    @declared_attr.directive
    def __table_args__(cls):
        return (Index(None, "word"), {"sqlite_with_rowid": False})


class FromMixin(ArgsMixin, Base):
    __tablename__ = "from_mixin"
    id = Column(Integer, primary_key=True)
    word = Column(String(5))


class Nothing(Base):
    __tablename__ = "nothing"
    __table_args__ = ()
    id: Mapped[int] = mapped_column(primary_key=True)


class Later(Base):
    __tablename__ = "later"
    id: Mapped[int] = mapped_column(primary_key=True)
    score: Mapped[int] = mapped_column()
    name: Mapped[str] = mapped_column(String(9))
    __table_args__ = (Index("ix_later_score", score.desc()), UniqueConstraint(name, score), CheckConstraint(score > 0))


target_metadata = Base.metadata
