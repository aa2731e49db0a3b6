//! What models import of other packages for their annotations and settings: it can be named, and says so when it is used.

use testkit::{check_fails, check_succeeds};

use crate::place::Place;

const NAMED: &str = "
from typing import Callable, Optional, Union

from sqlalchemy.ext.asyncio.base import ReversibleProxy
from sqlalchemy.orm._typing import _O
from sqlalchemy.orm.decl_base import _TableArgsType
from sqlalchemy.orm.util import LoaderCriteriaOption
from sqlalchemy.sql._typing import _ColumnExpressionArgument, _DDLColumnArgument
from sqlalchemy.sql.elements import GroupedElement
from sqlalchemy.sql.roles import FromClauseRole
from sqlalchemy.sql.selectable import LateralFromClause

Loads = Union[LoaderCriteriaOption, list[LateralFromClause], None]


def loaded(option: LoaderCriteriaOption | None, *where: _ColumnExpressionArgument[bool]) -> Optional[FromClauseRole]:
    return LoaderCriteriaOption(option)


def is_grouped(element) -> Callable[[GroupedElement], bool]:
    return isinstance(element, GroupedElement)


Table('users', metadata, Column('id', Integer, primary_key=True, nullable=is_grouped(1)))
";

#[test]
fn names_for_annotations_can_be_imported() {
    let place = Place::on_sqlite(NAMED, "");
    place.create();
    check_succeeds(&place.project.run("check"));
}

#[test]
fn a_name_that_is_used_says_that_it_is_not_served() {
    for (used, what) in [
        ("loaded(None)", "sqlalchemy.orm.util.LoaderCriteriaOption is not supported"),
        ("class Own(LateralFromClause): pass", "sqlalchemy.sql.selectable.LateralFromClause is not supported"),
    ] {
        let place = Place::on_sqlite(&format!("{NAMED}\n{used}"), "");
        check_fails(&place.project.run("check"), 1, what);
    }
}

#[test]
fn a_name_that_nobody_has_is_still_an_error() {
    for (import, what) in [
        ("from sqlalchemy.orm.util import LoaderCriteria", "cannot import name 'LoaderCriteria' from"),
        ("from sqlalchemy.sql.elements import Grouped", "cannot import name 'Grouped' from"),
        ("from sqlalchemy.sql.nothing import x", "No module named 'sqlalchemy.sql.nothing'"),
        ("from sqlmodel.nothing import x", "which Limbeck's sqlmodel does not have"),
    ] {
        check_fails(&Place::on_sqlite(import, "").project.run("check"), 1, what);
    }
}

/// An entity that the other one is still importing is known by its name alone.
const ORDERS: &str = "
from __future__ import annotations

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from . import users
from .base import Base


class Order(Base):
    __tablename__ = 'orders'
    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int | None] = mapped_column(ForeignKey('users.id'))
    user: Mapped[users.User | None] = relationship('User', back_populates='orders')
";
const USERS: &str = "
from __future__ import annotations

from sqlalchemy.orm import Mapped, mapped_column, relationship

from . import orders
from .base import Base


class User(Base):
    __tablename__ = 'users'
    id: Mapped[int] = mapped_column(primary_key=True)
    orders: Mapped[list[orders.Order]] = relationship('Order', back_populates='user')
";

#[test]
fn entities_name_each_other_through_modules_that_are_being_imported() {
    let place = Place::on_sqlite("from entities import orders, users\nmetadata = users.User.metadata", "");
    let base = "from sqlalchemy.orm import DeclarativeBase\n\n\nclass Base(DeclarativeBase):\n    pass\n";
    for (file, text) in [("__init__", ""), ("base", base), ("orders", ORDERS), ("users", USERS)] {
        place.project.write(&format!("entities/{file}.py"), text);
    }
    place.create();
    check_succeeds(&place.project.run("check"));
}

const ROLES: &str = "
from __future__ import annotations

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from . import members
from .base import Base
from .links import Link


class Role(Base):
    __tablename__ = 'roles'
    id: Mapped[int] = mapped_column(primary_key=True)
    members: Mapped[list[members.Member]] = relationship(members.Member, secondary=Link.__table__, back_populates='roles')
";
const MEMBERS: &str = "
from __future__ import annotations

from sqlalchemy.orm import Mapped, mapped_column, relationship

from . import roles
from .base import Base


class Member(Base):
    __tablename__ = 'members'
    id: Mapped[int] = mapped_column(primary_key=True)
    roles: Mapped[list[roles.Role]] = relationship('Role', secondary='links', back_populates='members')
";
/// A file that does more than declare, in the midst of the others' imports.
const LINKS: &str = "
import os

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from .base import Base

os.environ.setdefault('LINKS', '1')


class Link(Base):
    __tablename__ = 'links'
    role_id: Mapped[int] = mapped_column(ForeignKey('roles.id'), primary_key=True)
    member_id: Mapped[int] = mapped_column(ForeignKey('members.id'), primary_key=True)
";

#[test]
fn what_a_circle_of_imports_executes_at_once_executes_the_others_in_pythons_order() {
    let place = Place::on_sqlite("import entities\nmetadata = entities.Role.metadata", "");
    let base = "from sqlalchemy.orm import DeclarativeBase\n\n\nclass Base(DeclarativeBase):\n    pass\n";
    let all = "from .roles import Role\nfrom .members import Member\n";
    for (file, text) in [("__init__", all), ("base", base), ("roles", ROLES), ("members", MEMBERS), ("links", LINKS)] {
        place.project.write(&format!("entities/{file}.py"), text);
    }
    place.create();
    check_succeeds(&place.project.run("check"));
    assert_eq!(place.project.sqlite("app.db").tables(), ["alembic_version", "links", "members", "roles"]);
}

const SETTINGS: &str = "
from cryptography.fernet import Fernet
from pydantic._internal._model_construction import ModelMetaclass
from pydantic.error_wrappers import ValidationError
from pydantic.generics import GenericModel
from pydantic.v1 import BaseSettings, PostgresDsn, validator
from pydantic.v1.env_settings import BaseSettings as Same


class Settings(BaseSettings):
    name_of_table: str = 'wrong'
    key: str = 'MTIzNDU2Nzg5MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTI='

    class Config:
        env_prefix = 'SHOP_'

    @validator('key')
    def is_key(cls, key):
        Fernet(key)
        return key


assert Same is BaseSettings
settings = Settings()
Table(settings.name_of_table, metadata, Column('id', Integer, primary_key=True))
";

#[test]
fn settings_of_version_1_may_be_imported_from_version_2() {
    let mut place = Place::on_sqlite(SETTINGS, "");
    place.project = place.project.with_variable("SHOP_NAME_OF_TABLE", "users");
    place.create();
    assert_eq!(place.project.sqlite("app.db").tables(), ["alembic_version", "users"]);
    let wrong = place.project.with_variable("SHOP_KEY", "short");
    check_fails(&wrong.run("check"), 1, "Fernet key must be 32 url-safe base64-encoded bytes.");
}

#[test]
fn models_of_sqlmodel_may_name_its_settings() {
    let models = "from sqlmodel import Field, SQLModel\nfrom sqlmodel._compat import SQLModelConfig\n\n\n\
                  class User(SQLModel):\n    model_config = SQLModelConfig(table=True)\n    \
                  id: int = Field(primary_key=True)\n\n\nmetadata = SQLModel.metadata\n";
    let place = Place::on_sqlite(models, "");
    place.create();
    assert_eq!(place.project.sqlite("app.db").tables(), ["alembic_version", "user"]);
}
