"""Makes the classes of a database's own types from lists of names."""

from sqlalchemy.sql.type_api import TypeEngine


def plain(namespace, dialect, listed, base=TypeEngine):
    """Classes of types without parameters of their own."""
    for name in listed.split():
        namespace[name] = type(
            name,
            (base,),
            {"_native_name": name, "_dialect": dialect, "__module__": namespace["__name__"]},
        )
