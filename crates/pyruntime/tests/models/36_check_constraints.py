"""CheckConstraint: in columns, tables, from text and expressions."""

from sqlalchemy import CheckConstraint, Column, Integer, String, and_, func, or_, text
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class Base(DeclarativeBase):
    pass


class Score(Base):
    __tablename__ = "score"
    __table_args__ = (
        CheckConstraint("points >= 0"),
        CheckConstraint("points <= 100", name="points_max"),
        CheckConstraint(text("bonus BETWEEN 1 AND 5"), name="bonus_range"),
        CheckConstraint("name LIKE 'a%'", name="like_a"),
        CheckConstraint("note ~ '^x:y$'", name="with_colon").ddl_if(dialect="postgresql")
        if False
        else CheckConstraint("note <> 'x:y'", name="with_colon"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    points: Mapped[int] = mapped_column(Integer, CheckConstraint("points <> 13", name="lucky"))
    bonus = Column(Integer, CheckConstraint("bonus < 10"), nullable=True)
    name: Mapped[str] = mapped_column(String(9))
    note: Mapped[str]


CheckConstraint(Score.points > Score.bonus, name="more_points")
CheckConstraint(and_(Score.points > 1, or_(Score.bonus == 2, Score.bonus.is_(None))), name="both")
CheckConstraint(Score.name.in_(["x", "y"]), name="in_list")
CheckConstraint(func.length(Score.name) > 2, name="long_enough")
CheckConstraint(Score.name != "it's", name="quoted")
CheckConstraint(Score.note.like("%a_b%"), name="percent", initially="DEFERRED", deferrable=True)
CheckConstraint(Score.points.between(1, 99), name="between")
CheckConstraint(~(Score.points == 5), name="negated")

target_metadata = Base.metadata
