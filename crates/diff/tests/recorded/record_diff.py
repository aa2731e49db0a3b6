"""Records what the real Alembic finds between the pairs of `cases.py`: `python record_diff.py` (oracle environment).

PostgreSQL is the server that TEST_POSTGRESQL_URL names. One JSON file per group: for each case and database both schemas
on the wire, what the server was asked, the log, the tuples of `compare_metadata`, and the SQL of the rendered script.
"""

import io
import json
import logging
import os
import pathlib
import re
import subprocess
import sys
import warnings

import sqlalchemy as sa
from alembic.autogenerate import api, render_python_code
from alembic.ddl import postgresql as postgresql_impl
from alembic.operations import Operations, ops
from alembic.runtime.migration import MigrationContext

HERE = pathlib.Path(__file__).parent
sys.path.insert(0, str(HERE))

import cases  # noqa: E402
import inspected  # noqa: E402

log = []


class Recorded(logging.Handler):
    def emit(self, record):
        log.append([record.levelname.lower(), record.name, cleaned(record.getMessage())])


def cleaned(text):
    return re.sub(r"0x[0-9a-f]+", "0x", text)


def run_code(case, code):
    names = {}
    exec(cases.PRELUDE % case.convention + code, names)
    return names["m"]


def connect(database):
    if database == "sqlite":
        return sa.create_engine("sqlite://").connect()
    url = sa.make_url(os.environ["TEST_POSTGRESQL_URL"]).set(drivername="postgresql+psycopg2")
    with sa.create_engine(url, isolation_level="AUTOCOMMIT").connect() as connection:
        connection.exec_driver_sql("DROP DATABASE IF EXISTS limbeck_record_diff")
        connection.exec_driver_sql("CREATE DATABASE limbeck_record_diff")
    return sa.create_engine(url.set(database="limbeck_record_diff"), poolclass=sa.pool.NullPool).connect()


def run(case, database):
    connection = connect(database)
    run_code(case, case.before).create_all(connection)
    for statement in case.sql:
        connection.exec_driver_sql(statement)
    namespaces = [None, "app"] if case.options.get("include_schemas") else [None]
    entry = {"before": inspected.schema(connection, namespaces), "server": []}

    metadata = run_code(case, case.after)
    context = MigrationContext.configure(connection, opts={"target_metadata": metadata, **case.options})
    compare_on_server(context.impl, entry["server"])
    log.clear()
    autogen = api.AutogenContext(context)
    script = ops.MigrationScript("x", ops.UpgradeOps([]), ops.DowngradeOps([]))
    try:
        api.compare._populate_migration_script(autogen, script)
    finally:
        entry["messages"] = list(log)
    entry["diffs"] = cleaned(repr(script.upgrade_ops.as_diffs()))
    entry["upgrade"] = sql_of(script.upgrade_ops, database, context)
    entry["downgrade"] = sql_of(script.downgrade_ops, database, context)
    if case.sql_differs:
        entry["sql_differs"] = case.sql_differs
    connection.close()
    return entry


def compare_on_server(impl, asked):
    """Keeps what the server says of two defaults."""
    if not isinstance(impl, postgresql_impl.PostgresqlImpl):
        return
    real = impl.compare_server_default

    def compare(inspected_column, column, of_models, of_database):
        scalar = impl.connection.scalar

        def recorded(statement):
            answer = scalar(statement)
            asked.append({"column": column.name, "before": of_database, "same": bool(answer)})
            return answer

        impl.connection.scalar = recorded
        try:
            return real(inspected_column, column, of_models, of_database)
        finally:
            del impl.connection.scalar

    impl.compare_server_default = compare


def sql_of(steps, database, compared):
    """What the script does, as SQL; None where it cannot be run."""
    code = render_python_code(steps, migration_context=compared)
    output = io.StringIO()
    options = {"as_sql": True, "output_buffer": output, "target_metadata": compared.opts["target_metadata"]}
    context = MigrationContext.configure(dialect_name=database, opts=options)
    with Operations.context(context) as op:
        names = {"op": op, "sa": sa, "postgresql": sa.dialects.postgresql, "sqlite": sa.dialects.sqlite, "Text": sa.Text}
        try:
            exec("def run():\n" + code, names)
            names["run"]()
        except Exception:
            return None
    return output.getvalue()


def lowered(requests):
    command = [sys.executable, str(HERE / "lower_models.py")]
    environment = {**os.environ, "PYTHONHASHSEED": "0", "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(command, input=json.dumps(requests), env=environment, capture_output=True, text=True)
    if done.returncode:
        raise SystemExit(done.stderr)
    return json.loads(done.stdout)


def main():
    if "TEST_POSTGRESQL_URL" not in os.environ:
        print("TEST_POSTGRESQL_URL names no server: what was recorded of differences stays as it is")
        return
    warnings.simplefilter("always")
    warnings.showwarning = lambda message, *_: log.append(["warning", "", cleaned(str(message))])
    logging.getLogger("alembic").addHandler(Recorded())
    logging.getLogger("alembic").setLevel(logging.INFO)
    logging.getLogger("alembic.runtime").setLevel(logging.ERROR)
    chosen = sys.argv[1:] or cases.GROUPS
    for group in chosen:
        recorded, requests = [], []
        for case in cases.GROUPS[group]:
            for database in case.on:
                entry = {"case": case.name, "database": database, **case.options}
                if case.convention:
                    entry["naming_convention"] = case.convention
                if case.any_order:
                    entry["any_order"] = True
                try:
                    recorded.append({**entry, **run(case, database)})
                except Exception as error:
                    raise SystemExit("%s on %s: %s: %s" % (case.name, database, type(error).__name__, error)) from error
                requests.append({"code": cases.PRELUDE % case.convention + case.after, "dialect": database})
        for entry, after in zip(recorded, lowered(requests)):
            entry["after"] = after
        lines = ",\n".join(json.dumps(entry, ensure_ascii=False) for entry in recorded)
        (HERE / f"{group}.json").write_text("[\n" + lines + "\n]\n")
        print(group, len(recorded))


if __name__ == "__main__":
    main()
