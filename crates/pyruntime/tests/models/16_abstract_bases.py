"""Abstract bases, one above the other, with columns and table names."""

import datetime

from sqlalchemy import BigInteger, Column, Integer, String, func
from sqlalchemy.orm import DeclarativeBase, Mapped, declarative_base, declared_attr, mapped_column


class Base(DeclarativeBase):
    __abstract__ = True

    @declared_attr.directive
    def __tablename__(cls) -> str:
        return cls.__name__.lower() + "s"


class Model(Base):
    __abstract__ = True

    id: Mapped[int] = mapped_column(primary_key=True)
    created: Mapped[datetime.datetime] = mapped_column(default=datetime.datetime.now, server_default=func.now())


class Named(Model):
    __abstract__ = True

    name: Mapped[str] = mapped_column(String(64), unique=True)


class Team(Named):
    motto: Mapped[str | None]


class Player(Named):
    __tablename__ = "team_player"

    number: Mapped[int] = mapped_column(index=True)


class Match(Model):
    goals: Mapped[int]


ClassicBase = declarative_base(metadata=Base.metadata)


class ClassicModel(ClassicBase):
    __abstract__ = True

    pk = Column(BigInteger().with_variant(Integer, "sqlite"), primary_key=True)


class Stadium(ClassicModel):
    __tablename__ = "stadium"

    seats = Column(Integer)


target_metadata = Base.metadata
