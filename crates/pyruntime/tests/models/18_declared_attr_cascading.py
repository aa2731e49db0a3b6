"""declared_attr.cascading: each class of a joined hierarchy gets its own column."""

from sqlalchemy import Column, ForeignKey, Integer, String
from sqlalchemy.orm import DeclarativeBase, Mapped, declared_attr, has_inherited_table, mapped_column


class Base(DeclarativeBase):
    pass


class HasId:
    @declared_attr.cascading
    def id(cls) -> Mapped[int]:
        if has_inherited_table(cls):
            return mapped_column(ForeignKey("vehicle.id"), primary_key=True)
        return mapped_column(Integer, primary_key=True)

    @declared_attr.directive
    def __tablename__(cls) -> str:
        return cls.__name__.lower()


class Vehicle(HasId, Base):
    kind: Mapped[str] = mapped_column(String(20))

    @declared_attr.directive
    def __mapper_args__(cls):
        if cls.__name__ == "Vehicle":
            return {"polymorphic_on": "kind", "polymorphic_identity": "vehicle"}
        return {"polymorphic_identity": cls.__name__.lower()}


class Bicycle(Vehicle):
    gears: Mapped[int]


class Truck(Vehicle):
    load = Column(Integer)


target_metadata = Base.metadata
