"""What this Python lacks of the modules that files import: `limbeck doctor` asks, and runs no file of the user's."""

import sys

from _host import doer

_Module = type(sys)


@doer
def lacking(modules, sys_path=()):
    """As in the embedded Python; of foreign packages only their presence is looked at, without executing them."""
    from importlib.util import find_spec

    sys.path[:0] = [folder for folder in sys_path if folder not in sys.path]
    found = {}
    for name, names in modules.items():
        package = name.partition(".")[0]
        if package == "alembic":
            answer = _of_ours(name, names)
        else:
            answer = None if package in sys.modules or find_spec(package) is not None else "absent"
        if answer:
            found[name] = answer
    return found


def _of_ours(name, names):
    try:
        __import__(name)
    except ImportError:
        return "absent"
    module = sys.modules[name]
    if name in ("alembic.op", "alembic.context"):
        return []
    return [one for one in names if not _has(module, one.partition(".")[0])]


def _has(module, name):
    try:
        getattr(module, name)
    except AttributeError:
        try:
            __import__("%s.%s" % (module.__name__, name))
        except ImportError:
            return False
    return True
