"""What user code asks of Alembic's Python API; every answer is a line."""

import io
import os

import alembic
import alembic.command
from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.operations import Operations
from alembic.runtime.environment import EnvironmentContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine, inspect, pool, text


def say(name, ask):
    try:
        answer = ask()
    except Exception as error:
        answer = "%s: %s" % (type(error).__name__, str(error).split("\n")[0])
    here = os.getcwd()
    print("%s = %s" % (name, str(answer).replace(here, "<HERE>").replace("\n", "\n    ")))


def ids(scripts):
    return [script.revision for script in scripts]


def directory(config, engine):
    """The script directory, and its revisions."""
    script = ScriptDirectory.from_config(config)
    say("directory", lambda: [script.dir, script.versions, script.env_py_location, script.version_locations])
    say("heads", lambda: [script.get_heads(), script.get_current_head(), script.get_bases(), script.get_base()])
    say("walked", lambda: ids(script.walk_revisions()))
    say("walked in part", lambda: ids(script.walk_revisions(base="b1", head="c1")))
    say("iterated", lambda: ids(script.iterate_revisions("head", "base")))
    say("iterated in part", lambda: ids(script.iterate_revisions("c1", "a1")))
    say("iterated wrongly", lambda: ids(script.iterate_revisions("a1", "c1")))
    say("one", lambda: script.get_revision("head"))
    say("one by a part", lambda: script.get_revision("d"))
    say("none", lambda: script.get_revision("base"))
    say("one that is not there", lambda: script.get_revision("zzzz"))
    say("several", lambda: ids(script.get_revisions("heads")) + ids(script.get_revisions(("b1", "b2"))))
    say("by label", lambda: script.get_revision("left@head").revision)
    say("numbers", lambda: [script.as_revision_number(name) for name in ("head", "heads", "base", None)])
    say("current", lambda: sorted(ids(script.get_all_current(("b1", "b2")))))
    for name in ("a1", "b1", "c1", "d1"):
        say("attributes of " + name, lambda: attributes(script.get_revision(name)))
        say("line of " + name, lambda: script.get_revision(name).cmd_format(verbose=False, include_doc=True))
        say("entry of " + name, lambda: without_branches(script.get_revision(name).log_entry))
    say("module", lambda: [script.get_revision("b1").module.revision, script.get_revision("b1").module.__name__])
    say("map", lambda: [script.revision_map.heads, script.revision_map.bases, script.revision_map.get_current_head()])
    say("of the run", lambda: alembic.context.script.get_current_head())


def without_branches(entry):
    """Their order is that of a set."""
    return "\n".join(line for line in entry.split("\n") if not line.startswith("Branches into:"))


def attributes(revision):
    return [
        revision.revision, revision.down_revision, revision.doc, revision.longdoc, sorted(revision.branch_labels),
        revision.dependencies, sorted(revision.nextrev), revision.is_head, revision.is_base, revision.is_branch_point,
        revision.is_merge_point, revision.path,
    ]  # fmt: skip


def settings(config, engine):
    """Config objects."""
    say("main", lambda: [config.get_main_option("script_location"), config.get_main_option("no", "otherwise"), config.config_ini_section])
    other = Config("alembic.ini")
    say("another", lambda: [other.config_file_name, other.get_main_option("script_location"), other.get_section("alembic")["sqlalchemy.url"]])
    other.set_main_option("sqlalchemy.url", "sqlite:///other%%20.db")
    other.set_section_option("more", "key", "value")
    say("set", lambda: [other.get_main_option("sqlalchemy.url"), other.get_section("more")["key"], other.get_section_option("more", "key")])
    empty = Config()
    say("empty", lambda: [empty.config_file_name, empty.get_main_option("script_location"), empty.attributes])
    say("directory of an empty one", lambda: ScriptDirectory.from_config(empty))
    empty.set_main_option("script_location", "project")
    say("directory by hand", lambda: [ScriptDirectory.from_config(empty).dir, ScriptDirectory.from_config(empty).get_heads()])
    empty.set_main_option("script_location", "nowhere")
    say("directory that is not there", lambda: ScriptDirectory.from_config(empty).get_heads())
    missing = Config("nothing.ini")
    say("a file that is not there", lambda: missing.get_main_option("script_location"))
    say("with arguments", lambda: Config(config_args={"a": "b"}, attributes={"c": 1}).attributes)
    say("options", lambda: type(config.cmd_opts).__name__)


