"""Runs the cases: what each shows, sends and leaves behind."""

import importlib
import os
import re
import warnings

from sqlalchemy.orm import Session

import models

CASES = []
_statements = None


def case(name, on=("sqlite", "postgresql"), metadata=None, fill=None):
    """Registers `function(session, bind, show)`.

    A case with tables of its own has their `metadata`, and `fill(session)` for their rows.
    """

    def decorate(function):
        CASES.append((name, function, on, metadata, fill))
        return function

    return decorate


def sent(statement, executemany):
    """Notes a statement; how a driver marks its parameters is no difference."""
    if _statements is None:
        return
    text = re.sub(r"%\(\w+\)s(::[A-Z ]+(\(\d+\))?(\[\])*)?", "?", statement).replace("%%", "%")
    text = re.sub(r"(?<![:\w]):\w+", "?", text)
    text = " ".join(text.split()).replace("( ", "(").replace(" )", ")")
    if executemany:
        # SQLAlchemy may send many rows in one statement.
        text = re.sub(r"(\((?:\?(?:, )?)+\))(, \1)+", r"\1", text)
    if not text.startswith(("SAVEPOINT", "RELEASE", "ROLLBACK")):
        _statements.append(text + (" (many)" if executemany else ""))


def run_all(bind):
    global _statements
    for name in os.environ["ORM_CASES"].split():
        importlib.import_module(name)
    only = os.environ.get("ORM_ONLY")
    found = {}
    for name, function, on, metadata, fill in CASES:
        if bind.dialect.name not in on or only and only not in name:
            continue
        models.fill(bind)
        before = models.rows(bind)
        if metadata is not None:
            metadata.create_all(bind)
            with Session(bind=bind) as session:
                fill(session)
        shown = []
        _statements = []
        session = Session(bind=bind)
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                function(session, bind, lambda *values: shown.append(" ".join(repr(value) for value in values)))
        except Exception as error:
            shown.append("%s: %s" % (type(error).__name__, str(error).split("\n")[0]))
            if os.environ.get("ORM_TRACE"):
                import traceback

                traceback.print_exc()
        statements, _statements = _statements, None
        session.close()
        if metadata is not None:
            metadata.drop_all(bind)
        shown = [re.sub(r"0x[0-9a-f]+", "0x…", line) for line in shown]
        changed = {table: rows for table, rows in models.rows(bind).items() if rows != before[table]}
        found[name] = {"shown": shown, "sql": statements, "rows": changed}
    return found
