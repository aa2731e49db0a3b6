"""SQLModel: sa_column, sa_type, sa_column_kwargs, sa_column_args, table arguments, mixins."""

from datetime import datetime, timezone
from typing import Any, Dict, List, Literal, Optional

import sqlalchemy as sa
from pydantic import EmailStr, NaiveDatetime
from sqlalchemy import CheckConstraint, Column, DateTime, Identity, Index, String, Text, UniqueConstraint, func
from sqlalchemy.dialects import postgresql
from sqlmodel import JSON, AutoString, Field, SQLModel


class TimestampMixin(SQLModel):
    created_at: datetime = Field(
        default_factory=lambda: datetime.now(timezone.utc),
        sa_type=DateTime(timezone=True),
        sa_column_kwargs={"server_default": func.now(), "nullable": False},
    )
    updated_at: Optional[datetime] = Field(default=None, sa_type=DateTime(timezone=True), sa_column_kwargs={"onupdate": func.now()})


class Item(TimestampMixin, table=True):
    __tablename__ = "items"
    __table_args__ = (
        UniqueConstraint("code", "owner", name="uq_items_code_owner"),
        CheckConstraint("price >= 0", name="ck_price"),
        Index("ix_items_owner_price", "owner", "price"),
        {"comment": "what is sold"},
    )
    id: Optional[int] = Field(default=None, primary_key=True)
    code: str = Field(sa_column=Column("item_code", String(12), nullable=False, unique=True, key="code"))
    body: Optional[str] = Field(default=None, sa_column=Column(Text))
    owner: str = Field(sa_type=String(40))
    price: int = Field(default=0, ge=0, sa_column_kwargs={"server_default": "0", "comment": "in cents"})
    data: Dict[str, Any] = Field(default_factory=dict, sa_column=Column(JSON))
    tags: List[str] = Field(default_factory=list, sa_type=sa.JSON)
    size: Literal["S", "M", "L"] = Field(default="M", sa_type=AutoString)
    level: Literal["low", "high"] = Field(default="low", sa_type=sa.Enum("low", "high", name="level"))
    checked: int = Field(sa_column_args=[CheckConstraint("checked > 0")])
    never: Optional[str] = Field(default=None, nullable=False)
    naive: NaiveDatetime | None = None


class WithIdentity(SQLModel, table=True):
    id: Optional[int] = Field(default=None, sa_column=Column(sa.BigInteger, Identity(), primary_key=True))
    other: int = Field(sa_type=sa.BigInteger, index=True)


target_metadata = SQLModel.metadata
