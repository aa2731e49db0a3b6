"""Commands that user code calls while a run goes on: the host carries them out, with this Python and its connections."""

from _host import call

from . import _run, context


def command(config, name, directives=None, **arguments):
    """Has the host carry out a command; returns the identifiers of the revisions that it wrote.

    `directives` sees a new revision before the `process_revision_directives` of env.py does.
    """
    with _Inner(config, directives):
        try:
            answer = call("command", name=name, config=wire(config), arguments=arguments)
        except Exception as error:
            _print(config, vars(error).pop("output", None))
            raise
    _print(config, answer["output"])
    return answer["revisions"]


def _print(config, output):
    if output and not config.messaging_opts["quiet"]:
        config.stdout.write(output)


def wire(config):
    """Lowers the settings that a Config holds, those that were set in it included."""
    parser = config._sections()
    defaults, sections = parser.raw() if hasattr(parser, "raw") else _of_parser(parser)
    return {
        "ini": config.config_file_name,
        "toml": config.toml_file_name,
        "section": config.config_ini_section,
        "defaults": defaults,
        "sections": sections,
        "x_arguments": list(getattr(config.cmd_opts, "x", None) or ()),
    }


def _of_parser(parser):
    """The raw values of a ConfigParser."""
    defaults = dict(parser.defaults())
    sections = {}
    for name in parser.sections():
        values = parser.items(name, raw=True)
        sections[name] = {key: value for key, value in values if value is not None and defaults.get(key) != value}
    return defaults, sections


class _Inner:
    """Keeps what belongs to the run outside, while a run inside puts its own in those places."""

    def __init__(self, config, directives):
        self._config = config
        self._directives = directives

    def __enter__(self):
        import _environment
        import _waiting

        self._kept = [(_run, "environment_context"), (_run, "keywords"), (_run, "inner_config")]
        self._kept.append((_run, "inner_directives"))
        self._kept += [(_environment, "database_url"), (_waiting, "environment_file"), (context, "_proxy")]
        self._kept = [(module, name, getattr(module, name)) for module, name in self._kept]
        _run.inner_config = self._config
        _run.inner_directives = self._directives

    def __exit__(self, kind, raised, traceback):
        for module, name, value in self._kept:
            setattr(module, name, value)
        return False
