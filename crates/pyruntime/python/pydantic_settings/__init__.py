"""Light `pydantic-settings`: settings from the environment, `.env` files, secret files and configuration files."""

from .version import VERSION

__version__ = VERSION

_IN = {
    "main": "BaseSettings SettingsConfigDict",
    "exceptions": "SettingsError",
    "sources": "DefaultSettingsSource EnvSettingsSource ForceDecode InitSettingsSource NoDecode "
    "PydanticBaseEnvSettingsSource PydanticBaseSettingsSource",
    "text_files": "DotEnvSettingsSource SecretsSettingsSource",
    "files": "JsonConfigSettingsSource PyprojectTomlConfigSettingsSource TomlConfigSettingsSource YamlConfigSettingsSource",
    "not_served": "AWSSecretsManagerSettingsSource AzureKeyVaultSettingsSource CliApp CliDualFlag CliExplicitFlag "
    "CliImplicitFlag CliMutuallyExclusiveGroup CliPositionalArg CliSettingsSource CliSubCommand CliSuppress CliToggleFlag "
    "CliUnknownArgs GoogleSecretManagerSettingsSource NestedSecretsSettingsSource get_subcommand",
}
_MODULES = {name: module for module, names in _IN.items() for name in names.split()}
__all__ = sorted(_MODULES)


def __getattr__(name):
    module = _MODULES.get(name, name if name in ("main", "sources", "exceptions", "files") else None)
    if module is None:
        raise AttributeError("module 'pydantic_settings' has no attribute %r" % (name,))
    from sys import modules

    __import__("pydantic_settings." + module)
    found = modules["pydantic_settings." + module]
    if module == name:
        return found
    value = globals()[name] = getattr(found, name)
    return value
