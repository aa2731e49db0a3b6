"""The operations whose Python text is recorded."""

import dataclasses
import typing

import sqlalchemy as sa
from alembic.operations import ops
from sqlalchemy import Column, ForeignKey, Index, func, text
from sqlalchemy.dialects import mysql, postgresql, sqlite
from sqlalchemy.dialects.postgresql import ExcludeConstraint
from sqlalchemy.sql.elements import conv, quoted_name

from alembic.ddl.postgresql import CreateExcludeConstraintOp

import lowering

CASES = []
naming = None


@dataclasses.dataclass
class Case:
    name: str
    make: typing.Callable
    naming_convention: typing.Optional[dict]
    prefixes: dict
    render_item: bool
    differs: typing.Optional[dict]


def case(name, make, naming=None, prefixes=None, render_item=False, differs=None):
    CASES.append(Case(name, make, naming, prefixes or {}, render_item, differs))


def differs(why, *replaced, imports=(), ours=None):
    """Where we write something else on purpose: parts of Alembic's text and what stands there in ours."""
    wanted = {"why": why, "replaced": [list(pair) for pair in replaced], "imports": list(imports)}
    if ours:
        wanted["ours"] = ours
    return wanted


def create(name, make, schema=None, comment=None, prefixes=None, if_not_exists=None, **keywords):
    """CREATE TABLE of a model's table; the wire has the parts as the model writes them."""
    parts = make()
    columns = [x for x in parts if isinstance(x, sa.Column)]
    wire = {
        **lowering.table_name(name, schema), "columns": [lowering.column(c) for c in columns],
        "constraints": [lowering.constraint(c) for c in parts if isinstance(c, sa.Constraint)], "comment": comment,
        "prefixes": prefixes or [], "options": lowering.options(keywords),
    }
    metadata = sa.MetaData(naming_convention=naming) if naming else sa.MetaData()
    for other in ("users", "teams"):
        if other != name:
            sa.Table(other, metadata, Column("id", sa.Integer), Column("code", sa.String))
    table = sa.Table(name, metadata, *make(), schema=schema, comment=comment, prefixes=prefixes, **keywords)
    op = ops.CreateTableOp.from_table(table, _namespace_metadata=metadata)
    op.if_not_exists = if_not_exists
    op._wire = {"op": "create_table", "table": wire, "if_not_exists": bool(if_not_exists)}
    return op


def of_table(make_parts, operation, schema=None):
    """An operation made from a constraint or index of a table, as autogenerate makes it."""
    metadata = sa.MetaData(naming_convention=naming) if naming else sa.MetaData()
    sa.Table("users", metadata, Column("id", sa.Integer))
    table = sa.Table("t", metadata, Column("a", sa.Integer), Column("b", sa.String), Column("c", sa.DateTime), *make_parts, schema=schema)
    return ops.ModifyTableOps("t", [operation(table)], schema=schema)


def index(*arguments, schema=None, **keywords):
    """CREATE INDEX of a model."""
    words = {key: value for key, value in keywords.items() if key != "unique"}
    name, *parts = arguments
    wire = {
        "name": lowering.constraint_name(name), "parts": [lowering.index_part(x) for x in parts], "unique": keywords.get("unique", False),
        "options": lowering.options(words),
    }
    metadata = sa.MetaData(naming_convention=naming) if naming else sa.MetaData()
    table = sa.Table("t", metadata, Column("a", sa.Integer), Column("b", sa.String), Column("c", sa.DateTime), schema=schema)
    arguments = [table.c[x] if isinstance(x, str) and n and x in table.c else x for n, x in enumerate(arguments)]
    table.append_constraint(Index(*arguments, **keywords))
    op = ops.CreateIndexOp.from_index(next(iter(table.indexes)))
    op._wire = {"op": "create_index", "table": lowering.table_name("t", schema), "index": wire}
    return ops.ModifyTableOps("t", [op], schema=schema)


def change(table, *operations, schema=None):
    return ops.ModifyTableOps(table, list(operations), schema=schema)


def column_of(make):
    return lambda: [change("t", ops.AddColumnOp("t", make()))]


class Wrapped(sa.types.TypeDecorator):
    impl = sa.String(36)
    cache_ok = True


class Point(sa.types.UserDefinedType):
    cache_ok = True

    def __init__(self, dimensions=2):
        self.dimensions = dimensions

    def get_col_spec(self, **kw):
        return "POINT"


Wrapped.__module__ = Point.__module__ = "app.types"
IMPORTED = differs("own types come with their import", imports=["import app.types"])
NESTED = "`Text()` alone would be a NameError; Alembic knows the type on PostgreSQL only"

# ---- types -------------------------------------------------------------------------------------------------------

