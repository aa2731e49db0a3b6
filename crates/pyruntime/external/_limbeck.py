"""The external Python's end of the port: messages are lines of JSON on a socket of their own (WIRE.md)."""

import os
import signal
import sys
import threading
import time

from _external import values

_port = None
_reader = None

# Whether a reply is awaited: Ctrl-C then waits as well, so that no message is cut in two.
_is_waiting = False
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
    if _is_waiting:
        _is_interrupted = True
        return
    raise KeyboardInterrupt


def exchange(message):
    """Sends one message (None: nothing yet) and waits for the next."""
    global _is_waiting, _is_interrupted
    _is_waiting = True
    try:
        while True:
            if message is not None:
                _send(message)
            line = _reader.readline()
            if not line.endswith(b"\n"):
                raise RuntimeError("the host is gone")
            reply = values.decode(line)
            if not _is_interrupted:
                return reply
            _is_interrupted = False
            if "do" not in reply:
                raise KeyboardInterrupt
            # The host waits for the outcome of what it asks; the interrupt goes on rising with its next answer.
            message = {"raised": {"module": "builtins", "class": "KeyboardInterrupt", "message": "", "frames": []}}
    finally:
        _is_waiting = False


def post(message):
    """Sends one message that wants no answer."""
    _send(message)


def _send(message):
    try:
        _port.sendall(values.encode(message))
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
