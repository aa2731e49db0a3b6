"""The external Python's end of the port: messages are lines of JSON on a socket of their own (WIRE.md)."""

import os
import signal
import sys
import threading
import time
from os import write as _write

from _external import values

_port = None
_reader = None

# Whether code of the port runs, in which an exception would cost a message: Ctrl-C waits for its end.
_is_masked = True
_is_interrupted = False

# One Ctrl-C may arrive twice: from the terminal, and from the host.
_last_interrupt = float("-inf")
_SAME_INTERRUPT = 1.0


def connect(port, reader, lifeline):
    """Takes the socket, and watches the host's life on a pipe that it holds open."""
    global _port, _reader
    _port, _reader = port, reader
    threading.Thread(target=_end_with_host, args=(lifeline,), name="limbeck-lifeline", daemon=True).start()
    signal.signal(signal.SIGINT, _interrupt)


def _end_with_host(lifeline):
    while os.read(lifeline, 1):
        pass
    # The host closes the port first and gives the end of this process its time.
    time.sleep(_PATIENCE)
    os._exit(1)


_PATIENCE = 2.0


def _interrupt(number, frame):
    global _last_interrupt, _is_interrupted
    now = time.monotonic()
    if now - _last_interrupt < _SAME_INTERRUPT:
        return
    _last_interrupt = now
    _is_interrupted = True
    if not _is_masked:
        _unmask()


def _unmask():
    global _is_masked, _is_interrupted
    _is_masked = False
    if _is_interrupted:
        _is_interrupted = False
        raise KeyboardInterrupt


def exchange(message):
    """Sends one message (None: nothing yet) and waits for the next.

    Ctrl-C that arrives meanwhile is raised with an answer. A `do` is not lost to it: the host waits for the outcome, and
    `perform` raises.
    """
    global _is_masked
    _is_masked = True
    if message is not None:
        _send(message)
    line = _reader.readline()
    if not line.endswith(b"\n"):
        raise RuntimeError("the host is gone")
    reply = values.decode(line)
    if "do" not in reply:
        _unmask()
    return reply


def perform(function, name, message):
    """Calls what the host asks for; returns the outcome and None, or None and the exception."""
    global _is_masked
    try:
        _unmask()
        outcome = function(name, message)
        _is_masked = True
        return outcome, None
    except BaseException as raised:
        _is_masked = True
        return None, raised


def post(message):
    """Sends one message that wants no answer."""
    _send(message)


def _send(message):
    try:
        rest = memoryview(values.encode(message))
        while rest:
            rest = rest[_write(_port, rest) :]
    except OSError:
        raise RuntimeError("the host is gone") from None


# Folders of what is installed: their lines are not the user's.
_INSTALLED = (os.sep + "site-packages" + os.sep, os.sep + "dist-packages" + os.sep)
_LIBRARY = tuple(
    os.path.dirname(os.path.abspath(module.__file__)) + os.sep for module in (os, threading) if module.__file__
)


def is_users(file):
    """Whether a line of that file is shown in a traceback."""
    if not file.endswith(".py") or any(folder in file for folder in _INSTALLED):
        return False
    return not file.startswith(_LIBRARY)


def is_plain(file):
    """Nothing is read ahead here: the syntax tree is the host's, and the models may be anything."""
    return False
