"""Annotated with ready-made columns: keys, foreign keys, defaults, overrides."""

import datetime
from typing import Annotated, Optional

from sqlalchemy import ForeignKey, Identity, Numeric, String, func
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

intpk = Annotated[int, mapped_column(primary_key=True)]
identity_pk = Annotated[int, mapped_column(Identity(), primary_key=True)]
required_name = Annotated[str, mapped_column(String(30), nullable=False)]
user_fk = Annotated[int, mapped_column(ForeignKey("user_account.id"), index=True)]
money = Annotated[float, mapped_column(Numeric(12, 2), server_default="0")]
timestamp = Annotated[datetime.datetime, mapped_column(nullable=False, server_default=func.now())]
commented = Annotated[str, mapped_column(comment="as given")]
unique_code = Annotated[str, mapped_column(String(8), unique=True)]


class Base(DeclarativeBase):
    pass


class User(Base):
    __tablename__ = "user_account"

    id: Mapped[intpk]
    name: Mapped[required_name]
    nick: Mapped[Optional[required_name]]
    created_at: Mapped[timestamp]
    changed_at: Mapped[Optional[timestamp]]
    remark: Mapped[commented]
    code: Mapped[unique_code]


class Payment(Base):
    __tablename__ = "payment"

    id: Mapped[identity_pk]
    user_id: Mapped[user_fk]
    referrer_id: Mapped[Optional[user_fk]]
    amount: Mapped[money]
    bonus: Mapped[money] = mapped_column(server_default="1", comment="on top")
    account: Mapped[required_name] = mapped_column("account_no", String(50))


target_metadata = Base.metadata
