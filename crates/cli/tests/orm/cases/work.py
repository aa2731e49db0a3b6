"""What a session writes: new objects, changes, deletions."""

import datetime
from decimal import Decimal

import sqlalchemy as sa
from sqlalchemy import func, select
from sqlalchemy.orm import Session, attributes, scoped_session, sessionmaker
from sqlalchemy.orm.attributes import get_history

from harness import case
from models import Comment, Group, Node, Post, Setting, Status, User


@case("add, flush, commit")
def added(session, bind, show):
    user = User(name="dan", nick="d", tags=["p", "q"])
    session.add(user)
    session.flush()
    show(user.id is not None, user.age, user.status)
    session.commit()
    show(user.name, user.tags, user.age)


@case("many new objects of several classes")
def many(session, bind, show):
    session.add_all([Post(title="p1", author_id=1), User(name="u1"), Group(name="g1"), User(name="u2"), Post(title="p2")])
    session.commit()
    show(session.query(User.name).order_by(User.id).all())


@case("only what changed is written")
def changed(session, bind, show):
    user = session.get(User, 1)
    user.name = "anna"
    user.age = 30
    session.commit()
    user.nick = user.nick
    session.commit()
    show(user.name, session.dirty)


@case("changes in a loop")
def loop(session, bind, show):
    for user in session.query(User).order_by(User.id):
        user.nick = user.name.upper()
        user.tags = (user.tags or []) + ["new"]
    session.commit()


@case("changes in a loop, committed each")
def committed_each(session, bind, show):
    for user in session.query(User).order_by(User.id).all():
        user.age = (user.age or 0) + 1
        session.merge(user)
        session.commit()


@case("defaults, onupdate and what the server fills")
def defaults(session, bind, show):
    post = Post(title="new")
    session.add(post)
    session.flush()
    show(post.changed, post.created)
    post.title = "newer"
    session.flush()
    show(post.changed, post.created, post.score)
    explicit = Post(title="e", changed=5, created=datetime.datetime(2000, 1, 1), score=Decimal("9.99"), data=[1, "x", None])
    session.add(explicit)
    session.commit()
    show(explicit.changed, explicit.created, explicit.score, explicit.data)


@case("JSON that changes inside is not seen until it is said")
def mutable(session, bind, show):
    post = session.get(Post, 1)
    post.data["z"] = 1
    session.commit()
    show(post.data)
    post.data["z"] = 2
    attributes.flag_modified(post, "data")
    session.commit()
    show(post.data)
    post.data = {**post.data, "y": None}
    session.commit()
    show(post.data)


@case("expressions as values")
def expressions(session, bind, show):
    user = session.get(User, 1)
    user.age = User.age + 5
    user.nick = func.upper("q")
    session.flush()
    show(user.age, user.nick)
    session.add(User(name=func.lower("ABC")))
    session.commit()


@case("delete")
def deleted(session, bind, show):
    session.delete(session.get(Comment, 1))
    session.commit()
    show(session.query(Comment.id).all())
    for comment in session.query(Comment):
        session.delete(comment)
    session.flush()
    show(session.query(Comment).count())


@case("delete with what belongs to it")
def cascades(session, bind, show):
    session.query(Comment).delete()
    session.delete(session.get(User, 1))
    session.commit()
    show(session.query(Post).all(), session.get(Group, 2).users)


@case("delete leaves orphans without a parent")
def orphans(session, bind, show):
    session.delete(session.get(Post, 1))
    session.commit()
    show([(comment.id, comment.post_id) for comment in session.query(Comment).order_by(Comment.id)])


@case("query.update()")
def updated(session, bind, show):
    show(session.query(User).filter(User.age > 35).update({"nick": "old"}))
    show(session.query(User).filter(User.id == 1).update({User.name: "x", User.tags: ["t"]}, synchronize_session=False))
    show(session.query(User).update({User.age: User.age + 1}, synchronize_session="fetch"))
    show(session.query(User).filter_by(nick="c").update({"nick": None}, synchronize_session="evaluate"))
    user = session.get(User, 3)
    session.query(User).filter(User.id == 3).update({"name": "seen"})
    show(user.name)
    session.commit()


@case("query.delete()")
def query_deleted(session, bind, show):
    comment = session.get(Comment, 1)
    show(session.query(Comment).filter(Comment.id == 1).delete(), comment in session)
    show(session.query(Comment).filter(Comment.text.like("c%")).delete(synchronize_session=False))
    show(session.query(Comment).count())


