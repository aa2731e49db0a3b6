"""`logging`, `logging.config` and `logging.handlers` against Python's own: the same bytes."""

import unittest

from standins import StandInTest, run

ALEMBIC = """\
[alembic]
script_location = %(here)s/alembic
[loggers]
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

TREE = """
import logging
def tree():
    for name, logger in sorted(logging.root.manager.loggerDict.items()):
        if isinstance(logger, logging.PlaceHolder):
            print(name, "placeholder")
        else:
            print(name, logger, logger.level, logger.parent.name, logger.propagate, logger.disabled, logger.handlers)
    print(logging.root, logging.root.handlers)
"""

SAY = """
for name in (None, "alembic.runtime.migration", "sqlalchemy.engine.Engine", "app", "app.db"):
    for level in (5, 10, 20, 30, 40, 50):
        logging.getLogger(name).log(level, "said at %d by %s", level, name)
"""


def file_config(call="fileConfig('alembic.ini')", before=""):
    return TREE + before + "\nfrom logging.config import fileConfig\n" + call + SAY + "\ntree()\n"


class FileConfig(StandInTest):
    def test_a_formatter_that_stands_in_prints_the_message(self):
        self.check_prints(
            "plain 1\n",
            """
            import _finder; _finder.sys.meta_path.append(_finder.LastFinder)
            import logging, sys, structlog
            handler = logging.StreamHandler(sys.stdout)
            handler.setFormatter(structlog.stdlib.ProcessorFormatter(processor=structlog.dev.ConsoleRenderer()))
            logging.getLogger().addHandler(handler)
            logging.warning("plain %d", 1)
            """,
        )

    def test_the_ini_of_the_generic_template(self):
        self.check_same(file_config(), {"alembic.ini": ALEMBIC})

    def test_formats_levels_and_qualnames(self):
        variants = [
            ("%(levelname)-5.5s", "%(asctime)s,%(msecs)03d"[:0] + "%(levelname)s:%(name)s"),
            ("%(levelname)-5.5s [%(name)s] %(message)s", "%(message)s %(filename)s:%(lineno)d %(funcName)s %(module)s"),
            ("%(levelname)-5.5s [%(name)s] %(message)s", "{levelname:<8} {name} {message}\nstyle = {"),
            ("%(levelname)-5.5s [%(name)s] %(message)s", "${levelname} $name ${message}\nstyle = $"),
            ("level = WARNING\nhandlers = console", "level = DEBUG\nhandlers = console"),
            ("level = INFO\nhandlers =\n", "level = DEBUG\nhandlers = console\npropagate = 0\n"),
            ("level = INFO\nhandlers =\n", "level = DEBUG\nhandlers = console\npropagate = 1\n"),
            ("level = INFO\n", ""),
            ("level = NOTSET", "level = ERROR"),
            ("level = NOTSET\n", ""),
            ("args = (sys.stderr,)", "args = (sys.stdout,)"),
            ("args = (sys.stderr,)", "kwargs = {'stream': sys.stdout}"),
            ("args = (sys.stderr,)\n", ""),
            ("class = StreamHandler\nargs = (sys.stderr,)", "class = FileHandler\nargs = ('x.log', 'w')"),
            ("class = StreamHandler\nargs = (sys.stderr,)", "class = FileHandler\nargs = (os.path.join('.', 'x.log'), 'a', 'utf-8')"),
            ("class = StreamHandler\nargs = (sys.stderr,)", "class = logging.StreamHandler\nargs = (sys.stderr,)"),
            ("class = StreamHandler\nargs = (sys.stderr,)", "class = NullHandler\nargs = ()"),
            (
                "class = StreamHandler\nargs = (sys.stderr,)",
                "class = handlers.RotatingFileHandler\nargs = ('x.log', 'a', 200, 3)",
            ),
            (
                "class = StreamHandler\nargs = (sys.stderr,)",
                "class = logging.handlers.TimedRotatingFileHandler\nargs = ('x.log', 'midnight')",
            ),
            ("keys = generic", "keys = generic "),
            ("keys = root,sqlalchemy,alembic", "keys =\n  root,\n  sqlalchemy,\n  alembic"),
            ("keys = console\n", "keys: console\n"),
            ("keys = console\n", "KEYS = console\n# comment = 1\n   ; another\n"),
            ("[formatter_generic]", "[formatter_generic]\nclass = logging.Formatter"),
            ("handlers =\nqualname = sqlalchemy.engine", "handlers =\nqualname = app"),
        ]
        for before, after in variants:
            with self.subTest(after=after):
                self.assertIn(before, ALEMBIC)
                self.check_same(file_config(), {"alembic.ini": ALEMBIC.replace(before, after)})

    def test_existing_loggers_are_disabled_unless_asked_otherwise(self):
        before = "[logging.getLogger(n) for n in ('app', 'app.db', 'alembic.x', 'alembic.x.y', 'z.q')]\n"
        self.check_same(file_config(before=before), {"alembic.ini": ALEMBIC})
        call = "fileConfig('alembic.ini', disable_existing_loggers=False)"
        self.check_same(file_config(call, before), {"alembic.ini": ALEMBIC})
        self.check_same(file_config("fileConfig('alembic.ini'); fileConfig('alembic.ini')", before), {"alembic.ini": ALEMBIC})

    def test_defaults_paths_files_and_parsers(self):
        text = ALEMBIC.replace("args = (sys.stderr,)", "args = (sys.stdout, ) if '%(here)s' == '/x%%' [1:] or 1 else 2")
        for call in (
            "fileConfig('alembic.ini', defaults={'here': '/x', 'level': 3})",
            "import pathlib; fileConfig(pathlib.Path('alembic.ini'), {'here': '1'}, encoding='utf-8')",
            "fileConfig(open('alembic.ini'), {'here': '1'})",
            "import io; fileConfig(io.StringIO(open('alembic.ini').read()), {'here': '1'})",
            "import configparser; c = configparser.ConfigParser({'here': 'a'}); c.read('alembic.ini'); fileConfig(c)",
        ):
            with self.subTest(call=call):
                self.check_same(file_config(call), {"alembic.ini": text})

    def test_errors_are_those_of_python(self):
        show = "from logging.config import fileConfig\ntry:\n fileConfig('a.ini')\n print('fine')\nexcept Exception as e: print(type(e).__name__, e)"
        variants = [
            ("[formatters]", "[x]"),
            ("[handlers]", "[x]"),
            ("[logger_root]", "[x]"),
            ("keys = root,sqlalchemy,alembic", "keys = sqlalchemy,alembic"),
            ("keys = root,sqlalchemy,alembic", "keys = root,missing"),
            ("keys = console", "keys = missing"),
            ("handlers = console", "handlers = missing"),
            ("qualname = alembic", ""),
            ("handlers = console", ""),
            ("class = StreamHandler", "class = Nothing"),
            ("class = StreamHandler", "class = app.Nothing"),
            ("class = StreamHandler", ""),
            ("args = (sys.stderr,)", "args = (sys.stderr"),
            ("args = (sys.stderr,)", "args = (1, 2, 3)"),
            ("args = (sys.stderr,)", "args = %(missing)s"),
            ("args = (sys.stderr,)", "args = 5 % 3"),
            ("level = INFO", "level = info"),
            ("formatter = generic", "formatter = missing"),
            ("qualname = alembic", "qualname = alembic\npropagate = yes"),
            ("%(levelname)-5.5s [%(name)s] %(message)s", "plain"),
            ("%(levelname)-5.5s [%(name)s] %(message)s", "{message\nstyle={"),
            ("%(levelname)-5.5s [%(name)s] %(message)s", "x\nstyle=?"),
            ("[alembic]\n", "[alembic]\nx = 1\nx = 2\n"),
            ("[handlers]", "[handlers]\nkeys = a\n[handlers]"),
        ]
        for before, after in variants:
            with self.subTest(after=after):
                self.assertIn(before, ALEMBIC)
                self.check_same(show, {"a.ini": ALEMBIC.replace(before, after)})

    def test_missing_empty_and_broken_files_as_since_python_3_12(self):
        show = "from logging.config import fileConfig\ntry: fileConfig('a.ini')\nexcept Exception as e: print(type(e).__name__, e)"
        self.check_prints("FileNotFoundError a.ini doesn't exist", show)
        self.check_prints("RuntimeError a.ini is an empty file", show, {"a.ini": ""})
        headless = "RuntimeError a.ini is invalid: File contains no section headers.\nfile: 'a.ini', line: 1\n'no section = 1\\n'"
        self.check_prints(headless, show, {"a.ini": "no section = 1\n[a]\n"})
        status, printed, _ = run(show, True, {"a.ini": "[a]\nb\n"})
        self.assertEqual(status, 0)
        self.assertTrue(printed.startswith("RuntimeError a.ini is invalid: Source contains parsing errors: "), printed)


class Records(StandInTest):
    def test_every_attribute_and_style(self):
        self.check_same(
            """
            import logging, sys, time
            names = ("name levelno levelname pathname filename module lineno funcName message processName "
                     "threadName exc_text stack_info args msg").split()
            def at(record):
                record.created, record.msecs, record.relativeCreated = 1700000000.25, 250.0, 17.5
                return record
            def show(style, fmt, datefmt=None, **kw):
                try:
                    f = logging.Formatter(fmt, datefmt, style, **kw)
                except ValueError as e:
                    print("invalid", e); return
                h = logging.StreamHandler(sys.stdout); h.setFormatter(f); h.addFilter(at)
                log = logging.Logger("a.b"); log.addHandler(h)
                def inside():
                    log.info("hello %s", "you")
                    log.warning("%(a)s", {"a": 1})
                    log.error({"not": "text"})
                inside()
            show("%", " ".join("%(" + n + ")s" for n in names))
            show("{", " ".join("{" + n + "}" for n in names))
            show("$", " ".join("${" + n + "}" for n in names))
            show("%", "%(asctime)s %(message)s")
            show("%", "%(asctime)s.%(msecs)03d %(message)s", "%d/%m/%Y %H:%M:%S")
            show("{", "{asctime} {message:>20} {levelno:05d} {msecs:.1f}")
            show("$", "$asctime ${message}")
            show("%", "%(levelname)-5.5s|%(levelname)10s|%(relativeCreated)d|%(created)f|%(message).3s")
            show("%", "%(custom)s %(message)s", defaults={"custom": "x"})
            for bad in ("plain", "%(message)", "%(message)q", "%message", "%()s", "%(a b)s", "%(message).s"): show("%", bad)
            for bad in ("plain", "{message", "{}", "{message!x}", "{message:x y}", "{a.b c} {c[d]}"):
                try: show("{", bad)
                except Exception as e: print(type(e), e)
            for bad in ("plain", "$ x", "$$", "${message"): show("$", bad)
            try: show("?", "x")
            except Exception as e: print(e)
            """
        )

    def test_exceptions_stacks_and_broken_arguments(self):
        self.check_same(
            """
            import logging, sys
            logging.basicConfig(stream=sys.stdout, format="%(levelname)s %(message)s")
            def fail(): raise ValueError("bad")
            try: fail()
            except ValueError as e:
                error = e
                logging.exception("caught %s", 1)
                logging.error("again", exc_info=e)
                logging.warning("tuple", exc_info=(type(e), e, None))
                logging.warning("nothing", exc_info=False)
            logging.error("no exception", exc_info=True)
            logging.getLogger("x").error("with stack", stack_info=True)
            logging.getLogger("x").error("level %d", 1, stacklevel=2)
            logging.error("extra", extra={"a": 1})
            try: logging.error("extra", extra={"message": 1})
            except KeyError as e: print(e)
            try: logging.log("x", "y")
            except TypeError as e: print(e)
            """
        )
        status, printed, complaints = run("import logging\nlogging.warning('%d', 'x')", True)
        self.assertEqual(status, 0)
        self.assertTrue(complaints.startswith("--- Logging error ---\nTraceback (most recent call last):\n"), complaints)
        self.assertTrue(complaints.endswith("logging.warning('%d', 'x')\nMessage: '%d'\nArguments: ('x',)\n"), complaints)

    def test_levels_filters_adapters_and_the_tree(self):
        self.check_same(
            TREE
            + """
