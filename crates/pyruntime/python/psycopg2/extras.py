"""`psycopg2.extras`: kinds of rows, values as JSON, and many rows in one statement."""

import _driver
from _raw_cursor import DictRow, text_of  # noqa: F401

globals().update(
    _driver.unused(
        "DictConnection", "DictCursor", "LoggingConnection", "LoggingCursor", "NamedTupleCursor", "RealDictConnection",
        "RealDictCursor", "NumericRange", "DateRange", "DateTimeRange", "DateTimeTZRange", "Range"
    )
)
RealDictRow = dict


class Json(_driver.JsonValue):
    """A value for a column of type json or jsonb."""


def execute_values(cur, sql, argslist, template=None, page_size=100, fetch=False):
    """Executes the statement for many rows, whose values take the place of its only `%s`."""
    before, after = _around_the_mark(text_of(sql))
    found = []
    for rows in _pages(argslist, page_size):
        made = [cur.mogrify(template or "(%s)" % ",".join(["%s"] * len(row)), row).decode("utf-8") for row in rows]
        cur.execute(before + ",".join(made) + after)
        if fetch:
            found += cur.fetchall()
    return found if fetch else None


def execute_batch(cur, sql, argslist, page_size=100):
    """Executes the statement for many sets of values, some at once."""
    for sets in _pages(argslist, page_size):
        cur.execute(";".join(cur.mogrify(sql, one).decode("utf-8") for one in sets))


def _pages(items, size):
    page = []
    for item in items:
        page.append(item)
        if len(page) >= size:
            yield page
            page = []
    if page:
        yield page


def _around_the_mark(sql):
    import re

    parts = [""]
    for text, mark in re.findall(r"([^%]*)(%.|%$)?", sql, re.DOTALL):
        parts[-1] += text
        if mark == "%%":
            parts[-1] += "%"
        elif mark == "%s":
            parts.append("")
        elif mark:
            raise ValueError("unsupported format character: %r" % mark[1:])
    if len(parts) != 2:
        raise ValueError("the query %s" % ("contains more than one '%s' placeholder" if len(parts) > 2 else _NO_MARK))
    return parts


_NO_MARK = "doesn't contain any '%s' placeholder"


def register_uuid(oids=None, conn_or_curs=None):
    """Values are converted by Limbeck."""


register_default_json = register_default_jsonb = register_json = register_hstore = register_inet = register_uuid
register_composite = register_range = register_uuid
