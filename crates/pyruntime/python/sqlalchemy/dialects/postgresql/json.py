"""The old home of some names of `sqlalchemy.dialects.postgresql`."""

from sqlalchemy import _lazy

_PLACES = {
    "sqlalchemy.dialects.postgresql.types": "JSON JSONB JSONPATH",
}
__getattr__, __dir__ = _lazy.names(__name__, globals(), _PLACES)
