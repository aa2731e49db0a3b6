"""env.py files as real projects write them: what they see, and in which order, is what the real Alembic gives them."""

import unittest

from alembic_support import Project

GENERIC = """
NOTE
from logging.config import fileConfig
from sqlalchemy import engine_from_config, pool
from alembic import context

config = context.config
note("file", config.config_file_name, config.config_ini_section)
target_metadata = None
note("name", __name__, __file__.rpartition("/")[2])

def run_migrations_offline():
    url = config.get_main_option("sqlalchemy.url")
    context.configure(url=url, target_metadata=target_metadata, literal_binds=True,
                      dialect_opts={"paramstyle": "named"})
    with context.begin_transaction():
        context.run_migrations()
    note("offline done", context.get_context().as_sql, context.get_context().dialect.name)

def run_migrations_online():
    connectable = engine_from_config(config.get_section(config.config_ini_section, {}),
                                     prefix="sqlalchemy.", poolclass=pool.NullPool)
    with connectable.connect() as connection:
        context.configure(connection=connection, target_metadata=target_metadata)
        note("dialect", context.get_context().dialect.name, context.get_bind() is connection)
        with context.begin_transaction():
            context.run_migrations()
    note("online done")

if context.is_offline_mode():
    run_migrations_offline()
else:
    run_migrations_online()
"""

ASYNC = """
NOTE
import asyncio
from sqlalchemy import pool
from sqlalchemy.engine import Connection
from sqlalchemy.ext.asyncio import async_engine_from_config
from alembic import context

config = context.config

def do_run_migrations(connection: Connection) -> None:
    note("sync connection", isinstance(connection, Connection))
    context.configure(connection=connection, target_metadata=None)
    with context.begin_transaction():
        context.run_migrations()

async def run_async_migrations() -> None:
    connectable = async_engine_from_config(config.get_section(config.config_ini_section, {}),
                                           prefix="sqlalchemy.", poolclass=pool.NullPool)
    async with connectable.connect() as connection:
        await connection.run_sync(do_run_migrations)
    await connectable.dispose()
    note("disposed")

asyncio.run(run_async_migrations())
"""

MULTIDB = """
NOTE
import logging
import re
from sqlalchemy import engine_from_config, pool
from alembic import context

USE_TWOPHASE = False
config = context.config
logger = logging.getLogger("alembic.env")
db_names = config.get_main_option("databases", "")
target_metadata = {}

engines = {}
for name in re.split(r",\\s*", db_names):
    engines[name] = rec = {}
    rec["engine"] = engine_from_config(context.config.get_section(name, {}), prefix="sqlalchemy.",
                                       poolclass=pool.NullPool)
for name, rec in engines.items():
    rec["connection"] = conn = rec["engine"].connect()
    if USE_TWOPHASE:
        rec["transaction"] = conn.begin_twophase()
    else:
        rec["transaction"] = conn.begin()
try:
    for name, rec in engines.items():
        logger.info("Migrating database %s" % name)
        context.configure(connection=rec["connection"], upgrade_token="%s_upgrades" % name,
                          downgrade_token="%s_downgrades" % name, target_metadata=target_metadata.get(name))
        note("configured", name, context.get_context().opts["upgrade_token"])
        context.run_migrations(engine_name=name)
    if USE_TWOPHASE:
        for rec in engines.values():
            rec["transaction"].prepare()
    for rec in engines.values():
        rec["transaction"].commit()
except:
    for rec in engines.values():
        rec["transaction"].rollback()
    raise
finally:
    for rec in engines.values():
        rec["connection"].close()
note("all closed")
"""

MULTIDB_INI = """
databases = engine1, engine2
[engine1]
sqlalchemy.url = sqlite:///one.db
[engine2]
sqlalchemy.url = sqlite:///two.db
"""

MULTIDB_OFFLINE = """
NOTE
from alembic import context

for name in ("engine1", "engine2"):
    url = context.config.get_section_option(name, "sqlalchemy.url")
    with open(name + ".sql", "w") as buffer:
        context.configure(url=url, output_buffer=buffer, target_metadata=None, literal_binds=True,
                          dialect_opts={"paramstyle": "named"})
        with context.begin_transaction():
            context.run_migrations(engine_name=name)
    note("written", name, "a1" in open(name + ".sql").read())
"""

