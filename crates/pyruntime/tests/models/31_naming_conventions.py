"""A naming convention for every kind, with the usual tokens."""

from sqlalchemy import CheckConstraint, Column, Enum, ForeignKey, Index, Integer, MetaData, String, UniqueConstraint
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class Base(DeclarativeBase):
    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(column_0_label)s",
            "uq": "uq_%(table_name)s_%(column_0_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


class Parent(Base):
    __tablename__ = "parent"
    __table_args__ = (
        UniqueConstraint("code", "name"),
        UniqueConstraint("name", name="my_own_name"),
        CheckConstraint("number > 0", name="positive"),
        Index(None, "number", "code"),
        Index("own_index", "code"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(5), unique=True)
    name: Mapped[str] = mapped_column(index=True)
    number: Mapped[int] = mapped_column(unique=True, index=True)
    kind = Column(Enum("a", "b", name="kind", native_enum=False, create_constraint=True))


class Child(Base):
    __tablename__ = "child"
    id = Column(Integer, primary_key=True)
    parent_id = Column(Integer, ForeignKey("parent.id"), index=True)
    other_id = Column(Integer, ForeignKey("parent.id", name="own_fk"))


target_metadata = Base.metadata
