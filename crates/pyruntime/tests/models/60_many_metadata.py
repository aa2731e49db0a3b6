"""Several MetaData objects, side by side."""

from sqlalchemy import Column, ForeignKey, Integer, MetaData, String, Table
from sqlalchemy.orm import DeclarativeBase, Mapped, declarative_base, mapped_column


class Users(DeclarativeBase):
    metadata = MetaData(naming_convention={"pk": "pk_%(table_name)s", "uq": "uq_%(table_name)s_%(column_0_N_name)s"})


class Audit(DeclarativeBase):
    metadata = MetaData(schema="audit")


Old = declarative_base()
tables = MetaData()


class User(Users):
    __tablename__ = "user"
    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(String(60), unique=True)


class Event(Audit):
    __tablename__ = "event"
    id: Mapped[int] = mapped_column(primary_key=True)
    parent: Mapped[int | None] = mapped_column(ForeignKey("audit.event.id"))


class Relic(Old):
    __tablename__ = "relic"
    id = Column(Integer, primary_key=True)


Table("loose", tables, Column("x", Integer), Column("user_id", Integer))

target_metadata = [Users.metadata, Audit.metadata, Old.metadata, tables]
