"""Records what the real Alembic writes for the calls in `cases_*.py`: `python record_sql.py` (oracle environment).

Writes one JSON file per group: for each case the operations in wire form, and per dialect the SQL texts or the error.
"""

import contextlib
import io
import json
import pathlib
import re
import sys
import warnings

import sqlalchemy as sa
from alembic.ddl.impl import DefaultImpl
from alembic.operations import Operations
from alembic.operations.base import AbstractOperations, BatchOperations
from alembic.runtime.migration import MigrationContext
from sqlalchemy.engine.url import make_url

HERE = pathlib.Path(__file__).parent
sys.path.insert(0, str(HERE))

import lowering  # noqa: E402

URLS = {"sqlite": "sqlite://", "postgresql": "postgresql+psycopg2://", "mysql": "mysql+pymysql://"}

sent = []
operations = []


def record_exec(self, construct, execution_options=None, multiparams=None, params=None):
    if isinstance(construct, str):
        construct = sa.text(construct)
    kwargs = {}
    if self.literal_binds and not isinstance(construct, sa.schema.DDLElement):
        kwargs = {"compile_kwargs": {"literal_binds": True}}
    sent.append(str(construct.compile(dialect=self.dialect, **kwargs)))


DefaultImpl._exec = record_exec
real_invoke = AbstractOperations.invoke


def record_invoke(self, operation):
    operations.append(lowering.operation(operation))
    return real_invoke(self, operation)


AbstractOperations.invoke = record_invoke


class Batch:
    """`with Batch(op, "t") as batch_op`: collects the operations into one wire batch."""

    def __init__(self, op, table, schema=None, recreate="auto", **kw):
        self.wire = {"op": "batch", "table": lowering.table_name(table, schema), "recreate": recreate, "operations": []}
        self.context = op.batch_alter_table(table, schema=schema, recreate=recreate, **kw)

    def __enter__(self):
        self.start = len(operations)
        return self.context.__enter__()

    def __exit__(self, *error):
        self.wire["operations"] = operations[self.start:]
        del operations[self.start:]
        operations.append(self.wire)
        return self.context.__exit__(*error)


def run(case, dialect_name):
    sent.clear()
    operations.clear()
    dialect = make_url(URLS[dialect_name]).get_dialect()(paramstyle="named")
    metadata = sa.MetaData(naming_convention=case.naming_convention) if case.naming_convention else None
    options = {"as_sql": True, "literal_binds": True, "output_buffer": io.StringIO()}
    if metadata is not None:
        options["target_metadata"] = metadata
    context = MigrationContext.configure(dialect=dialect, opts=options)
    with Operations.context(context) as op:
        try:
            case.function(op)
        except Exception as error:
            return {"error": type(error).__name__, "message": cleaned(str(error))}
    return {"sql": list(sent)}


def cleaned(message):
    """Takes out what differs from run to run, and the link to the manual."""
    message = re.sub(r" object at 0x[0-9a-f]+", "", message)
    message = re.sub(r" \(Background on this error at: .*\)", "", message)
    return message.replace("mysql.mysqldb.MySQLCompiler_mysqldb", "mysql.base.MySQLCompiler")


def main():
    warnings.simplefilter("ignore")
    import cases

    for group, group_cases in cases.GROUPS.items():
        recorded = []
        for case in group_cases:
            entry = {"case": case.name}
            if case.naming_convention:
                entry["naming_convention"] = case.naming_convention
            lowered = None
            for dialect_name in URLS:
                entry[dialect_name] = run(case, dialect_name)
                # A refusal in the middle leaves the later operations out.
                if lowered is None or len(operations) > len(lowered):
                    lowered = json.loads(json.dumps(operations))
            entry["operations"] = lowered
            for dialect_name, expected in case.differs.items():
                entry[dialect_name] = {**expected, "alembic": entry[dialect_name]}
            recorded.append(entry)
        path = HERE / f"{group}.json"
        path.write_text("[\n" + ",\n".join(json.dumps(entry, ensure_ascii=False) for entry in recorded) + "\n]\n")
        print(group, len(recorded))


if __name__ == "__main__":
    main()
