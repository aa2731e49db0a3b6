"""TypeDecorator: impl with arguments, load_dialect_impl, nested, with variants, on Enum and ARRAY."""

import json

from sqlalchemy import CHAR, JSON, DateTime, Enum, Integer, LargeBinary, Numeric, String, Text, TypeDecorator
from sqlalchemy.dialects import postgresql
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class Trimmed(TypeDecorator):
    impl = String(60)
    cache_ok = True

    def process_bind_param(self, value, dialect):
        return value.strip()


class Sized(TypeDecorator):
    impl = String
    cache_ok = True

    def __init__(self, length=None, **kw):
        self.wish = length
        super().__init__(length=length, **kw)


class GUID(TypeDecorator):
    impl = CHAR
    cache_ok = True

    def load_dialect_impl(self, dialect):
        if dialect.name == "postgresql":
            return dialect.type_descriptor(postgresql.UUID())
        return dialect.type_descriptor(CHAR(32))


class JSONText(TypeDecorator):
    impl = Text
    cache_ok = True

    def process_bind_param(self, value, dialect):
        return json.dumps(value)


class AnyJSON(TypeDecorator):
    impl = JSON().with_variant(postgresql.JSONB(), "postgresql")
    cache_ok = True


class UTC(TypeDecorator[object]):
    impl = DateTime(timezone=True)
    cache_ok = True


class Nested(TypeDecorator):
    impl = Trimmed
    cache_ok = True


class Money(TypeDecorator):
    impl = Numeric
    cache_ok = True

    def __init__(self, precision=12, scale=2):
        super().__init__(precision, scale, asdecimal=True)


class Choice(TypeDecorator):
    impl = Enum
    cache_ok = True

    def __init__(self, *words):
        super().__init__(*words, name="choice_words")


class Base(DeclarativeBase):
    type_annotation_map = {bytes: Sized(99)}


class Decorated(Base):
    __tablename__ = "decorated"

    id: Mapped[int] = mapped_column(primary_key=True)
    trimmed: Mapped[str] = mapped_column(Trimmed)
    trimmed_object: Mapped[str] = mapped_column(Trimmed())
    sized: Mapped[str] = mapped_column(Sized(12))
    unsized: Mapped[str] = mapped_column(Sized())
    guid = mapped_column(GUID(), index=True)
    document = mapped_column(JSONText)
    anything = mapped_column(AnyJSON())
    utc = mapped_column(UTC, server_default="x")
    nested = mapped_column(Nested)
    money = mapped_column(Money)
    big_money = mapped_column(Money(20, 4))
    varied = mapped_column(Trimmed().with_variant(Integer(), "sqlite"))
    variant_inside = mapped_column(Integer().with_variant(Money(), "postgresql"))
    choice = mapped_column(Choice("p", "q"))
    secret: Mapped[bytes]
    array = mapped_column(Text().with_variant(postgresql.ARRAY(Trimmed), "postgresql"))


target_metadata = Base.metadata
