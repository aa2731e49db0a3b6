"""Names that listeners are registered with."""


class AttributeEvents:
    pass


class InstanceEvents:
    pass


class InstrumentationEvents:
    pass


class MapperEvents:
    pass


class QueryEvents:
    pass


class SessionEvents:
    pass


EXT_CONTINUE, EXT_STOP, EXT_SKIP, NO_KEY, NO_VALUE = "EXT_CONTINUE", "EXT_STOP", "EXT_SKIP", "NO_KEY", "NO_VALUE"
