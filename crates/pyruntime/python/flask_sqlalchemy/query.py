"""The class of `Model.query`, which applications derive from."""

import sqlalchemy.orm as sa_orm


class Query(sa_orm.Query):
    pass