@case("update(), insert(), delete() with models")
def statements(session, bind, show):
    session.execute(sa.update(User).where(User.name == "ann").values(nick="updated", age=31))
    session.execute(sa.insert(Group).values(name="inserted"))
    session.execute(sa.insert(Group), [{"name": "i1"}, {"name": "i2"}])
    session.execute(sa.delete(Comment).where(Comment.id == 1))
    show(session.execute(sa.update(User).where(User.age.is_(None)).values(age=1)).rowcount)
    show(session.scalars(sa.insert(Group).values(name="back").returning(Group)).one().name)
    show(session.execute(sa.update(User).where(User.id == 2).values(name="b2").returning(User.id, User.name)).all())
    session.execute(sa.update(User), [{"id": 1, "name": "by key 1"}, {"id": 2, "name": "by key 2"}])
    session.commit()


@case("one-to-many: append, remove, move")
def one_to_many(session, bind, show):
    ann, bob, cid = (session.get(User, number) for number in (1, 2, 3))
    cid.posts.append(Post(title="appended"))
    bob.posts.append(Post(title="with comments", comments=[Comment(text="n1"), Comment(text="n2")]))
    session.commit()
    show([post.title for post in cid.posts], [post.title for post in bob.posts])
    first = ann.posts[1]
    cid.posts.append(first)
    session.commit()
    show([post.title for post in ann.posts], first.author)
    ann.posts.remove(ann.posts[0])
    session.query(Comment).delete()
    session.commit()
    show(session.query(Post.title).order_by(Post.id).all())


@case("many-to-one: set, change, clear")
def many_to_one(session, bind, show):
    post = session.get(Post, 1)
    post.author = session.get(User, 3)
    new = Post(title="new", author=User(name="new author"))
    session.add(new)
    session.commit()
    show(post.author_id, new.author.name, new.author_id == new.author.id)
    post.author = None
    other = session.get(Post, 2)
    other.author_id = 2
    session.commit()
    show(post.author_id, other.author.name)


@case("many-to-many: add and remove")
def many_to_many(session, bind, show):
    ann, cid = session.get(User, 1), session.get(User, 3)
    group = Group(name="fresh")
    cid.groups.append(group)
    cid.groups.append(session.get(Group, 1))
    ann.groups.remove(session.get(Group, 2))
    session.commit()
    show(cid.groups, ann.groups, session.get(Group, 1).users)
    group.users = [ann]
    session.commit()
    show(cid.groups, group.users)


@case("a tree in one table")
def tree(session, bind, show):
    root = Node(name="r", children=[Node(name="c1", children=[Node(name="g1")]), Node(name="c2")])
    session.add(root)
    session.commit()
    show([child.name for child in root.children], root.children[0].children[0].parent.name)
    leaf = session.query(Node).filter_by(name="leaf").one()
    leaf.parent = session.query(Node).filter_by(name="root").one()
    session.add(Node(name="alone", parent=leaf))
    session.commit()
    show([(node.name, node.parent.name if node.parent else None) for node in session.query(Node).order_by(Node.name)])


@case("objects that are added through others")
def cascaded(session, bind, show):
    user = User(name="owner")
    post = Post(title="owned", author=user)
    comment = Comment(text="c", post=post)
    session.add(comment)
    show(user in session, post in session, len(session.new))
    session.commit()
    show(comment.post.author.name)


@case("bulk_insert_mappings and bulk_save_objects")
def bulk(session, bind, show):
    session.bulk_insert_mappings(User, [{"name": "m1", "nick": "n"}, {"name": "m2", "nick": "o"}])
    session.bulk_save_objects([User(name="o1"), User(name="o2", tags=["a"])])
    session.bulk_save_objects([Group(name="g1")])
    user = session.get(User, 1)
    user.age = 99
    session.bulk_save_objects([user])
    session.commit()
    show(session.query(User.name, User.age).order_by(User.id).all())


@case("bulk_update_mappings")
def bulk_update(session, bind, show):
    session.bulk_update_mappings(User, [{"id": 1, "name": "b1", "nick": "x"}, {"id": 2, "name": "b2", "nick": None}])
    session.bulk_update_mappings(Post, [{"id": 1, "title": "t"}])
    session.commit()


@case("merge")
def merged(session, bind, show):
    show(session.merge(User(id=1, name="merged")).nick)
    new = session.merge(Group(name="made"))
    session.commit()
    show(new.id is not None, session.get(User, 1).name)
    session.merge(Setting(scope="s", key="k", value="other"))
    session.merge(Setting(scope="s", key="k2", value="third", since=datetime.date(2022, 1, 1)))
    session.commit()


@case("refresh, expire, expunge")
def refreshed(session, bind, show):
    user = session.get(User, 1)
    bind.execute(sa.text("UPDATE users SET name = 'outside' WHERE id = 1"))
    show(user.name)
    session.refresh(user)
    show(user.name)
    bind.execute(sa.text("UPDATE users SET name = 'again' WHERE id = 1"))
    session.expire(user)
    show(user.name)
    session.expunge(user)
    user.name = "nowhere"
    session.commit()
    show(user in session, sa.inspect(user).detached)


