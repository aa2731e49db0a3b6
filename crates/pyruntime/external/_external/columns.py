"""Column types of the real SQLAlchemy in wire form (`schema::ColumnType`)."""

import inspect
import sys

from sqlalchemy import _running as running
from sqlalchemy import types
from sqlalchemy.sql import sqltypes

_TEXT = (("length", None), ("collation", None))
_ZONE = (("timezone", False),)

# SQLAlchemy's generic types: what of them travels, with the defaults.
_GENERIC = {
    "BigInteger": (),
    "Boolean": (("create_constraint", False), ("name", None)),
    "Date": (),
    "DateTime": _ZONE,
    "Double": (("precision", None), ("asdecimal", False), ("decimal_return_scale", None)),
    "Float": (("precision", None), ("asdecimal", False), ("decimal_return_scale", None)),
    "Integer": (),
    "Interval": (("native", True), ("second_precision", None), ("day_precision", None)),
    "JSON": (("none_as_null", False),),
    "LargeBinary": (("length", None),),
    "Numeric": (("precision", None), ("scale", None), ("decimal_return_scale", None), ("asdecimal", True)),
    "PickleType": (),
    "SmallInteger": (),
    "String": _TEXT,
    "Text": _TEXT,
    "Time": _ZONE,
    "Unicode": _TEXT,
    "UnicodeText": _TEXT,
    "Uuid": (("as_uuid", True), ("native_uuid", True)),
}

# Parameters of upper-case types that say nothing of the column.
_NOT_SENT = frozenset(("_enums", "convert_unicode", "unicode_error", "operators", "name", "create_constraint", "kw"))


def wire(column_type):
    """The type, with its variants."""
    of_host = getattr(column_type, "_host_wire", None)
    if of_host is not None:
        return of_host
    variants = getattr(column_type, "_variant_mapping", None)
    if variants:
        return _variant(_alone(column_type), variants)
    mapping = getattr(column_type, "mapping", None)
    if type(column_type).__name__ == "Variant" and mapping is not None:
        # SQLAlchemy 1.4 wraps the type.
        return _variant(wire(column_type.impl), mapping)
    return _alone(column_type)


def _variant(base, variants):
    return {"type": "Variant", "base": base, "variants": {name: wire(one) for name, one in variants.items()}}


def _alone(column_type):
    kind = type(column_type)
    if _is_compiled_by_user(kind):
        spec = column_type.compile(dialect=running.real_dialect())
        return _as_written(column_type, {"type": "UserDefined", "spec": spec})
    if kind.__module__.startswith("sqlalchemy."):
        return _of_sqlalchemy(column_type, kind)
    if isinstance(column_type, types.TypeDecorator):
        sql = wire(_decorated(column_type))
        return _as_written(column_type, {"type": "Custom", "sql": sql})
    if isinstance(column_type, types.UserDefinedType):
        spec = column_type.compile(dialect=running.real_dialect())
        return _as_written(column_type, {"type": "UserDefined", "spec": spec})
    # A class of the user's that derives from one of SQLAlchemy's.
    base = next((one for one in kind.__mro__ if one.__module__.startswith("sqlalchemy.")), None)
    if base is None or base is types.TypeEngine:
        spec = column_type.compile(dialect=running.real_dialect())
        return _as_written(column_type, {"type": "UserDefined", "spec": spec})
    return _as_written(column_type, {"type": "Custom", "sql": _of_sqlalchemy(column_type, base)})


def _is_compiled_by_user(kind):
    """Whether `@compiles` was given a function for the class."""
    for one in kind.__mro__:
        if "_compiler_dispatcher" in vars(one):
            return True
    return False


def _decorated(column_type):
    impl = column_type.load_dialect_impl(running.real_dialect())
    if impl is column_type:
        impl = column_type.impl
    return impl() if isinstance(impl, type) else impl


def _as_written(column_type, definition):
    definition["python"] = repr(column_type)
    definition["module"] = type(column_type).__module__
    return definition


def _of_sqlalchemy(column_type, kind):
    name = kind.__name__
    if isinstance(column_type, sqltypes.Enum):
        return dict(enum(column_type), type="Enum")
    if isinstance(column_type, sqltypes.ARRAY):
        return _array(column_type, kind)
    if isinstance(column_type, sqltypes.NullType):
        return {"type": "Null"}
    if name in _GENERIC and not kind.__module__.startswith("sqlalchemy.dialects."):
        definition = {"type": name}
        for parameter, default in _GENERIC[name]:
            value = getattr(column_type, parameter, default)
            if value is not None and value != default:
                definition[parameter] = value
        return definition
    if _public(kind) is not kind:
        return _of_sqlalchemy(column_type, _public(kind))
    if kind.__module__.startswith("sqlalchemy.ext.") or name.startswith("_"):
        return wire(_generic(kind)(**_arguments(column_type, _generic(kind))))
    return _native(column_type, kind, name)


