"""What the host asks of Python: env.py, version scripts, callbacks, log lines, templates (WIRE.md, "Do's")."""

import sys

import _environment
import _host
import _waiting
from _host import doer, is_patched, is_plain, is_untouched, load, read, record, watch

# Version files that were executed in this run, by path: the last ones, for runs that go over them again and again
# (tenants); a thousand modules would only fill memory.
_modules = {}
_MODULES_KEPT = 64

# Those of them that are plain and were read ahead.
_read = set()

# Whether plain scripts may be read ahead: what they use is as it was made. None: to be looked at, as user code ran.
_may_read = None

# Whether scripts are read ahead: one that has to be run may change what the next ones ask for. A Python that starts in the
# middle of a run does not know until it is told to begin.
_is_reading = False

# Callables that were handed to the host, by id.
_callables = {}

# The keywords of the `context.run_migrations(**kw)` that goes on.
keywords = {}

# The environment of the env.py that runs or ran last.
environment_context = None

# The Config that user code gave to the command that it called; None: the run is the program's own.
inner_config = None

# The `process_revision_directives` that user code gave to the command itself.
inner_directives = None

# Whether a run that fails here can begin again in the project's own Python.
_has_own_python = False

_COMMANDS_WITH_TARGET = ("upgrade", "downgrade", "stamp")
_COMMANDS_WITH_SQL = ("upgrade", "downgrade", "stamp", "revision", "check", "ensure_version")


def hand_over(function):
    """Gives the host a callable: `function` is called with the arguments of the `callback` as keywords."""
    identifier = len(_callables) + 1
    _callables[identifier] = function
    return {"callable": identifier}


def handed_over(handed):
    """Returns the callable that the host was given."""
    return _callables[handed["callable"]]


def new_module(file, name):
    """Makes an empty module as Alembic's loader does: it never enters `sys.modules`."""
    module = type(sys)(name)
    module.__file__ = file
    module.__package__ = ""
    return module


def module_name(file):
    """Returns Alembic's name for a file's module: `1975_create_py`."""
    name = file.replace("\\", "/").rpartition("/")[2]
    usual = name.replace(".", "_")
    # Looking at each character is slow, and most names need it not.
    if ("_" + usual).isidentifier():
        return usual
    return "".join(character if character.isalnum() or character == "_" else "_" for character in name)


def load_module(file, name=None):
    """Executes a version file, or returns its module if this run has executed it."""
    module = _modules.get(file)
    if module is None:
        module = new_module(file, name or module_name(file))
        with migrating():
            exec(load(file), module.__dict__)
        if _has_own_python:
            _refuse_stand_ins(file)
        if len(_modules) >= _MODULES_KEPT:
            _forget(next(iter(_modules)))
        _modules[file] = module
    return module


def _refuse_stand_ins(file):
    """A version file may do anything with a module that only stands in: it belongs where the module is."""
    finder = sys.modules.get("_finder")
    for name, (importer, line) in finder.stood_in.items() if finder is not None else ():
        if importer == file:
            raised = ModuleNotFoundError("No module named %r" % name, name=name)
            raised._frames_of_import = [{"file": file, "line": line, "function": "<module>"}]
            raise raised


def _forget(file):
    module = _modules.pop(file)
    # The interpreter never frees functions that hold the dictionary they stand in. Nobody else has those of a plain
    # file; others may be listeners.
    if file in _read:
        _read.remove(file)
        module.__dict__.clear()


@doer
def run_env(file, environment):
    global _has_own_python, _may_read, environment_context
    from .config import Config
    from .runtime.environment import EnvironmentContext
    from .script.base import ScriptDirectory

    if inner_config is None:
        _modules.clear()
        _read.clear()
        _callables.clear()
    _may_read = None
    _environment.database_url = environment.get("database_url")
    _host.tells_places = bool(environment.get("tells_places"))
    _has_own_python = bool(environment.get("has_own_python"))
    folders = environment.get("sys_path") or []
    sys.path[:] = folders + [folder for folder in sys.path if folder not in folders]
    _install_finder(environment)
    command = environment.get("command")
    config = inner_config or Config._of_run(environment.get("config") or {}, command, environment.get("x_arguments"))
    script = ScriptDirectory._of_run(environment.get("script_directory") or {}, config, inner_config is not None)
    environment_context = EnvironmentContext(config, script, **_options(command, environment))
    module = new_module(file, "env_py")
    _waiting.environment_file = file
    _watch(command, environment)
    _let_stand_in(command, environment, config)
    _environment.prepare(file, config)
    if environment.get("is_hushed"):
        # Python warns of a line once; a run that repeats another one warns of none.
        import warnings

        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            _execute(file, module)
    elif environment.get("warned") is not None:
        _warn_once(file, module, set(environment["warned"]))
    else:
        _execute(file, module)


