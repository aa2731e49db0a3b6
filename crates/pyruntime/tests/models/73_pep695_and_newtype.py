"""TypeAliasType, NewType chains, Annotated inside Optional, unions of the same kind in the map."""

import datetime
from typing import Annotated, NewType, Optional, Union

from sqlalchemy import JSON, Integer, String, Text
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from typing_extensions import TypeAliasType

Email = NewType("Email", str)
Alias = TypeAliasType("Alias", str)
LongText = TypeAliasType("LongText", Annotated[str, "long"])
JsonScalar = Union[str, int, float, bool]
JsonValue = TypeAliasType("JsonValue", Union[str, int])


class Base(DeclarativeBase):
    type_annotation_map = {
        Email: String(255),
        Alias: String(77),
        LongText: Text,
        JsonScalar: JSON,
        JsonValue: JSON,
        Optional[datetime.date]: String(10),
    }


class Contact(Base):
    __tablename__ = "contact"

    id: Mapped[int] = mapped_column(primary_key=True)
    mail: Mapped[Email]
    alias: Mapped[Alias]
    maybe_alias: Mapped[Optional[Alias]]
    story: Mapped[LongText]
    scalar: Mapped[JsonScalar]
    value: Mapped[JsonValue]
    day: Mapped[Optional[datetime.date]]
    nested: Mapped[Annotated[Optional[str], mapped_column(String(3))]]


target_metadata = Base.metadata
