"""The operators of PostgreSQL's own types, for `column.operate(…)`."""

from sqlalchemy.sql.operators import custom_op


def _comparison(text):
    return custom_op(text, precedence=5, is_comparison=True)


GETITEM = custom_op("->", precedence=15)
ASTEXT = custom_op("->>", precedence=15)
JSONPATH_ASTEXT = custom_op("#>>", precedence=15)
DELETE_PATH = custom_op("#-", precedence=15)

HAS_KEY = _comparison("?")
HAS_ALL = _comparison("?&")
HAS_ANY = _comparison("?|")
PATH_EXISTS = _comparison("@?")
PATH_MATCH = _comparison("@@")
CONTAINS = _comparison("@>")
CONTAINED_BY = _comparison("<@")
OVERLAP = _comparison("&&")
STRICTLY_LEFT_OF = _comparison("<<")
STRICTLY_RIGHT_OF = _comparison(">>")
NOT_EXTEND_RIGHT_OF = _comparison("&<")
NOT_EXTEND_LEFT_OF = _comparison("&>")
ADJACENT_TO = _comparison("-|-")
