"""Light Flask-Migrate: what env.py asks of it through `current_app`; its commands are ours."""

__version__ = "4.1.0"


class _MigrateConfig:
    """`app.extensions["migrate"]`."""

    def __init__(self, migrate, db, **kwargs):
        self.migrate = migrate
        self.db = db
        self.directory = migrate.directory
        self.configure_args = kwargs

    @property
    def metadata(self):
        return self.db.metadata


class Migrate:
    """Keeps its settings, and gives them to the application."""

    def __init__(
        self, app=None, db=None, directory=None, command="db", compare_type=True, render_as_batch=True, **kwargs
    ):
        self.db = db
        self.command = command
        self.directory = str(directory or "migrations")
        self.alembic_ctx_kwargs = {"compare_type": compare_type, "render_as_batch": render_as_batch, **kwargs}
        self.configure_callbacks = []
        if app is not None and db is not None:
            self.init_app(app, db, directory)

    def init_app(self, app, db=None, directory=None, command=None, compare_type=None, render_as_batch=None, **kwargs):
        self.db = db or self.db
        self.command = command or self.command
        self.directory = str(directory or self.directory)
        self.alembic_ctx_kwargs.update(kwargs)
        if compare_type is not None:
            self.alembic_ctx_kwargs["compare_type"] = compare_type
        if render_as_batch is not None:
            self.alembic_ctx_kwargs["render_as_batch"] = render_as_batch
        if not getattr(type(app), "_is_stand_in", False):
            app.extensions["migrate"] = _MigrateConfig(self, self.db, **self.alembic_ctx_kwargs)

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
