"""`psycopg.errors`: one class a SQLSTATE, made when it is asked for."""

import psycopg as _driver_module

from psycopg2.errors import _BASES, _STATES


def __getattr__(name):
    if not name[:1].isupper():
        raise AttributeError("module 'psycopg.errors' has no attribute %r" % (name,))
    plain = getattr(_driver_module, name, None) if name.endswith(("Error", "Warning")) else None
    if plain is not None:
        return plain
    base = getattr(_driver_module, _BASES.get(name, "DatabaseError"))
    made = globals()[name] = type(name, (base,), {"__module__": __name__})
    return made


def lookup(sqlstate):
    name = _STATES[sqlstate][0]
    return globals().get(name) or __getattr__(name)
