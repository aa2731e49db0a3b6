"""The wire: what the host may ask, how exceptions travel in both directions, and what is imported when."""

import subprocess
import sys
import unittest

from alembic_support import SHIMS, Project

ENV = """
NOTE
from alembic import context
context.configure(url="postgresql://u:p@h/d")
with context.begin_transaction():
    context.run_migrations(colour="red")
"""


class Doers(unittest.TestCase):
    maxDiff = None

    def do(self, name, files=(), **arguments):
        project = Project("", files=files)
        if "file" in arguments:
            arguments["file"] = project.path(arguments["file"])
        ours = project.ours(command="", first=[{"do": name, **arguments}])
        return ours

    def test_a_header_is_reflected_with_what_is_there(self):
        text = '''
            """Message.

            More.
            """
            import sys
            revision = "a" + "1"
            down_revision = ("b", "c")
            branch_labels = {"left"}
            '''
        ours = self.do("reflect_header", {"x-y.py": text}, file="x-y.py")
        self.assertEqual(
            ours.end,
            {
                "outcome": {
                    "doc": "Message.\n\nMore.\n",
                    "revision": "a1",
                    "down_revision": ["b", "c"],
                    "branch_labels": ["left"],
                }
            },
        )

    def test_a_template_is_rendered(self):
        source = "def render(context):\n    return 'hello ' + context['name']\n"
        date = {"parts": [2024, 2, 29], "offset": None}
        context = {"variables": {"name": "you"}, "tuples": [], "create_date": date}
        self.assertEqual(self.do("render", source=source, context=context).end, {"outcome": "hello you"})

    def test_a_syntax_error_names_file_and_line(self):
        raised = self.do("reflect_header", {"bad.py": "x = 1\ny = (\n"}, file="bad.py").end["raised"]
        self.assertEqual((raised["module"], raised["class"]), ("builtins", "SyntaxError"))
        frames = [(frame["file"].rpartition("/")[2], frame["line"]) for frame in raised["frames"]]
        self.assertEqual(frames, [("bad.py", 2)])
        self.assertNotIn("bad.py", raised["message"])

    def test_a_raised_exception_carries_its_cause_and_the_users_frames_only(self):
        ours = Project(
            ENV,
            upgrade="""
            try:
                {}["x"]
            except KeyError as error:
                raise ValueError("no x") from error
            """,
        ).ours()
        raised = ours.end["raised"]
        self.assertEqual((raised["class"], raised["message"]), ("ValueError", "no x"))
        self.assertEqual([frame["file"].rpartition("/")[2] for frame in raised["frames"]], ["env.py", "a1_first.py"])
        self.assertEqual(raised["frames"][-1]["function"], "upgrade")
        self.assertEqual((raised["cause"]["class"], raised["cause"]["message"]), ("KeyError", "'x'"))

    def test_a_missing_function_has_pythons_own_message(self):
        project = Project(ENV)
        project.write("migrations/versions/a1_first.py", "revision = 'a1'\ndown_revision = None\n")
        self.assertEqual(project.ours().end["raised"]["message"], "module 'a1_first_py' has no attribute 'upgrade'")
        real = project.real("upgrade", "head", "--sql")
        self.assertIn("AttributeError: module 'a1_first_py' has no attribute 'upgrade'", real.stderr)

    def test_version_modules_stay_out_of_sys_modules(self):
        ours = Project(ENV, upgrade="import sys; note('modules', __name__, __name__ in sys.modules)").ours()
        self.assertIn("modules 'a1_first_py' False", ours.notes)

    def test_log_lines_reach_logging_as_configured(self):
        env = "import logging\nlogging.basicConfig(level=20, format='%(name)s %(message)s')\n" + ENV
        self.assertIn("alembic.runtime.migration Running 100%", Project(env).ours().stderr)

    def test_an_ini_that_does_not_name_alembic_silences_it(self):
        sections = """
            [loggers]
            keys = root
            [handlers]
            keys = console
            [formatters]
            keys = plain
            [logger_root]
            level = INFO
            handlers = console
            [handler_console]
            class = StreamHandler
            args = (sys.stderr,)
            formatter = plain
            [formatter_plain]
            format = %(name)s %(message)s
            """
        for keyword, shown in (("", False), (", disable_existing_loggers=False", True)):
            env = ENV.replace(
                "context.configure",
                "from logging.config import fileConfig\n"
                "fileConfig(context.config.config_file_name%s)\ncontext.configure" % keyword,
            )
            project = Project(env, sections)
            for outcome in (project.real("upgrade", "head", "--sql"), project.ours(as_sql=True)):
                self.assertEqual("alembic.runtime.migration Running" in outcome.stderr, shown, outcome.stderr)

    def test_log_lines_vanish_without_configured_logging(self):
        self.assertEqual(Project(ENV).ours().stderr, "")
        self.assertEqual(Project("import logging\n" + ENV).ours().stderr, "")

    def test_a_system_exit_is_told_as_such(self):
        raised = Project("import sys\nsys.exit(3)").ours().end["raised"]
        self.assertEqual((raised["class"], raised["message"]), ("SystemExit", "3"))

    def test_keywords_reach_upgrade(self):
        ours = Project(ENV).ours()
        self.assertIn("upgrade 'a1' {'colour': 'red'}", ours.notes)


