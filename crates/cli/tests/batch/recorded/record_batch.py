"""Records what the real Alembic makes of the batches in `../cases.py`; `cargo xtask record-goldens` keeps it."""

import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).parent
sys.path.insert(0, str(HERE.parent))
from cases import CASES  # noqa: E402

INI = "[alembic]\nscript_location = %(here)s/project\nprepend_sys_path = %(here)s\nsqlalchemy.url = sqlite:///%(here)s/app.db\n"


def main():
    recorded = {}
    for convention in conventions():
        recorded.update(json.loads(run(convention, ["upgrade", "head"])[0]))
        for part in run(convention, ["upgrade", "head", "--sql"])[1].split("-- case ")[1:]:
            name, _, text = part.partition("\n")
            recorded[name] = {"printed": text.partition("INSERT INTO alembic_version")[0].strip()}
    print(json.dumps(recorded, indent=1))


def conventions():
    found = []
    for case in CASES:
        if case.get("convention", {}) not in found:
            found.append(case.get("convention", {}))
    return found


def run(convention, words):
    """Returns what was written down, and what was printed."""
    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree(HERE.parent / "project", folder + "/project")
        shutil.copy(HERE.parent / "cases.py", folder)
        pathlib.Path(folder, "alembic.ini").write_text(INI)
        results = pathlib.Path(folder, "results.json")
        command = [sys.executable, "-W", "ignore", "-m", "alembic", *words]
        environment = dict(os.environ, BATCH_RESULTS=str(results), BATCH_CONVENTION=json.dumps(convention))
        done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True)
        if done.returncode:
            sys.exit(done.stderr)
        return results.read_text() if results.exists() else "{}", done.stdout


main()
