"""Records what the real Alembic answers to `../probes.py`; `cargo xtask record-goldens` keeps it."""

import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).parent
INI = (
    "[alembic]\nscript_location = %(here)s/project\nprepend_sys_path = %(here)s\npath_separator = os\n"
    "sqlalchemy.url = sqlite:///%(here)s/app.db\n"
)
PROBES = (
    "directory", "settings", "migration_contexts", "commands", "printed", "shared", "written", "command_line", "stamped",
    "directives", "compared",
)  # fmt: skip


def main():
    print(json.dumps({probe: answers(probe) for probe in PROBES}, indent=1))


def answers(probe):
    with tempfile.TemporaryDirectory() as folder:
        folder = os.path.realpath(folder)
        shutil.copytree(HERE.parent / "project", folder + "/project", ignore=shutil.ignore_patterns("__pycache__"))
        shutil.copy(HERE.parent / "probes.py", folder)
        pathlib.Path(folder, "alembic.ini").write_text(INI)
        run(folder, "upgrade", "head")
        return run(folder, "current", PROBE=probe).replace(folder, "<HERE>").split("\n")


def run(folder, *words, **variables):
    command = [sys.executable, "-W", "ignore", "-m", "alembic", *words]
    environment = dict(os.environ, PYTHONDONTWRITEBYTECODE="1", **variables)
    # A command inside env.py takes away what the run outside ends with, so its exit code tells nothing.
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True).stdout


main()
