"""Types of sqlalchemy_utils with their lengths, and those that have a type of their own on PostgreSQL."""

import sqlalchemy as sa
from sqlalchemy.orm import declarative_base
from sqlalchemy_utils import (
    ArrowType,
    ColorType,
    CountryType,
    CurrencyType,
    DateRangeType,
    DateTimeRangeType,
    EmailType,
    Int8RangeType,
    IntRangeType,
    LocaleType,
    NumericRangeType,
    PasswordType,
    PhoneNumberType,
    StringEncryptedType,
    TimezoneType,
    TSVectorType,
    UUIDType,
    WeekDaysType,
)
from sqlalchemy_utils.types.bit import BitType

Base = declarative_base()


class Person(Base):
    __tablename__ = "person"

    id = sa.Column(sa.Integer, primary_key=True)
    mail = sa.Column(EmailType(99))
    phone = sa.Column(PhoneNumberType)
    long_phone = sa.Column(PhoneNumberType("DE", 30))
    listed_phone = sa.Column(PhoneNumberType(length=30))
    password = sa.Column(PasswordType(schemes=["pbkdf2_sha512"]))
    color = sa.Column(ColorType(max_length=30))
    country = sa.Column(CountryType)
    currency = sa.Column(CurrencyType)
    locale = sa.Column(LocaleType)
    timezone = sa.Column(TimezoneType(backend="zoneinfo"))
    secret = sa.Column(StringEncryptedType(sa.Unicode, "key", length=255))
    numbers = sa.Column(IntRangeType(step=10))
    more_numbers = sa.Column(Int8RangeType)
    amounts = sa.Column(NumericRangeType)
    days = sa.Column(DateRangeType)
    times = sa.Column(DateTimeRangeType)
    seen = sa.Column(ArrowType(timezone=True))
    text_id = sa.Column(UUIDType(binary=False, native=False))
    bits = sa.Column(BitType(8))
    week = sa.Column(WeekDaysType)
    words = sa.Column(sa.Text().with_variant(TSVectorType("mail", regconfig="simple"), "postgresql"))


target_metadata = Base.metadata
