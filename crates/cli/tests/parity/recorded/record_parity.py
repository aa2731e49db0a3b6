"""Records what the real Alembic makes of generated projects, of the example and of the five templates.

Run it with a Python that has Alembic, psycopg2, asyncpg and aiosqlite (`cargo xtask record-goldens` does). Below this
folder it writes, for every project, `project.txt` (all its files in one), `sqlite.txt` and `postgresql.txt` (commands
with the lines that each took from or added to the database) and the text of `--sql`. `../recording.rs` reads them.

PostgreSQL is the server that TEST_POSTGRESQL_URL names, or one that is started for the time of the recording.
"""
import pathlib
import shutil
import sys
import tempfile

import databases
import projects
import templates

HERE = pathlib.Path(__file__).resolve().parent


def main() -> None:
    for folder in HERE.iterdir():
        if folder.is_dir() and folder.name != "__pycache__":
            shutil.rmtree(folder)
    with tempfile.TemporaryDirectory() as folder, databases.server() as server:
        projects.record_all(pathlib.Path(folder), server, HERE)
        templates.record_all(pathlib.Path(folder), HERE / "templates")


if __name__ == "__main__":
    sys.dont_write_bytecode = True
    main()
