"""Replays a project by the real Alembic, on every database, and writes down what each command did."""
import os
import pathlib
import shutil
import subprocess
import sys
from collections import Counter

import sqlalchemy as sa
from alembic.config import Config
from alembic.script import ScriptDirectory

from databases import Postgresql, Sqlite

ROOT = pathlib.Path(__file__).resolve().parents[5]
ALEMBIC = pathlib.Path(sys.executable).parent / "alembic"
GENERATED = {
    "straight": ["--revisions", "12", "--seed", "11"],
    "many-tables": ["--revisions", "12", "--seed", "13", "--tables", "30"],
    "diamonds": ["--revisions", "40", "--seed", "12", "--diamond-every", "6"],
    "many-columns": ["--revisions", "40", "--seed", "14", "--tables", "8"],
}
OFFLINE_URLS = {
    "sqlite": "sqlite:///parity.db",
    "postgresql": "postgresql://postgres@localhost/parity",
    "mysql": "mysql+pymysql://root@localhost/parity",
}


class Project:
    """A project folder and how its env.py is told the database."""

    def __init__(self, name: str, folder: pathlib.Path, drivers: dict[str, str]):
        self.name, self.folder, self.drivers = name, folder, drivers

    def run(self, url: str, words: str) -> subprocess.CompletedProcess:
        environment = {"PATH": os.environ["PATH"], "LANG": "C.UTF-8", "TZ": "UTC", "PYTHONHASHSEED": "0",
                       "PYTHONDONTWRITEBYTECODE": "1", "BENCH_URL": url, "DATABASE_URL": url}
        return subprocess.run([str(ALEMBIC), *words.split()], cwd=self.folder, env=environment, capture_output=True,
                              text=True, check=False)

    def revisions(self) -> list[str]:
        """From base to head."""
        return [script.revision for script in self.script().walk_revisions()][::-1]

    def ancestors(self, revisions: list[str]) -> set[str]:
        return {script.revision for script in self.script().iterate_revisions(tuple(revisions), "base")}

    def script(self) -> ScriptDirectory:
        return ScriptDirectory.from_config(Config(self.folder / "alembic.ini"))


class Replay:
    """Runs commands on a database and writes down, as text, what each changed."""

    def __init__(self, project: Project, database):
        self.project, self.database, self.text, self.before = project, database, [], []
        self.url = database.url(project.drivers[database.name])

    def renew(self) -> None:
        self.database.renew()
        self.text.append("# a new database")
        self.before = []

    def command(self, words: str) -> bool:
        """Whether something came of it; failing is a result, too."""
        run = self.project.run(self.url, words)
        self.text.append(f"$ {words}")
        if run.returncode:
            message = next(line for line in (run.stdout + run.stderr).splitlines() if line.startswith("FAILED: "))
            self.text.append(f"! {run.returncode} {message}")
        return self.changes() > 0

    def insert_rows(self) -> None:
        """Two rows for every table, so that the steps after it meet data."""
        statements = list(row_statements(self.url.replace("+asyncpg", "").replace("+aiosqlite", "")))
        self.database.execute(statements)
        self.text += [f"> {statement}" for statement in statements]
        self.changes()

    def changes(self) -> int:
        after = self.database.lines()
        gone, come = Counter(self.before) - Counter(after), Counter(after) - Counter(self.before)
        self.text += [f"- {line}" for line in sorted(gone.elements())]
        self.text += [f"+ {line}" for line in sorted(come.elements())]
        self.before = after
        return gone.total() + come.total()

    def versions(self) -> list[str]:
        marks = [line.removeprefix("row alembic_version: ") for line in self.before if line.startswith("row alembic_v")]
        return [mark.strip("'()") for mark in marks]


def record_all(folder: pathlib.Path, server: str, target: pathlib.Path) -> None:
    for project in [*generated(folder, target), operations(folder), example(folder)]:
        (target / project.name).mkdir(exist_ok=True)
        for database in [Sqlite(folder), Postgresql(server)]:
            text = replay(project, database)
            (target / project.name / f"{database.name}.txt").write_text("\n".join(text) + "\n")
            print(f"{project.name} on {database.name}: {sum(line.startswith('$ ') for line in text)} commands")
        record_offline(project, target / project.name)


