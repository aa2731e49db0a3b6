"""`alembic.config.main()`: the command line for user code, over the functions of `alembic.command`."""

import os
from argparse import ArgumentParser

from . import __version__, command
from .util import messaging
from .util.exc import CommandError

_NAMES = """
    branches check current downgrade edit ensure_version heads history init list_templates merge revision show stamp upgrade
    """.split()

# {parameter of a function: the option's words}, where they are not only its name.
_SHORT = {
    "check_heads": "-c",
    "indicate_current": "-i",
    "message": "-m",
    "rev_range": "-r",
    "template": "-t",
    "verbose": "-v",
}
_OPTIONS = frozenset(_SHORT) | frozenset(
    """
    autogenerate branch_label depends_on head package purge resolve_dependencies rev_id splice sql tag version_path
    """.split()
)
# {parameter: how many words it takes}
_POSITIONAL = {"directory": None, "rev": None, "revision": None, "revisions": "+"}


class CommandLine:
    """Reads arguments as the program does, and calls a function of `alembic.command`."""

    def __init__(self, prog=None):
        self._generate_args(prog)

    def _generate_args(self, prog):
        parser = self.parser = ArgumentParser(prog=prog)
        parser.add_argument("--version", action="version", version="%(prog)s " + __version__)
        parser.add_argument("-c", "--config", action="append", help="the ini file, or pyproject.toml; once for each")
        parser.add_argument("-n", "--name", default="alembic", help="the section of the ini file")
        parser.add_argument("-x", action="append", help="an argument for env.py; again for more")
        parser.add_argument("--raiseerr", action="store_true", help="raise errors instead of printing them")
        parser.add_argument("-q", "--quiet", action="store_true", help="print nothing on standard output")
        self.subparsers = parser.add_subparsers()
        for name in _NAMES:
            self.register_command(getattr(command, name))

    def register_command(self, fn):
        """Makes a command of a function: its parameters follow the command, or are options, as far as Alembic knows them."""
        from inspect import Parameter, getdoc, signature

        name = fn.__name__
        parser = self.subparsers.add_parser(name, description=getdoc(fn))
        positional, options = [], []
        for word, parameter in list(signature(fn).parameters.items())[1:]:
            if parameter.default is Parameter.empty:
                # One revision or several, as the function says it.
                word = "revisions" if name == "stamp" else word
                positional.append(word)
                if word in _POSITIONAL:
                    parser.add_argument(word, nargs=_POSITIONAL[word])
                continue
            # An option that Alembic does not know is given to the function as None.
            options.append(word)
            if word in _OPTIONS:
                _add_option(parser, word, parameter.default)
        parser.set_defaults(cmd=(fn, positional, options))

    def run_cmd(self, config, options):
        function, positional, names = options.cmd
        try:
            function(
                config,
                *[getattr(options, name, None) for name in positional],
                **{name: getattr(options, name, None) for name in names},
            )
        except CommandError as error:
            if options.raiseerr:
                raise
            messaging.err(str(error), **config.messaging_opts)

    def main(self, argv=None):
        from .config import Config

        options = self.parser.parse_args(argv)
        if not hasattr(options, "cmd"):
            # Python's parser lets a command be left out.
            self.parser.error("too few arguments")
        toml, ini = _files(options.config)
        config = Config(file_=ini, toml_file=toml, ini_section=options.name, cmd_opts=options)
        self.run_cmd(config, options)


def _add_option(parser, name, default):
    words = [_SHORT[name]] if name in _SHORT else []
    words.append("--" + name.replace("_", "-"))
    if default is False:
        parser.add_argument(*words, action="store_true")
    elif name == "depends_on":
        parser.add_argument(*words, action="append")
    else:
        parser.add_argument(*words, default=default)


def _files(names):
    """(the TOML file, the ini file)"""
    toml, ini = "pyproject.toml", "alembic.ini"
    default = os.environ.get("ALEMBIC_CONFIG")
    if default:
        if _is_toml(default):
            toml = default
        else:
            ini = default
    toml = _named(names, True, "pyproject.toml indicated more than once") or toml
    ini = _named(names, False, "only one ini file may be indicated") or ini
    return toml, ini


def _named(names, is_toml, error):
    """The one file of its kind that was named, if any."""
    named = [name for name in names or () if _is_toml(name) is is_toml]
    if len(named) > 1:
        raise CommandError(error)
    return named[0] if named else None


def _is_toml(name):
    return os.path.basename(name) == "pyproject.toml"
