"""Files of the project that only declare: after their import they wait until something reads what they declare.

Their own imports are performed at once, in order. Everything that waits is executed, in the order in which it was
imported, when anybody reads a name of one of them. Only env.py may hold a class or MetaData without reading it: it gets
a `Proxy`, so that a command that needs no models executes none.
"""

import sys

try:
    from _limbeck import outline as _outline
except ImportError:
    # Only the embedded Python knows which files declare.
    _outline = None

# The env.py that runs; None: nothing may be held by a proxy.
environment_file = None

# Whether env.py did more with a module that waits than to hold what is in it.
is_touched = False

# {module name: facts} of the project's modules that were executed at their import, and of those that waited.
executed = {}
declaring = {}

# Called after modules have been executed that had waited.
after = []

_Module = type(sys)

# Modules whose imports are being performed, and those that wait, in the order of their import: {name: _Waiting}.
_starting = {}
_queue = {}

# The modules that are being executed now, the innermost last.
_executing = []

# {file: (code of the imports, facts)}, for guards and for env.py.
_outlines = {}

# What the import system reads of a module; it is there before the file is executed.
_OF_SPEC = frozenset(("__class__", "__file__", "__loader__", "__package__", "__path__", "__spec__"))
_MACHINERY = frozenset(("_finder", "_frozen_importlib", "_importing", "_frozen_importlib_external", "importlib._bootstrap"))


class _Waiting:
    """A module that was imported and not executed."""

    def __init__(self, module, facts):
        names = facts["declared"]
        self.module = module
        self.name = _own(module)["__name__"]
        self.binds = frozenset(names["binds"])
        self.classes = frozenset(names["classes"])
        self.submodules = _submodules(_own(module), facts)
        self.imported_by = _users_frames()
        # Those whose imports have led here, the outermost first.
        self.importers = list(_starting.values())
        # Those of them that this one imports in a circle, by itself or by what it imports.
        self.circles = []
        self.proxies = {}
        # What its execution raised.
        self.raised = None

    def begins_at(self):
        """The module that is to be executed for this one: the outermost that imports it in a circle comes first."""
        circles = (one for one in self.importers if one in self.circles and _queue.get(one.name) is one)
        return next(circles, self)

    def close_circle(self):
        """Those whose imports are being performed have led from this one back to it."""
        starting = list(_starting.values())
        for inner in starting[starting.index(self) + 1 :]:
            inner.circles.append(self)

    def is_waiting(self):
        return _queue.get(self.name) is self or _starting.get(self.name) is self

    def value(self, path):
        """Returns the object that a proxy stands for, executing what waits."""
        execute_all()
        return self._found(path)

    def value_alone(self, path):
        """Likewise, executing no more modules than this one."""
        if self.is_waiting():
            _execute(self)
        return self._found(path)

    def _found(self, path):
        if self.raised is not None:
            raise self.raised
        found = self.module
        for name in path:
            found = getattr(found, name)
        return found

    def proxy(self, path):
        found = self.proxies.get(path)
        if found is None:
            from _proxies import Proxy

            found = self.proxies[path] = Proxy(self, path)
        return found


def _submodules(own, facts):
    """The names that the file of a package binds to modules inside it: `from . import models`."""
    own_names = ((1, ""), (0, own["__name__"])) if "__path__" in own else ()
    return frozenset(
        name for level, module, names in facts["imports"] if (level, module) in own_names for name in names
    )


def _own(module):
    return _Module.__getattribute__(module, "__dict__")


class WaitingModule(_Module):
    """The class of a module while it waits."""

    def __getattribute__(self, name):
        own = _own(self)
        if name in _OF_SPEC:
            return _Module.__getattribute__(self, name)
        waiting = _state(own["__name__"])
        reader = sys._getframe(1)
        if reader.f_globals.get("__name__") in _MACHINERY and name != "__all__":
            # The import system asks whether it has to look for a submodule.
            if name in own:
                return own[name]
            if name in waiting.binds:
                if waiting.name in _starting:
                    waiting.close_circle()
                return None
            raise AttributeError(name)
        if name not in waiting.binds:
            if isinstance(own.get(name), _Module):
                return own[name]
        elif name in waiting.submodules and own["__name__"] in _starting and isinstance(own.get(name), _Module):
            # What its imports import in a circle reads a module that they have imported before.
            return own[name]
        elif name in waiting.classes and is_environment(reader) and name not in _caught():
            return waiting.proxy((name,))
        _touch(reader)
        _execute_for(waiting)
        return getattr(self, name)

    def __setattr__(self, name, value):
        if name not in _OF_SPEC:
            own = _own(self)
            waiting = _state(own["__name__"])
            is_own_import = name not in waiting.binds or own["__name__"] in _starting
            # The import system binds a submodule to its package.
            if not (isinstance(value, _Module) and is_own_import):
                _execute_for(waiting)
        _Module.__setattr__(self, name, value)

    def __delattr__(self, name):
        _execute_for(_state(_own(self)["__name__"]))
        return _Module.__delattr__(self, name)

    def __dir__(self):
        _execute_for(_state(_own(self)["__name__"]))
        return dir(self)


