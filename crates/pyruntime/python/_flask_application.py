"""The application that Flask-Migrate's env.py asks for: made from FLASK_APP, with its context pushed, as `flask db` does."""

import os
import sys

_IMPORT = "the application cannot be imported with this Python, also not by `flask db`: install what is missing into it"

# Its context stays pushed for the whole run.
_context = None


def push(file, config):
    """Pushes the context of the application where env.py reads `current_app`, and gives it the settings to change."""
    global _context
    if _context is not None or not _asks(file):
        return
    try:
        from flask import has_app_context
        from flask.cli import NoAppException, ScriptInfo, load_dotenv
    except ModuleNotFoundError:
        # env.py says which module is missing, in its own line.
        return
    if has_app_context():
        return
    load_dotenv()
    # `app.run()` of a module then starts no server.
    os.environ["FLASK_RUN_FROM_CLI"] = "true"
    try:
        application = ScriptInfo(app_import_path=os.environ.get("FLASK_APP") or None).load_app()
    except NoAppException as error:
        from alembic.util.exc import CommandError

        first, *traceback = str(error.message).strip().split("\n\n", 1)
        lines = traceback[0].splitlines() if traceback else []
        if not lines and _does_without(file):
            return
        # Of a traceback, which Flask puts into the message, the last line says what is wrong.
        raised = CommandError("env.py needs the Flask application: %s" % " ".join([*first.split(), *lines[-1:]]))
        raised.hint = _IMPORT if lines else "set FLASK_APP in the environment, as for the command `flask db`"
        raise raised from None
    _raise_what_was_caught()
    _context = application.app_context()
    _context.push()
    _configure(application, config)


def _configure(application, config):
    """Calls what was registered by `@migrate.configure`, as `flask db` does before a command."""
    extension = application.extensions.get("migrate")
    for callback in getattr(getattr(extension, "migrate", None), "configure_callbacks", ()):
        if callback(config) is not config:
            raise NotImplementedError("@migrate.configure: %s() has to return the settings that it was given" % callback.__name__)


def _raise_what_was_caught():
    """An application that goes on without what the embedded Python refused it is not the one that `flask db` makes."""
    refused = sys.modules.get("flask_sqlalchemy.refused")
    if refused is not None and refused.refusals:
        raise refused.refusals[0]


def _asks(file):
    text = _text(file)
    return b"current_app" in text and b"flask" in text


def _does_without(file):
    """Whether env.py has another way where no context is pushed: Alembic's own command pushes none."""
    text = _text(file)
    return b"except RuntimeError" in text or b"has_app_context" in text


def _text(file):
    with open(file, "rb") as opened:
        return opened.read()
