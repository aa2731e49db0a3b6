"""Runs one and the same user code with the real modules and with our stand-ins, each in a process of its own."""

import os
import subprocess
import sys
import tempfile
import textwrap
import unittest

_HERE = os.path.dirname(os.path.abspath(__file__))
PYTHON = os.path.join(os.path.dirname(_HERE), "python")
_HOST = os.path.join(_HERE, "stand_ins_host")


def run(code, stand_ins, files=None, environ=None, arguments=()):
    """What `code` prints, with its exit code; `files` are written to the directory it runs in."""
    with tempfile.TemporaryDirectory() as directory:
        for name, text in (files or {}).items():
            path = os.path.join(directory, name)
            os.makedirs(os.path.dirname(path), exist_ok=True)
            with open(path, "w", encoding="utf-8") as file:
                file.write(textwrap.dedent(text))
        with open(os.path.join(directory, "main.py"), "w", encoding="utf-8") as file:
            file.write(textwrap.dedent(code))
        settings = {"PATH": os.environ.get("PATH", ""), "PYTHONDONTWRITEBYTECODE": "1", "TZ": "UTC"}
        settings["PYTHONPATH"] = os.pathsep.join([PYTHON, _HOST]) if stand_ins else ""
        settings.update(environ or {})
        python = [sys.executable, "-X", "utf8"]
        if stand_ins and os.environ.get("STAND_INS_PYTHON"):
            # A RustPython with the shims inside, to see that they also work there.
            python = [os.environ["STAND_INS_PYTHON"]]
        done = subprocess.run(
            [*python, "main.py", *arguments],
            cwd=directory,
            env=settings,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            timeout=60,
        )
        return done.returncode, done.stdout.replace(directory, "DIR"), done.stderr.replace(directory, "DIR")


class StandInTest(unittest.TestCase):
    """Helpers for the tests of the stand-ins."""

    maxDiff = None

    def check_same(self, code, files=None, environ=None, arguments=()):
        """The real module and the stand-in print the same."""
        real = run(code, False, files, environ, arguments)
        ours = run(code, True, files, environ, arguments)
        self.assertEqual(real, ours)
        self.assertEqual(ours[0], 0, ours[2])
        return ours

    def check_prints(self, expected, code, files=None, environ=None):
        """The stand-in alone prints `expected`."""
        status, printed, complaints = run(code, True, files, environ)
        self.assertEqual((status, complaints), (0, ""))
        self.assertEqual(textwrap.dedent(expected).strip(), printed.strip())
