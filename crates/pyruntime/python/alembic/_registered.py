"""Directives that only another version file registers: Alembic executes all files first, so they are there."""

import os

import _host

from . import _beside

_HINT = (
    "no version file beside this one, and nothing that they import, registers a directive of that name: import in env.py"
    " the module that does (`@Operations.register_operation(%r)`)"
)


def look_for(operations, name, owner):
    """Executes what may register the directive until it is there; an error that says so where nothing does."""
    # What the class has and is no directive, nobody registers.
    file = None if hasattr(operations, name) else _host.turn("directive")
    if file is not None:
        for register in _places(os.path.dirname(file)):
            try:
                register()
            except Exception:
                # Another file that cannot be executed is none of this step's.
                continue
            if hasattr(operations, name):
                return
    error = AttributeError("%s has no attribute %r" % (owner, name))
    if file is not None:
        error.hint = _HINT % name
    raise error


def _places(folder):
    """What to call, the likeliest first: files that register something, then what files import."""
    from ._run import load_module

    for file in _beside.files_in(folder):
        if "register_operation" in _beside.text_of(file):
            yield lambda: load_module(file)
    for file in _beside.files_in(folder):
        yield from _beside.imports_of(file)
