"""Names that are imported for type checkers only, in relationships and beside them."""

from typing import TYPE_CHECKING, List, Optional

from sqlalchemy import ForeignKey
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship

if TYPE_CHECKING:
    from app.models.city import City
    from app.models.street import Street


class Base(DeclarativeBase):
    pass


class House(Base):
    __tablename__ = "house"

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped["int"]
    street_id: Mapped[Optional[int]] = mapped_column(ForeignKey("street.id"))
    street: Mapped[Optional["Street"]] = relationship()
    city: Mapped["City"] = relationship(secondary="street", viewonly=True)
    neighbours: Mapped[List["House"]] = relationship(viewonly=True)


class StreetTable(Base):
    __tablename__ = "street"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped["str | None"]


target_metadata = Base.metadata
