"""The class of `db.session`, which applications derive from."""

import sqlalchemy.orm as sa_orm

from .refused import refusal


class Session(sa_orm.Session):
    pass


class UnservedSession:
    """`db.session`, which may be handed on: its transactions are the application's, not the migration's."""

    def __call__(self, *args, **kwargs):
        raise _refusal("")

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        raise _refusal("." + name)


def _refusal(name):
    return refusal(
        "db.session%s is not supported: use `op.get_bind()`, whose transaction is the migration's, or run this project with"
        " its own Python" % name
    )