import sys
print(logging.getLevelName(20), logging.getLevelName("INFO"), logging.getLevelName(17), logging.getLevelName("x"))
logging.addLevelName(25, "NOTICE")
print(logging.getLevelName(25), logging.getLevelNamesMapping())
logging.basicConfig(stream=sys.stdout, level="NOTICE", format="%(levelname)s:%(name)s:%(lineno)d:%(funcName)s:%(message)s")
logging.log(25, "notice"); logging.info("not seen"); logging.debug("no")
a = logging.getLogger("a"); abc = logging.getLogger("a.b.c"); ab = logging.getLogger("a.b")
print(abc.parent, ab.parent, a.getChild("b") is ab, logging.getLogger("root") is logging.root, a.hasHandlers())
a.setLevel(logging.ERROR); print(abc.getEffectiveLevel(), abc.isEnabledFor(30), abc.isEnabledFor(40))
logging.disable(logging.ERROR); abc.error("disabled"); logging.disable(logging.NOTSET); abc.error("enabled")
class Only(logging.Filter):
    def filter(self, record): return "keep" in record.getMessage()
ab.addFilter(Only()); ab.error("keep me"); ab.error("drop me")
ab.filters.clear(); ab.addFilter(lambda r: r.levelno > 40); ab.error("no"); ab.critical("yes")
h = logging.StreamHandler(sys.stdout); h.addFilter(logging.Filter("a.b")); print(h, logging.Handler(), logging.NullHandler())
q = logging.getLogger("q"); q.propagate = False; q.addHandler(h); q.error("hidden")
adapter = logging.LoggerAdapter(abc, {"user": "me"})
def speak(): adapter.warning("low"); adapter.error("adapted %s", 1); print(adapter)
speak()
class Mine(logging.LoggerAdapter):
    def process(self, msg, kwargs): return "[%s] %s" % (self.extra["user"], msg), kwargs