def _warn_once(file, module, warned):
    """Shows what no earlier run of the command has shown, and tells the host of it."""
    import warnings

    shown = []
    show = warnings.showwarning

    def show_news(message, category, filename, lineno, file=None, line=None):
        text = "%s:%s: %s: %s" % (filename, lineno, category.__name__, message)
        if text not in warned:
            warned.add(text)
            shown.append(text)
            show(message, category, filename, lineno, file, line)

    warnings.showwarning = show_news
    _execute(file, module)
    if shown:
        _host.call("warned", texts=shown)


def _execute(file, module):
    with environment_context:
        exec(load(file), module.__dict__)


def _watch(command, environment):
    """Notes what env.py reads, where something of it may be kept."""
    if inner_config is None and watch():
        from . import _remembered

        _remembered.begin()
    if command in ("check", "revision", "stamp"):
        from .autogenerate import kept

        kept.watch(environment)


def _install_finder(environment):
    """Has the project's files, its virtual environment and the stand-ins found, in that order."""
    if hasattr(sys, "implementation") and sys.implementation.name != "rustpython":
        return
    import _finder

    _finder.install(environment.get("site_packages") or [], environment.get("own_packages") or [])


def _let_stand_in(command, environment, config):
    """Has declared packages stand in, where models are not read and no Python of the project's has them."""
    finder = sys.modules.get("_finder")
    if finder is not None:
        needs_all = command in ("check", "revision") or _has_own_python
        ini = (config.config_file_name or "").replace("\\", "/")
        folders = (environment.get("sys_path") or []) + [".", ini.rpartition("/")[0] or "."]
        finder.declared_in[:] = [] if needs_all else folders


def _refuse_models_without():
    """Models that a missing package may have a part in must not be described."""
    absent = sys.modules.get("_absent")
    if absent is not None:
        absent.refuse_models()


def migrating():
    """A context in which nothing that is missing stands in; the project's own Python has no finder of ours."""
    finder = sys.modules.get("_finder")
    return _Nothing() if finder is None else finder.Migrating()


class _Nothing:
    def __enter__(self):
        return self

    def __exit__(self, *exception):
        return False


def _options(command, environment):
    """Returns what Alembic's command would have given to the environment."""
    options = {}
    if command in _COMMANDS_WITH_SQL or environment.get("as_sql"):
        options["as_sql"] = bool(environment.get("as_sql"))
    if command in _COMMANDS_WITH_TARGET:
        options["starting_rev"] = environment.get("starting_rev")
        destination = environment.get("destination_rev")
        options["destination_rev"] = tuple(destination) if isinstance(destination, list) else destination
        options["tag"] = environment.get("tag")
    if environment.get("dont_mutate"):
        options["dont_mutate"] = True
    if command in ("revision", "check"):
        options["template_args"] = {}
    return options


@doer
def run_script(file, revision=None, function="upgrade"):
    global _may_read
    _host.running = file
    try:
        migrate = _function_of(file, function)
        if not is_plain(file):
            from ._beside import serve

            serve(_modules[file], file)
        migrate(**keywords)
    except AttributeError as error:
        _hint_at_submodule(error)
        raise
    finally:
        # Looking for what user code has patched takes longer than most scripts.
        if not is_untouched():
            _may_read = None


