"""Runs the same user code against the real SQLAlchemy and against the shim, each in a process of its own."""

import json
import os
import re
import subprocess
import sys
import tempfile
import unittest

_HERE = os.path.dirname(os.path.abspath(__file__))
_SHIMS = os.path.join(os.path.dirname(_HERE), "python")
_HOST = os.path.join(_HERE, "sqlalchemy_host")

_PRELUDE = """
import warnings
warnings.simplefilter("ignore")
import sqlalchemy as sa
from sqlalchemy import *
from sqlalchemy.dialects import mysql, postgresql, sqlite


def show(*given):
    for make in given:
        try:
            print(repr(make()))
        except Exception as error:
            print(type(error).__name__, str(error).partition("(Background")[0].strip())


def sql(*statements):
    for statement in statements:
        try:
            print(" ".join(str(statement()).split()))
        except Exception as error:
            print(type(error).__name__, error)
"""


def run(code, shim):
    """The output of user code."""
    environment = dict(os.environ, PYTHONDONTWRITEBYTECODE="1")
    environment.pop("PYTHONPATH", None)
    if shim:
        environment["PYTHONPATH"] = os.pathsep.join([_SHIMS, _HOST])
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "user.py")
        with open(path, "w") as file:
            file.write(_PRELUDE + code)
        done = subprocess.run([sys.executable, path], cwd=folder, env=environment, capture_output=True, text=True)
    if done.returncode:
        raise AssertionError(done.stdout[-2000:] + done.stderr[-4000:])
    text = re.sub(r"0x[0-9a-f]+", "0x…", done.stdout)
    # An IN list is one expanding bind in the original and one bind a value here: both write the same statement.
    text = re.sub(r"\(__\[POSTCOMPILE_\w+\]\)|IN \((:\w+(, )?)+\)", "IN …", text)
    return text.replace("IN IN …", "IN …").splitlines()


class Same(unittest.TestCase):
    """Tests whose user code prints the same with the shim as with the original."""

    maxDiff = None

    def check_same(self, code):
        self.assertEqual(run(code, shim=False), run(code, shim=True))

    def check_shim(self, code, *lines):
        """For what the original does not do, or does otherwise."""
        self.assertEqual(list(lines), run(code, shim=True))

    def check_wire(self, code, wire):
        """The last thing that user code prints with `wire(…)`."""
        tail = "\nimport _limbeck, json\n\n\ndef wire(thing):\n    print(json.dumps(_limbeck.lowered(thing)))\n\n\n"
        self.assertEqual(wire, json.loads(run(tail + code, shim=True)[-1]))
