"""`psycopg.types.json`: values are converted by Limbeck."""

import _driver

globals().update(_driver.unused("Json", "Jsonb"))


def set_json_dumps(dumps, context=None):
    """Values are converted by Limbeck."""


set_json_loads = set_json_dumps
