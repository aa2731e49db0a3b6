"""Stand-in for Flask-Migrate, so that an application's module can be imported: its commands are ours."""

__version__ = "4.1.0"


class Migrate:
    """Keeps its settings; what an env.py asks of it through `current_app` needs the running application."""

    def __init__(
        self, app=None, db=None, directory=None, command="db", compare_type=True, render_as_batch=True, **kwargs
    ):
        self.db = db
        self.command = command
        self.directory = str(directory or "migrations")
        self.alembic_ctx_kwargs = {"compare_type": compare_type, "render_as_batch": render_as_batch, **kwargs}
        self.configure_callbacks = []

    def init_app(self, app, db=None, directory=None, command=None, compare_type=None, render_as_batch=None, **kwargs):
        self.db = db or self.db

    def configure(self, f):
        self.configure_callbacks.append(f)
        return f


def _refusing(name):
    def refuse(*arguments, **keywords):
        raise NotImplementedError(
            "flask_migrate.%s() is not supported: it needs the running Flask application; use `limbeck %s`" % (name, name)
        )

    return refuse


for _name in "revision merge upgrade downgrade show history heads branches current stamp check edit init migrate".split():
    globals()[_name] = _refusing(_name)
