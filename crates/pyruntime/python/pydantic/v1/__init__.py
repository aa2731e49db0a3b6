"""What version 2 keeps of version 1: whoever imports it wants its settings and models as they were."""

import pydantic
from pydantic import _version_1

_version_1.begin()
VERSION = __version__ = "1.10.26"


def __getattr__(name):
    if name.startswith("__"):
        raise AttributeError("module 'pydantic.v1' has no attribute %r" % (name,))
    value = globals()[name] = getattr(pydantic, name)
    return value