for make in [
    "sa.Boolean()", "sa.SmallInteger()", "sa.Integer()", "sa.BigInteger()", "sa.Numeric()", "sa.Numeric(10)", "sa.Numeric(10, 2)", "sa.Numeric(10, 2, asdecimal=False)",
    "sa.Numeric(10, 2, decimal_return_scale=4)", "sa.Float()", "sa.Float(24)", "sa.Float(53, asdecimal=True)", "sa.Double()", "sa.Double(53)", "sa.String()", "sa.String(50)",
    "sa.String(50, collation='de_DE')", "sa.Text()", "sa.Text(100)", "sa.Text(collation='C')", "sa.Unicode(20)", "sa.UnicodeText()", "sa.LargeBinary()", "sa.LargeBinary(16)",
    "sa.PickleType()", "sa.Date()", "sa.DateTime()", "sa.DateTime(timezone=True)", "sa.Time()", "sa.Time(timezone=True)", "sa.Interval()", "sa.Uuid()", "sa.Uuid(as_uuid=False)",
    "sa.Uuid(as_uuid=False, native_uuid=False)", "sa.JSON()", "sa.JSON(none_as_null=True)", "sa.Enum('a', 'b', name='kind')", "sa.Enum('a', \"o'b\", name='kind', schema='s')",
    "sa.Enum('a', 'bcd', name='kind', native_enum=False)", "sa.Enum('a', 'b', name='kind', native_enum=False, length=50, create_constraint=True)", "sa.Enum('a', name='kind', create_type=False)",
    "sa.Enum('a', 'b')", "sa.Boolean(create_constraint=True)", "sa.Boolean(create_constraint=True, name='is_bool')", "sa.ARRAY(sa.Integer)", "sa.ARRAY(sa.String(10), dimensions=2)",
    "sa.ARRAY(sa.Text(), as_tuple=True, zero_indexes=True)", "sa.ARRAY(sa.Enum('a', 'b', name='kind'))", "sa.VARCHAR()", "sa.VARCHAR(20)",
    "sa.VARCHAR(length=20, collation='C')", "sa.VARCHAR(20, collation='C', collation_schema='s')", "sa.CHAR(3)", "sa.NVARCHAR(5)", "sa.TEXT()", "sa.CLOB()", "sa.INTEGER()", "sa.BIGINT()", "sa.SMALLINT()", "sa.BOOLEAN()",
    "sa.NUMERIC(5, 1)", "sa.NUMERIC(5, 1, asdecimal=False)", "sa.DECIMAL(10, 2)", "sa.FLOAT()", "sa.FLOAT(5)", "sa.REAL()", "sa.DOUBLE()", "sa.DOUBLE_PRECISION(53)", "sa.DATE()", "sa.DATETIME()", "sa.TIME()",
    "sa.TIMESTAMP()", "sa.TIMESTAMP(timezone=True)", "sa.BLOB()", "sa.BINARY(16)", "sa.VARBINARY(16)", "sa.UUID()", "sa.UUID(as_uuid=False)",
    "postgresql.UUID()", "postgresql.VARCHAR(5)", "postgresql.TIMESTAMP()", "postgresql.TIMESTAMP(timezone=True)", "postgresql.TIMESTAMP(precision=3, timezone=True)", "postgresql.TIME(precision=0)",
    "postgresql.INTERVAL()", "postgresql.INTERVAL(fields='YEAR TO MONTH', precision=3)", "postgresql.TSVECTOR()", "postgresql.TSQUERY()", "postgresql.CITEXT()", "postgresql.INET()", "postgresql.CIDR()",
    "postgresql.MACADDR()", "postgresql.MACADDR8()", "postgresql.BIT()", "postgresql.BIT(5)", "postgresql.BIT(5, varying=True)", "postgresql.BIT(varying=True)", "postgresql.MONEY()", "postgresql.OID()",
    "postgresql.REGCLASS()", "postgresql.BYTEA()", "postgresql.INT4RANGE()", "postgresql.TSTZRANGE()", "postgresql.DATEMULTIRANGE()", "postgresql.JSONPATH()",
    "postgresql.ENUM('a', 'b', name='kind')", "postgresql.ENUM('a', name='kind', schema='s', create_type=False)", "mysql.TINYINT(1)", "mysql.INTEGER(11, unsigned=True)", "mysql.DECIMAL(10, 2, unsigned=True)",
    "mysql.VARCHAR(50, charset='utf8mb4', collation='utf8mb4_bin')", "mysql.LONGTEXT()", "mysql.DATETIME(fsp=6)", "mysql.DOUBLE(10, 2)", "mysql.SET('a', 'b')", "mysql.BIT(3)", "sqlite.JSON()", "sqlite.DATETIME()",
    "sa.String(50).with_variant(mysql.VARCHAR(20), 'mysql')", "sa.String().with_variant(sa.Text(), 'sqlite').with_variant(sa.Enum('a', name='kind'), 'postgresql')",
    "sa.BigInteger().with_variant(sa.Integer(), 'sqlite', 'mysql')",
]:
    case(make, column_of(eval("lambda: Column('c', " + make + ")")))

for make, plain, whole in [
    ("postgresql.JSONB()", "=Text()", "=sa.Text()"), ("postgresql.JSONB(none_as_null=True)", "=Text()", "=sa.Text()"), ("postgresql.JSON(astext_type=sa.String(5))", "=String(", "=sa.String("),
    ("postgresql.HSTORE()", "=Text()", "=sa.Text()"), ("postgresql.ARRAY(sa.Text())", "Y(Text()", "Y(sa.Text()"), ("postgresql.ARRAY(sa.String(5, collation='C'), dimensions=2)", "Y(String(", "Y(sa.String("),
    ("postgresql.ARRAY(postgresql.ENUM('a', 'b', name='kind'))", "Y(ENUM", "Y(postgresql.ENUM"), ("postgresql.ARRAY(postgresql.UUID())", "Y(UUID", "Y(sa.UUID"),
    ("sa.JSON().with_variant(postgresql.JSONB(), 'postgresql')", "=Text()", "=sa.Text()"),
]:
    case(make, column_of(eval("lambda: Column('c', " + make + ")")), differs=differs(NESTED, [plain, whole]))

DOMAIN = "the `repr` of a domain leaves most of it out; Alembic knows the type on PostgreSQL only"
case("domain", column_of(lambda: Column("c", postgresql.DOMAIN("positive", sa.Integer(), check="VALUE > 0", not_null=True))),
     differs=differs(DOMAIN, ["DOMAIN('positive', Integer())", "DOMAIN('positive', sa.Integer(), not_null=True, check='VALUE > 0')"]))
