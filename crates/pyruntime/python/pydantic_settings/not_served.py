"""Sources that need a command line or a cloud service: importable, refused when they are used."""


def _refusing(name):
    def __init__(self, *args, **kwargs):
        raise NotImplementedError(
            "pydantic_settings.%s is not served while migrations run: take these settings from the environment, a .env or a "
            "configuration file" % name
        )

    return type(name, (), {"__init__": __init__, "__module__": "pydantic_settings"})


class _Mark:
    """`CliSubCommand[X]` stands in annotations."""

    def __class_getitem__(cls, item):
        return item


CliSubCommand = CliPositionalArg = CliImplicitFlag = CliExplicitFlag = CliDualFlag = CliToggleFlag = CliSuppress = _Mark
CliMutuallyExclusiveGroup = CliUnknownArgs = _Mark


def __getattr__(name):
    if name == "get_subcommand" or name.endswith(("Source", "App")):
        value = globals()[name] = _refusing(name)
        return value
    raise AttributeError("module 'pydantic_settings' has no attribute %r" % (name,))
