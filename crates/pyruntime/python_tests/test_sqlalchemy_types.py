"""Column types of the shim beside those of SQLAlchemy."""

from sqlalchemy_support import Same


class Types(Same):
    def test_generic_types_have_the_same_repr(self):
        self.check_same("""
show(*[lambda name=name: getattr(sa, name)() for name in (
    "BIGINT BigInteger BINARY BLOB BOOLEAN Boolean CHAR CLOB DATE Date DATETIME DateTime DECIMAL DOUBLE Double"
    " DOUBLE_PRECISION FLOAT Float INT INTEGER Integer Interval JSON LargeBinary NCHAR NUMERIC Numeric NVARCHAR"
    " PickleType REAL SMALLINT SmallInteger String TEXT Text TIME Time TIMESTAMP Unicode UnicodeText UUID Uuid"
    " VARBINARY VARCHAR").split()])
show(
    lambda: String(50), lambda: String(50, "utf8"), lambda: Numeric(10, 2), lambda: Numeric(10, 2, asdecimal=False),
    lambda: Float(53), lambda: Float(asdecimal=True), lambda: DateTime(True), lambda: Uuid(as_uuid=False),
    lambda: JSON(none_as_null=True), lambda: Boolean(name="b", create_constraint=True), lambda: LargeBinary(5),
    lambda: sa.ARRAY(Integer), lambda: sa.ARRAY(String(5), dimensions=2, zero_indexes=True),
    lambda: String(5).with_variant(Text(), "mysql"), lambda: sa.types.NULLTYPE, lambda: sa.types.TupleType(Integer()),
)
""")

    def test_words_of_catalogues_have_the_same_classes(self):
        self.check_same("""
from sqlalchemy.dialects.postgresql import base as pg
from sqlalchemy.dialects.sqlite import base as lite
for names in (pg.ischema_names, lite.ischema_names, postgresql.dialect().ischema_names):
    show(lambda: sorted((word, kind.__name__) for word, kind in names.items()))
show(lambda: pg.ischema_names is postgresql.dialect().ischema_names)
""")

    def test_a_type_of_ones_own_annotates_its_value(self):
        self.check_same("""
from sqlalchemy.sql.type_api import _T
class Stored(sa.types.TypeDecorator):
    impl = Text
    def process_bind_param(self, value: _T | None, dialect):
        return value
show(lambda: Stored())
""")

    def test_enums_have_the_same_repr_and_values(self):
        self.check_same("""
import enum
class Colour(enum.Enum):
    red = "r"
    blue = "b"
class Word(str, enum.Enum):
    A = "a"
    B = "b"
show(
    lambda: sa.Enum("a", "b", name="x"), lambda: sa.Enum("a", native_enum=False), lambda: sa.Enum(Colour),
    lambda: sa.Enum(Colour, values_callable=lambda kind: [member.value for member in kind]).enums,
    lambda: sa.Enum(Colour, name="q", create_constraint=True, length=50, schema="s"),
    lambda: sa.Enum("a", create_type=False, name="n"), lambda: sa.Enum("abc", length=1, native_enum=False),
    lambda: (sa.Enum(Colour).name, sa.Enum(Colour).enum_class, sa.Enum("a", "bbb").length, sa.Enum("a").name),
    lambda: postgresql.ENUM("a", name="x", create_type=False), lambda: postgresql.ENUM(Colour, schema="t"),
    lambda: mysql.ENUM("a", "b", charset="utf8"),
)
process = sa.Enum(Word).bind_processor(postgresql.dialect())
show(lambda: process(Word.A), lambda: process("a"), lambda: process("other"), lambda: process(5), lambda: process(None))
strict = sa.Enum("a", "b", name="s", validate_strings=True).bind_processor(postgresql.dialect())
show(lambda: strict("a"), lambda: strict("c"))
result = sa.Enum(Word).result_processor(postgresql.dialect(), None)
show(lambda: result("A"), lambda: result("nope"))
""")

    def test_types_of_databases_have_the_same_repr(self):
        self.check_same("""
show(
    lambda: postgresql.JSONB(), lambda: postgresql.JSONB(astext_type=Text()), lambda: postgresql.JSON(none_as_null=True),
    lambda: postgresql.UUID(as_uuid=True), lambda: postgresql.ARRAY(Text), lambda: postgresql.TSVECTOR(),
    lambda: postgresql.TIMESTAMP(timezone=True, precision=3), lambda: postgresql.INTERVAL(fields="DAY", precision=3),
    lambda: postgresql.BIT(5, varying=True), lambda: postgresql.BIT(), lambda: postgresql.HSTORE(),
    lambda: postgresql.INET(), lambda: postgresql.INT4RANGE(), lambda: postgresql.DOMAIN("d", Integer()),
    lambda: postgresql.CITEXT(), lambda: postgresql.BYTEA(), lambda: postgresql.DOUBLE_PRECISION(53),
    lambda: mysql.INTEGER(11, unsigned=True), lambda: mysql.TINYINT(1), lambda: mysql.LONGTEXT(charset="u"),
    lambda: mysql.VARCHAR(50, charset="utf8", collation="x"), lambda: mysql.TEXT(100, collation="a"),
    lambda: mysql.DECIMAL(10, 2, unsigned=True, zerofill=True), lambda: mysql.DOUBLE(10, 2), lambda: mysql.DOUBLE(),
    lambda: mysql.DATETIME(fsp=6), lambda: mysql.CHAR(5, binary=True), lambda: mysql.YEAR(4), lambda: mysql.BIT(3),
    lambda: mysql.NVARCHAR(4), lambda: mysql.SET("a", "b", retrieve_as_bitwise=True), lambda: mysql.MEDIUMBLOB(),
    lambda: sqlite.JSON(), lambda: sqlite.DATETIME(),
)
from sqlalchemy.dialects import mssql, oracle
show(
    lambda: mssql.NVARCHAR(5), lambda: mssql.BIT(), lambda: mssql.DATETIME2(3), lambda: mssql.UNIQUEIDENTIFIER(),
    lambda: mssql.JSON(), lambda: oracle.NUMBER(10), lambda: oracle.VARCHAR2(5), lambda: oracle.ROWID(),
)
""")

    def test_classes_of_types_are_related_as_in_sqlalchemy(self):
        self.check_same("""
print(isinstance(sa.VARCHAR(), String), issubclass(postgresql.JSONB, JSON), isinstance(sa.UUID(), Uuid))
print(isinstance(postgresql.ENUM("a", name="x"), sa.Enum), isinstance(postgresql.ENUM("a", name="x"), String))
print(isinstance(mysql.TINYINT(), Integer), isinstance(mysql.VARCHAR(5), sa.VARCHAR), issubclass(Text, String))
print(isinstance(Numeric(), Float), isinstance(sa.types.BigInteger(), Integer), sa.types.TypeEngine.__name__)
show(*[lambda kind=kind: kind().python_type for kind in (
    Integer, String, Numeric, Float, DateTime, Date, Time, Interval, Boolean, Uuid, LargeBinary)])
""")

    def test_a_users_type_has_the_same_repr_and_attributes(self):
        self.check_same("""
class GUID(TypeDecorator):
    impl = CHAR
    cache_ok = True
class Vector(sa.types.UserDefinedType):
    def __init__(self, dim=None, other=3):
        self.dim = dim
        self.other = other
    def get_col_spec(self, **kw):
        return "VECTOR(%s)" % self.dim
class Positional(sa.types.UserDefinedType):
    def __init__(self, dim, other=3):
        self.dim = dim
        self.other = other
class Own(String):
    pass
show(lambda: GUID(36), lambda: GUID(), lambda: GUID(36).length, lambda: Vector(3), lambda: Vector(4, 5))
show(lambda: Positional(3), lambda: Own(3), lambda: str(Vector(7)))
class NoImpl(TypeDecorator):
    pass
show(lambda: NoImpl())
""")

    def test_types_are_sent_with_what_differs_from_the_default(self):
        self.check_wire(
            "wire([String(50), Text(), DateTime(True), Numeric(10, 2), JSON()])",
            [
                {"type": "String", "length": 50},
                {"type": "Text"},
                {"type": "DateTime", "timezone": True},
                {"type": "Numeric", "precision": 10, "scale": 2},
                {"type": "JSON"},
            ],
        )
        self.check_wire(
            "wire([VARCHAR(5), postgresql.JSONB(), mysql.TINYINT(1), postgresql.TIMESTAMP(True, 3), sa.UUID()])",
            [
                {"type": "Native", "dialect": "", "name": "VARCHAR", "arguments": {"length": 5}},
                {"type": "Native", "dialect": "postgresql", "name": "JSONB"},
                {"type": "Native", "dialect": "mysql", "name": "TINYINT", "arguments": {"display_width": 1}},
                {
                    "type": "Native",
                    "dialect": "postgresql",
                    "name": "TIMESTAMP",
                    "arguments": {"timezone": True, "precision": 3},
                },
                {"type": "Native", "dialect": "", "name": "UUID"},
            ],
        )

    def test_enums_arrays_and_variants_are_sent_whole(self):
        self.check_wire(
            "wire([sa.Enum('a', 'b', name='x', schema='s'), postgresql.ENUM('a', name='y', create_type=False)])",
            [
                {"type": "Enum", "values": ["a", "b"], "name": "x", "namespace": "s"},
                {"type": "Enum", "values": ["a"], "name": "y", "create_type": False, "postgresql_only": True},
            ],
        )
        self.check_wire(
            "wire([sa.ARRAY(Integer, dimensions=2), String(5).with_variant(Text(), 'mysql')])",
            [
                {"type": "ARRAY", "item": {"type": "Integer"}, "dimensions": 2},
                {"type": "Variant", "base": {"type": "String", "length": 5}, "variants": {"mysql": {"type": "Text"}}},
            ],
        )

    def test_a_users_type_is_sent_as_what_it_is_on_the_running_dialect(self):
        code = """
from sqlalchemy import _running
from sqlalchemy.ext.compiler import compiles
class GUID(TypeDecorator):
    impl = CHAR
    def load_dialect_impl(self, dialect):
        if dialect.name == "postgresql":
            return dialect.type_descriptor(postgresql.UUID())
        return dialect.type_descriptor(CHAR(32))
class Vector(sa.types.UserDefinedType):
    def get_col_spec(self, **kw):
        return "VECTOR(3)"
class Money(Numeric):
    pass
@compiles(Money, "postgresql")
def money(type_, compiler, **kw):
    return "MONEY"
_running.use("%s")
wire([GUID(), Vector(), Money(5)])
"""
        guid = {"type": "Custom", "python": "GUID()", "module": "__main__"}
        vector = {"type": "UserDefined", "spec": "VECTOR(3)", "python": "Vector()", "module": "__main__"}
        self.check_wire(
            code % "postgresql",
            [
                {**guid, "sql": {"type": "Native", "dialect": "", "name": "UUID"}},
                vector,
                {"type": "UserDefined", "spec": "MONEY", "python": "Money(precision=5)", "module": "__main__"},
            ],
        )
        self.check_wire(
            code % "sqlite",
            [
                {**guid, "sql": {"type": "Native", "dialect": "", "name": "CHAR", "arguments": {"length": 32}}},
                vector,
                {"type": "Numeric", "precision": 5},
            ],
        )