def _generic(kind):
    return next(one for one in kind.__mro__ if one.__name__ in _GENERIC)


def _public(kind):
    """The class that stands for one which a dialect or driver has for itself, as `PGUuid`, which `type_descriptor()` gives."""
    return next((one for one in kind.__mro__ if _is_public(one)), kind)


def _is_public(kind):
    package = ".".join(kind.__module__.split(".")[:3])
    is_found = not package.startswith("sqlalchemy.dialects.") or hasattr(sys.modules[package], kind.__name__)
    return is_found and issubclass(kind, types.TypeEngine) and not kind.__name__.startswith("_")


def _native(column_type, kind, name):
    dialect = kind.__module__.split(".")[2] if kind.__module__.startswith("sqlalchemy.dialects.") else ""
    definition = {"type": "Native", "dialect": dialect, "name": name}
    if name == "DOMAIN":
        arguments = _domain(column_type)
    else:
        arguments = {}
        for parameter, value in _arguments(column_type, kind).items():
            if isinstance(value, types.TypeEngine):
                if repr(value) == "Text()":
                    continue
                value = wire(value)
            arguments[parameter] = value
    if arguments:
        definition["arguments"] = arguments
    return definition


def _arguments(column_type, kind):
    """What differs from the defaults, by the parameters of the class and of those it derives from."""
    found = {}
    for one in kind.__mro__:
        if "__init__" not in vars(one):
            continue
        parameters = inspect.signature(one.__init__).parameters.values()
        for parameter in parameters:
            name = parameter.name
            if name == "self" or name in _NOT_SENT or parameter.kind in (parameter.VAR_POSITIONAL,):
                continue
            if name in found or parameter.kind is parameter.VAR_KEYWORD:
                continue
            value = getattr(column_type, name, parameter.default)
            if value is None or value is parameter.default or value == parameter.default:
                continue
            if isinstance(value, (str, int, float, bool, list, tuple, types.TypeEngine)):
                found[name] = list(value) if isinstance(value, tuple) else value
        if not any(one.kind is one.VAR_KEYWORD for one in parameters):
            break
    if "asdecimal" in found and found["asdecimal"] == getattr(kind, "_class_asdecimal", None):
        del found["asdecimal"]
    return found


def _domain(domain):
    arguments = {"name": str(domain.name), "data_type": wire(domain.data_type)}
    for keyword in ("schema", "collation", "collation_schema", "constraint_name"):
        value = getattr(domain, keyword, None)
        if value is not None:
            arguments[keyword] = str(value)
    if domain.not_null:
        arguments["not_null"] = True
    for keyword in ("default", "check"):
        value = getattr(domain, keyword, None)
        if value is not None:
            arguments[keyword] = running.plain(value)
    if not domain.create_type:
        arguments["create_type"] = False
    return arguments


def _array(array, kind):
    definition = {"type": "ARRAY", "item": wire(array.item_type)}
    for parameter in ("as_tuple", "zero_indexes"):
        if getattr(array, parameter):
            definition[parameter] = True
    if array.dimensions is not None:
        definition["dimensions"] = array.dimensions
    if kind.__module__.startswith("sqlalchemy.dialects."):
        definition["postgresql_only"] = True
    return definition


def enum(kind):
    """An enum type without its tag."""
    is_of_postgresql = type(kind).__module__.startswith("sqlalchemy.dialects.")
    definition = {"values": [str(value) for value in kind.enums]}
    if kind.name is not None:
        definition["name"] = running.name(kind.name)
    if kind.schema is not None:
        definition["namespace"] = running.name(kind.schema)
    if not kind.native_enum and not is_of_postgresql:
        definition["native_enum"] = False
    if getattr(kind, "create_constraint", False):
        definition["create_constraint"] = True
    if not getattr(kind, "create_type", True):
        definition["create_type"] = False
    longest = max([len(value) for value in kind.enums], default=0)
    if kind.length is not None and kind.length != longest:
        definition["length"] = kind.length
    if getattr(kind, "collation", None) is not None:
        definition["collation"] = kind.collation
    if is_of_postgresql:
        definition["postgresql_only"] = True
    if kind.metadata is not None:
        definition["of_metadata"] = True
    return definition
