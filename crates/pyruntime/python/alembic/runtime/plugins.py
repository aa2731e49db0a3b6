"""`alembic.runtime.plugins`: plug-ins of autogenerate; what Alembic's own compare, the host does."""

import sys

from ..util.priority import DispatchPriority, PriorityDispatcher

# The user's.
_all_plugins = {}


class Plugin:
    """A name that `autogenerate_plugins` may choose, with the comparators that user code gives it."""

    def __init__(self, name):
        if "logging" in sys.modules:
            _log("setup plugin %s", name)
        if name in _all_plugins:
            raise ValueError("A plugin named %s is already registered" % name)
        self.name = name
        self.autogenerate_comparators = PriorityDispatcher()
        _all_plugins[name] = self

    def remove(self):
        del _all_plugins[self.name]

    def add_autogenerate_comparator(
        self,
        fn,
        compare_target,
        compare_element=None,
        *,
        qualifier="default",
        priority=DispatchPriority.MEDIUM
    ):
        self.autogenerate_comparators.dispatch_for(
            compare_target, subgroup=compare_element, priority=priority, qualifier=qualifier
        )(fn)

    @classmethod
    def setup_plugin_from_module(cls, module, name):
        module.setup(cls(name))


def _log(*arguments):
    import logging

    logging.getLogger("alembic.runtime.plugins").info(*arguments)