TENANTS = """
NOTE
from sqlalchemy import create_engine, text
from alembic import context

def schemas(connection):
    return [row[0] for row in connection.execute(text("SELECT 'alpha' AS c UNION ALL SELECT 'beta'"))]

engine = create_engine(context.config.get_main_option("sqlalchemy.url"))
with engine.connect() as connection:
    for tenant in schemas(connection):
        connection.execute(text("SELECT 'SET search_path TO \\"%s\\"'" % tenant))
        connection.commit()
        context.configure(connection=connection, target_metadata=None, version_table="version_" + tenant,
                          include_schemas=True, tenant=tenant)
        with context.begin_transaction():
            context.run_migrations()
        note("tenant", tenant, context.get_context().opts["tenant"], context.get_context().version_table)
"""

SETTINGS = """
NOTE
import os, sys
sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
from sqlalchemy import engine_from_config, pool, MetaData
from alembic import context
from app.settings import settings
from app.models import metadata

config = context.config
config.set_main_option("sqlalchemy.url", settings.url.replace("%", "%%"))
note("url", config.get_main_option("sqlalchemy.url"))
section = config.get_section(config.config_ini_section)
section["sqlalchemy.url"] = "sqlite:///app.db"
note("section", section["greeting"], section["script_location"].endswith("/migrations"), "here" in section)

def include_object(object, name, type_, reflected, compare_to):
    return not (type_ == "table" and name == "spatial_ref_sys")

def process_revision_directives(context, revision, directives):
    if config.cmd_opts.autogenerate:
        script = directives[0]
        if script.upgrade_ops.is_empty():
            directives[:] = []
    head = context.script.get_current_head()

engine = engine_from_config(section, prefix="sqlalchemy.", poolclass=pool.NullPool)
with engine.connect() as connection:
    context.configure(connection=connection, target_metadata=metadata, include_object=include_object,
                      process_revision_directives=process_revision_directives, compare_type=True,
                      compare_server_default=True, render_as_batch=True)
    note("opts", context.get_context().opts["render_as_batch"], context.get_context().opts["compare_type"],
         context.get_context().opts["include_object"] is include_object, sorted(context.get_context().opts)[:3])
    with context.begin_transaction():
        context.run_migrations()
"""

SETTINGS_FILES = {
    "app/__init__.py": "",
    "app/settings.py": """
        class Settings:
            url = "postgresql://u:p%40ss@db/x"
        settings = Settings()
        """,
    "app/models.py": """
        from sqlalchemy import Column, Integer, MetaData, Table
        metadata = MetaData(naming_convention={"pk": "pk_%(table_name)s"})
        Table("users", metadata, Column("id", Integer, primary_key=True))
        """,
}

ARGUMENTS = """
NOTE
from alembic import context
import alembic

note("version", alembic.__version__)
note("x", context.get_x_argument(), context.get_x_argument(as_dictionary=True), context.config.cmd_opts.x)
note("tag", context.get_tag_argument())
note("heads", context.get_head_revision(), context.get_head_revisions())
note("asked", context.get_revision_argument(), context.get_starting_revision_argument())
note("mode", context.is_offline_mode(), context.requires_connection())
note("attribute", context.config.attributes.get("connection", None))
note("missing", context.config.get_main_option("nothing"), context.config.get_main_option("nothing", "fallback"))
note("hook", hasattr(context.config.cmd_opts, "autogenerate"), getattr(context.config.cmd_opts, "nope", 7))
try:
    context.get_context()
except Exception as error:
    note("too early", type(error).__name__, str(error))
try:
    context.config.get_section_option("nosection", "x")
except Exception as error:
    note("no section", type(error).__module__, type(error).__name__, str(error))
try:
    context.configure()
except Exception as error:
    note("nothing given", type(error).__name__, str(error))
try:
    context.script.get_revision("nosuch")
except Exception as error:
    note("no revision", type(error).__name__, str(error))
from alembic import op
try:
    op.execute("select 1")
except NameError as error:
    note("no proxy", str(error))
script = context.script
note("script", script.get_current_head(), script.get_heads(), script.get_base(), script.get_bases(),
     [revision.revision for revision in script.walk_revisions()], script.get_revision("a1").doc,
     script.versions == script.dir + "/versions", script.get_revision("b1").down_revision)
"""

