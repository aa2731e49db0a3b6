"""The pairs that are compared: what the database is created from, and what the models say afterwards.

Both are code; `m` is the MetaData, `T` makes a table of it. Statements that only SQL can say stand in `sql`, which runs
on the database after its tables are created.
"""

BOTH = ("sqlite", "postgresql")
SQLITE = ("sqlite",)
POSTGRESQL = ("postgresql",)

PRELUDE = """
from sqlalchemy import *
from sqlalchemy.dialects import postgresql, sqlite
m = MetaData(naming_convention=%r)
C = Column
def T(name, *items, **words):
    return Table(name, m, *items, **words)
"""


class Case:
    def __init__(self, name, before, after, on=BOTH, sql=(), convention=None, any_order=False, sql_differs=None, **options):
        self.name, self.before, self.after, self.on, self.sql = name, before, after, on, sql
        self.convention, self.any_order, self.sql_differs, self.options = convention, any_order, sql_differs, options


CONVENTION = {
    "ix": "ix_%(column_0_label)s",
    "uq": "uq_%(table_name)s_%(column_0_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}

ID = "C('id', Integer, primary_key=True)"
USERS = "T('users', C('id', Integer, primary_key=True), C('name', String(50))%s)\n"
DEFAULTS = {"compare_server_default": True}
FORGETS_IDENTITY = "the script does not say which identity is there, so that its SQL fails"


def users(*items):
    return USERS % "".join(", " + item for item in items)


def typed(before, after):
    """A pair that differs in the type of one column."""
    return users("C('x', %s)" % before), users("C('x', %s)" % after)


def posts(*items):
    return users() + "T('posts', %s)\n" % ", ".join((ID, "C('author_id', Integer)") + items)


TABLES = [
    Case("nothing changed", users(), users()),
    Case("an added table", "", users()),
    Case("an added table with what belongs to it", users(), users() + (
        "T('posts', C('id', BigInteger, primary_key=True), C('author_id', ForeignKey('users.id', ondelete='CASCADE'), index=True),"
        " C('title', String(200), nullable=False, unique=True), C('rating', Numeric(5, 2), server_default='0'),"
        " C('made', DateTime(timezone=True), server_default='2024-01-31'), Index('ix_two', 'title', 'rating', unique=True),"
        " UniqueConstraint('title', 'rating', name='uq_two'), comment='a table')"
    )),
    Case("added tables stand in the order of their dependencies", "", (
        "T('a', %s, C('b_id', ForeignKey('b.id')))\nT('b', %s, C('c_id', ForeignKey('c.id')))\nT('c', %s)\nT('d', %s)\n" % (ID, ID, ID, ID)
    )),
    Case("two added tables refer to each other", "", (
        "T('a', %s, C('b_id', ForeignKey('b.id')))\nT('b', %s, C('a_id', ForeignKey('a.id')))\nT('c', %s, C('a_id', ForeignKey('a.id')))\n" % (ID, ID, ID)
    ), sql_differs="the foreign keys of a circle are created after the tables"),
    Case("two added tables refer to each other, one later", "", (
        "T('a', %s, C('b_id', ForeignKey('b.id', use_alter=True, name='fk_b')))\nT('b', %s, C('a_id', ForeignKey('a.id')))\n" % (ID, ID)
    ), sql_differs="the foreign keys of a circle are created after the tables"),
    Case("a removed table", users(), ""),
    Case("a removed table with what belongs to it", posts("C('title', String(20), index=True, unique=True)", "C('x', Text, unique=True)", "ForeignKeyConstraint(['author_id'], ['users.id'], name='fk_author')"), users()),
    Case("removed tables that depend on each other", posts("ForeignKeyConstraint(['author_id'], ['users.id'], name='fk_author')"), "", any_order=True),
    Case("one table comes, one goes", "T('a', %s)" % ID, "T('b', %s)" % ID),
    Case("the version table is left alone", users() + "T('alembic_version', C('version_num', String(32), primary_key=True))", users()),
    Case("a table of a composite key", "", "T('a', C('x', Integer, primary_key=True), C('y', Integer, primary_key=True), C('z', Integer))"),
    Case("a table whose key is written", "", "T('a', C('x', Integer), C('y', Integer), PrimaryKeyConstraint('x', 'y', name='pk_a'))"),
    Case("a table of a composite foreign key", "T('a', C('x', Integer, primary_key=True), C('y', Integer, primary_key=True))", (
        "T('a', C('x', Integer, primary_key=True), C('y', Integer, primary_key=True))\n"
        "T('b', %s, C('x', Integer), C('y', Integer), ForeignKeyConstraint(['x', 'y'], ['a.x', 'a.y'], name='fk_a'))" % ID
    )),
    Case("names that need quotes", "", "T('Users \"x\"', C('Id', Integer, primary_key=True), C(\"it's\", Text, index=True))"),
    Case("names that need quotes are found again", "T('User', C('Id', Integer, primary_key=True), C('camelCase', Text, index=True))", "T('User', C('Id', Integer, primary_key=True), C('camelCase', String(5)), C('Other', Text))"),
    Case("a table in another schema", "", "T('a', %s, C('x', Integer, index=True), schema='app')" % ID, POSTGRESQL, sql=("CREATE SCHEMA app",), include_schemas=True),
    Case("changes in another schema", "", "T('b', %s, schema='app')\nT('a', %s, C('x', Integer, index=True), C('b_id', ForeignKey('app.b.id')), schema='app')\nT('a', %s, C('x', String(5)))" % (ID, ID, ID), POSTGRESQL, sql=(
        "CREATE SCHEMA app", "CREATE TABLE app.a (id serial PRIMARY KEY, y text)", "CREATE TABLE app.b (id serial PRIMARY KEY)", "CREATE TABLE a (id serial PRIMARY KEY, x varchar(6))",
    ), include_schemas=True, sql_differs="the constraint gets the name that the server would choose"),
    Case("a removed table of another schema", "", "", POSTGRESQL, sql=("CREATE SCHEMA app", "CREATE TABLE app.a (id serial PRIMARY KEY, y text)", "CREATE INDEX ix_y ON app.a (y)"), include_schemas=True),
    Case("a table with CHECKs", "", "T('a', C('x', Integer), CheckConstraint('x > 0', name='positive'))"),
    Case("a removed table with CHECKs", "T('a', C('x', Integer), CheckConstraint('x > 0', name='positive'))", ""),
    Case("options of a table", "", "T('a', %s, sqlite_autoincrement=True, postgresql_with={'fillfactor': 70}, prefixes=['TEMPORARY'])" % ID),
    Case("a table with an enum", "", "T('a', %s, C('kind', Enum('x', 'y', name='kinds'), nullable=False, server_default='x'))" % ID),
    Case("a removed table with an enum", "T('a', C('id', Integer, primary_key=True, autoincrement=False), C('kind', Enum('x', 'y', name='kinds'), nullable=False, server_default='x'))", "", POSTGRESQL, sql_differs="the type is created by itself"),
    Case("a table with EXCLUDE", "", "t = T('a', %s, C('during', postgresql.TSRANGE))\nt.append_constraint(postgresql.ExcludeConstraint((t.c.during, '&&'), name='apart'))" % ID, POSTGRESQL),
    Case("a table without columns", "", "T('a')", POSTGRESQL),
    Case("a table of a sequence", "", "T('a', C('x', Integer, Sequence('s'), primary_key=True))", POSTGRESQL),
    Case("a view is no table", "", "", sql=("CREATE VIEW v AS SELECT 1 AS x",)),
]

COLUMNS = [
    Case("an added column", users(), users("C('age', Integer, nullable=False)")),
    Case("an added column with everything", users(), users("C('age', Integer, server_default=text('1'), nullable=False, comment='years', index=True)", "C('mail', String, unique=True)"), sql_differs="the constraint gets the name that the server would choose"),
    Case("added columns keep their order", users(), users("C('z', Integer)", "C('a', Integer)", "C('m', Integer)")),
    Case("an added column that refers to a table", posts(), posts("C('editor_id', ForeignKey('users.id', name='fk_editor'))")),
    Case("a removed column", users("C('age', Integer, nullable=False)"), users()),
    Case("a removed column that refers to a table", posts("ForeignKeyConstraint(['author_id'], ['users.id'], name='fk_author')"), users() + "T('posts', %s)" % ID),
    Case("removed columns", users("C('a', Integer)", "C('b', Text)"), users(), any_order=True),
    Case("a removed column with a default", users("C('a', Integer, server_default='5')"), users()),
    Case("a renamed column", users("C('a', Integer)"), users("C('b', Integer)")),
    Case("NOT NULL", users("C('a', Integer)"), users("C('a', Integer, nullable=False)")),
    Case("NULL", users("C('a', Integer, nullable=False)"), users("C('a', Integer)")),
    Case("NOT NULL of a column with a default", users("C('a', Integer, server_default='5')"), users("C('a', Integer, server_default='5', nullable=False)")),
    Case("type and nullability", users("C('a', String(50))"), users("C('a', String(80), nullable=False)")),
    Case("type, nullability and default", users("C('a', String(50), server_default='x')"), users("C('a', String(80), server_default='y', nullable=False)"), **DEFAULTS),
    Case("the transcript", "T('users', %s, C('email', String(120), nullable=False, unique=True), C('name', String(50), index=True))" % ID, (
        "T('users', %s, C('email', String(120), nullable=False, unique=True), C('name', String(80), nullable=False), C('is_active', Integer, server_default='1'))\n"
        "T('posts', %s, C('title', String(200)))" % (ID, ID)
    )),
    Case("a column comment", users("C('a', Integer)"), users("C('a', Integer, comment='new')")),
    Case("another column comment", users("C('a', Integer, comment='old')"), users("C('a', Integer, comment=\"it's new\")")),
    Case("a removed column comment", users("C('a', Integer, comment='old')"), users("C('a', Integer)")),
    Case("an empty column comment is none", users("C('a', Integer)"), users("C('a', Integer, comment='')")),
    Case("a type change keeps the comment", users("C('a', Integer, comment='old')"), users("C('a', Text, comment='old')")),
    Case("a table comment", users(), users("comment='new'")),
    Case("another table comment", users("comment='old'"), users("comment='new'")),
    Case("a removed table comment", users("comment='old'"), users()),
    Case("many changes", posts("C('gone', Integer)", "C('a', String(5), index=True)", "comment='x'"), posts("C('a', String(6))", "C('new', Integer, index=True)", "ForeignKeyConstraint(['author_id'], ['users.id'], name='fk_author')", "UniqueConstraint('a', name='uq_a')", "comment='y'")),
    Case("autoincrement=False", "T('a', C('x', Integer, primary_key=True), C('y', Integer))", "T('a', C('x', Integer, primary_key=True, autoincrement=False), C('y', String(5)))"),
    Case("a changed key type", "T('a', C('x', Integer, primary_key=True))", "T('a', C('x', BigInteger, primary_key=True))", **DEFAULTS),
    Case("an added column of an enum", users(), users("C('kind', Enum('x', 'y', name='kinds'))"), POSTGRESQL),
    Case("a removed column with what belongs to it", users("C('a', Integer, index=True)", "C('b', Integer, unique=True)"), users("C('b', Integer)")),
    Case("a removed column of an index", users("C('a', Integer)", "Index('ix_a', 'name', 'a')"), users("Index('ix_a', 'name')")),
    Case("an added column with several foreign keys", users() + "T('b', %s)" % ID, "T('users', %s, C('name', String(50)), C('c', ForeignKey('b.id')), C('d', ForeignKey('users.id', name='fk_d')))\nT('b', %s)" % (ID, ID), any_order=True),
    Case("comments of a table and its columns", users("C('a', Integer)"), users("C('a', Integer, nullable=False, comment='x')", "comment='y'") + "T('b', %s, C('x', Text, comment='z'), comment='b')" % ID),
    Case("a comment and a type", users("C('a', Integer, comment='x')"), users("C('a', Text, comment='y')")),
    Case("two tables in the order of their names", "T('b', %s, C('x', Integer))\nT('a', %s, C('x', Integer))" % (ID, ID), "T('b', %s, C('x', Text))\nT('a', %s, C('x', Text), C('y', Text))" % (ID, ID)),
    Case("autoincrement with defaults compared", "T('a', C('x', Integer, primary_key=True), C('y', Integer))", "T('a', C('x', BigInteger, primary_key=True), C('y', BigInteger, autoincrement=False))", **DEFAULTS),
]

TYPES = [
    Case("a longer string", *typed("String(50)", "String(80)")),
    Case("a string without a length is no change", *typed("String(50)", "String")),
    Case("a string to a text", *typed("String(50)", "Text")),
    Case("an integer to a string", *typed("Integer", "String(10)")),
    Case("an integer to a big one", *typed("Integer", "BigInteger")),
    Case("a small integer to an integer", *typed("SmallInteger", "Integer")),
    Case("precision and scale", *typed("Numeric(10, 2)", "Numeric(12, 4)")),
    Case("precision alone", *typed("Numeric(10)", "Numeric(12)")),
    Case("a numeric without precision is no change", *typed("Numeric(10, 2)", "Numeric")),
    Case("a decimal is a numeric", *typed("NUMERIC(10, 2)", "DECIMAL(10, 2)")),
    Case("a float", *typed("Integer", "Float")),
    Case("a float is a double", *typed("Float", "Double")),
    Case("a real", *typed("REAL", "Float")),
    Case("a boolean", *typed("Integer", "Boolean")),
    Case("dates and times", users("C('a', Date)", "C('b', DateTime)", "C('c', Time)"), users("C('a', DateTime)", "C('b', Date)", "C('c', Interval)")),
    Case("a time zone", *typed("DateTime", "DateTime(timezone=True)")),
    Case("no time zone any more", *typed("DateTime(timezone=True)", "DateTime")),
    Case("the same types in other words", users("C('a', DateTime)", "C('b', Unicode(5))", "C('c', UnicodeText)", "C('d', LargeBinary)", "C('e', PickleType)", "C('f', Uuid)", "C('g', JSON)", "C('h', Interval)"), users("C('a', DateTime)", "C('b', String(5))", "C('c', Text)", "C('d', LargeBinary)", "C('e', LargeBinary)", "C('f', Uuid)", "C('g', JSON)", "C('h', Interval)")),
    Case("text to every type", users(*["C('%s', Text)" % name for name in "abcdefghijklmn"]), users(
        "C('a', SmallInteger)", "C('b', Float(24))", "C('c', Unicode(7, collation='x'))", "C('d', LargeBinary(5))", "C('e', PickleType)", "C('f', Time(timezone=True))", "C('g', Uuid)",
        "C('h', JSON)", "C('i', Enum('a', \"b'\", name='letters'))", "C('j', CHAR(3))", "C('k', TIMESTAMP)", "C('l', Double)", "C('m', Boolean(name='is_m', create_constraint=True))", "C('n', Numeric(5, 1, asdecimal=True))",
    )),
    Case("PostgreSQL's own types", users(*["C('%s', Text)" % name for name in "abcdefghijklmno"]), users(
        "C('a', postgresql.JSONB)", "C('b', postgresql.INET)", "C('c', postgresql.ARRAY(Integer))", "C('d', ARRAY(String(5), dimensions=2))", "C('e', postgresql.TSVECTOR)", "C('f', postgresql.INT4RANGE)", "C('g', postgresql.TIMESTAMP(timezone=True, precision=3))",
        "C('h', postgresql.BIT(3, varying=True))", "C('i', postgresql.INTERVAL(fields='YEAR'))", "C('j', postgresql.UUID)", "C('k', postgresql.BYTEA)", "C('l', postgresql.HSTORE)", "C('m', postgresql.MONEY)", "C('n', postgresql.ENUM('a', name='letters'))", "C('o', postgresql.JSON)",
    ), POSTGRESQL),
    Case("from PostgreSQL's own types", users(
        "C('a', postgresql.JSONB)", "C('b', postgresql.INET)", "C('c', postgresql.ARRAY(Integer))", "C('d', ARRAY(String(5), dimensions=2))", "C('e', postgresql.TSVECTOR)", "C('f', postgresql.INT4RANGE)", "C('g', postgresql.TIMESTAMP(timezone=True, precision=3))",
        "C('h', postgresql.BIT(3, varying=True))", "C('i', postgresql.INTERVAL(fields='YEAR'))", "C('j', postgresql.UUID)", "C('k', postgresql.BYTEA)", "C('m', postgresql.MONEY)", "C('n', postgresql.ENUM('a', \"b'\", name='letters'))", "C('o', Double)", "C('p', Float(24))", "C('q', CHAR(3))", "C('r', Numeric(5, 2))", "C('s', Time(timezone=True))",
    ), users(*["C('%s', Text)" % name for name in "abcdefghijkmnopqrs"]), POSTGRESQL),
    Case("an enum keeps its name", *typed("Enum('a', 'b', name='letters')", "Enum('a', 'b', 'c', name='letters')"), on=POSTGRESQL),
    Case("an enum of another name", *typed("Enum('a', 'b', name='letters')", "Enum('a', 'b', name='others')"), on=POSTGRESQL),
    Case("an enum without enum types", *typed("Enum('a', 'b', name='letters')", "Enum('a', 'b', 'long', name='letters')"), on=SQLITE),
    Case("an array's item is not compared", *typed("ARRAY(Integer)", "Integer"), on=POSTGRESQL),
    Case("an array of another item", *typed("ARRAY(Integer)", "ARRAY(Text)"), on=POSTGRESQL),
    Case("a variant", *typed("String(5)", "String(5).with_variant(Text(), 'sqlite').with_variant(postgresql.JSONB(), 'postgresql')")),
    Case("JSONB", *typed("JSON", "postgresql.JSONB"), on=POSTGRESQL),
    Case("types are not compared", *typed("Integer", "String(10)"), compare_type=False),
    Case("nullability without types", users("C('a', Integer)"), users("C('a', String(5), nullable=False)"), compare_type=False),
    Case("a collation is no change", *typed("String(5)", "String(5, collation='C')"), on=POSTGRESQL),
    Case("a type that the database does not know", "", "T('a', C('x', Integer))", SQLITE, sql=("CREATE TABLE a (x)",)),
    Case("a column of no type", users("C('a', Integer)"), users("C('a', types.NullType())").replace("T(", "import sqlalchemy.types as types\nT(", 1)),
    Case("a user's type", "T('users', C('id', Integer), C('x', String(5)))", "class Short(TypeDecorator):\n    impl = String\n    cache_ok = True\nT('users', C('id', Integer), C('x', Short(5)))"),
    Case("a domain", "T('users', C('id', Integer), C('x', Text))", "T('users', C('id', Integer), C('x', postgresql.DOMAIN('short', String(5))))", POSTGRESQL),
    Case("from a domain", "T('users', C('id', Integer), C('x', postgresql.DOMAIN('short', String(5))))", "T('users', C('id', Integer), C('x', Text))", POSTGRESQL),
    Case("lengths of binary types", *typed("LargeBinary", "LargeBinary(5)")),
    Case("CHAR", *typed("CHAR(3)", "String(3)")),
    Case("lower and upper", *typed("VARCHAR(3)", "String(3)")),
]

DEFAULT_CASES = [
    Case("a default", users("C('a', Integer)"), users("C('a', Integer, server_default='5')"), **DEFAULTS),
    Case("a default is not compared", users("C('a', Integer)"), users("C('a', Integer, server_default='5')")),
    Case("another default", users("C('a', Integer, server_default='5')"), users("C('a', Integer, server_default='6')"), **DEFAULTS),
    Case("no default any more", users("C('a', Integer, server_default='5')"), users("C('a', Integer)"), **DEFAULTS),
    Case("the same default", users("C('a', Integer, server_default='5')"), users("C('a', Integer, server_default=text('5'))"), **DEFAULTS),
    Case("a default of text", users("C('a', String(9), server_default='x')"), users("C('a', String(9), server_default='y')"), **DEFAULTS),
    Case("the same default of text", users("C('a', String(9), server_default='x')"), users("C('a', String(9), server_default='x')"), **DEFAULTS),
    Case("text that is a number", users("C('a', String(9), server_default='5')"), users("C('a', String(9), server_default='5')"), **DEFAULTS),
    Case("now", users("C('a', DateTime, server_default=func.now())"), users("C('a', DateTime, server_default=func.now())"), **DEFAULTS),
    Case("now in other words", users("C('a', DateTime, server_default=func.now())"), users("C('a', DateTime, server_default=text('CURRENT_TIMESTAMP'))"), **DEFAULTS),
    Case("booleans", users("C('a', Boolean, server_default=true())", "C('b', Boolean, server_default=text('false'))"), users("C('a', Boolean, server_default=true())", "C('b', Boolean, server_default=true())"), **DEFAULTS),
    Case("a default of a number with a fraction", users("C('a', Numeric(5, 2), server_default='1.5')"), users("C('a', Numeric(5, 2), server_default='1.50')"), **DEFAULTS),
    Case("an expression", users("C('a', Integer, server_default=text('(1 + 2)'))"), users("C('a', Integer, server_default=text('(1 + 3)'))"), **DEFAULTS),
    Case("JSON", users("C('a', postgresql.JSONB, server_default='{}')"), users("C('a', postgresql.JSONB, server_default=text(\"'{}'::jsonb\"))"), POSTGRESQL, **DEFAULTS),
    Case("a key's default is not compared", "T('a', C('x', Integer, primary_key=True), C('y', Text))", "T('a', C('x', Integer, primary_key=True), C('y', String(5)))", **DEFAULTS),
    Case("a sequence", "T('a', C('x', Integer, Sequence('s'), primary_key=True), C('y', Integer, server_default=text(\"nextval('s')\")))", "T('a', C('x', Integer, Sequence('s'), primary_key=True), C('y', Integer, server_default=text(\"nextval('s')\")))", POSTGRESQL, **DEFAULTS),
    Case("SERIAL outside of a key", "", "T('a', C('x', Integer, primary_key=True), C('y', Integer))", POSTGRESQL, sql=("CREATE TABLE a (x bigserial PRIMARY KEY, y serial)",), **DEFAULTS),
    Case("a fetched value", users("C('a', Integer, server_default='5')"), users("C('a', Integer, server_default=FetchedValue())"), **DEFAULTS),
    Case("a computed column", "T('a', C('x', Integer), C('y', Integer, Computed('x + 1', persisted=True)))", "T('a', C('x', Integer), C('y', Integer, Computed('x + 2', persisted=True)))", **DEFAULTS),
    Case("the same computed column", "T('a', C('x', Integer), C('y', Integer, Computed('x + 1', persisted=True)))", "T('a', C('x', Integer), C('y', Integer, Computed('x+1', persisted=True)))", **DEFAULTS),
    Case("computed no more", "T('a', C('x', Integer), C('y', Integer, Computed('x + 1', persisted=True)))", "T('a', C('x', Integer), C('y', Integer))", **DEFAULTS),
    Case("computed from now on", "T('a', C('x', Integer), C('y', Integer))", "T('a', C('x', Integer), C('y', Integer, Computed('x + 1', persisted=True)))", **DEFAULTS),
    Case("computed without comparison", "T('a', C('x', Integer), C('y', Integer, Computed('x + 1', persisted=True)))", "T('a', C('x', Integer), C('y', Integer, Computed('x + 2', persisted=True)))"),
    Case("an added computed column", "T('a', C('x', Integer))", "T('a', C('x', Integer), C('y', Integer, Computed('x + 1')), C('z', Integer, Computed('x + 1', persisted=False), nullable=False))"),
    Case("a computed column that is not null", "T('a', C('x', Integer), C('y', Integer, Computed('x + 1', persisted=True), nullable=False))", "T('a', C('x', Integer), C('y', Integer, Computed('x + 1', persisted=True)))", POSTGRESQL),
    Case("an identity", "T('a', C('x', Integer, Identity(), primary_key=True))", "T('a', C('x', Integer, Identity(always=True, start=5, increment=2), primary_key=True))", POSTGRESQL, sql_differs=FORGETS_IDENTITY, **DEFAULTS),
    Case("the same identity", "T('a', C('x', Integer, Identity(always=True, start=5), primary_key=True))", "T('a', C('x', Integer, Identity(always=True, start=5), primary_key=True))", POSTGRESQL, **DEFAULTS),
    Case("an identity comes", "T('a', C('x', Integer, primary_key=True), C('y', Integer, nullable=False))", "T('a', C('x', Integer, primary_key=True), C('y', Integer, Identity()))", POSTGRESQL, sql_differs=FORGETS_IDENTITY, **DEFAULTS),
    Case("an identity goes", "T('a', C('x', Integer, primary_key=True), C('y', Integer, Identity(cycle=True)))", "T('a', C('x', Integer, primary_key=True), C('y', Integer, nullable=False))", POSTGRESQL, sql_differs=FORGETS_IDENTITY, **DEFAULTS),
    Case("an identity without comparison", "T('a', C('x', Integer, Identity(), primary_key=True))", "T('a', C('x', Integer, Identity(always=True), primary_key=True))", POSTGRESQL),
    Case("an added table with an identity", "", "T('a', C('x', Integer, Identity(always=True, start=3), primary_key=True), C('y', Integer, server_default=text('5')), C('z', DateTime, server_default=func.now()))", POSTGRESQL),
    Case("a removed table with defaults", "T('a', C('x', Integer, Identity(), primary_key=True), C('y', Integer, server_default='5'), C('z', Integer, Computed('y + 1', persisted=True)))", "", POSTGRESQL),
    Case("a function", users("C('a', Uuid, server_default=text('gen_random_uuid()'))"), users("C('a', Uuid, server_default=text('gen_random_uuid()'))", "C('b', DateTime, server_default=text('now()'))"), POSTGRESQL, **DEFAULTS),
    # On SQLite Alembic finds it changed for ever.
    Case("an empty text", users("C('a', Text, server_default='')"), users("C('a', Text, server_default='')", "C('b', Text, server_default=text(\"''\"))"), POSTGRESQL, sql_differs="Alembic puts parentheses around the empty text", **DEFAULTS),
    Case("from text to a number", users("C('a', Text, server_default='x')"), users("C('a', Integer, server_default='5')"), SQLITE, **DEFAULTS),
    Case("NULL as a default", users("C('a', Integer, server_default=null())"), users("C('a', Integer)"), **DEFAULTS),
    Case("a negative number", users("C('a', Integer, server_default='-1')"), users("C('a', Integer, server_default=text('-1'))"), **DEFAULTS),
    Case("a computed column with casts", "T('a', C('x', Text), C('y', Text, Computed(\"lower(x) || 'z'\", persisted=True)))", "T('a', C('x', Text), C('y', Text, Computed(\"lower(x) || 'z'\", persisted=True)))", POSTGRESQL, **DEFAULTS),
    Case("defaults compared and nothing else to see", users("C('a', Integer, nullable=False, server_default='5')"), users("C('a', Integer, server_default='5')"), **DEFAULTS),
    Case("an identity is taken from SERIAL", "T('a', C('x', Integer, primary_key=True))", "T('a', C('x', Integer, Identity(), primary_key=True))", POSTGRESQL, sql_differs=FORGETS_IDENTITY, **DEFAULTS),
]

INDEXES = [
    Case("an added index", users(), users("Index('ix_a', 'name')")),
    Case("an added index by flag", users(), "T('users', %s, C('name', String(50), index=True))" % ID),
    Case("an added unique index", users(), users("Index('ix_a', 'name', 'id', unique=True)")),
    Case("a removed index", users("Index('ix_a', 'name')"), users()),
    Case("a removed unique index", users("Index('ix_a', 'name', unique=True)"), users()),
    Case("an index of other columns", users("Index('ix_a', 'name')"), users("Index('ix_a', 'name', 'id')")),
    Case("an index of columns in another order", users("Index('ix_a', 'name', 'id')"), users("Index('ix_a', 'id', 'name')")),
    Case("an index becomes unique", users("Index('ix_a', 'name')"), users("Index('ix_a', 'name', unique=True)")),
    Case("an index of other columns becomes unique", users("Index('ix_a', 'name')"), users("Index('ix_a', 'name', 'id', unique=True)")),
    Case("a renamed index", users("Index('ix_a', 'name')"), users("Index('ix_b', 'name')")),
    Case("indexes stand in the order of their names", users(), users("Index('ix_c', 'name')", "Index('ix_a', 'name')", "Index('ix_b', 'name')")),
    Case("an added unique constraint", users(), users("UniqueConstraint('name', name='uq_a')")),
    Case("an added unique constraint by flag", users(), "T('users', %s, C('name', String(50), unique=True))" % ID, sql_differs="the constraint gets the name that the server would choose"),
    Case("an added unnamed unique constraint", users(), users("UniqueConstraint('name', 'id')"), sql_differs="the constraint gets the name that the server would choose"),
    Case("an unnamed unique constraint is found again", users("UniqueConstraint('name', 'id')"), users("UniqueConstraint('id', 'name')")),
    Case("a removed unique constraint", users("UniqueConstraint('name', name='uq_a')"), users()),
    Case("a removed unnamed unique constraint", users("UniqueConstraint('name')"), users()),
    Case("a unique constraint of other columns", users("UniqueConstraint('name', name='uq_a')"), users("UniqueConstraint('name', 'id', name='uq_a')")),
    Case("a unique constraint of columns in another order", users("UniqueConstraint('name', 'id', name='uq_a')"), users("UniqueConstraint('id', 'name', name='uq_a')")),
    Case("a renamed unique constraint", users("UniqueConstraint('name', name='uq_a')"), users("UniqueConstraint('name', name='uq_b')")),
    Case("a unique constraint becomes an index", users("UniqueConstraint('name', name='x')"), users("Index('x', 'name', unique=True)")),
    Case("an index becomes a unique constraint", users("Index('x', 'name', unique=True)"), users("UniqueConstraint('name', name='x')")),
    Case("names of a convention", users(), "T('users', %s, C('name', String(50), unique=True), C('a', Integer, index=True), C('b', ForeignKey('users.id')), UniqueConstraint('a', 'b'))" % ID, convention=CONVENTION),
    Case("names of a convention are found again", *["T('users', %s, C('name', String(50), unique=True), C('a', Integer, index=True), C('b', ForeignKey('users.id')), UniqueConstraint('a', 'b'))" % ID] * 2, convention=CONVENTION),
    Case("a table named by a convention", "", "T('users', %s, C('name', String(50), unique=True), C('a', Integer, index=True), C('b', ForeignKey('users.id')), CheckConstraint('a > 0', name='positive'))" % ID, convention=CONVENTION),
    Case("a long name is cut", users(), "T('users', %s, C('name', String(50)), C('%s', Integer, index=True))" % (ID, "x" * 60)),
    Case("a long name is found again", *["T('users', %s, C('name', String(50)), C('%s', Integer, index=True))" % (ID, "x" * 60)] * 2),
    Case("an index of an expression", users(), "t = " + users() + "Index('ix_a', func.lower(t.c.name))"),
    Case("an index of text", users(), "t = " + users() + "Index('ix_a', text('lower(name)'), t.c.id)"),
    Case("an index of an expression is found again", *["t = " + users() + "Index('ix_a', func.lower(t.c.name))"] * 2),
    Case("an index of a cast is found again", *["t = " + users() + "Index('ix_a', cast(t.c.name, Integer), t.c.id.desc(), t.c.name.asc(), unique=True)"] * 2, on=POSTGRESQL),
    Case("an index of another expression", "t = " + users() + "Index('ix_a', func.lower(t.c.name))", "t = " + users() + "Index('ix_a', func.upper(t.c.name))", POSTGRESQL),
    Case("an index of an expression goes", "t = " + users() + "Index('ix_a', func.lower(t.c.name))", users(), POSTGRESQL),
    Case("an index becomes one of an expression", "t = " + users() + "Index('ix_a', 'name', _table=t)", "t = " + users() + "Index('ix_a', func.lower(t.c.name))", POSTGRESQL),
    Case("a descending index", "t = " + users() + "Index('ix_a', t.c.name)", "t = " + users() + "Index('ix_a', t.c.name.desc())", POSTGRESQL),
    Case("a descending index is found again", *["t = " + users() + "Index('ix_a', t.c.name.desc().nulls_last(), t.c.id.desc(), func.lower(t.c.name).desc())"] * 2, on=POSTGRESQL),
    Case("a descending index comes", users(), "t = " + users() + "Index('ix_a', t.c.name.desc())", POSTGRESQL),
    Case("an operator class in an expression", "t = " + users() + "Index('ix_a', func.lower(t.c.name))", "t = " + users() + "Index('ix_a', text('lower(name) varchar_pattern_ops'), _table=t)", POSTGRESQL),
    Case("options of an index are not compared", "t = " + users() + "Index('ix_a', t.c.name)", "t = " + users() + "Index('ix_a', t.c.name, postgresql_where=t.c.name > 'a', postgresql_using='hash')", POSTGRESQL),
    Case("options of an added index", users(), "t = " + users() + "Index('ix_a', t.c.name, postgresql_where=t.c.name > 'a', postgresql_using='btree', postgresql_include=['id'])", POSTGRESQL),
    Case("options of a removed index", "t = " + users() + "Index('ix_a', t.c.name, postgresql_where=t.c.name > 'a', postgresql_include=['id'])", users(), POSTGRESQL),
    Case("NULLS NOT DISTINCT of an index", users("Index('ix_a', 'name', unique=True)"), users("Index('ix_a', 'name', unique=True, postgresql_nulls_not_distinct=True)"), POSTGRESQL),
    Case("NULLS NOT DISTINCT of an index goes", users("Index('ix_a', 'name', unique=True, postgresql_nulls_not_distinct=True)"), users("Index('ix_a', 'name', unique=True)"), POSTGRESQL),
    Case("NULLS NOT DISTINCT of a constraint", users("UniqueConstraint('name', name='uq_a')"), users("UniqueConstraint('name', name='uq_a', postgresql_nulls_not_distinct=True)"), POSTGRESQL),
    Case("NULLS NOT DISTINCT of an added constraint", users(), users("UniqueConstraint('name', name='uq_a', postgresql_nulls_not_distinct=True, deferrable=True)"), POSTGRESQL),
    Case("a unique column with an index", users(), "T('users', %s, C('name', String(50), index=True, unique=True))" % ID),
    Case("expressions of every kind", users("C('a', Integer)", "C('j', postgresql.JSONB)"), "t = " + users("C('a', Integer)", "C('j', postgresql.JSONB)") + (
        "Index('ix_a', t.c.a + 1)\nIndex('ix_b', func.coalesce(t.c.name, 'x'))\nIndex('ix_c', cast(t.c.a, Text))\nIndex('ix_d', t.c.name.collate('C'))\nIndex('ix_e', t.c.j['x'].astext)\n"
        "Index('ix_f', func.lower(t.c.name).desc())\nIndex('ix_g', t.c.a.is_(None))\nIndex('ix_h', and_(t.c.a > 1, t.c.name == 'x'))\nIndex('ix_i', case((t.c.a > 1, t.c.id), else_=0))\nIndex('ix_j', t.c.name + t.c.name)\nIndex('ix_k', func.date_part('year', func.now()), 'a', _table=t)"
    ), POSTGRESQL, sql_differs="Alembic writes text() without its quotes"),
    Case("expressions of every kind are found again", *["t = " + users("C('a', Integer)", "C('j', postgresql.JSONB)") + (
        "Index('ix_a', t.c.a + 1)\nIndex('ix_b', func.coalesce(t.c.name, 'x'))\nIndex('ix_c', cast(t.c.a, Text))\nIndex('ix_e', t.c.j['x'].astext)\n"
        "Index('ix_f', func.lower(t.c.name).desc())\nIndex('ix_g', t.c.a.is_(None))\nIndex('ix_h', and_(t.c.a > 1, t.c.name == 'x'))"
    )] * 2, on=POSTGRESQL, sql_differs="the spelling of expressions is that of the server"),
    Case("a partial index of SQLite", users("Index('ix_a', 'name', sqlite_where=text('id > 1'))"), users("Index('ix_b', 'name', sqlite_where=text('id > 1'))"), SQLITE),
    Case("an index of a quoted column", "T('a', C('My Name', Text), Index('ix_a', 'My Name'))", "t = T('a', C('My Name', Text))\nIndex('ix_a', t.c['My Name'].desc())", POSTGRESQL),
    Case("several unnamed unique constraints", users("C('a', Integer)"), users("C('a', Integer)", "UniqueConstraint('name', 'a')", "UniqueConstraint('id', 'a')"), any_order=True),
    Case("an unnamed unique constraint where one of other columns was", users("UniqueConstraint('name')"), users("UniqueConstraint('name', 'id')"), sql_differs="the constraint gets the name that the server would choose"),
    Case("a deferrable unique constraint", users("UniqueConstraint('name', name='uq_a')"), users("UniqueConstraint('name', name='uq_a', deferrable=True)"), POSTGRESQL),
    Case("an operator class", "t = " + users() + "Index('ix_a', t.c.name)", "t = " + users() + "Index('ix_a', t.c.name, postgresql_ops={'name': 'varchar_pattern_ops'})", POSTGRESQL),
    Case("an index with an operator class goes", "t = " + users() + "Index('ix_a', t.c.name, postgresql_ops={'name': 'varchar_pattern_ops'}, postgresql_using='btree')", users(), POSTGRESQL),
]

KEYS = [
    Case("an added foreign key", posts(), posts("ForeignKeyConstraint(['author_id'], ['users.id'], name='fk_author')")),
    Case("an added unnamed foreign key", posts(), posts("ForeignKeyConstraint(['author_id'], ['users.id'])"), sql_differs="the constraint gets the name that the server would choose"),
    Case("an added foreign key by column", posts(), users() + "T('posts', %s, C('author_id', Integer, ForeignKey('users.id', ondelete='SET NULL', onupdate='CASCADE')))" % ID, sql_differs="the constraint gets the name that the server would choose"),
    Case("a removed foreign key", posts("ForeignKeyConstraint(['author_id'], ['users.id'], name='fk_author')"), posts()),
    Case("a removed unnamed foreign key", posts("ForeignKeyConstraint(['author_id'], ['users.id'])"), posts()),
    Case("a foreign key by another name is the same", posts("ForeignKeyConstraint(['author_id'], ['users.id'], name='fk_author')"), posts("ForeignKeyConstraint(['author_id'], ['users.id'], name='fk_other')")),
    Case("ON DELETE", posts("ForeignKeyConstraint(['author_id'], ['users.id'], name='fk_author')"), posts("ForeignKeyConstraint(['author_id'], ['users.id'], name='fk_author', ondelete='CASCADE')")),
    Case("ON DELETE in other letters", posts("ForeignKeyConstraint(['author_id'], ['users.id'], name='fk_author', ondelete='CASCADE')"), posts("ForeignKeyConstraint(['author_id'], ['users.id'], name='fk_author', ondelete='cascade')")),
    Case("NO ACTION is nothing", posts("ForeignKeyConstraint(['author_id'], ['users.id'], name='fk_author')"), posts("ForeignKeyConstraint(['author_id'], ['users.id'], name='fk_author', ondelete='NO ACTION', onupdate='no action')")),
    Case("ON UPDATE", posts("ForeignKeyConstraint(['author_id'], ['users.id'], name='fk_author', onupdate='CASCADE')"), posts("ForeignKeyConstraint(['author_id'], ['users.id'], name='fk_author', onupdate='RESTRICT')")),
    Case("deferrable", posts("ForeignKeyConstraint(['author_id'], ['users.id'], name='fk_author')"), posts("ForeignKeyConstraint(['author_id'], ['users.id'], name='fk_author', deferrable=True)")),
    Case("initially deferred", posts("ForeignKeyConstraint(['author_id'], ['users.id'], name='fk_author', deferrable=True)"), posts("ForeignKeyConstraint(['author_id'], ['users.id'], name='fk_author', deferrable=True, initially='DEFERRED')")),
    Case("initially immediate is nothing", posts("ForeignKeyConstraint(['author_id'], ['users.id'], name='fk_author', deferrable=True)"), posts("ForeignKeyConstraint(['author_id'], ['users.id'], name='fk_author', deferrable=True, initially='IMMEDIATE')")),
    Case("another table", posts("ForeignKeyConstraint(['author_id'], ['users.id'], name='fk_author')") + "T('people', %s)" % ID, posts("ForeignKeyConstraint(['author_id'], ['people.id'], name='fk_author')") + "T('people', %s)" % ID),
    Case("a table that is new", posts(), posts("ForeignKeyConstraint(['author_id'], ['people.id'], name='fk_author')") + "T('people', %s)" % ID),
    Case("a table that refers to itself", users("C('boss_id', Integer)"), users("C('boss_id', ForeignKey('users.id', name='fk_boss'))")),
    Case("of several columns", "T('a', C('x', Integer, primary_key=True), C('y', Integer, primary_key=True))\nT('b', %s, C('x', Integer), C('y', Integer))" % ID, (
        "T('a', C('x', Integer, primary_key=True), C('y', Integer, primary_key=True))\n"
        "T('b', %s, C('x', Integer), C('y', Integer), ForeignKeyConstraint(['x', 'y'], ['a.x', 'a.y'], name='fk_a'))" % ID
    )),
    Case("MATCH", posts(), posts("ForeignKeyConstraint(['author_id'], ['users.id'], name='fk_author', match='FULL')"), POSTGRESQL),
    Case("use_alter", posts(), posts("ForeignKeyConstraint(['author_id'], ['users.id'], name='fk_author', use_alter=True)")),
    Case("to another schema", "", "T('b', %s, schema='app')\nT('a', %s, C('b_id', ForeignKey('app.b.id', name='fk_b')))" % (ID, ID), POSTGRESQL, sql=("CREATE SCHEMA app", "CREATE TABLE app.b (id serial PRIMARY KEY)", "CREATE TABLE a (id serial PRIMARY KEY, b_id integer)"), include_schemas=True),
    Case("several foreign keys", posts("C('a', Integer)", "ForeignKeyConstraint(['author_id'], ['users.id'], name='fk_author')"), posts("C('a', Integer)", "ForeignKeyConstraint(['author_id'], ['users.id'], name='fk_author', ondelete='CASCADE')", "ForeignKeyConstraint(['a'], ['users.id'], name='fk_a')"), any_order=True),
    Case("the same foreign key twice", posts("ForeignKeyConstraint(['author_id'], ['users.id'], name='fk_author')"), posts("ForeignKeyConstraint(['author_id'], ['users.id'], name='fk_author')", "ForeignKeyConstraint(['author_id'], ['users.id'], name='fk_again')")),
    Case("a foreign key to a table that goes", posts("ForeignKeyConstraint(['author_id'], ['users.id'], name='fk_author')"), "T('posts', %s, C('author_id', Integer))" % ID, any_order=True),
    Case("options that go", posts("ForeignKeyConstraint(['author_id'], ['users.id'], name='fk_author', ondelete='CASCADE', onupdate='SET NULL', deferrable=True, initially='DEFERRED')"), posts("ForeignKeyConstraint(['author_id'], ['users.id'], name='fk_author')")),
]

GROUPS = {"tables": TABLES, "columns": COLUMNS, "types": TYPES, "defaults": DEFAULT_CASES, "indexes": INDEXES, "keys": KEYS}