def _hint_at_submodule(error):
    """A module that nobody has imported is no attribute of its package; Alembic executes files that may have."""
    # `module 'shop' has no attribute 'tools'`: not every Python keeps the two in the exception.
    parts = str(error).split("'")
    if parts[0] != "module " or len(parts) < 4:
        return
    module = "%s.%s" % (parts[1], parts[3])
    if hasattr(sys.modules.get(parts[1]), "__path__"):
        from importlib.util import find_spec

        if find_spec(module) is not None:
            error.hint = (
                "write `import %s` in the file; with Alembic another file may have done so, as it executes all of them"
                " before the first step" % module
            )


@doer
def read_script(file, revision=None, function="upgrade", begins=True):
    """Has a plain script noted ahead of its turn; False: it has to be run, and so have those behind it until `begins`."""
    global _is_reading
    if begins:
        _is_reading = True
    if not _is_reading:
        return False
    _is_reading = False
    if is_plain(file) and _may_read_scripts():
        migrate = _function_ahead_of(file, function)
        _read.add(file)
        _is_reading = read(file, migrate, keywords)
    return _is_reading


def _may_read_scripts():
    """Whether a plain script can only ask for operations: user code carries out no directive, and has patched nothing."""
    global _may_read
    if _may_read is None:
        operations = sys.modules.get("alembic.operations.base")
        has_directives = operations is not None and bool(operations.AbstractOperations._to_impl._registry)
        _may_read = not has_directives and not is_patched()
    return _may_read


@doer
def reading_scope():
    """What repeatable scripts ask for depends on besides their files, as one text; None where user code may change it."""
    from ._lower import plain_settings

    if not is_untouched() or not _may_read_scripts():
        return None
    settings = plain_settings(environment_context.get_context().dialect)
    return None if settings is None else repr(settings)


@doer
def import_script(file, revision=None, function="upgrade"):
    """Executes a version file, and with it what it imports."""
    _function_of(file, function)


@doer
def try_script(file, revision=None, function="upgrade"):
    """Executes a version file ahead of its turn, to see whether this Python can."""
    _function_ahead_of(file, function)


@doer
def record_script(file, revision=None, function="upgrade"):
    """Notes what a script asks for, without a database; None, or why it could not go on."""
    global _may_read
    _may_read = None
    return record(file, _function_of(file, function), keywords)


@doer
def load_script(file):
    """Compiles a file: raises what is wrong with it."""
    load(file)


def _function_of(file, name):
    loaded = load_module(file)
    try:
        return getattr(loaded, name)
    except AttributeError as error:
        error.hint = "write a function %s() in %s" % (name, file)
        raise


def _function_ahead_of(file, name):
    """The same ahead of the script's turn: what asks the database while the file is executed fails, and waits for it."""
    from . import op

    established, op._proxy = op._proxy, None
    try:
        return _function_of(file, name)
    finally:
        op._proxy = established


@doer
def describe_models():
    _refuse_models_without()
    from .autogenerate import models

    return models.describe_to_host(environment_context.get_context())


@doer
def named_types(texts):
    """Returns the types that the project's classes make of words of the catalogue, by these words."""
    _refuse_models_without()
    from .autogenerate import models

    return models.named_types(environment_context.get_context(), texts)


@doer
def loaded_modules():
    """Returns every module that is loaded, with its file where it has one."""
    modules = []
    for name, module in list(sys.modules.items()):
        file = getattr(module, "__file__", None)
        modules.append({"name": str(name), "file": file if isinstance(file, str) else None})
    return modules


@doer
def depends_on():
    """What this run has looked at, and its state; None: another run may say something else."""
    from . import _remembered

    absent = sys.modules.get("_absent")
    return None if absent is not None and absent.missing else _remembered.depends_on()


@doer
def models_key():
    """What the description of the models depends on, as one text; None: it must not be kept."""
    _refuse_models_without()
    from .autogenerate import kept

    return kept.key(environment_context.get_context())


@doer
def naming_convention():
    """The naming convention of a MetaData that waited until now: steps need it."""
    from . import _lower

    metadata = environment_context.get_context().opts.get("target_metadata")
    return _lower.naming_convention(_waiting.real_alone(metadata))


@doer
def callback(id, arguments=None):
    return _callables[id](**(arguments or {}))


