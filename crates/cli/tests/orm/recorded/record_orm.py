"""Records what the cases of `../cases` show, send and leave behind with the real Alembic and SQLAlchemy.

PostgreSQL is the server that TEST_POSTGRESQL_URL names; without it what was recorded before is kept.
"""

import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

import sqlalchemy as sa

HERE = pathlib.Path(__file__).parent
NAME = "limbeck_record_orm"
INI = "[alembic]\nscript_location = %%(here)s/project\nprepend_sys_path = %%(here)s\nsqlalchemy.url = %s\n"
MODULES = "cases.queries cases.work cases.core cases.results cases.modern"


def main():
    recorded = json.loads((HERE / "orm.json").read_text()) if (HERE / "orm.json").exists() else {}
    recorded["sqlite"] = ran("sqlite:///%(here)s/app.db")
    if "TEST_POSTGRESQL_URL" in os.environ:
        recorded["postgresql"] = on_postgresql(os.environ["TEST_POSTGRESQL_URL"])
    print(json.dumps(recorded, indent=1))


def on_postgresql(url):
    server = url.rsplit("/", 1)[0].replace("postgresql://", "postgresql+psycopg2://")
    engine = sa.create_engine(server + "/postgres", isolation_level="AUTOCOMMIT", poolclass=sa.pool.NullPool)
    with engine.connect() as connection:
        connection.exec_driver_sql("DROP DATABASE IF EXISTS " + NAME)
        connection.exec_driver_sql("CREATE DATABASE " + NAME)
        try:
            return ran("%s/%s" % (server, NAME))
        finally:
            connection.exec_driver_sql("DROP DATABASE %s WITH (FORCE)" % NAME)


def ran(url):
    with tempfile.TemporaryDirectory() as folder:
        for name in ("project", "cases"):
            shutil.copytree(HERE.parent / name, pathlib.Path(folder, name))
        for name in ("harness.py", "models.py"):
            shutil.copy(HERE.parent / name, folder)
        pathlib.Path(folder, "alembic.ini").write_text(INI % url)
        results = pathlib.Path(folder, "results.json")
        environment = dict(os.environ, ORM_RESULTS=str(results), ORM_CASES=MODULES)
        command = [sys.executable, "-W", "ignore", "-m", "alembic", "upgrade", "head"]
        done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True)
        if done.returncode:
            sys.exit(done.stderr)
        return json.loads(results.read_text())


main()
