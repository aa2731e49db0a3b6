"""`alembic.ddl.base`: DDL elements of Alembic. Packages say how theirs are compiled; here no statement is made of them."""

from sqlalchemy.schema import DDLElement


class RenameTable(DDLElement):
    """Only named: `op.rename_table` is the host's."""


def format_table_name(compiler, name, schema):
    raise _refusal("format_table_name")


def visit_rename_table(element, compiler, **kw):
    raise _refusal("visit_rename_table")


def __getattr__(name):
    if name.startswith("__"):
        raise AttributeError(name)
    raise _refusal(name)


def _refusal(name):
    return NotImplementedError(
        "alembic.ddl.base.%s: statements are not made in Python here; use op.execute() in the script instead" % name
    )
