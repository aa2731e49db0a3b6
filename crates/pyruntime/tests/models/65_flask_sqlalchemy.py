"""Flask-SQLAlchemy: db.Model, db.Column, automatic table names, db.Table."""

import datetime

from flask import Flask
from flask_login import LoginManager, UserMixin
from flask_migrate import Migrate
from flask_sqlalchemy import SQLAlchemy

app = Flask(__name__)
app.config["SQLALCHEMY_DATABASE_URI"] = "sqlite:///:memory:"
db = SQLAlchemy(app)
migrate = Migrate(app, db, compare_type=True)
login_manager = LoginManager()
login_manager.init_app(app)

tags = db.Table(
    "tags",
    db.Column("tag_id", db.Integer, db.ForeignKey("tag.id"), primary_key=True),
    db.Column("page_id", db.Integer, db.ForeignKey("wiki_page.id"), primary_key=True),
)


class WikiPage(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    title = db.Column(db.String(80), unique=True, nullable=False)
    body = db.Column(db.Text)
    created = db.Column(db.DateTime, default=datetime.datetime.now, server_default=db.func.now())
    rating = db.Column(db.Numeric(3, 1))
    tags = db.relationship("Tag", secondary=tags, lazy="subquery", backref=db.backref("pages", lazy=True))


class Tag(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    word = db.Column(db.Enum("a", "b", name="tag_word"), index=True)
    parent_id = db.Column(db.ForeignKey("tag.id"))
    __table_args__ = (db.UniqueConstraint("word", "parent_id"), db.Index("ix_tag_both", "parent_id", "word"))


class Visitor(UserMixin, db.Model):
    id = db.Column(db.Integer, primary_key=True)
    name = db.Column(db.String(20))

    def check(self):
        return self.is_authenticated


@login_manager.user_loader
def load_user(user_id):
    return db.session.get(Visitor, int(user_id))


class HTTPLog2Entry(db.Model):
    id = db.Column(db.BigInteger, primary_key=True)


class Admin(WikiPage):
    note = db.Column(db.String(5))


target_metadata = db.metadata
