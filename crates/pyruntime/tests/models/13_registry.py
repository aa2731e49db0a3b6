"""A registry of one's own: generate_base, mapped, type_annotation_map."""

from sqlalchemy import Column, Integer, MetaData, String, Unicode
from sqlalchemy.orm import Mapped, mapped_column, registry

metadata = MetaData()
mapper_registry = registry(metadata=metadata, type_annotation_map={str: Unicode(80)})
Base = mapper_registry.generate_base()


class Car(Base):
    __tablename__ = "car"

    id: Mapped[int] = mapped_column(primary_key=True)
    plate: Mapped[str]


@mapper_registry.mapped
class Wheel:
    __tablename__ = "wheel"

    id = Column(Integer, primary_key=True)
    size = Column(String(5))
    brand: Mapped[str]


@mapper_registry.as_declarative_base()
class Root:
    id: Mapped[int] = mapped_column(primary_key=True)


class Engine(Root):
    __tablename__ = "engine"

    power: Mapped[int]


target_metadata = metadata
