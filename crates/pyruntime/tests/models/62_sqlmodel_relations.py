"""SQLModel: link tables, foreign keys with ondelete, Relationship, inheritance of plain models."""

from typing import List, Optional

from sqlmodel import Field, Relationship, SQLModel


class HeroTeamLink(SQLModel, table=True):
    team_id: int | None = Field(default=None, foreign_key="team.id", primary_key=True)
    hero_id: int | None = Field(default=None, foreign_key="hero.id", primary_key=True)
    is_training: bool = False


class TeamBase(SQLModel):
    name: str = Field(index=True)
    headquarters: str


class Team(TeamBase, table=True):
    id: int | None = Field(default=None, primary_key=True)
    heroes: List["Hero"] = Relationship(back_populates="teams", link_model=HeroTeamLink)


class TeamCreate(TeamBase):
    pass


class HeroBase(SQLModel):
    name: str
    age: Optional[int] = None


class Hero(HeroBase, table=True):
    id: int | None = Field(default=None, primary_key=True)
    teams: list[Team] = Relationship(back_populates="heroes", link_model=HeroTeamLink)
    boss_id: int | None = Field(default=None, foreign_key="hero.id", ondelete="SET NULL", nullable=True)
    home_id: int = Field(foreign_key="home.id", ondelete="CASCADE", index=True, unique=True)
    boss: Optional["Hero"] = Relationship(sa_relationship_kwargs={"remote_side": "Hero.id"})


class Home(SQLModel, table=True):
    id: int | None = Field(default=None, primary_key=True)
    street: str
    hero: Optional["Hero"] = Relationship(cascade_delete=True)


target_metadata = SQLModel.metadata
