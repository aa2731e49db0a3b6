"""What is known of one object of a model: which row it is, and what of it has changed."""

from sqlalchemy import exc

# Where an object keeps its state.
STATE = "_sa_instance_state"


class _Symbol:
    def __init__(self, name):
        self._name = name

    def __repr__(self):
        return "symbol(%r)" % self._name


# The value before a change, where it was never read.
NO_VALUE = _Symbol("NO_VALUE")


class InstanceState:
    """`key` is (class, primary key) once the object is a row; `original` has the values before their change."""

    __slots__ = ("mapper", "key", "session", "original", "order", "is_deleted", "was_deleted", "raises", "__weakref__")

    def __init__(self, mapper):
        self.mapper = mapper
        self.key = None
        self.session = None
        self.original = {}
        self.order = 0
        self.is_deleted = False
        self.was_deleted = False
        # Relationships that raiseload() forbids to load.
        self.raises = ()

    # The words of `inspect(object)`.

    @property
    def class_(self):
        return self.mapper.class_

    @property
    def transient(self):
        return self.key is None and self.session is None

    @property
    def pending(self):
        return self.key is None and self.session is not None

    @property
    def persistent(self):
        return self.key is not None and self.session is not None and not self.is_deleted

    @property
    def detached(self):
        return self.key is not None and self.session is None

    @property
    def deleted(self):
        return self.is_deleted

    @property
    def has_identity(self):
        return self.key is not None

    @property
    def identity(self):
        return None if self.key is None else self.key[1]

    identity_key = property(lambda self: self.key)

    def change(self, instance, key):
        """Remembers the value that is about to be replaced."""
        if key not in self.original:
            before = instance.__dict__.get(key, NO_VALUE)
            self.original[key] = _copied(before)
        if self.session is not None:
            self.session._changed[id(instance)] = instance

    def missing(self, instance, key):
        """The value of a column that the object does not have now."""
        if self.key is None or self.is_deleted:
            return None
        if self.session is None:
            from .exc import DetachedInstanceError

            raise DetachedInstanceError(
                "Instance %s is not bound to a Session; attribute refresh operation cannot proceed" % named(instance)
            )
        from .loading import load_missing

        return load_missing(self.session, instance, self, key)


def _copied(value):
    """A collection changes in place, so what it held before is kept apart."""
    if isinstance(value, list):
        return list(value)
    if isinstance(value, dict) and hasattr(value, "_owner"):
        return list(value.values())
    if isinstance(value, set):
        return list(value)
    return value


def named(instance):
    return "<%s at %#x>" % (type(instance).__name__, id(instance))


def state_of(instance):
    """The state of an object of a model; it gets one when it is first asked for."""
    values = getattr(instance, "__dict__", None)
    state = None if values is None else values.get(STATE)
    if state is None:
        mapper = getattr(type(instance), "__mapper__", None)
        if mapper is None or isinstance(instance, type):
            from .exc import UnmappedInstanceError

            kind = type(instance)
            raise UnmappedInstanceError("Class '%s.%s' is not mapped" % (kind.__module__, kind.__qualname__))
        state = values[STATE] = InstanceState(mapper)
    return state


def changed_columns(instance, state):
    """The attributes of columns whose value is not what it was."""
    values = instance.__dict__
    found = []
    for key, before in state.original.items():
        if key not in state.mapper.column_of:
            continue
        now = values.get(key)
        if before is NO_VALUE or before is not now and not _same(before, now):
            found.append(key)
    return found


def _same(before, now):
    if getattr(now, "_is_clause", False) or type(before) is not type(now):
        return False
    return before == now


def flag_modified(instance, key):
    """Says that a value changed inside; it is written as if it were new."""
    state = state_of(instance)
    if key not in instance.__dict__:
        raise exc.InvalidRequestError(
            "Can't flag attribute '%s' modified; it's not present in the object state" % key
        )
    state.original[key] = NO_VALUE
    if state.session is not None:
        state.session._changed[id(instance)] = instance
