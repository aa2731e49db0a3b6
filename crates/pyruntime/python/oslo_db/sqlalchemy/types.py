"""JSON in columns of text."""

import json

from sqlalchemy.types import Integer, String, Text, TypeDecorator


class JsonEncodedType(TypeDecorator):
    type = None
    impl = Text
    cache_ok = True

    def __init__(self, mysql_as_long=False, mysql_as_medium=False):
        if mysql_as_long and mysql_as_medium:
            raise TypeError("mysql_as_long and mysql_as_medium are mutually exclusive")
        if mysql_as_long or mysql_as_medium:
            from sqlalchemy.dialects import mysql

            kind = mysql.LONGTEXT if mysql_as_long else mysql.MEDIUMTEXT
            self.impl = Text().with_variant(kind(), "mysql")
        TypeDecorator.__init__(self)

    def process_bind_param(self, value, dialect):
        if value is None:
            if self.type is None:
                return None
            value = self.type()
        elif self.type is not None and not isinstance(value, self.type):
            raise TypeError("%s supposes to store %s objects, but %s given" % (
                type(self).__name__, self.type.__name__, type(value).__name__
            ))
        return json.dumps(value)

    def process_result_value(self, value, dialect):
        if value is None:
            return None if self.type is None else self.type()
        return json.loads(value)


class JsonEncodedDict(JsonEncodedType):
    type = dict


class JsonEncodedList(JsonEncodedType):
    type = list


class SoftDeleteInteger(TypeDecorator):
    impl = Integer
    cache_ok = True

    def process_bind_param(self, value, dialect):
        return None if value is None else int(value)


class String(String):  # noqa: A001
    def __init__(self, length, mysql_ndb_length=None, mysql_ndb_type=None, **kwargs):
        super().__init__(length=length, **kwargs)
