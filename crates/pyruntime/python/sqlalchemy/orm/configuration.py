"""`configure_mappers()`: relationships that cannot work are errors before anybody uses them."""

from _weakref import ref

from sqlalchemy import exc

# The registries of all models, the oldest first.
_registries = []


def note(registry):
    _registries.append(ref(registry))


def forget(registry):
    _registries[:] = [reference for reference in _registries if reference() is not registry]


def forget_all():
    _registries.clear()


def configure_all():
    for registry in [reference() for reference in _registries]:
        if registry is not None:
            configure(registry)


def configure(registry):
    from .relationships import _make_backref, link_of, own_relationships, target_of

    links = []
    for mapper in list(registry._mappers):
        for prop in own_relationships(mapper.class_):
            known(prop, target_of, prop, mapper)
            known(prop, _make_backref, mapper, prop)
            links.append(known(prop, link_of, prop, mapper))
    for link in links:
        if link is not None:
            known(link.prop, getattr, link, "reverse")


def known(prop, function, *args):
    """What the function returns; None where only our reading of the relationship may be at fault: its use says so."""
    try:
        return function(*args)
    except (exc.NoForeignKeysError, exc.AmbiguousForeignKeysError):
        if any(prop._keywords.get(word) is not None for word in ("primaryjoin", "secondaryjoin", "foreign_keys")):
            return None
        raise
    except exc.InvalidRequestError:
        raise
    except Exception:
        return None