case("domain with everything", column_of(lambda: Column("c", postgresql.DOMAIN("code", sa.Text(), default="x", collation="C", constraint_name="ck", schema="s", create_type=False))),
     differs=differs(DOMAIN, ["DOMAIN('code', Text())", "DOMAIN('code', sa.Text(), collation='C', default='x', constraint_name='ck', schema='s', create_type=False)"]))
case("domain with an expression", column_of(lambda: Column("c", postgresql.DOMAIN("stamp", sa.DateTime(), default=text("now()")))),
     differs=differs(DOMAIN, ["DOMAIN('stamp', DateTime())", "DOMAIN('stamp', sa.DateTime(), default=sa.text('now()'))"]))
case("null type", column_of(lambda: Column("c", sa.types.NullType())), differs=differs("`sa.NullType` does not exist", ["sa.NullType()", "sa.types.NullType()"]))
HIDDEN = "the `repr` of Interval hides what the script needs"
case("interval with arguments", column_of(lambda: Column("c", sa.Interval(native=False, second_precision=3))),
     differs=differs(HIDDEN, ["Interval()", "Interval(native=False, second_precision=3)"]))
case("own decorator", column_of(lambda: Column("c", Wrapped())), differs=IMPORTED)
case("own type", column_of(lambda: Column("c", Point(3))), differs=IMPORTED)
case("own types with the user's prefix", column_of(lambda: Column("c", Point(3))), prefixes={"user": "kinds."})
case("own decorator with an empty prefix", column_of(lambda: Column("c", Wrapped())), prefixes={"user": ""})
case("array of an own type", column_of(lambda: Column("c", sa.ARRAY(Wrapped()))), differs=IMPORTED)
case("variant that is an own type", column_of(lambda: Column("c", sa.String(36).with_variant(Wrapped(), "postgresql"))), differs=IMPORTED)

# ---- columns -----------------------------------------------------------------------------------------------------

for name, make in {
    "not null": lambda: Column("c", sa.Integer(), nullable=False),
    "default of text": lambda: Column("c", sa.String(5), server_default="user"),
    "default with an apostrophe": lambda: Column("c", sa.String(5), server_default="it's"),
    "default in apostrophes": lambda: Column("c", sa.String(5), server_default="'x'"),
    "empty default": lambda: Column("c", sa.String(5), server_default=""),
    "default that is a digit": lambda: Column("c", sa.Integer(), server_default=text("0")),
    "default that is a number": lambda: Column("c", sa.Integer(), server_default=text("42")),
    "default that is a literal": lambda: Column("c", sa.String(), server_default=text("'x'")),
    "default in parentheses": lambda: Column("c", sa.Integer(), server_default=text("(1 + 1)")),
    "default now()": lambda: Column("c", sa.DateTime(), server_default=text("now()")),
    "default of func.now()": lambda: Column("c", sa.DateTime(), server_default=func.now()),
    "default sa.true()": lambda: Column("c", sa.Boolean(), server_default=sa.true()),
    "default sa.false()": lambda: Column("c", sa.Boolean(), server_default=sa.false()),
    "default sa.null()": lambda: Column("c", sa.Integer(), server_default=sa.null()),
    "default of a cast": lambda: Column("c", postgresql.INET(), server_default=sa.cast(text("'::1'"), postgresql.INET())),
    "default with quotes": lambda: Column("c", sa.Text(), server_default=text("'{\"a\": 1}'::jsonb")),
    "default over lines": lambda: Column("c", sa.Text(), server_default=text("'a\nb'")),
    "fetched": lambda: Column("c", sa.Integer(), server_default=sa.FetchedValue()),
    "client default": lambda: Column("c", sa.Integer(), default=5),
    "comment": lambda: Column("c", sa.Integer(), comment="the \"best\" one's"),
    "comment of the world": lambda: Column("c", sa.Integer(), comment="größe 中文 \u200b\t"),
    "empty comment": lambda: Column("c", sa.Integer(), comment=""),
    "autoincrement": lambda: Column("c", sa.Integer(), autoincrement=True, nullable=False),
    "no autoincrement": lambda: Column("c", sa.Integer(), autoincrement=False, nullable=False),
    "computed": lambda: Column("c", sa.Integer(), sa.Computed("a + b")),
    "computed and stored": lambda: Column("c", sa.Integer(), sa.Computed("a + b", persisted=True)),
    "computed and virtual": lambda: Column("c", sa.Integer(), sa.Computed(text("a || 'x'"), persisted=False), nullable=False),
    "identity": lambda: Column("c", sa.Integer(), sa.Identity()),
    "identity always": lambda: Column("c", sa.Integer(), sa.Identity(always=True, start=10, increment=2, minvalue=1, maxvalue=99, cycle=True, cache=5)),
    "identity without bounds": lambda: Column("c", sa.BigInteger(), sa.Identity(nominvalue=True, nomaxvalue=True, cycle=False)),
    "name with quotes": lambda: Column("it's", sa.Integer()),
    "quoted name": lambda: Column(quoted_name("Mixed", True), sa.Integer()),
    "sqlite words": lambda: Column("c", sa.Integer(), sqlite_on_conflict_not_null="FAIL", nullable=False),
    "foreign key is left to its own operation": lambda: Column("c", sa.Integer(), ForeignKey("users.id")),
}.items():
    case("column: " + name, column_of(make))
case("column: ignore_fk", column_of(lambda: Column("c", sa.Integer(), autoincrement="ignore_fk")),
     differs=differs("a word without quotes is a NameError", ["autoincrement=ignore_fk", "autoincrement='ignore_fk'"]))
