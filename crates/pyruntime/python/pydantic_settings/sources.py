"""Where settings come from: arguments, environment, `.env` files, secret files."""

import os

from ._questions import (
    aliases,
    by_alias,
    by_name,
    enum_member,
    is_complex,
    is_union,
    model_of,
    names,
    of_field,
    plain,
    union_is_complex,
)
from .exceptions import SettingsError


class _Unset:
    def __repr__(self):
        return "PosixPath('.')"


UNSET = _Unset()


class NoDecode:
    """In `Annotated[...]`: the text is no JSON."""


class ForceDecode:
    """In `Annotated[...]`: the text is JSON, whatever `enable_decoding` says."""


class _NoneText(str):
    """Text that stands for None."""


def merged(below, above):
    """`above` laid over `below`, dictionaries inside them too."""
    result = dict(below)
    for key, value in above.items():
        if isinstance(result.get(key), dict) and isinstance(value, dict):
            result[key] = merged(result[key], value)
        else:
            result[key] = value
    return result


class PydanticBaseSettingsSource:
    """Base of all sources."""

    def __init__(self, settings_cls, _init_state=None):
        self.settings_cls = settings_cls
        self.config = settings_cls.model_config
        self._current_state = {}
        self._settings_sources_data = {}

    def _set_current_state(self, state):
        self._current_state = state

    def _set_settings_sources_data(self, states):
        self._settings_sources_data = states

    @property
    def current_state(self):
        return self._current_state

    @property
    def settings_sources_data(self):
        return self._settings_sources_data

    def get_field_value(self, field, field_name):
        raise NotImplementedError

    def field_is_complex(self, field):
        return is_complex(field.annotation, field.metadata)

    def prepare_field_value(self, field_name, field, value, value_is_complex):
        if value is not None and (self.field_is_complex(field) or value_is_complex):
            return self.decode_complex_value(field_name, field, value)
        return value

    def decode_complex_value(self, field_name, field, value):
        marks = of_field(field)[1] if field else []
        kinds = [mark if isinstance(mark, type) else type(mark) for mark in marks]
        if field and (NoDecode in kinds or self.config.get("enable_decoding") is False and ForceDecode not in kinds):
            return value
        import json

        return json.loads(value)

    def __call__(self):
        raise NotImplementedError


class DefaultSettingsSource(PydanticBaseSettingsSource):
    """Defaults that are models, where they may be changed in part."""

    def __init__(self, settings_cls, nested_model_default_partial_update=None, _init_state=None):
        super().__init__(settings_cls)
        partial = nested_model_default_partial_update
        self.defaults = {}
        if self.config.get("nested_model_default_partial_update", False) if partial is None else partial:
            for name, field in settings_cls.model_fields.items():
                if hasattr(field.default, "model_dump"):
                    self.defaults[names(name, field, self.config)[0]] = field.default.model_dump()

    def get_field_value(self, field, field_name):
        return None, "", False

    def __call__(self):
        return self.defaults


class InitSettingsSource(PydanticBaseSettingsSource):
    """The arguments of the call."""

    def __init__(self, settings_cls, init_kwargs, nested_model_default_partial_update=None, _init_state=None):
        super().__init__(settings_cls)
        sensitive = self.config.get("case_sensitive", False)
        fold = (lambda text: text) if sensitive else str.lower
        left = dict(init_kwargs)
        self.init_kwargs = {}
        for name, field in settings_cls.model_fields.items():
            wanted = names(name, field, self.config)
            taken = [*wanted, name] if by_name(self.config) else wanted
            folded = [fold(entry) for entry in taken]
            matching = sorted((key for key in left if fold(key) in folded), key=lambda key: folded.index(fold(key)))
            if matching:
                self.init_kwargs[wanted[0]] = init_kwargs[matching[0]]
                for key in matching:
                    del left[key]
        self.init_kwargs.update(left)

    def get_field_value(self, field, field_name):
        return None, "", False

    def __call__(self):
        return self.init_kwargs

    def __repr__(self):
        return "InitSettingsSource(init_kwargs=%r)" % (self.init_kwargs,)


