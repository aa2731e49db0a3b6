"""Records what `a1_cursor.py` prints with the real Alembic and psycopg2; `cargo xtask record-goldens` keeps it."""

import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).parent.parent


def main():
    alembic = os.path.join(os.path.dirname(sys.executable), "alembic")
    url = os.environ["TEST_POSTGRESQL_URL"].replace("postgresql://", "postgresql+psycopg2://")
    with tempfile.TemporaryDirectory() as folder:
        run = lambda *words: subprocess.run([alembic, *words], cwd=folder, capture_output=True, text=True, check=True)
        run("init", "alembic")
        ini = pathlib.Path(folder, "alembic.ini")
        ini.write_text(ini.read_text().replace("driver://user:pass@localhost/dbname", url))
        shutil.copy(HERE / "a1_cursor.py", folder + "/alembic/versions")
        said = run("upgrade", "head").stdout
        run("downgrade", "base")
    print(json.dumps(said.splitlines(), indent=1, ensure_ascii=False))


main()
