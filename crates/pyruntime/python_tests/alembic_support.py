"""Runs one project with the real Alembic and with our shims, whose host is a fake that records the conversation."""

import json
import os
import subprocess
import sys
import tempfile
import textwrap

HERE = os.path.dirname(os.path.abspath(__file__))
SHIMS = os.path.join(os.path.dirname(HERE), "python")

NOTES = """
import os, sys

def note(label, *values):
    with open("notes.txt", "a") as file:
        file.write("%s %s\\n" % (label, " ".join(repr(value) for value in values)))
"""

INI = """
[alembic]
script_location = %(here)s/migrations
prepend_sys_path = .
path_separator = os
sqlalchemy.url = sqlite:///app.db
"""

VERSION = '''
"""{message}"""
from alembic import op
import sqlalchemy as sa
from notes import note

revision = {revision!r}
down_revision = {down!r}
branch_labels = None
depends_on = None

def upgrade(**kw):
    note("upgrade", revision, kw)
{upgrade}

def downgrade(**kw):
    note("downgrade", revision, kw)
'''


class Project:
    """A project in a folder of its own: ini, env.py, two revisions, and files by name."""

    def __init__(self, env, ini="", upgrade="pass", files=()):
        self._folder = tempfile.TemporaryDirectory()
        self.root = self._folder.name
        self.write("notes.py", NOTES)
        self.write("alembic.ini", INI + textwrap.dedent(ini))
        self.write("migrations/env.py", textwrap.dedent(env).replace("NOTE", "from notes import note"))
        body = textwrap.indent(textwrap.dedent(upgrade), "    ")
        self.write("migrations/versions/a1_first.py", self._version("a1", None, "first", body))
        self.write("migrations/versions/b1_second.py", self._version("b1", "a1", "second", "    pass"))
        for name, text in dict(files).items():
            self.write(name, textwrap.dedent(text))

    def _version(self, revision, down, message, upgrade):
        return VERSION.format(revision=revision, down=down, message=message, upgrade=upgrade)

    def path(self, name):
        return os.path.join(self.root, name)

    def write(self, name, text):
        path = self.path(name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "w") as file:
            file.write(text.lstrip("\n"))

    def notes(self):
        path = self.path("notes.txt")
        if not os.path.exists(path):
            return []
        with open(path) as file:
            lines = file.read().splitlines()
        os.remove(path)
        return lines

    def real(self, *arguments):
        """Runs the real Alembic; returns its notes, standard output and standard error."""
        code = "from alembic.config import main; main()"
        done = self._run(["-c", code, *arguments], {})
        return Outcome(self.notes(), done)

    def ours(self, command="upgrade", **given):
        """Runs the shims against the fake host; returns notes, conversation and what came out."""
        given.update(command=command, root=self.root)
        done = self._run([os.path.join(HERE, "alembic_fake_host.py"), json.dumps(given)], {"PYTHONPATH": SHIMS})
        outcome = Outcome(self.notes(), done)
        path = self.path("conversation.json")
        if not os.path.exists(path):
            raise AssertionError("the run broke off\n%s\n%s" % (done.stdout, done.stderr))
        with open(path) as file:
            outcome.conversation, outcome.end = json.load(file)
        os.remove(path)
        return outcome

    def _run(self, arguments, environment):
        return subprocess.run(
            [sys.executable, *arguments],
            cwd=self.root,
            env={**os.environ, "PYTHONHASHSEED": "0", "PYTHONDONTWRITEBYTECODE": "1", "PYTHONPATH": "", **environment},
            capture_output=True,
            text=True,
        )


class Outcome:
    def __init__(self, notes, done):
        self.notes = notes
        self.stdout = done.stdout
        self.stderr = done.stderr
        self.code = done.returncode
        self.conversation = []
        self.end = None

    def requests(self, *names):
        """The requests of the conversation, all or those named."""
        return [
            message
            for message in self.conversation
            if "request" in message and (not names or message["request"] in names)
        ]

    def words(self):
        return [message["request"] for message in self.requests()]

    def operations(self):
        return [message["operation"] for message in self.requests("perform")]

    def settings(self):
        return self.requests("configure")[0]["settings"]
