"""Stand-ins for packages that the project asks for among its dependencies and that nobody has installed.

Migrations seldom need them, so env.py may import them, name them and call them. Whatever would be decided by what they
return raises the error of the missing package instead, and so does any use of them by a migration.
"""

import sys

import _dependencies
import _finder
import _stand_ins
from _stand_ins import Made, Value, is_exception, make_exception

# {package: its error}, in the order of their import.
missing = {}

# Whether this is being asked: reading the project's files imports modules that look for others.
_is_looking = False

# Such packages decide which database it is, what it is made of, or what a script may say.
_DECIDING = ("alchemy", "alembic", "conf", "env", "secret", "setting", "sql", "vault")


def _is_open():
    return bool(_finder.declared_in) and not _finder.is_migrating


def stands_in(fullname):
    """Whether a module that was not found gets a stand-in."""
    global _is_looking
    if _is_looking:
        return False
    _is_looking = True
    try:
        return _stands_in(fullname)
    finally:
        _is_looking = False


def _stands_in(fullname):
    package = fullname.partition(".")[0]
    if package in missing:
        return _is_open()
    if not _is_open() or package in sys.modules or any(word in package.lower() for word in _DECIDING):
        return False
    error = _finder.missing(package)
    if not error.module_file.endswith(".py") or _is_guarded(error.module_file, error.module_line):
        return False
    if not _dependencies.declares(_finder.declared_in, package):
        return False
    missing[package] = error
    place = "%s, line %d" % (error.module_file, error.module_line)
    print("note: %r is not installed and only stands in (%s)" % (package, place), file=sys.stderr)
    return True


def _is_guarded(file, number):
    """Whether an import stands in a `try`: there the project itself goes on without the package."""
    try:
        with open(file, encoding="utf-8", errors="replace") as opened:
            lines = opened.read().splitlines()[:number]
    except OSError:
        return False
    indent = _indent(lines.pop()) if lines else 0
    outer = [line for line in lines if line.strip() and _indent(line) < indent]
    return bool(outer) and outer[-1].strip() == "try:"


def _indent(line):
    return len(line) - len(line.lstrip())


def refuse_models():
    """Raises for the first package that stands in: models that it would have a part in cannot be described."""
    for package in missing:
        raise _error(package)


def _error(path):
    package = path.partition(".")[0]
    first = missing[package]
    raised = ModuleNotFoundError(str(first), name=package)
    raised.hint = first.hint
    raised._frames_of_import = [{"file": first.module_file, "line": first.module_line, "function": "<module>"}]
    return raised


def _attribute(path, name):
    if name.startswith("__"):
        raise AttributeError(name)
    if not _is_open() or name.startswith("_"):
        raise _error(path)
    return Absent("%s.%s" % (path, name))


class Absent(Value):
    """Whatever such a package is asked for: it can be passed on, and decides nothing."""

    def __getattr__(self, name):
        path = self.__dict__["_stand_in_path"]
        if _is_open() and is_exception(name):
            return self.__dict__.setdefault(name, make_exception(path, name))
        return _attribute(path, name)

    def __call__(self, *args, **kwargs):
        return self._more("()")

    def __getitem__(self, key):
        return self._more("[…]")

    def __mro_entries__(self, bases):
        beside = {type(base).__module__.partition(".")[0] for base in bases if not isinstance(base, Value)}
        if beside <= {"builtins"}:
            return (_Seal("_Sealed", (_Sealed,), {"_stand_in_path": self._stand_in_path}),)
        # Models are not described without the package, so theirs may go without its part.
        if beside <= {"builtins", "sqlalchemy"}:
            return (Made,)
        raise _error(self._stand_in_path)

    def _more(self, what):
        if not _is_open():
            raise _error(self._stand_in_path)
        return Absent(self._stand_in_path + what)

    def _decides(self, *args):
        raise _error(self._stand_in_path)

    __bool__ = __contains__ = __iter__ = __len__ = __lt__ = __le__ = __gt__ = __ge__ = __eq__ = __ne__ = _decides
    __str__ = __format__ = __int__ = __float__ = __index__ = __fspath__ = __bytes__ = _decides
    __or__ = __ror__ = __and__ = __rand__ = __add__ = __radd__ = __sub__ = __rsub__ = __mul__ = __rmul__ = _decides
    __truediv__ = __rtruediv__ = __mod__ = __xor__ = __rshift__ = __lshift__ = __matmul__ = _decides
    __hash__ = object.__hash__


class _Seal(type):
    """The class of classes that derive from something that is not there: what they hold may be another thing."""

    def __getattribute__(cls, name):
        if name.startswith("__"):
            return type.__getattribute__(cls, name)
        raise _error(type.__getattribute__(cls, "_stand_in_path"))


class _Sealed(Made):
    def __getattribute__(self, name):
        if name.startswith("__"):
            return object.__getattribute__(self, name)
        raise _error(type.__getattribute__(type(self), "_stand_in_path"))


class Module(_stand_ins.Module):
    """A module of such a package."""

    def __getattr__(self, name):
        if _is_open() and is_exception(name):
            return self.__dict__.setdefault(name, make_exception(self.__name__, name))
        return _attribute(self.__name__, name)


class Loader(_stand_ins.Loader):
    @staticmethod
    def create_module(spec):
        return Module(spec.name)
