"""Tables, columns, constraints and indexes of the shim beside those of SQLAlchemy."""

from sqlalchemy_support import Same


class Schema(Same):
    def test_columns_and_tables_have_the_same_repr(self):
        self.check_same("""
column = Column("x", Integer, ForeignKey("a.b"), primary_key=True, server_default="5", comment="c")
show(lambda: column, lambda: Column("x", String(5), nullable=False, default=5, key="k", index=True), lambda: Column(Integer))
metadata = MetaData()
table = Table("t", metadata, column, UniqueConstraint("x"), Index("ix", "x"), schema="s")
show(lambda: table, lambda: metadata, lambda: table.c.x, lambda: str(table.c.x), lambda: table.primary_key)
show(lambda: table.foreign_keys, lambda: table.indexes, lambda: table.fullname, lambda: str(table), lambda: table.key)
show(
    lambda: Identity(start=3, always=True), lambda: DefaultClause("x"), lambda: sa.Sequence("q", start=1),
    lambda: UniqueConstraint("a", name="n"), lambda: PrimaryKeyConstraint("a", name="b"), lambda: Index("i", "a", unique=True),
    lambda: ForeignKey("a.b.c"), lambda: CheckConstraint("x > 1", name="n").name, lambda: bindparam("q", 5),
)
""")

    def test_tables_give_their_parts_as_in_sqlalchemy(self):
        self.check_same("""
metadata = MetaData()
parent = Table("p", metadata, Column("id", Integer, primary_key=True), Column("e", String, unique=True), Column("k", Integer, index=True))
child = Table("c", metadata, Column("id", Integer, primary_key=True), Column("p_id", Integer, ForeignKey("p.id", ondelete="CASCADE")), UniqueConstraint("p_id", "id", name="u"))
print([table.name for table in metadata.sorted_tables], list(metadata.tables), "p" in metadata.tables, "p" in metadata)
key = list(child.foreign_keys)[0]
print(key.column is parent.c.id, key.target_fullname, key.ondelete, child.c.p_id.references(parent.c.id))
print(list(child.foreign_key_constraints)[0].referred_table.name, [type(x).__name__ for x in child.constraints if x.name])
print(parent.c.keys(), parent.columns.id is parent.c["id"], parent.c.id.table is parent, parent.c.id.nullable, len(parent.c))
print(parent.primary_key.columns.keys(), "id" in parent.c, parent.c.get("zz"), [index.name for index in parent.indexes])
print(parent.c.e.unique, parent.c.k.index, parent.c.id.primary_key, parent.c.e.type, parent.c.id.autoincrement)
pair = Table("q", metadata, Column("a", Integer), ForeignKeyConstraint(["a"], ["p.id"], name="named", match="FULL", deferrable=True, initially="DEFERRED"))
print([(key.name, key.match, key.deferrable, key.initially, key.constraint.name) for key in pair.foreign_keys])
print([key.name for key in child.foreign_keys], [key.name for key in pair.to_metadata(MetaData()).foreign_keys])
metadata.remove(pair)
copied = parent.to_metadata(MetaData(), schema="s")
print(copied.schema, copied.c.keys(), str(copied), parent.autoincrement_column is parent.c.id)
metadata.remove(child)
print(list(metadata.tables))
named = MetaData(schema="zz")
print(Table("t", named).schema, Table("u", named, schema=sa.schema.BLANK_SCHEMA).schema, list(named.tables))
print(Index("i", "a", postgresql_using="gin").dialect_options["postgresql"]["using"])
""")

    def test_a_copied_unique_constraint_joins_the_table_of_its_columns(self):
        self.check_same("""
import warnings
warnings.simplefilter("ignore")
table = Table("a", MetaData(), Column("id", Integer, primary_key=True), Column("x", Integer), UniqueConstraint("x", name="u"))
unique = [x for x in table.constraints if isinstance(x, UniqueConstraint)][0]
copied = unique.copy()
print(copied in table.constraints, copied.name, copied.columns.keys(), len(table.constraints))
other = Table("b", MetaData(), Column("x", Integer))
other.append_constraint(copied)
print(copied in other.constraints, len(table.constraints))
def copy_all():
    for constraint in table.constraints:
        if isinstance(constraint, UniqueConstraint):
            other.append_constraint(constraint.copy())
show(copy_all)
""")

    def test_a_label_in_a_conventional_name_begins_with_the_schema(self):
        self.check_same("""
table = Table("t", MetaData(), Column("x", Integer, index=True), schema="s.a")
print([index.name for index in table.indexes])
""")

    def test_a_type_has_a_comparator_to_inherit_from(self):
        self.check_same("""
class Shouting(sa.types.DateTime.Comparator):
    def shout(self):
        return "!"
class When(sa.types.TypeDecorator):
    impl = sa.types.DateTime
    cache_ok = True
    comparator_factory = Shouting
print(Shouting.__mro__[1].__name__, issubclass(String.Comparator, sa.types.TypeEngine.Comparator))
show(lambda: Column("x", When()).type)
""")

    def test_wrong_tables_and_columns_are_the_same_errors(self):
        self.check_same("""
metadata = MetaData()
table = Table("p", metadata, Column("id", Integer))
show(
    lambda: Table("p", metadata, Column("z", Integer)), lambda: Table("p", metadata) is table,
    lambda: Table("p", metadata, Column("z", Integer), extend_existing=True).c.keys(),
    lambda: table.c.nope, lambda: table.c["nope"], lambda: metadata.tables["nope"],
    lambda: Table("dup", MetaData(), Column("a", Integer), Column("a", String)),
    lambda: Table("u", MetaData(), UniqueConstraint("nope"), Column("a", Integer)),
    lambda: Column("x", Integer, server_default=5), lambda: ForeignKeyConstraint(["a"], ["b.c", "b.d"]),
    lambda: Column("a", 5), lambda: Table("x", MetaData(), 5), lambda: Column("x", Integer, foo=1),
    lambda: bool(column("x")), lambda: column("x") in [column("y")], lambda: column("x").foo,
)
""")

    def test_str_of_names_is_kept(self):
        self.check_same("""
from sqlalchemy.sql.elements import conv, quoted_name
print(repr(conv("x")), isinstance(conv("x"), str), repr(quoted_name("A", True)), quoted_name("A", True).quote)
print(quoted_name("A", True) == "A", sa.schema.conv is conv)
""")

    def test_a_column_is_sent_with_what_was_written(self):
        self.check_wire(
            """
column = Column("id", Integer, ForeignKey("a.b", ondelete="CASCADE", name="fk"), primary_key=True, comment="c", index=True,
                autoincrement=False, server_default=text("5"))
wire(column._definition())
""",
            {
                "name": "id",
                "type": {"type": "Integer"},
                "nullable": False,
                "primary_key": True,
                "autoincrement": "off",
                "index": True,
                "fill": {"fill": "default", "expression": {"expr": "text", "sql": "5"}},
                "foreign_keys": [
                    {
                        "constraint": "foreign_key",
                        "name": "fk",
                        "columns": ["id"],
                        "referred_table": {"name": "a"},
                        "referred_columns": ["b"],
                        "ondelete": "CASCADE",
                    }
                ],
                "comment": "c",
            },
        )

    def test_fills_are_sent_by_kind(self):
        self.check_wire(
            """
wire([Column("a", Integer, *given)._definition()["fill"] for given in (
    [DefaultClause("x")], [sa.Computed("b + 1", persisted=True)], [Identity(always=True, start=5)], [sa.FetchedValue()])])
""",
            [
                {"fill": "default", "expression": {"expr": "bind", "value": "x"}},
                {"fill": "computed", "expression": {"expr": "text", "sql": "b + 1"}, "persisted": True},
                {"fill": "identity", "always": True, "start": 5},
                {"fill": "fetched"},
            ],
        )

    def test_a_table_is_sent_with_constraints_in_the_order_of_their_making(self):
        self.check_wire(
            """
from sqlalchemy.sql.elements import conv
unique = UniqueConstraint("a", name=conv("final"))
check = CheckConstraint("a > 0", name="written")
table = Table("t", MetaData(), Column("a", Integer, nullable=False), Column("b", Integer), check, unique,
              PrimaryKeyConstraint("a"), ForeignKeyConstraint(["b"], ["s.u.x"]), Index("ix", "b", postgresql_where=text("b > 1")),
              schema="q", comment="c", mysql_engine="InnoDB", prefixes=["TEMPORARY"])
wire(table)
""",
            {
                "name": "t",
                "namespace": "q",
                "columns": [
                    {"name": "a", "type": {"type": "Integer"}, "nullable": False},
                    {"name": "b", "type": {"type": "Integer"}, "nullable": True},
                ],
                "constraints": [
                    {"constraint": "unique", "name": {"final": "final"}, "columns": ["a"]},
                    {"constraint": "check", "name": "written", "condition": {"expr": "text", "sql": "a > 0"}},
                    {"constraint": "primary_key", "columns": ["a"]},
                    {
                        "constraint": "foreign_key",
                        "columns": ["b"],
                        "referred_table": {"name": "u", "namespace": "s"},
                        "referred_columns": ["x"],
                    },
                ],
                "indexes": [
                    {
                        "name": "ix",
                        "parts": [{"column": "b"}],
                        "options": {"postgresql_where": {"expr": "text", "sql": "b > 1"}},
                    }
                ],
                "comment": "c",
                "prefixes": ["TEMPORARY"],
                "options": {"mysql_engine": "InnoDB"},
            },
        )

    def test_a_naming_convention_of_the_metadata_names_everything(self):
        self.check_wire(
            """
metadata = MetaData(naming_convention={"ix": "ix_%(table_name)s_%(column_0_name)s", "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s", "pk": "pk_%(table_name)s", "fk": "fk_%(column_0_name)s_%(referred_table_name)s"})
Table("o", metadata, Column("id", Integer, primary_key=True))
table = Table("t", metadata, Column("id", Integer, primary_key=True), Column("o_id", ForeignKey("o.id")), Column("u", Integer, unique=True),
              Column("i", Integer, index=True), CheckConstraint("u > 1", name="big"))
sent = _limbeck.lowered(table)
wire([sorted(c["name"]["final"] for c in sent["constraints"]), sent["indexes"][0]["name"], sent["columns"][1]["foreign_keys"][0]["name"],
      sent["columns"][1]["type"], [key for column in sent["columns"] for key in ("unique", "index", "primary_key") if key in column]])
""",
            [["ck_t_big", "pk_t", "uq_t_u"], {"final": "ix_t_i"}, {"final": "fk_o_id_o"}, {"type": "Integer"}, []],
        )

    def test_columns_of_ddl_expressions_stand_without_their_table(self):
        self.check_wire(
            """
table = Table("t", MetaData(), Column("a", String))
index = Index("ix", func.lower(table.c.a), table.c.a.desc(), unique=True)
wire([index, index.table is table])
""",
            [
                {
                    "name": "ix",
                    "unique": True,
                    "parts": [
                        {
                            "expression": {
                                "expr": "function",
                                "path": ["lower"],
                                "arguments": [{"expr": "column", "name": "a", "type": {"type": "String"}}],
                            }
                        },
                        {
                            "expression": {
                                "expr": "ordered",
                                "of": {"expr": "column", "name": "a", "type": {"type": "String"}},
                                "modifier": "DESC",
                            }
                        },
                    ],
                },
                True,
            ],
        )

    def test_ddl_elements_are_operations(self):
        self.check_wire(
            """
from sqlalchemy.schema import CreateSchema, CreateSequence, DropTable, DropSequence
table = Table("t", MetaData(), Column("a", Integer))
wire([element._operation() for element in (
    CreateSchema("s", if_not_exists=True), DropTable(table), CreateSequence(sa.Sequence("q", start=5)), DropSequence(sa.Sequence("q")))])
""",
            [
                {"op": "create_namespace", "name": "s", "if_not_exists": True},
                {"op": "drop_table", "table": {"name": "t"}, "if_exists": False},
                {"op": "create_sequence", "sequence": {"start": 5, "name": "q"}, "if_not_exists": False},
                {"op": "drop_sequence", "sequence": {"name": "q"}, "if_exists": False},
            ],
        )

    def test_an_exclude_constraint_is_sent_with_its_parts(self):
        self.check_wire(
            """
constraint = postgresql.ExcludeConstraint(("room", "="), (column("span"), "&&"), name="x", using="gist", where=text("a"), ops={"room": "int4"})
wire(constraint)
""",
            {
                "constraint": "exclude",
                "name": "x",
                "elements": [[{"expr": "column", "name": "room"}, "="], [{"expr": "column", "name": "span"}, "&&"]],
                "using": "gist",
                "where": {"expr": "text", "sql": "a"},
                "ops": {"room": "int4"},
            },
        )