case("column in a schema", lambda: [change("t", ops.AddColumnOp("t", Column("c", sa.Integer()), schema="s"), schema="s")])
case("column if not exists", lambda: [change("t", ops.AddColumnOp("t", Column("c", sa.Integer()), schema="s", if_not_exists=True), schema="s")])
case("drop column", lambda: [change("t", ops.DropColumnOp("t", "c"))])
case("drop column in a schema", lambda: [change("t", ops.DropColumnOp("t", "it's", schema="s"), schema="s")])
case("drop column if exists", lambda: [change("t", ops.DropColumnOp("t", "c", if_exists=True))])

# ---- alter column ------------------------------------------------------------------------------------------------

for name, keywords in {
    "nullable": dict(modify_nullable=False, existing_type=sa.VARCHAR(50)),
    "nullable with what was": dict(modify_nullable=True, existing_type=sa.VARCHAR(50), existing_nullable=False, existing_server_default=sa.DefaultClause(text("'x'")), existing_comment="old"),
    "type": dict(modify_type=sa.String(300), existing_type=sa.VARCHAR(200), existing_nullable=False),
    "type of a dialect": dict(modify_type=postgresql.TIMESTAMP(timezone=True), existing_type=postgresql.TIMESTAMP(), existing_nullable=True),
    "default": dict(modify_server_default="x", existing_type=sa.TEXT(), existing_nullable=True),
    "default of an expression": dict(modify_server_default=sa.DefaultClause(text("now()")), existing_type=sa.TIMESTAMP(), existing_nullable=True),
    "default goes": dict(modify_server_default=None, existing_type=sa.TEXT(), existing_nullable=True, existing_server_default=sa.DefaultClause(text("'x'"))),
    "existing default of text": dict(modify_nullable=False, existing_type=sa.TEXT(), existing_server_default=sa.DefaultClause("x")),
    "existing default of an expression": dict(modify_type=sa.BigInteger(), existing_type=sa.INTEGER(), existing_nullable=False, existing_server_default=sa.DefaultClause(text("nextval('s'::regclass)"))),
    "identity": dict(modify_server_default=sa.Identity(start=5), existing_type=sa.INTEGER(), existing_nullable=False),
    "existing identity": dict(modify_nullable=True, existing_type=sa.INTEGER(), existing_server_default=sa.Identity(always=True)),
    "computed": dict(modify_server_default=sa.Computed("a + 1"), existing_type=sa.INTEGER()),
    "comment": dict(modify_comment="new", existing_comment="old", existing_type=sa.TEXT(), existing_nullable=True),
    "comment goes": dict(modify_comment=None, existing_comment="it's", existing_type=sa.TEXT(), existing_nullable=True),
    "rename": dict(modify_name="d", existing_type=sa.TEXT(), existing_nullable=True),
    "autoincrement": dict(autoincrement=True, existing_type=sa.INTEGER()),
    "everything": dict(modify_name="d", modify_type=sa.Text(), modify_nullable=True, modify_comment="c", modify_server_default="x", existing_type=sa.VARCHAR(5), existing_nullable=False, existing_comment="b", existing_server_default=sa.DefaultClause(text("'y'")), autoincrement=False),
}.items():
    case("alter column: " + name, lambda keywords=keywords: [change("t", ops.AlterColumnOp("t", "c", **keywords))])
case("alter column in a schema", lambda: [change("t", ops.AlterColumnOp("t", "c", schema="s", modify_nullable=False, existing_type=sa.TEXT()), schema="s")])
case("alter column with USING", lambda: [change("t", ops.AlterColumnOp("t", "c", modify_type=sa.Integer(), existing_type=sa.TEXT(), postgresql_using="c::integer"))],
     differs=differs("Alembic forgets dialect words", ["type_=sa.Integer())", "type_=sa.Integer(),\n               postgresql_using='c::integer')"],
                     ["type_=sa.Integer())", "type_=sa.Integer(),\n               postgresql_using='c::integer')"]))

# ---- tables ------------------------------------------------------------------------------------------------------

NAMES = {"ix": "ix_%(column_0_label)s", "uq": "uq_%(table_name)s_%(column_0_name)s", "ck": "ck_%(table_name)s_%(constraint_name)s", "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s", "pk": "pk_%(table_name)s"}
key = lambda: Column("id", sa.Integer(), primary_key=True)

