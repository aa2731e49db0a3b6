"""The calls whose SQL is recorded."""

import datetime
import decimal
import uuid

import sqlalchemy as sa
from sqlalchemy.dialects import mysql, postgresql, sqlite
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.schema import CreateSchema, CreateSequence, DropSchema, DropSequence
from sqlalchemy.sql.elements import conv, quoted_name

from record_sql_case import Batch, Case

GROUPS = {}


def case(group, function=None, *, name=None, naming=None, differs=None):
    def add(function):
        made = Case(name or function.__name__.replace("_", " "), function, naming, differs or {})
        GROUPS.setdefault(group, []).append(made)
        return function

    return add(function) if function else add


def writes(*sql):
    return {"sql": list(sql)}


def refuses(error, contains=""):
    return {"error": error, "contains": contains}


# Where Alembic stumbles over its own objects we write the SQL, or say what is missing.
TYPE_DIFFERS = {
    "sa.Double(53)": {"mysql": writes("\nCREATE TABLE t (\n\tc DOUBLE\n)\n\n")},
    "postgresql.DOUBLE_PRECISION(precision=53)": {"mysql": writes("\nCREATE TABLE t (\n\tc DOUBLE PRECISION\n)\n\n")},
    "postgresql.ENUM('a', 'b', name='kind')": {"mysql": writes("\nCREATE TABLE t (\n\tc ENUM('a','b')\n)\n\n")},
    "mysql.ENUM('a', \"b'c\", charset='utf8')": {"postgresql": refuses("CompileError", "PostgreSQL ENUM type requires a name.")},
    "mysql.BIT(3)": {"postgresql": writes("\nCREATE TABLE t (\n\tc BIT(3)\n)\n\n")},
    "postgresql.DOMAIN('positive', sa.Integer(), check='VALUE > 0', not_null=True)": {name: refuses("CompileError", "can't render element of type DOMAIN") for name in ("sqlite", "mysql")},
    "postgresql.DOMAIN('code', sa.Text(), default='x', collation='C', constraint_name='ck', schema='s')": {name: refuses("CompileError", "can't render element of type DOMAIN") for name in ("sqlite", "mysql")},
}


def column_type(label, make, options=None):
    case("types", lambda op: op.create_table("t", sa.Column("c", make())), name=label, differs=TYPE_DIFFERS.get(label))


# ---- types -------------------------------------------------------------------------------------------------------

for make in [
    "sa.Boolean()", "sa.SmallInteger()", "sa.Integer()", "sa.BigInteger()", "sa.Numeric()", "sa.Numeric(10)",
    "sa.Numeric(10, 2)", "sa.Float()", "sa.Float(24)", "sa.Float(53)", "sa.Double()", "sa.Double(53)", "sa.String()",
    "sa.String(50)", "sa.String(50, collation='de_DE')", "sa.String(collation='NOCASE')", "sa.Text()", "sa.Text(100)",
    "sa.Text(collation='C')", "sa.Unicode(20)", "sa.UnicodeText()", "sa.LargeBinary()", "sa.LargeBinary(16)",
    "sa.PickleType()", "sa.Date()", "sa.DateTime()", "sa.DateTime(timezone=True)", "sa.Time()", "sa.Time(timezone=True)",
    "sa.Interval()", "sa.Interval(native=False)", "sa.Interval(second_precision=3, day_precision=2)", "sa.Uuid()",
    "sa.Uuid(native_uuid=False)", "sa.JSON()", "sa.Enum('a', 'b', name='kind')", "sa.Enum('a', 'bcd', name='kind', native_enum=False)",
    "sa.Enum('a', 'b', name='kind', native_enum=False, length=50)", "sa.Enum('a', 'b', name='kind', native_enum=False, create_constraint=True)",
    "sa.Enum('a', 'b', name='kind', create_constraint=True)", "sa.Enum('a', \"o'b\", name='kind', schema='s')", "sa.Enum('a', name='kind', create_type=False)",
    "sa.Enum('a', 'b')", "sa.Enum('a', name='text')", "sa.Enum('a', name='Kind')", "sa.Boolean(create_constraint=True)", "sa.Boolean(create_constraint=True, name='is_bool')",
    "sa.ARRAY(sa.Integer)", "sa.ARRAY(sa.String(10), dimensions=2)", "sa.types.NullType()",
    "sa.VARCHAR()", "sa.VARCHAR(20)", "sa.VARCHAR(length=20, collation='C')", "sa.CHAR(3)", "sa.CHAR()", "sa.NCHAR(3)", "sa.NVARCHAR(5)", "sa.NVARCHAR()", "sa.TEXT()",
    "sa.CLOB()", "sa.INTEGER()", "sa.BIGINT()", "sa.SMALLINT()", "sa.BOOLEAN()", "sa.NUMERIC(5, 1)", "sa.DECIMAL()", "sa.DECIMAL(10, 2)",
    "sa.FLOAT()", "sa.FLOAT(5)", "sa.REAL()", "sa.DOUBLE()", "sa.DOUBLE_PRECISION()", "sa.DATE()", "sa.DATETIME()", "sa.TIME()", "sa.TIMESTAMP()",
    "sa.TIMESTAMP(timezone=True)", "sa.BLOB()", "sa.BINARY(16)", "sa.BINARY()", "sa.VARBINARY(16)", "sa.UUID()", "sa.UUID(as_uuid=False)",
    "postgresql.JSONB()", "postgresql.JSONB(astext_type=sa.Text())", "postgresql.JSON()", "postgresql.UUID()", "postgresql.UUID(as_uuid=True)",
    "postgresql.ARRAY(sa.Text())", "postgresql.ARRAY(sa.String(5, collation='C'), dimensions=2)", "postgresql.ARRAY(sa.Enum('a', 'b', name='kind'))",
    "postgresql.ENUM('a', 'b', name='kind')", "postgresql.ENUM('a', 'b', name='kind', create_type=False)", "postgresql.TIMESTAMP()", "postgresql.TIMESTAMP(timezone=True)",
    "postgresql.TIMESTAMP(precision=3, timezone=True)", "postgresql.TIME(precision=0)", "postgresql.INTERVAL()", "postgresql.INTERVAL(fields='YEAR TO MONTH', precision=3)",
    "postgresql.TSVECTOR()", "postgresql.TSQUERY()", "postgresql.CITEXT()", "postgresql.INET()", "postgresql.CIDR()", "postgresql.MACADDR()", "postgresql.MACADDR8()",
    "postgresql.BIT()", "postgresql.BIT(5)", "postgresql.BIT(5, varying=True)", "postgresql.BIT(varying=True)", "postgresql.HSTORE()", "postgresql.MONEY()", "postgresql.OID()",
    "postgresql.REGCLASS()", "postgresql.REGCONFIG()", "postgresql.BYTEA()", "postgresql.DOUBLE_PRECISION()", "postgresql.DOUBLE_PRECISION(precision=53)",
    "postgresql.INT4RANGE()", "postgresql.INT8RANGE()", "postgresql.NUMRANGE()", "postgresql.DATERANGE()", "postgresql.TSRANGE()", "postgresql.TSTZRANGE()",
    "postgresql.INT4MULTIRANGE()", "postgresql.TSTZMULTIRANGE()", "postgresql.JSONPATH()",
    "postgresql.DOMAIN('positive', sa.Integer(), check='VALUE > 0', not_null=True)", "postgresql.DOMAIN('code', sa.Text(), default='x', collation='C', constraint_name='ck', schema='s')",
    "mysql.TINYINT()", "mysql.TINYINT(1)", "mysql.TINYINT(display_width=1, unsigned=True)", "mysql.INTEGER(11)", "mysql.INTEGER(unsigned=True, zerofill=True)",
    "mysql.BIGINT(unsigned=True)", "mysql.SMALLINT(display_width=6)", "mysql.MEDIUMINT()", "mysql.DOUBLE(10, 2)", "mysql.DOUBLE()", "mysql.FLOAT(5, 2)", "mysql.DECIMAL(10, 2, unsigned=True)",
    "mysql.NUMERIC(10, 2)", "mysql.REAL()", "mysql.VARCHAR(50)", "mysql.VARCHAR(50, charset='utf8mb4', collation='utf8mb4_bin')", "mysql.VARCHAR(5, national=True)", "mysql.CHAR(3, ascii=True)",
    "mysql.TEXT()", "mysql.TEXT(100)", "mysql.TINYTEXT()", "mysql.MEDIUMTEXT()", "mysql.LONGTEXT(collation='utf8mb4_unicode_ci')", "mysql.LONGBLOB()", "mysql.MEDIUMBLOB()", "mysql.TINYBLOB()",
    "mysql.BLOB()", "mysql.BIT(3)", "mysql.YEAR()", "mysql.YEAR(4)", "mysql.DATETIME(fsp=6)", "mysql.TIMESTAMP(fsp=3)", "mysql.TIME(fsp=2)", "mysql.JSON()", "mysql.ENUM('a', \"b'c\", charset='utf8')",
    "mysql.SET('a', 'b')", "mysql.VARBINARY(5)",
    "sqlite.INTEGER()", "sqlite.JSON()", "sqlite.DATETIME()", "sqlite.DATE(storage_format='%(year)04d%(month)02d%(day)02d')", "sqlite.TEXT()", "sqlite.VARCHAR(5)", "sqlite.BLOB()",
    "sa.String(50).with_variant(mysql.VARCHAR(20), 'mysql')", "sa.JSON().with_variant(postgresql.JSONB(), 'postgresql')", "sa.Text().with_variant(sa.Enum('a', name='kind'), 'postgresql').with_variant(sa.String(3), 'mysql')",
]:
    column_type(make, eval("lambda: " + make))


