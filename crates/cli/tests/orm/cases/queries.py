"""`session.query(…)` and `select(Model)`."""

from decimal import Decimal

import sqlalchemy as sa
from sqlalchemy import and_, case as sql_case, desc, func, or_, select
from sqlalchemy.orm import aliased, defer, joinedload, lazyload, load_only, raiseload, selectinload, subqueryload, undefer
from sqlalchemy.orm.exc import NoResultFound

from harness import case
from models import Animal, Comment, Dog, Engineer, Group, Node, Person, Post, Setting, Status, User, user_group


@case("all objects in order")
def all_objects(session, bind, show):
    for user in session.query(User).order_by(User.id):
        show(user.id, user.name, user.nick, user.age, user.status, user.tags, user.label, user.post_count)


@case("filter with comparisons")
def comparisons(session, bind, show):
    show(session.query(User).filter(User.age > 30).all())
    show(session.query(User).filter(User.age >= 30, User.name != "bob").all())
    show(session.query(User).filter(or_(User.name == "ann", User.name == "cid")).order_by(User.name.desc()).all())
    show(session.query(User).filter(and_(User.age.is_(None), User.nick.isnot(None))).all())
    show(session.query(User).filter(User.name.in_(["ann", "bob"]), ~User.name.like("b%")).all())
    show(session.query(User).filter(User.name.notin_(["ann"])).order_by(desc(User.id)).all())
    show(session.query(User).filter(User.nick == None).all())  # noqa: E711
    show(session.query(User).filter(User.status == Status.closed).all())
    show(session.query(User).filter(User.tags == ["x", "y"]).one())
    show(session.query(User).where(sa.text("name = :n")).params(n="cid").one())


@case("filter_by, with an attribute of another name than its column")
def by_attribute(session, bind, show):
    show(session.query(User).filter_by(nick="a").one())
    show(session.query(User).filter_by(name="ann", age=30).count())
    show(session.query(Post).filter_by(author=session.get(User, 2)).all())
    show(session.query(User).filter_by(nope=1).all())


@case("columns in rows")
def columns(session, bind, show):
    for row in session.query(User.id, User.nick).order_by(User.id):
        show(row.id, row.nick, row[1], tuple(row), row._mapping["nick"])
    show(session.query(User.name.label("n")).order_by(User.id).first().n)
    show(session.query(User.id).filter(User.id == 2).scalar(), session.query(User.id).filter(User.id == 9).scalar())
    show([name for (name,) in session.query(User.name).order_by("name")])
    show(session.query(User.id, Post.title).join(Post, Post.author_id == User.id).order_by(Post.id).all())
    show(session.query(Post.score, Post.data).order_by(Post.id).all())


@case("objects and columns in one row")
def mixed(session, bind, show):
    for user, title in session.query(User, Post.title).join(User.posts).order_by(Post.id):
        show(user, title)
    row = session.query(User, func.count(Post.id).label("n")).outerjoin(Post).group_by(User.id).order_by(User.id).first()
    show(row.User, row.n, row._fields)


@case("one, first, one_or_none, scalar and what they refuse")
def single(session, bind, show):
    show(session.query(User).order_by(User.id).first(), session.query(User).filter(User.id == 99).first())
    show(session.query(User).filter(User.id == 99).one_or_none())
    try:
        session.query(User).filter(User.id == 99).one()
    except NoResultFound as error:
        show(str(error))
    try:
        session.query(User).one()
    except sa.exc.MultipleResultsFound as error:
        show(str(error))
    try:
        session.query(User).one_or_none()
    except sa.exc.MultipleResultsFound as error:
        show(str(error))
    show(session.query(User).filter_by(id=1).scalar())


@case("count")
def counted(session, bind, show):
    show(session.query(User).count())
    show(session.query(User).filter(User.age > 35).count())
    show(session.query(User.age).distinct().count())
    show(session.query(func.count(User.id)).scalar(), session.query(func.count()).select_from(Post).scalar())
    show(session.query(User).join(User.posts).count())


@case("get")
def got(session, bind, show):
    user = session.get(User, 1)
    show(user, session.get(User, 1) is user, session.query(User).get(1) is user, session.get(User, 99))
    show(session.get(Setting, ("s", "k")).value, session.get(Setting, {"scope": "s", "key": "k"}).since)
    show(session.get(User, 2, options=[load_only(User.name)]))
    show(session.get(User, (1, 2)))


@case("limit, offset, slices")
def limited(session, bind, show):
    query = session.query(User).order_by(User.id)
    show(query.limit(2).all(), query.offset(1).limit(1).all(), query[1], query[:2], query[1:3], query.slice(0, 1).all())
    show(query.limit(1).filter(User.id == 1).all())


