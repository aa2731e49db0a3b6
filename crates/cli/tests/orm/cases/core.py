"""Statements of Core as data migrations write them."""

import sqlalchemy as sa
from sqlalchemy import and_, bindparam, column, exists, func, literal, literal_column, or_, select, table, text
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.dialects.postgresql import operators
from sqlalchemy.sql import visitors

from harness import case
from models import Group, Post, Status, Tags, User, user_group

users, posts, groups = User.__table__, Post.__table__, Group.__table__

# As scripts write them down, without the project's models.
t = table("users", column("id", sa.Integer), column("name", sa.String), column("nickname", sa.String), column("age", sa.Integer))
p = table("posts", column("id", sa.Integer), column("title", sa.String), column("author_id", sa.Integer), column("score", sa.Numeric))


@case("core: select with conditions")
def conditions(session, bind, show):
    show(bind.execute(select(t).where(t.c.age > 30)).fetchall())
    show(bind.execute(select(t.c.id, t.c.name).where(t.c.nickname.is_(None))).fetchall())
    show(bind.execute(select(t.c.id).where(t.c.nickname.is_not(None), t.c.id.in_([1, 2, 3])).order_by(t.c.id.desc())).fetchall())
    show(bind.execute(select(t.c.id).where(or_(t.c.name == "ann", and_(t.c.id > 1, t.c.age.is_(None)))).order_by("id")).fetchall())
    show(bind.execute(select(t.c.id).where(t.c.name.like("%n%"), ~t.c.name.startswith("x"))).fetchall())
    show(bind.execute(select(t.c.id).where(t.c.name.ilike("A%") | t.c.name.endswith("b")).order_by(t.c.id)).fetchall())
    show(bind.execute(select(t.c.id).where(t.c.name.contains("n", autoescape=True))).fetchall())
    show(bind.execute(select(t.c.id).where(t.c.id.between(1, 2)).order_by(t.c.id)).fetchall())
    show(bind.execute(select(t.c.id).where(t.c.id.not_in([1]) & t.c.id.in_([]))).fetchall())
    show(bind.execute(select(t.c.id).where(sa.not_(t.c.id == 1)).order_by(t.c.id).limit(1).offset(1)).fetchall())
    show(bind.execute(select(t.c.id).where(sa.tuple_(t.c.id, t.c.name).in_([(1, "ann"), (2, "x")]))).fetchall())
    show(bind.execute(select(t.c.id).where(sa.func.lower(t.c.name) == "ann")).scalar())
    show(bind.execute(select(t.c.id).where(t.c.age.is_distinct_from(30)).order_by(t.c.id)).fetchall())


@case("core: conditions that are always or never true")
def constants(session, bind, show):
    show(bind.execute(select(t.c.id).where(sa.false())).fetchall())
    show(bind.execute(select(t.c.id).where(t.c.id == 1, False)).fetchall())
    show(bind.execute(select(t.c.id).where(sa.true()).order_by(t.c.id)).fetchall())
    show(bind.execute(select(t.c.id).where(sa.not_(sa.false())).order_by(t.c.id)).fetchall())
    show(bind.execute(t.update().where(t.c.name is None).values(age=1)).rowcount)
    show(bind.execute(select(t.c.id, sa.true().label("x")).where(t.c.id == 1)).fetchall())


@case("core: strings where SQL is wanted")
def strings(session, bind, show):
    for ask in (
        lambda: session.execute("UPDATE users SET name = 'a rather long text' WHERE id = 1"),
        lambda: select(t.c.id).where("id = 1"),
        lambda: select("id"),
        lambda: select("id, name, and something longer"),
    ):
        try:
            ask()
        except sa.exc.ArgumentError as error:
            show(str(error))


