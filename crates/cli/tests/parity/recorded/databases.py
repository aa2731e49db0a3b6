"""Fresh databases, and everything in them as lines that are the same for the same content."""
import contextlib
import glob
import os
import pathlib
import re
import shutil
import socket
import sqlite3
import subprocess
import tempfile

import psycopg2

CATALOGUE = (pathlib.Path(__file__).resolve().parents[1] / "catalogue.sql").read_text()
DATE = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d+)?([+-]\d\d:\d\d)?")


class Sqlite:
    """An SQLite file."""

    name = "sqlite"

    def __init__(self, folder: pathlib.Path):
        self.file = folder / "parity.db"

    def renew(self) -> None:
        self.file.unlink(missing_ok=True)

    def url(self, driver: str) -> str:
        return f"sqlite{driver}:///{self.file}"

    def execute(self, statements: list[str]) -> None:
        with contextlib.closing(sqlite3.connect(self.file)) as connection:
            connection.executescript(";\n".join(statements))

    def lines(self) -> list[str]:
        with contextlib.closing(sqlite3.connect(self.file)) as connection:
            objects = connection.execute("SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL").fetchall()
            lines = [f"{kind} {name}: {sql}" for kind, name, sql in objects]
            for table in [name for kind, name, _ in objects if kind == "table"]:
                columns = [row[1] for row in connection.execute(f'PRAGMA table_xinfo("{table}")')]
                fields = " || ', ' || ".join(f'quote("{column}")' for column in columns)
                lines += [f"row {table}: {row[0]}" for row in connection.execute(f'SELECT {fields} FROM "{table}"')]
        return sorted(comparable(line) for line in lines)


class Postgresql:
    """A database on the server."""

    name = "postgresql"

    def __init__(self, server: str):
        self.server, self.database = server.rsplit("/", 1)[0], f"parity_{os.getpid()}"

    def renew(self) -> None:
        with contextlib.closing(psycopg2.connect(f"{self.server}/postgres")) as connection:
            connection.autocommit = True
            connection.cursor().execute(f"DROP DATABASE IF EXISTS {self.database} WITH (FORCE)")
            connection.cursor().execute(f"CREATE DATABASE {self.database}")

    def url(self, driver: str) -> str:
        return f"{self.server}/{self.database}".replace("postgresql://", f"postgresql{driver}://", 1)

    def execute(self, statements: list[str]) -> None:
        with contextlib.closing(self.connect()) as connection, connection, connection.cursor() as cursor:
            cursor.execute(";\n".join(statements))

    def lines(self) -> list[str]:
        with contextlib.closing(self.connect()) as connection, connection.cursor() as cursor:
            cursor.execute(CATALOGUE)
            lines = [row[0] for row in cursor.fetchall()]
            cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
            for (table,) in cursor.fetchall():
                cursor.execute(f"""SET TimeZone = 'UTC'; SELECT 'row {table}: ' || whole::text FROM "{table}" AS whole""")
                lines += [row[0] for row in cursor.fetchall()]
        return sorted(comparable(line) for line in lines)

    def connect(self):
        return psycopg2.connect(f"{self.server}/{self.database}")


def comparable(line: str) -> str:
    """One line without times; Rust's side of this is `state.rs`."""
    return DATE.sub("<DATE>", line).replace("\\", "\\\\").replace("\n", "\\n").replace("\t", "\\t")


@contextlib.contextmanager
def server():
    """The URL of a PostgreSQL server: the one that is named, or one that lives as long as this block."""
    if named := os.environ.get("TEST_POSTGRESQL_URL"):
        yield named
        return
    programs = pathlib.Path(sorted(glob.glob("/usr/lib/postgresql/*/bin"))[-1])
    folder, port = pathlib.Path(tempfile.mkdtemp(prefix="limbeck-parity-")), free_port()
    person = ["runuser", "-u", "postgres", "--"] if os.getuid() == 0 else []
    if person:
        shutil.chown(folder, "postgres")

    def run(program: str, *words: str) -> None:
        subprocess.run([*person, str(programs / program), "-D", str(folder / "data"), *words], check=True,
                       stdout=subprocess.DEVNULL)

    run("initdb", "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync")
    options = f"-p {port} -k {folder} -c fsync=off -c listen_addresses=127.0.0.1"
    run("pg_ctl", "-w", "-o", options, "-l", str(folder / "log"), "start")
    try:
        yield f"postgresql://postgres:postgres@127.0.0.1:{port}/postgres"
    finally:
        run("pg_ctl", "-m", "immediate", "stop")
        shutil.rmtree(folder)


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]
