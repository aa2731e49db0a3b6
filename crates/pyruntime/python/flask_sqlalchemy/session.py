"""The class of `db.session`, which applications derive from."""

import sqlalchemy.orm as sa_orm


class Session(sa_orm.Session):
    pass