@case("savepoints")
def nested(session, bind, show):
    with session.begin_nested():
        session.add(Group(name="kept"))
    try:
        with session.begin_nested():
            session.add(Group(name="admins"))
            session.flush()
    except sa.exc.IntegrityError as error:
        show(type(error).__name__)
    inner = session.begin_nested()
    lost = Group(name="lost")
    session.add(lost)
    session.flush()
    inner.rollback()
    show(lost in session)
    session.commit()
    show(session.query(Group.name).order_by(Group.name).all())


@case("forms of making a session")
def forms(session, bind, show):
    maker = sessionmaker(bind=bind)
    with maker() as other:
        other.add(Group(name="a"))
        other.commit()
    with maker.begin() as other:
        other.add(Group(name="b"))
    other = sessionmaker()(bind=bind)
    other.add(Group(name="c"))
    other.commit()
    other.close()
    scoped = scoped_session(sessionmaker(bind=bind))
    scoped.add(Group(name="d"))
    scoped.commit()
    show(scoped.query(Group).count())
    scoped.remove()
    with Session(bind) as other, other.begin():
        other.add(Group(name="e"))
    with Session(bind=bind, autoflush=False) as other:
        other.add(Group(name="not flushed"))
        show(other.query(Group).count())


@case("a session that closes without commit")
def closed(session, bind, show):
    session.add(Group(name="flushed"))
    session.flush()
    session.close()
    other = Session(bind=bind)
    other.add(Group(name="never flushed"))
    other.close()
    show([row.name for row in bind.execute(select(Group.name).order_by(Group.id))])


@case("autoflush before a query")
def autoflushed(session, bind, show):
    session.add(Group(name="pending"))
    show(session.query(Group).count())
    with session.no_autoflush:
        session.add(Group(name="later"))
        show(session.query(Group).count())
    show(session.execute(select(func.count(Group.id))).scalar(), len(session.new))


@case("identity: one object for each row")
def identity(session, bind, show):
    show(session.query(User).filter_by(id=1).one() is session.get(User, 1))
    user = session.query(User).filter_by(id=1).one()
    user.name = "mine"
    show([item.name for item in session.query(User).order_by(User.id)], session.query(User).filter_by(name="mine").one() is user)


@case("primary keys that are given, changed, missing")
def keys(session, bind, show):
    session.add(User(id=50, name="fifty"))
    session.add(Setting(scope="n", key="1", value="v"))
    session.flush()
    setting = session.get(Setting, ("s", "k"))
    setting.key = "moved"
    session.commit()
    show(session.get(Setting, ("s", "moved")) is setting)


@case("validators and constructors refuse")
def refused(session, bind, show):
    for make in (lambda: User(name="x", nope=1), lambda: User(name="x", age=-1), lambda: session.add("text")):
        try:
            make()
        except Exception as error:
            show(type(error).__name__, str(error))


@case("states of an object")
def states(session, bind, show):
    group = Group(name="s")
    state = sa.inspect(group)
    show(state.transient, state.pending, state.persistent)
    session.add(group)
    show(state.pending, group in session.new)
    session.flush()
    show(state.persistent, group in session.dirty, session.is_modified(group))
    group.name = "t"
    show(group in session.dirty, session.is_modified(group))
    session.delete(group)
    show(group in session.deleted)
    session.flush()
    show(state.deleted or state.detached, group in session)


@case("what an attribute has gained, kept and lost")
def histories(session, bind, show):
    def histories_of(thing, *keys):
        for key in keys:
            history = get_history(thing, key)
            parts = [[getattr(item, "id", item) for item in part] for part in history]
            show(key, parts, bool(history), history.has_changes(), history.empty(), len(history.sum()))

    new = User(name="n")
    histories_of(new, "name", "age", "posts", "groups")
    ann, post = session.get(User, 1), session.get(Post, 1)
    histories_of(ann, "name", "posts", "groups")
    histories_of(post, "author")
    ann.name, ann.nick = "other", ann.nick
    ann.groups.remove(ann.groups[0])
    ann.posts.append(session.get(Post, 3))
    post.author = session.get(User, 3)
    histories_of(ann, "name", "nick", "groups", "posts")
    histories_of(post, "author")
    session.flush()
    histories_of(ann, "name", "groups")
    post.author = None
    histories_of(post, "author")


@case("an enum, a date, a type of the user's")
def types(session, bind, show):
    session.add(User(name="typed", status=Status.closed, tags=[]))
    session.add(Setting(scope="d", key="d", since=datetime.date(2024, 2, 29)))
    session.commit()
    show(session.query(User).filter(User.status == Status.closed).order_by(User.id).all())
    show(session.query(Setting.since).filter(Setting.since > datetime.date(2023, 1, 1)).scalar())
