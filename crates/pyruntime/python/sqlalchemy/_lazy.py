"""Packages whose names come from submodules at their first use, so that an import costs only what it needs."""


def names(module_name, namespace, places, submodules=""):
    """Returns `__getattr__` and `__dir__` for a package; `places` is {"module that has them": "name name"}."""
    where = {}
    for place, listed in places.items():
        for name in listed.split():
            where[name] = place
    children = submodules.split()

    def __getattr__(name):
        place = where.get(name)
        if place is not None:
            value = getattr(__import__(place, None, None, (name,)), name)
            namespace[name] = value
            return value
        if name in children:
            return __import__(module_name + "." + name, None, None, (name,))
        if name == "__all__":
            return [word for word in list(where) + children if not word.startswith("_")]
        raise AttributeError("module %r has no attribute %r" % (module_name, name))

    def __dir__():
        return sorted(set(namespace) | set(where) | set(children))

    return __getattr__, __dir__


def not_yet(what, hint="it comes with a later version of Limbeck"):
    """The error of something that exists in SQLAlchemy and not here."""
    return NotImplementedError("%s is not supported: %s" % (what, hint))
