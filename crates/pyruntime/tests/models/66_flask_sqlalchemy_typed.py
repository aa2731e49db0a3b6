"""Flask-SQLAlchemy with a DeclarativeBase, a factory, mixins, a bind key and Mapped."""

from __future__ import annotations

from flask import Flask
from flask_login import UserMixin
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import MetaData
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class Base(DeclarativeBase):
    metadata = MetaData(naming_convention={"pk": "pk_%(table_name)s", "ix": "ix_%(table_name)s_%(column_0_name)s"})


db = SQLAlchemy(model_class=Base)


def create_app():
    app = Flask(__name__)
    app.config.update(SQLALCHEMY_DATABASE_URI="sqlite://", SQLALCHEMY_BINDS={"log": "sqlite://"})
    db.init_app(app)

    @app.route("/")
    def index():
        return "hello"

    return app


class Stamp:
    created: Mapped[str | None] = mapped_column(index=True)


class UserAccount(UserMixin, Stamp, db.Model):
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(db.String(30))


class LogLine(db.Model):
    __bind_key__ = "log"
    __tablename__ = "log_lines"
    id: Mapped[int] = mapped_column(primary_key=True)
    text: Mapped[str]


class AbstractThing(db.Model):
    __abstract__ = True
    id: Mapped[int] = mapped_column(primary_key=True)


class RealThing(AbstractThing):
    pass


app = create_app()
target_metadata = [db.metadata, db.metadatas["log"]]
