"""Whether user code has a hand in comparing or writing, with comparators and renderers of its own."""

import sys


def is_any():
    """Whether anything is registered; what was never imported holds nothing."""
    return any(registry._registry for registry in _registers()) or _replaces_renderers()


def comparators(migration_context):
    """Hands the host what calls the user's comparators; None where there are none."""
    if not is_any():
        return None
    from .. import _run
    from .own_comparators import Comparison, TABLE_TARGETS

    targets = {key[0] for registry in _registers() for key in registry._registry}
    handed = _run.hand_over(Comparison(migration_context))
    handed["wants_tables"] = not targets.isdisjoint(TABLE_TARGETS)
    return handed


def _registers():
    compare = sys.modules.get("alembic.autogenerate.compare")
    plugins = sys.modules.get("alembic.runtime.plugins")
    found = [] if compare is None else [compare.comparators]
    if plugins is not None:
        found += [plugin.autogenerate_comparators for plugin in plugins._all_plugins.values()]
    return found


def _replaces_renderers():
    render = sys.modules.get("alembic.autogenerate.render")
    return render is not None and render.renderers.replace_any()
