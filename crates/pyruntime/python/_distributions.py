"""What `importlib.metadata` finds: what is frozen in, what the virtual environment has installed, the project itself."""

import re
import sys
from importlib.metadata import Distribution, DistributionFinder, MetadataPathFinder
from os import getcwd, path

# {name of the package: its module}; the module knows the version that others branch on.
_FROZEN = {
    name: name.replace("-", "_")
    for name in """
    aiosqlite alembic alembic-postgresql-enum alembic-utils anyio asyncpg environs fastapi-users-db-sqlalchemy flask
    flask-migrate flask-sqlalchemy geoalchemy2 greenlet loguru orjson pgvector psycopg psycopg2 pydantic pydantic-core
    pydantic-settings pymysql sqlalchemy sqlalchemy-utils sqlmodel starlette typing-extensions ujson uvloop
    """.split()
}
_FROZEN.update({"psycopg2-binary": "psycopg2", "python-dotenv": "dotenv", "python-decouple": "decouple"})


class _Told(Distribution):
    """A package of which the name and the version are known."""

    def __init__(self, name, version):
        self._text = "Metadata-Version: 2.1\nName: %s\nVersion: %s\n" % (name, version)

    def read_text(self, filename):
        return self._text if filename == "METADATA" else None

    def locate_file(self, place):
        return place


def find(context, site_packages):
    """The distributions that `context` asks for, the one that counts first."""
    normal = _normal(context.name) if context.name else None
    if normal in _FROZEN:
        version = _version_of_module(_FROZEN[normal])
        if version is not None:
            yield _Told(context.name, version)
    folders = list(dict.fromkeys([*context.path, *site_packages]))
    yield from MetadataPathFinder.find_distributions(DistributionFinder.Context(name=context.name, path=folders))
    if normal is not None:
        version = _version_of_project(normal)
        if version is not None:
            yield _Told(context.name, version)


def _normal(name):
    return re.sub("[-_.]+", "-", name).lower()


def _version_of_module(name):
    try:
        version = getattr(__import__(name), "__version__", None)
    except ImportError:
        return None
    # psycopg2 tells its features, too.
    return version and version.partition(" ")[0]


def _version_of_project(name):
    """The version that the project's own `pyproject.toml` gives: nothing has installed the project here."""
    starts = [getcwd(), *(folder for folder in sys.path if isinstance(folder, str) and folder)]
    for place in dict.fromkeys(folder for start in starts for folder in _upwards(path.abspath(start))):
        file = path.join(place, "pyproject.toml")
        if path.isfile(file):
            version = _version_in(file, name)
            if version is not None:
                return version
    return None


def _upwards(folder):
    yield folder
    while path.dirname(folder) != folder:
        folder = path.dirname(folder)
        yield folder


def _version_in(file, name):
    import tomllib

    try:
        with open(file, "rb") as opened:
            settings = tomllib.load(opened)
    except (OSError, ValueError):
        return None
    for table in (settings.get("project"), settings.get("tool", {}).get("poetry")):
        if isinstance(table, dict) and _normal(str(table.get("name", ""))) == name and "version" in table:
            return str(table["version"])
    return None