def migration_contexts(config, engine):
    """Contexts without env.py."""
    with engine.connect() as connection:
        context = MigrationContext.configure(connection)
        say("at", lambda: [context.get_current_revision(), context.get_current_heads()])
        say("dialect", lambda: [context.dialect.name, context.bind is connection, context.connection is connection, context.as_sql])
        connection.execute(text("CREATE TABLE other_version (version_num VARCHAR(32))"))
        connection.execute(text("INSERT INTO other_version VALUES ('x'), ('y')"))
        named = MigrationContext.configure(connection, opts={"version_table": "other_version"})
        say("heads of another table", lambda: sorted(named.get_current_heads()))
        say("head of another table", lambda: named.get_current_revision())
        missing = MigrationContext.configure(connection=connection, opts={"version_table": "no_such"})
        say("no table", lambda: [missing.get_current_revision(), missing.get_current_heads()])
        operations = Operations(context)
        operations.create_table("made", alembic.op.Operations and __import__("sqlalchemy").Column("id", __import__("sqlalchemy").Integer))
        operations.execute("INSERT INTO made VALUES (4)")
        say("made", lambda: connection.execute(text("SELECT id FROM made")).scalar_one())
        with Operations.context(context) as op:
            op.drop_table("made")
            op.drop_table("other_version")
        say("dropped", lambda: sorted(inspect(connection).get_table_names()))
        connection.rollback()
    say("nothing to speak with", lambda: MigrationContext.configure())


def commands(config, engine):
    """Commands inside env.py."""
    out = io.StringIO()
    other = Config("alembic.ini", stdout=out)
    other.set_main_option("sqlalchemy.url", "sqlite:///other.db")
    other.set_main_option("is_inner", "yes")
    for name, ask in (
        ("upgrade in part", lambda: command.upgrade(other, "c1")),
        ("current", lambda: command.current(other)),
        ("current in full", lambda: command.current(other, verbose=True)),
        ("upgrade", lambda: alembic.command.upgrade(other, "head")),
        ("current at the end", lambda: command.current(other)),
        ("on all heads", lambda: command.current(other, check_heads=True)),
        ("history", lambda: command.history(other)),
        ("history in part", lambda: command.history(other, "a1:c1", verbose=True)),
        ("heads", lambda: command.heads(other)),
        ("branches", lambda: command.branches(other)),
        ("show", lambda: command.show(other, "d1")),
        ("downgrade", lambda: command.downgrade(other, "-1")),
        ("downgrade to base", lambda: command.downgrade(other, "base")),
        ("current at base", lambda: command.current(other)),
        ("stamp", lambda: command.stamp(other, "head")),
        ("stamp several", lambda: command.stamp(other, ["b1", "b2"], purge=True)),
        ("current after stamp", lambda: command.current(other)),
        ("not on all heads", lambda: command.current(other, check_heads=True)),
        ("a revision that is not there", lambda: command.upgrade(other, "zzz")),
        ("a range", lambda: command.upgrade(other, "a1:head")),
        ("a wrong way", lambda: command.downgrade(other, "d1")),
    ):
        say(name, ask)
        # The order of several heads and branches is that of a set.
        lines = out.getvalue().splitlines()
        if name in ("branches", "current after stamp"):
            lines.sort()
        lines = [line for line in lines if not line.startswith("Branches into:")]
        print("\n".join("    > " + line.replace(os.getcwd(), "<HERE>") for line in lines))
        out.seek(0)
        out.truncate()
    with create_engine("sqlite:///other.db", poolclass=pool.NullPool).connect() as connection:
        say("what is there", lambda: sorted(inspect(connection).get_table_names()))


