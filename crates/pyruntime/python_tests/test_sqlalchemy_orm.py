"""Models: their tables are there; what needs a session says that it comes later."""

from sqlalchemy_support import Same


class Models(Same):
    def test_declarative_classes_give_the_same_tables(self):
        self.check_same("""
import datetime, decimal, enum, uuid
from typing import Annotated, Optional
from sqlalchemy.orm import DeclarativeBase, Mapped, declared_attr, mapped_column, relationship
class Kind(enum.Enum):
    a = 1
    b = 2
key = Annotated[int, mapped_column(primary_key=True)]
class Base(DeclarativeBase):
    metadata = MetaData(naming_convention={"pk": "pk_%(table_name)s"})
    type_annotation_map = {str: String(30)}
class Stamps:
    created: Mapped[datetime.datetime] = mapped_column(server_default=func.now())
    @declared_attr
    def owner_id(cls):
        return Column(Integer, ForeignKey("users.id"))
class User(Stamps, Base):
    __tablename__ = "users"
    __table_args__ = (UniqueConstraint("name"), {"comment": "people"})
    id: Mapped[key]
    name: Mapped[str]
    nick: Mapped[Optional[str]] = mapped_column(String(10), index=True)
    kind: Mapped[Kind]
    balance: Mapped[decimal.Decimal] = mapped_column(Numeric(10, 2), default=0)
    token: Mapped[uuid.UUID]
    classic = Column(Text)
    posts: Mapped[list["Post"]] = relationship(back_populates="user")
class Post(Base):
    __tablename__ = "posts"
    id = mapped_column(Integer, primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    user: Mapped["User"] = relationship(back_populates="posts")
    __table_args__ = (Index("ix_posts", "user_id"),)
for table in Base.metadata.sorted_tables:
    print(table, table.comment, sorted(str(index.name) for index in table.indexes))
    for column in table.c:
        print(repr(column))
user = User(name="x", nick=None)
print(user.name, User.__tablename__, User.__table__.name, User.id.type, str(User.name == "x"))
show(lambda: User(nope=1))
""")

    def test_classic_declarative_base_gives_the_same_tables(self):
        self.check_same("""
from sqlalchemy.orm import backref, declarative_base, relationship, validates
from sqlalchemy.ext.hybrid import hybrid_property
Base = declarative_base()
link = Table("link", Base.metadata, Column("a_id", ForeignKey("a.id")), Column("b_id", ForeignKey("b.id")))
class A(Base):
    __tablename__ = "a"
    id = Column(Integer, primary_key=True)
    first = Column("First", String(5))
    bs = relationship("B", secondary=link, backref=backref("as_", lazy="dynamic"))
    @hybrid_property
    def upper(self):
        return self.first.upper()
    @upper.expression
    def upper(cls):
        return func.upper(cls.first)
    @validates("first")
    def check(self, key, value):
        return value
class B(Base):
    __tablename__ = "b"
    id = Column(Integer, primary_key=True)
class Child(A):
    __tablename__ = "child"
    id = Column(Integer, ForeignKey("a.id"), primary_key=True)
class Single(A):
    extra = Column(Integer)
for table in Base.metadata.sorted_tables:
    for column in table.c:
        print(repr(column))
print(A(first="x").upper)
""")

    def test_sessions_read_and_write_objects(self):
        # `crates/cli/tests/orm` has the cases.
        self.check_same("""
from sqlalchemy.orm import declarative_base, relationship, sessionmaker
Base = declarative_base()
class A(Base):
    __tablename__ = "a"
    id = Column(Integer, primary_key=True)
    x = Column(String)
    bs = relationship("B", backref="a")
class B(Base):
    __tablename__ = "b"
    id = Column(Integer, primary_key=True)
    a_id = Column(ForeignKey("a.id"))
with create_engine("sqlite://").connect() as connection:
    Base.metadata.create_all(connection)
    session = sessionmaker(bind=connection)()
    session.add(A(x="1", bs=[B(), B()]))
    session.commit()
    a = session.query(A).filter_by(x="1").one()
    a.x = "2"
    session.flush()
    print(a.id, [b.a.x for b in a.bs], session.execute(select(A.x)).all(), session.query(B).join(B.a).count())
""")


