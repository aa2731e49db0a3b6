"""server_default in all forms."""

import datetime
import enum

from sqlalchemy import (
    ARRAY,
    JSON,
    Boolean,
    DateTime,
    Enum,
    FetchedValue,
    Integer,
    Interval,
    Numeric,
    String,
    Text,
    cast,
    false,
    func,
    literal,
    literal_column,
    null,
    text,
    true,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from sqlalchemy.schema import DefaultClause


class Base(DeclarativeBase):
    pass


class State(enum.Enum):
    new = "n"
    old = "o"


class Default(Base):
    __tablename__ = "default"

    id: Mapped[int] = mapped_column(primary_key=True)
    word: Mapped[str] = mapped_column(server_default="word")
    quoted: Mapped[str] = mapped_column(server_default="it's")
    empty: Mapped[str] = mapped_column(server_default="")
    number: Mapped[int] = mapped_column(server_default="5")
    number_text: Mapped[int] = mapped_column(server_default=text("7"))
    negative: Mapped[int] = mapped_column(server_default=text("-1"))
    moment: Mapped[datetime.datetime] = mapped_column(server_default=func.now())
    moment_text = mapped_column(DateTime(timezone=True), server_default=text("CURRENT_TIMESTAMP"))
    stamp = mapped_column(DateTime, server_default=func.current_timestamp())
    zone = mapped_column(DateTime, server_default=func.timezone("UTC", func.now()))
    yes: Mapped[bool] = mapped_column(server_default=true())
    no: Mapped[bool] = mapped_column(server_default=false())
    yes_text: Mapped[bool] = mapped_column(server_default=text("true"))
    yes_word: Mapped[bool] = mapped_column(Boolean, server_default="1")
    nothing: Mapped[str | None] = mapped_column(server_default=null())
    state: Mapped[State] = mapped_column(Enum(State, name="state"), server_default=State.new.name)
    amount = mapped_column(Numeric(8, 2), server_default="0.00")
    document = mapped_column(JSON, server_default="{}")
    document_text = mapped_column(JSON, server_default=text("'[]'"))
    casted = mapped_column(Integer, server_default=cast(3, Numeric(5, 1)))
    column_literal = mapped_column(Integer, server_default=literal_column("40 + 2"))
    literal_value = mapped_column(String, server_default=literal("lit"))
    literal_number = mapped_column(Integer, server_default=literal(12))
    clause = mapped_column(Text, server_default=DefaultClause("clause"))
    fetched = mapped_column(Integer, server_default=FetchedValue())
    trigger = mapped_column(Integer, server_onupdate=FetchedValue())
    sum_of = mapped_column(Integer, server_default=literal(1) + 2)
    with_colon = mapped_column(Text, server_default=text("'a\\:b'"))
    percent = mapped_column(Text, server_default="100%")
    random_id = mapped_column(String(32), server_default=func.lower(func.hex(func.randomblob(16))))
    long_period = mapped_column(Interval, server_default=text("'1 day'"))
    concat = mapped_column(Text, server_default=func.concat("a", literal("b")))


target_metadata = Base.metadata
