"""What `create_all()` of a model file writes: the same code beside the real SQLAlchemy and in the embedded Python.

A model file says at its end which MetaData objects are meant: `target_metadata = Base.metadata`, or a list of them.
"""

import sys

from sqlalchemy import create_mock_engine

URLS = {"sqlite": "sqlite://", "postgresql": "postgresql+psycopg2://"}


def of_file(path, announce=None):
    """Returns {dialect: statements} of a file; one that only PostgreSQL can carry out has `only_dialect`.

    `announce(metadata, dialect)` is called before each `create_all()`.
    """
    module = load(path)
    only = getattr(module, "only_dialect", None)
    return {dialect: statements(module, dialect, announce) for dialect in URLS if only in (None, dialect)}


def statements(module, dialect, announce):
    """Returns the statements for all MetaData objects of a module, one after the other."""
    found = []

    def keep(construct, *arguments, **keywords):
        text = str(construct.compile(dialect=engine.dialect))
        found.extend(part.strip() for part in text.split(";\n") if part.strip())

    engine = create_mock_engine(URLS[dialect], keep, paramstyle="named")
    for metadata in metadata_objects(module):
        if announce is not None:
            announce(metadata, dialect)
        metadata.create_all(engine, checkfirst=False)
    return found


def load(path):
    """Executes a model file as a module that annotations can look their names up in."""
    module = type(sys)("models")
    module.__file__ = path
    sys.modules["models"] = module
    with open(path, encoding="utf-8") as file:
        source = file.read()
    exec(compile(source, path, "exec", dont_inherit=True), module.__dict__)
    return module


def metadata_objects(module):
    given = module.target_metadata
    return list(given) if isinstance(given, (list, tuple)) else [given]