class PydanticBaseEnvSettingsSource(PydanticBaseSettingsSource):
    """What variables and secret files have in common: names, and text as values."""

    def __init__(
        self,
        settings_cls,
        case_sensitive=None,
        env_prefix=None,
        env_prefix_target=None,
        env_ignore_empty=None,
        env_parse_none_str=None,
        env_parse_enums=None,
        _init_state=None,
    ):
        super().__init__(settings_cls)
        self.case_sensitive = self._option("case_sensitive", case_sensitive, False)
        self.env_prefix = self._option("env_prefix", env_prefix, "")
        self.env_prefix_target = self._option("env_prefix_target", env_prefix_target, "variable")
        self.env_ignore_empty = self._option("env_ignore_empty", env_ignore_empty, False)
        self.env_parse_none_str = self._option("env_parse_none_str", env_parse_none_str, None)
        self.env_parse_enums = self._option("env_parse_enums", env_parse_enums, None)

    def _option(self, name, given, default):
        return given if given is not None else self.config.get(name, default)

    def _apply_case_sensitive(self, value):
        return value if self.case_sensitive else value.lower()

    def _extract_field_info(self, field, field_name, model_config=None):
        """Triples of the key for the model, the variable's name, and whether its value is JSON."""
        config = self.config if model_config is None else model_config
        found = []
        prefix = self.env_prefix if self.env_prefix_target in ("alias", "all") else ""
        listed = aliases(field) if by_alias(config) else []
        for steps in listed:
            found.append((steps[0], self._apply_case_sensitive(prefix + steps[0]), len(steps) > 1))
        if not listed or by_name(config):
            prefix = self.env_prefix if self.env_prefix_target in ("variable", "all") else ""
            annotation, metadata = of_field(field)
            complex_union = union_is_complex(annotation, metadata)
            found.append((field_name, self._apply_case_sensitive(prefix + field_name), complex_union))
        return found

    def _get_resolved_field_value(self, field, field_name):
        value, key, complex_value = self.get_field_value(field, field_name)
        if not complex_value and not (by_name(self.config) and key == field_name):
            preferred, _, preferred_is_path = self._extract_field_info(field, field_name)[0]
            if not preferred_is_path:
                key = preferred
        return value, key, complex_value

    def __call__(self):
        data = {}
        for name, field in self.settings_cls.model_fields.items():
            source = type(self).__name__
            try:
                value, key, complex_value = self._get_resolved_field_value(field, name)
            except Exception as error:
                raise SettingsError('error getting value for field "%s" from source "%s"' % (name, source)) from error
            try:
                value = self.prepare_field_value(name, field, value, complex_value)
            except ValueError as error:
                raise SettingsError('error parsing value for field "%s" from source "%s"' % (name, source)) from error
            if value is None:
                continue
            value = _without_none_text(value)
            if isinstance(value, dict) and not self.case_sensitive:
                value = _with_real_names(field, value)
            data[key] = value
        return data


def _without_none_text(value):
    if isinstance(value, dict):
        return {key: _without_none_text(item) for key, item in value.items()}
    return None if isinstance(value, _NoneText) else value


def _with_real_names(field, values):
    """Nested values under the names that the model gives its fields, whatever their case."""
    model = model_of(field.annotation)
    if model is None:
        return values
    result = {}
    for key, value in values.items():
        real, inner = next(
            (
                (alias, inner)
                for name, inner in model.model_fields.items()
                for alias in names(name, inner, model.model_config)
                if alias.lower() == key.lower()
            ),
            (key, None),
        )
        if inner is not None and isinstance(value, dict):
            value = _with_real_names(inner, value)
        result[real] = value
    return result


