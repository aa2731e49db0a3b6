"""SQLModel with a base and metadata of its own: naming convention, schema, tablename by function."""

from typing import Annotated, Optional

from sqlalchemy import MetaData
from sqlalchemy.orm import declared_attr, registry
from sqlmodel import Field, SQLModel

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)


class Base(SQLModel, registry=registry(metadata=metadata)):
    metadata = metadata

    @declared_attr.directive
    def __tablename__(cls) -> str:
        return cls.__name__.lower() + "_tab"


class Customer(Base, table=True):
    id: Annotated[Optional[int], Field(primary_key=True)] = None
    email: Annotated[str, Field(unique=True, max_length=80)]
    nick: Annotated[str | None, Field(index=True)] = None


class Bill(Base, table=True):
    __table_args__ = {"schema": "billing"}
    id: int | None = Field(default=None, primary_key=True)
    customer_id: int = Field(foreign_key="customer_tab.id")


target_metadata = metadata
