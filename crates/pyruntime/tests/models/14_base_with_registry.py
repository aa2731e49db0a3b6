"""DeclarativeBase with its own registry and metadata, and a metaclass-free base."""

from sqlalchemy import BigInteger, Integer, MetaData
from sqlalchemy.orm import DeclarativeBase, DeclarativeBaseNoMeta, Mapped, mapped_column, registry


class Base(DeclarativeBase):
    registry = registry(type_annotation_map={int: BigInteger().with_variant(Integer, "sqlite")})
    metadata = MetaData(schema=None)


class Plain(DeclarativeBaseNoMeta):
    pass


class Counter(Base):
    __tablename__ = "counter"

    id: Mapped[int] = mapped_column(primary_key=True)
    value: Mapped[int]


class Gauge(Plain):
    __tablename__ = "gauge"

    id: Mapped[int] = mapped_column(primary_key=True)
    value: Mapped[float]


target_metadata = [Base.metadata, Plain.metadata]
