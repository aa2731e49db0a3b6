"""A whole small application in the usual style of FastAPI projects."""

from __future__ import annotations

import enum
import uuid
from datetime import datetime
from typing import Annotated, List, Optional

from sqlalchemy import CheckConstraint, DateTime, Enum, ForeignKey, Index, MetaData, String, Text, UniqueConstraint, func, text
from sqlalchemy.dialects.postgresql import JSONB, UUID
from sqlalchemy.ext.asyncio import AsyncAttrs
from sqlalchemy.orm import DeclarativeBase, Mapped, declared_attr, mapped_column, relationship
from sqlalchemy.types import JSON

uuid_pk = Annotated[uuid.UUID, mapped_column(primary_key=True, default=uuid.uuid4)]
str_100 = Annotated[str, 100]


class Base(AsyncAttrs, DeclarativeBase):
    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(column_0_label)s",
            "uq": "uq_%(table_name)s_%(column_0_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map = {datetime: DateTime(timezone=True), str_100: String(100)}
    repr_cols_num = 3

    @declared_attr.directive
    def __tablename__(cls) -> str:
        return f"{cls.__name__.lower()}s"

    def __repr__(self):
        return "<%s>" % type(self).__name__


class PostStatus(str, enum.Enum):
    DRAFT = "draft"
    PUBLIC = "public"


class TimestampMixin:
    created_at: Mapped[datetime] = mapped_column(server_default=func.now())
    updated_at: Mapped[datetime] = mapped_column(server_default=func.now(), onupdate=func.now())


class User(TimestampMixin, Base):
    id: Mapped[uuid_pk]
    email: Mapped[str_100] = mapped_column(unique=True, index=True)
    full_name: Mapped[Optional[str_100]]
    is_admin: Mapped[bool] = mapped_column(default=False, server_default=text("false"))
    settings: Mapped[dict] = mapped_column(JSON().with_variant(JSONB, "postgresql"), default=dict)
    posts: Mapped[List[Post]] = relationship(back_populates="author", cascade="all, delete-orphan")


class Post(TimestampMixin, Base):
    __table_args__ = (
        UniqueConstraint("author_id", "slug"),
        CheckConstraint("length(title) > 0", name="title_not_empty"),
        Index("ix_posts_live", "status", postgresql_where=text("status = 'PUBLIC'")),
    )
    id: Mapped[uuid_pk]
    title: Mapped[str] = mapped_column(String(200))
    slug: Mapped[str] = mapped_column(String(200))
    body: Mapped[Optional[str]] = mapped_column(Text)
    status: Mapped[PostStatus] = mapped_column(Enum(PostStatus, name="post_status"), default=PostStatus.DRAFT)
    author_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), index=True)
    author: Mapped[User] = relationship(back_populates="posts")
    comments: Mapped[list[Comment]] = relationship(back_populates="post")


class Comment(TimestampMixin, Base):
    id: Mapped[int] = mapped_column(primary_key=True)
    post_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("posts.id"))
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("comments.id"))
    post: Mapped[Post] = relationship(back_populates="comments")
    replies: Mapped[list[Comment]] = relationship(remote_side=[parent_id])


target_metadata = Base.metadata
