"""Records what the real `alembic revision --autogenerate` writes for every pair of `../pairs/*.txt`.

Run it with a Python that has Alembic and psycopg2 (`cargo xtask record-goldens` does); names of groups record these
alone. For each group it writes `<group>.txt` beside itself: the imports, the upgrade and the downgrade of each file,
once where both databases get the same. `../recording.rs` reads them. PostgreSQL is the server that TEST_POSTGRESQL_URL
names, or one that is started for the time of the recording.
"""
import contextlib
import io
import logging
import os
import pathlib
import sys
import tempfile
import warnings

import sqlalchemy as sa
from alembic.config import CommandLine

HERE = pathlib.Path(__file__).resolve().parent
PAIRS = HERE.parent / "pairs"
sys.path[:0] = [str(HERE), str(HERE.parents[1] / "parity/recorded")]

import databases  # noqa: E402


class Pair:
    """One pair; `../pair.rs` reads the same."""

    def __init__(self, text: str):
        head, *sections = text.split("\n--- ")
        self.name, *lines = head.split("\n")
        words = dict(line.split(": ", 1) for line in lines if line and not line.startswith("#"))
        self.databases = words.get("on", "sqlite postgresql").split()
        self.configure, self.sql_first = words.get("configure", ""), words.get("sql first")
        self.sections = dict(section.split("\n", 1) if "\n" in section else (section, "") for section in sections)

    def models(self, side: str) -> str:
        own = self.sections.get("common", "") + "\n" + self.sections[side]
        lines = (PAIRS / "prelude.py").read_text().splitlines()
        return "\n".join([line for line in lines if is_used(line, own)] + [own])

    def env(self) -> str:
        env = (PAIRS / "env.py").read_text()
        return env.replace("options = {}\n", f"{self.sections.get('env', '')}\noptions = dict({self.configure})\n")


def is_used(line: str, own: str) -> bool:
    """Whether one of the names that the line imports stands in the text; other lines always are."""
    names = line.partition("import ")[2].split(", ")
    return not line.startswith(("import ", "from ")) or names == ["*"] or "Base" in line or any(n in own for n in names)


def read_pairs(group: str) -> list[Pair]:
    text = (PAIRS / f"{group}.txt").read_text()
    return [Pair(text.rstrip("\n") + "\n") for text in text.split("==> ")[1:]]


class Project:
    def __init__(self, folder: pathlib.Path, server: str):
        self.folder, self.server = folder, server.rsplit("/", 1)[0].replace("postgresql://", "postgresql+psycopg2://")
        os.chdir(folder)
        sys.path.insert(0, str(folder))
        self.alembic("init migrations")
        self.ini = (folder / "alembic.ini").read_text()

    def record(self, pair: Pair, database: str) -> str:
        engine = self.fresh(database)
        try:
            before = {}
            exec(compile(pair.models("before"), f"<{pair.name}>", "exec"), before)
            with engine.begin() as connection:
                if pair.sql_first:
                    connection.exec_driver_sql(pair.sql_first)
                before["Base"].metadata.create_all(connection)
                for statement in filter(None, pair.sections.get("sql", "").split(";\n")):
                    connection.exec_driver_sql(statement)
        finally:
            engine.dispose()
        os.environ["DATABASE_URL"] = engine.url.render_as_string(hide_password=False)
        (self.folder / "models.py").write_text(pair.models("after"))
        (self.folder / "migrations/env.py").write_text(pair.env())
        refusal, file = self.folder / "refusal", self.folder / "migrations/versions/after_x.py"
        refusal.unlink(missing_ok=True)
        # In a process of its own: Alembic keeps the imports of one script for the next one.
        if not (child := os.fork()):
            try:
                self.alembic("revision --autogenerate --rev-id after -m x")
            except sa.exc.DBAPIError as error:
                refusal.write_text(f"! {str(error).splitlines()[0]}\n")
            except BaseException as error:
                print(f"{pair.name}: {type(error).__name__}: {error}", file=sys.stderr)
            finally:
                os._exit(0)
        os.waitpid(child, 0)
        if refusal.exists():
            return refusal.read_text()
        text = file.read_text()
        file.unlink()
        return cut(text)

    def fresh(self, database: str) -> sa.Engine:
        if database == "sqlite":
            (self.folder / "pair.db").unlink(missing_ok=True)
            return sa.create_engine("sqlite:///pair.db")
        server = sa.create_engine(f"{self.server}/postgres", isolation_level="AUTOCOMMIT")
        with server.connect() as connection:
            connection.exec_driver_sql(f"DROP DATABASE IF EXISTS autogenerate_{os.getpid()} WITH (FORCE)")
            connection.exec_driver_sql(f"CREATE DATABASE autogenerate_{os.getpid()}")
        server.dispose()
        return sa.create_engine(f"{self.server}/autogenerate_{os.getpid()}")

    def alembic(self, words: str) -> None:
        with contextlib.redirect_stdout(io.StringIO()):
            CommandLine().main(words.split())


def cut(text: str) -> str:
    """What differs from file to file; `../world.rs` cuts ours in the same way."""
    imports = text.split("import sqlalchemy as sa\n", 1)[1].split("\n# revision identifiers", 1)[0].strip()
    upgrade, downgrade = text.split('"""Upgrade schema."""\n', 1)[1].split("\n\n\ndef downgrade() -> None:\n", 1)
    downgrade = downgrade.split('"""Downgrade schema."""\n', 1)[1]
    return f"{imports}\n--- upgrade\n{upgrade.rstrip()}\n--- downgrade\n{downgrade.rstrip()}\n".lstrip("\n")


def main() -> None:
    warnings.simplefilter("ignore")
    logging.disable()
    groups = sys.argv[1:] or sorted(path.stem for path in PAIRS.glob("*.txt"))
    count = 0
    with tempfile.TemporaryDirectory() as folder, databases.server() as server:
        project = Project(pathlib.Path(folder), server)
        for group in groups:
            entries = []
            for pair in read_pairs(group):
                try:
                    texts = {database: project.record(pair, database) for database in pair.databases}
                except BaseException as error:
                    raise SystemExit(f"{group}, {pair.name}: {type(error).__name__}: {error}") from error
                by_text = {}
                for database, text in texts.items():
                    by_text.setdefault(text, []).append(database)
                entries += [f"==> {pair.name} | {' '.join(names)}\n{text}" for text, names in by_text.items()]
                count += len(texts)
            (HERE / f"{group}.txt").write_text("\n".join(entries))
        os.chdir("/")
    print(f"{count} files of autogenerate")


if __name__ == "__main__":
    sys.dont_write_bytecode = True
    main()
