"""`fastapi_users.db`: the mixins of user tables under the name that applications import them by."""

from _stand_ins import Value as _Value
from fastapi_users_db_sqlalchemy import (  # noqa: F401
    SQLAlchemyBaseOAuthAccountTable,
    SQLAlchemyBaseOAuthAccountTableUUID,
    SQLAlchemyBaseUserTable,
    SQLAlchemyBaseUserTableUUID,
    SQLAlchemyUserDatabase,
)


def __getattr__(name):
    if name.startswith("__"):
        raise AttributeError(name)
    return _Value("fastapi_users.db." + name)
