"""Lowers models with the shims, under CPython: reads a list of {"code", "dialect"} from stdin, writes a list of schemas.

The code is that of `cases.py`; it is run after the prelude there, with our `sqlalchemy` in place of the real one.
"""

import json
import pathlib
import sys

CRATES = pathlib.Path(__file__).parents[3]
sys.path.insert(0, str(CRATES / "pyruntime/python"))
sys.path.insert(0, str(CRATES / "pyruntime/python_tests/sqlalchemy_host"))

import _limbeck  # noqa: E402
from sqlalchemy import _running  # noqa: E402


def lowered(code, dialect):
    _running.use(dialect)
    names = {}
    exec(code, names)
    return {"tables": [_limbeck.lowered(table) for table in names["m"].tables.values()]}


if __name__ == "__main__":
    print(json.dumps([lowered(**each) for each in json.load(sys.stdin)]))