@case("group_by, having, distinct")
def grouped(session, bind, show):
    query = session.query(Post.author_id, func.count(Post.id).label("n")).group_by(Post.author_id)
    show(query.order_by(Post.author_id).all())
    show(query.having(func.count(Post.id) > 1).all())
    show(session.query(Post.author_id).distinct().order_by(Post.author_id).all())
    show(session.query(func.max(User.age), func.min(User.age), func.sum(Post.score)).select_from(User).join(Post).all())


@case("joins along relationships")
def joined(session, bind, show):
    show(session.query(User).join(User.posts).filter(Post.title == "three").all())
    show(session.query(User).join(Post).filter(Post.title == "one").all())
    show(session.query(User).join(Post, User.id == Post.author_id).order_by(User.id).all())
    show(session.query(User).outerjoin(User.posts).filter(Post.id.is_(None)).all())
    show(session.query(Post).join(Post.author).filter(User.name == "bob").all())
    show(session.query(User).join(User.groups).filter(Group.name == "admins").all())
    show(session.query(User).join(User.posts).filter_by(title="two").all())
    show(session.query(Comment).join(Post).join(User).filter(User.name == "ann").order_by(Comment.id).count())
    show(session.query(User.name, Group.name).select_from(User).join(user_group).join(Group).order_by(User.id, Group.id).all())
    show(session.query(User).outerjoin(User.groups).filter(Group.id.is_(None)).all())


@case("aliases")
def aliases(session, bind, show):
    parent = aliased(Node)
    show(session.query(Node.name, parent.name).join(parent, Node.parent_id == parent.id).order_by(Node.id).all())
    show([node.name for node in session.query(Node).join(parent, Node.parent).filter(parent.name == "root")])
    named = aliased(User, name="u")
    show(session.query(named).filter(named.name == "bob").all())
    show(session.query(User, named).filter(User.id < named.id).order_by(User.id, named.id).all())
    show([node.name for node in session.query(Node).join(Node.children.of_type(parent)).order_by(parent.id)])


@case("any, has, contains, ==")
def related(session, bind, show):
    ann = session.get(User, 1)
    show(session.query(User).filter(User.posts.any(Post.title == "three")).all())
    show(session.query(User).filter(~User.posts.any()).all(), session.query(User).filter(User.posts.any(title="one")).all())
    show(session.query(Post).filter(Post.author.has(name="bob")).all())
    show(session.query(Post).filter(Post.author == ann).order_by(Post.id).all())
    show(session.query(Post).filter(Post.author == None).all())  # noqa: E711
    show(session.query(User).filter(User.groups.any(Group.name == "editors")).order_by(User.id).all())
    show(session.query(User).filter(User.groups.contains(session.get(Group, 1))).all())


@case("exists, subqueries and in_")
def nested(session, bind, show):
    show(session.query(session.query(User).filter(User.name == "ann").exists()).scalar())
    show(session.query(User).filter(session.query(Post).filter(Post.author_id == User.id).exists()).order_by(User.id).all())
    counts = session.query(Post.author_id, func.count("*").label("n")).group_by(Post.author_id).subquery()
    show(session.query(User, counts.c.n).outerjoin(counts, User.id == counts.c.author_id).order_by(User.id).all())
    show(session.query(User).filter(User.id.in_(session.query(Post.author_id))).order_by(User.id).all())
    show(session.query(User).filter(User.id.in_(select(Post.author_id).where(Post.score > 2))).all())
    oldest = session.query(func.max(User.age)).scalar_subquery()
    show(session.query(User).filter(User.age == oldest).all())


@case("select() in the session")
def selected(session, bind, show):
    show(session.execute(select(User).order_by(User.id)).scalars().all())
    show(session.scalars(select(User).where(User.name == "bob")).one(), session.scalar(select(func.count(User.id))))
    for row in session.execute(select(User, Post).join(User.posts).order_by(Post.id)):
        show(row.User.name, row.Post.title)
    show(session.execute(select(User.id, User.nick).order_by(User.id)).mappings().all())
    show(session.execute(select(User).where(User.id == 9)).scalar_one_or_none())
    show(session.execute(select(User).filter_by(name="ann")).first())
    show(session.execute(sa.text("SELECT name FROM users WHERE id = :id"), {"id": 3}).scalar())
    show(session.execute(select(User).join(Post).distinct().order_by(User.id)).unique().scalars().all())
    show([tuple(part) for part in session.execute(select(User.id).order_by(User.id)).partitions(2)])


@case("a core connection selects a model's columns")
def on_connection(session, bind, show):
    show(bind.execute(select(User.id, User.name).order_by(User.id)).fetchall())
    show(bind.execute(select(Group).order_by(Group.id)).fetchall())
    show(bind.execute(sa.update(User).where(User.id == 1).values(nick="q")).rowcount)
    show(bind.execute(sa.insert(Group).values(name="new")).rowcount)


