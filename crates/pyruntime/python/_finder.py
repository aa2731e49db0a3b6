"""Where `import` looks: the project's folders, what is frozen in, the project's site-packages, stand-ins.

`install()` is called once, before env.py runs. `stood_in` then tells which packages were replaced by a stand-in.
"""

import sys

import _frozen_importlib as _bootstrap
import _frozen_importlib_external as _external
from _importing import CORE

import _waiting

try:
    from _limbeck import load as _native_load
except ImportError:
    _native_load = None

# Folders of the project's virtual environment; the host fills them. Pure Python packages are taken from there.
site_packages = []

# Folders from which the project's own packages are imported once it is installed, such as `src`; the host fills them.
own_packages = []

# {name: (file, line)} of the packages that were replaced by a permissive stand-in, in the order of their import.
stood_in = {}

# Folders whose files name the project's dependencies; empty: a package that nobody has is an error.
declared_in = []

# Whether a version file, or what it calls, is being executed: there nothing that is missing stands in.
is_migrating = False

# What is never taken from site-packages: it is frozen in, or compiled, or useless without what is compiled.
_NEVER_FROM_SITE = frozenset(
    """
    advanced_alchemy aiosqlite alembic alembic_postgresql_enum alembic_utils annotated_types anyio asyncpg decouple dotenv environs
    fastapi_users_db_sqlalchemy flask_migrate flask_sqlalchemy geoalchemy2 greenlet loguru nest_asyncio orjson oslo_config oslo_db oslo_i18n
    oslo_serialization oslo_utils pgvector psycopg psycopg2 pydantic pydantic_core pydantic_settings pymysql
    rtoml sqlalchemy sqlalchemy_utils sqlmodel starlette typing_extensions ujson uvloop
    """.split()
)


class ProjectLoader(_external.SourceFileLoader):
    """Loads a source file without touching `__pycache__`."""

    def get_code(self, fullname):
        path = self.get_filename(fullname)
        if _native_load is not None:
            return _native_load(path)
        return compile(self.get_data(path), path, "exec", dont_inherit=True)

    def exec_module(self, module):
        path = self.path
        if _is_site(path) or not _waiting.waits(module, path):
            super().exec_module(module)


def _is_site(folder):
    return "site-packages" in folder or "dist-packages" in folder or folder in site_packages


def _absolute(folder):
    if not folder or folder == ".":
        return _external._os.getcwd()
    if folder.startswith(tuple(_external.path_separators)) or folder[1:2] == ":":
        return folder
    return _external._path_join(_external._os.getcwd(), folder)


def _candidates(name, folders):
    """The first regular module or package called `name`, as (path, package folder), and the bare folders before it."""
    bare = []
    for folder in folders:
        if not isinstance(folder, str):
            continue
        base = _external._path_join(_absolute(folder), name)
        if _external._path_isdir(base):
            initial = _external._path_join(base, "__init__.py")
            if _external._path_isfile(initial):
                return (initial, base), bare
            bare.append(base)
        if _external._path_isfile(base + ".py"):
            return (base + ".py", None), bare
    return None, bare


def _regular(fullname, found):
    path, folder = found
    places = None if folder is None else [folder]
    loader = ProjectLoader(fullname, path)
    return _external.spec_from_file_location(fullname, path, loader=loader, submodule_search_locations=places)


class SourceFinder:
    """Finds the project's own files, before what is frozen in."""

    @staticmethod
    def find_spec(fullname, path=None, target=None):
        if path is None:
            if fullname in CORE:
                return None
            path = [folder for folder in sys.path if not isinstance(folder, str) or not _is_site(folder)]
        found, bare = _candidates(fullname.rpartition(".")[2], path)
        if found is not None:
            return _regular(fullname, found)
        return _namespace(fullname, bare) if bare and "." in fullname else None

    @staticmethod
    def invalidate_caches():
        """Nothing is cached."""


class SiteFinder:
    """Finds packages of the project's virtual environment, and folders without `__init__.py` anywhere."""

    @staticmethod
    def find_spec(fullname, path=None, target=None):
        if path is not None:
            return None
        name = fullname.partition(".")[0]
        own = [folder for folder in sys.path if isinstance(folder, str) and not _is_site(folder)]
        foreign = [folder for folder in sys.path if isinstance(folder, str) and _is_site(folder)]
        foreign += [folder for folder in site_packages if folder not in foreign]
        from _stand_ins import ALWAYS

        if name not in _NEVER_FROM_SITE and name not in ALWAYS:
            found, bare = _candidates(fullname, foreign + own_packages)
            if found is not None:
                return _regular(fullname, found)
        else:
            bare = []
        bare = [folder for folder in _candidates(fullname, own)[1] + bare if _holds_python(folder)]
        return _namespace(fullname, bare) if bare else None

    @staticmethod
    def find_distributions(context=None):
        """What `importlib.metadata` asks for."""
        from importlib.metadata import DistributionFinder

        import _distributions

        return _distributions.find(context or DistributionFinder.Context(), site_packages)


def _namespace(fullname, folders):
    spec = _bootstrap.ModuleSpec(fullname, None, is_package=True)
    spec.submodule_search_locations = list(folders)
    return spec


