"""`psycopg.types.json`: values are converted by Limbeck."""

from _driver import JsonValue


class Json(JsonValue):
    """A value for a column of type json."""

    @property
    def obj(self):
        return self.adapted


class Jsonb(Json):
    """A value for a column of type jsonb."""


def set_json_dumps(dumps, context=None):
    """Values are converted by Limbeck."""


set_json_loads = set_json_dumps