class Spec(sa.types.UserDefinedType):
    cache_ok = True

    def get_col_spec(self, **kw):
        return "GEOMETRY(4)"


class Wrapped(sa.types.TypeDecorator):
    impl = sa.String(36)
    cache_ok = True


column_type("user defined type", Spec)
column_type("type decorator", Wrapped)

# ---- create_table ------------------------------------------------------------------------------------------------


@case("create_table")
def simple_table(op):
    op.create_table("account", sa.Column("id", sa.Integer(), nullable=False), sa.Column("name", sa.String(50), nullable=False),
                    sa.Column("at", sa.DateTime(timezone=True), server_default=sa.func.now(), nullable=True), sa.PrimaryKeyConstraint("id"))


@case("create_table")
def primary_key_of_columns(op):
    op.create_table("t", sa.Column("a", sa.BigInteger, primary_key=True), sa.Column("b", sa.Text))


for label, column_ in {
    "smallint key": lambda: sa.Column("a", sa.SmallInteger, primary_key=True),
    "bigint key with variant": lambda: sa.Column("a", sa.BigInteger().with_variant(sa.Integer, "sqlite"), primary_key=True),
    "key with autoincrement off": lambda: sa.Column("a", sa.Integer, primary_key=True, autoincrement=False),
    "key with autoincrement on": lambda: sa.Column("a", sa.Integer, primary_key=True, autoincrement=True),
    "key with server default": lambda: sa.Column("a", sa.Integer, primary_key=True, server_default="5"),
    "key with python default": lambda: sa.Column("a", sa.Integer, primary_key=True, default=5),
    "key that refers": lambda: sa.Column("a", sa.Integer, sa.ForeignKey("b.id"), primary_key=True),
    "key that refers and counts": lambda: sa.Column("a", sa.Integer, sa.ForeignKey("b.id"), primary_key=True, autoincrement="ignore_fk"),
    "key with sequence": lambda: sa.Column("a", sa.Integer, sa.Sequence("ids"), primary_key=True),
    "key with optional sequence": lambda: sa.Column("a", sa.Integer, sa.Sequence("ids", optional=True), primary_key=True),
    "key of text": lambda: sa.Column("a", sa.String(10), primary_key=True),
    "text key cannot count": lambda: sa.Column("a", sa.String(10), primary_key=True, autoincrement=True),
    "numeric key without scale counts": lambda: sa.Column("a", sa.Numeric(10, 0), primary_key=True, autoincrement=True),
    "identity key": lambda: sa.Column("a", sa.Integer, sa.Identity(), primary_key=True),
    "identity always with options": lambda: sa.Column("a", sa.BigInteger, sa.Identity(always=True, start=5, increment=2, minvalue=1, maxvalue=99, cycle=True, cache=3), primary_key=True),
    "identity that may be null": lambda: sa.Column("a", sa.Integer, sa.Identity(nominvalue=True, nomaxvalue=True), nullable=True),
    "computed stored": lambda: sa.Column("a", sa.Integer, sa.Computed("b + 1", persisted=True)),
    "computed virtual": lambda: sa.Column("a", sa.Integer, sa.Computed("b + 1", persisted=False)),
    "computed": lambda: sa.Column("a", sa.Integer, sa.Computed("b || 'x'"), nullable=False),
    "unique column": lambda: sa.Column("a", sa.Integer, unique=True),
    "indexed column": lambda: sa.Column("a", sa.Integer, index=True),
    "unique indexed column": lambda: sa.Column("a", sa.Integer, index=True, unique=True),
    "column check": lambda: sa.Column("a", sa.Integer, sa.CheckConstraint("a > 0", name="positive")),
    "column check without name": lambda: sa.Column("a", sa.Integer, sa.CheckConstraint("a > 0"), nullable=False),
    "column reference": lambda: sa.Column("a", sa.Integer, sa.ForeignKey("b.id", name="fk", ondelete="CASCADE", onupdate="SET NULL", deferrable=True, initially="DEFERRED")),
    "column reference in schema": lambda: sa.Column("a", sa.Integer, sa.ForeignKey("s.b.id")),
    "reference that waits": lambda: sa.Column("a", sa.Integer, sa.ForeignKey("b.id", use_alter=True, name="fk")),
    "comment": lambda: sa.Column("a", sa.String(5), comment="it's 100% :x \\ 中文"),
    "quoted names": lambda: sa.Column("User Name", sa.Integer, unique=True),
    "reserved name": lambda: sa.Column("order", sa.Integer, index=True),
    "quoted_name": lambda: sa.Column(quoted_name("plain", True), sa.Integer),
    "sqlite conflict words": lambda: sa.Column("a", sa.Integer, nullable=False, unique=True, sqlite_on_conflict_not_null="FAIL", sqlite_on_conflict_unique="IGNORE"),
    "sqlite conflict on key": lambda: sa.Column("a", sa.Integer, primary_key=True, sqlite_on_conflict_primary_key="REPLACE"),
    "nullable timestamp": lambda: sa.Column("a", sa.TIMESTAMP(), nullable=True),
    "required timestamp": lambda: sa.Column("a", sa.TIMESTAMP(), nullable=False, server_default=sa.text("CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP")),
    "nullable key": lambda: sa.Column("a", sa.Integer, primary_key=True, nullable=True),
}.items():
    case("create_table", (lambda make: lambda op: op.create_table("t", make()))(column_), name=label)

