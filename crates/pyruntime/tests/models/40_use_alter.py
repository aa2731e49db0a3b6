"""Circles of foreign keys: use_alter, and a circle that SQLAlchemy resolves by itself."""

from sqlalchemy import ForeignKey, ForeignKeyConstraint
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship


class Base(DeclarativeBase):
    pass


class Department(Base):
    __tablename__ = "department"
    id: Mapped[int] = mapped_column(primary_key=True)
    boss_id: Mapped[int | None] = mapped_column(ForeignKey("worker.id", use_alter=True, name="fk_department_boss"))


class Worker(Base):
    __tablename__ = "worker"
    id: Mapped[int] = mapped_column(primary_key=True)
    department_id: Mapped[int] = mapped_column(ForeignKey("department.id"))
    department: Mapped[Department] = relationship(foreign_keys=[department_id], post_update=True)


class Egg(Base):
    __tablename__ = "egg"
    __table_args__ = (ForeignKeyConstraint(["hen_id"], ["hen.id"], name="fk_egg_hen"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    hen_id: Mapped[int]


class Hen(Base):
    __tablename__ = "hen"
    id: Mapped[int] = mapped_column(primary_key=True)
    egg_id: Mapped[int] = mapped_column(ForeignKey("egg.id", name="fk_hen_egg", ondelete="CASCADE"))


class Nest(Base):
    __tablename__ = "nest"
    id: Mapped[int] = mapped_column(primary_key=True)
    hen_id: Mapped[int] = mapped_column(ForeignKey("hen.id"))


target_metadata = Base.metadata