TABLES = {
    "simple": lambda: [key(), Column("name", sa.String(50), nullable=False)],
    "no constraint": lambda: [Column("a", sa.Integer())],
    "no column": lambda: [],
    "unique column": lambda: [key(), Column("email", sa.String(), unique=True)],
    "indexed column": lambda: [key(), Column("email", sa.String(), index=True, unique=True)],
    "key of two columns": lambda: [Column("a", sa.Integer(), primary_key=True), Column("b", sa.Integer(), primary_key=True, autoincrement=False)],
    "written key": lambda: [Column("a", sa.Integer()), Column("b", sa.Integer()), sa.PrimaryKeyConstraint("b", "a", name="the_key")],
    "written key without columns": lambda: [key(), sa.PrimaryKeyConstraint(name="the_key")],
    "foreign key of a column": lambda: [key(), Column("user_id", sa.Integer(), ForeignKey("users.id"))],
    "foreign key with everything": lambda: [key(), Column("user_id", sa.Integer(), ForeignKey("users.id", name="fk", onupdate="CASCADE", ondelete="SET NULL", deferrable=True, initially="DEFERRED", match="FULL"))],
    "foreign key not deferrable": lambda: [key(), Column("user_id", sa.Integer(), ForeignKey("users.id", deferrable=False))],
    "foreign key that is altered in": lambda: [key(), Column("user_id", sa.Integer(), ForeignKey("users.id", name="fk", use_alter=True))],
    "foreign key of two columns": lambda: [key(), Column("a", sa.Integer()), Column("b", sa.String()), sa.ForeignKeyConstraint(["a", "b"], ["teams.id", "teams.code"], name="fk", ondelete="CASCADE")],
    "foreign key to itself": lambda: [key(), Column("parent_id", sa.Integer(), ForeignKey("t.id"))],
    "foreign key into a schema": lambda: [key(), Column("a", sa.Integer(), ForeignKey("app.users.id"))],
    "two foreign keys of a column": lambda: [key(), Column("a", sa.Integer(), ForeignKey("users.id"), ForeignKey("teams.id"))],
    "unique of two": lambda: [key(), Column("a", sa.Integer()), Column("b", sa.Integer()), sa.UniqueConstraint("b", "a", name="uq", deferrable=True, initially="DEFERRED")],
    "unique without nulls": lambda: [key(), Column("a", sa.Integer()), sa.UniqueConstraint("a", postgresql_nulls_not_distinct=True, postgresql_include=["id"], sqlite_on_conflict="FAIL")],
    "check": lambda: [key(), Column("a", sa.Integer()), sa.CheckConstraint("a > 0"), sa.CheckConstraint("a < 5", name="small")],
    "check of an expression": lambda: [key(), Column("a", sa.String()), sa.CheckConstraint(sa.column("a").in_(["x", "it's"]), name="in")],
    "final names": lambda: [key(), Column("a", sa.Integer()), sa.UniqueConstraint("a", name=conv("uq_t_a")), sa.CheckConstraint("a > 0", name=conv("ck_t")), sa.PrimaryKeyConstraint("id", name=conv("t_pkey")), sa.ForeignKeyConstraint(["a"], ["users.id"], name=conv("t_a_fkey"))],
    "constraints in the order of their text": lambda: [Column("b", sa.Integer(), unique=True), Column("a", sa.Integer(), unique=True), key(), sa.CheckConstraint("b > 0"), sa.CheckConstraint("a > 0"), sa.UniqueConstraint("a", "b")],
    "types with checks": lambda: [key(), Column("a", sa.Boolean(create_constraint=True)), Column("b", sa.Enum("x", name="e", native_enum=False, create_constraint=True))],
    "many types": lambda: [key(), Column("meta", sa.JSON()), Column("kind", sa.Enum("a", "b", name="kind")), Column("at", sa.DateTime(timezone=True), server_default=text("now()"), nullable=False), Column("n", sa.Numeric(10, 2), server_default="0")],
    "two hundred and sixty columns": lambda: [Column("c%03d" % n, sa.Integer()) for n in range(260)],
    "two hundred and fifty five columns": lambda: [Column("c%03d" % n, sa.Integer()) for n in range(255)],
    "quoted names": lambda: [Column(quoted_name("Id", True), sa.Integer(), primary_key=True), Column("order", sa.Integer(), unique=True)],
    "sequence": lambda: [Column("id", sa.Integer(), sa.Sequence("ids"), primary_key=True)],
}
for name, make in TABLES.items():
    case("table: " + name, lambda make=make: [create("t", make)])
CHECKED = ("unnamed checks", "check", "types with checks", "constraints in the order of their text", "final names")
for name in ("simple", "unique column", "key of two columns", "written key", "written key without columns", "foreign key of a column", "foreign key with everything", "foreign key of two columns", "unique of two", "final names", "foreign key into a schema", "two foreign keys of a column", "check of an expression"):
    case("table with names from a convention: " + name, lambda make=TABLES[name]: [create("t", make)], naming=NAMES)
case("convention of all columns", lambda: [create("t", lambda: [key(), Column("a", sa.Integer()), Column("b", sa.Integer()), sa.UniqueConstraint("a", "b")], schema="s")], naming={"uq": "uq_%(column_0_N_label)s", "pk": "%(table_name)s_%(column_0_N_name)s_pkey"})
case("column check", lambda: [create("t", lambda: [key(), Column("a", sa.Integer(), sa.CheckConstraint("a > 0", name="positive"))])],
     differs=differs("Alembic loses the checks of a column", ["\n    sa.PrimaryKeyConstraint('id')", "\n    sa.CheckConstraint('a > 0', name='positive'),\n    sa.PrimaryKeyConstraint('id')"]))
case("table in a schema with a comment", lambda: [create("t", TABLES["simple"], schema="app", comment="it's the table")])
case("table with words", lambda: [create("t", TABLES["simple"], mysql_engine="InnoDB", mysql_charset="utf8", sqlite_autoincrement=True, postgresql_partition_by="LIST (id)")])
case("table with prefixes", lambda: [create("t", TABLES["simple"], prefixes=["TEMPORARY", "UNLOGGED"])])
case("table if not exists", lambda: [create("t", TABLES["simple"], if_not_exists=True)])
case("table with a name in quotes", lambda: [create("it's", TABLES["simple"])])
case("exclude in a table", lambda: [create("t", lambda: [key(), Column("during", postgresql.TSRANGE()), ExcludeConstraint((sa.column("during"), "&&"), name="ex", using="gist")])])
case("exclude of expressions", lambda: [create("t", lambda: [key(), Column("a", sa.Integer()), ExcludeConstraint((sa.literal_column("int4range(a, a + 1)"), "&&"), (text("a"), "="), (func.lower(sa.column("a")), "="), where=text("a > 0"), initially="DEFERRED")])])
case("deferrable exclude", lambda: [create("t", lambda: [key(), Column("a", sa.Integer()), ExcludeConstraint((sa.column("a"), "="), deferrable=True)])],
     differs=differs("a flag is no text", ["deferrable='True'", "deferrable=True"]))