for label, default in {
    "text": lambda: "it's", "text with percent and colon": lambda: "100% a:b \\x", "text of number": lambda: "5", "sa.text number": lambda: sa.text("0"),
    "sa.text quoted": lambda: sa.text("'x'"), "sa.text expression": lambda: sa.text("a + 1"), "sa.text in parentheses": lambda: sa.text("(lower('x'))"),
    "sa.text cast": lambda: sa.text("'{}'::jsonb"), "sa.text escaped colon": lambda: sa.text("'a\\:b'"), "now": lambda: sa.func.now(),
    "current_timestamp": lambda: sa.func.current_timestamp(), "sa.text now()": lambda: sa.text("now()"), "sa.text now(6)": lambda: sa.text("now(6)"), "sa.text CURRENT_TIMESTAMP": lambda: sa.text("CURRENT_TIMESTAMP"),
    "sa.text (CURRENT_TIMESTAMP)": lambda: sa.text("(CURRENT_TIMESTAMP)"), "sa.text uuid": lambda: sa.text("gen_random_uuid()"), "true": lambda: sa.true(), "false": lambda: sa.false(), "null": lambda: sa.null(), "sa.text false": lambda: sa.text("false"),
    "function": lambda: sa.func.lower("X"), "cast": lambda: sa.cast("1", sa.Integer), "literal": lambda: sa.literal(5), "literal_column": lambda: sa.literal_column("1"), "literal date": lambda: sa.literal(datetime.date(2020, 1, 2)),
    "next value": lambda: sa.Sequence("ids").next_value(), "sa.text timezone": lambda: sa.text("TIMEZONE('utc', now())"), "localtimestamp": lambda: sa.func.localtimestamp(), "empty text": lambda: "", "newline": lambda: sa.text("a\n+ 1"),
    "arithmetic": lambda: sa.literal(1) + 2,
}.items():
    case("create_table", (lambda make: lambda op: op.create_table("t", sa.Column("c", sa.String(50), server_default=make(), nullable=False)))(default), name="default " + label)


@case("create_table")
def every_constraint(op):
    op.create_table(
        "child", sa.Column("id", sa.Integer, nullable=False), sa.Column("a", sa.Integer), sa.Column("b", sa.Integer, sa.ForeignKey("other.id"), unique=True),
        sa.Column("f", sa.Boolean(create_constraint=True, name="f_bool")),
        sa.ForeignKeyConstraint(["a", "b"], ["parent.x", "parent.y"], name="fk_parent", ondelete="CASCADE", onupdate="RESTRICT"), sa.UniqueConstraint("a", "b", name="uq_ab"),
        sa.CheckConstraint("a > 0 AND b <> 5", name="ck_a"), sa.CheckConstraint(sa.column("a") > 5), sa.PrimaryKeyConstraint("id", name="pk_child"), sa.UniqueConstraint("a"))


@case("create_table")
def composite_key(op):
    op.create_table("t", sa.Column("a", sa.Integer, primary_key=True), sa.Column("b", sa.Integer, primary_key=True, autoincrement=True), sa.Column("c", sa.Text))


@case("create_table")
def composite_key_written(op):
    op.create_table("t", sa.Column("a", sa.Integer), sa.Column("b", sa.Integer), sa.PrimaryKeyConstraint("b", "a", name="pk"))


@case("create_table")
def written_key_that_may_be_null(op):
    op.create_table("t", sa.Column("a", sa.String(5), nullable=True), sa.Column("b", sa.Integer), sa.PrimaryKeyConstraint("a", "b"))


@case("create_table")
def schema_comment_and_indexes(op):
    op.create_table("t", sa.Column("id", sa.Integer, primary_key=True), sa.Column("a", sa.Text, comment="of a"), sa.Column("B", sa.Text, index=True),
                    schema="app", comment="it's a table")


@case("create_table")
def index_beside_the_columns(op):
    op.create_table("t", sa.Column("a", sa.Text), sa.Index("ix_a", "a", unique=True, postgresql_using="hash"))


@case("create_table")
def if_not_exists_and_prefixes(op):
    op.create_table("t", sa.Column("id", sa.Integer), if_not_exists=True, prefixes=["TEMPORARY"])


@case("create_table")
def without_columns(op):
    op.create_table("t")


@case("create_table")
def deferrable_constraints(op):
    op.create_table("t", sa.Column("a", sa.Integer), sa.PrimaryKeyConstraint("a", deferrable=True, initially="DEFERRED"), sa.UniqueConstraint("a", deferrable=False), sa.CheckConstraint("a>0", deferrable=True, initially="immediate"))


@case("create_table")
def foreign_key_match(op):
    op.create_table("t", sa.Column("a", sa.Integer), sa.ForeignKeyConstraint(["a"], ["b.id"], match="FULL"))


@case("create_table")
def foreign_key_bad_words(op):
    op.create_table("t", sa.Column("a", sa.Integer), sa.ForeignKeyConstraint(["a"], ["b.id"], ondelete="CASCADE; DROP"))


@case("create_table")
def foreign_key_set_null_of_columns(op):
    op.create_table("t", sa.Column("a", sa.Integer), sa.ForeignKeyConstraint(["a"], ["b.id"], ondelete="SET NULL (a)"))


@case("create_table")
def postgresql_constraint_options(op):
    op.create_table("t", sa.Column("a", sa.Integer), sa.Column("b", sa.Integer), sa.UniqueConstraint("a", postgresql_include=["b"], postgresql_nulls_not_distinct=True), sa.PrimaryKeyConstraint("a", postgresql_include=["b"]),
                    sa.CheckConstraint("a>0", postgresql_not_valid=True), sa.ForeignKeyConstraint(["a"], ["x.id"], postgresql_not_valid=True))


@case("create_table")
def exclude_constraint(op):
    op.create_table("t", sa.Column("room", sa.Integer), sa.Column("during", postgresql.TSRANGE()),
                    postgresql.ExcludeConstraint((sa.column("room"), "="), (sa.column("during"), "&&"), name="no_overlap", using="gist", where=sa.text("room > 0"), deferrable=True))


for label, options in {
    "partition by": {"postgresql_partition_by": "RANGE (a)"}, "inherits": {"postgresql_inherits": "parent"}, "inherits two": {"postgresql_inherits": ("Parent", "other")},
    "with": {"postgresql_with": {"fillfactor": 70, "autovacuum_enabled": False}}, "tablespace": {"postgresql_tablespace": "Fast"}, "using": {"postgresql_using": "heap"},
    "on commit": {"postgresql_on_commit": "PRESERVE_ROWS"}, "with oids": {"postgresql_with_oids": True}, "without oids": {"postgresql_with_oids": False},
    "mysql engine": {"mysql_engine": "InnoDB", "mysql_charset": "utf8mb4"}, "mysql collate": {"mysql_collate": "utf8mb4_bin", "mysql_default_charset": "utf8mb4", "mysql_engine": "MyISAM"},
    "mysql upper case": {"mysql_DEFAULT_CHARSET": "utf8mb4", "mysql_ENGINE": "InnoDB"}, "mysql character set": {"mysql_character_set": "utf8", "mysql_auto_increment": "5"}, "mysql partition": {"mysql_partition_by": "HASH(a)", "mysql_partitions": "4", "mysql_row_format": "DYNAMIC"},
    "sqlite autoincrement": {"sqlite_autoincrement": True}, "sqlite strict without rowid": {"sqlite_strict": True, "sqlite_with_rowid": False}, "mysql comment": {"comment": "o'clock", "mysql_engine": "InnoDB"},
}.items():
    case("create_table", (lambda options: lambda op: op.create_table("t", sa.Column("a", sa.Integer, primary_key=True), sa.Column("b", sa.Text), **options))(options), name="option " + label)


@case("create_table")
def enum_is_created_once(op):
    op.create_table("a", sa.Column("k", sa.Enum("x", "y", name="kind")), sa.Column("l", sa.Enum("x", "y", name="kind")))
    op.create_table("b", sa.Column("k", sa.Enum("x", "y", name="kind")))
    op.drop_table("b")


CONVENTION = {"ix": "ix_%(column_0_label)s", "uq": "uq_%(table_name)s_%(column_0_name)s", "ck": "ck_%(table_name)s_%(constraint_name)s",
              "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s", "pk": "pk_%(table_name)s"}
ALL_COLUMNS = {"ix": "ix_%(table_name)s_%(column_0_N_name)s", "uq": "uq_%(table_name)s_%(column_0N_name)s", "ck": "ck_%(table_name)s_%(column_0_name)s", "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s", "pk": "pk_%(table_name)s_%(column_0_key)s"}


