"""Writes models out: `model_dump`, `model_dump_json`, plain JSON."""

import sys


class Options:
    """How to write."""

    def __init__(
        self,
        mode="python",
        include=None,
        exclude=None,
        context=None,
        by_alias=None,
        exclude_unset=False,
        exclude_defaults=False,
        exclude_none=False,
        exclude_computed_fields=False,
        round_trip=False,
        warnings=True,
        fallback=None,
        serialize_as_any=False,
        **others,
    ):
        self.mode = mode
        self.include = include
        self.exclude = exclude
        self.context = context
        self.by_alias = by_alias
        self.exclude_unset = exclude_unset
        self.exclude_defaults = exclude_defaults
        self.exclude_none = exclude_none
        self.exclude_computed_fields = exclude_computed_fields
        self.round_trip = round_trip
        self.fallback = fallback

    def inside(self, name):
        """The same options for what lies below `name`."""
        below = Options.__new__(Options)
        below.__dict__.update(self.__dict__)
        below.include = self.include.get(name) if isinstance(self.include, dict) else None
        below.exclude = self.exclude.get(name) if isinstance(self.exclude, dict) else None
        below.include = None if below.include in (True, Ellipsis) else below.include
        below.exclude = None if below.exclude in (True, Ellipsis) else below.exclude
        return below

    def wants(self, name):
        if self.include is not None and name not in self.include:
            return False
        if self.exclude is None or name not in self.exclude:
            return True
        return isinstance(self.exclude, dict) and self.exclude[name] not in (True, Ellipsis)


class _Info:
    """What a serializer function may ask for."""

    def __init__(self, options, field_name=None):
        self.__dict__.update(options.__dict__)
        self.field_name = field_name

    def mode_is_json(self):
        return self.mode == "json"


def dump_model(model, options):
    cls = type(model)
    fields = cls.model_fields
    for name, method in cls.__pydantic_decorators__.get("model_serializer", ()):
        function = getattr(model, name)
        if method.mode == "wrap":
            result = _called(function, (lambda value: _dump_fields(value, fields, options),), options)
        else:
            result = _called(function, (), options)
        return dump(result, options)
    return _dump_fields(model, fields, options)


def _called(function, arguments, options, field_name=None):
    code = getattr(getattr(function, "__func__", function), "__code__", None)
    bound = 1 if hasattr(function, "__self__") else 0
    if code is not None and code.co_argcount - bound > len(arguments):
        arguments = (*arguments, _Info(options, field_name))
    return function(*arguments)


def _serializers(cls):
    found = {}
    for name, method in cls.__pydantic_decorators__.get("field_serializer", ()):
        for field in method.fields:
            found[field] = (name, method)
    return found


def _dump_fields(model, fields, options):
    cls = type(model)
    by_alias = options.by_alias if options.by_alias is not None else cls.model_config.get("serialize_by_alias")
    serializers = _serializers(cls)
    result = {}
    values = {name: model.__dict__[name] for name in fields if name in model.__dict__}
    extra = model.__pydantic_extra__ or {}
    for name, value in {**values, **extra}.items():
        field = fields.get(name)
        if not options.wants(name) or field is not None and field.exclude:
            continue
        if options.exclude_unset and name not in model.__pydantic_fields_set__ and name not in extra:
            continue
        if options.exclude_none and value is None:
            continue
        if options.exclude_defaults and field is not None and not field.is_required() and value == field.get_default(
            call_default_factory=True, validated_data={}
        ):
            continue
        key = field.serialization_alias if by_alias and field is not None and field.serialization_alias else name
        result[key] = _field(model, name, field, value, serializers, options.inside(name))
    if not options.round_trip and not options.exclude_computed_fields:
        for name, computed in cls.__pydantic_computed__.items():
            if options.wants(name):
                value = getattr(model, name)
                if options.exclude_none and value is None:
                    continue
                key = computed.info.alias if by_alias and computed.info.alias else name
                result[key] = _field(model, name, None, value, serializers, options.inside(name))
    return result


def _applies(when, value, options):
    if when == "always":
        return True
    if when.startswith("unless-none") and value is None or when == "json-unless-none" and value is None:
        return False
    return not when.startswith("json") or options.mode == "json"