case("exclude with operator classes", lambda: [create("t", lambda: [key(), Column("a", sa.Integer()), ExcludeConstraint((sa.column("a"), "="), ops={"a": "int4_ops"})])],
     differs=differs("Alembic loses operator classes", [", using='gist')", ", using='gist', ops={'a': 'int4_ops'})"]))
case("drop table", lambda: [ops.DropTableOp("t")])
case("drop table in a schema", lambda: [ops.DropTableOp("t", schema="s")])
case("drop table if exists", lambda: [ops.DropTableOp("t", schema="s", if_exists=True)])

# ---- indexes -----------------------------------------------------------------------------------------------------

case("index", lambda: [index("ix", "a")])
case("unique index of two in a schema", lambda: [index("ix", "b", "a", unique=True, schema="s")])
case("index without a name", lambda: [index(None, "a")])
case("index without a name in a schema", lambda: [index(None, "a", "b", schema="s")])
case("index by convention", lambda: [index(None, "a", "b")], naming={"ix": "ix_%(table_name)s_%(column_0_N_name)s"})
case("index with a name under a convention", lambda: [index("mine", "a")], naming=NAMES)
case("index with a final name", lambda: [index(conv("ix_t_a"), "a")])
case("index of a function", lambda: [index("ix", func.lower(sa.Column("b", sa.String())))])
case("index of text", lambda: [index("ix", text("lower(b)"), "a")])
case("index of descending text", lambda: [index("ix", text("a DESC"))])
case("index of an operator", lambda: [index("ix", sa.column("a") + 1)])
case("index of a descending column", lambda: [index("ix", sa.column("a").desc().nulls_last())])
case("index of a label", lambda: [index("ix", func.lower(sa.column("b")).label("lower_b"), postgresql_ops={"lower_b": "text_pattern_ops"})])
case("partial index", lambda: [index("ix", "a", postgresql_where=text("a > 0"), sqlite_where=text("a > 0"))])
case("partial index of an expression", lambda: [index("ix", "a", postgresql_where=sa.column("b") == "it's")])
case("index with words", lambda: [index("ix", "a", postgresql_using="gin", postgresql_ops={"a": "gin_trgm_ops"}, postgresql_with={"fillfactor": 50}, postgresql_include=["b"], postgresql_concurrently=True, postgresql_nulls_not_distinct=True)])
case("index with words of several dialects", lambda: [index("ix", "a", postgresql_using="btree", mysql_length=10, postgresql_tablespace="fast", sqlite_where=text("b IS NULL"))])
case("index if not exists", lambda: [change("t", ops.CreateIndexOp("ix", "t", ["a"], if_not_exists=True))])
case("drop index", lambda: [change("t", ops.DropIndexOp("ix", "t"))])
case("drop index with a final name in a schema", lambda: [change("t", ops.DropIndexOp(conv("ix"), "t", schema="s"), schema="s")])
case("drop index with words", lambda: [change("t", ops.DropIndexOp("ix", "t", postgresql_concurrently=True, postgresql_where=text("a > 0"), if_exists=True))])
case("drop index that is known", lambda: [change("t", ops.DropIndexOp.from_index(Index("ix", sa.Table("t", sa.MetaData(), Column("a", sa.Integer())).c.a, postgresql_using="gin")))])

# ---- constraints -------------------------------------------------------------------------------------------------

case("unique", lambda: [change("t", ops.CreateUniqueConstraintOp("uq", "t", ["a", "b"]))])
case("unique without a name", lambda: [change("t", ops.CreateUniqueConstraintOp(None, "t", ["a"]))])
case("unique by convention", lambda: [of_table([sa.UniqueConstraint("a")], lambda t: ops.AddConstraintOp.from_constraint(next(c for c in t.constraints if isinstance(c, sa.UniqueConstraint))))], naming=NAMES)
case("unique with everything", lambda: [change("t", ops.CreateUniqueConstraintOp(conv("uq"), "t", ["a"], schema="s", deferrable=True, initially="DEFERRED", postgresql_nulls_not_distinct=True), schema="s")])
case("foreign key", lambda: [change("t", ops.CreateForeignKeyOp("fk", "t", "users", ["a"], ["id"]))])
case("foreign key without a name", lambda: [change("t", ops.CreateForeignKeyOp(None, "t", "users", ["a"], ["id"], ondelete="SET NULL"))])
case("foreign key added with everything", lambda: [change("t", ops.CreateForeignKeyOp(conv("fk"), "t", "users", ["a", "b"], ["id", "code"], source_schema="s", referent_schema="r", onupdate="CASCADE", ondelete="RESTRICT", initially="DEFERRED", deferrable=True, match="FULL", use_alter=True), schema="s")])
case("foreign key of the model", lambda: [of_table([sa.ForeignKeyConstraint(["a"], ["users.id"], ondelete="CASCADE", deferrable=True)], lambda t: ops.AddConstraintOp.from_constraint(next(c for c in t.constraints if isinstance(c, sa.ForeignKeyConstraint))), schema="s")])
case("foreign key by convention", lambda: [of_table([sa.ForeignKeyConstraint(["a"], ["users.id"])], lambda t: ops.AddConstraintOp.from_constraint(next(c for c in t.constraints if isinstance(c, sa.ForeignKeyConstraint))))], naming=NAMES)
case("check constraint", lambda: [change("t", ops.CreateCheckConstraintOp("ck", "t", "a > 0"))])
case("check constraint in a schema", lambda: [change("t", ops.CreateCheckConstraintOp("ck", "t", text("a > 'it''s'"), schema="s"), schema="s")])
case("check constraint of an expression", lambda: [change("t", ops.CreateCheckConstraintOp("ck", "t", sa.column("a") > 5))])
case("primary key", lambda: [change("t", ops.CreatePrimaryKeyOp("pk", "t", ["a", "b"], schema="s"), schema="s")],
     differs=differs("Alembic has no text for it", ours="op.create_primary_key('pk', 't', ['a', 'b'], schema='s')"))
