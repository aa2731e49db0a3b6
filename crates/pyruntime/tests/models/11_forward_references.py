"""Forward references, cyclic imports of names, self-references."""

from typing import List, Optional

from sqlalchemy import ForeignKey
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship


class Base(DeclarativeBase):
    pass


class Node(Base):
    __tablename__ = "node"

    id: Mapped[int] = mapped_column(primary_key=True)
    parent_id: Mapped[Optional[int]] = mapped_column(ForeignKey("node.id", ondelete="SET NULL"))
    parent: Mapped[Optional["Node"]] = relationship(remote_side="Node.id", back_populates="children")
    children: Mapped[List["Node"]] = relationship(back_populates="parent")
    leaf: Mapped["Leaf"] = relationship(back_populates="node")


class Leaf(Base):
    __tablename__ = "leaf"

    id: Mapped["int"] = mapped_column(primary_key=True)
    node_id = mapped_column(ForeignKey(Node.id), unique=True)
    node: Mapped["Node"] = relationship(back_populates="leaf")


target_metadata = Base.metadata
