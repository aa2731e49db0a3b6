"""Settings from `.env` files and from folders of secret files."""

import os

from ._questions import is_complex, of_field, union_is_complex
from .exceptions import SettingsError
from .sources import UNSET, EnvSettingsSource, PydanticBaseEnvSettingsSource


class DotEnvSettingsSource(EnvSettingsSource):
    """`.env` files; the last one counts."""

    def __init__(
        self,
        settings_cls,
        env_file=UNSET,
        env_file_encoding=None,
        dotenv_filtering=None,
        case_sensitive=None,
        env_prefix=None,
        env_prefix_target=None,
        env_nested_delimiter=None,
        env_nested_max_split=None,
        env_ignore_empty=None,
        env_parse_none_str=None,
        env_parse_enums=None,
        env_file_depth=None,
        _init_state=None,
    ):
        config = settings_cls.model_config
        self.env_file = config.get("env_file") if env_file is UNSET else env_file
        self.env_file_encoding = config.get("env_file_encoding") if env_file_encoding is None else env_file_encoding
        self.env_file_depth = config.get("env_file_depth", 0) if env_file_depth is None else env_file_depth
        self.dotenv_filtering = config.get("dotenv_filtering") if dotenv_filtering is None else dotenv_filtering
        super().__init__(
            settings_cls,
            case_sensitive,
            env_prefix,
            env_prefix_target,
            env_nested_delimiter,
            env_nested_max_split,
            env_ignore_empty,
            env_parse_none_str,
            env_parse_enums,
        )

    def _load_env_vars(self):
        files = self.env_file
        if files is None:
            return {}
        if isinstance(files, (str, os.PathLike)):
            files = [files]
        found = {}
        for file in files:
            path = _existing(file, self.env_file_depth or 0)
            if path is not None:
                from dotenv import dotenv_values

                found.update(self._parsed(dotenv_values(path, encoding=self.env_file_encoding or "utf-8")))
        return found

    def __call__(self):
        data = super().__call__()
        if self.dotenv_filtering == "only_existing":
            return data
        prefix = self._apply_case_sensitive(self.env_prefix)
        if self.dotenv_filtering == "match_prefix":
            for variable, value in self.env_vars.items():
                name = variable[len(prefix) :]
                delimiter = self.env_nested_delimiter
                is_part = delimiter and delimiter in name and name.partition(delimiter)[0] in data
                if variable.startswith(prefix) and not is_part:
                    data.setdefault(name, value)
            return data
        forbids = self.config.get("extra") == "forbid"
        fields = self.settings_cls.model_fields
        for variable, value in self.env_vars.items():
            known = not value or variable in data or self.env_prefix and variable in fields
            if known or any(self._belongs(variable, name, field) for name, field in fields.items()):
                continue
            key = variable if forbids or not variable.startswith(prefix) else variable[len(prefix) :]
            data[key] = value
        return data

    def _belongs(self, variable, name, field):
        """Whether a variable is one of a field's, so that it is no extra one."""
        annotation, metadata = of_field(field)
        nested = self.env_nested_delimiter and (is_complex(annotation, metadata) or union_is_complex(annotation, metadata))
        for _, own, _ in self._extract_field_info(field, name):
            if variable == own or nested and variable.startswith(own + self.env_nested_delimiter):
                return True
        return False

    def __repr__(self):
        return "DotEnvSettingsSource(env_file=%r, env_file_encoding=%r, env_nested_delimiter=%r, env_prefix_len=%r)" % (
            self.env_file,
            self.env_file_encoding,
            self.env_nested_delimiter,
            len(self.env_prefix),
        )


def _existing(file, depth):
    """The path of a file that is there; `depth` folders above the current one are searched too."""
    path = os.path.expanduser(os.fspath(file))
    if os.path.exists(path) and not os.path.isdir(path):
        return path
    folder = os.getcwd()
    while depth > 0 and not os.path.isabs(path) and folder != os.path.dirname(folder):
        folder = os.path.dirname(folder)
        if os.path.isfile(os.path.join(folder, path)):
            return os.path.join(folder, path)
        depth -= 1
    return None


class SecretsSettingsSource(PydanticBaseEnvSettingsSource):
    """Folders that hold one file a setting."""

    def __init__(self, settings_cls, secrets_dir=None, *options, **named):
        super().__init__(settings_cls, *options, **named)
        self.secrets_dir = secrets_dir if secrets_dir is not None else self.config.get("secrets_dir")

    def __call__(self):
        if self.secrets_dir is None:
            return {}
        folders = [self.secrets_dir] if isinstance(self.secrets_dir, (str, os.PathLike)) else self.secrets_dir
        self._folders = []
        for folder in (os.path.expanduser(os.fspath(folder)) for folder in folders):
            if not os.path.exists(folder):
                import warnings

                warnings.warn('directory "%s" does not exist' % folder)
            elif not os.path.isdir(folder):
                raise SettingsError("secrets_dir must reference a directory, not a file")
            else:
                self._folders.append(folder)
        return super().__call__() if self._folders else {}

    def get_field_value(self, field, field_name):
        for key, variable, complex_value in self._extract_field_info(field, field_name):
            for folder in reversed(self._folders):
                for name in os.listdir(folder):
                    path = os.path.join(folder, name)
                    if self._apply_case_sensitive(name) == variable and os.path.isfile(path):
                        with open(path, encoding="utf-8") as file:
                            return file.read().strip(), key, complex_value
        return None, key, complex_value

    def __repr__(self):
        return "SecretsSettingsSource(secrets_dir=%r)" % (self.secrets_dir,)