def conventional_table(op):
    op.create_table("Users", sa.Column("id", sa.Integer, primary_key=True), sa.Column("a", sa.Integer, sa.ForeignKey("teams.id"), index=True), sa.Column("b", sa.Integer, unique=True), sa.Column("c", sa.Boolean(create_constraint=True, name="flag")),
                    sa.UniqueConstraint("a", "b"), sa.UniqueConstraint("a", name="own"), sa.CheckConstraint("a > 0", name="positive"), sa.CheckConstraint("b > 0", name=conv("final")), sa.ForeignKeyConstraint(["a", "b"], ["x.p", "x.q"]))


case("naming", conventional_table, name="usual convention", naming=CONVENTION)
case("naming", lambda op: op.create_table("t", sa.Column("id", sa.Integer), sa.Column("b", sa.Integer, index=True), sa.PrimaryKeyConstraint("id", "b"), sa.UniqueConstraint("id", "b"), sa.ForeignKeyConstraint(["id", "b"], ["x.p", "x.q"]), schema="app"), name="all columns", naming=ALL_COLUMNS)
case("naming", lambda op: op.create_table("t", sa.Column("id", sa.Integer, index=True)), name="index without pattern", naming={"uq": "uq_%(table_name)s"}, differs={name: refuses("CompileError", "CREATE INDEX requires that the index have a name") for name in ("sqlite", "postgresql", "mysql")})
case("naming", lambda op: op.create_unique_constraint(None, "t", ["a", "b"]), name="unique without name", naming=CONVENTION)
case("naming", lambda op: op.create_unique_constraint(None, "t", ["a"]), name="unique without any name")
case("naming", lambda op: op.create_check_constraint("positive", "t", "a > 0"), name="check gets its table", naming=CONVENTION)
case("naming", lambda op: op.create_check_constraint(op.f("ck_t_positive"), "t", "a > 0"), name="final check", naming=CONVENTION)
case("naming", lambda op: op.create_foreign_key(None, "a", "b", ["b_id"], ["id"]), name="foreign key without name", naming=CONVENTION)
case("naming", lambda op: op.create_primary_key(None, "t", ["a"]), name="primary key without name", naming=CONVENTION)
case("naming", lambda op: op.create_index(None, "t", ["a", "b"]), name="index without name", naming=ALL_COLUMNS)
case("naming", lambda op: op.create_index(None, "t", ["a"]), name="index by default pattern")
case("naming", lambda op: op.drop_constraint("positive", "t", type_="check"), name="drop check", naming=CONVENTION)
case("naming", lambda op: op.drop_constraint("uq", "t", type_="unique"), name="drop unique", naming=CONVENTION)
case("naming", lambda op: op.create_unique_constraint("u" * 70, "t", ["a"]), name="long written name")
case("naming", lambda op: op.create_unique_constraint(op.f("u" * 70), "t", ["a"]), name="long final name")
case("naming", lambda op: op.create_index(op.f("ix_" + "n" * 80), "t", ["a"]), name="long final index")
case("naming", lambda op: op.drop_index(op.f("ix_" + "n" * 80), "t"), name="drop long index")
case("naming", lambda op: op.create_unique_constraint(None, "a_table_with_quite_a_long_name_indeed_it_is", ["a_column_with_quite_a_long_name"]), name="long conventional name", naming=CONVENTION)
case("naming", lambda op: op.create_check_constraint(None, "t", "a > 0"), name="check needs a name", naming=CONVENTION, differs={"sqlite": refuses("NotImplementedError", "No support for ALTER of constraints")})

# ---- columns -----------------------------------------------------------------------------------------------------

for label, column_ in {
    "plain": lambda: sa.Column("c", sa.Integer(), nullable=True), "required": lambda: sa.Column("c", sa.Boolean(), nullable=False, server_default=sa.false()), "default text": lambda: sa.Column("c", sa.String(5), server_default="x"),
    "now": lambda: sa.Column("c", sa.DateTime(), server_default=sa.func.now()), "serial": lambda: sa.Column("c", sa.Integer, primary_key=True), "big serial": lambda: sa.Column("c", sa.BigInteger, primary_key=True), "indexed": lambda: sa.Column("c", sa.Integer, index=True),
    "unique": lambda: sa.Column("c", sa.Integer, unique=True), "reference": lambda: sa.Column("c", sa.Integer, sa.ForeignKey("b.id", ondelete="CASCADE")), "named reference": lambda: sa.Column("c", sa.Integer, sa.ForeignKey("b.id", name="fk_b")),
    "check": lambda: sa.Column("c", sa.Integer, sa.CheckConstraint("c > 0")), "comment": lambda: sa.Column("c", sa.Integer, comment="o'k"), "enum": lambda: sa.Column("c", sa.Enum("a", "b", name="kind")), "checked enum": lambda: sa.Column("c", sa.Enum("a", "b", name="kind", native_enum=False, create_constraint=True)),
    "checked boolean": lambda: sa.Column("c", sa.Boolean(create_constraint=True)), "computed": lambda: sa.Column("c", sa.Integer, sa.Computed("a * 2", persisted=True)), "identity": lambda: sa.Column("c", sa.Integer, sa.Identity()), "quoted": lambda: sa.Column("Name", sa.Text), "jsonb": lambda: sa.Column("c", postgresql.JSONB(), server_default=sa.text("'{}'::jsonb"), nullable=False),
}.items():
    case("columns", (lambda make: lambda op: op.add_column("t", make()))(column_), name="add " + label)
case("columns", lambda op: op.add_column("t", sa.Column("c", sa.Integer, index=True, comment="x"), schema="app"), name="add in schema")
case("columns", lambda op: op.add_column("T", sa.Column("c", sa.Integer), schema="a.B"), name="add in dotted schema")
case("columns", lambda op: op.add_column("t", sa.Column("c", sa.Integer), if_not_exists=True), name="add if not exists")
case("columns", lambda op: op.add_column("t", sa.Column("c", sa.Integer, sa.ForeignKey("b.id", ondelete="CASCADE", name="fk")), inline_references=True), name="add with inline reference")
case("columns", lambda op: op.add_column("t", sa.Column("c", sa.Integer, primary_key=True), inline_primary_key=True), name="add with inline key")
case("columns", lambda op: op.add_column("t", sa.Column("c", sa.Integer, unique=True)), name="add unique by convention", naming=CONVENTION)
case("columns", lambda op: op.drop_column("t", "c"), name="drop")
case("columns", lambda op: op.drop_column("t", "Order", schema="S", if_exists=True), name="drop if exists")

