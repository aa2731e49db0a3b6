"""Records what the real Alembic writes into version files for the cases in `python_cases.py`: `python record_python.py`.

Each case is the body of one function, on SQLite and PostgreSQL, with and without `render_as_batch`, and the operations
in wire form. `read` holds what our own `op` makes of the text as we write it on PostgreSQL: the shims run under CPython.
"""

import io
import json
import pathlib
import sys
import warnings

import sqlalchemy as sa
from alembic.autogenerate import render
from alembic.autogenerate.api import AutogenContext
from alembic.operations import ops
from alembic.runtime.migration import MigrationContext
from sqlalchemy.engine.url import make_url

HERE = pathlib.Path(__file__).parent
sys.path.insert(0, str(HERE))
sys.path.insert(0, str(HERE.parents[2] / "pyruntime/python_tests"))

import lowering  # noqa: E402
from alembic_support import Project  # noqa: E402

URLS = {"sqlite": "sqlite://", "postgresql": "postgresql+psycopg2://"}


def lowered(op):
    wire = lowering.operation(op)
    if isinstance(op, ops.CreateForeignKeyOp) and op.kw.get("use_alter"):
        wire["definition"]["use_alter"] = True
    if isinstance(op, (ops.CreateTableCommentOp, ops.DropTableCommentOp)):
        wire["existing_comment"] = op.existing_comment
    return wire


def changes_of(container, within=None):
    for op in container.ops:
        if isinstance(op, ops.ModifyTableOps):
            yield from changes_of(op, lowering.table_name(op.table_name, op.schema))
        else:
            yield [within, getattr(op, "_wire", None) or lowered(op)]


def render_item(kind, item, context):
    """The user's hook of the cases that ask for one; the test in Rust has the same."""
    if kind == "type" and isinstance(item, sa.LargeBinary):
        context.imports.add("from app.types import Blob")
        return "Blob(%d)" % (item.length or 0)
    if kind == "server_default" and isinstance(item, sa.Computed):
        return "computed()"
    if kind == "unique":
        return "unique(%s)" % ", ".join(c.name for c in item.columns)
    return False


def body(case, container, dialect_name, as_batch):
    dialect = make_url(URLS[dialect_name]).get_dialect()(paramstyle="named")
    context = MigrationContext.configure(dialect=dialect, opts={"as_sql": True, "output_buffer": io.StringIO()})
    options = {
        "sqlalchemy_module_prefix": case.prefixes.get("sqlalchemy", "sa."), "alembic_module_prefix": case.prefixes.get("alembic", "op."),
        "user_module_prefix": case.prefixes.get("user"), "render_as_batch": as_batch, "render_item": render_item if case.render_item else None,
    }
    autogenerate = AutogenContext(context, opts=options, autogenerate=False)
    autogenerate.imports = set()
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        try:
            text = render._indent(render._render_cmd_body(container, autogenerate))
        except (NotImplementedError, ValueError, sa.exc.CompileError) as error:
            return {"error": type(error).__name__}
    wire = {"text": text, "imports": sorted(autogenerate.imports)}
    told = [str(w.message) for w in caught if "unnamed constraint" in str(w.message)]
    if told:
        wire["warnings"] = told
    return wire


ENV = """
from alembic import context
from sqlalchemy import create_engine
with create_engine("postgresql://u:p@h/d").connect() as connection:
    context.configure(connection=connection)
    with context.begin_transaction():
        context.run_migrations()
"""
OWN_TYPES = """
import sqlalchemy as sa

class Wrapped(sa.types.TypeDecorator):
    impl = sa.String
    cache_ok = True

class Point(sa.types.UserDefinedType):
    cache_ok = True

    def __init__(self, dimensions=2):
        self.dimensions = dimensions

    def get_col_spec(self, **kw):
        return "POINT"
"""
NEXT = "next case"


def ours(entry):
    """The text as we write it on PostgreSQL, with its imports."""
    written, differs = entry.get("both") or entry["postgresql"], entry.get("differs") or {}
    if differs.get("ours"):
        return differs["ours"], []
    text = written.get("text")
    for part, replaced in differs.get("replaced", []):
        text = text and text.replace(part, replaced)
    return text, written.get("imports", []) + differs.get("imports", [])


def read_by_ours(entries):
    """Has our own `op` run all texts as one function, and gives each case its operations."""
    body, imports, running = [], set(), []
    for entry in entries:
        text, needed = ours(entry)
        if text is None or entry.get("render_item") or entry.get("prefixes"):
            continue
        running.append(entry)
        imports.update(needed)
        body += ["op.execute(%r)" % NEXT, text.replace("\n    ", "\n"), "pass"]
    project = Project(ENV, upgrade="\n".join([*sorted(imports), *body]), files={"app/__init__.py": "", "app/types.py": OWN_TYPES})
    run = project.ours()
    assert run.end == {"outcome": None}, run.end
    cases = []
    for operation in run.operations():
        if operation.get("op") == "execute" and operation["statement"].get("sql") == NEXT:
            cases.append([])
        else:
            cases[-1].append(operation)
    assert len(cases) == len(running)
    for entry, operations in zip(running, cases):
        entry["read"] = operations


def main():
    warnings.simplefilter("ignore")
    import python_cases

    recorded = []
    for case in python_cases.CASES:
        entry = {"case": case.name}
        for key in ("naming_convention", "prefixes", "render_item", "differs"):
            if getattr(case, key):
                entry[key] = getattr(case, key)
        python_cases.naming = case.naming_convention
        entry["changes"] = json.loads(json.dumps(list(changes_of(ops.UpgradeOps(case.make())))))
        for dialect_name in URLS:
            for as_batch in (False, True):
                key = dialect_name + ("_batch" if as_batch else "")
                entry[key] = body(case, ops.UpgradeOps(case.make()), dialect_name, as_batch)
        for key in list(URLS):
            if entry[key] == entry[key + "_batch"]:
                del entry[key + "_batch"]
        if entry["sqlite"] == entry["postgresql"] and entry.get("sqlite_batch") == entry.get("postgresql_batch"):
            entry["both"] = entry.pop("sqlite")
            entry.pop("postgresql")
            batch = entry.pop("sqlite_batch", None)
            entry.pop("postgresql_batch", None)
            if batch:
                entry["both_batch"] = batch
        recorded.append(entry)
    read_by_ours(recorded)
    path = HERE / "python.json"
    path.write_text("[\n" + ",\n".join(json.dumps(entry, ensure_ascii=False) for entry in recorded) + "\n]\n")
    print("python", len(recorded))


if __name__ == "__main__":
    main()
