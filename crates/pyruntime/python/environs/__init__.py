"""Light `environs`: settings from the environment and from `.env`, cast and checked as by the real one.

What `read_env()` finds goes into `os.environ`, too, as up to version 14: projects read it there.
"""

import contextlib
import os
import re
import sys

from dotenv import dotenv_values

from . import casts
from .exceptions import EnvError, EnvNotSetError, EnvSealedError, EnvValidationError, ParserConflictError, ValidationError

__all__ = ["EnvError", "Env", "FileAwareEnv", "ValidationError", "env"]

_VARIABLE = re.compile(r"(?<!\\)\$\{([A-Za-z0-9_]+)(:-[^\}:]*)?\}")


def _reader(cast):
    """A method that reads one variable and has `cast` make a value of its text."""

    def read(self, name, default=..., subcast=None, *, validate=None, **settings):
        if subcast is not None:
            settings["subcast"] = subcast
        return self._read(name, default, cast, validate, settings)

    return read


class Env:
    """Reads environment variables."""

    __call__ = _reader(casts.raw)
    int = _reader(casts.integer)
    bool = _reader(casts.boolean)
    str = _reader(casts.string)
    float = _reader(casts.floating)
    decimal = _reader(casts.decimal)
    list = _reader(casts.list_of)
    dict = _reader(casts.dict_of)
    json = _reader(casts.json)
    datetime = _reader(casts.datetime)
    date = _reader(casts.date)
    time = _reader(casts.time)
    timedelta = _reader(casts.timedelta)
    path = _reader(casts.path)
    log_level = _reader(casts.log_level)
    uuid = _reader(casts.uuid)
    url = _reader(casts.url)
    enum = _reader(casts.enum)

    def __init__(self, *, eager=True, expand_vars=False, prefix=None):
        self.eager = eager
        self.expand_vars = expand_vars
        self._prefix = prefix
        self._sealed = False
        self._errors = {}
        self._values = {}
        self._environ = {}
        self.__custom_parsers__ = {}

    def __repr__(self):
        return "<%s(eager=%s, expand_vars=%s)>" % (type(self).__name__, self.eager, self.expand_vars)

    def __getattr__(self, name):
        parser = self.__dict__.get("__custom_parsers__", {}).get(name)
        if parser is None:
            raise AttributeError("%s has no attribute %s" % (self, name))
        return lambda *args, **kwargs: parser(self, *args, **kwargs)

    def read_env(self, path=None, recurse=True, verbose=False, override=False, return_path=False):
        if path is None:
            start = os.path.join(os.path.dirname(os.path.abspath(sys._getframe(1).f_code.co_filename)), ".env")
        elif os.path.isdir(path):
            raise ValueError("path must be a filename, not a directory.")
        else:
            start = os.fspath(path)
        found = _upwards(start) if recurse else start if os.path.exists(start) else None
        if found is not None:
            self._load(found, override)
        return found if return_path else found is not None

    def _load(self, path, override):
        for key, value in dotenv_values(path).items():
            if value is None:
                continue
            if override or key not in self._environ:
                self._environ[key] = value
            if override:
                os.environ[key] = value
            else:
                os.environ.setdefault(key, value)

    @contextlib.contextmanager
    def prefixed(self, prefix):
        before = self._prefix
        self._prefix = (before or "") + prefix
        try:
            yield self
        finally:
            self._prefix = before

    def seal(self):
        self._sealed = True
        if self._errors:
            messages, self._errors = self._errors, {}
            raise EnvValidationError("Environment variables invalid: %s" % messages, messages)

    def add_parser(self, name, func):
        if hasattr(self, name):
            raise ParserConflictError("Env already has a method with name '%s'. Use a different name." % name)

        def read(self, name, default=..., **settings):
            return self._read(name, default, func, None, settings, casts_default=True)

        self.__custom_parsers__[name] = read

    def parser_for(self, name):
        def register(func):
            self.add_parser(name, func)
            return func

        return register

    def dump(self):
        return dict(self._values)

    def _read(self, name, default, cast, validate, settings, casts_default=False):
        if self._sealed:
            raise EnvSealedError("Env has already been sealed. New values cannot be parsed.")
        key, text, source = self._look_up(name, default if casts_default else ...)
        if text is ...:
            if default is not ... and not casts_default:
                self._values[key] = default
                return default
            if self.eager:
                raise EnvNotSetError('Environment variable "%s" not set' % (source or key))
            self._errors.setdefault(key, []).append("Environment variable not set.")
            return None
        try:
            value = cast(text, **settings)
            casts.check(value, validate)
        except (ValidationError, EnvError) as error:
            messages = error.messages if isinstance(error, ValidationError) else [error.args[0]]
            if self.eager:
                text = 'Environment variable "%s" invalid: %s' % (source or key, error.args[0])
                raise EnvValidationError(text, messages) from error
            self._errors.setdefault(key, []).extend(messages)
            return None
        self._values[key] = value
        return value

    def _look_up(self, name, default, proxied=False):
        """The key with its prefix, the text (`...`: there is none), and the variable that a `${…}` led to."""
        key = name if proxied or not self._prefix else self._prefix + name
        value = self._get_value(key, default)
        if not self.expand_vars or not isinstance(value, str):
            return key, value, None
        whole = _VARIABLE.fullmatch(value)
        if whole is not None:
            other, instead = whole.groups()
            if instead is not None:
                default = instead[2:]
            elif value == default:
                default = ...
            return name, self._look_up(other, default, proxied=True)[1], other
        if _VARIABLE.search(value) is not None:
            return self._expanded(key, value)
        return key, value.replace(r"\$", "$"), None

    def _expanded(self, key, value):
        text, end, other = "", 0, None
        for found in _VARIABLE.finditer(value):
            other, instead = found.groups()
            inner = self._look_up(other, ... if instead is None else instead[2:], proxied=True)[1]
            if inner is ...:
                return key, ..., other
            text += value[end : found.start()] + inner
            end = found.end()
        return key, text + value[end:], other

    def _get_value(self, key, default):
        if key in os.environ:
            return os.environ[key]
        return self._environ.get(key, default)


class FileAwareEnv(Env):
    """Takes `NAME` from the file that `NAME_FILE` names."""

    def __init__(self, *, file_suffix="_FILE", eager=True, expand_vars=False, prefix=None, strip_whitespace=False):
        super().__init__(eager=eager, expand_vars=expand_vars, prefix=prefix)
        self.file_suffix = file_suffix
        self.strip_whitespace = strip_whitespace

    def _get_value(self, key, default):
        path = super()._get_value(key + self.file_suffix, None)
        if not path:
            return super()._get_value(key, default)
        try:
            with open(path) as file:
                text = file.read()
        except OSError as error:
            raise ValueError("The value of %s must be a readable file path." % (key + self.file_suffix)) from error
        return text.strip() if self.strip_whitespace else text


def _upwards(start):
    """The file of that name in the folder, or in the nearest one above it."""
    folder, name = os.path.split(start)
    folder = os.path.abspath(folder or os.getcwd())
    while True:
        path = os.path.join(folder, name)
        if os.path.exists(path):
            return path
        if os.path.dirname(folder) == folder:
            return None
        folder = os.path.dirname(folder)


env = Env()


def __getattr__(name):
    if name == "validate":
        from marshmallow import validate

        return validate
    raise AttributeError("module 'environs' has no attribute %r" % name)
