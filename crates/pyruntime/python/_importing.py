"""A short way to what is frozen in: the search through the finders costs as much as most of these modules themselves.

It ends where the usual way does, because nothing else is ever taken for a module of `CORE`.
"""

import sys

import _frozen_importlib as _bootstrap
import _imp
import _limbeck

# Alembic's own imports come before those of env.py, so under CPython a project's file of one of these names never
# replaces the module. For every other module of the library the project's file wins.
CORE = frozenset(
    """
    __future__ _abc _ast _asyncio _bisect _blake2 _bz2 _codecs _collections _collections_abc _contextvars _csv _datetime
    _decimal _frozen_importlib _frozen_importlib_external _functools _hashlib _heapq _imp _io _json _locale _lzma _opcode
    _operator _pickle _random _signal _socket _sre _ssl _stat _string _struct _thread _typing _uuid _warnings _weakref
    _weakrefset _zoneinfo abc annotationlib argparse array ast asyncio atexit base64 binascii bisect builtins bz2 calendar
    codecs collections concurrent configparser contextlib contextvars copy copyreg csv dataclasses datetime decimal dis
    email encodings enum errno fnmatch functools gc genericpath gettext hashlib heapq html importlib inspect io ipaddress
    itertools json keyword linecache locale logging lzma marshal math ntpath numbers opcode operator os pathlib pickle
    platform posix posixpath quopri random re reprlib select selectors shlex shutil signal site socket ssl stat string
    struct subprocess sys sysconfig tempfile textwrap threading time timeit token tokenize tomllib traceback types typing
    urllib uuid warnings weakref zipfile zipimport zlib zoneinfo
    alembic mako markupsafe sqlalchemy typing_extensions
    _absent _dependencies _driver _environment _finder _host _importing _limbeck _mended _proxies _stand_ins _waiting
    """.split()
)

_usual_way = _bootstrap._find_and_load


def install():
    """Has `import` take the short way."""
    _bootstrap._find_and_load = _find_and_load


def _find_and_load(name, import_):
    module = _found(name, import_)
    if name in _MENDED and not getattr(sys.modules[name].__spec__, "_initializing", False):
        import _mended

        getattr(_mended, _MENDED.pop(name))(sys.modules[name])
    if name.startswith("sqlalchemy.") and name != _NAMES:
        own = sys.modules[name].__dict__
        own["__getattr__"] = _asking(name, own.get("__getattr__"))
    return module


# Names of SQLAlchemy's that may be imported and are served no further.
_NAMES = "sqlalchemy._only_named"


def _asking(module, its_own):
    """The `__getattr__` of a module of SQLAlchemy's."""

    def __getattr__(name):
        if its_own is not None:
            try:
                return its_own(name)
            except AttributeError:
                if name.startswith("__"):
                    raise
        elif name.startswith("__"):
            raise AttributeError("module %r has no attribute %r" % (module, name))
        return __import__(_NAMES, None, None, ("of",)).of(module, name)

    return __getattr__


# {module that RustPython has wrong: the function of `_mended` that sets it right}.
_MENDED = {
    "re._compiler": "prefixes", "re": "patterns", "json.decoder": "numbers", "_strptime": "warnings_of_dates",
}


def _found(name, import_):
    # Threads need the locks of the usual way.
    if name.partition(".")[0] not in CORE or name in sys.modules or "threading" in sys.modules:
        return _usual_way(name, import_)
    parent, _, child = name.rpartition(".")
    if parent and parent not in sys.modules:
        import_(parent)
    if name in sys.modules or not _imp.is_frozen(name):
        return _usual_way(name, import_)
    module = _load(name)
    if parent:
        setattr(sys.modules[parent], child, module)
    return module


def _load(name):
    is_package = _imp.is_frozen_package(name)
    spec = _bootstrap.ModuleSpec(name, _bootstrap.FrozenImporter, origin="frozen", is_package=is_package)
    module = type(sys)(name)
    module.__spec__ = spec
    module.__loader__ = spec.loader
    module.__package__ = name if is_package else name.rpartition(".")[0]
    if is_package:
        module.__path__ = spec.submodule_search_locations
    sys.modules[name] = module
    spec._initializing = True
    try:
        exec(_limbeck.frozen(name), module.__dict__)
    except BaseException:
        sys.modules.pop(name, None)
        raise
    finally:
        spec._initializing = False
    # A module may have put something else in its place.
    return sys.modules[name]
