"""Light `python-decouple`: settings from the environment, `settings.ini` or `.env`."""

import os
import sys

DEFAULT_ENCODING = "UTF-8"
TRUE_VALUES = {"y", "yes", "t", "true", "on", "1"}
FALSE_VALUES = {"n", "no", "f", "false", "off", "0"}


def strtobool(value):
    if isinstance(value, bool):
        return value
    value = value.lower()
    if value in TRUE_VALUES:
        return True
    if value in FALSE_VALUES:
        return False
    raise ValueError("Invalid truth value: " + value)


class UndefinedValueError(Exception):
    pass


class Undefined:
    """The type of "no default, no cast"."""


undefined = Undefined()


class Config:
    """Looks values up: environment first, then the repository."""

    def __init__(self, repository):
        self.repository = repository

    def _cast_boolean(self, value):
        value = str(value)
        return value != "" and strtobool(value)

    @staticmethod
    def _cast_do_nothing(value):
        return value

    def get(self, option, default=undefined, cast=undefined):
        if option in os.environ:
            value = os.environ[option]
        elif option in self.repository:
            value = self.repository[option]
        elif isinstance(default, Undefined):
            raise UndefinedValueError("%s not found. Declare it as envvar or define a default value." % option)
        else:
            value = default
        if isinstance(cast, Undefined):
            cast = self._cast_do_nothing
        elif cast is bool:
            cast = self._cast_boolean
        return cast(value)

    def __call__(self, *args, **kwargs):
        return self.get(*args, **kwargs)


class RepositoryEmpty:
    """Holds nothing."""

    def __init__(self, source="", encoding=DEFAULT_ENCODING):
        pass

    def __contains__(self, key):
        return False

    def __getitem__(self, key):
        return None


class RepositoryIni(RepositoryEmpty):
    """Section `settings` of an ini file."""

    SECTION = "settings"

    def __init__(self, source, encoding=DEFAULT_ENCODING):
        from configparser import ConfigParser

        self.parser = ConfigParser()
        with open(source, encoding=encoding) as file:
            self.parser.read_file(file)

    def __contains__(self, key):
        return key in os.environ or self.parser.has_option(self.SECTION, key)

    def __getitem__(self, key):
        from configparser import NoOptionError

        try:
            return self.parser.get(self.SECTION, key)
        except NoOptionError:
            raise KeyError(key)


class RepositoryEnv(RepositoryEmpty):
    """The lines `KEY=value` of a file."""

    def __init__(self, source, encoding=DEFAULT_ENCODING):
        self.data = {}
        with open(source, encoding=encoding) as file:
            for line in file:
                line = line.strip()
                if not line or line.startswith("#") or "=" not in line:
                    continue
                key, _, value = line.partition("=")
                value = value.strip()
                if len(value) >= 2 and value[0] == value[-1] and value[0] in "'\"":
                    value = value[1:-1]
                self.data[key.strip()] = value

    def __contains__(self, key):
        return key in os.environ or key in self.data

    def __getitem__(self, key):
        return self.data[key]


class RepositorySecret(RepositoryEmpty):
    """A folder with one file a key, as Docker mounts secrets."""

    def __init__(self, source="/run/secrets/"):
        self.data = {}
        for name in os.listdir(source):
            with open(os.path.join(source, name), encoding="utf-8") as file:
                self.data[name] = file.read()

    def __contains__(self, key):
        return key in os.environ or key in self.data

    def __getitem__(self, key):
        return self.data[key]


class AutoConfig:
    """Finds `settings.ini` or `.env` beside the caller's file or above it."""

    SUPPORTED = {"settings.ini": RepositoryIni, ".env": RepositoryEnv}
    encoding = DEFAULT_ENCODING

    def __init__(self, search_path=None):
        self.search_path = search_path
        self.config = None

    def _find_file(self, path):
        for name in self.SUPPORTED:
            file = os.path.join(path, name)
            if os.path.isfile(file):
                return file
        parent = os.path.dirname(path)
        if parent and os.path.normcase(parent) != os.path.normcase(os.path.abspath(os.sep)):
            return self._find_file(parent)
        return ""

    def _load(self, path):
        try:
            file = self._find_file(os.path.abspath(path))
        except OSError:
            file = ""
        repository = self.SUPPORTED.get(os.path.basename(file), RepositoryEmpty)
        self.config = Config(repository(file, encoding=self.encoding))

    def _caller_path(self):
        return os.path.dirname(sys._getframe(2).f_code.co_filename)

    def __call__(self, *args, **kwargs):
        if not self.config:
            self._load(self.search_path or self._caller_path())
        return self.config(*args, **kwargs)


config = AutoConfig()


class Csv:
    """Casts `a, b, c` to a list."""

    def __init__(self, cast=str, delimiter=",", strip=" \t\n\r\x0b\x0c", post_process=list):
        self.cast = cast
        self.delimiter = delimiter
        self.strip = strip
        self.post_process = post_process

    def __call__(self, value):
        if value is None:
            return self.post_process()
        from shlex import shlex

        words = shlex(value, posix=True)
        words.whitespace = self.delimiter
        words.whitespace_split = True
        return self.post_process(self.cast(word.strip(self.strip)) for word in words)


class Choices:
    """Casts, and takes only what is in the list."""

    def __init__(self, flat=None, cast=str, choices=None):
        self.flat = flat or []
        self.cast = cast
        self.choices = choices or []
        self._valid_values = [*self.flat, *[value for value, _ in self.choices]]

    def __call__(self, value):
        result = self.cast(value)
        if result not in self._valid_values:
            raise ValueError("Value not in list: %r; valid values are %r" % (value, self._valid_values))
        return result
