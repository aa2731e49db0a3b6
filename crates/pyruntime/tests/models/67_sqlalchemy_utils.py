"""The common types of sqlalchemy_utils."""

import enum

import sqlalchemy as sa
from sqlalchemy.orm import declarative_base
from sqlalchemy_utils import (
    ChoiceType,
    EmailType,
    IPAddressType,
    JSONType,
    LtreeType,
    ScalarListType,
    Timestamp,
    URLType,
    UUIDType,
    generic_repr,
)

Base = declarative_base()


class Sort(enum.Enum):
    one = 1
    two = 2


@generic_repr
class Contact(Base, Timestamp):
    __tablename__ = "contact"
    KINDS = [("admin", "Admin"), ("user", "User")]

    id = sa.Column(UUIDType(), primary_key=True)
    text_id = sa.Column(UUIDType(binary=False))
    plain_id = sa.Column(UUIDType(binary=True, native=False))
    mail = sa.Column(EmailType, unique=True)
    short_mail = sa.Column(EmailType(length=99))
    site = sa.Column(URLType)
    address = sa.Column(IPAddressType)
    short_address = sa.Column(IPAddressType(20))
    kind = sa.Column(ChoiceType(KINDS))
    sort = sa.Column(ChoiceType(Sort, impl=sa.Integer()))
    data = sa.Column(JSONType)
    words = sa.Column(ScalarListType())
    numbers = sa.Column(ScalarListType(int))
    path = sa.Column(sa.Text().with_variant(LtreeType(), "postgresql"))


target_metadata = Base.metadata
