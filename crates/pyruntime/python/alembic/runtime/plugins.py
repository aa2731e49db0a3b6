"""`alembic.runtime.plugins`: plug-ins of autogenerate may register; they are used by autogenerate alone."""


class Plugin:
    def __init__(self, name):
        self.name = name

    @classmethod
    def setup_plugin_from_module(cls, module, name):
        setup = getattr(module, "setup", None)
        plugin = cls(name)
        if setup is not None:
            setup(plugin)
        return plugin

    def add_autogenerate_comparator(self, fn, compare_target, compare_element, *, qualifier="default", **kw):
        return fn
