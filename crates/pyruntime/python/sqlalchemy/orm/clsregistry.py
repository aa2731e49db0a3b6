"""What the strings of `relationship("…")` mean: names of classes, tables and functions of the registry."""

from sqlalchemy import exc


class _Names(dict):
    """Looks a name up as SQLAlchemy does: a class, a table, a schema, a module, a function of SQLAlchemy."""

    def __init__(self, registry, metadata):
        dict.__init__(self)
        self.registry = registry
        self.metadata = metadata

    def __missing__(self, name):
        found = self.registry._class_registry.get(name)
        if found is not None:
            return found
        if name in self.metadata.tables:
            return self.metadata.tables[name]
        if any(table.schema == name for table in self.metadata.tables.values()):
            return _Schema(self.metadata, name)
        import sqlalchemy
        from sqlalchemy import orm

        if name in ("foreign", "remote", "backref"):
            return getattr(orm, name)
        if any(_has_word(kind.__module__, name) for kind in self.registry._class_registry.values()):
            return _Module(self.registry, name)
        try:
            return getattr(sqlalchemy, name)
        except AttributeError:
            raise KeyError(name) from None


def _has_word(module, word):
    return word in module.split(".")


class _Schema:
    def __init__(self, metadata, name):
        self._metadata = metadata
        self._name = name

    def __getattr__(self, name):
        return self._metadata.tables["%s.%s" % (self._name, name)]


class _Module:
    """`"package.models.User"`: the modules before the class."""

    def __init__(self, registry, name):
        self._registry = registry
        self._name = name

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        found = self._registry._class_registry.get(name)
        if found is not None and _has_word(found.__module__, self._name):
            return found
        return _Module(self._registry, name)


class _ModuleMarker:
    """A name that old code imports."""


# Called once where a name is not there, before that is an error.
when_lacking = None


def evaluated(text, prop, mapper):
    cls = mapper.class_
    registry = getattr(cls, "registry", None) or cls._sa_registry
    metadata = getattr(cls, "metadata", None) or registry.metadata
    if text in metadata.tables and text not in registry._class_registry:
        return metadata.tables[text]
    names = _Names(registry, metadata)
    try:
        return _evaluated(text, names)
    except (KeyError, NameError) as error:
        is_name = text.replace(".", "").isidentifier()
        name = text if isinstance(error, NameError) and is_name else error.args[0]
        raise exc.InvalidRequestError(
            "When initializing mapper %s, expression %r failed to locate a name (%r). If this is a class name, consider"
            " adding this relationship() to the %r class after both dependent classes have been defined."
            % (mapper, text, name, cls)
        ) from error


def _evaluated(text, names):
    builtins = {"__builtins__": {"len": len, "str": str, "int": int}}
    try:
        return eval(text, builtins, names)
    except (KeyError, NameError):
        if when_lacking is None:
            raise
        when_lacking()
        return eval(text, builtins, names)