case("exclude", lambda: [change("t", CreateExcludeConstraintOp("ex", "t", [(sa.column("a"), "&&")], where=text("a > 0"), using="gist", schema="s"), schema="s")])
case("drop constraint", lambda: [change("t", ops.DropConstraintOp("uq", "t", type_="unique"))])
case("drop constraint with a final name", lambda: [change("t", ops.DropConstraintOp(conv("fk"), "t", type_="foreignkey", schema="s"), schema="s")])
case("drop constraint if exists", lambda: [change("t", ops.DropConstraintOp("ck", "t", type_="check", if_exists=True))])
case("drop constraint of no type", lambda: [change("t", ops.DropConstraintOp("x", "t"))])
case("drop constraint without a name", lambda: [change("t", ops.DropConstraintOp(None, "t", type_="foreignkey"))])
case("drop constraint without a name among others", lambda: [change("t", ops.DropColumnOp("t", "a"), ops.DropConstraintOp(None, "t", type_="unique"), ops.DropColumnOp("t", "b"))])

# ---- comments, statements, renames --------------------------------------------------------------------------------

case("table comment", lambda: [change("t", ops.CreateTableCommentOp("t", "it's new", existing_comment="old"))])
case("table comment that is the first", lambda: [change("t", ops.CreateTableCommentOp("t", "new", schema="s"), schema="s")])
case("table comment goes", lambda: [change("t", ops.DropTableCommentOp("t", existing_comment="old"))])
case("table comment goes in a schema", lambda: [change("t", ops.DropTableCommentOp("t", existing_comment="a\nb", schema="s"), schema="s")])
case("comment of a table with a name in quotes", lambda: [change("it's", ops.CreateTableCommentOp("it's", "c", schema="o'b"), schema="o'b")],
     differs=differs("Alembic forgets to escape names", ["'it's'", '"it\'s"'], ["'o'b'", '"o\'b"']))
case("execute", lambda: [ops.ExecuteSQLOp("UPDATE t SET a = ':x' WHERE b = 'it''s'")])
case("execute over lines", lambda: [ops.ExecuteSQLOp("\n    UPDATE t\n    SET a = 1\n")])
case("rename table", lambda: [ops.RenameTableOp("t", "u", schema="s")], differs=differs("Alembic has no text for it", ours="op.rename_table('t', 'u', schema='s')"))
case("sequence", lambda: [ops.ExecuteSQLOp(sa.schema.CreateSequence(sa.Sequence("ids", start=5)))], differs=differs("Alembic has no text for it", ours="op.execute('CREATE SEQUENCE ids START WITH 5')"))
case("sequence goes", lambda: [ops.ExecuteSQLOp(sa.schema.DropSequence(sa.Sequence("ids", schema="s")))], differs=differs("Alembic has no text for it", ours="op.execute('DROP SEQUENCE s.ids')"))
case("schema", lambda: [ops.ExecuteSQLOp(sa.schema.CreateSchema("s"))], differs=differs("Alembic has no text for it", ours="op.execute('CREATE SCHEMA s')"))
case("schema goes", lambda: [ops.ExecuteSQLOp(sa.schema.DropSchema("s", cascade=True))], differs=differs("Alembic has no text for it", ours="op.execute('DROP SCHEMA s CASCADE')"))
case("query", lambda: [ops.ExecuteSQLOp(sa.update(sa.table("t", sa.column("a"))).values(a="x:y"))], differs=differs("Alembic has no text for it", ours='op.execute("UPDATE t SET a=\'x:y\'")'))

# ---- what SQL holds ------------------------------------------------------------------------------------------------

BIND = "a colon would be a bind when the script runs"
case("percent signs", lambda: [change("t", ops.CreateCheckConstraintOp("ck", "t", text("a % 2 = 0")), ops.AddColumnOp("t", Column("c", sa.Text(), server_default=text("'100%'"))), ops.AddColumnOp("t", Column("d", sa.Integer(), sa.Computed("a % 5"))))])
case("casts and times", lambda: [change("t", ops.CreateCheckConstraintOp("ck", "t", text("a::text <> '10:30'")), ops.AddColumnOp("t", Column("c", postgresql.ARRAY(sa.Integer()), server_default=text("'{}'::integer[]"))))],
     differs=differs(NESTED, ["Y(Integer", "Y(sa.Integer"]))
