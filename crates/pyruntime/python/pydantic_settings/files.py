"""Settings from JSON, TOML and YAML files."""

import os

from .sources import UNSET, InitSettingsSource, merged


class _FileSource(InitSettingsSource):
    """Reads one or several files; the last one counts."""

    def _read_all(self, files, deep_merge):
        if files is None:
            return {}
        if isinstance(files, (str, os.PathLike)):
            files = [files]
        values = {}
        for file in files:
            path = os.path.expanduser(os.fspath(file))
            if os.path.isfile(path):
                found = self._read_file(path)
                values = merged(values, found) if deep_merge else {**values, **found}
        return values

    def __repr__(self):
        return "%s(files=%r)" % (type(self).__name__, self.files)


class JsonConfigSettingsSource(_FileSource):
    def __init__(self, settings_cls, json_file=UNSET, json_file_encoding=None, deep_merge=False):
        self.files = settings_cls.model_config.get("json_file") if json_file is UNSET else json_file
        self.encoding = json_file_encoding or settings_cls.model_config.get("json_file_encoding")
        super().__init__(settings_cls, self._read_all(self.files, deep_merge))

    def _read_file(self, path):
        import json

        with open(path, encoding=self.encoding or "utf-8") as file:
            return json.load(file)


class TomlConfigSettingsSource(_FileSource):
    def __init__(self, settings_cls, toml_file=UNSET, deep_merge=False):
        self.files = settings_cls.model_config.get("toml_file") if toml_file is UNSET else toml_file
        values = self._read_all(self.files, deep_merge)
        for key in settings_cls.model_config.get("toml_table_header", ()):
            values = values.get(key, {})
        super().__init__(settings_cls, values)

    def _read_file(self, path):
        import tomllib

        with open(path, "rb") as file:
            return tomllib.load(file)


class PyprojectTomlConfigSettingsSource(TomlConfigSettingsSource):
    def __init__(self, settings_cls, toml_file=None):
        config = settings_cls.model_config
        self.files = toml_file or _above("pyproject.toml", config.get("pyproject_toml_depth", 0))
        values = self._read_all(self.files, False)
        for key in config.get("pyproject_toml_table_header", ("tool", "pydantic-settings")):
            values = values.get(key, {})
        InitSettingsSource.__init__(self, settings_cls, values)


def _above(name, depth):
    folder = os.getcwd()
    for _ in range(depth):
        if os.path.isfile(os.path.join(folder, name)):
            break
        folder = os.path.dirname(folder)
    return os.path.join(folder, name)


class YamlConfigSettingsSource(_FileSource):
    def __init__(self, settings_cls, yaml_file=UNSET, yaml_file_encoding=None, yaml_config_section=None, deep_merge=False):
        config = settings_cls.model_config
        self.files = config.get("yaml_file") if yaml_file is UNSET else yaml_file
        self.encoding = yaml_file_encoding or config.get("yaml_file_encoding")
        values = self._read_all(self.files, deep_merge)
        section = yaml_config_section or config.get("yaml_config_section")
        for key in section.split(".") if section else ():
            values = values[key]
        super().__init__(settings_cls, values)

    def _read_file(self, path):
        import yaml

        if not isinstance(getattr(yaml, "SafeLoader", None), type):
            raise NotImplementedError(
                "YAML settings need the package PyYAML: install it into the project's virtual environment, or use TOML or JSON"
            )
        with open(path, encoding=self.encoding or "utf-8") as file:
            return yaml.safe_load(file) or {}