OWN_CONNECTION = """
NOTE
from sqlalchemy import create_engine
from alembic import context

config = context.config
config.attributes["connection"] = create_engine(config.get_main_option("sqlalchemy.url")).connect()
connectable = config.attributes.get("connection", None)
context.configure(connection=connectable, target_metadata=None, transaction_per_migration=True)
with context.begin_transaction():
    context.run_migrations()
connectable.close()
note("closed")
"""

CALLBACK = """
NOTE
from sqlalchemy import create_engine
from alembic import context

def applied(ctx, step, heads, run_args, **kw):
    note("applied", step.up_revision_id, step.up_revision_ids, step.down_revision_ids, step.is_upgrade, step.is_stamp,
         step.is_migration, step.source_revision_ids, step.destination_revision_ids, heads, run_args,
         step.up_revision.doc, ctx is context.get_context())

with create_engine(context.config.get_main_option("sqlalchemy.url")).connect() as connection:
    context.configure(connection=connection, on_version_apply=applied)
    with context.begin_transaction():
        context.run_migrations(colour="red")
"""

DRY_RUN = """
NOTE
from sqlalchemy import create_engine
from alembic import context

with create_engine(context.config.get_main_option("sqlalchemy.url")).connect() as connection:
    context.configure(connection=connection, transactional_ddl=True)
    with context.begin_transaction() as transaction:
        context.run_migrations()
        if "dry-run" in context.get_x_argument():
            transaction.rollback()
            note("rolled back")
"""

CAUGHT = """
NOTE
from sqlalchemy import create_engine
from alembic import context

with create_engine(context.config.get_main_option("sqlalchemy.url")).connect() as connection:
    context.configure(connection=connection)
    try:
        with context.begin_transaction():
            context.run_migrations()
    except ZeroDivisionError as error:
        note("caught", str(error), type(error.__traceback__).__name__)
"""

LOCKED = """
NOTE
from sqlalchemy import create_engine, text
from alembic import context

with create_engine(context.config.get_main_option("sqlalchemy.url")).connect() as connection:
    context.configure(connection=connection, version_table="versions")
    with context.begin_transaction():
        context.get_context()._ensure_version_table()
        note("table", context.get_context()._version.name, context.get_context()._has_version_table())
        connection.execute(text("SELECT 1"))
        context.execute("SELECT 2")
        context.get_context().execute(text("SELECT 3"))
        context.run_migrations()
"""

PROGRAMMATIC = """
NOTE
from sqlalchemy import create_engine
from alembic import context
from alembic.config import Config
from alembic.script import ScriptDirectory
from alembic.util import CommandError

own = Config("alembic.ini")
own.attributes["x"] = 1
note("own", own.get_main_option("sqlalchemy.url"), own.get_section("alembic")["path_separator"], own.attributes,
     own.get_main_option("script_location").endswith("/migrations"), own.cmd_opts, own.config_ini_section)
memory = Config()
memory.set_main_option("script_location", own.get_main_option("script_location"))
note("memory", memory.config_file_name, memory.get_main_option("nothing"),
     ScriptDirectory.from_config(memory).get_current_head())
engine = create_engine("sqlite:///app.db")
try:
    context.configure(connection=engine)
except CommandError as error:
    note("engine", str(error).partition(",")[0])
try:
    context.configure(url="sqlite://", literal_binds=True)
except CommandError as error:
    note("literal", str(error))
context.configure(dialect_name="postgresql")
note("dialect", context.get_context().dialect.name, context.get_bind(), context.is_transactional_ddl())
"""

HEADS = """
NOTE
from sqlalchemy import create_engine
from alembic import context
from alembic.runtime.migration import MigrationContext

with create_engine(context.config.get_main_option("sqlalchemy.url")).connect() as connection:
    note("own", MigrationContext.configure(connection).get_current_revision(),
         MigrationContext.configure(connection).get_current_heads())
    context.configure(connection=connection)
    note("current", context.get_context().get_current_revision(), context.get_context().get_current_heads())
    with context.begin_transaction():
        context.run_migrations()
"""

