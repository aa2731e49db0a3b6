"""Optional, Union, `| None`, and an explicit nullable that goes before them."""

from typing import Optional, Union

from sqlalchemy import Integer, String
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class Base(DeclarativeBase):
    pass


class Person(Base):
    __tablename__ = "person"

    id: Mapped[int] = mapped_column(primary_key=True)
    first: Mapped[Optional[str]]
    second: Mapped[Union[str, None]]
    third: Mapped[str | None]
    fourth: Mapped[None | int]
    sized: Mapped[Optional[str]] = mapped_column(String(40))
    forced_not_null: Mapped[Optional[str]] = mapped_column(nullable=False)
    forced_null: Mapped[int] = mapped_column(nullable=True)
    text_form: Mapped["Optional[int]"]
    inner_text: "Mapped[str | None]"
    without_annotation = mapped_column(Integer)
    without_annotation_required = mapped_column(Integer, nullable=False)


target_metadata = Base.metadata
