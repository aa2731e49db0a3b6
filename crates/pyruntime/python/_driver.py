"""What the stand-ins of the database drivers share: their exceptions are there, connections are refused."""


def refuse(name):
    """Makes a function that says why the driver cannot be called."""

    def refused(*args, **kwargs):
        raise NotImplementedError(
            "%s() is not served: Limbeck has its own connection to the database; use sqlalchemy.create_engine(), "
            "op.get_bind() or context.configure(url=...)" % name
        )

    refused.__name__ = refused.__qualname__ = name.rpartition(".")[2]
    return refused


def dbapi_exceptions(namespace, module, root=Exception):
    """Puts the exceptions of PEP 249 into a driver's namespace."""
    pairs = (
        ("Warning", "Exception"),
        ("Error", "Exception"),
        ("InterfaceError", "Error"),
        ("DatabaseError", "Error"),
        ("InternalError", "DatabaseError"),
        ("OperationalError", "DatabaseError"),
        ("ProgrammingError", "DatabaseError"),
        ("IntegrityError", "DatabaseError"),
        ("DataError", "DatabaseError"),
        ("NotSupportedError", "DatabaseError"),
    )
    for name, base in pairs:
        base = root if base == "Exception" else namespace[base]
        namespace[name] = type(name, (base,), {"__module__": module})
    namespace["apilevel"] = "2.0"


class JsonValue:
    """A value that a driver writes as JSON, not as an array."""

    def __init__(self, adapted, dumps=None):
        self.adapted = adapted
        self._dumps = dumps

    def _wire(self):
        from json import loads

        return {"$": "json", "v": self.adapted if self._dumps is None else loads(self.dumps(self.adapted))}

    def dumps(self, value):
        from json import dumps

        return (self._dumps or dumps)(value)

    def getquoted(self):
        import _literals

        return _literals.literal(self.dumps(self.adapted)).encode("utf-8")


class Unused:
    """A class of a driver that users name in annotations, isinstance() and as an argument."""

    def __init__(self, *args, **kwargs):
        self.args = args

    def __init_subclass__(cls, **kwargs):
        pass


def unused(*names):
    """Classes that are there and do nothing, for `globals().update(...)`."""
    return {name: type(name, (Unused,), {}) for name in names}