def _state(name):
    return _queue.get(name) or _starting[name]


def _touch(reader):
    global is_touched
    is_touched = is_touched or is_environment(reader)


def touch():
    """A proxy is used, and only env.py has one."""
    global is_touched
    is_touched = True


def is_environment(frame):
    return environment_file is not None and frame.f_code.co_filename == environment_file


def _caught():
    """The names that env.py writes behind `except`: there a class must be the class itself."""
    found = _outline_of(environment_file)
    return () if found is None else found[1]["caught"]


def facts_of_environment():
    """What is known of env.py."""
    found = _outline_of(environment_file) if _outline is not None else None
    return None if found is None else found[1]


def package_of(name):
    """The package that a module's relative imports begin at."""
    return _own(sys.modules[name])["__package__"] if name in sys.modules else ""


def _outline_of(file):
    if file not in _outlines:
        _outlines[file] = _outline(file)
    return _outlines[file]


class _InTurn(BaseException):
    """What a module imports is executed and reads from it: its own lines and its imports have to be executed in turn."""

    def __init__(self, waiting):
        self.waiting = waiting


def waits(module, file):
    """Has a module that only declares wait, its imports performed; False: it has to be executed now."""
    if _outline is None or environment_file is None:
        return False
    own = module.__dict__
    name = own["__name__"]
    # A module that is executed again, or that user code executes by itself.
    if "__builtins__" in own or sys.modules.get(name) is not module:
        return False
    _outlines.pop(file, None)
    found = _outline_of(file)
    if found is None:
        return False
    imports, facts = found
    if imports is None:
        executed[name] = facts
        return False
    declaring[name] = facts
    if _is_guarded():
        execute_all()
        return False
    waiting = _starting[name] = _Waiting(module, facts)
    _mark_circles(own["__package__"], facts["imports"])
    namespace = dict(own)
    module.__class__ = WaitingModule
    try:
        exec(imports, namespace)
    except _InTurn as wanted:
        if wanted.waiting is waiting:
            del _starting[name], declaring[name]
            module.__class__ = _Module
            executed[name] = facts
            return False
        raise
    except BaseException:
        if _starting.pop(name, None) is not None:
            module.__class__ = _Module
        raise
    # A circular import may have read it meanwhile.
    if _starting.pop(name, None) is not None:
        _queue[name] = waiting
        _watch_metadata()
    return True


def _mark_circles(package, imports):
    """Notes where `from . import users` stands in what `users` imports: no name of it is read there."""
    for level, module, names in imports:
        folder = package.split(".")[: len(package.split(".")) - level + 1] if level else []
        for name in names:
            imported = ".".join(folder + [module or "", name]).replace("..", ".")
            if imported in _starting:
                _starting[imported].close_circle()


def _watch_metadata():
    """Has whoever looks at the tables of any MetaData, or adds one, find those of what waits."""
    tables = sys.modules.get("sqlalchemy.sql.tables")
    if tables is not None and not _watched:
        kind = tables.MetaData
        held = {name: kind.__dict__.get(name) for name in ("tables", "__setattr__")}
        _watched.append((kind, held))
        kind.tables = _Tables(held["tables"])
        kind.__setattr__ = _set_attribute


# [(MetaData, what its class has of what is replaced)] while something waits.
_watched = []


def _set_attribute(metadata, name, value):
    """What is set now, such as a naming convention, comes behind the models that wait."""
    maker = sys._getframe(1)
    is_being_made = maker.f_code.co_name == "__init__" and maker.f_locals.get("self") is metadata
    if not is_being_made and not _executing and "_is_private" not in metadata.__dict__:
        _touch(maker)
        execute_all()
    object.__setattr__(metadata, name, value)