class Errors(unittest.TestCase):
    def test_a_database_error_can_be_caught_and_read(self):
        ours = Project(
            ENV,
            upgrade="""
            from sqlalchemy import exc
            try:
                op.drop_table("x")
            except exc.ProgrammingError as error:
                note("caught", error.statement, str(error.orig), error.orig.pgcode, error.code, error.hint)
            """,
        ).ours(refuse="drop_table")
        self.assertIn("caught 'DROP TABLE x' 'relation does not exist' '42P01' 'f405' 'look twice'", ours.notes)

    def test_a_database_error_that_rises_keeps_hint_and_frames(self):
        raised = Project(ENV, upgrade='op.drop_table("x")').ours(refuse="drop_table").end["raised"]
        self.assertEqual((raised["module"], raised["class"]), ("sqlalchemy.exc", "ProgrammingError"))
        self.assertIn("relation does not exist", raised["message"])
        self.assertEqual(raised["hint"], "look twice")
        self.assertEqual([frame["file"].rpartition("/")[2] for frame in raised["frames"]], ["env.py", "a1_first.py"])


class Imports(unittest.TestCase):
    def loaded(self, statement):
        code = (
            "import sys, types; sys.modules['_limbeck'] = types.ModuleType('_limbeck')\n"
            "before = set(sys.modules)\n%s\nprint(*sorted(set(sys.modules) - before))" % statement
        )
        done = subprocess.run(
            [sys.executable, "-S", "-B", "-c", code],
            env={"PYTHONPATH": SHIMS},
            capture_output=True,
            text=True,
            check=True,
        )
        return done.stdout.split()

    def test_context_and_op_load_next_to_nothing(self):
        self.assertEqual(
            self.loaded("from alembic import context, op"),
            ["_environment", "_host", "_waiting", "alembic", "alembic._proxy", "alembic._run", "alembic.context", "alembic.op"],
        )

    def test_no_heavy_module_of_the_library_is_loaded(self):
        loaded = self.loaded(
            "import alembic.config, alembic.runtime.environment, alembic.script, alembic._run, alembic.context"
        )
        heavy = {"typing", "re", "enum", "dataclasses", "inspect", "functools", "collections", "abc", "logging", "json"}
        self.assertEqual(heavy & set(loaded), set())
        light = {"sqlalchemy", "sqlalchemy._lazy", "sqlalchemy._running"}
        self.assertEqual({name for name in loaded if name.startswith("sqlalchemy")} - light, set())

    def test_what_projects_import_is_there(self):
        self.loaded(
            "from alembic import command, config, context, environment, migration, op, script, util, autogenerate\n"
            "from alembic.config import Config, CommandLine, main\n"
            "from alembic.script import ScriptDirectory, Script\n"
            "from alembic.script.revision import RevisionError, ResolutionError, MultipleHeads\n"
            "from alembic.runtime.environment import EnvironmentContext\n"
            "from alembic.runtime.migration import MigrationContext, MigrationInfo, MigrationStep\n"
            "from alembic.migration import MigrationContext\n"
            "from alembic.environment import EnvironmentContext\n"
            "from alembic.operations import Operations, BatchOperations, MigrateOperation, ops\n"
            "from alembic.operations.base import BatchOperations\n"
            "from alembic.operations.ops import MigrationScript, UpgradeOps, CreateTableOp, AddConstraintOp\n"
            "from alembic.util import CommandError, msg, err, warn, to_list, Dispatcher\n"
            "from alembic.util.exc import CommandError, AutogenerateDiffsDetected, DatabaseNotAtHead\n"
            "from alembic.ddl import DefaultImpl\n"
            "from alembic.ddl.impl import DefaultImpl\n"
            "from alembic.ddl.postgresql import PostgresqlImpl\n"
            "from alembic.ddl.sqlite import SQLiteImpl\n"
            "from alembic.autogenerate import comparators, renderers, rewriter, Rewriter, compare_metadata\n"
            "from alembic.autogenerate import produce_migrations, render_python_code\n"
            "from alembic.autogenerate.api import AutogenContext\n"
            "from alembic.autogenerate.rewriter import Rewriter\n"
            "import alembic; assert alembic.__version__ == '1.20.1'; alembic.op; alembic.context; alembic.command\n"
            "from alembic import autogenerate; autogenerate.comparators, autogenerate.rewriter\n"
        )


if __name__ == "__main__":
    unittest.main()
