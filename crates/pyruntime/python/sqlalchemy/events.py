"""Names of event classes that old code imports."""


class ConnectionEvents:
    pass


class DDLEvents:
    pass


class DialectEvents:
    pass


class PoolEvents:
    pass


SchemaEventTarget = DDLEvents
