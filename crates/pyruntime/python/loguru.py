"""Light `loguru`: one logger that writes to standard error, or where `add` says."""

import sys

_LEVELS = {"TRACE": 5, "DEBUG": 10, "INFO": 20, "SUCCESS": 25, "WARNING": 30, "ERROR": 40, "CRITICAL": 50}


class _Sink:
    def __init__(self, target, level, format, filter):
        self.target = target
        self.level = _LEVELS.get(level, level)
        self.format = format
        self.filter = filter

    def write(self, record):
        if record["no"] < self.level or callable(self.filter) and not self.filter(record):
            return
        text = self._text(record)
        if callable(self.target):
            self.target(text)
        elif hasattr(self.target, "write"):
            self.target.write(text)
        elif hasattr(self.target, "handle"):
            self._to_handler(record)
        else:
            with open(self.target, "a", encoding="utf-8") as file:
                file.write(text)

    def _text(self, record):
        import time

        moment = time.strftime("%Y-%m-%d %H:%M:%S", time.localtime(record["time"]))
        line = "%s.%03d | %-8s | %s:%s:%d - %s\n" % (
            moment,
            record["time"] % 1 * 1000,
            record["level"],
            record["name"],
            record["function"],
            record["line"],
            record["message"],
        )
        if record["exception"] is not None:
            import traceback

            line += "".join(traceback.format_exception(record["exception"]))
        return line

    def _to_handler(self, record):
        import logging

        info = record["exception"]
        info = (type(info), info, info.__traceback__) if info is not None else None
        self.target.handle(
            logging.LogRecord(
                record["name"], record["no"], record["file"], record["line"], record["message"], (), info, record["function"]
            )
        )


class Logger:
    """`loguru.logger`."""

    def __init__(self, sinks, extra=None, exception=None, depth=0):
        self._sinks = sinks
        self._extra = extra or {}
        self._exception = exception
        self._depth = depth

    def add(self, sink, *, level="DEBUG", format=None, filter=None, **options):
        number = max(self._sinks, default=-1) + 1
        self._sinks[number] = _Sink(sink, level, format, filter)
        return number

    def remove(self, handler_id=None):
        if handler_id is None:
            self._sinks.clear()
        elif handler_id not in self._sinks:
            raise ValueError("There is no existing handler with id %d" % handler_id)
        else:
            del self._sinks[handler_id]

    def configure(self, *, handlers=None, extra=None, **options):
        if handlers is not None:
            self.remove()
            for handler in handlers:
                self.add(**handler)
        self._extra.update(extra or {})
        return list(self._sinks)

    def bind(self, **extra):
        return Logger(self._sinks, {**self._extra, **extra}, self._exception, self._depth)

    def opt(self, *, exception=None, depth=0, **options):
        if exception is True:
            exception = sys.exc_info()[1]
        elif isinstance(exception, tuple):
            exception = exception[1]
        return Logger(self._sinks, self._extra, exception or None, depth)

    def patch(self, patcher):
        return self

    def level(self, name, no=None, color=None, icon=None):
        from types import SimpleNamespace

        if no is not None:
            _LEVELS[name] = no
        if name not in _LEVELS:
            raise ValueError("Level '%s' does not exist" % name)
        return SimpleNamespace(name=name, no=_LEVELS[name], color=color or "", icon=icon or " ")

    def catch(self, *args, **options):
        if len(args) == 1 and callable(args[0]) and not isinstance(args[0], type):
            return args[0]
        return lambda function: function

    def contextualize(self, **extra):
        from contextlib import nullcontext

        return nullcontext()

    def enable(self, name):
        """Nothing is ever disabled."""

    def disable(self, name):
        """Nothing is ever disabled."""

    def complete(self):
        async def nothing():
            return None

        return nothing()

    def log(self, level, message, *args, **kwargs):
        self._log(level, message, args, kwargs)

    def trace(self, message, *args, **kwargs):
        self._log("TRACE", message, args, kwargs)

    def debug(self, message, *args, **kwargs):
        self._log("DEBUG", message, args, kwargs)

    def info(self, message, *args, **kwargs):
        self._log("INFO", message, args, kwargs)

    def success(self, message, *args, **kwargs):
        self._log("SUCCESS", message, args, kwargs)

    def warning(self, message, *args, **kwargs):
        self._log("WARNING", message, args, kwargs)

    def error(self, message, *args, **kwargs):
        self._log("ERROR", message, args, kwargs)

    def critical(self, message, *args, **kwargs):
        self._log("CRITICAL", message, args, kwargs)

    def exception(self, message, *args, **kwargs):
        self.opt(exception=True, depth=self._depth)._log("ERROR", message, args, kwargs)

    def _log(self, level, message, args, kwargs):
        import time

        frame = sys._getframe(2 + self._depth)
        text = str(message)
        record = {
            "level": level if isinstance(level, str) else "Level %s" % level,
            "no": _LEVELS.get(level, level),
            "message": text.format(*args, **kwargs) if args or kwargs else text,
            "time": time.time(),
            "name": frame.f_globals.get("__name__"),
            "function": frame.f_code.co_name,
            "file": frame.f_code.co_filename,
            "line": frame.f_lineno,
            "exception": self._exception,
            "extra": {**self._extra, **kwargs},
        }
        for sink in list(self._sinks.values()):
            sink.write(record)


class _Stderr:
    """Standard error as it is at the moment."""

    def write(self, text):
        sys.stderr.write(text)


logger = Logger({0: _Sink(_Stderr(), "DEBUG", None, None)})
