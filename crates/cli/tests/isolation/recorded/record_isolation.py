"""Records what scripts see of each other's changes with the real Alembic; `cargo xtask record-goldens` keeps it."""

import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).parent.parent


def main():
    topics = re.findall(r"^@topic\nclass (\w+):", (HERE / "topics.py").read_text(), re.MULTILINE)
    print(json.dumps({topic: outcome(topic) for topic in topics}, indent=1))


def outcome(topic):
    with tempfile.TemporaryDirectory() as folder:
        folder = os.path.realpath(folder)
        for name in ("project", "more"):
            shutil.copytree(HERE / name, folder + "/" + name, ignore=shutil.ignore_patterns("__pycache__"))
        for name in ("topics.py", "beside.py", "alembic.ini"):
            shutil.copy(HERE / name, folder)
        command = [os.path.join(os.path.dirname(sys.executable), "alembic"), "upgrade", "head"]
        environment = dict(os.environ, PYTHONDONTWRITEBYTECODE="1", TOPIC=topic, GIVEN="given")
        run = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True)
        lines = {"exit": run.returncode, "stdout": run.stdout, "stderr": run.stderr}
        return {
            key: text if key == "exit" else text.replace(folder, "<HERE>").splitlines() for key, text in lines.items()
        }


main()
