"""Records what the real SQLAlchemy reflects of the databases in `cases_inspect_*.py`.

SQLite needs nothing; for PostgreSQL name a server by TEST_POSTGRESQL_URL, else its recording is left as it is.
"""

import importlib
import json
import os
import pathlib
import sys
import warnings

from sqlalchemy import create_engine, make_url

HERE = pathlib.Path(__file__).parent
sys.path.insert(0, str(HERE))

from projection import projection  # noqa: E402


def record(name, connect):
    cases = importlib.import_module("cases_inspect_" + name)
    recorded = []
    for case, statements in cases.CASES.items():
        schemas = getattr(cases, "SCHEMAS", {}).get(case, [None])
        with connect() as connection:
            for statement in statements:
                connection.exec_driver_sql(statement)
            lines = projection(connection, schemas)
            connection.rollback()
        entry = {"case": case, "sql": statements}
        if schemas != [None]:
            entry["every_namespace"] = True
        differences = cases.DIFFERENCES.get(case)
        if differences:
            entry["sqlalchemy"] = lines
            entry["why"] = sorted({why for _, _, why in differences})
            lines = changed(lines, differences)
        entry["lines"] = lines
        recorded.append(entry)
    path = HERE / ("inspect_%s.json" % name)
    path.write_text(json.dumps(recorded, ensure_ascii=False, indent=1) + "\n")


def changed(lines, differences):
    """A line without one to replace is put behind the last one; `None` as ours takes a line, or a whole table, away."""
    lines = list(lines)
    for theirs, ours, _ in differences:
        if theirs is None:
            lines.append(ours)
            continue
        places = [place for place, line in enumerate(lines) if line == theirs]
        assert places, "SQLAlchemy does not say %r, but %r" % (theirs, lines)
        start = places[0]
        end = start + 1
        while ours is None and theirs.startswith("table ") and end < len(lines) and lines[end].startswith("  "):
            end += 1
        lines[start:end] = [] if ours is None else [ours]
    return lines


def main():
    warnings.simplefilter("ignore")
    record("sqlite", lambda: create_engine("sqlite://").connect())
    url = os.environ.get("TEST_POSTGRESQL_URL")
    if url:
        engine = create_engine(make_url(url).set(drivername="postgresql+psycopg2"))
        record("postgresql", engine.connect)


if __name__ == "__main__":
    main()