for label, arguments in {
    "nullable": dict(nullable=True), "nullable typed": dict(nullable=False, existing_type=sa.String(50)), "nullable with all existing": dict(nullable=False, existing_type=sa.Integer(), existing_server_default=sa.text("5"), existing_comment="c", existing_autoincrement=True),
    "type": dict(type_=sa.String(80), existing_type=sa.String(50)), "type without existing": dict(type_=sa.Text()), "type using": dict(type_=sa.Integer(), existing_type=sa.Text(), postgresql_using="c::integer"), "using without type": dict(postgresql_using="c::integer"),
    "type and nullable": dict(type_=sa.Text(), nullable=True, existing_nullable=False), "type keeps existing": dict(type_=sa.String(80), existing_type=sa.String(5), existing_nullable=False, existing_server_default="x", existing_comment="keep"),
    "default": dict(server_default="x"), "default function": dict(server_default=sa.func.now(), existing_type=sa.DateTime()), "default text": dict(server_default=sa.text("5"), existing_type=sa.Integer()), "default gone": dict(server_default=None), "default gone from datetime": dict(server_default=None, existing_type=sa.DateTime()), "default gone typed": dict(server_default=None, existing_type=sa.Integer(), nullable=True),
    "default true": dict(server_default=sa.true(), existing_type=sa.Boolean()), "rename": dict(new_column_name="d"), "rename typed": dict(new_column_name="D", existing_type=sa.String(5), existing_nullable=False), "comment": dict(comment="it's", existing_type=sa.Text()), "comment gone": dict(comment=None, existing_comment="x", existing_type=sa.Text()), "comment untyped": dict(comment="x"),
    "everything": dict(new_column_name="d", type_=sa.Integer(), nullable=False, server_default="5", comment="c", existing_type=sa.Text()), "nullable datetime": dict(nullable=True, existing_type=sa.DateTime()), "autoincrement": dict(autoincrement=True, existing_type=sa.Integer(), existing_nullable=False), "autoincrement off": dict(autoincrement=False, existing_type=sa.Integer()),
    "identity added": dict(server_default=sa.Identity()), "identity added with options": dict(server_default=sa.Identity(always=True, start=3)), "identity gone": dict(server_default=None, existing_server_default=sa.Identity()), "identity changed": dict(server_default=sa.Identity(always=True, start=7, cache=2), existing_server_default=sa.Identity(start=5)),
    "computed": dict(server_default=sa.Computed("a+1")), "computed gone": dict(server_default=None, existing_server_default=sa.Computed("a+1")), "checked enum type": dict(type_=sa.Enum("a", "b", name="kind", native_enum=False, create_constraint=True), existing_type=sa.Text()), "from checked enum": dict(type_=sa.Text(), existing_type=sa.Enum("a", "b", name="kind", native_enum=False, create_constraint=True)),
    "from checked boolean": dict(type_=sa.Integer(), existing_type=sa.Boolean(create_constraint=True, name="b")), "from checked boolean to": dict(type_=sa.Boolean(create_constraint=True, name="b"), existing_type=sa.Integer()), "enum": dict(type_=sa.Enum("a", "b", name="kind"), existing_type=sa.Text(), postgresql_using="c::kind"), "nothing": dict(existing_type=sa.Integer()),
    "jsonb": dict(type_=postgresql.JSONB(astext_type=sa.Text()), existing_type=sa.JSON(), existing_nullable=True), "timestamp": dict(type_=sa.TIMESTAMP(timezone=True), existing_type=sa.DateTime(), nullable=False, server_default=sa.text("now()")),
}.items():
    case("columns", (lambda arguments: lambda op: op.alter_column("t", "c", **arguments))(arguments), name="alter " + label)
case("columns", lambda op: op.alter_column("T", "c", nullable=True, schema="S.x", existing_type=sa.Integer(), comment="x"), name="alter in schema")

# ---- constraints, indexes, tables --------------------------------------------------------------------------------

for label, call in {
    "primary key": lambda op: op.create_primary_key("pk", "t", ["a", "B"]), "primary key in schema": lambda op: op.create_primary_key("pk", "t", ["a"], schema="s"), "unique": lambda op: op.create_unique_constraint("uq", "t", ["a", "b"]), "unique deferrable": lambda op: op.create_unique_constraint("uq", "t", ["a"], schema="s", deferrable=True, initially="DEFERRED"),
    "unique nulls not distinct": lambda op: op.create_unique_constraint("uq", "t", ["a"], postgresql_nulls_not_distinct=True, postgresql_include=["a"]), "unique nulls distinct": lambda op: op.create_unique_constraint("uq", "t", ["a"], postgresql_nulls_not_distinct=False), "check": lambda op: op.create_check_constraint("ck", "t", "a > 0"), "check expression": lambda op: op.create_check_constraint("ck", "t", sa.and_(sa.func.length(sa.column("name")) > 5, sa.or_(sa.column("a").is_(None), sa.column("b").in_([1, 2])))),
    "check sa.text": lambda op: op.create_check_constraint("ck", "t", sa.text("a ~ '^x:y'")), "check not valid": lambda op: op.create_check_constraint("ck", "t", "a > 0", schema="s", postgresql_not_valid=True), "check deferrable": lambda op: op.create_check_constraint("ck", "t", "a > 0", deferrable=False), "foreign key": lambda op: op.create_foreign_key("fk", "a", "b", ["b_id"], ["id"]), "foreign key actions": lambda op: op.create_foreign_key("fk", "a", "b", ["x", "y"], ["p", "q"], ondelete="CASCADE", onupdate="SET NULL", deferrable=True, initially="IMMEDIATE"),
    "foreign key schemas": lambda op: op.create_foreign_key("fk", "a", "b", ["b_id"], ["id"], source_schema="s1", referent_schema="s2"), "foreign key match": lambda op: op.create_foreign_key("fk", "a", "b", ["b_id"], ["id"], match="FULL"), "foreign key to itself": lambda op: op.create_foreign_key("fk", "a", "a", ["parent"], ["id"]), "foreign key not valid": lambda op: op.create_foreign_key("fk", "a", "b", ["b_id"], ["id"], postgresql_not_valid=True),
    "exclude": lambda op: op.create_exclude_constraint("ex", "t", (sa.column("period"), "&&"), (sa.column("Group"), "="), where=sa.text("a > 0"), using="gist"), "exclude expression": lambda op: op.create_exclude_constraint("ex", "t", (sa.literal_column("int4range(a, b)"), "&&"), schema="s"),
    "drop unique": lambda op: op.drop_constraint("uq", "t", type_="unique"), "drop foreign key": lambda op: op.drop_constraint("fk", "t", type_="foreignkey"), "drop primary key": lambda op: op.drop_constraint("pk", "t", type_="primary"), "drop check": lambda op: op.drop_constraint("ck", "t", type_="check", schema="s"), "drop untyped": lambda op: op.drop_constraint("x", "t"), "drop if exists": lambda op: op.drop_constraint("X", "t", if_exists=True, type_="unique"), "drop unknown kind": lambda op: op.drop_constraint("X", "t", type_="index"),
    "drop final name": lambda op: op.drop_constraint(op.f("uq"), "t", type_="unique"), "drop without name": lambda op: op.drop_constraint(None, "t", type_="unique"),
}.items():
    case("constraints", call, name=label, differs={"mysql": refuses("CompileError", "it has no name")} if label == "drop without name" else None)

