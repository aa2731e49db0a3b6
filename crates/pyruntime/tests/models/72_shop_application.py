"""A shop in the classic style: enums, numerics, association objects, many foreign keys."""

import enum
from datetime import datetime

from sqlalchemy import (
    Boolean,
    Column,
    DateTime,
    Enum,
    Float,
    ForeignKey,
    Integer,
    Numeric,
    SmallInteger,
    String,
    Table,
    Text,
    UniqueConstraint,
)
from sqlalchemy.ext.declarative import declarative_base, declared_attr
from sqlalchemy.orm import relationship, sessionmaker


class CustomBase:
    @declared_attr
    def __tablename__(cls):
        return cls.__name__.lower()

    id = Column(Integer, primary_key=True, index=True)


Base = declarative_base(cls=CustomBase)
SessionLocal = sessionmaker(autocommit=False, autoflush=False)


class OrderState(enum.Enum):
    open = 0
    paid = 1
    sent = 2


product_tag = Table(
    "product_tag",
    Base.metadata,
    Column("product_id", Integer, ForeignKey("product.id", ondelete="CASCADE"), primary_key=True),
    Column("tag_id", Integer, ForeignKey("tag.id", ondelete="CASCADE"), primary_key=True),
)


class Tag(Base):
    name = Column(String, unique=True, index=True)


class Product(Base):
    name = Column(String(120), nullable=False, index=True)
    price = Column(Numeric(precision=10, scale=2, asdecimal=True), nullable=False)
    weight = Column(Float, nullable=True)
    stock = Column(SmallInteger, default=0, server_default="0")
    description = Column(Text(), nullable=True)
    tags = relationship("Tag", secondary=product_tag, backref="products")


class Order(Base):
    __tablename__ = "orders"
    state = Column(Enum(OrderState), default=OrderState.open, nullable=False)
    created_at = Column(DateTime, default=datetime.utcnow)
    gift = Column(Boolean(), default=False)
    lines = relationship("OrderLine", back_populates="order", cascade="all, delete-orphan", passive_deletes=True)


class OrderLine(Base):
    __tablename__ = "order_lines"
    __table_args__ = (UniqueConstraint("order_id", "product_id", name="one_line_per_product"),)
    order_id = Column(Integer, ForeignKey("orders.id", ondelete="CASCADE"), nullable=False)
    product_id = Column(Integer, ForeignKey("product.id"), nullable=False)
    quantity = Column(Integer, nullable=False, default=1)
    order = relationship("Order", back_populates="lines")
    product = relationship("Product")


target_metadata = Base.metadata
