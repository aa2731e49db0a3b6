"""Column types of `sqlalchemy_utils`: what their columns are; values are passed on as they are."""

_MODULES = {
    "arrow": "ArrowType",
    "bit": "BitType",
    "choice": "ChoiceType",
    "color": "ColorType",
    "country": "CountryType",
    "currency": "CurrencyType",
    "email": "EmailType",
    "encrypted.encrypted_type": "EncryptedType StringEncryptedType",
    "enriched_datetime.enriched_date_type": "EnrichedDateType",
    "enriched_datetime.enriched_datetime_type": "EnrichedDateTimeType",
    "ip_address": "IPAddressType",
    "json": "JSONType",
    "locale": "LocaleType",
    "ltree": "LQUERY LTXTQUERY LtreeType",
    "password": "PasswordType",
    "pg_composite": "CompositeType",
    "phone_number": "PhoneNumberType",
    "range": "DateRangeType DateTimeRangeType Int8RangeType IntRangeType NumericRangeType",
    "scalar_list": "ScalarListType",
    "timezone": "TimezoneType",
    "ts_vector": "TSVectorType",
    "url": "URLType",
    "uuid": "UUIDType",
    "weekdays": "WeekDaysType",
}
TYPES = {name: module for module, names in _MODULES.items() for name in names.split()}
_PACKAGES = frozenset(module.partition(".")[0] for module in _MODULES)


def _module(name):
    from sys import modules

    name = "%s.%s" % (__name__, name)
    __import__(name)
    return modules[name]


def __getattr__(name):
    if name in TYPES:
        value = globals()[name] = getattr(_module(TYPES[name]), name)
        return value
    if name in _PACKAGES:
        return _module(name)
    raise AttributeError("module 'sqlalchemy_utils.types' has no attribute %r" % (name,))


# The word of the catalogue has its class as soon as the package is there.
__getattr__("LtreeType")