case("colons in a default", column_of(lambda: Column("c", sa.Text(), server_default=text("'\\:x'::text"))), differs=differs(BIND, ["(\"':x'::text", "(\"'\\\\:x'::text"], ["(\"(':x'::text", "(\"('\\\\:x'::text"]))
case("colons in a check", lambda: [change("t", ops.CreateCheckConstraintOp("ck", "t", sa.column("a") == ":x"))], differs=differs(BIND, ["':x'", "'\\\\:x'"]))
case("colons of an index stay", lambda: [index("ix", sa.literal_column("(a || ':x')"))])
case("back slashes", lambda: [change("t", ops.CreateCheckConstraintOp("ck", "t", text("a ~ '^\\d+$'")), ops.AddColumnOp("t", Column("c", sa.Text(), server_default="a\\b"), ))])
case("names that need quotes in SQL", lambda: [change("u", ops.CreateCheckConstraintOp("ck", "u", sa.column("Order") > 5)), index("ix", sa.column("Order").desc())])
case("functions of every kind", lambda: [index("ix", func.coalesce(sa.column("a"), 0), func.date_trunc("day", sa.column("c")), postgresql_where=sa.and_(sa.column("a").is_(None), sa.not_(sa.column("b").like("x%"))))])
case("casts in an index", lambda: [index("ix", sa.cast(sa.column("a"), sa.Text()), sa.type_coerce(sa.column("b"), sa.Integer()) if False else text("(a + 1)"))])
case("json path in an index", lambda: [index("ix", text("(data ->> 'name')"), postgresql_using="gin")])
case("collation in an index", lambda: [index("ix", sa.collate(sa.column("b"), "C"))])
case("a default that calls with arguments", column_of(lambda: Column("c", sa.Text(), server_default=func.concat("a", "b"))))
case("a default of a sequence", column_of(lambda: Column("c", sa.Integer(), server_default=sa.Sequence("ids").next_value())))
case("array default", column_of(lambda: Column("c", sa.ARRAY(sa.Text()), server_default=text("ARRAY['a']::text[]"))))
case("table of a reflected database", lambda: [create("t", lambda: [
    Column("id", sa.INTEGER(), sa.Identity(always=False, start=1, increment=1, minvalue=1, maxvalue=2147483647, cycle=False, cache=1), autoincrement=True, nullable=False),
    Column("email", sa.VARCHAR(length=255), autoincrement=False, nullable=False), Column("data", postgresql.JSONB(), server_default=text("'{}'::jsonb"), autoincrement=False, nullable=True),
    Column("team_id", sa.INTEGER(), autoincrement=False, nullable=True), Column("color", postgresql.ENUM("red", "blue", name="color"), autoincrement=False, nullable=True),
    sa.CheckConstraint("length(email::text) > 0", name=conv("ck_email")), sa.ForeignKeyConstraint(["team_id"], ["teams.id"], name=conv("t_team_id_fkey"), ondelete="CASCADE"),
    sa.PrimaryKeyConstraint("id", name=conv("t_pkey")), sa.UniqueConstraint("email", name=conv("t_email_key"), postgresql_include=[], postgresql_nulls_not_distinct=False)], comment="c")],
    differs=differs(NESTED, ["=Text()", "=sa.Text()"]))
case("index of a reflected database", lambda: [index(conv("ix"), "a", unique=True, postgresql_include=[], postgresql_where=text("(a > 0)"))])
case("a check of a convention", lambda: [create("t", lambda: [key(), Column("a", sa.Integer()), sa.CheckConstraint("a > 0", name="positive"), sa.CheckConstraint("a < 9", name=conv("small"))])], naming=NAMES)
case("a convention with namespaces", lambda: [create("t", lambda: [key(), Column("a", sa.Integer(), ForeignKey("app.users.id"), unique=True)], schema="s")], naming=NAMES)
case("a convention that names nothing", lambda: [create("t", lambda: [key(), Column("a", sa.Integer(), unique=True)])], naming={"ck": "ck_%(constraint_name)s"})
case("index of a function by convention", lambda: [index("lower", func.lower(sa.column("b")))], naming={"ix": "ix_%(table_name)s_%(constraint_name)s"})
case("unique index of a schema by convention", lambda: [index(None, "b", unique=True, schema="s")], naming=NAMES)

# ---- whole bodies --------------------------------------------------------------------------------------------------

case("nothing", lambda: [])
case("a table that has no change", lambda: [change("t")], differs=differs("no change, no block"))
case("several changes of several tables", lambda: [
    create("users", lambda: [key(), Column("email", sa.String(255), nullable=False, unique=True)]),
    change("users", ops.CreateIndexOp(conv("ix_users_email"), "users", ["email"], unique=True)),
    ops.DropTableOp("old"),
    change("posts", ops.AddColumnOp("posts", Column("body", sa.Text())), ops.AlterColumnOp("posts", "title", modify_type=sa.String(300), existing_type=sa.VARCHAR(200), existing_nullable=False),
           ops.DropConstraintOp(conv("posts_fkey"), "posts", type_="foreignkey"), ops.CreateForeignKeyOp(None, "posts", "users", ["a"], ["id"], ondelete="CASCADE"),
           ops.CreateTableCommentOp("posts", "posts", existing_comment="blog")),
    change("tags", ops.DropColumnOp("tags", "a"), ops.AddColumnOp("tags", Column("b", postgresql.CITEXT()))),
])
case("the same table in two schemas", lambda: [change("t", ops.DropColumnOp("t", "a")), change("t", ops.DropColumnOp("t", "a", schema="s"), schema="s")])
PREFIXED = lambda: [create("t", lambda: [key(), Column("a", sa.String(5), ForeignKey("users.id"), server_default=text("'x'"), unique=True), Column("b", postgresql.INET()), sa.CheckConstraint("a > 0", name=conv("ck"))]),
                    change("t", ops.CreateIndexOp(conv("ix"), "t", [func.lower(sa.column("a"))]), ops.AddColumnOp("t", Column("c", sa.Integer(), sa.Identity())))]
case("other prefixes", PREFIXED, prefixes={"sqlalchemy": "sqlalchemy.", "alembic": "migration."})
case("no prefixes", PREFIXED, prefixes={"sqlalchemy": "", "alembic": ""})
case("the user's own texts", lambda: [create("t", lambda: [key(), Column("a", sa.LargeBinary(5)), Column("b", sa.Integer(), sa.Computed("a + 1")), Column("c", sa.LargeBinary().with_variant(sa.LargeBinary(9), "mysql")), Column("d", sa.ARRAY(sa.LargeBinary(3))), sa.UniqueConstraint("a", "b")])], render_item=True)
