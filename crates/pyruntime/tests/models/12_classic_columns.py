"""declarative_base() with Column attributes."""

import datetime
import uuid

from sqlalchemy import Boolean, Column, Date, DateTime, Float, ForeignKey, Integer, Numeric, String, Text, func
from sqlalchemy.orm import backref, declarative_base, relationship

Base = declarative_base()


class Author(Base):
    __tablename__ = "authors"

    id = Column(Integer, primary_key=True, autoincrement=True)
    name = Column(String(100), nullable=False, index=True)
    email = Column("mail_address", String(255), unique=True)
    bio = Column(Text)
    born = Column(Date)
    is_active = Column(Boolean, default=True, nullable=False)
    created_at = Column(DateTime(timezone=True), server_default=func.now())
    updated_at = Column(DateTime, onupdate=datetime.datetime.now)
    key = Column(String(36), default=lambda: str(uuid.uuid4()))


class Book(Base):
    __tablename__ = "books"

    isbn = Column(String(13), primary_key=True)
    author_id = Column(Integer, ForeignKey("authors.id", ondelete="CASCADE", onupdate="NO ACTION"), nullable=False)
    editor_id = Column(ForeignKey(Author.id))
    price = Column(Numeric(10, 2))
    rating = Column(Float(precision=24))
    author = relationship(Author, foreign_keys=[author_id], backref=backref("books", cascade="all, delete-orphan"))


target_metadata = Base.metadata
