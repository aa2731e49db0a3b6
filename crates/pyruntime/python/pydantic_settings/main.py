"""BaseSettings."""

from pydantic._errors import ValidationError
from pydantic.config import ConfigDict
from pydantic.main import BaseModel

from .sources import UNSET, DefaultSettingsSource, EnvSettingsSource, InitSettingsSource, merged
from .text_files import DotEnvSettingsSource, SecretsSettingsSource


class SettingsConfigDict(ConfigDict):
    """A plain dictionary; the names are those of pydantic-settings."""


_DEFAULTS = {
    "extra": "forbid",
    "arbitrary_types_allowed": True,
    "validate_default": True,
    "case_sensitive": False,
    "env_prefix": "",
    "env_file": None,
    "env_file_encoding": None,
    "env_ignore_empty": False,
    "env_nested_delimiter": None,
    "env_nested_max_split": None,
    "env_parse_none_str": None,
    "env_parse_enums": None,
    "secrets_dir": None,
    "protected_namespaces": ("model_validate", "model_dump", "settings_customise_sources"),
    "enable_decoding": True,
}

_cached = {}


class BaseSettings(BaseModel):
    """A model whose values come from the environment and from files."""

    model_config = SettingsConfigDict(_DEFAULTS)

    def __init__(
        __pydantic_self__,
        _case_sensitive=None,
        _nested_model_default_partial_update=None,
        _env_prefix=None,
        _env_prefix_target=None,
        _env_file=UNSET,
        _env_file_encoding=None,
        _env_file_depth=None,
        _env_ignore_empty=None,
        _env_nested_delimiter=None,
        _env_nested_max_split=None,
        _env_parse_none_str=None,
        _env_parse_enums=None,
        _cli_parse_args=None,
        _cli_settings_source=None,
        _secrets_dir=None,
        _build_sources=None,
        **values,
    ):
        cls = type(__pydantic_self__)
        if _cli_parse_args or _cli_settings_source or cls.model_config.get("cli_parse_args"):
            raise NotImplementedError(
                "pydantic_settings reads no command line while migrations run: leave out `cli_parse_args` in what env.py loads"
            )
        given = values
        names = {
            "case_sensitive": _case_sensitive,
            "env_prefix": _env_prefix,
            "env_prefix_target": _env_prefix_target,
            "env_ignore_empty": _env_ignore_empty,
            "env_parse_none_str": _env_parse_none_str,
            "env_parse_enums": _env_parse_enums,
        }
        nested = {"env_nested_delimiter": _env_nested_delimiter, "env_nested_max_split": _env_nested_max_split}
        partial = _nested_model_default_partial_update
        defaults = DefaultSettingsSource(cls, nested_model_default_partial_update=partial)
        files = {"env_file": _env_file, "env_file_encoding": _env_file_encoding, "env_file_depth": _env_file_depth}
        environment, dotenv, secrets = cls._source_kinds()
        sources = cls.settings_customise_sources(
            cls,
            init_settings=InitSettingsSource(cls, init_kwargs=given, nested_model_default_partial_update=partial),
            env_settings=environment(cls, **names, **nested),
            dotenv_settings=dotenv(cls, **files, **names, **nested),
            file_secret_settings=secrets(cls, secrets_dir=_secrets_dir, **names),
        )
        super().__init__(**cls._settings_build_values((*sources, defaults), given))

    @classmethod
    def _source_kinds(cls):
        return EnvSettingsSource, DotEnvSettingsSource, SecretsSettingsSource

    @classmethod
    def _settings_build_values(cls, sources, init_kwargs=None):
        state, states = {}, {}
        for source in sources:
            if hasattr(source, "_set_current_state"):
                source._set_current_state(state)
                source._set_settings_sources_data(states)
            name = getattr(source, "__name__", type(source).__name__)
            found = source()
            states[name] = found
            state = merged(found, state)
        return state

    @classmethod
    def _error(cls, details):
        title = cls.model_config.get("title") or cls.__name__
        return ValidationError(title, details, bool(cls.model_config.get("hide_input_in_errors")), True)

    @classmethod
    def settings_customise_sources(cls, settings_cls, init_settings, env_settings, dotenv_settings, file_secret_settings):
        return init_settings, env_settings, dotenv_settings, file_secret_settings

    @classmethod
    def settings_cached(cls):
        if cls not in _cached:
            _cached[cls] = cls()
        return _cached[cls]

    @classmethod
    def settings_clear_cache(cls):
        _cached.pop(cls, None)
