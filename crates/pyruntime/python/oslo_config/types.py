"""What options may hold. Nothing is read from files here, so that no text is ever turned into one of these."""


class ConfigType:
    NONE_DEFAULT = "<None>"
    type_name = "unknown value"

    def __init__(self, *args, **kwargs):
        self.__dict__.update(kwargs)

    def __call__(self, value):
        raise NotImplementedError(
            "oslo_config.types.%s is not served: compute the value in Python, or run this project with its own Python"
            % type(self).__name__
        )


class String(ConfigType):
    type_name = "string value"


class MultiString(String):
    type_name = "multi valued"


class Boolean(ConfigType):
    type_name = "boolean value"
    TRUE_VALUES = ["true", "1", "on", "yes"]
    FALSE_VALUES = ["false", "0", "off", "no"]


class Number(ConfigType):
    pass


class Integer(Number):
    type_name = "integer value"


class Float(Number):
    type_name = "floating point value"


class Port(Integer):
    type_name = "port"
    PORT_MIN = 0
    PORT_MAX = 65535


class List(ConfigType):
    type_name = "list value"


class Range(ConfigType):
    type_name = "range value"


class Dict(ConfigType):
    type_name = "dict value"


class IPAddress(ConfigType):
    type_name = "IP address value"


class Hostname(ConfigType):
    type_name = "hostname value"


class HostAddress(ConfigType):
    type_name = "host address value"


class HostDomain(HostAddress):
    type_name = "host domain value"


class URI(ConfigType):
    type_name = "uri value"