Mine(abc, {"user": "me"}).critical("mine")
for call in (lambda: logging.getLogger(3), lambda: a.setLevel("x"), lambda: a.setLevel(1.5), lambda: logging.setLoggerClass(int),
             lambda: logging.basicConfig(force=True, nonsense=1), lambda: logging.basicConfig(force=True, stream=1, filename="x"),
             lambda: logging.basicConfig(force=True, style="x"), lambda: logging.Handler().emit(None)):
    try: call(); print("fine")
    except Exception as e: print(type(e).__name__, e)
class L(logging.Logger): pass
logging.setLoggerClass(L); print(type(logging.getLogger("made.later")), logging.getLoggerClass())
print(logging.makeLogRecord({"msg": "x"}), logging.getLogger("made"))
tree()
"""
        )

    def test_the_last_resort_and_warnings(self):
        self.check_same(
            """
            import logging, warnings
            logging.getLogger("a").info("no"); logging.getLogger("a").warning("bare")
            logging.captureWarnings(True); warnings.warn("captured"); logging.captureWarnings(False); warnings.warn("plain")
            logging.lastResort = None; logging.getLogger("b").warning("lost"); logging.getLogger("b").warning("lost")
            """
        )

    def test_files_and_buffers(self):
        self.check_same(
            """
            import logging, logging.handlers, os, sys
            out = logging.StreamHandler(sys.stdout)
            h = logging.handlers.RotatingFileHandler("r.log", maxBytes=60, backupCount=2); log = logging.getLogger("r"); log.addHandler(h)
            for n in range(12): log.error("message number %d", n)
            m = logging.handlers.MemoryHandler(3, target=out); log.addHandler(m)
            for n in range(4): log.warning("kept %d", n)
            log.error("now")
            d = logging.FileHandler("d.log", delay=True, encoding="utf-8"); print(d, os.path.exists("d.log"))
            log.addHandler(d); log.error("grüße"); logging.shutdown()
            for name in sorted(os.listdir(".")):
                if name.endswith(".py"): continue
                print(name, open(name, encoding="utf-8").read())
            t = logging.handlers.TimedRotatingFileHandler("t.log", when="W2", utc=True)
            print(t.computeRollover(1700000000), t.suffix)
            for when in ("S", "m", "H", "D", "midnight"):
                t = logging.handlers.TimedRotatingFileHandler("t.log", when=when, interval=2 if when != "midnight" else 1, utc=True); print(t.computeRollover(1700000000), t.suffix)
            for when in ("W", "W9", "X"):
                try: logging.handlers.TimedRotatingFileHandler("t.log", when=when)
                except ValueError as e: print(e)
            """
        )

    def test_network_handlers_say_that_they_are_not_served(self):
        self.check_prints(
            "logging.handlers.SysLogHandler is not served here: log to a stream or a file while migrations run",
            """
            import logging.handlers
            try: logging.handlers.SysLogHandler(address="/dev/log")
            except NotImplementedError as e: print(e)
            """,
        )


class DictConfig(StandInTest):
    def check(self, config, more=""):
        self.check_same(TREE + "import logging.config, sys\n" + more + "logging.config.dictConfig(" + config + ")\n" + SAY + "\ntree()")

    def test_usual_dictionaries(self):
        for config in (
            "{'version': 1}",
            "{'version': 1, 'root': {'level': 'INFO'}}",
            """{'version': 1, 'disable_existing_loggers': False,
                'formatters': {'f': {'format': '%(levelname)s %(name)s %(message)s'}, 'g': {'format': '{message}', 'style': '{'}},
                'filters': {'app': {'name': 'app'}},
                'handlers': {'out': {'class': 'logging.StreamHandler', 'formatter': 'f', 'stream': 'ext://sys.stdout', 'level': 'INFO'},
                             'err': {'class': 'logging.StreamHandler', 'formatter': 'g', 'filters': ['app']}},
                'loggers': {'app': {'level': 'DEBUG', 'handlers': ['out'], 'propagate': False}, 'alembic': {'level': 20}},
                'root': {'level': 'WARNING', 'handlers': ['out', 'err']}}""",
            """{'version': 1, 'formatters': {'f': {'()': 'logging.Formatter', 'format': 'x %(message)s'}},
                'handlers': {'a': {'()': 'ext://logging.StreamHandler', 'stream': 'ext://sys.stdout', 'formatter': 'f', '.': {'terminator': '!\\n'}},
                             'b': {'class': 'logging.handlers.MemoryHandler', 'capacity': 1, 'target': 'c', 'flushLevel': 'INFO'},
                             'c': {'class': 'logging.FileHandler', 'filename': 'c.log', 'mode': 'w'}},
                'root': {'level': 5, 'handlers': ['a', 'b']}}""",
            """{'version': 1, 'names': {'list': ['cfg://names.level', 'x'], 'level': 'ERROR'},
                'handlers': {'a': {'class': 'logging.StreamHandler', 'stream': 'ext://sys.stdout', 'level': 'cfg://names.list[0]'}},
                'root': {'handlers': ['a'], 'level': 'DEBUG'}}""",
        ):
            with self.subTest(config=config):
                self.check(config)
                self.check(config, "[logging.getLogger(n) for n in ('app.x', 'old', 'alembic.y')]\n")

    def test_incremental(self):
        more = """
