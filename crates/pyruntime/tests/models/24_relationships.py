"""Relationships of all kinds: one-to-one, one-to-many, many-to-many, viewonly, with expressions as text."""

from typing import List, Optional, Set

from sqlalchemy import Column, ForeignKey, Integer, String, Table
from sqlalchemy.ext.associationproxy import AssociationProxy, association_proxy
from sqlalchemy.orm import (
    DeclarativeBase,
    DynamicMapped,
    Mapped,
    WriteOnlyMapped,
    attribute_keyed_dict,
    backref,
    foreign,
    mapped_column,
    relationship,
    remote,
)


class Base(DeclarativeBase):
    pass


membership = Table(
    "membership",
    Base.metadata,
    Column("member_id", ForeignKey("member.id", ondelete="CASCADE"), primary_key=True),
    Column("club_id", ForeignKey("club.id"), primary_key=True),
    Column("role", String(10), server_default="plain"),
)


class Member(Base):
    __tablename__ = "member"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    mentor_id: Mapped[Optional[int]] = mapped_column(ForeignKey("member.id"))
    mentor: Mapped[Optional["Member"]] = relationship(remote_side=[id], backref=backref("pupils", lazy="select"))
    clubs: Mapped[Set["Club"]] = relationship(secondary=membership, back_populates="members")
    card: Mapped["Card"] = relationship(back_populates="member", uselist=False, cascade="all, delete-orphan")
    visits: DynamicMapped["Visit"] = relationship(order_by="Visit.id.desc()")
    old_visits: WriteOnlyMapped["Visit"] = relationship(viewonly=True)
    by_place: Mapped[dict[str, "Visit"]] = relationship(collection_class=attribute_keyed_dict("place"), viewonly=True)
    club_names: AssociationProxy[List[str]] = association_proxy("clubs", "name")


class Club(Base):
    __tablename__ = "club"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(30))
    members: Mapped[List[Member]] = relationship(secondary="membership", back_populates="clubs")


class Card(Base):
    __tablename__ = "card"
    id = Column(Integer, primary_key=True)
    member_id = Column(Integer, ForeignKey("member.id"), nullable=False, unique=True)
    member = relationship("Member", back_populates="card")


class Visit(Base):
    __tablename__ = "visit"
    id: Mapped[int] = mapped_column(primary_key=True)
    place: Mapped[str]
    member_id: Mapped[int] = mapped_column(ForeignKey("member.id"))
    earlier: Mapped["Visit"] = relationship(
        primaryjoin=lambda: foreign(Visit.id) == remote(Visit.member_id), viewonly=True
    )


target_metadata = Base.metadata
