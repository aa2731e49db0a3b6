"""`alembic.autogenerate`: each name comes from its file when it is asked for."""

import sys

_HOMES = {
    "AutogenContext": "api",
    "RevisionContext": "api",
    "compare_metadata": "api",
    "produce_migrations": "api",
    "render_python_code": "api",
    "comparators": "compare",
    "render_op_text": "render",
    "renderers": "render",
    "Rewriter": "rewriter",
}


def __getattr__(name):
    home = _HOMES.get(name)
    if home is None and name not in ("api", "compare", "render", "rewriter"):
        raise AttributeError("module 'alembic.autogenerate' has no attribute %r" % name)
    module = "alembic.autogenerate." + (home or name)
    __import__(module)
    found = sys.modules[module] if home is None else getattr(sys.modules[module], name)
    globals()[name] = found
    return found