for label, call in {
    "plain": lambda op: op.create_index("ix", "t", ["a", "B"]), "unique": lambda op: op.create_index("ix", "t", ["a"], unique=True), "schema": lambda op: op.create_index("ix", "t", ["a"], schema="s"), "if not exists": lambda op: op.create_index("ix", "t", ["a"], if_not_exists=True, unique=True), "final name": lambda op: op.create_index(op.f("ix_t_a"), "t", ["a"]),
    "text": lambda op: op.create_index("ix", "t", [sa.text("lower(name)")]), "text and column": lambda op: op.create_index("ix", "t", ["a", sa.text("b DESC NULLS LAST")]), "function": lambda op: op.create_index("ix", "t", [sa.func.lower(sa.column("name"))]), "ordered": lambda op: op.create_index("ix", "t", [sa.column("a").desc(), sa.column("b").asc().nulls_first()]), "operator": lambda op: op.create_index("ix", "t", [sa.column("a", sa.Integer) + 5]), "concatenation": lambda op: op.create_index("ix", "t", [sa.column("a", sa.String) + sa.column("b", sa.String) + "x"]), "cast": lambda op: op.create_index("ix", "t", [sa.cast(sa.column("a"), sa.Text)]), "collate": lambda op: op.create_index("ix", "t", [sa.column("a", sa.String).collate("C")]),
    "literal_column": lambda op: op.create_index("ix", "t", [sa.literal_column("(a || b)")]), "concurrently": lambda op: op.create_index("ix", "t", ["a"], postgresql_concurrently=True, if_not_exists=True), "using gin": lambda op: op.create_index("ix", "t", ["a"], postgresql_using="GIN"), "using bad": lambda op: op.create_index("ix", "t", ["a"], postgresql_using="gin (x)"), "where text": lambda op: op.create_index("ix", "t", ["a"], postgresql_where=sa.text("a IS NOT NULL"), sqlite_where=sa.text("a > 5")), "where expression": lambda op: op.create_index("ix", "t", ["a"], unique=True, postgresql_where=sa.column("deleted").is_(None), sqlite_where=sa.column("flag", sa.Boolean) == sa.true()),
    "ops": lambda op: op.create_index("ix", "t", ["a", "b"], postgresql_ops={"a": "text_pattern_ops"}, postgresql_using="btree"), "ops of text": lambda op: op.create_index("ix", "t", [sa.text("lower(a)")], postgresql_ops={"lower(a)": "varchar_pattern_ops"}), "ops of label": lambda op: op.create_index("ix", "t", [sa.func.lower(sa.column("a")).label("low")], postgresql_ops={"low": "gin_trgm_ops"}), "with": lambda op: op.create_index("ix", "t", ["a"], postgresql_with={"fillfactor": 50, "deduplicate_items": True}), "tablespace": lambda op: op.create_index("ix", "t", ["a"], postgresql_tablespace="Fast"), "include": lambda op: op.create_index("ix", "t", ["a"], postgresql_include=["b", "C"]), "nulls not distinct": lambda op: op.create_index("ix", "t", ["a"], unique=True, postgresql_nulls_not_distinct=True),
    "all of postgresql": lambda op: op.create_index("ix", "t", ["a"], unique=True, postgresql_concurrently=True, postgresql_using="btree", postgresql_include=["b"], postgresql_nulls_not_distinct=False, postgresql_with={"fillfactor": 50}, postgresql_tablespace="ts", postgresql_where=sa.text("a>0")),
    "mysql length": lambda op: op.create_index("ix", "t", ["a", "b"], mysql_length=10), "mysql length by column": lambda op: op.create_index("ix", "t", ["a", "b"], mysql_length={"a": 10}), "mysql prefix": lambda op: op.create_index("ix", "t", ["a"], mysql_prefix="FULLTEXT", mysql_with_parser="ngram"), "mysql using": lambda op: op.create_index("ix", "t", ["a"], mysql_using="hash"),
    "drop": lambda op: op.drop_index("ix"), "drop with table": lambda op: op.drop_index("ix", table_name="t"), "drop schema": lambda op: op.drop_index("Ix", table_name="t", schema="s"), "drop schema without table": lambda op: op.drop_index("ix", schema="s"), "drop if exists": lambda op: op.drop_index("ix", "t", if_exists=True), "drop concurrently": lambda op: op.drop_index("ix", "t", postgresql_concurrently=True, if_exists=True), "drop with words": lambda op: op.drop_index("ix", "t", postgresql_where=sa.text("a>0"), postgresql_using="gin"), "drop final": lambda op: op.drop_index(op.f("ix_t"), table_name="t"),
}.items():
    case("indexes", call, name=label)

for label, call in {
    "drop": lambda op: op.drop_table("t"), "drop if exists": lambda op: op.drop_table("User", schema="s", if_exists=True), "rename": lambda op: op.rename_table("a", "b"), "rename in schema": lambda op: op.rename_table("a", "B", schema="s"), "comment": lambda op: op.create_table_comment("t", "it's", schema="s"), "comment changed": lambda op: op.create_table_comment("t", "x", existing_comment="y"), "comment gone": lambda op: op.drop_table_comment("t", existing_comment="y"),
    "create sequence": lambda op: op.execute(CreateSequence(sa.Sequence("ids"))), "create sequence with options": lambda op: op.execute(CreateSequence(sa.Sequence("ids", start=5, increment=2, minvalue=1, maxvalue=9, cycle=True, cache=4, schema="s"), if_not_exists=True)), "create typed sequence": lambda op: op.execute(CreateSequence(sa.Sequence("ids", data_type=sa.BigInteger, nominvalue=True))), "drop sequence": lambda op: op.execute(DropSequence(sa.Sequence("Ids"), if_exists=True)),
    "create schema": lambda op: op.execute(CreateSchema("app", if_not_exists=True)), "drop schema": lambda op: op.execute(DropSchema("App", cascade=True, if_exists=True)),
}.items():
    case("tables", call, name=label)

# ---- batch -------------------------------------------------------------------------------------------------------

def in_place(*sql):
    return {"sqlite": {"sql": list(sql)}}


def in_batch(label, call, differs=None, **arguments):
    def function(op):
        with Batch(op, "t", **arguments) as batch_op:
            call(batch_op)

    case("batch", function, name=label, differs=differs)


in_batch("add column", lambda b: b.add_column(sa.Column("c", sa.Integer(), nullable=True)))
in_batch("add column with text default", lambda b: b.add_column(sa.Column("c", sa.Integer(), server_default="5", nullable=False)))
in_batch("add column with constant expression", lambda b: b.add_column(sa.Column("c", sa.Boolean(), server_default=sa.text("0"), nullable=False)), in_place("ALTER TABLE t ADD COLUMN c BOOLEAN DEFAULT 0 NOT NULL"))
in_batch("add column with false", lambda b: b.add_column(sa.Column("c", sa.Boolean(), server_default=sa.false(), nullable=False)), in_place("ALTER TABLE t ADD COLUMN c BOOLEAN DEFAULT 0 NOT NULL"))
in_batch("add column with function", lambda b: b.add_column(sa.Column("c", sa.DateTime(), server_default=sa.func.now())))
in_batch("add column with quoted text", lambda b: b.add_column(sa.Column("c", sa.Text(), server_default=sa.text("'it''s'"))), in_place("ALTER TABLE t ADD COLUMN c TEXT DEFAULT 'it''s'"))
in_batch("add column with reference", lambda b: b.add_column(sa.Column("c", sa.Integer(), sa.ForeignKey("b.id"))))
in_batch("add indexed column", lambda b: b.add_column(sa.Column("c", sa.Integer(), index=True)))
in_batch("add unique column", lambda b: b.add_column(sa.Column("c", sa.Integer(), unique=True)))
in_batch("add stored computed column", lambda b: b.add_column(sa.Column("c", sa.Integer(), sa.Computed("a+1", persisted=True))))
in_batch("indexes", lambda b: (b.create_index("ix", ["a"], unique=True), b.drop_index("iy"), b.create_index(b.f("iz"), ["a", "b"])))
in_batch("drop column", lambda b: b.drop_column("c"), in_place("ALTER TABLE t DROP COLUMN c"))
in_batch("rename column", lambda b: b.alter_column("c", new_column_name="d", existing_type=sa.Integer()), in_place("ALTER TABLE t RENAME COLUMN c TO d"))
in_batch("alter type", lambda b: b.alter_column("c", type_=sa.Text(), existing_type=sa.String(5), existing_nullable=False))
in_batch("alter nullable", lambda b: b.alter_column("c", nullable=False, existing_type=sa.Integer()))
in_batch("drop column and alter", lambda b: (b.drop_column("c"), b.alter_column("d", nullable=True, existing_type=sa.Integer())))
in_batch("several in place", lambda b: (b.add_column(sa.Column("c", sa.Text())), b.drop_column("d"), b.create_index("ix", ["c"])), in_place("ALTER TABLE t ADD COLUMN c TEXT", "ALTER TABLE t DROP COLUMN d", "CREATE INDEX ix ON t (c)"))
in_batch("create foreign key", lambda b: b.create_foreign_key("fk", "b", ["b_id"], ["id"], ondelete="CASCADE"))
in_batch("create unique", lambda b: b.create_unique_constraint("uq", ["a"]))
in_batch("create check", lambda b: b.create_check_constraint("ck", "a > 0"))
in_batch("create primary key", lambda b: b.create_primary_key("pk", ["a"]))
in_batch("drop constraint", lambda b: b.drop_constraint("uq", type_="unique"))
in_batch("table comment", lambda b: b.create_table_comment("x"), in_place())
in_batch("comment of column", lambda b: b.alter_column("c", comment="x", existing_type=sa.Integer()), in_place())
in_batch("rename with comment", lambda b: b.alter_column("c", new_column_name="d", comment="x", existing_type=sa.Integer()), in_place("ALTER TABLE t RENAME COLUMN c TO d"))
in_batch("drop index if exists", lambda b: b.drop_index("ix", if_exists=True))
in_batch("add column with number", lambda b: b.add_column(sa.Column("c", sa.Integer(), server_default=sa.text("-1.5"))), in_place("ALTER TABLE t ADD COLUMN c INTEGER DEFAULT (-1.5)"))
in_batch("add column with current time", lambda b: b.add_column(sa.Column("c", sa.DateTime(), server_default=sa.text("CURRENT_TIMESTAMP"))))
in_batch("insert before", lambda b: b.add_column(sa.Column("c", sa.Integer()), insert_before="a"))
in_batch("schema", lambda b: (b.add_column(sa.Column("c", sa.Integer())), b.create_index("ix", ["c"])), schema="s")
in_batch("never recreate", lambda b: b.drop_column("c"), recreate="never")
in_batch("execute does not wait", lambda b: (b.add_column(sa.Column("c", sa.Integer())), b.execute("UPDATE t SET a=1")))
in_batch("always recreate", lambda b: b.add_column(sa.Column("c", sa.Integer())), {name: {"sql": ["ALTER TABLE t ADD COLUMN c INTEGER"]} for name in ("postgresql", "mysql")}, recreate="always")
in_batch("nothing", lambda b: None)