def printed(config, engine):
    """SQL of a command inside env.py."""
    out = io.StringIO()
    other = Config("alembic.ini", output_buffer=out)
    other.set_main_option("is_inner", "yes")
    say("upgrade", lambda: command.upgrade(other, "a1:b1", sql=True))
    say("printed", out.getvalue)
    say("downgrade without a start", lambda: command.downgrade(other, "base", sql=True))


def shared(config, engine):
    """A connection that a command takes over."""
    with create_engine("sqlite:///shared.db", poolclass=pool.NullPool).connect() as connection:
        other = Config("alembic.ini")
        other.attributes["connection"] = connection
        say("upgrade", lambda: command.upgrade(other, "b1"))
        say("seen by the connection", lambda: connection.execute(text("SELECT id FROM users")).scalar_one())
        say("at", lambda: MigrationContext.configure(connection).get_current_heads())
        connection.commit()


def written(config, engine):
    """Revisions that user code writes."""
    other = Config("alembic.ini")
    other.set_main_option("is_inner", "yes")
    say("revision", lambda: command.revision(other, "more", rev_id="e1"))
    say("the new one", lambda: ScriptDirectory.from_config(other).get_revision("e1").path)
    say("heads", lambda: ScriptDirectory.from_config(other).get_heads())
    say("another", lambda: command.revision(other, message="again", rev_id="e2", head="e1").down_revision)
    say("no head", lambda: command.revision(other, message="beside", rev_id="e3", head="d1"))
    say("beside", lambda: command.revision(other, message="beside", rev_id="e3", head="d1", splice=True, branch_label="side").down_revision)
    say("merge", lambda: command.merge(other, ["e2", "e3"], message="both", rev_id="f1").down_revision)
    say("generated", lambda: ScriptDirectory.from_config(other).generate_revision("g1", "by hand", head="f1", upgrades="pass  # up", imports="").doc)
    say("its text", lambda: open(ScriptDirectory.from_config(other).get_revision("g1").path).read())
    say("there already", lambda: ScriptDirectory.from_config(other).generate_revision("g1", "twice", head="f1"))
    say("walked", lambda: ids(ScriptDirectory.from_config(other).walk_revisions("c1")))


def command_line(config, engine):
    """The command line as functions."""
    from alembic.config import CommandLine, main

    url = 'sqlite:///line.db'
    with open("line.ini", "w") as file:
        file.write("[alembic]\nscript_location = project\nsqlalchemy.url = %s\nis_inner = yes\n" % url)
    for words in (
        "upgrade c1", "current", "current -v", "--name alembic heads --verbose", "history -r b1:c1 --indicate-current", "show d1",
        "downgrade -1", "stamp a1 --purge", "stamp c1 b1", "-q current", "-x a=b -x c current", "upgrade zzz", "--raiseerr upgrade zzz",
        "revision -m line --rev-id l1", "revision -m more --rev-id l2 --head a1 --splice --depends-on c1",
        "merge -m joined --rev-id l3 l1 l2", "history -r b1:", "nothing", "upgrade", "",
    ):
        say("$ " + words, lambda: ended(lambda: main(argv=["-c", "line.ini"] + words.split())))
    line = CommandLine(prog="mine")
    options = line.parser.parse_args(["-n", "other", "-x", "k=v", "upgrade", "head", "--sql", "--tag", "t"])
    say("parsed", lambda: [options.name, options.x, options.revision, options.sql, options.tag, options.cmd[1:], options.raiseerr])
    line.register_command(mine)
    say("own command", lambda: ended(lambda: line.main(["-c", "line.ini", "mine", "first", "--sql", "-m", "text", "-v"])))
    say("own command, wrongly", lambda: ended(lambda: line.main(["-c", "line.ini", "mine", "first", "--loudly"])))
    say("two files", lambda: ended(lambda: main(argv=["-c", "a.ini", "-c", "b.ini", "current"])))
    say("files", lambda: ended(lambda: main(argv=["-c", "x/pyproject.toml", "-c", "line.ini", "current"])))


