"""Joined inheritance in three levels."""

from typing import Optional

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class Base(DeclarativeBase):
    pass


class Employee(Base):
    __tablename__ = "employee"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(50))
    type: Mapped[str]
    __mapper_args__ = {"polymorphic_identity": "employee", "polymorphic_on": "type"}


class Engineer(Employee):
    __tablename__ = "engineer"
    id: Mapped[int] = mapped_column(ForeignKey("employee.id", ondelete="CASCADE"), primary_key=True)
    language: Mapped[Optional[str]]
    __mapper_args__ = {"polymorphic_identity": "engineer"}


class Architect(Engineer):
    __tablename__ = "architect"
    architect_id: Mapped[int] = mapped_column(ForeignKey("engineer.id"), primary_key=True)
    tool: Mapped[str] = mapped_column(String(10), index=True)
    __mapper_args__ = {"polymorphic_identity": "architect", "inherit_condition": architect_id == Engineer.id}


target_metadata = Base.metadata
