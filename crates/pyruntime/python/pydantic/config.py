"""ConfigDict: the settings of a model."""

from . import _version_1

# Names for annotations.
ExtraValues = str
JsonValue = object
JsonDict = dict
JsonEncoder = object


class ConfigDict(dict):
    """A plain dictionary; the names are those of pydantic."""


class Extra:
    """Version 1's names for the values of `extra`."""

    allow = "allow"
    ignore = "ignore"
    forbid = "forbid"


DEFAULTS = {
    "title": None,
    "str_to_lower": False,
    "str_to_upper": False,
    "str_strip_whitespace": False,
    "str_min_length": 0,
    "str_max_length": None,
    "extra": None,
    "frozen": False,
    "populate_by_name": False,
    "validate_by_alias": None,
    "validate_by_name": None,
    "use_enum_values": False,
    "validate_assignment": False,
    "arbitrary_types_allowed": False,
    "from_attributes": False,
    "strict": False,
    "validate_default": False,
    "alias_generator": None,
    "hide_input_in_errors": False,
    "coerce_numbers_to_str": False,
    "loc_by_alias": True,
}

# Version 1's names of options that live on under another name; the old ones do nothing, as in the original.
_RENAMED = {
    "allow_population_by_field_name": "populate_by_name",
    "anystr_lower": "str_to_lower",
    "anystr_strip_whitespace": "str_strip_whitespace",
    "anystr_upper": "str_to_upper",
    "max_anystr_length": "str_max_length",
    "min_anystr_length": "str_min_length",
    "orm_mode": "from_attributes",
    "schema_extra": "json_schema_extra",
    "validate_all": "validate_default",
}


def of_class(cls):
    """The options that an inner `class Config` gives."""
    options = {name: getattr(cls, name) for name in dir(cls) if not name.startswith("__")}
    renamed = sorted(name for name in options if name in _RENAMED)
    if _version_1.is_active():
        options.update({_RENAMED[name]: options.pop(name) for name in renamed})
    elif renamed:
        import warnings

        lines = ["* %r has been renamed to %r" % (name, _RENAMED[name]) for name in renamed]
        warnings.warn("Valid config keys have changed in V2:\n" + "\n".join(lines), UserWarning, stacklevel=4)
    return options


def with_config(config=None, /, **options):
    def decorate(cls):
        cls.__pydantic_config__ = config or options
        return cls

    return decorate
