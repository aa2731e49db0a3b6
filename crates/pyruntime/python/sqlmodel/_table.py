"""The table of a model with `table=True`."""

from enum import Enum

from sqlalchemy import types
from sqlalchemy.orm import declared_attr, relationship
from sqlalchemy.orm.annotations import is_union
from sqlalchemy.orm.decl_base import map_class
from sqlalchemy.sql.foreignkeys import ForeignKey
from sqlalchemy.sql.schema import Column

from .main import ColumnSettings, SQLModel
from .sql.sqltypes import AutoString, UTCDateTime

# Classes by module and name, so that none of these modules must be imported; the first that fits an annotation's class.
_BY_CLASS = (
    ("builtins", "str", AutoString),
    ("ipaddress", "IPv4Address", AutoString),
    ("ipaddress", "IPv4Network", AutoString),
    ("ipaddress", "IPv6Address", AutoString),
    ("ipaddress", "IPv6Network", AutoString),
    ("pathlib", "Path", AutoString),
    ("pydantic.networks", "EmailStr", AutoString),
    ("builtins", "float", types.Float),
    ("builtins", "bool", types.Boolean),
    ("builtins", "int", types.Integer),
    ("datetime", "datetime", UTCDateTime),
    ("datetime", "date", types.Date),
    ("datetime", "timedelta", types.Interval),
    ("datetime", "time", types.Time),
    ("builtins", "bytes", types.LargeBinary),
    ("decimal", "Decimal", types.Numeric),
    ("uuid", "UUID", types.Uuid),
)


def _table_name(cls):
    return cls.__name__.lower()


def map_model(cls):
    if "__tablename__" not in SQLModel.__dict__:
        type.__setattr__(SQLModel, "__tablename__", declared_attr(_table_name))
    for name, field in cls.model_fields.items():
        type.__setattr__(cls, name, _column(name, field))
    for name, info in cls.__sqlmodel_relationships__.items():
        made = info.sa_relationship or _relationship(cls, name, info)
        made.key = name
        type.__setattr__(cls, name, made)
    map_class(cls, cls._sa_registry)


def _relationship(cls, name, info):
    keywords = {}
    if info.back_populates:
        keywords["back_populates"] = info.back_populates
    if info.cascade_delete:
        keywords["cascade"] = "all, delete-orphan"
    if info.passive_deletes:
        keywords["passive_deletes"] = info.passive_deletes
    if info.link_model is not None:
        keywords["secondary"] = info.link_model.__table__
    keywords.update(info.sa_relationship_kwargs or {})
    return relationship(None, *(info.sa_relationship_args or ()), **keywords)


def _column(name, field):
    given = {}
    for entry in field.metadata:
        if isinstance(entry, ColumnSettings):
            given.update(entry.given)
    if isinstance(given.get("sa_column"), Column):
        return given["sa_column"]
    primary_key = given.get("primary_key", False)
    nullable = given.get("nullable")
    if nullable is None:
        nullable = not primary_key and _may_be_none(field)
    arguments = []
    if given.get("foreign_key"):
        ondelete = given.get("ondelete")
        if ondelete == "SET NULL" and not nullable:
            raise RuntimeError('ondelete="SET NULL" requires nullable=True')
        arguments.append(ForeignKey(given["foreign_key"], ondelete=ondelete))
    arguments.extend(given.get("sa_column_args") or ())
    keywords = {
        "primary_key": primary_key,
        "nullable": nullable,
        "index": given.get("index", False),
        "unique": given.get("unique", False),
    }
    if field.default_factory is not None:
        keywords["default"] = field.default_factory
    elif not field.is_required():
        keywords["default"] = field.default
    keywords.update(given.get("sa_column_kwargs") or {})
    type_ = given["sa_type"] if given.get("sa_type") is not None else _column_type(name, field)
    return Column(*arguments, type_=type_, **keywords)


def _may_be_none(field):
    if is_union(field.annotation) and type(None) in field.annotation.__args__:
        return True
    is_none = field.annotation is None or field.annotation is type(None)
    return not field.is_required() and field.default_factory is None and is_none


def _column_type(name, field):
    kind, metadata = _python_type(name, field.annotation, list(field.metadata))
    if isinstance(kind, type):
        if issubclass(kind, Enum):
            return types.Enum(kind)
        if kind.__name__ == "datetime" and _is_naive(metadata):
            return types.DateTime(timezone=False)
        for module, word, type_ in _BY_CLASS:
            if any(base.__name__ == word and _module(base) == module for base in kind.__mro__):
                return _with_settings(type_, field)
    raise ValueError("%s has no matching SQLAlchemy type" % (kind,))


def _module(kind):
    """The module that a class is known by; the interpreter may keep it in another one."""
    name = kind.__module__.lstrip("_").replace("pydecimal", "decimal").replace("pydatetime", "datetime")
    return "pathlib" if name.startswith("pathlib") else name


def _with_settings(type_, field):
    if type_ is AutoString:
        length = _constraint(field, "max_length")
        return AutoString(length=length) if length else AutoString()
    if type_ is types.Numeric:
        return types.Numeric(_constraint(field, "max_digits"), _constraint(field, "decimal_places"))
    return type_()


def _constraint(field, word):
    for entry in field.metadata:
        if getattr(entry, word, None) is not None:
            return getattr(entry, word)
    return None


def _python_type(name, annotation, metadata):
    """(the class, what `Annotated` says of it) of an annotation; Optional is looked through."""
    while True:
        origin = getattr(annotation, "__origin__", None)
        if getattr(annotation, "__metadata__", None) is not None:
            metadata = metadata + list(annotation.__metadata__)
            annotation = origin
            continue
        if not is_union(annotation):
            return origin if isinstance(origin, type) else annotation, metadata
        rest = [argument for argument in annotation.__args__ if argument is not type(None)]
        if len(annotation.__args__) > 2 or len(rest) != 1:
            raise ValueError("Cannot have a (non-optional) union as a SQLAlchemy field")
        annotation = rest[0]


def _is_naive(metadata):
    from pydantic.types import NaiveDatetime

    return any(entry in NaiveDatetime.__metadata__ for entry in metadata)
