"""SQLModel, Field and Relationship."""

from pydantic.fields import Field as _PlainField
from pydantic.main import BaseModel, ModelMetaclass

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


def Field(default=..., *, schema_extra=None, **settings):
    """A field of pydantic that also says what its column is (`info.column`)."""
    column = {name: settings.pop(name) for name in _OF_COLUMN if name in settings}
    if column.get("sa_column") is not None:
        for name in ("sa_type", "primary_key", "nullable", "foreign_key", "unique", "index", "sa_column_args"):
            if name in column:
                raise RuntimeError("Passing %s is not supported when also passing a sa_column" % name)
    regex = settings.pop("regex", None)
    if regex is not None:
        settings["pattern"] = regex
    for old in ("unique_items", "allow_mutation", "include"):
        settings.pop(old, None)
    settings.update(schema_extra or {})
    if default is not ...:
        settings["default"] = default
    info = _PlainField(**settings)
    info.column = column
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
    """Adds the metadata, and the name of the table."""

    def __new__(mcs, name, bases, namespace, **keywords):
        relationships = {key: value for key, value in namespace.items() if isinstance(value, RelationshipInfo)}
        kept = {key: value for key, value in namespace.items() if key not in relationships}
        cls = super().__new__(mcs, name, bases, kept, **keywords)
        cls.__sqlmodel_relationships__ = {**getattr(cls, "__sqlmodel_relationships__", {}), **relationships}
        if cls.model_config.get("table") and "table" in keywords:
            tables.append(cls)
        return cls

    def __getattr__(cls, name):
        if name == "metadata":
            return _metadata()
        if name == "__tablename__":
            return cls.__name__.lower()
        if name in ("__table__", "__mapper__") and cls.model_config.get("table"):
            raise NotImplementedError(
                "%s.%s is not supported yet: tables of SQLModel classes are read for autogenerate only" % (cls.__name__, name)
            )
        return super().__getattr__(name)


# Classes with `table=True`, in the order of their definition.
tables = []


def _metadata():
    from sqlalchemy import MetaData

    found = SQLModel.__dict__.get("metadata")
    if found is None:
        found = MetaData()
        type.__setattr__(SQLModel, "metadata", found)
    return found


class SQLModel(BaseModel, metaclass=SQLModelMetaclass):
    """Base of models and tables."""

    __slots__ = ()
    model_config = {"from_attributes": True}

    def __init__(self, /, **data):
        if type(self).model_config.get("table"):
            # A row may be filled later: sqlmodel does not check tables.
            made = type(self).model_construct(**data)
            self.__setstate__(made.__getstate__())
        else:
            super().__init__(**data)

    __init__.__pydantic_base_init__ = True

    @classmethod
    def __declare_last__(cls):
        """For SQLAlchemy's event of that name."""

    def sqlmodel_update(self, obj, *, update=None):
        values = obj if isinstance(obj, dict) else dict(obj)
        for name, value in {**values, **(update or {})}.items():
            if name in type(self).model_fields:
                setattr(self, name, value)
        return self
