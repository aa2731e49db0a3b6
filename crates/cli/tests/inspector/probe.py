"""Asks an Inspector everything, in lines that are the same with SQLAlchemy and with ours."""

import sqlalchemy as sa

LISTS = ("get_foreign_keys", "get_indexes", "get_unique_constraints", "get_check_constraints")
SINGLE = ("get_pk_constraint", "get_table_comment", "get_table_options")


def probe(bind, schemas):
    lines = []
    inspector = sa.inspect(bind)

    def ask(label, question):
        try:
            answer = shown(question())
        except Exception as error:
            answer = "%s: %s" % (type(error).__name__, str(error).split("\n")[0])
        lines.append("%s = %s" % (label, answer))

    ask("default_schema_name", lambda: inspector.default_schema_name)
    for name in ("t", "v", "no"):
        ask("has_table %s" % name, lambda: inspector.has_table(name))
    for schema in schemas:
        ask("tables of %s" % schema, lambda: sorted(inspector.get_table_names(schema=schema)))
        ask("views of %s" % schema, lambda: sorted(inspector.get_view_names(schema=schema)))
        for name in sorted(inspector.get_table_names(schema=schema)):
            ask("get_columns %s" % name, lambda: inspector.get_columns(name, schema=schema))
            for method in LISTS:
                ask("%s %s" % (method, name), lambda: by_name(getattr(inspector, method)(name, schema=schema)))
            for method in SINGLE:
                ask("%s %s" % (method, name), lambda: getattr(inspector, method)(name, schema=schema))
    for method in ("get_columns", *LISTS, "get_pk_constraint"):
        ask("%s of a view" % method, lambda: getattr(inspector, method)("v"))
    ask("other letters", lambda: [column["name"] for column in inspector.get_columns("T")])
    ask("a view as a table", lambda: [(c.name, repr(c.type)) for c in sa.Table("v", sa.MetaData(), autoload_with=bind).columns])
    ask("columns of nothing", lambda: inspector.get_columns("no"))
    ask("schemas", lambda: sorted(inspector.get_schema_names()))
    ask("has_index", lambda: (inspector.has_index("t", "ix_part"), inspector.has_index("t", "nope")))
    ask("sequences", lambda: sorted(inspector.get_sequence_names()))
    ask("has_sequence", lambda: (inspector.has_sequence("free"), inspector.has_sequence("nope")))
    ask("enums", lambda: inspector.get_enums())
    ask("in order", lambda: [name for name, keys in inspector.get_sorted_table_and_fkc_names()])
    metadata = sa.MetaData()
    table = sa.Table("t", metadata, autoload_with=bind)
    ask("a table's columns", lambda: [(c.name, repr(c.type), c.nullable, c.primary_key) for c in table.columns])
    ask("a table's constraints", lambda: sorted(str(c.name) for c in table.constraints if c.name))
    ask("a table's indexes", lambda: sorted(str(index.name) for index in table.indexes))
    part = sa.Table("t", sa.MetaData(), sa.Column("id", sa.BigInteger, primary_key=True), autoload_with=bind,
                    include_columns=["id", "name"])
    ask("a part of a table", lambda: [(c.name, repr(c.type)) for c in part.columns])
    ask("its rows", lambda: [list(row) for row in bind.execute(sa.select(part.c.id).where(part.c.name == "x"))])
    metadata = sa.MetaData()
    metadata.reflect(bind=bind)
    ask("all tables", lambda: sorted(metadata.tables))
    metadata = sa.MetaData()
    metadata.reflect(bind=bind, only=["child"])
    ask("one table", lambda: "child" in metadata.tables)
    metadata = sa.MetaData()
    metadata.reflect(bind=bind, views=True)
    ask("all tables and views", lambda: sorted(metadata.tables))
    ask_while_it_changes(bind, ask)
    return lines


def ask_while_it_changes(bind, ask):
    """An answer is remembered, and what was not asked for before is read as it is now."""
    bind.execute(sa.text("CREATE TABLE early (id INTEGER PRIMARY KEY)"))
    inspector = sa.inspect(bind)
    ask("before: table", lambda: (inspector.has_table("late"), "late" in inspector.get_table_names()))
    ask("before: columns", lambda: [column["name"] for column in inspector.get_columns("early")])
    bind.execute(sa.text("CREATE TABLE late (id INTEGER PRIMARY KEY, name VARCHAR(9))"))
    bind.execute(sa.text("CREATE INDEX ix_early ON early (id)"))
    bind.execute(sa.text("ALTER TABLE early ADD COLUMN more INTEGER"))
    ask("then: table", lambda: (inspector.has_table("late"), "late" in inspector.get_table_names()))
    ask("then: its columns", lambda: [column["name"] for column in inspector.get_columns("late")])
    ask("then: columns", lambda: [column["name"] for column in inspector.get_columns("early")])
    ask("then: indexes", lambda: [index["name"] for index in inspector.get_indexes("early")])
    inspector.clear_cache()
    ask("afresh: table", lambda: (inspector.has_table("late"), "late" in inspector.get_table_names()))
    ask("afresh: columns", lambda: [column["name"] for column in inspector.get_columns("early")])


def by_name(items):
    return sorted(items, key=lambda item: str(item.get("name")))


def shown(answer):
    if isinstance(answer, dict):
        return "{%s}" % ", ".join("%r: %s" % (key, shown(value)) for key, value in sorted(answer.items()))
    if isinstance(answer, (list, tuple)):
        return "[%s]" % ", ".join(shown(item) for item in answer)
    if isinstance(answer, sa.sql.elements.ClauseElement):
        return "text %r" % str(answer)
    return repr(answer)
