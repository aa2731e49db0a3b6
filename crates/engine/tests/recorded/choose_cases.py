"""Which settings files are read, by `-c` and ALEMBIC_CONFIG."""

import argparse
import os

from alembic import config as alembic_config

from outcome import outcome

CHOOSE = [
    ([], None),
    ([], ""),
    ([], "other.ini"),
    ([], "sub/pyproject.toml"),
    ([], "pyproject.toml/"),
    (["a.ini"], "other.ini"),
    (["pyproject.toml"], "other.ini"),
    (["a.ini", "x/pyproject.toml"], None),
    (["x/pyproject.toml", "a.ini"], "y/pyproject.toml"),
    (["a.ini", "b.ini"], None),
    (["pyproject.toml", "x/pyproject.toml"], None),
    (["a.ini", "pyproject.toml", "b.ini"], None),
    (["my-pyproject.toml"], None),
    ([""], None),
]


def choose_case(indicated, variable):
    os.environ.pop("ALEMBIC_CONFIG", None)
    if variable is not None:
        os.environ["ALEMBIC_CONFIG"] = variable

    def choose():
        toml_name, ini_name = alembic_config.CommandLine()._inis_from_config(argparse.Namespace(config=indicated))
        return {"ini": ini_name, "toml": toml_name}

    return {"indicated": indicated, "variable": variable, **outcome(choose)}
