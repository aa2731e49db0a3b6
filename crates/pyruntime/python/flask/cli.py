"""How `flask` finds its application: FLASK_APP, or `wsgi.py` or `app.py`; commands stand in."""

import os
import re
import sys
import traceback

from .app import Flask, debug_flag

_FUNCTION = type(lambda: None)


class NoAppException(Exception):
    def __init__(self, message):
        super().__init__(message)
        self.message = message


class ScriptInfo:
    def __init__(self, app_import_path=None, create_app=None, set_debug_flag=True, load_dotenv_defaults=True):
        self.app_import_path = app_import_path
        self.create_app = create_app
        self.set_debug_flag = set_debug_flag
        self.load_dotenv_defaults = load_dotenv_defaults
        self.data = {}
        self._loaded = None

    def load_app(self):
        if self._loaded is None:
            self._loaded = self.create_app() if self.create_app is not None else self._found()
            if self.set_debug_flag:
                self._loaded.debug = debug_flag()
        return self._loaded

    def _found(self):
        if self.app_import_path:
            path, *name = re.split(r":(?![\\/])", self.app_import_path, maxsplit=1)
            return _named(_module(prepare_import(path)), name[0] if name else None)
        for file in ("wsgi.py", "app.py"):
            name = prepare_import(file)
            if os.path.exists(file) or os.path.isdir(file[:-3]):
                return _named(_module(name), None)
        raise NoAppException(
            "Could not locate a Flask application. Use the 'FLASK_APP' environment variable, or a 'wsgi.py' or 'app.py'"
            " file in the current directory."
        )


def prepare_import(path):
    """The dotted name of a file or a module; the folder of its outermost package is searched first."""
    path = os.path.realpath(path)
    path = path[:-3] if path.endswith(".py") else path
    if os.path.basename(path) == "__init__":
        path = os.path.dirname(path)
    names = []
    while True:
        path, name = os.path.split(path)
        names.insert(0, name)
        if not os.path.exists(os.path.join(path, "__init__.py")):
            break
    if sys.path[:1] != [path]:
        sys.path.insert(0, path)
    return ".".join(names)


def _module(name):
    """What the module itself cannot import is an error of its own."""
    try:
        __import__(name)
    except ModuleNotFoundError as error:
        if error.name is None or not (name + ".").startswith(error.name + "."):
            raise
        raise NoAppException("Could not import %r." % name) from None
    return sys.modules[name]


def _named(module, name):
    if name is None:
        return _best(module)
    called = re.fullmatch(r"\s*([^\W\d]\w*)\s*(\(.*\))?\s*", name, re.DOTALL)
    if called is None:
        raise NoAppException("Failed to parse %r as an attribute name or function call." % name)
    try:
        found = getattr(module, called[1])
    except AttributeError:
        raise NoAppException("Failed to find attribute %r in %r." % (called[1], module.__name__)) from None
    if isinstance(found, _FUNCTION):
        arguments, keywords = _literals(name, called[2])
        found = _called(
            found,
            arguments,
            keywords,
            "The factory %r in module %r could not be called with the specified arguments." % (name, module.__name__),
        )
    if isinstance(found, Flask):
        return found
    raise NoAppException("A valid Flask application was not obtained from '%s:%s'." % (module.__name__, name))


def _best(module):
    for name in ("app", "application"):
        if isinstance(getattr(module, name, None), Flask):
            return getattr(module, name)
    found = [value for value in module.__dict__.values() if isinstance(value, Flask)]
    if len(found) == 1:
        return found[0]
    if found:
        raise NoAppException(
            "Detected multiple Flask applications in module '%s'. Use '%s:name' to specify the correct one."
            % (module.__name__, module.__name__)
        )
    for name in ("create_app", "make_app"):
        factory = getattr(module, name, None)
        if isinstance(factory, _FUNCTION):
            made = _called(
                factory,
                (),
                {},
                "Detected factory '%s' in module '%s', but could not call it without arguments. Use '%s:%s(args)' to"
                " specify arguments." % (name, module.__name__, module.__name__, name),
            )
            if isinstance(made, Flask):
                return made
    raise NoAppException(
        "Failed to find Flask application or factory in module '%s'. Use '%s:name' to specify one."
        % (module.__name__, module.__name__)
    )


def _called(factory, arguments, keywords, otherwise):
    """A TypeError from inside the factory is its own; one of the call says `otherwise`."""
    try:
        return factory(*arguments, **keywords)
    except TypeError as error:
        if len(traceback.extract_tb(error.__traceback__)) > 1:
            raise
        raise NoAppException(otherwise) from error


def _literals(name, text):
    """The arguments in `create_app("testing", debug=True)`: constants alone."""
    if text is None:
        return (), {}
    try:
        return eval("_keep" + text, {"__builtins__": {}, "_keep": lambda *given, **named: (given, named)})
    except Exception:
        raise NoAppException("Failed to parse arguments as literal values: %r." % name) from None


def load_dotenv(path=None, load_defaults=True):
    """Puts what `.flaskenv` and `.env` say into the environment, where it says nothing else."""
    import dotenv

    if os.environ.get("FLASK_SKIP_DOTENV", "").lower() not in ("", "0", "false", "no"):
        return False
    names = (".flaskenv", ".env") if load_defaults else ()
    files = [found for found in (dotenv.find_dotenv(name, usecwd=True) for name in names) if found]
    if path is not None and os.path.isfile(path):
        files.append(path)
    values = {}
    for file in files:
        values.update(dotenv.dotenv_values(file, encoding="utf-8"))
    for key, value in values.items():
        if value is not None:
            os.environ.setdefault(key, value)
    return bool(values)


def __getattr__(name):
    from _stand_ins import Value

    if name.startswith("__"):
        raise AttributeError("module 'flask.cli' has no attribute %r" % name)
    return Value("flask.cli." + name)