@case("core: joins")
def joins(session, bind, show):
    show(bind.execute(select(t.c.name, p.c.title).select_from(t.join(p, t.c.id == p.c.author_id)).order_by(p.c.id)).fetchall())
    show(bind.execute(select(t.c.name, p.c.title).select_from(t.outerjoin(p, t.c.id == p.c.author_id)).order_by(t.c.id, p.c.id)).fetchall())
    show(bind.execute(select(t.c.name).join(p, p.c.author_id == t.c.id).where(p.c.title == "three")).scalar())
    show(bind.execute(select(users.c.name, posts.c.title).join_from(users, posts).order_by(posts.c.id)).fetchall())
    show(bind.execute(select(users.c.name).select_from(users.join(user_group).join(groups)).where(groups.c.name == "admins")).fetchall())
    show(bind.execute(select(t.c.name, p.c.title).where(t.c.id == p.c.author_id).order_by(p.c.id)).fetchall())
    other = t.alias("o")
    show(bind.execute(select(t.c.name, other.c.name).where(t.c.id < other.c.id).order_by(t.c.id, other.c.id)).fetchall())
    show(bind.execute(select(func.count()).select_from(t.join(p, sa.true()))).scalar())
    nameless = users.alias()
    show(bind.execute(select(nameless.c.name).where(nameless.c.id == 1)).scalar())


@case("core: subqueries and exists")
def subqueries(session, bind, show):
    counts = select(p.c.author_id, func.count().label("n")).group_by(p.c.author_id).subquery()
    show(bind.execute(select(t.c.name, counts.c.n).join(counts, counts.c.author_id == t.c.id).order_by(t.c.id)).fetchall())
    show(bind.execute(select(t.c.name).where(t.c.id.in_(select(p.c.author_id))).order_by(t.c.id)).fetchall())
    show(bind.execute(select(t.c.name).where(exists().where(p.c.author_id == t.c.id)).order_by(t.c.id)).fetchall())
    show(bind.execute(select(t.c.name).where(~exists(select(p.c.id).where(p.c.author_id == t.c.id)))).fetchall())
    titles = select(func.count(p.c.id)).where(p.c.author_id == t.c.id).scalar_subquery()
    show(bind.execute(select(t.c.name, titles.label("titles")).order_by(t.c.id)).fetchall())
    show(bind.execute(select(t.c.name).where(titles > 1)).fetchall())
    show(bind.execute(select(exists(select(t.c.id).where(t.c.id == 9)))).scalar())
    named = select(t.c.id, t.c.name).where(t.c.id < 3).subquery("few")
    show(bind.execute(select(named).order_by(named.c.id)).fetchall(), bind.execute(select(func.max(named.c.id))).scalar())
    show(bind.execute(select(t.c.name).where(t.c.age == select(func.max(t.c.age)).scalar_subquery())).scalar())


@case("core: common table expressions")
def ctes(session, bind, show):
    adults = select(t.c.id, t.c.name).where(t.c.age >= 30).cte("adults")
    show(bind.execute(select(adults.c.name).order_by(adults.c.id)).fetchall())
    show(bind.execute(select(p.c.title).join(adults, adults.c.id == p.c.author_id).order_by(p.c.id)).fetchall())
    numbers = select(literal(1).label("n")).cte("numbers", recursive=True)
    numbers = numbers.union_all(select(numbers.c.n + 1).where(numbers.c.n < 4))
    show(bind.execute(select(func.sum(numbers.c.n))).scalar())
    nodes = table("nodes", column("id", sa.Integer), column("name", sa.String), column("parent_id", sa.Integer))
    tree = select(nodes.c.id, nodes.c.name).where(nodes.c.parent_id.is_(None)).cte("tree", recursive=True)
    tree = tree.union_all(select(nodes.c.id, nodes.c.name).join(tree, nodes.c.parent_id == tree.c.id))
    show(bind.execute(select(tree.c.name).order_by(tree.c.id)).fetchall())
    show(bind.execute(t.update().where(t.c.id.in_(select(adults.c.id))).values(nickname="adult")).rowcount)