# What has a logger from the moment that Alembic is imported; `fileConfig` disables those that its ini does not name.
_LOGGERS = (
    "alembic.autogenerate.api",
    "alembic.autogenerate.compare",
    "alembic.autogenerate.compare.comments",
    "alembic.autogenerate.compare.constraints",
    "alembic.autogenerate.compare.schema",
    "alembic.autogenerate.compare.server_defaults",
    "alembic.autogenerate.compare.tables",
    "alembic.autogenerate.compare.types",
    "alembic.config",
    "alembic.ddl.impl",
    "alembic.ddl.postgresql",
    "alembic.runtime.migration",
    "alembic.runtime.plugins",
    "alembic.util.messaging",
)
_loggers_exist = False


def make_loggers():
    """Makes the loggers of Alembic and SQLAlchemy, once user code has imported `logging`."""
    global _loggers_exist
    if _loggers_exist or "logging" not in sys.modules:
        return
    import logging

    _loggers_exist = True
    # A handler that does nothing: without configured logging the lines vanish.
    logging.getLogger("alembic").addHandler(logging.NullHandler())
    for name in _LOGGERS:
        logging.getLogger(name)
    sqlalchemy = logging.getLogger("sqlalchemy")
    if sqlalchemy.level == logging.NOTSET:
        sqlalchemy.setLevel(logging.WARNING)


@doer
def log(logger, level, message):
    """Returns what becomes of the next such line: "nothing", or "a line" where no code of the user's sees it."""
    if "logging" not in sys.modules and (level < 30 or logger.partition(".")[0] == "alembic"):
        return "nothing"
    import logging

    make_loggers()
    named = logging.getLogger(logger)
    if not named.isEnabledFor(level):
        return "nothing"
    named.log(level, "%s", message)
    return "a line" if _only_writes(named) else None


def _only_writes(logger):
    """Whether logging's own classes alone handle what is said to a logger."""
    import logging

    if logging.getLogRecordFactory() is not logging.LogRecord:
        return False
    while logger is not None:
        handled = [logger]
        for handler in logger.handlers:
            handled += [handler, handler.formatter]
        if any(_is_of_user(one) for one in handled):
            return False
        logger = logger.parent if logger.propagate else None
    return True


def _is_of_user(one):
    is_ours = one is None or type(one).__module__.partition(".")[0] == "logging"
    return not is_ours or bool(getattr(one, "filters", None))


@doer
def render(source, context, environment=None):
    """Renders a compiled template. `context` has the variables, which of them are tuples, and the create date."""
    from datetime import datetime, timedelta, timezone

    variables = context["variables"]
    for name in context["tuples"]:
        variables[name] = tuple(variables[name])
    date = context["create_date"]
    zone = None if date["offset"] is None else timezone(timedelta(seconds=date["offset"]))
    variables["create_date"] = datetime(*date["parts"], tzinfo=zone)
    variables["comma"] = _comma
    variables.setdefault("config", _config(environment))
    namespace = {"__name__": "template"}
    exec(compile(source, "script.py.mako.py", "exec", dont_inherit=True), namespace)
    return namespace["render"](variables)


def _comma(value):
    """The filter `comma` of the stock templates."""
    if value is None:
        return ""
    return value if isinstance(value, str) else ", ".join(value)


def _config(environment):
    if environment_context is not None:
        return environment_context.config
    from .config import Config

    return Config._of_run((environment or {}).get("config") or {}, None)


@doer
def reflect_header(file, environment=None):
    """Executes a file and returns what it says about itself; what it does not define is left out."""
    folders = (environment or {}).get("sys_path") or []
    sys.path[:] = folders + [folder for folder in sys.path if folder not in folders]
    _install_finder(environment or {})
    module = new_module(file, module_name(file))
    exec(load(file), module.__dict__)
    header = {"doc": module.__doc__}
    for name in ("revision", "down_revision", "branch_labels", "depends_on"):
        if name in module.__dict__:
            header[name] = _plain(module.__dict__[name])
    return header


def _plain(value):
    if value is None or isinstance(value, str):
        return value
    if hasattr(value, "__iter__"):
        return [_plain(item) for item in value]
    return value
