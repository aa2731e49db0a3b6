"""Python files as modules."""

import os


def load_python_file(dir_, filename):
    """Executes a file as a module of its own, outside `sys.modules`."""
    from .._run import load_module

    return load_module(os.path.join(os.fspath(dir_), os.path.basename(os.fspath(filename))))


def coerce_resource_to_filename(fname_or_resource):
    """Turns `package:folder` into a path."""
    import pathlib

    if os.path.isabs(fname_or_resource) or ":" not in fname_or_resource:
        return pathlib.Path(fname_or_resource)
    package, *parts = fname_or_resource.split(":")
    return pathlib.Path(os.path.dirname(__import__(package, None, None, ("*",)).__file__), *parts)