def generated(folder: pathlib.Path, target: pathlib.Path):
    for name, options in GENERATED.items():
        project = folder / name
        generator = [sys.executable, ROOT / "xtask/assets/gen_project.py", "--out", project, "--emit", "alembic"]
        subprocess.run([*generator, *options], check=True)
        for unused in ["models_changed.py", "expected_diff.json"]:
            (project / unused).unlink()
        (target / name).mkdir()
        (target / name / "project.txt").write_text(bundle(project))
        yield Project(name, project, {"sqlite": "", "postgresql": "+psycopg2"})


def example(folder: pathlib.Path) -> Project:
    target = folder / "example"
    shutil.copytree(ROOT / "examples/guide/backend", target, ignore=shutil.ignore_patterns("*.db", "__pycache__"))
    return Project("example", target, {"sqlite": "+aiosqlite", "postgresql": "+asyncpg"})


def operations(folder: pathlib.Path) -> Project:
    """A project written by hand: every kind of column and directive that generated projects do not have."""
    target = folder / "operations"
    text = (pathlib.Path(__file__).resolve().parents[1] / "operations.project.txt").read_text()
    for path, content in [file.split("\n", 1) for file in text.split("==> ")[1:]]:
        (target / path).parent.mkdir(parents=True, exist_ok=True)
        (target / path).write_text(content)
    return Project("operations", target, {"sqlite": "", "postgresql": "+psycopg2"})


def bundle(folder: pathlib.Path) -> str:
    """All files of a folder in one text."""
    files = sorted(path for path in folder.rglob("*") if path.is_file() and "__pycache__" not in path.parts)
    return "".join(f"==> {path.relative_to(folder)}\n{path.read_text()}" for path in files)


def replay(project: Project, database) -> list[str]:
    run, revisions = Replay(project, database), project.revisions()
    run.renew()
    run.command("upgrade head")
    run.command("downgrade base")
    run.renew()
    for step in range(len(revisions)):
        applied = project.ancestors(run.versions()) if run.versions() else set()
        waiting = [revision for revision in revisions if revision not in applied]
        if waiting and not run.command("upgrade +1"):
            run.command(f"upgrade {waiting[0]}")
        if step == len(revisions) // 2 and project.name in GENERATED:
            run.insert_rows()
    run.command("upgrade +1")
    for revision in reversed(["base", *revisions[:-1]]):
        if run.versions() and not run.command("downgrade -1"):
            run.command(f"downgrade {revision}")
    return run.text


def row_statements(url: str):
    engine = sa.create_engine(url)
    inspector = sa.inspect(engine)
    for table, keys in inspector.get_sorted_table_and_fkc_names():
        if table in (None, "alembic_version"):
            continue
        columns = inspector.get_columns(table)
        references = {column for key in inspector.get_foreign_keys(table) for column in key["constrained_columns"]}
        for number in (1, 2):
            values = ["NULL" if column["name"] in references else value(column["type"], number) for column in columns]
            names = ", ".join(f'"{column["name"]}"' for column in columns)
            yield f'INSERT INTO "{table}" ({names}) VALUES ({", ".join(values)})'
    engine.dispose()


def value(column_type: sa.types.TypeEngine, number: int) -> str:
    match column_type:
        case sa.Boolean():
            return "true"
        case sa.Integer():
            return str(number)
        case sa.Numeric() | sa.Float():
            return f"{number}.25"
        case sa.DateTime():
            return f"'2026-01-0{number} 10:20:30'"
        case sa.Date():
            return f"'2026-01-0{number}'"
        case sa.JSON():
            return f"""'{{"number": {number}}}'"""
        case sa.String():
            return f"'it''s {number}'"
    raise TypeError(f"no value for {column_type!r}")


def record_offline(project: Project, target: pathlib.Path) -> None:
    for name, url in OFFLINE_URLS.items():
        for file, words in {"upgrade": "upgrade head --sql", "downgrade": "downgrade head:base --sql"}.items():
            run = project.run(url, words)
            if run.returncode:
                raise RuntimeError(f"{project.name} `{words}` on {name}: {run.stdout}{run.stderr}")
            (target / f"{file}.{name}.sql").write_text(run.stdout)
