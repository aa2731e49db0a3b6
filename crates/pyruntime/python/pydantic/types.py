"""Secrets, constrained types, paths and the other types of pydantic's own."""

from ._errors import fault


class _Secret:
    """A value that is not shown."""

    def __init__(self, secret_value):
        self._secret_value = secret_value

    def get_secret_value(self):
        return self._secret_value

    def __eq__(self, other):
        return type(other) is type(self) and self._secret_value == other._secret_value

    def __hash__(self):
        return hash(self._secret_value)

    def __len__(self):
        return len(self._secret_value)

    def __str__(self):
        return str(self._display())

    def __repr__(self):
        return "%s(%r)" % (type(self).__name__, self._display())


class SecretStr(_Secret):
    @classmethod
    def _validate(cls, value):
        if isinstance(value, cls):
            return value
        if not isinstance(value, str):
            raise fault("string_type", value)
        return cls(value)

    def _display(self):
        return "**********" if self._secret_value else ""


class SecretBytes(_Secret):
    @classmethod
    def _validate(cls, value):
        if isinstance(value, cls):
            return value
        if not isinstance(value, (str, bytes)):
            raise fault("bytes_type", value)
        return cls(value.encode("utf-8") if isinstance(value, str) else value)

    def _display(self):
        return b"**********" if self._secret_value else b""


class Secret(_Secret):
    """`Secret[int]`: a secret of any type."""

    _inner = None

    def __class_getitem__(cls, item):
        return type(cls.__name__, (cls,), {"_inner": item, "__module__": cls.__module__})

    @classmethod
    def _validate(cls, value):
        if isinstance(value, _Secret):
            return value
        if cls._inner is not None:
            from .type_adapter import TypeAdapter

            value = TypeAdapter(cls._inner)._plain(value)
        return cls(value)

    def _display(self):
        return "**********" if self._secret_value else ""


class Strict:
    """In `Annotated[...]`: no conversion."""

    def __init__(self, strict=True):
        self.strict = strict

    def __repr__(self):
        return "Strict(strict=%r)" % self.strict

    def __eq__(self, other):
        return isinstance(other, Strict) and self.strict == other.strict

    def __hash__(self):
        return hash(self.strict)


class StringConstraints:
    """In `Annotated[str, ...]`."""

    _names = ("strip_whitespace", "to_upper", "to_lower", "strict", "min_length", "max_length", "pattern", "ascii_only")

    def __init__(self, **constraints):
        for name in self._names:
            setattr(self, name, constraints.get(name))

    def __repr__(self):
        return "StringConstraints(%s)" % ", ".join("%s=%r" % (name, getattr(self, name)) for name in self._names)


class AllowInfNan:
    def __init__(self, allow_inf_nan=True):
        self.allow_inf_nan = allow_inf_nan


class FailFast:
    def __init__(self, fail_fast=True):
        self.fail_fast = fail_fast


class Tag:
    """The tag of a member of a discriminated union."""

    def __init__(self, tag):
        self.tag = tag


class Discriminator:
    """How the member of a union is chosen: a field's name, or a function that gives a tag."""

    def __init__(self, discriminator, custom_error_type=None, custom_error_message=None, custom_error_context=None):
        self.discriminator = discriminator


class PathType:
    """In `Annotated[Path, ...]`: what must be there."""

    def __init__(self, kind):
        self.kind = kind

    def __repr__(self):
        return "PathType(%r)" % self.kind

    def check(self, path, value):
        if self.kind == "file" and not path.is_file():
            raise fault("path_not_file", value)
        if self.kind == "dir" and not path.is_dir():
            raise fault("path_not_directory", value)
        if self.kind == "new" and path.exists():
            raise fault("path_exists", value)
        return path


class UuidVersion:
    def __init__(self, uuid_version):
        self.uuid_version = uuid_version

    def __repr__(self):
        return "UuidVersion(uuid_version=%r)" % self.uuid_version


class Json:
    """`Json[T]`: text that holds JSON."""

    def __class_getitem__(cls, item):
        from typing import Annotated

        return Annotated[item, cls()]

    @classmethod
    def _validate(cls, value):
        import json

        if not isinstance(value, (str, bytes, bytearray)):
            raise fault("json_type", value)
        try:
            return json.loads(value)
        except ValueError as error:
            raise fault("json_invalid", value, error=str(error)) from None


class ImportString:
    """`package.module.name`: the thing itself."""

    def __class_getitem__(cls, item):
        return cls

    @classmethod
    def _validate(cls, value):
        if not isinstance(value, str):
            return value
        from importlib import import_module

        module, _, name = value.replace(":", ".").rpartition(".")
        try:
            return getattr(import_module(module), name) if module else import_module(name)
        except (ImportError, AttributeError) as error:
            from pydantic_core import PydanticCustomError

            raise PydanticCustomError("import_error", "Invalid python path: {error}", {"error": str(error)}) from None


class ByteSize(int):
    """`10 MiB`."""

    _units = {"b": 1, "kb": 10**3, "mb": 10**6, "gb": 10**9, "tb": 10**12, "pb": 10**15}
    _units.update({"kib": 2**10, "mib": 2**20, "gib": 2**30, "tib": 2**40, "pib": 2**50, "": 1})

    @classmethod
    def _validate(cls, value):
        from pydantic_core import PydanticCustomError

        if isinstance(value, int):
            return cls(value)
        text = str(value).strip()
        digits = text.rstrip("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ ").strip()
        unit = text[len(digits) :].strip().lower()
        try:
            number = float(digits)
        except ValueError:
            raise PydanticCustomError("byte_size", "could not parse value and unit from byte string") from None
        if unit not in cls._units:
            raise PydanticCustomError("byte_size_unit", "could not interpret byte unit: {unit}", {"unit": unit})
        return cls(int(number * cls._units[unit]))

    def human_readable(self, decimal=False, separator=""):
        step, units = (1000, ("B", "KB", "MB", "GB", "TB", "PB")) if decimal else (
            1024, ("B", "KiB", "MiB", "GiB", "TiB", "PiB")
        )
        number = float(self)
        for unit in units:
            if abs(number) < step:
                return ("%0.0f%s%s" if unit == "B" else "%0.1f%s%s") % (number, separator, unit)
            number /= step
        return "%0.1f%s%s" % (number, separator, "EB" if decimal else "EiB")

    def to(self, unit):
        return self / self._units[unit.lower()]


