"""SQLModel, Field and Relationship."""

from pydantic.fields import Field as _PlainField
from pydantic.main import BaseModel, ModelMetaclass
from pydantic_core import PydanticUndefined

_OF_COLUMN = (
    "primary_key",
    "foreign_key",
    "ondelete",
    "unique",
    "nullable",
    "index",
    "sa_type",
    "sa_column",
    "sa_column_args",
    "sa_column_kwargs",
)


class ColumnSettings:
    """What `Field` was told of the column; it travels among the field's constraints."""

    def __init__(self, given):
        self.given = given


def Field(default=PydanticUndefined, *, schema_extra=None, **settings):
    """A field of pydantic that also says what its column is."""
    given = {name: settings.pop(name) for name in _OF_COLUMN if name in settings}
    given = {name: value for name, value in given.items() if value is not PydanticUndefined}
    if given.get("sa_column") is not None:
        for name in _OF_COLUMN:
            if name in given and name != "sa_column":
                raise RuntimeError("Passing %s is not supported when also passing a sa_column" % name)
    if "type_" in (given.get("sa_column_kwargs") or ()):
        raise RuntimeError("Passing type_ is not supported in sa_column_kwargs, use sa_type instead")
    if "ondelete" in given and "foreign_key" not in given:
        raise RuntimeError("ondelete can only be used with foreign_key")
    regex = settings.pop("regex", None)
    if regex is not None:
        settings["pattern"] = regex
    for old in ("unique_items", "allow_mutation", "include"):
        settings.pop(old, None)
    settings.update(schema_extra or {})
    if default is not ...:
        settings["default"] = default
    info = _PlainField(**settings)
    info.metadata.append(ColumnSettings(given))
    return info


class RelationshipInfo:
    """What `Relationship` was told."""

    def __init__(self, **settings):
        self.__dict__.update(settings)


def Relationship(
    *,
    back_populates=None,
    cascade_delete=False,
    passive_deletes=False,
    link_model=None,
    sa_relationship=None,
    sa_relationship_args=None,
    sa_relationship_kwargs=None,
    **others,
):
    if sa_relationship is not None and (sa_relationship_args is not None or sa_relationship_kwargs is not None):
        name = "sa_relationship_args" if sa_relationship_args is not None else "sa_relationship_kwargs"
        raise RuntimeError("Passing %s is not supported when also passing a sa_relationship" % name)
    return RelationshipInfo(
        back_populates=back_populates,
        cascade_delete=cascade_delete,
        passive_deletes=passive_deletes,
        link_model=link_model,
        sa_relationship=sa_relationship,
        sa_relationship_args=sa_relationship_args,
        sa_relationship_kwargs=sa_relationship_kwargs,
        **others,
    )


class SQLModelMetaclass(ModelMetaclass):
    """Makes a class with `table=True` a table."""

    def __new__(mcs, name, bases, namespace, **keywords):
        relationships = {key: value for key, value in namespace.items() if isinstance(value, RelationshipInfo)}
        kept = {key: value for key, value in namespace.items() if key not in relationships and key != "metadata"}
        kept["__sqlmodel_relationships__"] = relationships
        kept["__pydantic_not_fields__"] = tuple(relationships)
        registry = keywords.pop("registry", None)
        cls = super().__new__(mcs, name, bases, kept, **keywords)
        if registry is not None:
            type.__setattr__(cls, "_sa_registry", registry)
            type.__setattr__(cls, "metadata", registry.metadata)
            type.__setattr__(cls, "__abstract__", True)
        if "metadata" in namespace:
            type.__setattr__(cls, "metadata", namespace["metadata"])
        return cls

    def __init__(cls, name, bases, namespace, **keywords):
        type.__init__(cls, name, bases, namespace)
        if _is_table(cls) and not any(_is_table(base) for base in bases):
            from . import _table

            _table.map_model(cls)

    def __setattr__(cls, name, value):
        if _is_table(cls) and "__mapper__" in cls.__dict__:
            from sqlalchemy.orm.decl_api import _set_on_class

            _set_on_class(cls, name, value)
        else:
            type.__setattr__(cls, name, value)

    def __getattr__(cls, name):
        if name == "metadata":
            return _registry().metadata
        if name == "_sa_registry":
            return _registry()
        if name == "__tablename__":
            return cls.__name__.lower()
        return super().__getattr__(name)


def _is_table(cls):
    return bool((getattr(cls, "model_config", None) or {}).get("table"))


def _registry():
    """The registry of all classes that name none; `SQLModel.metadata` is its MetaData."""
    found = SQLModel.__dict__.get("_sa_registry")
    if found is None:
        from sqlalchemy.orm import registry

        found = registry()
        type.__setattr__(SQLModel, "_sa_registry", found)
        if "metadata" in SQLModel.__dict__:
            found.metadata = SQLModel.__dict__["metadata"]
        else:
            type.__setattr__(SQLModel, "metadata", found.metadata)
    return found


class SQLModel(BaseModel, metaclass=SQLModelMetaclass):
    """Base of models and tables."""

    __slots__ = ()
    __allow_unmapped__ = True
    __sqlmodel_relationships__ = {}
    model_config = {"from_attributes": True}

    def __init__(self, /, **data):
        if type(self).model_config.get("table"):
            # A row may be filled later: sqlmodel does not check tables.
            related = {name: data.pop(name) for name in self.__sqlmodel_relationships__ if name in data}
            made = type(self).model_construct(**data)
            self.__setstate__(made.__getstate__())
            for name, value in related.items():
                object.__setattr__(self, name, value)
        else:
            super().__init__(**data)

    __init__.__pydantic_base_init__ = True

    def __setattr__(self, name, value):
        kind = type(self)
        if kind.model_config.get("table") and (name in kind.model_fields or name in kind.__sqlmodel_relationships__):
            # The attribute tells the session of the change.
            object.__setattr__(self, name, value)
        else:
            super().__setattr__(name, value)

    def _prepare_loaded(self):
        """What pydantic expects of an object that a session made."""
        put = object.__setattr__
        put(self, "__pydantic_fields_set__", set())
        put(self, "__pydantic_extra__", None)
        put(self, "__pydantic_private__", None)

    @classmethod
    def __declare_last__(cls):
        """For SQLAlchemy's event of that name."""

    def sqlmodel_update(self, obj, *, update=None):
        values = obj if isinstance(obj, dict) else dict(obj)
        for name, value in {**values, **(update or {})}.items():
            if name in type(self).model_fields:
                setattr(self, name, value)
        return self