def mine(config, revision, sql=False, message=None, loudly=False, verbose=False):
    """A command of the project's: it has the arguments that Alembic knows."""
    print("mine", config.get_main_option("sqlalchemy.url"), revision, sql, message, loudly, verbose)


def ended(ask):
    try:
        return ask()
    except SystemExit as end:
        return "exit %s" % end.code


def stamped(config, engine):
    """Version tables that user code sets by a context."""
    script = ScriptDirectory.from_config(config)
    with create_engine("sqlite:///stamped.db", poolclass=pool.NullPool).begin() as connection:
        for target in ("head", "b1", ("b1", "b2"), "heads", None, "c1", "-1", "zzzz", "base"):
            context = MigrationContext.configure(connection)
            say("stamp %r" % (target,), lambda: context.stamp(script, target))
            say("at", lambda: sorted(context.get_current_heads()))
        say("there", lambda: inspect(connection).get_table_names())


def directives(config, engine):
    """Revisions that a command writes by directives of its own."""
    other = Config("alembic.ini")
    other.set_main_option("is_inner", "yes")

    def first(context, revision, found):
        print("seen", revision, [type(script).__name__ for script in found], len(found[0].upgrade_ops.ops))
        found[0].message = "by the first"

    def nothing(context, revision, found):
        found[:] = []

    say("written", lambda: command.revision(other, "by me", rev_id="e1", autogenerate=True, process_revision_directives=first).doc)
    say("not written", lambda: command.revision(other, "by me", rev_id="e2", autogenerate=True, process_revision_directives=nothing))
    say("heads", lambda: ScriptDirectory.from_config(other).get_heads())


def compared(config, engine):
    """Models and databases that user code compares."""
    from alembic.autogenerate import api, compare_metadata, produce_migrations, render, render_python_code
    from alembic.util import AutogenerateDiffsDetected, CommandError
    import sqlalchemy as sa

    metadata = sa.MetaData()
    sa.Table("users", metadata, sa.Column("id", sa.Integer, primary_key=True), sa.Column("name", sa.String(5), index=True))
    sa.Table("made", metadata, sa.Column("id", sa.Integer, primary_key=True))
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        diffs = compare_metadata(context, metadata)
        kinds = lambda found: sorted(diff[0] if isinstance(diff, tuple) else diff[0][0] for diff in found)
        say("kinds", lambda: kinds(diffs))
        script = produce_migrations(context, metadata)
        say("produced", lambda: sorted(type(item).__name__ for item in script.upgrade_ops.ops))
        say("as tuples", lambda: kinds(script.upgrade_ops.as_diffs()))
        code = render_python_code(script.upgrade_ops, render_as_batch=True)
        say("rendered", lambda: sorted(line.strip() for line in code.splitlines() if "op." in line))
        words = {"sqlalchemy_module_prefix": "sa.", "alembic_module_prefix": "op.", "user_module_prefix": None}
        context = MigrationContext.configure(connection, opts=dict(words, render_as_batch=True))
        values = {"imports": "none yet"}
        ours = api.AutogenContext(context, metadata=metadata, autogenerate=True)
        render._render_python_into_templatevars(ours, produce_migrations(context, metadata), values)
        say("in a template", lambda: sorted((name, sorted(text.splitlines())) for name, text in values.items()))
    other = Config("alembic.ini")
    other.set_main_option("is_inner", "yes")
    try:
        command.check(other)
    except AutogenerateDiffsDetected as error:
        print("check", isinstance(error, CommandError), str(error).split(":")[0], [diff[0] for diff in error.diffs])


def in_script(op):
    """Inside a version file."""
    context = op.get_context()
    say("config of the script", lambda: context.config.get_main_option("script_location"))
    say("head of the script", lambda: ScriptDirectory.from_config(context.config).get_current_head())
    say("context of the script", lambda: [context.get_current_heads(), MigrationContext.configure(op.get_bind()).dialect.name])
