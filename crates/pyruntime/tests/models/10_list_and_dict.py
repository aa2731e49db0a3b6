"""list and dict annotations with a given type."""

from typing import Any, Dict, List, Optional

from sqlalchemy import JSON, Integer, String
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.ext.mutable import MutableDict, MutableList
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class Base(DeclarativeBase):
    pass


JSON_ANYWHERE = JSON().with_variant(JSONB(), "postgresql")


class Settings(Base):
    __tablename__ = "settings"

    id: Mapped[int] = mapped_column(primary_key=True)
    data: Mapped[dict[str, Any]] = mapped_column(JSON)
    more: Mapped[Optional[Dict[str, str]]] = mapped_column(JSON, nullable=False, default=dict)
    items: Mapped[list[dict]] = mapped_column(JSON_ANYWHERE)
    numbers: Mapped[List[int]] = mapped_column(JSON().with_variant(ARRAY(Integer), "postgresql"))
    names: Mapped[list[str] | None] = mapped_column(JSON().with_variant(ARRAY(String(20)), "postgresql"))
    mutable: Mapped[dict] = mapped_column(MutableDict.as_mutable(JSON_ANYWHERE))
    mutable_list: Mapped[list] = mapped_column(MutableList.as_mutable(JSON))


target_metadata = Base.metadata
