"""Records the revisions that the real Alembic generates for the example, on SQLite and PostgreSQL.

`initial_migration.*.txt` begins with an empty database and no revisions; `add_new_column.*.txt` is written after the
example's own revisions, when the model of users has one column more. PostgreSQL is the server that TEST_POSTGRESQL_URL
names, or one that is started for the time of the recording.
"""
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
BACKEND = HERE.parents[4] / "examples/guide/backend"
ALEMBIC = pathlib.Path(sys.executable).parent / "alembic"
# `add_phone` in `../writing.rs` makes the same change.
LAST_COLUMN = '    locale: Mapped[str] = mapped_column(String(10), server_default="zh-CN", comment="界面语言")\n'
PHONE = '    phone: Mapped[str | None] = mapped_column(String(32), index=True, comment="电话")\n'


def main() -> None:
    import databases

    with tempfile.TemporaryDirectory() as folder, databases.server() as server:
        sqlite, postgresql = databases.Sqlite(pathlib.Path(folder)), databases.Postgresql(server)
        for database, driver in [(sqlite, "+aiosqlite"), (postgresql, "+asyncpg")]:
            backend = pathlib.Path(folder) / database.name
            shutil.copytree(BACKEND, backend, ignore=shutil.ignore_patterns("*.db", "__pycache__"))
            record(database, database.url(driver), backend)
        postgresql.renew()


def record(database, url: str, backend: pathlib.Path) -> None:
    def alembic(*words: str) -> None:
        subprocess.run([ALEMBIC, *words], cwd=backend, env={**os.environ, "DATABASE_URL": url}, check=True,
                       capture_output=True)

    def generated(name: str, message: str) -> None:
        alembic("revision", "--autogenerate", "-m", message, "--rev-id", "000000000001")
        (file,) = versions.glob("000000000001_*.py")
        text = re.sub("(?m)^Create Date: .*", "Create Date: <DATE>", file.read_text())
        (HERE / f"{name}.{database.name}.txt").write_text(text)
        file.unlink()

    versions, given = backend / "alembic/versions", backend / "given"
    database.renew()
    versions.rename(given)
    versions.mkdir()
    generated("initial_migration", "Initial migration")
    versions.rmdir()
    given.rename(versions)
    alembic("upgrade", "head")
    user = backend / "app/models/sql/user.py"
    assert LAST_COLUMN in user.read_text()
    user.write_text(user.read_text().replace(LAST_COLUMN, LAST_COLUMN + PHONE))
    generated("add_new_column", "Add new column to users")


if __name__ == "__main__":
    sys.dont_write_bytecode = True
    sys.path.insert(0, str(HERE.parents[1] / "parity/recorded"))
    main()
