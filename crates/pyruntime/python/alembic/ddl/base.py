"""`alembic.ddl.base`: DDL elements of Alembic, of which there is none here."""


def __getattr__(name):
    if name.startswith("__"):
        raise AttributeError(name)
    raise NotImplementedError(
        "alembic.ddl.base.%s: statements are not made in Python here; use op.execute() in the script instead" % name
    )