logging.config.dictConfig({'version': 1, 'handlers': {'a': {'class': 'logging.StreamHandler', 'stream': 'ext://sys.stdout'}}, 'root': {'handlers': ['a']}})
"""
        self.check("{'version': 1, 'incremental': True, 'handlers': {'a': {'level': 'ERROR'}}, 'loggers': {'app': {'level': 10}}}", more)

    def test_errors(self):
        self.check_same(
            """
            import logging.config
            for config in ({}, {'version': 2}, {'version': 1, 'handlers': {'a': {'class': 'nowhere.X'}}},
                {'version': 1, 'handlers': {'a': {'class': 'logging.StreamHandler', 'formatter': 'f'}}},
                {'version': 1, 'handlers': {'a': {'class': 'logging.StreamHandler', 'level': 'f'}}},
                {'version': 1, 'root': {'handlers': ['a']}}, {'version': 1, 'loggers': {'x': {'handlers': ['a']}}},
                {'version': 1, 'formatters': {'f': {'format': 'plain'}}}, {'version': 1, 'incremental': True, 'handlers': {'nope': {}}},
                {'version': 1, 'handlers': {'a': {'class': 'logging.StreamHandler', 'bad name': 1}}},
                {'version': 1, 'handlers': {'a': {'class': 'logging.StreamHandler', 'filters': ['f']}}}):
                try: logging.config.dictConfig(config); print("fine")
                except Exception as e:
                    while e is not None: print(type(e).__name__, e); e = e.__cause__
            """
        )


if __name__ == "__main__":
    unittest.main()
