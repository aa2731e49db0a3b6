"""聊天消息模型。"""

import uuid

from sqlalchemy import JSON, ForeignKey, Index, String, Text, Uuid
from sqlalchemy.dialects import postgresql
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.db.base import Base, TimestampMixin
from app.models.sql.user import User

# PostgreSQL 上用 JSONB，其余数据库用 JSON。
JsonDocument = JSON().with_variant(postgresql.JSONB(), "postgresql")


class ChatMessage(TimestampMixin, Base):
    __tablename__ = "chat_messages"
    __table_args__ = (Index("ix_chat_messages_user_created", "user_id", "created_at"), {"comment": "聊天消息"})

    id: Mapped[uuid.UUID] = mapped_column(Uuid, primary_key=True, default=uuid.uuid4)
    user_id: Mapped[uuid.UUID] = mapped_column(Uuid, ForeignKey("users.id", ondelete="CASCADE"))
    content: Mapped[str] = mapped_column(Text, comment="正文")
    channel: Mapped[str] = mapped_column(String(32), server_default="web", comment="来源")
    meta: Mapped[dict | None] = mapped_column(JsonDocument, comment="附加信息")

    user: Mapped[User] = relationship(back_populates="messages")