class _Tables:
    """The attribute `tables` of a MetaData while something waits."""

    def __init__(self, held):
        self._held = held

    def __get__(self, metadata, kind):
        if metadata is not None and not _executing and "_is_private" not in metadata.__dict__:
            _touch(sys._getframe(1))
            execute_all()
        if hasattr(self._held, "__get__"):
            return self._held.__get__(metadata, kind)
        return metadata.__dict__["tables"]

    def __set__(self, metadata, tables):
        if hasattr(self._held, "__set__"):
            self._held.__set__(metadata, tables)
        else:
            metadata.__dict__["tables"] = tables
        if _is_private(sys._getframe(1)):
            metadata.__dict__["_is_private"] = True


def _is_private(frame):
    """Whether a MetaData is made by a script, by env.py or by a directive: then no module can hold it."""
    while frame is not None:
        name = frame.f_globals.get("__name__") or ""
        package = name.partition(".")[0]
        if package not in ("sqlalchemy", "sqlmodel"):
            return package == "alembic" or name not in sys.modules
        frame = frame.f_back
    return False


def _unwatch_metadata():
    while _watched:
        kind, held = _watched.pop()
        for name, value in held.items():
            if value is None:
                delattr(kind, name)
            else:
                setattr(kind, name, value)


def _is_guarded():
    """Whether somebody would catch what the import raises: then it has to raise now."""
    frame = sys._getframe(2)
    while frame is not None:
        file = frame.f_code.co_filename
        if file.endswith(".py"):
            found = _outline_of(file)
            line = frame.f_lineno
            if found is not None and any(first <= line <= last for first, last in found[1]["guarded"]):
                return True
        frame = frame.f_back
    return False


def execute_all():
    """Executes everything that waits, in the order of the imports."""
    if not _queue:
        return
    _unwatch_metadata()
    try:
        while _queue:
            _execute(_queue[next(iter(_queue))])
    finally:
        _unwatch_metadata()
        if _queue:
            _watch_metadata()
    for function in list(after):
        function()


def _execute_for(waiting):
    if waiting.name in _starting:
        raise _InTurn(waiting)
    # A module that is executed reads what was imported before it; what it reads out of turn is in a circle.
    if not _executing:
        execute_all()
    if waiting.is_waiting():
        _execute(waiting)


def _execute(waiting):
    """Executes a module in its place, once, as its import would have."""
    while waiting.begins_at() is not waiting:
        # What it imports is executed where it reads it.
        _execute(waiting.begins_at())
        if not waiting.is_waiting():
            return
    module = waiting.module
    own = _own(module)
    name = own["__name__"]
    _queue.pop(name, None)
    _starting.pop(name, None)
    module.__class__ = _Module
    _executing.append(waiting)
    spec = own["__spec__"]
    try:
        spec._initializing = True
        exec(spec.loader.get_code(name), own)
    except _InTurn:
        # It is imported again by the one that is to be executed before it.
        _forget(name, module)
        package, _, last = name.rpartition(".")
        if package in sys.modules and _own(sys.modules[package]).get(last) is module:
            del _own(sys.modules[package])[last]
        raise
    except BaseException as raised:
        waiting.raised = raised
        _keep_frames(raised, waiting)
        _forget(name, module)
        raise
    finally:
        spec._initializing = False
        _executing.pop()


def _forget(name, module):
    if sys.modules.get(name) is module:
        del sys.modules[name]


def _users_frames():
    """The lines of user code that import now, the outermost first."""
    from _host import is_users

    frames = []
    frame = sys._getframe(1)
    while frame is not None:
        code = frame.f_code
        if code is _execute.__code__:
            return _executing[-1].imported_by + frames[::-1] if _executing else frames[::-1]
        if is_users(code.co_filename):
            frames.append({"file": code.co_filename, "line": frame.f_lineno, "function": code.co_name})
        frame = frame.f_back
    return frames[::-1]


def _keep_frames(raised, waiting):
    """The error is shown as one of the import: where the module was imported, and where in it the error is."""
    from _host import frames

    if getattr(raised, "_frames_of_import", None) is None:
        try:
            raised._frames_of_import = waiting.imported_by + frames(raised)
        except AttributeError:
            # A class with slots: the frames of its execution have to do.
            pass


def real(given):
    """Returns what env.py gave, with the objects themselves instead of proxies; what waits is executed."""
    execute_all()
    if type(given) in (list, tuple):
        return type(given)(real(part) for part in given)
    return given._limbeck_value() if is_pending(given) else given


def real_alone(given):
    """Likewise, executing no more than the module that holds it."""
    return given._limbeck_value_alone() if is_pending(given) else given


def is_pending(given):
    """Whether env.py gave a proxy."""
    return getattr(type(given), "_stands_for_another", False)
