"""What scripts change of the process, and what is seen of it: one topic a run, named by the environment."""

import decimal
import logging
import os
import random
import sys
import warnings

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

TOPICS = {}
HERE = os.path.dirname(os.path.abspath(__file__))


def topic(change):
    """Registers a class: `change()` runs in the first script, `see()` wherever something may be noticed."""
    TOPICS[change.__name__] = change
    return change


def show(*values):
    print(*values, flush=True)


def early():
    """What env.py changes before anything runs."""
    getattr(TOPICS[os.environ["TOPIC"]], "early", bool)()


def change():
    show("a1 changes")
    TOPICS[os.environ["TOPIC"]].change()


def see(who):
    show(who, "sees", *TOPICS[os.environ["TOPIC"]].see())


def outcome(function):
    try:
        return function()
    except Exception as error:
        return "%s: %s" % (type(error).__name__, error)


@topic
class environ:
    def change():
        os.environ["SET_BY_A1"] = "1"
        os.environ.pop("GIVEN", None)

    def see():
        return os.environ.get("SET_BY_A1"), os.getenv("GIVEN"), "SET_BY_A1" in os.environ


@topic
class sys_path:
    def change():
        sys.path.insert(0, os.path.join(HERE, "more"))

    def see():
        return [path.replace(HERE, "<HERE>") for path in sys.path if path.startswith(HERE)], outcome(importing)


def importing():
    import only_in_more

    return only_in_more.NAME


@topic
class sys_path_removed:
    def change():
        sys.path[:] = [path for path in sys.path if path != HERE]

    def see():
        return HERE in sys.path, outcome(lambda: __import__("beside").__name__)


@topic
class sys_modules:
    def change():
        made = type(sys)("made_up")
        made.VALUE = 42
        sys.modules["made_up"] = made
        sys.modules["json"] = made
        sys.modules["beside"] = None

    def see():
        import json

        return (
            outcome(lambda: __import__("made_up").VALUE),
            json.__name__,
            outcome(lambda: __import__("beside").__name__).partition(":")[0],
        )


@topic
class sys_modules_again:
    """A module that is taken out is executed again."""

    def change():
        import beside

        beside.NUMBER = 2
        sys.modules.pop("beside")

    def see():
        import beside

        beside.NUMBER += 10
        return beside.NUMBER, sys.modules["beside"] is beside


@topic
class scripts_are_no_modules:
    def change():
        pass

    def see():
        return sorted(name for name in sys.modules if "first" in name and "a1" in name or name == "env_py")


@topic
class levels:
    """The second script's line of Alembic's is not shown."""

    def change():
        logging.getLogger("alembic").setLevel(logging.ERROR)
        logging.getLogger("app").setLevel(logging.DEBUG)

    def see():
        logging.getLogger("app").debug("a debug line")
        return logging.getLogger("alembic").level, logging.getLogger("alembic.runtime.migration").isEnabledFor(20)


@topic
class all_levels:
    def change():
        logging.disable(logging.WARNING)

    def see():
        logging.getLogger("app").warning("a warning")
        logging.getLogger("app").error("an error")
        return logging.root.manager.disable, logging.getLogger("alembic").isEnabledFor(logging.INFO)


class Told(logging.Handler):
    def emit(self, record):
        show("told:", record.name, record.getMessage())


@topic
class handlers:
    """Alembic's own lines reach a handler that a script has added."""

    def change():
        logging.getLogger("alembic").addHandler(Told())
        for handler in list(logging.root.handlers):
            logging.root.removeHandler(handler)

    def see():
        kinds = [type(handler).__name__ for handler in logging.getLogger("alembic").handlers]
        return logging.root.handlers, kinds


@topic
class disabled_loggers:
    def change():
        logging.getLogger("alembic.runtime.migration").disabled = True
        logging.getLogger("app").disabled = True

    def see():
        logging.getLogger("app").error("an error")
        return logging.getLogger("app").disabled, logging.getLogger("alembic.runtime.migration").disabled


@topic
class propagation:
    def change():
        logging.getLogger("alembic").propagate = False
        logging.getLogger("app").propagate = False
        logging.getLogger("app").addHandler(Told())

    def see():
        logging.getLogger("app").error("an error")
        return (logging.getLogger("alembic").propagate,)