def _holds_python(folder):
    """Whether a folder, or one directly in it, holds Python files: `redis/` with a configuration is no package."""
    names = _external._os.listdir(folder)
    if any(name.endswith(".py") for name in names):
        return True
    inner = [_external._path_join(folder, name) for name in names if not name.startswith(".")]
    return any(
        name.endswith(".py") for place in inner if _external._path_isdir(place) for name in _external._os.listdir(place)
    )


class LastFinder:
    """Sees only what nothing else found: gives a stand-in, or says why there is no such module."""

    @staticmethod
    def find_spec(fullname, path=None, target=None):
        import _stand_ins

        name = fullname.partition(".")[0]
        if _stand_ins.is_known(name) or _is_stand_in(sys.modules.get(name)):
            if name not in stood_in:
                stood_in[name] = _importing_place()
            return _bootstrap.ModuleSpec(fullname, _stand_ins.Loader, is_package=True)
        # `importlib.util.find_spec` only asks; an import statement is told.
        if sys._getframe(1).f_code.co_name == "_find_spec" and sys._getframe(2).f_code.co_name == "find_spec":
            return None
        if name == "sqlalchemy":
            from sqlalchemy._only_named import MODULES, Loader

            if fullname in MODULES:
                return _bootstrap.ModuleSpec(fullname, Loader)
        if declared_in:
            import _absent

            if _absent.stands_in(fullname):
                return _bootstrap.ModuleSpec(fullname, _absent.Loader, is_package=True)
        raise missing(fullname)


class Migrating:
    """While version files are executed."""

    def __enter__(self):
        global is_migrating
        self.before, is_migrating = is_migrating, True

    def __exit__(self, *exception):
        global is_migrating
        is_migrating = self.before


def _is_stand_in(module):
    return type(module).__module__ == "_stand_ins"


def _importing_place():
    """File and line of the import statement, outside of the import machinery."""
    frame = sys._getframe(1)
    while frame is not None:
        name = frame.f_globals.get("__name__") or ""
        machinery = name in ("_absent", "_finder", "_importing", "importlib", "_frozen_importlib", "_frozen_importlib_external")
        if not machinery and not name.startswith("importlib."):
            return frame.f_code.co_filename, frame.f_lineno
        frame = frame.f_back
    return "", 0


def missing(fullname):
    """The error for a module that nobody has, with what to do about it."""
    error = ModuleNotFoundError("No module named %r" % fullname, name=fullname)
    error.module_file, error.module_line = _importing_place()
    error.hint = _hint(fullname, error.module_file, error.module_line)
    return error


def _hint(fullname, file, line):
    top = fullname.partition(".")[0]
    if fullname != top and top in sys.modules and not getattr(sys.modules[top], "__file__", None):
        return "%s, line %d imports %r, which Limbeck's %s does not have" % (file, line, fullname, top)
    parent = sys.modules.get(fullname.rpartition(".")[0])
    if parent is not None and getattr(parent, "__file__", None):
        return "%s, line %d imports %r, but %s holds no such file" % (file, line, fullname, parent.__file__)
    for folder in site_packages + [folder for folder in sys.path if isinstance(folder, str) and _is_site(folder)]:
        if _external._path_isdir(_external._path_join(folder, top)):
            return (
                "Limbeck runs without an installed Python; %r (imported in %s, line %d) is installed in %s, but it needs "
                "compiled parts that only CPython can load: import it inside the function that needs it"
                % (top, file, line, folder)
            )
    return (
        "Limbeck runs without an installed Python; %r is not part of it (imported in %s, line %d): install it into the "
        "project's virtual environment if it is pure Python, add its folder to prepend_sys_path if it is yours, or "
        "import it inside the function that needs it" % (top, file, line)
    )


class _Folder:
    """What `pkgutil.iter_modules` and `walk_packages` ask about a folder."""

    def __init__(self, path):
        if not _external._path_isdir(path or "."):
            raise ImportError("only folders are supported", path=path)
        self.path = _absolute(path)

    def find_spec(self, fullname, target=None):
        found, bare = _candidates(fullname.rpartition(".")[2], [self.path])
        if found is not None:
            return _regular(fullname, found)
        return _namespace(fullname, bare) if bare else None

    def invalidate_caches(self):
        """Nothing is cached."""

    def iter_modules(self, prefix=""):
        seen = set()
        for name in sorted(_external._os.listdir(self.path)):
            module = name[:-3] if name.endswith(".py") else name
            found = _candidates(module, [self.path])[0] if "." not in module else None
            if found is None or module == "__init__" or module in seen:
                continue
            seen.add(module)
            yield prefix + module, found[1] is not None


def install(site=(), own=()):
    """Puts the finders in their places; calling it again only replaces the folders."""
    site_packages[:] = site
    own_packages[:] = own
    if SourceFinder in sys.meta_path:
        return
    sys.dont_write_bytecode = True
    # Packages ask it for its name, or whether it has a file.
    sys.modules.setdefault("__main__", type(sys)("__main__"))
    # `spec_from_file_location("name", path)` makes one of these; it has to compile as everything else does.
    _external.SourceFileLoader.get_code = ProjectLoader.get_code
    frozen = [finder for finder in sys.meta_path if finder is not _external.PathFinder]
    sys.meta_path[:] = [SourceFinder, *frozen, SiteFinder, LastFinder]
    sys.path_hooks.insert(0, _Folder)
