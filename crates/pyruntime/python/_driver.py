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


class Unused:
    """A class of a driver that users name in annotations, isinstance() and as an argument."""

    def __init__(self, *args, **kwargs):
        self.args = args

    def __init_subclass__(cls, **kwargs):
        pass


def unused(*names):
    """Classes that are there and do nothing, for `globals().update(...)`."""
    return {name: type(name, (Unused,), {}) for name in names}
