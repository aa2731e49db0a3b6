"""`SQLCompiler` and its like, which plug-ins subclass; the host writes the SQL."""


class Compiled:
    pass


class SQLCompiler(Compiled):
    pass


class DDLCompiler(Compiled):
    pass


class GenericTypeCompiler:
    pass


class IdentifierPreparer:
    pass
