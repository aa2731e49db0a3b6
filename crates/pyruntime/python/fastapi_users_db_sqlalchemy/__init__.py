"""Stand-in for `fastapi_users_db_sqlalchemy`: the column types of its tables, as version files and models name them."""

from .generics import GUID, TIMESTAMPAware, now_utc  # noqa: F401

__version__ = "7.0.0"
UUID_ID = object


class SQLAlchemyUserDatabase:
    """What an application gives to fastapi-users."""

    def __init__(self, session=None, user_table=None, oauth_account_table=None):
        self.session = session
        self.user_table = user_table
        self.oauth_account_table = oauth_account_table

    def __class_getitem__(cls, item):
        return cls


def __getattr__(name):
    if name.startswith("SQLAlchemyBase"):
        from . import tables

        return getattr(tables, name)
    raise AttributeError("module 'fastapi_users_db_sqlalchemy' has no attribute %r" % (name,))
