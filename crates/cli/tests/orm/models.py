"""The models of the cases, in both declarative styles, and the rows that each case finds."""

import datetime
import enum
from decimal import Decimal

import sqlalchemy as sa
from sqlalchemy.ext.hybrid import hybrid_property
from sqlalchemy.orm import backref, column_property, declarative_base, deferred, relationship, validates


class Status(enum.Enum):
    open = "o"
    closed = "c"


class Tags(sa.types.TypeDecorator):
    """A list kept as text."""

    impl = sa.String
    cache_ok = True

    def process_bind_param(self, value, dialect):
        return None if value is None else ",".join(value)

    def process_result_value(self, value, dialect):
        return None if value is None else value.split(",")


Base = declarative_base()

user_group = sa.Table(
    "user_group",
    Base.metadata,
    sa.Column("user_id", sa.ForeignKey("users.id"), primary_key=True),
    sa.Column("group_id", sa.ForeignKey("groups.id"), primary_key=True),
)


class User(Base):
    __tablename__ = "users"
    id = sa.Column(sa.Integer, primary_key=True)
    name = sa.Column(sa.String(40), nullable=False)
    nick = sa.Column("nickname", sa.String(40))
    age = sa.Column(sa.Integer, default=18)
    status = sa.Column(sa.Enum(Status, name="user_status"), default=Status.open)
    tags = sa.Column(Tags(100))
    posts = relationship("Post", back_populates="author", order_by="Post.id", cascade="all, delete-orphan")
    groups = relationship("Group", secondary=user_group, backref="users", order_by="Group.id")

    @hybrid_property
    def label(self):
        return self.name + "!"

    @validates("age")
    def checked(self, key, value):
        if value is not None and value < 0:
            raise ValueError("no %s below 0" % key)
        return value

    def __repr__(self):
        return "<User %s>" % self.name


class Post(Base):
    __tablename__ = "posts"
    id = sa.Column(sa.Integer, primary_key=True)
    title = sa.Column(sa.String(60), nullable=False)
    body = deferred(sa.Column(sa.Text))
    score = sa.Column(sa.Numeric(10, 2))
    data = sa.Column(sa.JSON)
    created = sa.Column(sa.DateTime, server_default=sa.text("'2020-01-02 03:04:05'"))
    changed = sa.Column(sa.Integer, default=0, onupdate=7)
    author_id = sa.Column(sa.Integer, sa.ForeignKey("users.id"))
    author = relationship("User", back_populates="posts")
    comments = relationship("Comment", backref=backref("post", lazy="joined"), lazy="selectin", order_by="Comment.id")

    def __repr__(self):
        return "<Post %s>" % self.title


class Comment(Base):
    __tablename__ = "comments"
    id = sa.Column(sa.Integer, primary_key=True)
    text = sa.Column(sa.String(60))
    post_id = sa.Column(sa.ForeignKey("posts.id"))


class Group(Base):
    __tablename__ = "groups"
    id = sa.Column(sa.Integer, primary_key=True)
    name = sa.Column(sa.String(40), unique=True)

    def __repr__(self):
        return "<Group %s>" % self.name


class Node(Base):
    __tablename__ = "nodes"
    id = sa.Column(sa.Integer, primary_key=True)
    name = sa.Column(sa.String(20))
    parent_id = sa.Column(sa.ForeignKey("nodes.id"))
    children = relationship("Node", backref=backref("parent", remote_side=[id]), order_by="Node.id")


class Animal(Base):
    """One table for several classes."""

    __tablename__ = "animals"
    id = sa.Column(sa.Integer, primary_key=True)
    kind = sa.Column(sa.String(10))
    name = sa.Column(sa.String(20))
    __mapper_args__ = {"polymorphic_on": kind, "polymorphic_identity": "animal"}


class Dog(Animal):
    tricks = sa.Column(sa.Integer)
    __mapper_args__ = {"polymorphic_identity": "dog"}


