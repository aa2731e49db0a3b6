"""Models as scripts of today declare them, and what they do with a session besides `query`."""

import datetime
import enum
from typing import List, Optional

import sqlalchemy as sa
from sqlalchemy import func, select
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.orm import (
    DeclarativeBase,
    Mapped,
    RelationshipProperty,
    Session,
    aliased,
    backref,
    declared_attr,
    load_only,
    mapped_column,
    object_session,
    raiseload,
    relationship,
    selectinload,
    sessionmaker,
    synonym,
)
from sqlalchemy.sql.base import ExecutableOption

from harness import case


class Base(DeclarativeBase):
    type_annotation_map = {str: sa.String(30)}


class Level(enum.Enum):
    low = 1
    high = 2


class Stamped:
    """A mixin with columns and a name for the table."""

    id: Mapped[int] = mapped_column(primary_key=True)
    made: Mapped[datetime.datetime] = mapped_column(server_default=sa.text("'2024-02-29 01:02:03'"))

    @declared_attr.directive
    def __tablename__(cls):
        return "m_" + cls.__name__.lower()

    @declared_attr
    def maker_id(cls) -> Mapped[Optional[int]]:
        return mapped_column(sa.ForeignKey("m_team.id"))


class Team(Base):
    __tablename__ = "m_team"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(index=True)
    called = synonym("name")
    level: Mapped[Level] = mapped_column(sa.Enum(Level, name="m_level"), default=Level.low)
    home: Mapped[List["Match"]] = relationship(foreign_keys="Match.home_id", back_populates="home", order_by="Match.id")
    away: Mapped[List["Match"]] = relationship(foreign_keys="[Match.away_id]", backref=backref("away"), order_by="Match.id")
    badge: Mapped[Optional["Badge"]] = relationship(back_populates="team", cascade="all, delete-orphan")
    open_matches = relationship(
        "Match", primaryjoin="and_(Team.id == Match.home_id, Match.done.is_(False))", viewonly=True, order_by="Match.id.desc()"
    )

    def __repr__(self):
        return "<Team %s>" % self.name


class Match(Stamped, Base):
    home_id: Mapped[int] = mapped_column(sa.ForeignKey("m_team.id"))
    away_id: Mapped[Optional[int]] = mapped_column(sa.ForeignKey("m_team.id"))
    done: Mapped[bool] = mapped_column(default=False)
    home: Mapped[Team] = relationship(foreign_keys=[home_id], back_populates="home")

    def __repr__(self):
        return "<Match %s>" % self.id


class Badge(Base):
    __tablename__ = "m_badge"
    id: Mapped[int] = mapped_column(primary_key=True)
    text: Mapped[Optional[str]]
    team_id: Mapped[int] = mapped_column(sa.ForeignKey("m_team.id"), unique=True)
    team: Mapped[Team] = relationship(back_populates="badge", single_parent=True)


def fill(session):
    red, blue = Team(name="red", level=Level.high), Team(name="blue")
    session.add_all([red, blue])
    session.flush()
    session.add_all([Match(home=red, away=blue), Match(home=red, away_id=blue.id, done=True), Match(home=blue), Match(home=red)])
    session.add(Badge(text="star", team=red))
    session.commit()


def modern(name):
    return case("modern: " + name, metadata=Base.metadata, fill=fill)


@modern("two keys to one table")
def two_keys(session, bind, show):
    red = session.query(Team).filter_by(name="red").one()
    show(red.home, red.away, [match.away for match in red.home], red.level, red.called)
    show(session.query(Match).filter(Match.away == session.get(Team, 2)).order_by(Match.id).all())
    show(red.open_matches, [match.made for match in red.open_matches][:1], red.home[0].maker_id)
    show(session.query(Team).join(Team.away).distinct().all(), session.query(Team).outerjoin(Match.away).count() > 0)
    show(session.query(Team).filter(Team.called == "blue").one(), isinstance(Team.home.property, RelationshipProperty))


@modern("one-to-one: set, take away, give another")
def one_to_one(session, bind, show):
    red, blue = session.scalars(select(Team).order_by(Team.id.desc()).order_by(Team.name)).all()[::-1]
    show(red.badge.text, blue.badge, red.badge.team is red)
    blue.badge = Badge(text="moon")
    session.flush()
    show(session.query(Badge.text, Badge.team_id).order_by(Badge.id).all())
    red.badge = None
    session.flush()
    show(session.query(Badge.text, Badge.team_id).order_by(Badge.id).all())


