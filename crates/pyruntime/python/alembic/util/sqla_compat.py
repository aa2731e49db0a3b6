"""What plug-ins take from `alembic.util.sqla_compat`."""

sqla_2_1 = True


def __getattr__(name):
    if name.startswith("__"):
        raise AttributeError(name)
    raise NotImplementedError("alembic.util.sqla_compat.%s: an inner part of Alembic that is not here" % name)