class Refusals(Same):
    def test_what_is_not_served_says_so_at_the_first_use(self):
        self.check_shim(
            """
def refused(*uses):
    for use in uses:
        try:
            print("served", use())
        except NotImplementedError as error:
            print(str(error).partition(":")[0])
engine = create_engine("sqlite:///a.db")
c = engine.connect()
class SSLContext:
    pass
refused(
    lambda: sa.inspect(c).get_multi_columns(),
    lambda: engine.raw_connection(), lambda: create_engine("sqlite://", creator=lambda: 1),
    lambda: create_engine("postgresql://h/d", connect_args={"ssl": SSLContext()}), lambda: c.execution_options(schema_translate_map={None: "x"}),
    lambda: c.begin_twophase(), lambda: sa.lambda_stmt(lambda: 1),
)
""",
            "inspect(…).get_multi_columns() is not supported by Limbeck",
            "engine.raw_connection() is not supported",
            "create_engine(creator=…) is not supported",
            "connect_args={'ssl'",
            "execution_options(schema_translate_map=…) is not supported",
            "begin_twophase() is not supported",
            "lambda_stmt() is not supported",
        )

    def test_the_autoload_of_old_scripts_is_refused_as_by_sqlalchemy(self):
        self.check_same("""show(lambda: Table("t", MetaData(), autoload=True, autoload_with=None))""")

    def test_what_needs_the_database_or_cannot_be_read_is_refused(self):
        self.check_shim(
            """
from sqlalchemy.ext.automap import automap_base
from sqlalchemy.orm import DeclarativeBase, DeferredReflection, Mapped, mapped_column
show(lambda: automap_base())
class Base(DeclarativeBase):
    pass
show(lambda: DeferredReflection.prepare(None))
class Money:
    pass
def model(name, annotation, **members):
    return lambda: type(name, (Base,), {
        "__module__": "m", "__tablename__": name, "id": mapped_column(Integer, primary_key=True),
        "__annotations__": {"price": annotation}, **members,
    })
show(model("a", Mapped[Money]))
show(model("b", Mapped["City"]))
show(model("c", "Mapped[1 +]"))
show(model("d", int))
show(model("e", None, price=mapped_column()))
""",
            "NotImplementedError automap_base() is not supported: read the tables with MetaData.reflect() or"
            " Table(…, autoload_with=…)",
            "NotImplementedError DeferredReflection.prepare() is not supported: read the tables with"
            " Table(…, autoload_with=…)",
            "MappedAnnotationError Could not locate SQLAlchemy Core type when resolving for Python type indicated by"
            " '__main__.Money' inside the Mapped[] annotation for the 'price' attribute; the type object is not resolvable"
            " by the registry",
            "MappedAnnotationError The object provided inside the 'price' attribute Mapped annotation is not a Python type,"
            " it's the object City. Expected a Python type.",
            "MappedAnnotationError Could not de-stringify annotation 'Mapped[1 +]' of c.price",
            'MappedAnnotationError Type annotation for "d.price" can\'t be correctly interpreted for Annotated Declarative'
            " Table form.  ORM annotations should normally make use of the ``Mapped[]`` generic type, or other"
            " ORM-compatible generic type, as a container for the actual type, which indicates the intent that the"
            " attribute is mapped. Class variables that are not intended to be mapped by the ORM should use ClassVar[]."
            "  To allow Annotated Declarative to disregard legacy annotations which don't use Mapped[] to pass, set"
            ' "__allow_unmapped__ = True" on the class or a superclass this class.',
            'ArgumentError Python typing annotation is required for attribute "e.price" when primary argument(s) for'
            ' "MappedColumn" construct are None or not present',
        )

    def test_every_public_name_of_sqlalchemy_can_be_imported(self):
        self.check_same("""
import importlib
for module, names in (
    ("sqlalchemy", "AdaptedConnection Alias ARRAY Boolean CheckConstraint Column Connection CursorResult DDL Enum Engine Inspector Select"
     " URL and_ bindparam case cast column create_engine delete desc exists false func insert inspect literal not_ null or_ over select"
     " table text true tuple_ type_coerce union update exc types schema sql engine event pool util"),
    ("sqlalchemy.sql", "expression func sqltypes elements schema ddl text column table False_ True_ select and_ or_"),
    ("sqlalchemy.sql.expression", "table column text func select insert update delete false true case cast literal null bindparam"),
    ("sqlalchemy.schema", "CreateTable CreateSequence DropSequence Sequence Column Table MetaData Constraint Index"),
    ("sqlalchemy.engine", "Connection Engine Row Result URL make_url reflection create_engine engine_from_config"),
    ("sqlalchemy.engine.base", "Connection Engine"), ("sqlalchemy.engine.reflection", "Inspector"), ("sqlalchemy.engine.url", "URL make_url"),
    ("sqlalchemy.pool", "NullPool StaticPool QueuePool"), ("sqlalchemy.types", "TypeDecorator UserDefinedType String TypeEngine"),
    ("sqlalchemy.dialects", "postgresql mysql sqlite"), ("sqlalchemy.dialects.mysql.base", "MySQLDialect"),
    ("sqlalchemy.dialects.sqlite.base", "SQLiteDialect"), ("sqlalchemy.dialects.postgresql.base", "PGDialect"),
    ("sqlalchemy.dialects.postgresql.array", "ARRAY"), ("sqlalchemy.dialects.postgresql", "array insert dialect ENUM JSONB ExcludeConstraint"),
    ("sqlalchemy.ext.compiler", "compiles"), ("sqlalchemy.ext.declarative", "declarative_base declared_attr"), ("sqlalchemy.ext.mutable", "MutableDict"),
    ("sqlalchemy.orm", "Session sessionmaker relationship backref Mapped mapped_column DeclarativeBase declarative_base registry validates"
     " column_property deferred joinedload selectinload raiseload load_only aliased declared_attr scoped_session synonym composite"),
    ("sqlalchemy.orm.attributes", "InstrumentedAttribute Mapped QueryableAttribute flag_modified NO_VALUE"),
    ("sqlalchemy.orm.exc", "NoResultFound"), ("sqlalchemy.orm.session", "Session"), ("sqlalchemy.exc", "SQLAlchemyError ProgrammingError SAWarning"),
):
    place = importlib.import_module(module)
    print(module, [name for name in names.split() if not hasattr(place, name)])
sa.GUID = Uuid
print(sa.GUID is Uuid)
show(lambda: sa.Binary, lambda: sa.Intger)
""")

    def test_models_are_refused_as_by_sqlalchemy(self):
        self.check_same("""
from sqlalchemy.orm import DeclarativeBase, Mapped, column_property, declared_attr, mapped_column, registry, relationship, synonym

def no_key():
    class Base(DeclarativeBase): pass
    class T(Base):
        __tablename__ = "t"
        x: Mapped[int]

def key_of_mapper():
    class Base(DeclarativeBase): pass
    table = Table("u", Base.metadata, Column("x", Integer))
    class U(Base):
        __table__ = table
        __mapper_args__ = {"primary_key": [table.c.x]}

def child(arguments):
    class Base(DeclarativeBase): pass
    class P(Base):
        __tablename__ = "p"
        id: Mapped[int] = mapped_column(primary_key=True)
    class C(P):
        __tablename__ = "c"
        p_id: Mapped[int] = mapped_column(ForeignKey("p.id"))
        __mapper_args__ = arguments

def imperatively():
    class X: pass
    mapped = registry()
    mapped.map_imperatively(X, Table("x", mapped.metadata, Column("a", Integer)))

def mixin(value):
    class Base(DeclarativeBase): pass
    class Mixin:
        thing = value
    class T(Mixin, Base):
        __tablename__ = "t"
        id: Mapped[int] = mapped_column(primary_key=True)

def column(*parts, **keywords):
    Table("t", MetaData(), Column("x", Integer, *parts, **keywords))

show(no_key, key_of_mapper, lambda: child({}), lambda: child({"concrete": True}), imperatively)
show(lambda: mixin(relationship("T")), lambda: mixin(synonym("id")), lambda: mixin(column_property(Column("a", Integer))))
show(lambda: mixin(mapped_column(Integer)), lambda: mixin(declared_attr(lambda cls: relationship("T"))), lambda: mixin(3))
show(lambda: column(Identity(), server_default="5"), lambda: column(Computed("1"), server_default="5"))
show(lambda: column(Computed("1"), server_onupdate="4"))
show(lambda: column(Identity(), Sequence("s")), lambda: column(Sequence("s", optional=True), Identity()))
show(lambda: column(Identity(), default=Sequence("s")), lambda: column(Identity(), default=5))
""")

    def test_configure_mappers_refuses_relationships_that_cannot_work(self):
        self.check_same("""
from sqlalchemy.orm import DeclarativeBase, clear_mappers, configure_mappers, foreign, mapped_column, registry, relationship, remote

def models(users={}, posts={}, keys=("user_id",), registry_alone=False):
    class Base(DeclarativeBase):
        registry = registry()
    between = Table("between", Base.metadata, Column("user_id", ForeignKey("users.id")), Column("post_id", Integer))
    class User(Base):
        __tablename__ = "users"
        id = mapped_column(Integer, primary_key=True)
        vars().update(users)
    class Post(Base):
        __tablename__ = "posts"
        id = mapped_column(Integer, primary_key=True)
        vars().update({key: mapped_column(ForeignKey("users.id")) for key in keys})
        vars().update(posts)
    try:
        Base.registry.configure() if registry_alone else configure_mappers()
        print(sorted(User.__mapper__.relationships.keys()), sorted(Post.__mapper__.relationships.keys()))
    finally:
        clear_mappers()
        Base.registry.dispose()

show(lambda: models({"p": relationship("Missing")}), lambda: models({"p": relationship("Missing")}, registry_alone=True))
show(lambda: models({"posts": relationship("Post")}, keys=()), lambda: models({"posts": relationship("Post")}, keys=("a", "b")))
show(lambda: models({"posts": relationship("Post", back_populates="nobody")}))
show(lambda: models({"posts": relationship("Post", secondary="between")}), lambda: models({"posts": relationship("Post", secondary="nothing")}))
show(lambda: models({"posts": relationship("Post", primaryjoin="User.id == nothing(Post.user_id)")}))
models({"posts": relationship("Post", backref="user")})
models({"posts": relationship("Post", back_populates="user")}, {"user": relationship("User", back_populates="posts")})
models({"posts": relationship("Post", foreign_keys="Post.a")}, keys=("a", "b"))
models({"posts": relationship("Post", viewonly=True, primaryjoin="func.lower(foreign(Post.user_id)) == remote(User.id)")})
""")
