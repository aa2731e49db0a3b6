"""Where version 1 keeps `BaseSettings`."""

from . import _version_1

_version_1.begin()
BaseSettings = _version_1.settings()
