"""`aggregate_order_by`, `array_agg`, `ExcludeConstraint` at their other address."""

from sqlalchemy import _lazy

_PLACES = {
    "sqlalchemy.dialects.postgresql.constructs": "aggregate_order_by array_agg ExcludeConstraint to_tsvector to_tsquery"
    " plainto_tsquery phraseto_tsquery websearch_to_tsquery ts_headline distinct_on",
}
__getattr__, __dir__ = _lazy.names(__name__, globals(), _PLACES)
