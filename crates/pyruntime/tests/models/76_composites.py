"""composite() over columns of the class, over columns of its own, and over a dataclass's fields."""

import dataclasses

from sqlalchemy import Integer, String
from sqlalchemy.orm import DeclarativeBase, Mapped, composite, mapped_column


@dataclasses.dataclass
class Point:
    x: int
    y: int


@dataclasses.dataclass
class Address:
    street: str
    city: str | None
    zip_code: int


class Base(DeclarativeBase):
    pass


class Vertex(Base):
    __tablename__ = "vertex"

    id: Mapped[int] = mapped_column(primary_key=True)
    start: Mapped[Point] = composite(mapped_column("x1"), mapped_column("y1"))
    end: Mapped[Point] = composite(mapped_column("x2", Integer), mapped_column("y2", Integer, nullable=True))
    label: Mapped[str] = mapped_column(String(5))
    a: Mapped[int]
    b: Mapped[int]
    by_name: Mapped[Point] = composite("a", "b")


class House(Base):
    __tablename__ = "house"

    id: Mapped[int] = mapped_column(primary_key=True)
    address: Mapped[Address] = composite()
    billing: Mapped[Address] = composite(
        Address, mapped_column("b_street", String(40)), mapped_column("b_city"), mapped_column("b_zip")
    )


target_metadata = Base.metadata
