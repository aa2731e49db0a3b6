"""`db = SQLAlchemy(app)`: the models' side of it."""

import sqlalchemy as sa
import sqlalchemy.orm as sa_orm
from flask.globals import current_app

from . import engines
from .model import BindMixin, DefaultMeta, DefaultMetaNoName, Model, NameMixin
from .refused import refusal
from .session import UnservedSession

_OF_APPLICATION = (
    "create_all",
    "drop_all",
    "reflect",
    "paginate",
    "get_or_404",
    "first_or_404",
    "one_or_404",
)


class SQLAlchemy:
    def __init__(
        self,
        app=None,
        *,
        metadata=None,
        session_options=None,
        query_class=sa_orm.Query,
        model_class=Model,
        engine_options=None,
        add_models_to_shell=True,
        disable_autonaming=False,
    ):
        self.Query = query_class
        self.session = UnservedSession()
        self._engine_options = engine_options or {}
        self._engines_of = {}
        self.metadatas = {}
        if metadata is not None:
            metadata.info["bind_key"] = None
            self.metadatas[None] = metadata
        self.Model = self._make_declarative_base(model_class, disable_autonaming)
        if app is not None:
            self.init_app(app)

    def init_app(self, app):
        """Makes the engines that the settings of the application name; none of them connects by itself."""
        if getattr(type(app), "_is_stand_in", False):
            return
        if "sqlalchemy" in app.extensions:
            raise RuntimeError(
                "A 'SQLAlchemy' instance has already been registered on this Flask app. Import and use that instance"
                " instead."
            )
        app.extensions["sqlalchemy"] = self
        options = engines.options(app, self._engine_options)
        for bind_key in options:
            self._make_metadata(bind_key)
        self._engines_of[app] = {key: sa.engine_from_config(of_key, prefix="") for key, of_key in options.items()}

    @property
    def engines(self):
        app = current_app._get_current_object()
        if app not in self._engines_of:
            raise RuntimeError(
                "The current Flask app is not registered with this 'SQLAlchemy' instance. Did you forget to call"
                " 'init_app', or did you create multiple 'SQLAlchemy' instances?"
            )
        return self._engines_of[app]

    @property
    def engine(self):
        return self.engines[None]

    def get_engine(self, bind_key=None, **kwargs):
        return self.engines[kwargs.get("bind", bind_key)]

    @property
    def metadata(self):
        return self.metadatas[None]

    def Table(self, name, *args, bind_key=None, **kwargs):
        if args and isinstance(args[0], sa.MetaData):
            return sa.Table(name, *args, **kwargs)
        return sa.Table(name, self._make_metadata(bind_key), *args, **kwargs)

    def relationship(self, *args, **kwargs):
        kwargs.pop("query_class", None)
        return sa_orm.relationship(*args, **kwargs)

    def dynamic_loader(self, argument, **kwargs):
        kwargs.pop("query_class", None)
        return sa_orm.dynamic_loader(argument, **kwargs)

    def _make_metadata(self, bind_key):
        if bind_key in self.metadatas:
            return self.metadatas[bind_key]
        convention = None if bind_key is None else self._make_metadata(None).naming_convention
        metadata = sa.MetaData(naming_convention=convention, info={"bind_key": bind_key})
        self.metadatas[bind_key] = metadata
        return metadata

    def _make_declarative_base(self, model_class, disable_autonaming):
        if sa_orm.DeclarativeBase in model_class.__bases__ or sa_orm.DeclarativeBaseNoMeta in model_class.__bases__:
            model = self._make_typed_base(model_class, disable_autonaming)
        elif isinstance(model_class, sa_orm.DeclarativeMeta):
            model = model_class
        else:
            metaclass = DefaultMetaNoName if disable_autonaming else DefaultMeta
            model = sa_orm.declarative_base(
                metadata=self._make_metadata(None), cls=model_class, name="Model", metaclass=metaclass
            )
        if None in self.metadatas:
            type.__setattr__(model, "metadata", self.metadatas[None])
        else:
            model.metadata.info["bind_key"] = None
            self.metadatas[None] = model.metadata
        type.__setattr__(model, "__fsa__", self)
        type.__setattr__(model, "query_class", self.Query)
        return model

    def _make_typed_base(self, model_class, disable_autonaming):
        """The user's `DeclarativeBase` again, with names for its tables."""
        members = {key: value for key, value in model_class.__dict__.items() if key not in ("__dict__", "__weakref__")}
        members["__fsa__"] = self
        mixins = (BindMixin, Model) if disable_autonaming else (BindMixin, NameMixin, Model)
        return type(model_class)("FlaskSQLAlchemyBase", (*mixins, *model_class.__bases__), members)

    def __getattr__(self, name):
        if name in _OF_APPLICATION:
            raise refusal(
                "db.%s is not supported: it needs the running Flask application; run this project with its own Python"
                % name
            )
        for module in (sa, sa_orm):
            if hasattr(module, name):
                return getattr(module, name)
        raise AttributeError(name)