@modern("options of select()")
def options_of_select(session, bind, show):
    show(isinstance(selectinload(Team.home), ExecutableOption))
    for option in (selectinload(Team.home), selectinload(Team.home).load_only(Match.done), selectinload(Team.badge).raiseload("*")):
        session.expunge_all()
        found = session.execute(select(Team).options(option).order_by(Team.id)).unique().scalars().all()
        show([(team.name, len(team.home)) for team in found])
    session.expunge_all()
    team = session.scalars(select(Team).options(load_only(Team.name), raiseload(Team.away)).order_by(Team.id).limit(1)).one()
    show(sorted(key for key in team.__dict__ if key[0] != "_"), team.level)
    show(team.away)


@modern("aliases, subqueries and numbers of rows")
def aliases(session, bind, show):
    other = aliased(Team)
    rows = session.query(Team.name, other.name).join(Match, Match.home_id == Team.id).join(other, Match.away_id == other.id)
    show(rows.order_by(Match.id).all(), rows.count())
    counted = select(Match.home_id, func.count().label("n")).group_by(Match.home_id).having(func.count() > 1).subquery()
    show(session.execute(select(Team.name, counted.c.n).join(counted, counted.c.home_id == Team.id)).all())
    newest = select(func.max(Match.id)).where(Match.home_id == Team.id).correlate(Team).scalar_subquery()
    show(session.query(Team.name, newest).order_by(Team.id).all(), session.scalar(select(func.count(Team.id))))
    numbered = select(Match.id, func.row_number().over(partition_by=Match.home_id, order_by=Match.id.desc()).label("place")).subquery()
    show(session.query(numbered.c.id).filter(numbered.c.place == 1).order_by(numbered.c.id).all())
    show(session.query(Match).filter(Match.home.has(Team.name == "red"), ~Match.done).with_entities(Match.id).order_by(Match.id).all())


@modern("update and delete by query and by statement")
def changes(session, bind, show):
    red = session.get(Team, 1)
    show(session.query(Match).filter(Match.home_id == red.id).update({Match.done: True}, synchronize_session=False))
    show(session.query(Match).filter_by(away_id=None).update({"maker_id": 2}, synchronize_session="fetch"))
    show(session.execute(sa.update(Team).where(Team.name == "red").values(level=Level.low)).rowcount, red.level)
    show(session.execute(sa.delete(Badge).where(Badge.team_id == 1)).rowcount, session.query(Badge).count())
    show(session.query(Match.id, Match.done, Match.maker_id).order_by(Match.id).all())
    show(session.query(Match).filter(Match.id.in_(session.query(Match.id).filter(Match.done.is_(True)))).delete(synchronize_session=False))
    rows = [{"id": 1, "name": "first"}, {"id": 2, "name": "second"}]
    session.execute(sa.update(Team), rows)
    show(session.execute(select(Team.name).order_by(Team.id)).scalars().all())
    session.bulk_update_mappings(Team, [{"id": 1, "level": Level.high}])
    session.bulk_insert_mappings(Team, [{"name": "third", "level": Level.low}])
    session.expire_all()
    show([(team.name, team.level) for team in session.query(Team).order_by(Team.id)])


@modern("sessions of a sessionmaker")
def sessions(session, bind, show):
    make = sessionmaker(bind=bind, expire_on_commit=False)
    with make() as own:
        team = own.get(Team, 1)
        show(object_session(team) is own, own.connection() is bind, own.in_transaction(), team in own)
        with own.begin_nested():
            team.name = "inner"
        try:
            with own.begin_nested():
                own.add(Team(id=1, name="twice"))
        except Exception as error:
            show(type(error).__name__)
        own.flush()
    with Session(bind) as other:
        show(other.get(Team, 1).name, other.query(Team).populate_existing().filter_by(id=2).one())


@modern("constructs that a script compiles by itself")
def compiled(session, bind, show):
    class shout(sa.sql.expression.ColumnElement):
        inherit_cache = False
        type = sa.String()

        def __init__(self, column):
            self.column = column

    @compiles(shout)
    def by_text(element, compiler, **kw):
        return "upper(%s)" % compiler.process(element.column, **kw)

    show(session.query(shout(Team.name)).select_from(Team).order_by(Team.id).all())