class EnvSettingsSource(PydanticBaseEnvSettingsSource):
    """Environment variables."""

    def __init__(
        self,
        settings_cls,
        case_sensitive=None,
        env_prefix=None,
        env_prefix_target=None,
        env_nested_delimiter=None,
        env_nested_max_split=None,
        env_ignore_empty=None,
        env_parse_none_str=None,
        env_parse_enums=None,
        _init_state=None,
    ):
        super().__init__(
            settings_cls,
            case_sensitive,
            env_prefix,
            env_prefix_target,
            env_ignore_empty,
            env_parse_none_str,
            env_parse_enums,
        )
        self.env_nested_delimiter = self._option("env_nested_delimiter", env_nested_delimiter, None)
        self.env_nested_max_split = self._option("env_nested_max_split", env_nested_max_split, None)
        self.env_vars = self._load_env_vars()

    def _load_env_vars(self):
        if os.name == "nt":
            self.case_sensitive = False
        return self._parsed(os.environ)

    def _parsed(self, variables):
        parsed = {}
        for name, value in variables.items():
            if self.env_ignore_empty and value == "":
                continue
            if value is not None and value == self.env_parse_none_str:
                value = _NoneText(value)
            parsed[self._apply_case_sensitive(name)] = value
        return parsed

    def get_field_value(self, field, field_name):
        for key, variable, complex_value in self._extract_field_info(field, field_name):
            value = self.env_vars.get(variable)
            if value is not None:
                break
        return value, key, complex_value

    def _field_is_complex(self, field):
        """Whether the text is JSON, and whether it may be something else as well."""
        if self.field_is_complex(field):
            return True, False
        annotation, metadata = of_field(field)
        return (True, True) if union_is_complex(annotation, metadata) else (False, False)

    def prepare_field_value(self, field_name, field, value, value_is_complex):
        complex_field, may_be_text = self._field_is_complex(field)
        if self.env_parse_enums and value is not None:
            member = enum_member(field.annotation, value)
            value = value if member is None else member
        if not complex_field and not value_is_complex:
            return self._lenient(field, value)
        if isinstance(value, _NoneText):
            return value
        if value is None:
            return self.explode_env_vars(field_name, field, self.env_vars) or None
        try:
            value = self.decode_complex_value(field_name, field, value)
        except ValueError:
            if not may_be_text:
                raise
        if isinstance(value, dict):
            return merged(value, self.explode_env_vars(field_name, field, self.env_vars))
        return value

    def _lenient(self, field, value):
        """Strict fields take the text of a variable all the same, when it can be converted."""
        annotation, metadata = of_field(field)
        strict = self.config.get("strict") or is_union(annotation) and any(
            type(mark).__name__ == "Strict" for member in annotation.__args__ for mark in plain(member)[1]
        )
        if not strict or not isinstance(value, str) or isinstance(value, _NoneText):
            return value
        from pydantic.type_adapter import TypeAdapter

        try:
            return TypeAdapter(plain(annotation)[0]).validate_python(value, strict=False)
        except ValueError:
            return value

    def next_field(self, field, key, case_sensitive=None):
        """The field `key` of the model that `field` holds."""
        if field is None:
            return None
        annotation, _ = plain(getattr(field, "annotation", field))
        origin = getattr(annotation, "__origin__", None)
        if isinstance(origin, type) and issubclass(origin, dict):
            return annotation.__args__[-1]
        for argument in getattr(annotation, "__args__", ()):
            found = self.next_field(argument, key, case_sensitive)
            if found is not None:
                return found
        if not hasattr(annotation, "model_fields") or not isinstance(annotation, type):
            return None
        fold = str.lower if case_sensitive is False else str
        for name, inner in annotation.model_fields.items():
            for _, variable, _ in self._extract_field_info(inner, name, annotation.model_config):
                if fold(key) in (fold(name), fold(variable)):
                    return inner
        return None

    def explode_env_vars(self, field_name, field, env_vars):
        """`DB__HOST=x` as `{"host": "x"}`."""
        if not self.env_nested_delimiter:
            return {}
        annotation = field.annotation
        origin = getattr(annotation, "__origin__", annotation)
        is_dict = isinstance(origin, type) and issubclass(origin, dict)
        starts = [
            variable + self.env_nested_delimiter for _, variable, _ in self._extract_field_info(field, field_name)
        ]
        result = {}
        for variable, value in env_vars.items():
            start = next((start for start in starts if variable.startswith(start)), None)
            if start is None:
                continue
            splits = (self.env_nested_max_split or 0) - 1
            *steps, last = variable[len(start) :].split(self.env_nested_delimiter, splits)
            target, place = field, result
            for step in steps:
                target = self.next_field(target, step, self.case_sensitive)
                if isinstance(place, dict):
                    place = place.setdefault(step, {})
            target = self.next_field(target, last, self.case_sensitive)
            if (target is not None or is_dict) and value:
                value = self._nested_value(last, target, value)
            if isinstance(place, dict) and (last not in place or not isinstance(value, _NoneText) or place[last] == {}):
                place[last] = value
        return result

    def _nested_value(self, name, target, value):
        field = target if hasattr(target, "validation_alias") else None
        if field is not None:
            complex_value, may_be_text = self._field_is_complex(field)
            if self.env_parse_enums:
                member = enum_member(field.annotation, value)
                value = value if member is None else member
        elif target is not None:
            complex_value, may_be_text = is_complex(target), True
        else:
            complex_value = may_be_text = True
        if not complex_value:
            return value
        try:
            return self.decode_complex_value(name, field, value)
        except ValueError:
            if not may_be_text:
                raise
            return value

    def __repr__(self):
        return "%s(env_nested_delimiter=%r, env_prefix_len=%r)" % (
            type(self).__name__,
            self.env_nested_delimiter,
            len(self.env_prefix),
        )


def __getattr__(name):
    if name in ("DotEnvSettingsSource", "SecretsSettingsSource"):
        from . import text_files

        return getattr(text_files, name)
    if name.startswith("__"):
        raise AttributeError(name)
    from . import files

    try:
        return getattr(files, name)
    except AttributeError:
        raise AttributeError("module 'pydantic_settings.sources' has no attribute %r" % (name,)) from None
