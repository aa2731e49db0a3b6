"""What this Python lacks of the modules that files import: `limbeck doctor` asks, and runs no file of the user's."""

import sys

from _host import doer

_Module = type(sys)

# Directives and the functions of a context are registered while a run goes on.
_GROWING = frozenset(("alembic.op", "alembic.context"))


@doer
def lacking(modules):
    """`modules`: {name: [dotted names read of it]}. Returns {name: "absent", "stand_in", or the names that it lacks}.

    {"late": names, "harmless": names} instead of names: they can be imported, and used but for the harmless ones.
    """
    found = {}
    for name, names in modules.items():
        answer = of(name, names)
        if answer:
            found[name] = answer
    return found


def of(name, names):
    """The embedded Python imports what is frozen into it, and nothing else: no folder is searched yet."""
    import _stand_ins

    module = _import(name)
    if _is_only_named(name):
        return {"late": names, "harmless": []}
    if module is None:
        deciding = _stand_ins.refused(name, names)
        if deciding:
            return deciding
        return ("stand_in" if _stand_ins.is_known(name.partition(".")[0]) else "absent")
    lacking = missing_names(module, names)
    only_named = [name for name in names if _resolves_to_a_name(module, name)]
    return lacking or ({"late": only_named, "harmless": []} if only_named else [])


def _is_only_named(name):
    if not name.startswith("sqlalchemy."):
        return False
    from sqlalchemy._only_named import MODULES

    return name in MODULES


def _resolves_to_a_name(module, name):
    only_named = sys.modules.get("sqlalchemy._only_named")
    return only_named is not None and isinstance(getattr(module, name.split(".")[0], None), only_named.OnlyNamed)


def missing_names(module, names):
    """The names that are neither there nor a module inside."""
    return [name for name in names if not _has(module, name.split("."))]


def _has(found, parts):
    for part in parts:
        if not isinstance(found, _Module) or found.__name__ in _GROWING:
            return True
        try:
            found = getattr(found, part)
        except AttributeError:
            found = _import("%s.%s" % (found.__name__, part))
            if found is None:
                return False
        except ImportError:
            return False
    return True


def _import(name):
    try:
        __import__(name)
    except ImportError:
        return None
    return sys.modules.get(name)
