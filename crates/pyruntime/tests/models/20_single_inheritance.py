"""Single-table inheritance: columns of subclasses, use_existing_column, shared columns by declared_attr."""

import enum

from sqlalchemy import Column, Enum, ForeignKey, Integer, String
from sqlalchemy.orm import DeclarativeBase, Mapped, declared_attr, mapped_column, relationship


class Base(DeclarativeBase):
    pass


class PetKind(enum.Enum):
    pet = "pet"
    fish = "fish"
    bird = "bird"


class Tank(Base):
    __tablename__ = "tank"
    id: Mapped[int] = mapped_column(primary_key=True)


class Pet(Base):
    __tablename__ = "pet"
    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[PetKind] = mapped_column(Enum(PetKind, name="pet_kind"))
    __mapper_args__ = {"polymorphic_on": kind, "polymorphic_identity": PetKind.pet}


class Fish(Pet):
    tank_id: Mapped[int] = mapped_column(ForeignKey("tank.id"), nullable=True)
    tank: Mapped[Tank] = relationship()
    length: Mapped[int] = mapped_column(nullable=True, use_existing_column=True)
    __mapper_args__ = {"polymorphic_identity": PetKind.fish}


class Bird(Pet):
    length: Mapped[int] = mapped_column(nullable=True, use_existing_column=True)
    song = Column(String(40), index=True)

    @declared_attr
    def wings(cls):
        return Pet.__table__.c.get("wings", Column(Integer))

    __mapper_args__ = {"polymorphic_identity": PetKind.bird}


target_metadata = Base.metadata
