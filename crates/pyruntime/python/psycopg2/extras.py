"""`psycopg2.extras`: names; what would run statements is refused."""

import _driver

globals().update(
    _driver.unused(
        "DictConnection", "DictCursor", "DictRow", "Json", "LoggingConnection", "LoggingCursor", "NamedTupleCursor", "RealDictConnection",
        "RealDictCursor", "RealDictRow", "NumericRange", "DateRange", "DateTimeRange", "DateTimeTZRange", "Range"
    )
)
execute_values = _driver.refuse("psycopg2.extras.execute_values")
execute_batch = _driver.refuse("psycopg2.extras.execute_batch")


def register_uuid(oids=None, conn_or_curs=None):
    """Values are converted by Limbeck."""


register_default_json = register_default_jsonb = register_json = register_hstore = register_inet = register_uuid
register_composite = register_range = register_uuid
