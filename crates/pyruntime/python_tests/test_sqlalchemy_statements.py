"""Statements of the expression language: the wire says all that SQLAlchemy would write.

The text comes from `sqlalchemy_host/wire_sql.py`, a small writer of the wire for these tests.
"""

from sqlalchemy_support import Same

_TABLES = """
import datetime, decimal
from sqlalchemy.dialects import postgresql as pg, sqlite as sl
m=MetaData()
a=Table('a',m,Column('id',Integer,primary_key=True),Column('name',String(50)),Column('flag',Boolean),Column('n',Numeric(10,2)),Column('created',DateTime), Column('data', JSON))
b=Table('b',m,Column('id',Integer,primary_key=True),Column('a_id',ForeignKey('a.id')),Column('x',Integer), Column('tags', postgresql.ARRAY(Text)), Column('doc', postgresql.JSONB))
s=Table('s',m,Column('id',Integer,primary_key=True),schema='q')
t=table('t',column('id',Integer),column('name',String),column('v'))
al=a.alias('al'); an=a.alias()
sub=select(b.c.a_id, func.count().label('cnt'), func.max(b.c.x)).group_by(b.c.a_id).subquery()
cte=select(a.c.id).where(a.c.name=='x').cte('c')
rec=select(b.c.id, b.c.x).where(b.c.id==1).cte('r',recursive=True); rec=rec.union_all(select(b.c.id,b.c.x).join(rec, b.c.a_id==rec.c.id))
"""


