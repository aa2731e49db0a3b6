"""Modules that only another version file imports: Alembic executes all files first, so their packages have them."""

import os
import re
import sys
from functools import partial
from importlib import import_module

from . import _lower

_IMPORTS = re.compile(r"^(?:import[ \t]+([\w.]+)|from[ \t]+([\w.]+)[ \t]+import[ \t]+(.+))", re.MULTILINE)

# They know their parts, and whether they were changed is looked at.
_WHOLE = ("alembic", "sqlalchemy")


# How many modules there were when the parts of a package were last looked at.
_looked_at = {}


# The version file that runs.
_file = None
_completed = set()


def serve(module, file):
    """Has the packages that a version file imports find what the files beside it import of them."""
    global _file
    _file = file
    if "sqlalchemy.orm" in sys.modules:
        _lower.when_models_lack_names(_import_all)
    folder = os.path.dirname(file)
    for package in list(module.__dict__.values()):
        if type(package) is type(sys) and _looked_at.get(package.__name__) != len(sys.modules):
            _looked_at[package.__name__] = len(sys.modules)
            _extend(package, folder)


def _extend(package, folder):
    if not _may_lack_parts(package):
        return
    parts = list(package.__dict__.values())
    own = package.__dict__.get("__getattr__")
    if not getattr(own, "_searches", False):
        package.__getattr__ = _search(package, folder, own)
    for part in parts:
        if type(part) is type(sys) and part.__name__.startswith(package.__name__ + "."):
            _extend(part, folder)


def _may_lack_parts(package):
    known = package.__dict__
    # What stands in for a package has no file.
    return "__path__" in known and known.get("__file__") and package.__name__.partition(".")[0] not in _WHOLE


def _search(package, folder, own):
    def __getattr__(name):
        try:
            value = _own(package, own, name)
        except AttributeError:
            part = "%s.%s" % (package.__name__, name)
            for module in _imported(folder, part):
                _extend(import_module(module), folder)
            if name in package.__dict__:
                return package.__dict__[name]
            raise
        if type(value) is type(sys):
            # It may be a part that was imported only now.
            _extend(value, folder)
        return value

    __getattr__._searches = True
    return __getattr__


def _own(package, own, name):
    """What the package itself has of that name, by its own `__getattr__`."""
    if own is None:
        raise AttributeError("module %r has no attribute %r" % (package.__name__, name))
    return own(name)


def _imported(folder, part):
    """The part of a package, and what lies in it, where a file of the folder imports it."""
    package, _, name = part.rpartition(".")
    found = set()
    for source, names in _imports_in(folder):
        if source == package and name in names:
            found.add(part)
        elif (source + ".").startswith(part + "."):
            found.add(source)
    return sorted(found)


def _import_all():
    """Imports what the files beside the running one import of its packages, where their models name each other."""
    if _file is None or _file in _completed:
        return
    _completed.add(_file)
    packages = {source.partition(".")[0] for source, _ in _imports_of(_file)}.difference(_WHOLE)
    for source, names in _imports_in(os.path.dirname(_file)):
        if source.partition(".")[0] in packages:
            # Another file that cannot be executed is none of this step's.
            try:
                __import__(source, fromlist=names)
            except Exception:
                continue


def imports_of(file):
    """What imports each of the modules that a version file imports beside Alembic and SQLAlchemy."""
    for source, names in _imports_of(file):
        if source.partition(".")[0] not in _WHOLE:
            yield partial(__import__, source, fromlist=names)


def files_in(folder):
    return [os.path.join(folder, file) for file in sorted(os.listdir(folder)) if file.endswith(".py")]


def text_of(file):
    with open(file, encoding="utf-8", errors="replace") as opened:
        return opened.read()


def _imports_in(folder):
    for file in files_in(folder):
        yield from _imports_of(file)


def _imports_of(file):
    """The modules that a file imports, each with the names that it takes of it."""
    for whole, source, names in _IMPORTS.findall(text_of(file)):
        yield whole or source, re.findall(r"\w+", names)