def _field(model, name, field, value, serializers, options):
    found = serializers.get(name) or serializers.get("*")
    if found is not None:
        method_name, method = found
        if _applies(method.options["when_used"], value, options):
            function = getattr(model, method_name)
            if method.mode == "wrap":
                return dump(_called(function, (value, lambda inner: dump(inner, options)), options, name), options)
            return dump(_called(function, (value,), options, name), options)
    for entry in field.metadata if field is not None else ():
        if hasattr(entry, "when_used") and _applies(entry.when_used, value, options):
            if type(entry).__name__ == "WrapSerializer":
                return dump(_called(entry.func, (value, lambda inner: dump(inner, options)), options, name), options)
            return dump(_called(entry.func, (value,), options, name), options)
    return dump(value, options)


def dump(value, options):
    if value is None or isinstance(value, (bool, int, float, str)) and type(value) in (bool, int, float, str):
        return value
    if hasattr(value, "__pydantic_fields_set__"):
        return value._dump_root(options) if hasattr(value, "_dump_root") else dump_model(value, options)
    is_json = options.mode == "json"
    if isinstance(value, dict):
        kept = {key: item for key, item in value.items() if options.wants(key)}
        return {_key(key) if is_json else key: dump(item, options.inside(key)) for key, item in kept.items()}
    if isinstance(value, tuple) and hasattr(value, "_fields") and not is_json:
        return value
    if isinstance(value, (list, tuple, set, frozenset)) or type(value).__name__ == "deque":
        items = [dump(item, options) for item in value]
        return items if is_json or isinstance(value, list) else type(value)(items)
    if hasattr(value, "__dataclass_fields__") and not isinstance(value, type):
        return {name: dump(getattr(value, name), options) for name in value.__dataclass_fields__}
    return plain(value, options.fallback) if is_json else value


def _key(key):
    key = plain(key, None)
    return key if isinstance(key, str) else "None" if key is None else str(key).lower() if isinstance(key, bool) else str(key)


def plain(value, fallback):
    """One value as JSON can hold it."""
    if value is None or isinstance(value, (bool, int, float, str)) and type(value) in (bool, int, float, str):
        return value
    enum = sys.modules.get("enum")
    if enum is not None and isinstance(value, enum.Enum):
        return plain(value.value, fallback)
    if isinstance(value, (bytes, bytearray)):
        return bytes(value).decode("utf-8")
    module, name = type(value).__module__.partition(".")[0], type(value).__name__
    if hasattr(value, "get_secret_value"):
        return "**********" if value.get_secret_value() else ""
    if name == "timedelta":
        return _duration(value)
    if name in ("datetime", "time"):
        text = value.isoformat()
        return text[:-6] + "Z" if text.endswith("+00:00") else text
    if name == "date":
        return value.isoformat()
    if isinstance(value, (int, float, str)):
        for kind in (int, float, str):
            if isinstance(value, kind):
                return kind(value)
    if name == "Pattern":
        return value.pattern
    if module in ("uuid", "decimal", "_pydecimal", "pathlib", "ipaddress", "pydantic", "pydantic_core") or hasattr(
        value, "__fspath__"
    ):
        return str(value)
    if fallback is not None:
        return fallback(value)
    from pydantic_core import PydanticSerializationError

    raise PydanticSerializationError("Unable to serialize unknown type: %s" % type(value))


def _duration(value):
    sign = "-" if value.days < 0 else ""
    value = abs(value)
    hours, rest = divmod(value.seconds, 3600)
    minutes, seconds = divmod(rest, 60)
    parts = ["%dD" % value.days if value.days else ""]
    fraction = ".%06d" % value.microseconds if value.microseconds else ""
    second_text = "%d%sS" % (seconds, fraction.rstrip("0")) if seconds or fraction else ""
    clock = "".join("%d%s" % pair for pair in ((hours, "H"), (minutes, "M")) if pair[0]) + second_text
    if clock:
        parts.append("T" + clock)
    text = "".join(parts)
    return sign + "P" + (text or "T0S")


def json_text(value, indent=None, ensure_ascii=False):
    import json

    separators = (",", ":") if indent is None else (",", ": ")
    text = to_jsonable_python(value)
    return json.dumps(text, indent=indent, separators=separators, ensure_ascii=ensure_ascii)


def to_jsonable_python(value, *, fallback=None, **options):
    return dump(value, Options("json", fallback=fallback, **options))


def to_json(value, *, indent=None, **options):
    return json_text(to_jsonable_python(value, **options), indent).encode("utf-8")


def from_json(data, **options):
    import json

    return json.loads(data)
