"""Reads TOML as `rtoml` does; it writes none."""

import tomllib as _tomllib

__version__ = "0.12.0"
TomlParsingError = _tomllib.TOMLDecodeError


def loads(toml, *, none_value=None):
    return _with_none(_tomllib.loads(toml), none_value)


def load(toml, *, none_value=None):
    """Of a path, an open file, or text."""
    if hasattr(toml, "__fspath__"):
        with open(toml, encoding="utf-8") as file:
            toml = file.read()
    elif hasattr(toml, "read"):
        toml = toml.read()
    return loads(toml, none_value=none_value)


def _with_none(value, none_value):
    if none_value is None:
        return value
    if isinstance(value, dict):
        return {key: _with_none(item, none_value) for key, item in value.items()}
    if isinstance(value, list):
        return [_with_none(item, none_value) for item in value]
    return None if value == none_value else value


def dumps(obj, **options):
    raise NotImplementedError("rtoml.dumps() is not served while migrations run: Limbeck writes no TOML")


def dump(obj, file, **options):
    raise NotImplementedError("rtoml.dump() is not served while migrations run: Limbeck writes no TOML")
