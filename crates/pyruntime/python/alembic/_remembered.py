"""Whether a run of env.py would say the same again: then the next one needs no Python (`src/transcript`).

Files, folders and what is printed are noted while it runs. Any doubt means that the run is not remembered.
"""

import io
import os
import sys

import _host
from _limbeck import doubt, looks, printed

from . import _opened

# Fields of a log line that are others in each run.
_OF_THE_RUN = ("asctime", "created", "msecs", "process", "relativeCreated", "thread")


class _Noted(io.TextIOWrapper):
    """A standard stream that notes what is printed."""

    def write(self, text):
        if printed(self is sys.stderr, text):
            return super().write(text)
        return len(text)

    @property
    def buffer(self):
        # What is written there nobody notes.
        doubt()
        return super().buffer


# Variables that the host itself reads when it connects.
_OF_THE_HOST = ("PG", "LIMBECK_", "SSL")
_found = {}

# The streams of before: with one of them its file would be closed.
_replaced = []


def _of_the_host():
    return {name: value for name, value in os.environ.items() if name.startswith(_OF_THE_HOST)}


def begin():
    """Notes from now on what user code opens and prints."""
    global _found
    _opened.watch()
    _found = _of_the_host()
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if type(stream) is io.TextIOWrapper:
            stream.flush()
            _replaced.append(stream)
            noted = _Noted(
                stream.buffer, stream.encoding, stream.errors, None, stream.line_buffering, stream.write_through
            )
            setattr(sys, name, noted)
            setattr(sys, "__%s__" % name, noted)


def depends_on():
    """Everything that the run has looked at, and its state; None where there is doubt."""
    if _host.has_read_texts or _logs_what_changes() or _found != _of_the_host():
        return None
    return looks()


def _logs_what_changes():
    """Whether a line that is logged goes elsewhere than to the standard streams, or tells of this run."""
    logging = sys.modules.get("logging")
    if logging is None:
        return False
    loggers = [logging.root] + list(logging.root.manager.loggerDict.values())
    if logging.getLogRecordFactory() is not logging.LogRecord or any(getattr(logger, "filters", ()) for logger in loggers):
        return True
    handlers = [handler for logger in loggers for handler in getattr(logger, "handlers", ())]
    return any(not _is_repeatable(handler, logging) for handler in handlers)


def _is_repeatable(handler, logging):
    if type(handler) is logging.NullHandler:
        return True
    if type(handler) is not logging.StreamHandler or type(handler.stream) is not _Noted or handler.filters:
        return False
    formatter = handler.formatter
    if formatter is None:
        return True
    text = getattr(formatter, "_fmt", None) or ""
    return type(formatter) is logging.Formatter and not any(field in text for field in _OF_THE_RUN)
