"""`starlette.config`: settings from the environment and a file."""

import os


class undefined:
    pass


class EnvironError(Exception):
    pass


class Environ:
    """The environment; a variable that was read cannot be changed any more."""

    def __init__(self, environ=os.environ):
        self._environ = environ
        self._has_been_read = set()

    def __getitem__(self, key):
        self._has_been_read.add(key)
        return self._environ[key]

    def __setitem__(self, key, value):
        self._check(key, "set")
        self._environ[key] = value

    def __delitem__(self, key):
        self._check(key, "delete")
        del self._environ[key]

    def _check(self, key, action):
        if key in self._has_been_read:
            raise EnvironError("Attempting to %s environ['%s'], but the value has already been read." % (action, key))

    def __contains__(self, key):
        return key in self._environ

    def __iter__(self):
        return iter(self._environ)

    def __len__(self):
        return len(self._environ)

    def get(self, key, default=None):
        return self[key] if key in self else default


environ = Environ()


class Config:
    """Looks settings up: environment, then file, then default."""

    def __init__(self, env_file=None, environ=environ, env_prefix="", encoding="utf-8"):
        self.environ = environ
        self.env_prefix = env_prefix
        self.file_values = {}
        if env_file is not None:
            if not os.path.isfile(env_file):
                import warnings

                warnings.warn(f"Config file '{env_file}' not found.")
            else:
                self.file_values = self._read_file(env_file, encoding)

    def __call__(self, key, cast=None, default=undefined):
        return self.get(key, cast, default)

    def get(self, key, cast=None, default=undefined):
        key = self.env_prefix + key
        for values in (self.environ, self.file_values):
            if key in values:
                return self._perform_cast(key, values[key], cast)
        if default is not undefined:
            return self._perform_cast(key, default, cast)
        raise KeyError(f"Config '{key}' is missing, and has no default.")

    def _read_file(self, file_name, encoding):
        values = {}
        with open(file_name, encoding=encoding) as file:
            for line in file:
                line = line.strip()
                if "=" in line and not line.startswith("#"):
                    key, _, value = line.partition("=")
                    values[key.strip()] = value.strip().strip("\"'")
        return values

    def _perform_cast(self, key, value, cast=None):
        if cast is None or value is None:
            return value
        if cast is bool and isinstance(value, str):
            known = {"true": True, "1": True, "false": False, "0": False}
            if value.lower() not in known:
                raise ValueError(f"Config '{key}' has value '{value}'. Not a valid bool.")
            return known[value.lower()]
        try:
            return cast(value)
        except (TypeError, ValueError):
            raise ValueError(f"Config '{key}' has value '{value}'. Not a valid {cast.__name__}.")