@topic
class configured_again:
    """What a settings module of an application does; other loggers are disabled by it."""

    def change():
        logging.getLogger("known")
        logging.config.dictConfig(
            {
                "version": 1,
                "formatters": {"short": {"format": "short %(levelname)s %(name)s %(message)s"}},
                "handlers": {"out": {"class": "logging.StreamHandler", "stream": sys.stderr, "formatter": "short"}},
                "root": {"level": "INFO", "handlers": ["out"]},
            }
        )

    def see():
        logging.getLogger("known").error("of a logger that was there")
        logging.getLogger("new").error("of a logger that is new")
        return logging.getLogger("known").disabled, logging.getLogger("alembic.runtime.migration").disabled


@topic
class record_factories:
    def change():
        made = logging.getLogRecordFactory()

        def factory(*arguments, **keywords):
            record = made(*arguments, **keywords)
            record.msg = "<%s>" % record.msg
            return record

        logging.setLogRecordFactory(factory)
        logging.addLevelName(logging.ERROR, "OUCH")

    def see():
        logging.getLogger("app").error("an error")
        return logging.getLevelName(40), logging.getLevelName("OUCH")


@topic
class warnings_are_errors:
    def change():
        warnings.simplefilter("error")

    def see():
        return outcome(lambda: warnings.warn("careful", UserWarning)), warnings.filters[0][0] == "error"


@topic
class warnings_are_ignored:
    def change():
        warnings.filterwarnings("ignore", message="care.*")

    def see():
        with warnings.catch_warnings(record=True) as caught:
            warnings.warn("careful")
            warnings.warn("something else")
        return len(caught), [str(warning.message) for warning in caught]


@topic
class warnings_are_shown_otherwise:
    def change():
        warnings.showwarning = lambda message, category, *rest, **more: show("shown:", category.__name__, message)
        warnings.simplefilter("always")

    def see():
        warnings.warn("careful", DeprecationWarning)
        return ()


@topic
class op_function:
    """A directive that a script replaces is replaced for everybody, under every name of the module."""

    def change():
        real = op.execute

        def execute(sql, *arguments, **keywords):
            show("patched op.execute:", sql)
            return real(sql, *arguments, **keywords)

        op.execute = execute

    def see():
        import alembic

        return outcome(lambda: alembic.op.execute("SELECT 1")), alembic.op.execute is op.execute


@topic
class op_additions:
    def change():
        op.our_own = lambda: "ours"
        op.get_bind = lambda: "no bind"

    def see():
        return outcome(lambda: op.our_own()), outcome(lambda: op.get_bind()) == "no bind"


@topic
class op_method:
    """The class behind the directives: `op.drop_table` goes through it."""

    def change():
        from alembic.operations import Operations

        real = Operations.execute

        def execute(self, sql, *arguments, **keywords):
            show("patched Operations.execute:", sql)
            return real(self, sql, *arguments, **keywords)

        Operations.execute = execute

    def see():
        return (outcome(lambda: op.execute("SELECT 2")),)


@topic
class registered_directives:
    def change():
        from alembic.operations import MigrateOperation, Operations

        @Operations.register_operation("say_hello")
        class SayHello(MigrateOperation):
            def __init__(self, name):
                self.name = name

            @classmethod
            def say_hello(cls, operations, name):
                return operations.invoke(cls(name))

        @Operations.implementation_for(SayHello)
        def say_hello(operations, operation):
            show("hello", operation.name)
            operations.execute("SELECT 3")

    def see():
        return (outcome(lambda: op.say_hello("you")),)


@topic
class sa_attribute:
    def change():
        class GUID(sa.types.TypeDecorator):
            impl = sa.CHAR(36)
            cache_ok = True

        sa.GUID = GUID
        sa.String = sa.Text
        postgresql.JSONB = sa.JSON

    def see():
        from sqlalchemy import String

        return (
            outcome(lambda: repr(sa.GUID())),
            repr(String()),
            repr(postgresql.JSONB()),
        )


@topic
class context_settings:
    """What a script sets in the configuration."""

    def change():
        config = op.get_context().config
        config.set_main_option("said_by", "a1")
        config.attributes["said"] = ["a1"]
        op.get_context().opts["said"] = "a1"

    def see():
        from alembic import context

        return context.config.get_main_option("said_by"), context.config.attributes.get("said")


@topic
class current_directory:
    """Scripts are found, though the script directory is relative, and so is the database of the second run."""

    def change():
        os.chdir("more")

    def see():
        return os.getcwd().replace(HERE, "<HERE>"), os.path.exists("only_in_more.py")