class Statements(Same):
    def test_comparisons_of_columns_are_turned_around_where_python_does(self):
        self.check_same(_TABLES + """
sides = [t.c.id, a.c.id, select(t.c.id).subquery('s').c.id, select(a.c.id).subquery('u').c.id, a.alias('x').c.id, t.alias('y').c.id]
sides += [select(t.c.id.label('z')).subquery('p').c.z, select(a.c.id.label('z')).subquery('q').c.z, select((t.c.id + 1).label('z')).subquery('r').c.z]
sql(*[lambda x=x, y=y: x == y for x in sides for y in sides if x is not y])
""")

    def check_sql(self, statements):
        self.check_same(_TABLES + "sql(%s)" % statements)

    def test_simple_selects_are_the_same(self):
        self.check_sql("""
    lambda: select(a),
    lambda: select(a.c.id, a.c.name).where(a.c.name=='x', a.c.id>5).order_by(a.c.name.desc(), a.c.id).limit(10).offset(5),
    lambda: select(func.count()).select_from(a),
    lambda: select(func.count(a.c.id), func.max(a.c.n), func.lower(a.c.name)),
    lambda: select(a).where(or_(a.c.name.is_(None), a.c.name!='y', and_(a.c.id.in_([1,2,3]), ~a.c.flag))),
    lambda: select(a).where(a.c.name.like('%x%'), a.c.name.ilike('y'), a.c.name.notlike('z'), a.c.name.not_in(['a'])),
    lambda: select(a.c.name).distinct(),
    lambda: select(a.c.name, func.count().label('c')).group_by(a.c.name).having(func.count()>1).order_by(text('c DESC')),
    lambda: select(extract('year', a.c.created), func.now(), func.current_timestamp(), func.coalesce(a.c.name,'z'), func.foo.bar(a.c.id)),
    lambda: select(func.row_number().over(partition_by=a.c.name, order_by=a.c.id.desc()).label('rn')),
    lambda: select(a).with_for_update(),
    lambda: select(s),
    lambda: select(s.c.id).where(s.c.id==1),
    lambda: select(text('id, name')).select_from(text('foo')).where(text('x = :y')),
    lambda: select('*' if 0 else text('*')).select_from(table('zz')),
    lambda: select(a.c.id).where(a.c.id==bindparam('zid')),
    lambda: select(a.c.id, a.c.id, a.c.name),
    lambda: select(a.c.id, b.c.id, s.c.id),
    lambda: select(a.c.id).where(False),
    lambda: a.select().where(a.c.id==1),
    lambda: select(t.c.id, t.c.v).where(t.c.v=='x', t.c.name==None),
    lambda: select(a.c.id).limit(5),
    lambda: select(a.c.id).offset(5)
""")

    def test_joins_and_subqueries_are_the_same(self):
        self.check_sql("""
    lambda: select(a.c.id, b.c.id).join(b),
    lambda: select(a.c.id, b.c.x).outerjoin(b, a.c.id==b.c.a_id),
    lambda: select(a.c.id, b.c.x).select_from(a.join(b, a.c.id==b.c.a_id)).where(b.c.x.between(1,2)),
    lambda: select(a.c.id).where(a.c.id.in_(select(b.c.a_id).where(b.c.x==3))),
    lambda: select(a.c.id).where(exists().where(b.c.a_id==a.c.id)),
    lambda: select(a.c.id).where(~exists(select(b.c.id).where(b.c.a_id==a.c.id))),
    lambda: select(a.c.id, select(func.count(b.c.id)).where(b.c.a_id==a.c.id).scalar_subquery().label('k')),
    lambda: select(sub.c.a_id, sub.c.cnt).where(sub.c.cnt>1),
    lambda: select(a, sub.c.cnt).join(sub, sub.c.a_id==a.c.id),
    lambda: select(al.c.id, an.c.name).where(al.c.id==an.c.id),
    lambda: select(a.c.id).where(a.c.id==select(func.max(b.c.a_id)).scalar_subquery()),
    lambda: select(select(a.c.id).subquery('n').c.id),
    lambda: select(func.count()).select_from(select(a).where(a.c.id>1).subquery()),
    lambda: select(a.c.id, b.c.x).where(a.c.id==b.c.a_id),
    lambda: select(a.c.id).select_from(a.outerjoin(b)),
    lambda: exists(select(a.c.id))
""")

    def test_common_table_expressions_and_unions_are_the_same(self):
        self.check_sql("""
    lambda: select(cte.c.id),
    lambda: select(a).join(cte, cte.c.id==a.c.id),
    lambda: select(rec.c.id, rec.c.x),
    lambda: select(a.c.id).union(select(b.c.id)),
    lambda: union_all(select(a.c.id), select(b.c.id).where(b.c.x>2)).order_by('id').limit(3),
    lambda: select(a.c.id).except_(select(b.c.id))
""")

    def test_expressions_are_the_same(self):
        self.check_sql("""
    lambda: select(case((a.c.id==1,'one'),(a.c.id==2,'two'),else_='many'), case({1:'x',2:'y'}, value=a.c.id, else_=None)),
    lambda: select(cast(a.c.id, String), a.c.name.cast(Integer), cast('5', Integer), cast(a.c.id+1, Text)),
    lambda: select(literal('x'), literal(5).label('five'), literal_column("'lit'").label('l'), null(), true(), false(), text('1 AS one')),
    lambda: select(a.c.name.startswith('x'), a.c.name.endswith('y'), a.c.name.contains('z'), a.c.name.contains('a%b', autoescape=True)),
    lambda: select(a).where(a.c.flag==True, a.c.flag.is_(False), a.c.flag.isnot(None), a.c.flag),
    lambda: select(a.c.id.label('q')).order_by('q'),
    lambda: select(a.c.id.label('q')).order_by(desc('q')),
    lambda: (lambda l: select(l).order_by(l))(a.c.id.label('q')),
    lambda: (lambda l: select(l).order_by(l.desc()).group_by(l))(func.lower(a.c.name).label('q')),
    lambda: select(a.c.name.collate('NOCASE')).order_by(a.c.name.collate('C').asc().nulls_last()),
    lambda: select(a.c.name.op('~')('x'), a.c.id.op('&')(4), a.c.id.bitwise_and(3)),
    lambda: select(func.count(distinct(a.c.name)), func.count(a.c.name.distinct())),
    lambda: select(func.sum(a.c.id).filter(a.c.id>3)),
    lambda: select(not_(and_(a.c.id==1,a.c.name=='b')), not_(a.c.id==1), ~a.c.name.like('x'), not_(or_(a.c.id==1,a.c.id==2))),
    lambda: select(a.c.name.concat('x')),
    lambda: select(and_(true(), a.c.id==1)),
    lambda: select(a.c.id).where(and_()) if 0 else select(a.c.id).where(and_(True, a.c.id==1)),
    lambda: select(b.c.x).where(b.c.x.is_distinct_from(None), b.c.x.is_distinct_from(5)),
    lambda: select(func.json_extract(a.c.data,'$.x')),
    lambda: select(a.c.id).group_by(a.c.id, 'name'),
    lambda: a.c.id==5,
    lambda: func.now(),
    lambda: and_(a.c.id==1, or_(a.c.name=='x', a.c.name=='y')),
    lambda: a.c.name,
    lambda: column('x')==5,
    lambda: text('a = :b'),
    lambda: a.c.id.desc(),
    lambda: func.lower(column('x')),
    lambda: cast(column('x'), Integer),
    lambda: column('x').in_([1,2])
""")

    def test_inserts_are_the_same(self):
        self.check_sql("""
    lambda: insert(a),
    lambda: a.insert().values(name='x', id=5),
    lambda: insert(t).values([{'id':1,'name':'a'},{'id':2,'name':'b'}]),
    lambda: insert(a).from_select(['id','name'], select(b.c.id, literal('x'))),
    lambda: insert(a).values(name=func.lower('X'), id=select(func.max(b.c.id)).scalar_subquery()),
    lambda: insert(t).values(id=1).returning(t.c.id, t.c.name),
    lambda: insert(a).values((1,'x')),
    lambda: insert(t)
""")

    def test_updates_and_deletes_are_the_same(self):
        self.check_sql("""
    lambda: update(a).values(name='y').where(a.c.id==5),
    lambda: a.update().where(a.c.name==None).values({'name': a.c.name+'z', a.c.flag: True}),
    lambda: update(t).values(v=null()),
    lambda: update(a).values(name=select(b.c.x).where(b.c.a_id==a.c.id).scalar_subquery()),
    lambda: update(a).values(name=b.c.x).where(a.c.id==b.c.a_id),
    lambda: update(a).where(a.c.id==bindparam('b_id')).values(name=bindparam('n2')),
    lambda: update(t).values(name='q').returning(t.c.id),
    lambda: update(a),
    lambda: update(t).where(t.c.id.in_([1])).values(name=case((t.c.v=='x','y'),else_=t.c.name)),
    lambda: update(s).values(id=3).where(s.c.id==4),
    lambda: update(a).values(n=decimal.Decimal('1.5'), created=datetime.datetime(2020,1,1)),
    lambda: delete(a),
    lambda: a.delete().where(a.c.id.in_([1,2])),
    lambda: delete(a).where(a.c.id.in_(select(b.c.a_id))),
    lambda: delete(t).where(t.c.id==1).returning(t.c.id)
""")

    def test_on_conflict_is_sent_whole(self):
        self.check_wire(
            _TABLES + """
statement = postgresql.insert(t).values(id=1)
wire(statement.on_conflict_do_update(index_elements=[t.c.id], set_={"name": statement.excluded.name, "v": 5}, where=t.c.v == 3)._query())
""",
            {
                "query": "insert",
                "table": {"name": "t"},
                "source": {
                    "source": "values",
                    "columns": ["id"],
                    "rows": [[{"expr": "bind", "name": "id", "value": 1, "type": {"type": "Integer"}}]],
                },
                "on_conflict": {
                    "elements": [{"expr": "column", "name": "id", "type": {"type": "Integer"}}],
                    "set": [
                        {"column": "name", "value": {"expr": "excluded", "name": "name"}},
                        {
                            "column": "v",
                            "value": {"expr": "bind", "name": "param_1", "value": 5, "type": {"type": "Integer"}},
                        },
                    ],
                    "where": {
                        "expr": "binary",
                        "operator": "equal",
                        "left": {"expr": "column", "name": "v", "table": "t"},
                        "right": {"expr": "bind", "name": "v_1", "value": 3, "type": {"type": "Integer"}},
                    },
                },
            },
        )

    def test_a_text_is_sent_with_its_binds(self):
        self.check_wire(
            "wire([text('a = :x').bindparams(x=5)._query(), text('now()')._wire()])",
            [
                {
                    "query": "text",
                    "sql": "a = :x",
                    "binds": [{"name": "x", "value": 5, "type": {"type": "Integer"}}],
                },
                {"expr": "text", "sql": "now()"},
            ],
        )

    def test_json_and_array_operators_are_sent_by_name(self):
        self.check_wire(
            _TABLES + """
from sqlalchemy import _running
_running.use("postgresql")
wire([(b.c.doc["k"]["j"].astext == "v").left._wire()["operator"], b.c.doc.has_key("z")._wire()["operator"],
      b.c.doc.contains({"a": 1})._wire()["right"]["value"], b.c.tags.contains(["x"])._wire()["right"]["value"],
      b.c.tags[1]._wire()["index"]["value"], (5 == any_(b.c.tags))._wire()["right"]["path"]])
""",
            [
                "json_get_text",
                {"custom": "?"},
                {"$": "json", "v": {"a": 1}},
                ["x"],
                1,
                ["ANY"],
            ],
        )

    def test_wrong_statements_are_the_same_errors(self):
        self.check_same("""
show(
    lambda: select("x"), lambda: column("x").in_("abc"), lambda: table("t", column("a")).join(table("u")),
    lambda: column("x") < None, lambda: text("select 1").bindparams(q=1),
)
t = table("t", column("a"))
show(lambda: str(t.insert().values(nope=1)), lambda: str(t.update().values(nope=1)))
""")
