"""用户模型。"""

import enum
import uuid
from typing import TYPE_CHECKING

from sqlalchemy import Enum, String, Uuid
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.db.base import Base, TimestampMixin

if TYPE_CHECKING:
    from app.models.sql.chat_message import ChatMessage


class UserRole(str, enum.Enum):
    ADMIN = "admin"
    MEMBER = "member"


class User(TimestampMixin, Base):
    __tablename__ = "users"

    id: Mapped[uuid.UUID] = mapped_column(Uuid, primary_key=True, default=uuid.uuid4, comment="用户编号")
    email: Mapped[str] = mapped_column(String(255), unique=True, index=True, comment="邮箱")
    name: Mapped[str] = mapped_column(String(100), comment="昵称")
    full_name: Mapped[str | None] = mapped_column(String(255), comment="全名")
    role: Mapped[UserRole] = mapped_column(
        Enum(UserRole, native_enum=False, length=20, values_callable=lambda roles: [role.value for role in roles]),
        default=UserRole.MEMBER,
        server_default="member",
        comment="角色",
    )
    locale: Mapped[str] = mapped_column(String(10), server_default="zh-CN", comment="界面语言")

    messages: Mapped[list["ChatMessage"]] = relationship(back_populates="user", cascade="all, delete-orphan")