@case("core: unions")
def unions(session, bind, show):
    first, second = select(t.c.name).where(t.c.id == 1), select(p.c.title).where(p.c.id < 3)
    show(bind.execute(sa.union(first, second).order_by("name")).fetchall())
    show(bind.execute(first.union_all(first)).fetchall(), bind.execute(sa.except_(select(t.c.id), select(p.c.author_id))).fetchall())
    show(bind.execute(sa.intersect(select(t.c.id), select(p.c.author_id)).order_by("id")).fetchall())
    both = sa.union_all(first, second).subquery()
    show(bind.execute(select(func.count()).select_from(both)).scalar())
    show(bind.execute(sa.union(first, second).limit(1).order_by(literal_column("1"))).fetchall())


@case("core: case, cast, coalesce, literals")
def expressions(session, bind, show):
    kind = sa.case((t.c.age > 35, "old"), (t.c.age.is_(None), "unknown"), else_="young")
    show(bind.execute(select(t.c.name, kind.label("kind")).order_by(t.c.id)).fetchall())
    show(bind.execute(select(sa.case({"ann": 1, "bob": 2}, value=t.c.name, else_=0)).order_by(t.c.id)).fetchall())
    show(bind.execute(select(sa.cast(t.c.id, sa.String), sa.cast("7", sa.Integer)).where(t.c.id == 1)).fetchall())
    show(bind.execute(select(func.coalesce(t.c.nickname, t.c.name, "x")).order_by(t.c.id)).fetchall())
    show(bind.execute(select(literal("a"), literal(5), literal_column("'b'"), sa.null(), sa.true(), sa.false())).fetchall())
    show(bind.execute(select(t.c.name + "-" + t.c.name, t.c.id * 2 + 1, -t.c.id, t.c.id % 2).where(t.c.id == 3)).fetchall())
    show(bind.execute(select(sa.type_coerce(t.c.name, Tags)).where(t.c.id == 1)).scalar())
    show(bind.execute(select(func.length(t.c.name), func.upper(t.c.name), func.substr(t.c.name, 1, 2)).where(t.c.id == 1)).first())
    show(bind.execute(select(func.count(sa.distinct(p.c.author_id)), func.min(p.c.score), func.max(p.c.score))).first())
    show(bind.execute(select(func.replace(t.c.name, "a", "o"), func.trim("  x "), func.abs(-3)).where(t.c.id == 1)).first())
    show(bind.execute(select(sa.extract("year", sa.cast(sa.literal("2020-01-02"), sa.Date)))).scalar() if bind.dialect.name == "postgresql" else None)
    show(bind.execute(select(t.c.age / 7, t.c.age // 7).where(t.c.id == 1)).fetchall())


@case("core: grouping and windows")
def windows(session, bind, show):
    query = select(p.c.author_id, func.count().label("n"), func.sum(p.c.score)).group_by(p.c.author_id)
    show(bind.execute(query.order_by(p.c.author_id)).fetchall())
    show(bind.execute(query.having(func.count() > 1)).fetchall())
    number = func.row_number().over(partition_by=p.c.author_id, order_by=p.c.id.desc()).label("number")
    show(bind.execute(select(p.c.id, number).order_by(p.c.id)).fetchall())
    ranked = select(p.c.id, number).subquery()
    show(bind.execute(select(ranked.c.id).where(ranked.c.number == 1).order_by(ranked.c.id)).fetchall())
    show(bind.execute(select(p.c.id, func.lag(p.c.id).over(order_by=p.c.id), func.rank().over(order_by=[p.c.author_id, p.c.id]))).fetchall())
    running = func.sum(p.c.id).over(order_by=p.c.id, rows=(None, 0))
    show(bind.execute(select(p.c.id, running).order_by(p.c.id)).fetchall())
    show(bind.execute(select(func.sum(p.c.id).over(order_by=p.c.id, range_=(None, 0)), func.sum(p.c.id).over(order_by=p.c.id, rows=(-1, 1)))).fetchall())
    show(bind.execute(select(func.count(p.c.id).filter(p.c.author_id == 1))).scalar())
    show(bind.execute(select(t.c.name).distinct().order_by(t.c.name)).fetchall())
    show(bind.execute(select(p.c.id).order_by(p.c.score.desc().nulls_last(), p.c.id.asc())).fetchall())


@case("core: insert")
def inserts(session, bind, show):
    result = bind.execute(t.insert().values(id=20, name="i1"))
    show(result.rowcount, result.inserted_primary_key if hasattr(result, "inserted_primary_key") else None)
    show(bind.execute(users.insert().values(name="i2")).inserted_primary_key)
    show(bind.execute(users.insert(), {"name": "i3", "tags": ["q"], "status": Status.closed}).inserted_primary_key[0] is not None)
    bind.execute(users.insert(), [{"name": "m1", "age": 1}, {"name": "m2", "age": 2}])
    bind.execute(t.insert().values([{"id": 30, "name": "v1"}, {"id": 31, "name": "v2"}]))
    bind.execute(sa.insert(t).from_select(["id", "name"], select(p.c.id + 100, p.c.title)))
    bind.execute(t.insert().values(id=40, name=select(func.max(t.c.name)).scalar_subquery()))
    bind.execute(t.insert().values({"id": 41, "name": func.upper("x")}))
    bind.execute(t.insert().values((42, "positional", None, 3)))
    show(bind.execute(select(t).order_by(t.c.id)).fetchall())


@case("core: insert returning")
def insert_returning(session, bind, show):
    show(bind.execute(users.insert().values(name="r1").returning(users.c.id, users.c.name)).first()[1])
    show(bind.execute(users.insert().values(name="r2").returning(users)).mappings().one()["status"])
    show(len(bind.execute(users.insert().returning(users.c.id), [{"name": "r3"}, {"name": "r4"}]).fetchall()))
    show(bind.execute(t.update().where(t.c.id == 1).values(age=1).returning(t.c.id, t.c.age)).fetchall())
    show(bind.execute(p.delete().where(p.c.id == 2).returning(p.c.title)).scalar())


@case("core: update")
def updates(session, bind, show):
    show(bind.execute(t.update().where(t.c.id == 1).values(name="u1")).rowcount, bind.execute(t.update().values(age=5)).rowcount)
    bind.execute(t.update().where(t.c.id == 2).values({"name": func.upper(t.c.name), t.c.age: t.c.age + 1}))
    bind.execute(t.update().where(t.c.id == 3).values(nickname=sa.case((t.c.nickname == "c", "was c"), else_=None)))
    bind.execute(t.update().values(nickname=select(func.min(p.c.title)).where(p.c.author_id == t.c.id).scalar_subquery()))
    bind.execute(t.update().where(t.c.id == p.c.author_id).where(p.c.title == "three").values(age=99))
    statement = t.update().where(t.c.id == bindparam("b_id")).values(name=bindparam("b_name"))
    bind.execute(statement, [{"b_id": 1, "b_name": "x1"}, {"b_id": 2, "b_name": "x2"}])
    bind.execute(sa.update(t).where(t.c.id == bindparam("key")), {"key": 3, "name": "x3"})
    bind.execute(users.update().where(users.c.id == 3).values(status=Status.open, tags=["t"]))
    bind.execute(t.update().where(exists(select(p.c.id).where(p.c.author_id == t.c.id))).values(age=7))
    show(bind.execute(select(users.c.id, users.c.name, users.c.nickname, users.c.age, users.c.status, users.c.tags).order_by(users.c.id)).fetchall())


@case("core: delete")
def deletes(session, bind, show):
    comments = table("comments", column("id"), column("post_id"))
    show(bind.execute(comments.delete().where(comments.c.id == 1)).rowcount)
    show(bind.execute(comments.delete().where(comments.c.post_id.in_(select(p.c.id).where(p.c.title == "one")))).rowcount)
    show(bind.execute(sa.delete(p).where(p.c.author_id == 1), {}).rowcount)
    bind.execute(p.delete().where(p.c.id == bindparam("key")), [{"key": 3}, {"key": 4}])
    show(bind.execute(select(func.count()).select_from(p)).scalar())


@case("core: on conflict")
def conflicts(session, bind, show):
    insert = {"postgresql": postgresql.insert, "sqlite": sqlite.insert}[bind.dialect.name]
    statement = insert(groups).values([{"id": 1, "name": "admins"}, {"id": 7, "name": "new"}])
    show(bind.execute(statement.on_conflict_do_nothing()).rowcount)
    show(bind.execute(insert(groups).values(id=8, name="admins").on_conflict_do_nothing(index_elements=["name"])).rowcount)
    upsert = insert(groups).values(id=1, name="x")
    bind.execute(upsert.on_conflict_do_update(index_elements=["id"], set_={"name": upsert.excluded.name + "!"}))
    upsert = insert(groups).values(id=2, name="y")
    bind.execute(upsert.on_conflict_do_update(index_elements=[groups.c.id], set_=dict(name=upsert.excluded.name), where=groups.c.id > 5))
    bind.execute(insert(groups).on_conflict_do_nothing(), [{"id": 7, "name": "n"}, {"id": 9, "name": "nine"}])
    show(bind.execute(select(groups).order_by(groups.c.id)).fetchall())


@case("core: text with values and columns")
def texts(session, bind, show):
    show(bind.execute(text("SELECT name FROM users WHERE id = :id"), {"id": 1}).scalar())
    show(bind.execute(text("SELECT name FROM users WHERE id = :id").bindparams(id=2)).scalar())
    show(bind.execute(text("SELECT id FROM users WHERE id IN :ids ORDER BY id").bindparams(bindparam("ids", expanding=True)), {"ids": [1, 3]}).fetchall())
    typed = text("SELECT id, tags, status FROM users ORDER BY id").columns(sa.Column("id", sa.Integer), sa.Column("tags", Tags), sa.Column("status", sa.Enum(Status)))
    show(bind.execute(typed).fetchall())
    show(bind.execute(text("SELECT id, tags FROM users WHERE id = 1").columns(id=sa.Integer, tags=Tags)).first().tags)
    show(bind.execute(text("UPDATE users SET name = :n WHERE id = :i"), [{"n": "a1", "i": 1}, {"n": "a2", "i": 2}]).rowcount)
    show(bind.execute(text("SELECT 'a:b' || :x, '\\:x'"), {"x": "c"}).first())
    show(bind.execute(select(text("id, name")).select_from(text("users")).where(text("id = 1"))).first())
    show(bind.execute(text("INSERT INTO groups (id, name) VALUES (:id, :name)"), dict(id=50, name="fifty")).rowcount)
    inner = text("SELECT id AS i FROM users WHERE id < 3").columns(column("i", sa.Integer)).subquery("inner_users")
    show(bind.execute(select(func.sum(inner.c.i))).scalar())
    show(bind.execute(text("SELECT count(*) FROM users WHERE name = 'nobody' AND age > :a"), {"a": None}).scalar())
    show(bind.exec_driver_sql("SELECT 1, 'x'").fetchall())


@case("core: values()")
def values(session, bind, show):
    rows = sa.values(column("id", sa.Integer), column("name", sa.String), name="v").data([(1, "one"), (2, "two")])
    show(bind.execute(select(rows.c.id, rows.c.name).order_by(rows.c.id)).fetchall())
    show(bind.execute(select(t.c.name, rows.c.name).join(rows, rows.c.id == t.c.id).order_by(t.c.id)).fetchall())


@case("core: JSON operators")
def json_operators(session, bind, show):
    show(bind.execute(select(posts.c.data["a"]).where(posts.c.id == 1)).scalar())
    show(bind.execute(select(posts.c.data["a"][0]).where(posts.c.id == 1)).scalar())
    show(bind.execute(select(posts.c.id).where(posts.c.data["a"][1].as_integer() == 2)).scalar())
    show(bind.execute(select(posts.c.data[("a", 0)]).where(posts.c.id == 1)).scalar())
    bind.execute(posts.update().where(posts.c.id == 2).values(data={"name": "n", "list": [], "none": None}))
    show(bind.execute(select(posts.c.data["name"].as_string()).where(posts.c.id == 2)).scalar())
    show(bind.execute(select(posts.c.data).order_by(posts.c.id)).scalars().all())


@case("core: parts of an expression replaced")
def replaced_parts(session, bind, show):
    condition = and_(users.c.age > 20, func.lower(users.c.name) == "ann")

    def other(part, **keywords):
        return func.coalesce(users.c.nickname, "none") if part is users.c.name else None

    changed = visitors.replacement_traverse(condition, {}, other)
    show(bind.execute(select(users.c.id).where(changed).order_by(users.c.id)).fetchall())
    show(bind.execute(select(users.c.id).where(condition).order_by(users.c.id)).fetchall())


@case("core: functions as tables", on=("postgresql",))
def functions_as_tables(session, bind, show):
    objects = sa.literal_column("jsonb_build_array(jsonb_build_object('a', 1, 'B c', 'x'), jsonb_build_object('a', 2))")
    rows = func.jsonb_to_recordset(objects).table_valued(column("a", sa.Integer), column("B c", sa.Text))
    rows = rows.render_derived(with_types=True)
    show(bind.execute(select(rows.c.a, rows.c["B c"]).order_by(rows.c.a)).fetchall())
    array = postgresql.array(["p", "q"])
    counted = func.unnest(array).table_valued("value", with_ordinality="place").render_derived(name="of array")
    show(bind.execute(select(counted.c.place, counted.c.value).order_by(counted.c.place)).fetchall())
    named = func.generate_series(1, 2).table_valued("n", name="series").render_derived()
    beside = func.generate_series(1, named.c.n).table_valued("m").lateral("beside").render_derived()
    show(bind.execute(select(named.c.n, beside.c.m).join(beside, sa.true()).order_by(named.c.n, beside.c.m)).fetchall())


@case("core: functions in FROM by themselves and as columns", on=("postgresql",))
def functions_in_from(session, bind, show):
    show(bind.execute(select(func.count()).select_from(func.generate_series(1, 3))).scalar())
    show(bind.execute(select(sa.literal_column("s")).select_from(func.unnest(postgresql.array(["p", "q"])).alias("s"))).fetchall())
    number = func.generate_series(1, 4).column_valued("n")
    show(bind.execute(select(number, number * 2).where(number > 2).order_by(number)).fetchall())
    letter = func.unnest(postgresql.array(["b", "a"])).alias("letter").column
    show(bind.execute(select(letter).order_by(letter)).scalars().all())
    bind.execute(text("CREATE TEMPORARY TABLE lists (id int, a int[])"))
    bind.execute(text("INSERT INTO lists VALUES (1, '{5,6}'), (2, '{}')"))
    lists = table("lists", column("id", sa.Integer), column("a", postgresql.ARRAY(sa.Integer)))
    show(bind.execute(select(lists.c.id, func.unnest(lists.c.a).column_valued("v"))).fetchall())


@case("core: JSONB, arrays and functions of PostgreSQL", on=("postgresql",))
def of_postgresql(session, bind, show):
    bind.execute(text("CREATE TEMPORARY TABLE j (id int primary key, b jsonb, a int[], s text[])"))
    j = table("j", column("id", sa.Integer), column("b", postgresql.JSONB), column("a", postgresql.ARRAY(sa.Integer)), column("s", postgresql.ARRAY(sa.Text)))
    bind.execute(j.insert(), [{"id": 1, "b": {"k": {"z": 1}, "l": ["x"]}, "a": [1, 2], "s": ["p", "q"]}, {"id": 2, "b": {}, "a": [], "s": None}])
    show(bind.execute(select(j).order_by(j.c.id)).fetchall())
    show(bind.execute(select(j.c.b["k"]["z"], j.c.b["l"].astext, j.c.b[("k", "z")].astext).where(j.c.id == 1)).first())
    show(bind.execute(select(j.c.id).where(j.c.b.has_key("k"))).scalar(), bind.execute(select(j.c.id).where(j.c.b.contains({"l": ["x"]}))).scalar())
    for operator, other in ((operators.HAS_KEY, "k"), (operators.CONTAINS, sa.cast({"l": ["x"]}, postgresql.JSONB))):
        show(bind.execute(select(j.c.id).where(j.c.b.operate(operator, other))).scalars().all())
    show(bind.execute(select(j.c.b.operate(operators.ASTEXT, "l")).where(j.c.id == 1)).scalar())
    show(bind.execute(select(j.c.id).where(j.c.a.any(2))).scalar(), bind.execute(select(j.c.id).where(j.c.a.contains([1]))).scalar())
    show(bind.execute(select(j.c.id).where(j.c.s.overlap(["q", "r"]))).scalar(), bind.execute(select(j.c.a[1]).where(j.c.id == 1)).scalar())
    show(bind.execute(select(func.unnest(j.c.a)).where(j.c.id == 1)).fetchall(), bind.execute(select(func.array_length(j.c.a, 1)).order_by(j.c.id)).fetchall())
    bind.execute(j.update().where(j.c.id == 1).values(b=func.jsonb_set(j.c.b, "{k}", "5")))
    bind.execute(j.update().where(j.c.id == 2).values(a=func.array_append(j.c.a, 9), b=j.c.b.concat({"new": True})))
    bind.execute(j.update().where(j.c.id == 1).values(b=j.c.b - "l"))
    show(bind.execute(select(j).order_by(j.c.id)).fetchall())
    show(bind.execute(select(func.jsonb_build_object("a", j.c.id, "b", "text")).order_by(j.c.id)).scalars().all())
    show(bind.execute(select(func.concat(j.c.id, "-", "x"), func.string_agg(sa.cast(j.c.id, sa.String), ",").over()).where(j.c.id == 1)).first())
    show(bind.execute(select(func.percentile_cont(0.5).within_group(j.c.id.desc()))).scalar())
    lateral = select(func.unnest(j.c.a).label("item")).lateral("items")
    show(bind.execute(select(j.c.id, lateral.c.item).join(lateral, sa.true()).order_by(j.c.id, lateral.c.item)).fetchall())
    show(bind.execute(select(func.array_agg(j.c.id)), {}).scalar(), bind.execute(select(func.jsonb_agg(j.c.id))).scalar())
    show(bind.execute(select(func.now() > text("'2020-01-01'::timestamptz"))).scalar())
    show(bind.execute(select(sa.cast("2020-01-01", sa.Date) + sa.literal(1, sa.Integer))).scalar())
    show(bind.execute(select(func.array_agg(postgresql.aggregate_order_by(j.c.id, j.c.id.desc())))).scalar())


@case("core: sets of groupings", on=("postgresql",))
def groupings(session, bind, show):
    of = (t.c.age, func.count())
    for group in (
        func.grouping_sets(sa.tuple_(t.c.age), sa.tuple_()),
        func.grouping_sets(t.c.age, sa.tuple_(t.c.age, t.c.name)),
        func.Rollup(t.c.age, t.c.name),
        func.cube(sa.tuple_(t.c.age, t.c.name)),
    ):
        show(sorted(tuple(row) for row in bind.execute(select(func.coalesce(t.c.age, -1), func.count()).group_by(group))))
    show(bind.execute(select(*of).group_by(func.cube(t.c.age)).order_by(func.grouping(t.c.age), t.c.age)).fetchall())