class Person(Base):
    """A table for each class."""

    __tablename__ = "persons"
    id = sa.Column(sa.Integer, primary_key=True)
    kind = sa.Column(sa.String(10))
    name = sa.Column(sa.String(20))
    __mapper_args__ = {"polymorphic_on": "kind", "polymorphic_identity": "person"}


class Engineer(Person):
    __tablename__ = "engineers"
    id = sa.Column(sa.ForeignKey("persons.id"), primary_key=True)
    language = sa.Column(sa.String(20))
    __mapper_args__ = {"polymorphic_identity": "engineer"}


class Setting(Base):
    """A key of two columns, none of them counted."""

    __tablename__ = "settings"
    scope = sa.Column(sa.String(20), primary_key=True)
    key = sa.Column(sa.String(20), primary_key=True)
    value = sa.Column(sa.String(40))
    since = sa.Column(sa.Date)


User.post_count = column_property(
    sa.select(sa.func.count(Post.id)).where(Post.author_id == User.id).correlate_except(Post).scalar_subquery()
)

ROWS = {
    "users": [
        {"id": 1, "name": "ann", "nickname": "a", "age": 30, "status": Status.open, "tags": ["x", "y"]},
        {"id": 2, "name": "bob", "nickname": None, "age": 40, "status": Status.closed, "tags": None},
        {"id": 3, "name": "cid", "nickname": "c", "age": None, "status": None, "tags": ["z"]},
    ],
    "groups": [{"id": 1, "name": "admins"}, {"id": 2, "name": "editors"}],
    "user_group": [{"user_id": 1, "group_id": 1}, {"user_id": 1, "group_id": 2}, {"user_id": 2, "group_id": 2}],
    "posts": [
        {"id": 1, "title": "one", "body": "long", "score": Decimal("1.50"), "data": {"a": [1, 2]}, "author_id": 1},
        {"id": 2, "title": "two", "body": None, "score": None, "data": None, "author_id": 1},
        {"id": 3, "title": "three", "body": "b", "score": Decimal("3.00"), "data": {"b": None}, "author_id": 2},
    ],
    "comments": [{"id": 1, "text": "c1", "post_id": 1}, {"id": 2, "text": "c2", "post_id": 1}],
    "nodes": [
        {"id": 1, "name": "root", "parent_id": None},
        {"id": 2, "name": "left", "parent_id": 1},
        {"id": 3, "name": "leaf", "parent_id": 2},
    ],
    "animals": [{"id": 1, "kind": "animal", "name": "x", "tricks": None}, {"id": 2, "kind": "dog", "name": "rex", "tricks": 3}],
    "persons": [{"id": 1, "kind": "person", "name": "p"}, {"id": 2, "kind": "engineer", "name": "e"}],
    "engineers": [{"id": 2, "language": "rust"}],
    "settings": [{"scope": "s", "key": "k", "value": "v", "since": datetime.date(2021, 5, 6)}],
}


def fill(bind):
    """The tables anew, with these rows; the numbers of new rows go on behind them."""
    Base.metadata.drop_all(bind)
    Base.metadata.create_all(bind)
    for table in Base.metadata.sorted_tables:
        if table.name in ROWS:
            bind.execute(table.insert(), ROWS[table.name])
            if bind.dialect.name == "postgresql" and "id" in table.c and table.name != "engineers":
                bind.execute(sa.text("SELECT setval('%s_id_seq', 10)" % table.name))
    if bind.dialect.name == "sqlite":
        # SQLite's next number is one behind the greatest there is.
        return


def rows(bind):
    """What is in the tables, as the database says it."""
    found = {}
    for table in Base.metadata.sorted_tables:
        key = ", ".join(column.name for column in table.primary_key)
        result = bind.exec_driver_sql('SELECT * FROM "%s" ORDER BY %s' % (table.name, key))
        found[table.name] = [repr(tuple(row)) for row in result]
    return found
