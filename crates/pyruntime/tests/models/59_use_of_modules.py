"""`import sqlalchemy as sa` and `from sqlalchemy import orm`: dotted names in annotations."""

import datetime as dt
import typing as t
import uuid as uuid_pkg

import sqlalchemy as sa
import sqlalchemy.dialects.postgresql as psql
import sqlalchemy.orm as so
from sqlalchemy.sql import expression, func
from sqlalchemy.sql.sqltypes import JSON, Integer


class Base(so.DeclarativeBase):
    pass


class Log(Base):
    __tablename__ = "log"

    id: so.Mapped[int] = so.mapped_column(sa.BigInteger().with_variant(sa.Integer, "sqlite"), primary_key=True)
    uid: so.Mapped[uuid_pkg.UUID] = so.mapped_column(default=uuid_pkg.uuid4, unique=True)
    at: so.Mapped[dt.datetime] = so.mapped_column(sa.DateTime(timezone=True), server_default=func.now(), index=True)
    text: so.Mapped[t.Optional[str]] = so.mapped_column(sa.Text)
    data: so.Mapped[t.Optional[dict]] = so.mapped_column(JSON().with_variant(psql.JSONB, "postgresql"))
    seen: so.Mapped[bool] = so.mapped_column(sa.Boolean, server_default=expression.false())
    day: so.Mapped["dt.date | None"]
    level: "so.Mapped[int]" = so.mapped_column(Integer, default=0)
    items: so.Mapped[t.List["Item"]] = so.relationship(back_populates="log", cascade="all, delete")


class Item(Base):
    __tablename__ = "item"

    id: so.Mapped[int] = so.mapped_column(primary_key=True)
    log_id: so.Mapped[int] = so.mapped_column(sa.ForeignKey(Log.id, ondelete="CASCADE"))
    log: so.Mapped["Log"] = so.relationship(back_populates="items")


target_metadata = Base.metadata
