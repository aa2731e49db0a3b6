"""Whether the description of the models may be kept from one run to the next, and what it depends on.

Any doubt means that nothing is kept and the models are executed.
"""

import sys

import _host
import _waiting

from .. import _opened
from .._lower import plain_settings
from . import own

try:
    from _limbeck import seen
except ImportError:
    seen = None

# Hooks of user code that are handed Python objects of the models.
_OBJECTS = ("include_object", "render_item", "compare_type", "compare_server_default", "process_revision_directives")

# Of the environment that the host gives; what changes with every revision is left out.
_SETTINGS = ("as_sql", "command", "database_url", "own_packages", "site_packages", "sys_path", "x_arguments")

_environment = {}


def watch(environment):
    """Notes from now on which files are read: their content is a part of the key."""
    _environment.clear()
    _environment.update((name, environment.get(name)) for name in _SETTINGS)
    config = environment.get("config") or {}
    _environment["config"] = {name: value for name, value in config.items() if name != "cmd_opts"}
    _opened.watch()


def key(context):
    """Returns one text with everything that the description depends on; None where there is doubt."""
    files = None if seen is None else seen()
    if files is None or _opened.doubts or _waiting.is_touched:
        return None
    options = context.opts
    if options.get("target_metadata") is None or any(callable(options.get(name)) for name in _OBJECTS):
        return None
    if own.is_any():
        return None
    if _is_worldly(options["target_metadata"]):
        return None
    dialect = plain_settings(context.dialect)
    if dialect is None:
        return None
    import os

    facts = (files, os.getcwd(), sorted(os.environ.items()), _environment, context.dialect.name, context.dialect.driver, dialect)
    return repr(facts + (_target(options["target_metadata"]),))


def _target(given):
    if type(given) in (list, tuple):
        return [_target(part) for part in given]
    return given._limbeck_name() if _waiting.is_pending(given) else type(given).__name__


def state():
    """What must not change while the models are described."""
    return (None if seen is None else seen()), len(_opened.doubts), _waiting.is_touched


def _is_worldly(given):
    """Whether env.py, or a module that the models depend on, may find another world at each run."""
    facts = _waiting.facts_of_environment()
    if facts is None or facts["world"]["is_asked"] or _host.has_read_rows:
        return True
    waiting = list(_waiting.declaring)
    if _may_hold_models(given):
        waiting += _waiting.executed
    known = set()
    calls_functions = is_asked_by_functions = False
    while waiting:
        name = waiting.pop()
        facts = _waiting.declaring.get(name) or _waiting.executed.get(name)
        if facts is None or name in known:
            continue
        known.add(name)
        waiting += _imported(name, facts)
        world = facts["world"]
        is_asked_by_functions |= world["is_asked_by_functions"]
        if name in _waiting.executed:
            calls_functions |= world["calls_functions"]
            if world["is_asked"] or world["makes_objects"] and world["is_asked_by_functions"]:
                return True
    return calls_functions and is_asked_by_functions


def _may_hold_models(given):
    """Whether modules that were executed at their import may have added models to what env.py gave."""
    if type(given) in (list, tuple):
        return any(_may_hold_models(part) for part in given)
    if _waiting.is_pending(given):
        return not given._limbeck_is_waiting()
    tables = getattr(given, "__dict__", {}).get("tables")
    return tables is None or len(tables) > 0


def _imported(name, facts):
    """The modules that a file imports, as far as they are loaded."""
    package = _waiting.package_of(name)
    found = []
    for level, module, names in facts["imports"]:
        if level:
            base = package.rsplit(".", level - 1)[0] if level > 1 else package
            module = base + "." + module if module else base
        found.append(module)
        found += ["%s.%s" % (module, part) for part in names]
        while "." in module:
            module = module.rpartition(".")[0]
            found.append(module)
    return [each for each in found if each in sys.modules]


def count_warnings():
    """Returns a function that says whether Python warned since: what is kept would not warn again."""
    import warnings

    seen_before = len(_warnings)
    if warnings.warn is not _warn:
        _warn.original, warnings.warn = warnings.warn, _warn
    return lambda: len(_warnings) > seen_before


_warnings = []


def _warn(message, category=None, stacklevel=1, *arguments, **keywords):
    _warnings.append(message)
    return _warn.original(message, category, stacklevel + 1, *arguments, **keywords)
