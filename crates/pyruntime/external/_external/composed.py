"""`psycopg.sql` and psycopg2's `quote_ident` over a connection of the host's: they escape by one of the driver's own."""

import sys
from functools import wraps

from . import dbapi


def watch():
    """Teaches the modules when a script imports them; nothing is imported for it."""
    sys.meta_path.insert(0, _Finder)


def _teach_psycopg(module):
    for kind in (module.Composable, module.Composed, module.Identifier, module.Literal, module.SQL, module.Placeholder):
        for name in ("as_bytes", "as_string"):
            if name in vars(kind):
                setattr(kind, name, _without_connection(vars(kind)[name]))


def _without_connection(function):
    """The driver escapes without a connection, too, as for a server of today."""

    @wraps(function)
    def composed(self, context=None):
        return function(self, None if _is_ours(context) else context)

    return composed


def _teach_extensions(module):
    quote_ident = module.quote_ident

    @wraps(quote_ident)
    def quoted(text, scope):
        return _quoted(text) if _is_ours(scope) else quote_ident(text, scope)

    module.quote_ident = quoted


def _quoted(text):
    return '"%s"' % text.replace('"', '""')


def _is_ours(context):
    """Whether it is a connection of ours, its cursor, or what SQLAlchemy puts around one."""
    for _ in range(4):
        if context is None or isinstance(context, (dbapi.Connection, dbapi.Cursor)):
            return context is not None
        context = getattr(context, "connection", None)
    return False


_TEACHES = {"psycopg.sql": _teach_psycopg, "psycopg2.extensions": _teach_extensions}


class _Finder:
    """Finds nothing itself: the loader of whoever finds such a module has it taught after its execution."""

    @classmethod
    def find_spec(cls, name, path=None, target=None):
        teach = _TEACHES.get(name)
        if teach is None:
            return None
        for finder in sys.meta_path:
            spec = None if finder is cls else finder.find_spec(name, path, target)
            if spec is not None:
                return _taught(spec, teach)
        return None


class _Loader:
    def __init__(self, loader, teach):
        self._loader = loader
        self._teach = teach

    def create_module(self, spec):
        return self._loader.create_module(spec)

    def exec_module(self, module):
        self._loader.exec_module(module)
        self._teach(module)


def _taught(spec, teach):
    spec.loader = _Loader(spec.loader, teach)
    return spec