INTERPOLATION = """
NOTE
from alembic import context

config = context.config
for name in ("plain", "twice", "percent", "UPPER", "Mixed", "upper"):
    note(name, config.get_main_option(name))
for name in ("bare", "unknown", "broken", "loop"):
    try:
        note(name, config.get_main_option(name))
    except Exception as error:
        note(name, type(error).__module__, type(error).__name__, str(error).replace("\\n", "|"))
for value in ("50%", "50%%", "%(plain)s", "%(plain", 5):
    try:
        config.set_main_option("new", value)
        note("set", value, config.get_main_option("new"))
    except Exception as error:
        note("set", value, type(error).__name__, str(error))
config.set_section_option("other", "Key", "1")
note("other", config.get_section("other").keys() >= {"key"}, config.get_section_option("other", "KEY"))
note("none", config.get_section("nosuch"), config.get_section("nosuch", {}))
note("parser", type(config.file_config).__name__, config.file_config.get("alembic", "plain"),
     config.file_config.has_section("other"), config.file_config.getboolean("alembic", "yes"))
config.set_main_option("late", "x")
note("late", config.file_config["alembic"]["late"], config.get_main_option("late"))
config.remove_main_option("late")
note("gone", config.get_main_option("late"), config.get_alembic_option("plain"), config.get_alembic_option("none", 1),
     config.get_alembic_boolean_option("true_one"), config.get_alembic_boolean_option("yes"))
note("lists", config.get_version_locations_list(), config.get_prepend_sys_paths_list())
"""

INTERPOLATION_INI = """
plain = one
twice = %(plain)s-%(plain)s
percent = 100%%
UPPER = up
bare = 50% off
unknown = %(nosuch)s
broken = %(plain
loop = %(loop)s
yes = yes
true_one = true
version_locations = a:b
"""


