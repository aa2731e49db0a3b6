"""Where records go: the handlers of `logging` itself."""

import sys

import logging
from _thread import RLock
from _weakref import ref

from ._records import Filterer, LogRecord, _defaultFormatter

_handlers = {}
_handlerList = []


def _forget(reference):
    if not _handlerList or logging._lock is None:
        return  # The interpreter is going down.
    with logging._lock:
        if reference in _handlerList:
            _handlerList.remove(reference)


def getHandlerByName(name):
    return _handlers.get(name)


def getHandlerNames():
    return frozenset(_handlers)


class Handler(Filterer):
    """Base of all handlers."""

    def __init__(self, level=logging.NOTSET):
        Filterer.__init__(self)
        self._name = None
        self.level = logging._checkLevel(level)
        self.formatter = None
        self._closed = False
        with logging._lock:
            _handlerList.append(ref(self, _forget))
        self.createLock()

    def get_name(self):
        return self._name

    def set_name(self, name):
        with logging._lock:
            _handlers.pop(self._name, None)
            self._name = name
            if name:
                _handlers[name] = self

    name = property(get_name, set_name)

    def createLock(self):
        self.lock = RLock()

    def acquire(self):
        if self.lock:
            self.lock.acquire()

    def release(self):
        if self.lock:
            self.lock.release()

    def setLevel(self, level):
        self.level = logging._checkLevel(level)

    def format(self, record):
        text = (self.formatter or _defaultFormatter).format(record)
        # What stands in for a package's formatter makes no text.
        return _defaultFormatter.format(record) if getattr(type(text), "_is_stand_in", False) else text

    def emit(self, record):
        raise NotImplementedError("emit must be implemented by Handler subclasses")

    def handle(self, record):
        passed = self.filter(record)
        if isinstance(passed, LogRecord):
            record = passed
        if passed:
            self.acquire()
            try:
                self.emit(record)
            finally:
                self.release()
        return passed

    def setFormatter(self, fmt):
        self.formatter = fmt

    def flush(self):
        pass

    def close(self):
        with logging._lock:
            self._closed = True
            if self._name and _handlers.get(self._name) is self:
                del _handlers[self._name]

    def handleError(self, record):
        if not (logging.raiseExceptions and sys.stderr):
            return
        import traceback

        kind, error, trace = sys.exc_info()
        write = sys.stderr.write
        try:
            write("--- Logging error ---\n")
            write("".join(traceback.format_exception(kind, error, trace)))
            write("Call stack:\n")
            frame = trace.tb_frame
            while frame and frame.f_globals.get("__name__", "").partition(".")[0] == "logging":
                frame = frame.f_back
            if frame:
                traceback.print_stack(frame, file=sys.stderr)
            else:
                write("Logged from file %s, line %s\n" % (record.filename, record.lineno))
            try:
                write("Message: %r\nArguments: %s\n" % (record.msg, record.args))
            except RecursionError:
                raise
            except Exception:
                write(
                    "Unable to print the message and arguments - possible formatting error.\n"
                    "Use the traceback above to help find the error.\n"
                )
        except OSError:
            pass
        finally:
            del kind, error, trace

    def __repr__(self):
        return "<%s (%s)>" % (self.__class__.__name__, logging.getLevelName(self.level))


class StreamHandler(Handler):
    """Writes to a stream, `sys.stderr` if none is given."""

    terminator = "\n"

    def __init__(self, stream=None):
        Handler.__init__(self)
        self.stream = sys.stderr if stream is None else stream

    def flush(self):
        self.acquire()
        try:
            if self.stream and hasattr(self.stream, "flush"):
                self.stream.flush()
        finally:
            self.release()

    def emit(self, record):
        try:
            text = self.format(record)
            self.stream.write(text + self.terminator)
            self.flush()
        except RecursionError:
            raise
        except Exception:
            self.handleError(record)

    def setStream(self, stream):
        if stream is self.stream:
            return None
        before = self.stream
        self.acquire()
        try:
            self.flush()
            self.stream = stream
        finally:
            self.release()
        return before

    def __repr__(self):
        name = str(getattr(self.stream, "name", ""))
        level = logging.getLevelName(self.level)
        return "<%s %s(%s)>" % (self.__class__.__name__, name + " " if name else "", level)

    @classmethod
    def __class_getitem__(cls, item):
        return cls


class _StderrHandler(StreamHandler):
    """Writes to whatever `sys.stderr` is at the moment."""

    def __init__(self, level=logging.NOTSET):
        Handler.__init__(self, level)

    @property
    def stream(self):
        return sys.stderr


class FileHandler(StreamHandler):
    """Appends to a file."""

    def __init__(self, filename, mode="a", encoding=None, delay=False, errors=None):
        import os

        self.baseFilename = os.path.abspath(os.fspath(filename))
        self.mode = mode
        self.encoding = encoding if encoding or "b" in mode else "locale"
        self.errors = errors
        self.delay = delay
        self._builtin_open = open
        if delay:
            Handler.__init__(self)
            self.stream = None
        else:
            StreamHandler.__init__(self, self._open())

    def close(self):
        self.acquire()
        try:
            try:
                if self.stream:
                    try:
                        self.flush()
                    finally:
                        stream, self.stream = self.stream, None
                        if hasattr(stream, "close"):
                            stream.close()
            finally:
                StreamHandler.close(self)
        finally:
            self.release()

    def _open(self):
        # "locale" costs an import and means UTF-8 wherever this runs.
        encoding = "utf-8" if self.encoding == "locale" else self.encoding
        return self._builtin_open(self.baseFilename, self.mode, encoding=encoding, errors=self.errors)

    def emit(self, record):
        if self.stream is None and (self.mode != "w" or not self._closed):
            self.stream = self._open()
        if self.stream:
            StreamHandler.emit(self, record)

    def __repr__(self):
        return "<%s %s (%s)>" % (self.__class__.__name__, self.baseFilename, logging.getLevelName(self.level))


class NullHandler(Handler):
    """Drops everything."""

    def handle(self, record):
        pass

    def emit(self, record):
        pass

    def createLock(self):
        self.lock = None


def shutdown(handlerList=_handlerList):
    for reference in reversed(handlerList[:]):
        handler = reference()
        if not handler:
            continue
        try:
            handler.acquire()
            try:
                if getattr(handler, "flushOnClose", True):
                    handler.flush()
                handler.close()
            except (OSError, ValueError):
                pass  # Closed already, by its owner.
            finally:
                handler.release()
        except Exception:
            if logging.raiseExceptions:
                raise
