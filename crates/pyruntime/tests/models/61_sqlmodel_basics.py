"""SQLModel: types of fields, optional ones, defaults, indexes, names."""

import datetime
import decimal
import enum
import uuid
from typing import Optional

from sqlmodel import Field, SQLModel


class Kind(str, enum.Enum):
    good = "Good"
    evil = "Evil"


class Hero(SQLModel, table=True):
    id: Optional[int] = Field(default=None, primary_key=True)
    name: str = Field(index=True)
    secret_name: str
    age: Optional[int] = Field(default=None, index=True)
    email: str = Field(unique=True, max_length=120)
    is_active: bool = True
    rating: float = 1.5
    kind: Kind = Kind.good
    maybe_kind: Kind | None = None
    token: uuid.UUID = Field(default_factory=uuid.uuid4)
    born: datetime.date | None = None
    created: datetime.datetime = Field(default_factory=datetime.datetime.now)
    wakes: datetime.time
    rests: datetime.timedelta
    wealth: decimal.Decimal = Field(default=0, max_digits=10, decimal_places=2)
    plain_decimal: decimal.Decimal
    photo: bytes | None = None


class TwoWords(SQLModel, table=True):
    __tablename__ = "two_words"
    id: uuid.UUID = Field(default_factory=uuid.uuid4, primary_key=True)
    text: str = Field(max_length=50, min_length=1)


target_metadata = SQLModel.metadata
