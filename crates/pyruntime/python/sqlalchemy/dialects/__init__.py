"""The packages of the databases: their types, their INSERT, their dialect classes."""

from sqlalchemy import _lazy

__getattr__, __dir__ = _lazy.names(__name__, globals(), {}, "mssql mysql oracle postgresql sqlite")


class _Registry:
    """`registry.register(…)` of plug-ins: kept, and refused only when a URL asks for such a dialect."""

    def __init__(self):
        self.known = {}

    def register(self, name, modulepath, objname):
        self.known[name] = (modulepath, objname)

    def load(self, name):
        from sqlalchemy.engine.default import named_dialect

        return type(named_dialect(name.partition(".")[0]))


registry = _Registry()
plugins = _Registry()