class Environments(unittest.TestCase):
    maxDiff = None

    def check(self, project, *command, real_options=(), **given):
        """The notes of both are the same; returns what our run said."""
        command = command or ("upgrade", "head")
        real = project.real(*real_options, *command)
        self.assertTrue(real.notes, real.stderr)
        ours = project.ours(command[0], **given)
        self.assertEqual(real.notes, ours.notes, ours.stderr + str(ours.end))
        self.assertEqual(ours.end, {"outcome": None})
        return ours

    def test_the_generic_template_goes_online(self):
        ours = self.check(Project(GENERIC))
        self.assertEqual(
            ours.words(),
            ["connect", "configure", "begin_transaction", "run_migrations", "end_transaction", "close"],
        )
        self.assertEqual(ours.requests("connect")[0]["url"], "sqlite:///app.db")
        self.assertEqual(ours.requests("end_transaction")[0]["failed"], False)

    def test_the_generic_template_goes_offline(self):
        ours = self.check(Project(GENERIC), "upgrade", "head", "--sql", as_sql=True)
        self.assertEqual(ours.words(), ["configure", "begin_transaction", "run_migrations", "end_transaction"])
        self.assertEqual(ours.requests("configure")[0]["url"], "sqlite:///app.db")
        self.assertEqual(ours.settings()["literal_binds"], True)
        self.assertEqual(ours.settings()["dialect_opts"], {"paramstyle": "named"})

    def test_the_async_template_runs_to_its_end(self):
        project = Project(ASYNC)
        text = open(project.path("alembic.ini")).read().replace("sqlite://", "sqlite+aiosqlite://")
        project.write("alembic.ini", text)
        ours = self.check(project)
        self.assertEqual(ours.requests("connect")[0]["url"], "sqlite+aiosqlite:///app.db")

    def test_the_multidb_template_passes_keywords_to_every_run(self):
        ours = self.check(Project(MULTIDB, MULTIDB_INI))
        self.assertEqual(ours.words().count("configure"), 2)
        urls = [message["url"] for message in ours.requests("connect")]
        self.assertEqual(urls, ["sqlite:///one.db", "sqlite:///two.db"])

    def test_the_multidb_template_writes_files_offline(self):
        ours = self.check(Project(MULTIDB_OFFLINE, MULTIDB_INI), "upgrade", "head", "--sql", as_sql=True)
        self.assertEqual(set(ours.settings()["output_buffer"]), {"callable"})

    def test_tenants_in_a_loop_have_their_own_version_table(self):
        ours = self.check(Project(TENANTS), rows={"alpha": [["alpha"], ["beta"]]})
        tables = [message["settings"]["version_table"] for message in ours.requests("configure")]
        self.assertEqual(tables, ["version_alpha", "version_beta"])
        self.assertEqual(ours.settings()["tenant"], "alpha")

    def test_settings_objects_and_models_of_the_project_are_imported(self):
        ours = self.check(Project(SETTINGS, "greeting = hello you\n", files=SETTINGS_FILES))
        settings = ours.settings()
        self.assertEqual(settings["naming_convention"]["pk"], "pk_%(table_name)s")
        self.assertTrue(settings["has_metadata"])
        self.assertEqual(set(settings["include_object"]), {"callable"})
        self.assertTrue(settings["render_as_batch"])

    def test_arguments_of_the_command_line_reach_env_py(self):
        ours = self.check(
            Project(ARGUMENTS),
            "upgrade",
            "b1",
            "--tag",
            "t",
            real_options=("-x", "a=1", "-x", "b", "-x", "c=d=e"),
            x=["a=1", "b", "c=d=e"],
            destination_rev="b1",
            tag="t",
        )
        self.assertNotIn("perform", ours.words())

    def test_a_connection_in_the_attributes_is_used(self):
        ours = self.check(Project(OWN_CONNECTION))
        self.assertTrue(ours.settings()["transaction_per_migration"])

    def test_on_version_apply_sees_every_step(self):
        self.check(Project(CALLBACK))

    def test_a_transaction_can_be_rolled_back_by_hand(self):
        ours = self.check(Project(DRY_RUN), real_options=("-x", "dry-run"), x=["dry-run"])
        self.assertEqual([message["failed"] for message in ours.requests("end_transaction")], [True])
        self.assertTrue(ours.settings()["transactional_ddl"])

    def test_an_exception_of_a_script_reaches_env_py_as_itself(self):
        ours = self.check(Project(CAUGHT, upgrade="1 / 0"))
        self.assertEqual(ours.requests("end_transaction")[0]["failed"], True)

    def test_the_current_revision_is_known_before_the_run(self):
        self.check(Project(HEADS))

    def test_a_lock_may_be_taken_on_the_version_table(self):
        ours = self.check(Project(LOCKED))
        created = ours.requests("execute_ddl")[0]["operation"]["table"]
        self.assertEqual(created["name"], "versions")
        self.assertEqual(created["columns"][0]["type"], {"type": "String", "length": 32})
        self.assertEqual(created["constraints"][0]["name"], "versions_pkc")
        texts = [message["statement"]["sql"] for message in ours.requests("execute", "context_execute")]
        self.assertEqual(texts, ["SELECT 1", "SELECT 2", "SELECT 3"])

    def test_a_config_of_ones_own_works_beside_the_run(self):
        self.check(Project(PROGRAMMATIC))

    def test_rows_of_the_version_table_are_read(self):
        ours = Project(HEADS).ours(tables=["alembic_version"], rows={"version_num": [["a1"]]}, heads=["a1"])
        self.assertEqual(ours.notes[:2], ["own 'a1' ('a1',)", "current 'a1' ('a1',)"], ours.end)
        ours = Project(HEADS).ours(heads=["a1", "b1"])
        self.assertEqual(
            ours.end["raised"]["message"],
            "Version table 'alembic_version' has more than one head present; please use get_current_heads()",
        )

    def test_an_autocommit_block_is_told_with_its_end(self):
        body = """
            with op.get_context().autocommit_block():
                op.execute("CREATE INDEX CONCURRENTLY")
            try:
                with op.get_context().autocommit_block():
                    1 / 0
            except ZeroDivisionError:
                pass
            """
        ours = Project(GENERIC, upgrade=body).ours()
        blocks = [(message["enter"], message.get("failed")) for message in ours.requests("autocommit_block")]
        self.assertEqual(blocks, [(True, None), (False, False), (True, None), (False, True)])

    def test_a_transaction_begun_inside_a_script_joins_the_one_that_runs(self):
        ours = Project(GENERIC, upgrade="with op.get_context().begin_transaction():\n    op.execute('SELECT 1')").ours()
        self.assertEqual(ours.words().count("begin_transaction"), 1)
        self.assertEqual(ours.words().count("end_transaction"), 1)

    def test_an_async_function_runs_inside_a_script(self):
        body = """
            from sqlalchemy import text

            async def copy(connection, number, word=None):
                await connection.execute(text("SELECT 1"))
                return number, word

            note("async", op.run_async(copy, 7, word="x"))
            """
        project = Project(ASYNC, upgrade=body)
        text = open(project.path("alembic.ini")).read().replace("sqlite://", "sqlite+aiosqlite://")
        project.write("alembic.ini", text)
        self.check(project)

    def test_settings_interpolate_as_in_configparser(self):
        self.check(Project(INTERPOLATION, INTERPOLATION_INI))


if __name__ == "__main__":
    unittest.main()