def _annotated(base, *metadata):
    from typing import Annotated

    return Annotated[(base, *metadata)]


def _constrained(base, settings):
    from .fields import Field

    strict = settings.pop("strict", None)
    field = Field(**settings)
    return _annotated(base, *([Strict(strict)] if strict is not None else []), *field.metadata)


def constr(**settings):
    return _annotated(str, StringConstraints(**settings))


def conint(**settings):
    return _constrained(int, settings)


def confloat(**settings):
    return _constrained(float, settings)


def conbytes(**settings):
    return _constrained(bytes, settings)


def condecimal(**settings):
    from decimal import Decimal

    return _constrained(Decimal, settings)


def condate(**settings):
    from datetime import date

    return _constrained(date, settings)


def conlist(item_type, *, min_length=None, max_length=None, unique_items=None):
    return _constrained(list[item_type], {"min_length": min_length, "max_length": max_length})


def conset(item_type, *, min_length=None, max_length=None):
    return _constrained(set[item_type], {"min_length": min_length, "max_length": max_length})


def confrozenset(item_type, *, min_length=None, max_length=None):
    return _constrained(frozenset[item_type], {"min_length": min_length, "max_length": max_length})


def _number(base, **constraint):
    return lambda: _constrained(base(), constraint)


def _int():
    return int


def _float():
    return float


def _path(kind):
    def make():
        from pathlib import Path

        return _annotated(Path, PathType(kind))

    return make


def _base64(base, function):
    def make():
        from .functional_validators import AfterValidator

        def decode(value):
            import base64

            raw = value.encode() if base is str else value
            try:
                decoded = getattr(base64, function)(raw)
            except ValueError as error:
                from pydantic_core import PydanticCustomError

                raise PydanticCustomError("base64_decode", "Base64 decoding error: '{error}'", {"error": str(error)}) from None
            return decoded.decode() if base is str else decoded

        return _annotated(base, AfterValidator(decode))

    return make


def _uuid(version):
    def make():
        from uuid import UUID

        return _annotated(UUID, UuidVersion(version))

    return make


def _moment(name, predicate, message):
    def make():
        import datetime

        from .functional_validators import AfterValidator

        def check(value):
            if not predicate(value, datetime):
                from pydantic_core import PydanticCustomError

                raise PydanticCustomError(message[0], message[1])
            return value

        return _annotated(getattr(datetime, name), AfterValidator(check))

    return make


_MADE = {
    "PositiveInt": _number(_int, gt=0),
    "NegativeInt": _number(_int, lt=0),
    "NonNegativeInt": _number(_int, ge=0),
    "NonPositiveInt": _number(_int, le=0),
    "PositiveFloat": _number(_float, gt=0),
    "NegativeFloat": _number(_float, lt=0),
    "NonNegativeFloat": _number(_float, ge=0),
    "NonPositiveFloat": _number(_float, le=0),
    "FiniteFloat": _number(_float, allow_inf_nan=False),
    "StrictInt": lambda: _annotated(int, Strict()),
    "StrictFloat": lambda: _annotated(float, Strict()),
    "StrictStr": lambda: _annotated(str, Strict()),
    "StrictBool": lambda: _annotated(bool, Strict()),
    "StrictBytes": lambda: _annotated(bytes, Strict()),
    "FilePath": _path("file"),
    "DirectoryPath": _path("dir"),
    "NewPath": _path("new"),
    "Base64Bytes": _base64(bytes, "b64decode"),
    "Base64Str": _base64(str, "b64decode"),
    "Base64UrlBytes": _base64(bytes, "urlsafe_b64decode"),
    "Base64UrlStr": _base64(str, "urlsafe_b64decode"),
    "PaymentCardNumber": lambda: str,
    "UUID1": _uuid(1),
    "UUID3": _uuid(3),
    "UUID4": _uuid(4),
    "UUID5": _uuid(5),
    "UUID6": _uuid(6),
    "UUID7": _uuid(7),
    "UUID8": _uuid(8),
    "PastDate": _moment("date", lambda v, d: v < d.date.today(), ("date_past", "Date should be in the past")),
    "FutureDate": _moment("date", lambda v, d: v > d.date.today(), ("date_future", "Date should be in the future")),
    "PastDatetime": _moment(
        "datetime", lambda v, d: v < d.datetime.now(v.tzinfo), ("datetime_past", "Input should be in the past")
    ),
    "FutureDatetime": _moment(
        "datetime", lambda v, d: v > d.datetime.now(v.tzinfo), ("datetime_future", "Input should be in the future")
    ),
    "AwareDatetime": _moment(
        "datetime", lambda v, d: v.tzinfo, ("timezone_aware", "Input should have timezone info")
    ),
    "NaiveDatetime": _moment(
        "datetime", lambda v, d: not v.tzinfo, ("timezone_naive", "Input should not have timezone info")
    ),
}


def __getattr__(name):
    make = _MADE.get(name)
    if make is not None:
        value = globals()[name] = make()
        return value
    if name == "JsonValue":
        from typing import Any

        return Any
    raise AttributeError("module 'pydantic.types' has no attribute %r" % (name,))
