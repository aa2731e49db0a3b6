"""`BaseSettings` as `pydantic` itself had it in version 1: its names of variables, its inner `class Config`."""

from pydantic import _version_1

from . import main
from ._questions import of_field, union_is_complex
from .sources import EnvSettingsSource
from .text_files import DotEnvSettingsSource, SecretsSettingsSource

_version_1.begin()


class BaseConfig:
    """What an inner `class Config` may call."""

    @classmethod
    def json_loads(cls, text):
        import json

        return json.loads(text)

    @classmethod
    def parse_env_var(cls, field_name, raw_val):
        return cls.json_loads(raw_val)


class _Names:
    """`env=` of a field, or of it in `Config.fields`, is the whole name; else the field's name behind the prefix."""

    def _extract_field_info(self, field, field_name, model_config=None):
        config = self.config if model_config is None else model_config
        extra = field.json_schema_extra if isinstance(field.json_schema_extra, dict) else {}
        given = extra.get("env")
        said = (config.get("fields") or {}).get(field_name)
        if given is None and isinstance(said, dict):
            given = said.get("env")
        if given is None:
            given = [config.get("env_prefix", "") + field_name]
        listed = [given] if isinstance(given, str) else given
        is_json = union_is_complex(*of_field(field))
        return [(field.alias or field_name, self._apply_case_sensitive(name), is_json) for name in listed]

    def decode_complex_value(self, field_name, field, value):
        parse = self.config.get("parse_env_var")
        users = getattr(parse, "__self__", None)
        if users is None:
            return super().decode_complex_value(field_name, field, value)
        config = type("Config", (users,) if issubclass(users, BaseConfig) else (users, BaseConfig), {})
        return config.parse_env_var(field_name, value)


class _Environment(_Names, EnvSettingsSource):
    """Environment variables."""


class _DotEnv(_Names, DotEnvSettingsSource):
    """A `.env` file."""


class _Secrets(_Names, SecretsSettingsSource):
    """A folder of secret files."""


class BaseSettings(main.BaseSettings):
    """A model whose values come from the environment and from files."""

    # `.env` may hold more than the model asks for, and numbers are good text.
    model_config = {"dotenv_filtering": "only_existing", "coerce_numbers_to_str": True}

    @classmethod
    def _source_kinds(cls):
        if "customise_sources" in cls.model_config:
            raise NotImplementedError(
                "`customise_sources` of pydantic 1 is not served: give the settings in the environment or in a .env file"
            )
        return _Environment, _DotEnv, _Secrets


type.__setattr__(BaseSettings, "Config", BaseConfig)
