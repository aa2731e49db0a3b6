"""Which files user code opens: what is kept between runs depends on their content."""

import builtins
import io

try:
    from _limbeck import doubt, see
except ImportError:
    # Only the embedded Python keeps anything.
    see = None

# Why nothing is kept that depends on files.
doubts = []

_open = io.open

# What is found there is another thing each time.
_OF_THE_SYSTEM = ("/dev/", "/proc/", "/sys/")


def watch():
    """Notes from now on which files are opened."""
    doubts.clear()
    if see is not None and builtins.open is _open:
        builtins.open = io.open = _noting


def _noting(file, mode="r", *arguments, **keywords):
    is_nameless = isinstance(file, int)
    if is_nameless or "+" in mode:
        doubts.append("a file is read and written, or has no name")
    if is_nameless or set(mode) & set("wax+"):
        # What a run writes, a run that is remembered would not write.
        doubt()
        return _open(file, mode, *arguments, **keywords)
    try:
        return _open(file, mode, *arguments, **keywords)
    finally:
        import os

        path = os.path.abspath(os.fsdecode(file))
        see(path)
        if path.startswith(_OF_THE_SYSTEM):
            doubt()