@case("loader options give the same objects")
def options(session, bind, show):
    for option in (joinedload(User.posts), selectinload(User.posts), subqueryload(User.posts), lazyload(User.posts)):
        session.expunge_all()
        found = session.query(User).options(option).order_by(User.id).all()
        show([(user.name, [post.title for post in user.posts]) for user in found])
    session.expunge_all()
    found = session.query(User).options(selectinload(User.posts).selectinload(Post.comments)).order_by(User.id).all()
    session.close()
    show([[comment.text for comment in post.comments] for post in found[0].posts])


@case("load_only, defer, undefer")
def partly(session, bind, show):
    user = session.query(User).options(load_only(User.name)).filter(User.id == 1).one()
    show(sorted(key for key in user.__dict__ if not key.startswith("_")), user.age, user.nick)
    session.expunge_all()
    user = session.query(User).options(defer(User.age)).filter(User.id == 1).one()
    show("age" in user.__dict__, "name" in user.__dict__, user.age, "age" in user.__dict__)
    post = session.query(Post).options(undefer(Post.body)).filter(Post.id == 1).one()
    show("body" in post.__dict__)
    session.expunge_all()
    post = session.get(Post, 1)
    show("body" in post.__dict__, post.body, "body" in post.__dict__)


@case("raiseload")
def raising(session, bind, show):
    user = session.query(User).options(raiseload(User.posts)).first()
    show(user.posts)


@case("yield_per and iteration")
def streamed(session, bind, show):
    show([user.name for user in session.query(User).order_by(User.id).yield_per(2)])
    for part in session.execute(select(User).order_by(User.id).execution_options(yield_per=2)).scalars().partitions():
        show(part)


@case("with_entities, add_columns, select_from")
def other_columns(session, bind, show):
    query = session.query(User).filter(User.age > 20)
    show(query.with_entities(User.name).order_by(User.id).all())
    show(query.add_columns(User.id).order_by(User.id).all())
    show(session.query(func.count(User.id)).select_from(User).filter(User.age > 20).scalar())


@case("expressions")
def expressions(session, bind, show):
    kind = sql_case((User.age > 35, "old"), else_="young")
    show(session.query(User.name, kind.label("kind")).order_by(User.id).all())
    show(session.query(func.lower(User.name), func.coalesce(User.nick, "-")).order_by(User.id).all())
    show(session.query(sa.cast(User.age, sa.String)).order_by(User.id).first())
    show(session.query(User.age + 1).filter(User.id == 1).scalar(), session.query(sa.literal("x")).scalar())
    show(session.query(User.label).order_by(User.id).first())
    show(session.query(Post).filter(Post.score == Decimal("1.5")).one())


@case("unions of queries")
def unions(session, bind, show):
    first = session.query(User).filter(User.id == 1)
    show(first.union(session.query(User).filter(User.id == 2)).count())
    show(sorted(user.name for user in first.union_all(session.query(User).filter(User.id == 2))))


@case("from_statement")
def from_text(session, bind, show):
    show(session.query(User).from_statement(sa.text("SELECT * FROM users WHERE id < 3 ORDER BY id")).all())
    show(session.scalars(select(User).from_statement(sa.text("SELECT id, name FROM users WHERE id = 3"))).all())


@case("classes that share a table")
def single_table(session, bind, show):
    for animal in session.query(Animal).order_by(Animal.id):
        show(type(animal).__name__, animal.kind, animal.name, getattr(animal, "tricks", "-"))
    show([dog.name for dog in session.query(Dog)], session.query(Dog).count())
    session.add(Dog(name="new", tricks=1))
    session.add(Animal(name="other"))


@case("classes with tables of their own")
def joined_tables(session, bind, show):
    for person in session.query(Person).order_by(Person.id):
        show(type(person).__name__, person.name, getattr(person, "language", "-"))
    session.expunge_all()
    show([(engineer.id, engineer.name, engineer.language) for engineer in session.query(Engineer).filter(Engineer.name == "e")])
    session.add(Engineer(name="new", language="c"))
    session.flush()
    engineer = session.query(Engineer).filter_by(language="rust").one()
    engineer.name, engineer.language = "changed", "zig"


@case("what a query says of itself")
def described(session, bind, show):
    query = session.query(User.id, User.name).filter(User.id == 1)
    show(" ".join(str(query.statement).split()), [entry["name"] for entry in query.column_descriptions])
    show(" ".join(str(select(Group).where(Group.name == "x")).split()))
    show(sa.inspect(User).primary_key[0].name, sorted(sa.inspect(Group).attrs.keys()))


@case("a list of all, grouped by a dictionary")
def dictionaries(session, bind, show):
    by_name = {user.name: user for user in session.query(User)}
    titles = {}
    for post in session.query(Post).order_by(Post.id).all():
        titles.setdefault(post.author.name, []).append(post.title)
    show(sorted(by_name), titles, by_name["ann"].posts[0].author is by_name["ann"])
