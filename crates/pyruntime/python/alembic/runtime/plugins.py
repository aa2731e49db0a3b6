"""`alembic.runtime.plugins`: plug-ins of autogenerate; Alembic's own are the host's."""

_all_plugins = {}


class Plugin:
    """A name that `autogenerate_plugins` may choose, with the comparators that user code gives it."""

    def __init__(self, name):
        if name in _all_plugins:
            raise ValueError("A plugin named %s is already registered" % name)
        self.name = name
        self._comparators = []
        _all_plugins[name] = self

    def remove(self):
        del _all_plugins[self.name]

    def add_autogenerate_comparator(
        self, fn, compare_target, compare_element=None, *, qualifier="default", priority=None
    ):
        self._comparators.append((compare_target, compare_element, fn))

    @classmethod
    def setup_plugin_from_module(cls, module, name):
        module.setup(cls(name))


def warn_of_comparators(registered):
    """The host compares by itself: that functions of the user's are not asked must not stay unsaid."""
    functions = list(registered) + [one[-1] for plugin in _all_plugins.values() for one in plugin._comparators]
    if functions:
        import warnings

        names = ", ".join(sorted({getattr(function, "__name__", repr(function)) for function in functions}))
        warnings.warn("Limbeck does not ask comparators of your own when it compares: %s" % names)
