"""`psycopg.sql`: psycopg2's, and a template without marks."""

from psycopg2.sql import DEFAULT, NULL, SQL, Composable, Composed, Identifier, Literal, Placeholder  # noqa: F401


def quote(obj, context=None):
    return Literal(obj).as_string(context)
