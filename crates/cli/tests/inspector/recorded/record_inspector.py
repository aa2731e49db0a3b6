"""Records what SQLAlchemy's Inspector says of the tables in `../tables`: a list of lines for each database.

PostgreSQL is the server that TEST_POSTGRESQL_URL names; without it what was recorded before is kept.
"""

import json
import os
import pathlib
import sqlite3
import sys
import tempfile

import sqlalchemy as sa

HERE = pathlib.Path(__file__).parent
sys.path.insert(0, str(HERE.parent))
from probe import probe  # noqa: E402

NAME = "limbeck_record_inspector"


def main():
    recorded = json.loads((HERE / "inspector.json").read_text()) if (HERE / "inspector.json").exists() else {}
    recorded["sqlite"] = on_sqlite()
    if "TEST_POSTGRESQL_URL" in os.environ:
        recorded["postgresql"] = on_postgresql(os.environ["TEST_POSTGRESQL_URL"])
    print(json.dumps(recorded, indent=1))


def statements(database):
    return (HERE.parent / "tables" / (database + ".sql")).read_text()


def on_sqlite():
    with tempfile.TemporaryDirectory() as folder:
        file = folder + "/app.db"
        database = sqlite3.connect(file)
        database.executescript(statements("sqlite"))
        database.close()
        return asked("sqlite:///" + file, [None])


def on_postgresql(url):
    server = url.rsplit("/", 1)[0].replace("postgresql://", "postgresql+psycopg2://")
    with sa.create_engine(server + "/postgres", isolation_level="AUTOCOMMIT").connect() as connection:
        connection.exec_driver_sql("DROP DATABASE IF EXISTS " + NAME)
        connection.exec_driver_sql("CREATE DATABASE " + NAME)
    engine = sa.create_engine("%s/%s" % (server, NAME))
    with engine.begin() as connection:
        connection.exec_driver_sql(statements("postgresql"))
    engine.dispose()
    try:
        return asked("%s/%s" % (server, NAME), [None, "app"])
    finally:
        with sa.create_engine(server + "/postgres", isolation_level="AUTOCOMMIT").connect() as connection:
            connection.exec_driver_sql("DROP DATABASE %s WITH (FORCE)" % NAME)


def asked(url, schemas):
    engine = sa.create_engine(url, poolclass=sa.pool.NullPool)
    with engine.connect() as connection:
        return probe(connection, schemas)


main()
