"""Modules that stand in for a project's packages, so that the real Alembic can read scripts that only import them.

PARITY_STAND_INS names them, with commas between. Whatever is taken from one can be called, subclassed and used as a
decorator; it does nothing.
"""

import importlib.abc
import importlib.machinery
import os
import sys
import types

NAMES = [name for name in os.environ.get("PARITY_STAND_INS", "").split(",") if name]


class Anything:
    def __init__(self, *arguments, **keywords):
        pass

    def __init_subclass__(cls, **keywords):
        pass

    def __call__(self, *arguments, **keywords):
        # A decorator gives back what it decorates.
        decorates = len(arguments) == 1 and not keywords and callable(arguments[0])
        return arguments[0] if decorates else Anything()

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return Anything()

    def __getitem__(self, key):
        return Anything()

    def __setitem__(self, key, value):
        pass

    def __iter__(self):
        return iter(())

    def __or__(self, other):
        return Anything()

    __ror__ = __or__

    def __mro_entries__(self, bases):
        return (Anything,)


class StandIn(types.ModuleType):
    __path__ = []

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return Anything()


class Finder(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    def find_spec(self, fullname, path=None, target=None):
        if any(fullname == name or fullname.startswith(name + ".") for name in NAMES):
            return importlib.machinery.ModuleSpec(fullname, self, is_package=True)
        return None

    def create_module(self, spec):
        return StandIn(spec.name)

    def exec_module(self, module):
        pass


sys.meta_path.insert(0, Finder())
