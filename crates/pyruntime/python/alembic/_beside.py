"""Modules that only another version file imports: Alembic executes all files first, so their packages have them."""

import os
import re
import sys
from importlib import import_module

_IMPORTS = re.compile(r"^(?:import[ \t]+([\w.]+)|from[ \t]+([\w.]+)[ \t]+import[ \t]+(.+))", re.MULTILINE)

# They know their parts, and whether they were changed is looked at.
_WHOLE = ("alembic", "sqlalchemy")


def serve(module, file):
    """Has the packages that a version file imports find what the files beside it import of them."""
    folder = os.path.dirname(file)
    for package in list(module.__dict__.values()):
        if type(package) is type(sys):
            _extend(package, folder)


def _extend(package, folder):
    known = package.__dict__
    # What stands in for a package has no file.
    if "__path__" not in known or not known.get("__file__") or package.__name__.partition(".")[0] in _WHOLE:
        return
    parts = list(known.values())
    if "__getattr__" not in known:
        package.__getattr__ = _search(package, folder)
    for part in parts:
        if type(part) is type(sys) and part.__name__.startswith(package.__name__ + "."):
            _extend(part, folder)


def _search(package, folder):
    def __getattr__(name):
        part = "%s.%s" % (package.__name__, name)
        for module in _imported(folder, part):
            _extend(import_module(module), folder)
        if name in package.__dict__:
            return package.__dict__[name]
        raise AttributeError("module %r has no attribute %r" % (package.__name__, name))

    return __getattr__


def _imported(folder, part):
    """The part of a package, and what lies in it, where a file of the folder imports it."""
    package, _, name = part.rpartition(".")
    found = set()
    for file in sorted(os.listdir(folder)):
        if not file.endswith(".py"):
            continue
        with open(os.path.join(folder, file), encoding="utf-8", errors="replace") as opened:
            for whole, source, names in _IMPORTS.findall(opened.read()):
                if source == package and name in re.findall(r"\w+", names):
                    found.add(part)
                elif ((whole or source) + ".").startswith(part + "."):
                    found.add(whole or source)
    return sorted(found)
