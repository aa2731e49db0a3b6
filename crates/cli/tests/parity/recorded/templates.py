"""Makes a project of every template by the real Alembic, and runs its first revision."""
import pathlib
import re

from databases import Sqlite
from projects import Project

TEMPLATES = {
    "generic": "",
    "async": "+aiosqlite",
    "multidb": "",
    "pyproject": "",
    "pyproject_async": "+aiosqlite",
}
URL = re.compile(r"driver://user:pass@localhost/dbname2?")
DATE = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d+)?")
REVISION = "alembic/versions/111111111111_first.py"


def record_all(folder: pathlib.Path, target: pathlib.Path) -> None:
    target.mkdir()
    for template, driver in TEMPLATES.items():
        project = Project(template, folder / f"template-{template}", {"sqlite": driver})
        project.folder.mkdir()
        checked(project, f"init -t {template} alembic")
        point_to_sqlite(project, driver)
        checked(project, "revision -m first --rev-id 111111111111")
        files = sorted(str(path.relative_to(project.folder)) for path in project.folder.rglob("*") if path.is_file())
        made = (project.folder / REVISION).read_text()
        (project.folder / REVISION).write_text(filled_in(made))
        (target / f"{template}.files.txt").write_text("\n".join(files) + "\n")
        (target / f"{template}.made.txt").write_text(DATE.sub("<DATE>", made))
        (target / f"{template}.filled_in.txt").write_text(DATE.sub("2026-01-02 03:04:05", filled_in(made)))
        (target / f"{template}.run.txt").write_text("\n".join(replay(project)) + "\n")
        print(f"template {template}")


def checked(project: Project, words: str) -> None:
    run = project.run("", words)
    if run.returncode:
        raise RuntimeError(f"{project.name} `{words}`: {run.stdout}{run.stderr}")


def point_to_sqlite(project: Project, driver: str) -> None:
    """The first URL becomes `first.db`, the second one `second.db`."""
    ini = project.folder / "alembic.ini"
    names = iter(["first", "second"])
    ini.write_text(URL.sub(lambda _: f"sqlite{driver}:///%(here)s/{next(names)}.db", ini.read_text()))


def filled_in(text: str) -> str:
    """The functions that do nothing make and drop a table."""
    lines, is_upgrade = [], True
    for line in text.split("\n"):
        if line.startswith("def "):
            is_upgrade = line.startswith("def upgrade")
        if line == "    pass":
            up = "    op.create_table('a', sa.Column('id', sa.Integer(), primary_key=True))"
            line = up if is_upgrade else "    op.drop_table('a')"
        lines.append(line)
    return "\n".join(lines)


def replay(project: Project) -> list[str]:
    """Every command on every database that the template knows."""
    text = []
    for words in ["upgrade head", "downgrade base"]:
        checked(project, words)
        text.append(f"$ {words}")
        for name in ["first", "second"]:
            database = Sqlite(project.folder)
            database.file = project.folder / f"{name}.db"
            if database.file.exists():
                text += [f"+ {name}: {line}" for line in database.lines()]
    return text
