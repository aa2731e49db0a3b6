"""`fastapi_users_db_sqlalchemy.access_token`."""

from .tables import SQLAlchemyBaseAccessTokenTable, SQLAlchemyBaseAccessTokenTableUUID  # noqa: F401


class SQLAlchemyAccessTokenDatabase:
    """What an application gives to fastapi-users."""

    def __init__(self, session=None, access_token_table=None):
        self.session = session
        self.access_token_table = access_token_table

    def __class_getitem__(cls, item):
        return cls
