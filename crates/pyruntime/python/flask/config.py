"""`app.config`: a dictionary that is filled from objects, files and the environment."""

import errno
import json
import os
import sys


class Config(dict):
    def __init__(self, root_path, defaults=None):
        super().__init__(defaults or {})
        self.root_path = root_path

    def from_object(self, obj):
        if isinstance(obj, str):
            obj = _imported(obj)
        if getattr(type(obj), "_is_stand_in", False):
            raise NotImplementedError("%r decides the settings of the application and is not part of Limbeck" % obj)
        for key in dir(obj):
            if key.isupper():
                self[key] = getattr(obj, key)

    def from_mapping(self, mapping=None, **kwargs):
        for key, value in {**(mapping or {}), **kwargs}.items():
            if key.isupper():
                self[key] = value
        return True

    def from_envvar(self, variable_name, silent=False):
        file = os.environ.get(variable_name)
        if file:
            return self.from_pyfile(file, silent=silent)
        if silent:
            return False
        raise RuntimeError(
            "The environment variable %r is not set and as such configuration could not be loaded. Set this variable and"
            " make it point to a configuration file" % variable_name
        )

    def from_prefixed_env(self, prefix="FLASK", *, loads=json.loads):
        prefix = prefix + "_"
        for name in sorted(os.environ):
            if name.startswith(prefix):
                self._set_nested(name[len(prefix) :].split("__"), _read(os.environ[name], loads))
        return True

    def _set_nested(self, keys, value):
        place = self
        for key in keys[:-1]:
            place = place.setdefault(key, {})
        place[keys[-1]] = value

    def from_pyfile(self, filename, silent=False):
        path = os.path.join(self.root_path, filename)
        module = type(sys)("config")
        module.__file__ = path
        try:
            with open(path, "rb") as opened:
                source = opened.read()
        except OSError as error:
            if silent and error.errno in (errno.ENOENT, errno.EISDIR, errno.ENOTDIR):
                return False
            raise
        exec(compile(source, path, "exec"), module.__dict__)
        self.from_object(module)
        return True

    def from_file(self, filename, load, silent=False, text=True):
        try:
            with open(os.path.join(self.root_path, filename), "r" if text else "rb") as opened:
                loaded = load(opened)
        except OSError as error:
            if silent and error.errno in (errno.ENOENT, errno.EISDIR):
                return False
            raise
        return self.from_mapping(loaded)

    def get_namespace(self, namespace, lowercase=True, trim_namespace=True):
        found = {}
        for key, value in self.items():
            if key.startswith(namespace):
                key = key[len(namespace) :] if trim_namespace else key
                found[key.lower() if lowercase else key] = value
        return found

    def __repr__(self):
        return "<%s %s>" % (type(self).__name__, dict.__repr__(self))


def _read(text, loads):
    try:
        return loads(text)
    except Exception:
        return text


def _imported(name):
    """`package.module`, `package.module.Class` or `package.module:Class`."""
    path = name.replace(":", ".")
    try:
        __import__(path)
        return sys.modules[path]
    except ImportError:
        if "." not in path:
            raise
    module, _, attribute = path.rpartition(".")
    found = __import__(module, fromlist=[attribute])
    try:
        return getattr(found, attribute)
    except AttributeError as error:
        raise ImportError(str(error)) from None