@topic
class decimal_context:
    def change():
        decimal.getcontext().prec = 5
        decimal.getcontext().rounding = decimal.ROUND_DOWN

    def see():
        return decimal.Decimal(2) / 3, round(decimal.Decimal("0.98765"), 3), decimal.getcontext().prec


@topic
class random_seed:
    def change():
        random.seed(4)
        random.is_seeded = True

    def see():
        if not hasattr(random, "is_seeded"):
            return ()
        return random.randrange(10**9), random.random(), random.choice("abcdef"), random.sample(range(50), 4)


@topic
class builtin_functions:
    def change():
        import builtins

        builtins.our_own = "ours"
        builtins.abs = lambda number: 99

    def see():
        return outcome(lambda: our_own), abs(-3)  # noqa: F821


@topic
class standard_output:
    """What is printed and what the program prints itself go on, to where the script says."""

    def change():
        import io

        show("before")
        sys.stdout = io.StringIO()

    def see():
        text = sys.stdout.getvalue() if hasattr(sys.stdout, "getvalue") else None
        print("see", file=sys.stderr, flush=True)
        return (text,)


@topic
class arguments_and_limits:
    def change():
        sys.argv.append("--more")
        sys.setrecursionlimit(4321)
        os.umask(0o027)

    def see():
        mask = os.umask(0o022)
        os.umask(mask)
        return sys.argv[-1] == "--more", sys.getrecursionlimit() == 4321, oct(mask)


@topic
class module_globals:
    """A script is executed once a run, and its globals stay: see `COUNT` in the scripts."""

    def change():
        pass

    def see():
        return ()


# Changes that the plain scripts `a3` and `a4` meet, which cannot notice anything themselves.


def asking():
    """A question that only the database can answer."""
    return op.get_bind().execute(sa.text("SELECT count(*) FROM sqlite_master")).scalar()


@topic
class plain_scripts_and_a_directive:
    def change():
        real = op.create_table

        def create_table(name, *columns, **keywords):
            show("patched op.create_table:", name)
            show("with", asking(), "before it")
            return real(name, *columns, sa.Column("added", sa.Integer), **keywords)

        op.create_table = create_table

    def see():
        return tables()


@topic
class plain_scripts_and_a_method:
    def change():
        from alembic.operations import Operations

        real = Operations.execute

        def execute(self, sql, **keywords):
            show("patched Operations.execute:", sql)
            show("with", asking(), "before it")
            return real(self, sql, **keywords)

        Operations.execute = execute

    def see():
        return tables()


@topic
class plain_scripts_and_an_attribute:
    def change():
        real = sa.Column

        def column(*arguments, **keywords):
            show("patched sa.Column:", arguments[0])
            show("with", asking(), "before it")
            return real(*arguments, **keywords)

        sa.Column = column

    def see():
        return tables()


@topic
class plain_scripts_and_a_class:
    """A method of a type that everybody uses."""

    def change():
        real = sa.String.__init__

        def init(self, *arguments, **keywords):
            # Others are Alembic's own affair.
            if arguments == (5,):
                show("patched sa.String:", arguments)
                show("with", asking(), "before it")
            real(self, *arguments, **keywords)

        sa.String.__init__ = init

    def see():
        return ()


@topic
class plain_scripts_and_a_listener:
    def change():
        def attached(column, table):
            if table.name != "alembic_version":
                show("attached:", table.name, column.name)
                show("with", asking(), "before it")

        sa.event.listen(sa.Column, "after_parent_attach", attached)

    def see():
        return ()


@topic
class plain_scripts_and_a_type:
    def early():
        from sqlalchemy.ext.compiler import compiles

        @compiles(sa.LargeBinary, "sqlite")
        def compile_binary(element, compiler, **keywords):
            show("compiled:", element.length)
            return "OUR_OWN_BLOB"

    def change():
        pass

    def see():
        return tables()


@topic
class plain_scripts_and_env_py:
    """What env.py changes before anything runs."""

    def early():
        real = op.create_table

        def create_table(name, *columns, **keywords):
            show("patched op.create_table:", name)
            show("with", asking(), "before it")
            return real(name, *columns, **keywords)

        op.create_table = create_table

    def change():
        pass

    def see():
        return ()


def tables():
    """What the scripts have made, as far as it can be asked."""
    try:
        found = op.get_bind().execute(sa.text("SELECT sql FROM sqlite_master WHERE tbl_name <> 'alembic_version'"))
    except Exception:
        return ("no bind",)
    return [" ".join(sql.split()) for (sql,) in found]
