"""Records what the real SQLAlchemy writes for the model files: `python record_models.py`, into `recorded.json`.

Most files need SQLAlchemy alone. Those that import sqlmodel, flask_sqlalchemy and its like, sqlalchemy_utils, pgvector, geoalchemy2 or
fastapi_users_db_sqlalchemy are recorded where these packages are installed, and keep what was recorded before where
they are not: set MODELS_PYTHON to the Python of a virtual environment that has them all, besides the same SQLAlchemy.
`pip install` them under the names sqlmodel flask-sqlalchemy flask-migrate flask-login sqlalchemy-utils pgvector geoalchemy2
fastapi-users-db-sqlalchemy.
"""

import itertools
import json
import os
import pathlib
import subprocess
import sys

HERE = pathlib.Path(__file__).parent
RECORDED = HERE / "recorded.json"


def main():
    earlier = json.loads(RECORDED.read_text()) if RECORDED.exists() else {}
    recorded = {}
    for path in sorted(HERE.glob("[0-9]*.py")):
        recorded[path.stem] = record(path) or earlier.get(path.stem)
        if recorded[path.stem] is None:
            sys.exit("%s needs packages that are not installed: see the first lines of record_models.py" % path.name)
    RECORDED.write_text(json.dumps(recorded, indent=1, ensure_ascii=False) + "\n")


def record(path):
    """Returns the statements by dialect; None where a package is missing. Each file has a process of its own."""
    for python in (sys.executable, os.environ.get("MODELS_PYTHON")):
        if python is None:
            continue
        command = [python, "-W", "ignore", __file__, str(path)]
        done = subprocess.run(command, capture_output=True, text=True)
        if done.returncode == 0:
            return json.loads(done.stdout)
        if "ModuleNotFoundError" not in done.stderr:
            sys.exit("%s\n%s" % (path.name, done.stderr))
    return None


def print_one(path):
    sys.path.insert(0, str(HERE))
    from create_all import of_file

    print(json.dumps({dialect: in_order(written) for dialect, written in of_file(path).items()}))


# What SQLAlchemy keeps in sets, so that it comes in any order.
BY_CHANCE = ("CREATE INDEX", "CREATE UNIQUE INDEX", "ALTER TABLE", "COMMENT ON CONSTRAINT")


def in_order(statements):
    """Sorts neighbours that come in any order: the same models give the same file."""
    ordered = []
    for is_by_chance, group in itertools.groupby(statements, lambda statement: statement.startswith(BY_CHANCE)):
        ordered.extend(sorted(group) if is_by_chance else group)
    return ordered


if len(sys.argv) > 1:
    print_one(sys.argv[1])
else:
    main()
