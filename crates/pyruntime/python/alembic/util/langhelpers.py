"""Small tools for lists, tuples and dispatch."""


class immutabledict(dict):
    """A dict that refuses changes."""

    def _refuse(self, *arguments, **keywords):
        raise TypeError("%s object is immutable" % type(self).__name__)

    __setitem__ = __delitem__ = clear = pop = popitem = setdefault = update = _refuse

    def union(self, *others, **keywords):
        values = dict(self)
        for other in others:
            values.update(other or {})
        values.update(keywords)
        return immutabledict(values)


EMPTY_DICT = immutabledict()


class memoized_property:
    """A property computed at the first access and kept in the object."""

    def __init__(self, fget, doc=None):
        self.fget = fget
        self.__doc__ = doc or fget.__doc__
        self.__name__ = fget.__name__

    def __get__(self, instance, owner):
        if instance is None:
            return self
        value = instance.__dict__[self.__name__] = self.fget(instance)
        return value


class Dispatcher:
    """Functions by class or name, and by dialect."""

    def __init__(self):
        self._registry = {}

    def dispatch_for(self, target, *, qualifier="default", replace=False):
        def decorate(function):
            if (target, qualifier) in self._registry and not replace:
                return self.refuse(target)(function)
            self._registry[target, qualifier] = function
            return function

        return decorate

    @staticmethod
    def refuse(target):
        def decorate(function):
            raise ValueError(
                "Can not set dispatch function for object %r: key already exists. "
                "To replace existing function, use replace=True." % (target,)
            )

        return decorate

    def dispatch(self, obj, qualifier="default"):
        function = self._find(obj, qualifier)
        if function is None:
            raise ValueError("no dispatch function for object: %s" % (obj,))
        return function

    def _find(self, obj, qualifier):
        if isinstance(obj, str):
            targets = (obj,)
        else:
            targets = (obj if isinstance(obj, type) else type(obj)).__mro__
        for target in targets:
            for key in ((target, qualifier), (target, "default")):
                if key in self._registry:
                    return self._registry[key]
        return None

    def branch(self):
        copy = Dispatcher()
        copy._registry.update(self._registry)
        return copy


def asbool(obj):
    if isinstance(obj, str):
        text = obj.strip().lower()
        if text in ("true", "yes", "on", "y", "t", "1"):
            return True
        if text in ("false", "no", "off", "n", "f", "0"):
            return False
        raise ValueError("String is not true/false: %r" % text)
    return bool(obj)


def rev_id():
    import uuid

    return uuid.uuid4().hex[-12:]


def to_list(x, default=None):
    if x is None:
        return default
    if isinstance(x, (str, bytes)) or not hasattr(x, "__iter__"):
        return [x]
    return x if isinstance(x, list) else list(x)


def to_tuple(x, default=None):
    if x is None:
        return default
    if isinstance(x, str) or not hasattr(x, "__iter__"):
        return (x,)
    return tuple(x)


def unique_list(seq):
    return list(dict.fromkeys(seq))


def dedupe_tuple(tup):
    return tuple(dict.fromkeys(tup))


def not_none(value):
    assert value is not None
    return value


def __getattr__(name):
    if name not in ("DispatchPriority", "PriorityDispatchResult", "PriorityDispatcher"):
        raise AttributeError("module 'alembic.util.langhelpers' has no attribute %r" % name)
    from . import priority

    return getattr(priority, name)


def _with_legacy_names(translations):
    """Has a registered directive take keywords by the names that they had: pairs of the old and the new one."""

    def decorate(fn):
        fn._legacy_translations = translations
        return fn

    return decorate


def renamed(name, translations, keywords):
    """The keywords by their names of today, with a warning for each that has another one."""
    import warnings

    for before, after in translations:
        if before in keywords:
            warnings.warn("Argument %r is now named %r for method %s()." % (before, after, name))
            keywords[after] = keywords.pop(before)
    return keywords
