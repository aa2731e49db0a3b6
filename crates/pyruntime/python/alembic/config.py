"""`alembic.config`: the settings of a run, or those of an ini file that user code opens by itself."""

import os
import sys

from ._sections import Sections
from .util.exc import CommandError


class Namespace:
    """The options of the command line, as argparse would hold them."""

    def __init__(self, **options):
        self.__dict__.update(options)

    def __eq__(self, other):
        return vars(self) == getattr(other, "__dict__", None)

    def __contains__(self, name):
        return name in self.__dict__

    def __repr__(self):
        return "Namespace(%s)" % ", ".join("%s=%r" % item for item in self.__dict__.items())

    def __getattr__(self, name):
        # The function of `alembic.command` that runs, with its positional and keyword names.
        if name == "cmd" and "_command" in self.__dict__:
            from . import command

            self.cmd = (getattr(command, self._command), [], [])
            return self.cmd
        raise AttributeError("'Namespace' object has no attribute %r" % name)


class _HostOutput:
    """`Config.stdout` of a run: what goes here stands between the host's own lines."""

    encoding = "utf-8"

    def write(self, text):
        from _host import call

        call("stdout", text=text)
        return len(text)

    def flush(self):
        pass


class Config:
    cmd_opts = None
    config_file_name = None
    toml_file_name = None
    config_ini_section = None

    def __init__(
        self,
        file_=None,
        toml_file=None,
        ini_section="alembic",
        output_buffer=None,
        stdout=None,
        cmd_opts=None,
        config_args={},
        attributes=None,
    ):
        self.config_file_name = os.fspath(file_) if file_ else None
        self.toml_file_name = os.fspath(toml_file) if toml_file else None
        self.config_ini_section = ini_section
        self.output_buffer = output_buffer
        self.stdout = stdout if stdout is not None else sys.stdout
        self.cmd_opts = cmd_opts
        self.config_args = dict(config_args)
        self.toml_args = dict(config_args)
        self.attributes = dict(attributes or {})
        self._parser = None
        self._toml = None

    @classmethod
    def _of_run(cls, settings, command, x_arguments=None):
        """Makes the config of a run from what the host delivers."""
        options = settings.get("cmd_opts")
        if options is not None or x_arguments:
            options = Namespace(**(options or {}))
            options.__dict__.setdefault("x", x_arguments or None)
            if command is not None:
                options.__dict__["_command"] = command
        config = cls(
            settings.get("config_file_name"),
            settings.get("toml_file_name"),
            settings.get("config_ini_section") or "alembic",
            stdout=_HostOutput(),
            cmd_opts=options,
            config_args=settings.get("defaults") or {},
        )
        config._parser = Sections(settings.get("sections") or {}, config.config_args)
        if not config._parser.has_section(config.config_ini_section) and config.config_file_name is None:
            config._parser.add_section(config.config_ini_section)
        config._toml = settings.get("toml") or {}
        return config

    @property
    def file_config(self):
        """The ini as a ConfigParser; changes made through it are seen by the methods here."""
        parser = self._sections()
        if isinstance(parser, Sections):
            parser = self._parser = parser.as_config_parser()
        return parser

    @file_config.setter
    def file_config(self, parser):
        self._parser = parser

    def _sections(self):
        if self._parser is None:
            self._parser = self._read()
        return self._parser

    def _read(self):
        import configparser

        here = os.path.dirname(os.path.abspath(self.config_file_name)) if self.config_file_name else "."
        self.config_args["here"] = here
        parser = configparser.ConfigParser(self.config_args)
        if self.config_file_name:
            parser.read([self.config_file_name], encoding="utf-8")
        else:
            parser.add_section(self.config_ini_section)
        return parser

    @property
    def toml_alembic_config(self):
        """`[tool.alembic]` of pyproject.toml."""
        if self._toml is None:
            self._toml = {}
            if self.toml_file_name and os.path.exists(self.toml_file_name):
                try:
                    import tomllib
                except ImportError:
                    # Before Python 3.11 the package that became it.
                    import tomli as tomllib

                self.toml_args["here"] = os.path.dirname(os.path.abspath(self.toml_file_name))
                with open(self.toml_file_name, "rb") as file:
                    data = tomllib.load(file).get("tool", {}).get("alembic", {})
                if not isinstance(data, dict):
                    raise CommandError("Incorrect TOML format")
                self._toml = data
        return self._toml

    @property
    def messaging_opts(self):
        return {"quiet": getattr(self.cmd_opts, "quiet", False)}

    def print_stdout(self, text, *arg):
        text = str(text)
        if arg:
            text = text % arg
        if not self.messaging_opts["quiet"]:
            self.stdout.write(text + "\n")

    def get_template_directory(self):
        raise NotImplementedError(
            "Config.get_template_directory(): the templates are inside the program; use `init -t`"
        )

    def get_section(self, name, default=None):
        parser = self._sections()
        if not parser.has_section(name):
            return default
        return dict(parser.items(name))

    def set_main_option(self, name, value):
        self.set_section_option(self.config_ini_section, name, value)

    def remove_main_option(self, name):
        self._sections().remove_option(self.config_ini_section, name)

    def set_section_option(self, section, name, value):
        parser = self._sections()
        if not parser.has_section(section):
            parser.add_section(section)
        parser.set(section, name, value)

    def get_section_option(self, section, name, default=None):
        parser = self._sections()
        if not parser.has_section(section):
            raise CommandError(
                "No config file %r found, or file has no '[%s]' section" % (self.config_file_name, section)
            )
        if parser.has_option(section, name):
            return parser.get(section, name)
        return default

    def get_main_option(self, name, default=None):
        return self.get_section_option(self.config_ini_section, name, default)

    def get_alembic_option(self, name, default=None):
        parser = self._sections()
        if parser.has_option(self.config_ini_section, name):
            return parser.get(self.config_ini_section, name)
        return self._toml_value(name, default)

    def get_alembic_boolean_option(self, name):
        parser = self._sections()
        if parser.has_option(self.config_ini_section, name):
            return parser.get(self.config_ini_section, name) == "true"
        value = self.toml_alembic_config.get(name, False)
        if not isinstance(value, bool):
            raise CommandError("boolean value expected for TOML parameter %r" % name)
        return value

    def _toml_value(self, name, default=None):
        value = self.toml_alembic_config.get(name, default)
        if value is default or value is None or isinstance(value, int):
            return value
        words = self.toml_args
        if isinstance(value, str):
            return value % words
        if isinstance(value, list):
            return [
                {key: text % words for key, text in item.items()} if isinstance(item, dict) else item % words
                for item in value
            ]
        if isinstance(value, dict):
            return {key: text % words for key, text in value.items()}
        raise CommandError("unsupported TOML value type for key: %r" % name)

    def get_version_locations_list(self):
        return self._path_list("version_locations", ("path_separator", "version_path_separator"), " ")

    def get_prepend_sys_paths_list(self):
        return self._path_list("prepend_sys_path", ("path_separator",), " :")

    def get_hooks_list(self):
        """Returns the post-write hooks, each a dict with its name under `_hook_name`."""
        if not self._sections().has_section("post_write_hooks"):
            hooks = [dict(hook) for hook in self._toml_value("post_write_hooks", [])]
            for hook in hooks:
                hook["_hook_name"] = hook.pop("name")
            return hooks
        section = self.get_section("post_write_hooks", {})
        hooks = []
        for name in section.get("hooks", "").replace(",", " ").split():
            prefix = name + "."
            hook = {key[len(prefix) :]: value for key, value in section.items() if key.startswith(prefix)}
            hook["_hook_name"] = name
            hooks.append(hook)
        return hooks

    def _path_list(self, option, separator_names, legacy):
        text = self._sections().get(self.config_ini_section, option, fallback=None)
        if not text:
            return self._toml_value(option)
        for name in separator_names:
            word = self.get_main_option(name)
            if word is not None:
                return [part.strip() for part in text.split(_separator(name, word)) if part]
        for character in legacy:
            text = text.replace(character, ",")
        return [part for part in text.split(",") if part]


def _separator(name, word):
    separators = {"space": " ", "newline": "\n", "os": os.pathsep, ":": ":", ";": ";"}
    if word not in separators:
        raise ValueError(
            "'%s' is not a valid value for %s; expected 'space', 'newline', 'os', ':', ';'" % (word, name)
        )
    return separators[word]


def main(argv=None, prog=None, **kwargs):
    """Carries out a command line; what `prog` is called stands in its usage."""
    from ._command_line import CommandLine

    CommandLine(prog=prog).main(argv=argv)


def __getattr__(name):
    if name == "CommandLine":
        from ._command_line import CommandLine

        return CommandLine
    raise AttributeError("module 'alembic.config' has no attribute %r" % name)
