"""Classes on selectable expressions and views, subqueries in models, aliased classes: they make no tables."""

from sqlalchemy import Column, ForeignKey, Integer, String, Table, func, select
from sqlalchemy.orm import DeclarativeBase, Mapped, aliased, column_property, joinedload, mapped_column, relationship

class Base(DeclarativeBase):
    pass


class Artist(Base):
    __tablename__ = "artist"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(40))


class Song(Base):
    __tablename__ = "song"
    id: Mapped[int] = mapped_column(primary_key=True)
    artist_id: Mapped[int] = mapped_column(ForeignKey("artist.id"))
    seconds: Mapped[int]
    artist: Mapped[Artist] = relationship()


totals = select(Song.artist_id, func.sum(Song.seconds).label("total")).group_by(Song.artist_id).subquery()
Other = aliased(Song)
BY_NAME = select(Song).join(Artist).where(Artist.name == "x").options(joinedload(Song.artist))
OTHERS = select(Other.id).where(Other.seconds > 5).order_by(Other.id.desc()).limit(3)
Artist.song_count = column_property(
    select(func.count(Song.id)).where(Song.artist_id == Artist.id).correlate_except(Song).scalar_subquery()
)


class Total(Base):
    __table__ = totals
    __mapper_args__ = {"primary_key": [totals.c.artist_id]}


target_metadata = Base.metadata
