"""Event listeners: kept with their target, and called where this package does what they wait for."""


def listen(target, identifier, fn, *args, **kw):
    if isinstance(target, (list, tuple)):
        for one in target:
            listen(one, identifier, fn, *args, **kw)
        return
    if kw.get("once"):
        fn = _once(fn)
    _of(target).setdefault(identifier, []).append(fn)
    if identifier.endswith("_parent_attach"):
        # Columns and constraints, of which there are many, look only at this.
        target._attachment_is_heard = True
    if kw.get("retval"):
        _of(target).setdefault("retval", []).append(fn)


def listens_for(target, identifier, *args, **kw):
    def decorate(fn):
        listen(target, identifier, fn, *args, **kw)
        return fn

    return decorate


def remove(target, identifier, fn):
    _of(target).get(identifier, []).remove(fn)


def contains(target, identifier, fn):
    return fn in _of(target).get(identifier, ())


def _once(fn):
    done = []

    def call(*arguments, **keywords):
        if not done:
            done.append(True)
            return fn(*arguments, **keywords)

    return call


def _of(target):
    """The listeners of one object or class: {event: [function, …]}."""
    found = target.__dict__.get("_listeners")
    if found is None:
        found = {}
        target._listeners = found
    return found


def listeners_of(target, identifier):
    """The functions that wait for an event of an object: its own, then those of its classes."""
    found = list(target.__dict__.get("_listeners", {}).get(identifier, ()))
    for kind in type(target).__mro__:
        found.extend(kind.__dict__.get("_listeners", {}).get(identifier, ()))
    return found


def fire(target, identifier, *arguments):
    """Calls the functions that wait for an event of an object."""
    for function in listeners_of(target, identifier):
        function(target, *arguments)


class Events:
    pass


class _NeverFires:
    """Targets of the object-relational side, such as `mapper`."""
