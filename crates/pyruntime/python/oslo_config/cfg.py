"""Options that a project registers, and what they are where no file sets them."""


class Error(Exception):
    pass


class NoSuchOptError(Error, AttributeError):
    pass


class Opt:
    def __init__(self, name, type=None, default=None, dest=None, **kwargs):
        self.name = name
        self.dest = dest or name.replace("-", "_")
        self.default = default
        self.type = type
        self.__dict__.update(kwargs)


class _OfOneType(Opt):
    def __init__(self, name, **kwargs):
        Opt.__init__(self, name, **kwargs)


class StrOpt(_OfOneType):
    pass


class BoolOpt(_OfOneType):
    pass


class IntOpt(_OfOneType):
    pass


class FloatOpt(_OfOneType):
    pass


class ListOpt(_OfOneType):
    pass


class DictOpt(_OfOneType):
    pass


class MultiOpt(_OfOneType):
    pass


class MultiStrOpt(_OfOneType):
    pass


class IPOpt(_OfOneType):
    pass


class PortOpt(_OfOneType):
    pass


class HostnameOpt(_OfOneType):
    pass


class HostAddressOpt(_OfOneType):
    pass


class HostDomainOpt(_OfOneType):
    pass


class URIOpt(_OfOneType):
    pass


class SubCommandOpt(_OfOneType):
    pass


class DeprecatedOpt:
    def __init__(self, name, group=None):
        self.name = name
        self.group = group


class OptGroup:
    def __init__(self, name, title=None, help=None, **kwargs):
        self.name = name


class _Group:
    """`CONF.database`."""

    def __init__(self, name):
        self.__dict__["_name"] = name
        self.__dict__["_values"] = {}

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        values = self.__dict__["_values"]
        if name not in values:
            raise NoSuchOptError("no such option %s in group [%s]" % (name, self._name))
        return values[name]

    __getitem__ = __getattr__

    def __contains__(self, name):
        return name in self._values

    def __iter__(self):
        return iter(self._values)

    def get(self, name, default=None):
        return self._values.get(name, default)


class ConfigOpts(_Group):
    def __init__(self):
        _Group.__init__(self, "DEFAULT")

    def __call__(self, *args, **kwargs):
        raise NotImplementedError(
            "reading the files of oslo.config is not served: keep the URL in the environment or in the ini, or run this"
            " project with its own Python"
        )

    def _group(self, group):
        name = getattr(group, "name", group)
        if name is None or name == "DEFAULT":
            return self._values
        return self._values.setdefault(name, _Group(name))._values

    def register_group(self, group):
        self._group(group)

    def register_opt(self, opt, group=None, cli=False):
        values = self._group(group)
        is_new = opt.dest not in values
        values.setdefault(opt.dest, opt.default)
        return is_new

    def register_opts(self, opts, group=None):
        for opt in opts:
            self.register_opt(opt, group)

    register_cli_opt = register_opt
    register_cli_opts = register_opts

    def set_override(self, name, override, group=None):
        self._group(group)[name] = override

    set_default = set_override

    def import_opt(self, name, module_str, group=None):
        __import__(module_str)

    def import_group(self, group, module_str):
        __import__(module_str)


CONF = ConfigOpts()


def set_defaults(opts, **kwargs):
    for opt in opts:
        opt.default = kwargs.get(opt.dest, opt.default)


def __getattr__(name):
    if name.endswith(("Error", "Exception")):
        value = globals()[name] = type(name, (Error,), {})
        return value
    raise AttributeError("module 'oslo_config.cfg' has no attribute %r" % name)
