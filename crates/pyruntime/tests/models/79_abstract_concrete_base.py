"""AbstractConcreteBase: no table, unless the base names the tables of all classes."""

import sqlalchemy as sa
from sqlalchemy.ext.declarative import AbstractConcreteBase
from sqlalchemy.orm import DeclarativeBase, Mapped, declared_attr, mapped_column

metadata = sa.MetaData()


class Named(DeclarativeBase):
    metadata = metadata

    @declared_attr.directive
    def __tablename__(cls):
        return cls.__name__.lower()


class Paper(AbstractConcreteBase, Named):
    strict_attrs = True
    id: Mapped[int] = mapped_column(primary_key=True)
    title = mapped_column(sa.String(30), index=True)


class Letter(Paper):
    sender: Mapped[str]
    __mapper_args__ = {"polymorphic_identity": "letter", "concrete": True}


class Plain(DeclarativeBase):
    metadata = metadata


class Shape(AbstractConcreteBase, Plain):
    id: Mapped[int] = mapped_column(primary_key=True)


class Circle(Shape):
    __tablename__ = "circle"
    radius: Mapped[float]
    __mapper_args__ = {"polymorphic_identity": "circle", "concrete": True}


target_metadata = metadata
