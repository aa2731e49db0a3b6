"""What goes wrong with an entity."""


class AlembicUtilsException(Exception):
    pass


class SQLParseFailure(AlembicUtilsException):
    pass


class FailedToGenerateComparable(AlembicUtilsException):
    pass


class UnreachableException(AlembicUtilsException):
    pass


class BadInputException(AlembicUtilsException):
    pass
