"""type_annotation_map: builtins, Annotated, NewType, Optional members, dict and list."""

import datetime
from decimal import Decimal
from typing import Annotated, Any, NewType, Optional

from sqlalchemy import BIGINT, JSON, TIMESTAMP, BigInteger, Numeric, String, Text
from sqlalchemy.dialects import postgresql
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

str_30 = Annotated[str, 30]
str_50 = Annotated[str, 50]
price = Annotated[Decimal, "price"]
UserId = NewType("UserId", int)


class Base(DeclarativeBase):
    type_annotation_map = {
        int: BIGINT,
        datetime.datetime: TIMESTAMP(timezone=True),
        str: String().with_variant(Text(), "postgresql"),
        str_30: String(30),
        str_50: String(50),
        price: Numeric(14, 4),
        UserId: BigInteger,
        dict[str, Any]: JSON,
        list[str]: JSON().with_variant(postgresql.ARRAY(String), "postgresql"),
    }


class Product(Base):
    __tablename__ = "product"

    id: Mapped[int] = mapped_column(primary_key=True)
    owner: Mapped[UserId]
    made: Mapped[datetime.datetime]
    title: Mapped[str]
    short: Mapped[str_30]
    longer: Mapped[Optional[str_50]]
    cost: Mapped[price]
    features: Mapped[dict[str, Any]]
    tags: Mapped[list[str]]
    maybe_tags: Mapped[Optional[list[str]]]
    plain_decimal: Mapped[Decimal]


target_metadata = Base.metadata
