"""Logging sections and the loggers that fileConfig makes of them."""

import logging
import logging.config
import os
import sys
import tempfile

from outcome import outcome

TEMPLATE = """[loggers]
keys = root,sqlalchemy,alembic
[handlers]
keys = console
[formatters]
keys = generic
[logger_root]
level = WARNING
handlers = console
qualname =
[logger_sqlalchemy]
level = WARNING
handlers =
qualname = sqlalchemy.engine
[logger_alembic]
level = INFO
handlers =
qualname = alembic
[handler_console]
class = StreamHandler
args = (sys.stderr,)
level = NOTSET
formatter = generic
[formatter_generic]
format = %(levelname)-5.5s [%(name)s] %(message)s
datefmt = %H:%M:%S
"""


def changed(*changes):
    text = TEMPLATE
    for before, after in changes:
        assert before in text, before
        text = text.replace(before, after)
    return text


LOGGING = [
    TEMPLATE,
    "[alembic]\n",
    changed(("sys.stderr", "sys.stdout")),
    changed(("(sys.stderr,)", "()")),
    changed(("args = (sys.stderr,)\n", "")),
    changed(("class = StreamHandler\nargs = (sys.stderr,)", "class = logging.StreamHandler\nargs = ( sys.stdout , )")),
    changed(("class = StreamHandler\nargs = (sys.stderr,)", "class = FileHandler\nargs = ('/tmp/x.log', 'w')")),
    changed(("class = StreamHandler\nargs = (sys.stderr,)", "class = NullHandler\nargs = ()")),
    changed(("class = StreamHandler\nargs = (sys.stderr,)", "class = handlers.RotatingFileHandler\nargs = ('/tmp/x.log',)")),
    changed(("class = StreamHandler\n", "")),
    changed(("level = INFO", "level = DEBUG")),
    changed(("level = INFO", "level = info")),
    changed(("level = INFO", "level = 10")),
    changed(("level = INFO\n", "")),
    changed(("level = NOTSET", "level = ERROR")),
    changed(("level = NOTSET", "level = LOUD")),
    changed(("level = WARNING\nhandlers = console", "level = FATAL\nhandlers = console")),
    changed(("formatter = generic", "formatter = nope")),
    changed(("formatter = generic", "formatter =")),
    changed(("formatter = generic\n", "")),
    changed(("handlers = console\nqual", "handlers = console, nope\nqual")),
    changed(("handlers = console\nqualname =\n", "")),
    changed(("keys = root,sqlalchemy,alembic", "keys = sqlalchemy,alembic")),
    changed(("keys = root,sqlalchemy,alembic", "keys = alembic , root")),
    changed(("keys = root,sqlalchemy,alembic", "keys = root,missing")),
    changed(("keys = console", "keys = console,")),
    changed(("keys = console", "keys =")),
    changed(("keys = generic", "keys =")),
    changed(("[formatters]\nkeys = generic\n", "")),
    changed(("[formatters]\nkeys = generic\n", "[formatters]\n")),
    changed(("[formatter_generic]", "[formatter_other]")),
    changed(("qualname = alembic\n", "qualname = alembic\npropagate = 0\n")),
    changed(("qualname = alembic\n", "qualname = alembic\npropagate = 2\n")),
    changed(("qualname = alembic\n", "qualname = alembic\npropagate = no\n")),
    changed(("qualname = alembic\n", "")),
    changed(("level = INFO\nhandlers =\n", "level = INFO\n")),
    changed(("level = INFO\nhandlers =\n", "level = INFO\nhandlers = console\n")),
    changed(("datefmt = %H:%M:%S\n", "")),
    changed(("datefmt = %H:%M:%S\n", "datefmt =\n")),
    changed(("format = %(levelname)-5.5s [%(name)s] %(message)s", "format = {message}\nstyle = {")),
    changed(("format = %(levelname)-5.5s [%(name)s] %(message)s", "format = $message\nstyle = $")),
    changed(("format = %(levelname)-5.5s [%(name)s] %(message)s", "format = hello")),
    changed(("format = %(levelname)-5.5s [%(name)s] %(message)s", "format = hello %(message)")),
    changed(("format = %(levelname)-5.5s [%(name)s] %(message)s", "format = %(x)*.3D %(message)")),
    changed(("format = %(levelname)-5.5s [%(name)s] %(message)s", "style = !")),
    changed(("format = %(levelname)-5.5s [%(name)s] %(message)s\n", "")),
    changed(("format = %(levelname)-5.5s [%(name)s] %(message)s", "format =")),
    changed(("level = INFO", "level = %(lvl)s")),
    changed(("level = INFO", "lvl = ERROR\nlevel = %(lvl)s")),
    changed(("keys = console", "keys = console,file"), ("[formatter_generic]", "[handler_file]\nclass=FileHandler\nargs=('/tmp/x.log',)\nlevel=ERROR\n[formatter_generic]")),
    "[DEFAULT]\nlevel = ERROR\n" + changed(("level = INFO\n", ""), ("level = NOTSET\n", "")),
]


def logging_case(text):
    root = logging.getLogger()
    for name in list(root.manager.loggerDict):
        del root.manager.loggerDict[name]
    root.handlers.clear()
    root.setLevel(logging.WARNING)
    with tempfile.NamedTemporaryFile("w", suffix=".ini", delete=False) as file:
        file.write(text)

    def describe(logger, name):
        return {
            "name": name,
            "level": logging.getLevelName(logger.level),
            "handlers": [
                {
                    "class": type(handler).__name__,
                    "level": logging.getLevelName(handler.level),
                    "destination": destination(handler),
                    "format": handler.formatter and handler.formatter._fmt,
                    "datefmt": handler.formatter and (handler.formatter.datefmt or None),
                }
                for handler in logger.handlers
            ],
            "propagate": bool(logger.propagate),
        }

    def read():
        logging.config.fileConfig(file.name)
        names = [name for name, logger in root.manager.loggerDict.items() if isinstance(logger, logging.Logger)]
        return [describe(root, None), *(describe(logging.getLogger(name), name) for name in names)]

    result = outcome(read)
    for logger in [root, *root.manager.loggerDict.values()]:
        for handler in list(getattr(logger, "handlers", ())):
            logger.removeHandler(handler)
            if isinstance(handler, logging.FileHandler):
                handler.close()
    os.unlink(file.name)
    return {"text": text, **result}


def destination(handler):
    if isinstance(handler, logging.FileHandler):
        return ["file", handler.baseFilename, handler.mode] if type(handler) is logging.FileHandler else None
    if isinstance(handler, logging.StreamHandler):
        return ["stderr" if handler.stream is sys.stderr else "stdout"]
    return ["nowhere"]
