"""Names that annotations and `isinstance` use."""

from .default import DBAPIConnection, Dialect


class AdaptedConnection:
    pass


class BindTyping:
    pass


class Compiled:
    pass


class Connectable:
    pass


class ConnectionEventsTarget:
    pass


class CreateEnginePlugin:
    def __init__(self, url, kwargs):
        raise NotImplementedError("CreateEnginePlugin is not supported")


class ExceptionContext:
    pass


class ExecutionContext:
    pass


class TypeCompiler:
    pass


ConnectArgsType = dict


# What drivers and inspectors give.
_NAMES = """
CacheStats DBAPICursor DBAPIModule DBAPIType ExecuteStyle ReflectedCheckConstraint ReflectedColumn ReflectedComputed
ReflectedConstraint ReflectedForeignKeyConstraint ReflectedIdentity ReflectedIndex ReflectedPrimaryKeyConstraint
ReflectedTableComment ReflectedUniqueConstraint
"""
globals().update({name: type(name, (), {"__module__": __name__}) for name in _NAMES.split()})