# ---- execute, queries, bulk_insert -------------------------------------------------------------------------------

t = sa.table("t", sa.column("a", sa.Integer), sa.column("b", sa.String), sa.column("f", sa.Boolean), sa.column("n", sa.Numeric(10, 2)), sa.column("d", sa.DateTime), sa.column("u", sa.Uuid), sa.column("j", postgresql.JSONB), sa.column("k", sa.JSON))
u = sa.table("u", sa.column("id", sa.Integer), sa.column("x", sa.String), schema="s")
z = t.alias("z")
c, id_ = t.c, u.c.id
recursive = sa.select(c.a, c.b).where(c.a == 1).cte("tree", recursive=True)

for label, make in {
    "text": lambda: "UPDATE t SET a = 5", "text with percent": lambda: "SELECT '100%' || 'a' LIKE 'b%'", "text with cast": lambda: "SELECT '1'::int, a::text FROM t", "text with escaped colon": lambda: r"SELECT '\:x', 'a\:b', '{\"k\"\: 1}'", "text with time": lambda: "SELECT '12:30:45'", "text with json": lambda: """UPDATE t SET j = '{"a": 1, "b":"c"}'""",
    "text with bind": lambda: sa.text("UPDATE t SET a = :a WHERE b = :b").bindparams(a=5, b="it's"), "text with two uses": lambda: sa.text("SELECT :x, :x, ::x").bindparams(x=1), "text with missing bind": lambda: "SELECT * FROM t WHERE a = :missing", "text with typed bind": lambda: sa.text("SELECT :d").bindparams(sa.bindparam("d", datetime.date(2020, 1, 2))), "text with expanding bind": lambda: sa.text("SELECT * FROM t WHERE a IN :ids").bindparams(sa.bindparam("ids", [1, 2, 3], expanding=True)), "text with no expanding values": lambda: sa.text("SELECT * FROM t WHERE a IN :ids").bindparams(sa.bindparam("ids", [], expanding=True)),
    "text with unicode": lambda: "SELECT 'ä', :ä".replace(":ä", "'中'"), "text with comment": lambda: "SELECT 1 -- a comment: here\nFROM t /* x:y */", "text with backslashes": lambda: r"SELECT 'a\\b', E'\n'", "text keeps space": lambda: "\n   SELECT 1;\n  ", "do block": lambda: "DO $$ BEGIN IF NOT EXISTS (SELECT 1) THEN x := 5; END IF; END $$;", "text with null bind": lambda: sa.text("SELECT :x").bindparams(x=None),
    "select": lambda: sa.select(c.a, c.b), "select where": lambda: sa.select(c.a).where(c.a == 5, c.b != "x"), "select or": lambda: sa.select(c.a).where(sa.or_(sa.and_(c.a > 1, c.a < 5), c.b.is_(None))), "select and in or in and": lambda: sa.select(c.a).where(sa.and_(sa.or_(c.a == 1, c.a == 2), sa.not_(sa.or_(c.b == "x", c.b == "y")))), "select boolean": lambda: sa.select(c.a).where(c.f), "select not boolean": lambda: sa.select(c.a).where(~c.f, c.a == 1), "select boolean in or": lambda: sa.select(c.a).where(sa.or_(c.f, c.a == 1)), "select is true": lambda: sa.select(c.a).where(c.f.is_(True), c.f == sa.false()),
    "select in": lambda: sa.select(c.a).where(c.a.in_([1, 2]), c.b.not_in(["x"])), "select in nothing": lambda: sa.select(c.a).where(c.a.in_([])), "select not in nothing": lambda: sa.select(c.a).where(c.a.not_in([])), "select in subquery": lambda: sa.select(c.a).where(c.a.in_(sa.select(id_).where(u.c.x == "y"))), "select in bind": lambda: sa.select(c.a).where(c.a.in_(sa.bindparam("ids", [1, 2], expanding=True))), "select like": lambda: sa.select(c.a).where(c.b.like("x%"), c.b.not_like("%y"), c.b.ilike("Z"), c.b.not_ilike("q")), "select like escape": lambda: sa.select(c.a).where(c.b.like("x/%", escape="/")), "select between": lambda: sa.select(c.a).where(c.a.between(1, 5), ~c.a.between(c.a + 1, 9)), "select null": lambda: sa.select(c.a).where(c.a == None, c.b != None),
    "select exists": lambda: sa.select(c.a).where(sa.exists().where(id_ == c.a)), "select not exists": lambda: sa.select(c.a).where(~sa.exists(sa.select(id_).where(u.c.x == "y"))), "select distinct from": lambda: sa.select(c.a).where(c.a.is_distinct_from(c.b)), "select arithmetic": lambda: sa.select((c.a + 1) * 2, c.a - (c.a - 1), c.a % 3, -c.a, -(c.a + 1), c.a * 2 + 1), "select division": lambda: sa.select(c.a / 2, c.a // 2, c.n / 2), "select concatenation": lambda: sa.select(c.b + "x" + c.b, c.b.concat("y")), "select custom operator": lambda: sa.select(c.a.op("@>")(5), (c.a + 1).op("&")(3) == 1), "select regexp": lambda: sa.select(c.a).where(c.b.regexp_match("^x")), "select not regexp": lambda: sa.select(c.a).where(~c.b.regexp_match("^x")),
    "select functions": lambda: sa.select(sa.func.count(), sa.func.count(c.a), sa.func.MAX(c.a), sa.func.coalesce(c.a, 0), sa.func.Foo(c.b), sa.func.now(), sa.func.current_date(), sa.func.char_length(c.b)), "select function package": lambda: sa.select(sa.func.pg_catalog.version(), sa.func.current_user(), sa.func.lower(c.b).label("low")), "select substring": lambda: sa.select(sa.func.substring(c.b, 1, 2), sa.func.substring(c.b, 3)), "select filter": lambda: sa.select(sa.func.count(c.a).filter(c.a > 1)), "select count distinct": lambda: sa.select(sa.func.count(c.a.distinct())), "select over": lambda: sa.select(sa.func.row_number().over(partition_by=c.b, order_by=c.a.desc())),
    "select cast": lambda: sa.select(sa.cast(c.a, sa.String(5)), sa.cast(c.b, sa.Integer), sa.cast("1", sa.Numeric(4, 2)), sa.cast(c.a, sa.Text), sa.cast(c.b, sa.Date)), "select cast bool": lambda: sa.select(sa.cast(c.a, sa.Boolean)), "select cast collate": lambda: sa.select(sa.cast(c.a, sa.String(5, collation="C")).label("x")), "select case": lambda: sa.select(sa.case((c.a == 1, "one"), (sa.and_(c.a == 2, c.f), c.b), else_="many")), "select case of": lambda: sa.select(sa.case({1: "one", 2: "two"}, value=c.a)), "select extract": lambda: sa.select(sa.extract("year", c.d)), "select literal": lambda: sa.select(sa.literal("x"), sa.null(), sa.true(), sa.text("1 AS one"), sa.literal_column("2")), "select label": lambda: sa.select(c.a.label("X")).order_by(c.a.label("X")), "select tuple": lambda: sa.select(c.a).where(sa.tuple_(c.a, c.b).in_(sa.select(id_, u.c.x))),
    "select order": lambda: sa.select(c.a).order_by(c.a.desc().nulls_last(), c.b), "select group": lambda: sa.select(c.a, sa.func.count().label("n")).group_by(c.a).having(sa.func.count() > 1), "select limit": lambda: sa.select(c.a).limit(5), "select offset": lambda: sa.select(c.a).limit(5).offset(10), "select distinct": lambda: sa.select(c.a).distinct(), "select for update": lambda: sa.select(c.a).with_for_update(), "select without from": lambda: sa.select(sa.literal(1).label("x")), "select join": lambda: sa.select(c.a, u.c.x).select_from(t.join(u, c.a == id_)), "select outer join": lambda: sa.select(c.a).select_from(t.outerjoin(u, c.a == id_)), "select alias": lambda: sa.select(z.c.a).where(z.c.b == "x"), "select subquery": lambda: sa.select(sa.func.count()).select_from(sa.select(c.a).where(c.a > 1).subquery("q")), "select scalar subquery": lambda: sa.select(c.a, sa.select(sa.func.max(id_)).scalar_subquery().label("m")),
    "select with": lambda: sa.select((q := sa.select(c.a, c.b).cte("q")).c.a).where(q.c.b == "x"), "select recursive": lambda: sa.select(recursive.c.a), "union": lambda: sa.union_all(sa.select(c.a), sa.select(id_)).order_by("a"), "union of limited": lambda: sa.union(sa.select(c.a).limit(1), sa.select(id_)), "select json": lambda: sa.select(c.j["k"], c.j["k"].astext, c.k["k"]), "select array": lambda: sa.select(postgresql.array([1, 2])), "select schema column": lambda: sa.select(id_).where(u.c.x == "y"), "select quoted": lambda: sa.select(sa.column("Order")).select_from(sa.table("User Table")), "select sequence": lambda: sa.select(sa.Sequence("Ids", schema="s").next_value()),
    "select datetime": lambda: sa.select(c.a).where(c.d == datetime.datetime(2020, 1, 2, 3, 4, 5, 600)), "select decimal": lambda: sa.select(c.a).where(c.n == decimal.Decimal("1.50")), "select uuid": lambda: sa.select(c.a).where(c.u == uuid.UUID(int=7)), "select interval": lambda: sa.select(sa.literal(datetime.timedelta(days=1, seconds=2))), "select collate": lambda: sa.select(c.a).order_by(c.b.collate("de_DE")),
    "insert": lambda: t.insert().values(a=1, b="it's"), "insert several": lambda: t.insert().values([{"a": 1, "b": "x"}, {"a": 2, "b": None}]), "insert expression": lambda: t.insert().values(a=sa.func.abs(-5), b=sa.literal("x") + "y"), "insert from select": lambda: t.insert().from_select(["a", "b"], sa.select(id_, u.c.x)), "insert returning": lambda: t.insert().values(a=1).returning(c.a, c.b), "insert on conflict": lambda: postgresql_insert(t).values(a=1, b="x").on_conflict_do_nothing(index_elements=["a"]), "insert types": lambda: t.insert().values(f=True, n=decimal.Decimal("2.50"), d=datetime.datetime(2020, 1, 2), u=uuid.UUID(int=9)),
    "upsert": lambda: (i := postgresql_insert(t).values(a=1, b="x")).on_conflict_do_update(index_elements=["a"], set_={"b": i.excluded.b}, where=c.a > 5), "upsert by constraint": lambda: postgresql_insert(t).values(a=1).on_conflict_do_update(constraint="uq", set_={"b": "z"}),
    "update": lambda: t.update().values(b="x").where(c.a == 5), "update all": lambda: t.update().values(a=c.a + 1, f=False), "update in schema": lambda: u.update().values(x="y").where(id_ == 1), "update from": lambda: t.update().values(b=u.c.x).where(c.a == id_), "update subquery": lambda: t.update().values(b=sa.select(u.c.x).where(id_ == c.a).scalar_subquery()), "update returning": lambda: t.update().values(a=1).returning(c.a), "update null": lambda: t.update().values(b=None).where(c.b == ""), "update case": lambda: t.update().values(b=sa.case((c.a > 1, "x"), else_="y")), "update inline literal": lambda: t.update().where(c.b == "x").values({"b": sa.literal("y")}), "update bindparam": lambda: t.update().where(c.a == sa.bindparam("key", 5)).values(b=sa.bindparam("value", "v")),
    "delete": lambda: t.delete().where(c.a == 5), "delete all": lambda: t.delete(), "delete using": lambda: t.delete().where(c.a == id_),
}.items():
    # SQLAlchemy leaves the target of an upsert by constraint out on SQLite; neither text is valid there.
    differs = {"sqlite": writes("INSERT INTO t (a) VALUES (1) ON CONFLICT ON CONSTRAINT uq DO UPDATE SET b = 'z'")}
    case("queries", (lambda make: lambda op: op.execute(make()))(make), name=label, differs=differs if label == "upsert by constraint" else None)

for label, call in {
    "rows": lambda op: op.bulk_insert(sa.table("account", sa.column("id", sa.Integer), sa.column("name", sa.String)), [{"id": 1, "name": "O'Brien 100%"}, {"id": 2, "name": "x:y"}]),
    "types": lambda op: op.bulk_insert(sa.table("t", sa.column("d", sa.Date), sa.column("ts", sa.DateTime), sa.column("tm", sa.Time), sa.column("b", sa.Boolean), sa.column("n", sa.Numeric), sa.column("f", sa.Float), sa.column("u", sa.Uuid), sa.column("x", sa.LargeBinary), sa.column("e", sa.Enum("a", "b", name="kind"))),
                                       [{"d": datetime.date(2020, 1, 2), "ts": datetime.datetime(2020, 1, 2, 3, 4, 5), "tm": datetime.time(1, 2), "b": True, "n": decimal.Decimal("1.10"), "f": 1.5, "u": uuid.UUID(int=3), "x": b"ab", "e": "a"}]),
    "null": lambda op: op.bulk_insert(sa.table("t", sa.column("a", sa.Integer), sa.column("j", sa.JSON)), [{"a": None, "j": None}]), "array": lambda op: op.bulk_insert(sa.table("t", sa.column("a", postgresql.ARRAY(sa.Text))), [{"a": ["x", "y'z"]}]), "inline literal": lambda op: op.bulk_insert(sa.table("t", sa.column("a", sa.Date)), [{"a": op.inline_literal("2020-01-01")}]),
    "nothing": lambda op: op.bulk_insert(sa.table("t", sa.column("a", sa.Integer)), []), "number in text": lambda op: op.bulk_insert(sa.table("t", sa.column("a", sa.String)), [{"a": 5}]), "one by one": lambda op: op.bulk_insert(sa.table("t", sa.column("a", sa.Integer), schema="s"), [{"a": 1}, {"a": 2}], multiinsert=False), "text in date": lambda op: op.bulk_insert(sa.table("t", sa.column("a", sa.Date)), [{"a": "2020-01-01"}]),
    "binary": lambda op: op.bulk_insert(sa.table("t", sa.column("a", sa.LargeBinary)), [{"a": b"\xff\x00"}]), "backslash": lambda op: op.bulk_insert(sa.table("t", sa.column("a", sa.String)), [{"a": "a\\b"}]),
    "json": lambda op: op.bulk_insert(sa.table("t", sa.column("a", sa.JSON)), [{"a": {"k": [1, "é"]}}]),
}.items():
    case("bulk_insert", call, name=label, differs={name: {"sql": ["INSERT INTO t (a) VALUES ('%s')" % ('{"k": [1, "\\u00e9"]}' if name != "mysql" else '{"k": [1, "\\\\u00e9"]}')]} for name in ("sqlite", "postgresql", "mysql")} if label == "json" else None)
