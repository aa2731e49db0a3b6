"""The contexts that are pushed, and `current_app` and `g` of the last of them."""

_pushed = []

_OUTSIDE = "Working outside of application context.\n\nThis needs the current application: `with app.app_context():` gives one"


class AppContext:
    def __init__(self, app):
        self.app = app
        self.g = _AppCtxGlobals()

    def push(self):
        _pushed.append(self)

    def pop(self, exc=None):
        _pushed.remove(self)

    def __enter__(self):
        self.push()
        return self

    def __exit__(self, kind, raised, traceback):
        self.pop()


class _AppCtxGlobals:
    """What is kept in `g` while a context is there."""

    def get(self, name, default=None):
        return self.__dict__.get(name, default)

    def pop(self, name, *default):
        return self.__dict__.pop(name, *default)

    def setdefault(self, name, default=None):
        return self.__dict__.setdefault(name, default)

    def __contains__(self, name):
        return name in self.__dict__

    def __iter__(self):
        return iter(self.__dict__)


class _Proxy:
    """Stands for something of the context that was pushed last."""

    def __init__(self, attribute):
        object.__setattr__(self, "_attribute", attribute)

    def _get_current_object(self):
        if not _pushed:
            raise RuntimeError(_OUTSIDE)
        return getattr(_pushed[-1], object.__getattribute__(self, "_attribute"))

    def __getattr__(self, name):
        return getattr(self._get_current_object(), name)

    def __setattr__(self, name, value):
        setattr(self._get_current_object(), name, value)

    def __delattr__(self, name):
        delattr(self._get_current_object(), name)

    def __contains__(self, name):
        return name in self._get_current_object()

    def __iter__(self):
        return iter(self._get_current_object())

    def __eq__(self, other):
        return self._get_current_object() == other

    def __hash__(self):
        return hash(self._get_current_object())

    def __bool__(self):
        return bool(_pushed)

    def __repr__(self):
        return repr(self._get_current_object()) if _pushed else "<unbound>"


current_app = _Proxy("app")
g = _Proxy("g")


def has_app_context():
    return bool(_pushed)


def has_request_context():
    return False


def __getattr__(name):
    from _stand_ins import Value

    if name.startswith("__"):
        raise AttributeError("module 'flask.globals' has no attribute %r" % name)
    return Value("flask.globals." + name)
