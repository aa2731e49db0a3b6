"""Reads an entity out of the statement that makes it."""

import re

from .exceptions import SQLParseFailure


def parsed(sql, kind, *patterns):
    """Returns the groups of the first pattern that the whole statement has; letters of any case are equal."""
    for pattern in patterns:
        match = re.fullmatch(pattern, sql, re.DOTALL | re.IGNORECASE)
        if match is not None:
            return match.groupdict()
    raise SQLParseFailure('Failed to parse SQL into %s """%s"""' % (kind, sql))
