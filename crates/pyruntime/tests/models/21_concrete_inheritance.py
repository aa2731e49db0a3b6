"""Concrete inheritance: ConcreteBase, AbstractConcreteBase, and by hand."""

from sqlalchemy import Integer, String
from sqlalchemy.ext.declarative import AbstractConcreteBase, ConcreteBase
from sqlalchemy.orm import DeclarativeBase, Mapped, configure_mappers, mapped_column


class Base(DeclarativeBase):
    pass


class Document(ConcreteBase, Base):
    __tablename__ = "document"
    id = mapped_column(Integer, primary_key=True)
    title = mapped_column(String(50))
    __mapper_args__ = {"polymorphic_identity": "document", "concrete": True}


class Letter(Document):
    __tablename__ = "letter"
    id = mapped_column(Integer, primary_key=True)
    title = mapped_column(String(50))
    stamp = mapped_column(String(40))
    __mapper_args__ = {"polymorphic_identity": "letter", "concrete": True}


class Medium(AbstractConcreteBase, Base):
    strict_attrs = True
    name = mapped_column(String(30))


class Film(Medium):
    __tablename__ = "film"
    id: Mapped[int] = mapped_column(primary_key=True)
    minutes: Mapped[int]
    __mapper_args__ = {"polymorphic_identity": "film", "concrete": True}


class Plain(Base):
    __tablename__ = "plain"
    id: Mapped[int] = mapped_column(primary_key=True)
    note: Mapped[str]


class PlainChild(Plain):
    __tablename__ = "plain_child"
    id: Mapped[int] = mapped_column(primary_key=True)
    extra: Mapped[str]
    __mapper_args__ = {"concrete": True}


configure_mappers()
target_metadata = Base.metadata
