"""Records what the real Alembic prints for the cases in `../cases`; `cargo xtask record-goldens` keeps it."""

import pathlib
import shutil
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).parent
INI = "[alembic]\nscript_location = %(here)s/project\nprepend_sys_path = %(here)s\n"


def main():
    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree(HERE.parent / "project", folder + "/project")
        shutil.copytree(HERE.parent / "cases", folder + "/cases")
        shutil.copy(HERE.parent / "reading.py", folder)
        pathlib.Path(folder, "alembic.ini").write_text(INI)
        command = [sys.executable, "-W", "ignore", "-m", "alembic", "upgrade", "head", "--sql"]
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True)
    if done.returncode:
        sys.exit(done.stderr)
    (HERE / "printed.txt").write_text(done.stdout)
    print("%d lines" % done.stdout.count("\n"))


main()
