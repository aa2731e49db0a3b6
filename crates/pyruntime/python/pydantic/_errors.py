"""What can be wrong with a value, in pydantic's words, and the ValidationError that tells it."""

VERSION = "2.14.3"
_PAGES = "https://errors.pydantic.dev/2.14/v/"

MESSAGES = {
    "arguments_type": "Arguments must be a tuple, list or a dictionary",
    "assertion_error": "Assertion failed, {error}",
    "bool_parsing": "Input should be a valid boolean, unable to interpret input",
    "bool_type": "Input should be a valid boolean",
    "bytes_too_long": "Data should have at most {max_length} byte{expected_plural}",
    "bytes_too_short": "Data should have at least {min_length} byte{expected_plural}",
    "bytes_type": "Input should be a valid bytes",
    "callable_type": "Input should be callable",
    "complex_type": "Input should be a valid python complex object, a number, or a valid complex string",
    "date_from_datetime_inexact": "Datetimes provided to dates should have zero time - e.g. be exact dates",
    "date_from_datetime_parsing": "Input should be a valid date or datetime, {error}",
    "date_type": "Input should be a valid date",
    "datetime_from_date_parsing": "Input should be a valid datetime or date, {error}",
    "datetime_type": "Input should be a valid datetime",
    "decimal_max_digits": "Decimal input should have no more than {max_digits} digit{expected_plural} in total",
    "decimal_max_places": "Decimal input should have no more than {decimal_places} decimal place{expected_plural}",
    "decimal_parsing": "Input should be a valid decimal",
    "decimal_type": "Decimal input should be an integer, float, string or Decimal object",
    "dict_type": "Input should be a valid dictionary",
    "enum": "Input should be {expected}",
    "extra_forbidden": "Extra inputs are not permitted",
    "finite_number": "Input should be a finite number",
    "float_parsing": "Input should be a valid number, unable to parse string as a number",
    "float_type": "Input should be a valid number",
    "frozen_field": "Field is frozen",
    "frozen_instance": "Instance is frozen",
    "frozen_set_type": "Input should be a valid frozenset",
    "get_attribute_error": "Error extracting attribute: {error}",
    "greater_than": "Input should be greater than {gt}",
    "greater_than_equal": "Input should be greater than or equal to {ge}",
    "int_from_float": "Input should be a valid integer, got a number with a fractional part",
    "int_parsing": "Input should be a valid integer, unable to parse string as an integer",
    "int_type": "Input should be a valid integer",
    "ip_v4_address": "Input is not a valid IPv4 address",
    "ip_v6_address": "Input is not a valid IPv6 address",
    "is_instance_of": "Input should be an instance of {class}",
    "is_subclass_of": "Input should be a subclass of {class}",
    "is_type": "Input should be a type",
    "iterable_type": "Input should be iterable",
    "json_invalid": "Invalid JSON: {error}",
    "json_type": "JSON input should be string, bytes or bytearray",
    "less_than": "Input should be less than {lt}",
    "less_than_equal": "Input should be less than or equal to {le}",
    "list_type": "Input should be a valid list",
    "literal_error": "Input should be {expected}",
    "missing": "Field required",
    "model_attributes_type": "Input should be a valid dictionary or object to extract fields from",
    "model_type": "Input should be a valid dictionary or instance of {class_name}",
    "multiple_of": "Input should be a multiple of {multiple_of}",
    "no_such_attribute": "Object has no attribute '{attribute}'",
    "none_required": "Input should be None",
    "path_type": "Input is not a valid path for {path_type}",
    "path_not_directory": "Path does not point to a directory",
    "path_not_file": "Path does not point to a file",
    "path_exists": "Path already exists",
    "pattern_regex": "Input should be a valid regular expression",
    "sequence_str": "'{type_name}' instances are not allowed as a Sequence value",
    "set_type": "Input should be a valid set",
    "string_pattern_mismatch": "String should match pattern '{pattern}'",
    "string_sub_type": "Input should be a string, not an instance of a subclass of str",
    "string_too_long": "String should have at most {max_length} character{expected_plural}",
    "string_too_short": "String should have at least {min_length} character{expected_plural}",
    "string_type": "Input should be a valid string",
    "string_unicode": "Input should be a valid string, unable to parse raw data as a unicode string",
    "time_delta_parsing": "Input should be a valid timedelta, {error}",
    "time_delta_type": "Input should be a valid timedelta",
    "time_parsing": "Input should be in a valid time format, {error}",
    "time_type": "Input should be a valid time",
    "too_long": "{field_type} should have at most {max_length} item{expected_plural} after validation, not {actual_length}",
    "too_short": "{field_type} should have at least {min_length} item{expected_plural} after validation, not {actual_length}",
    "tuple_type": "Input should be a valid tuple",
    "union_tag_invalid": "Input tag '{tag}' found using {discriminator} does not match any of the expected tags: {expected_tags}",
    "union_tag_not_found": "Unable to extract tag using discriminator {discriminator}",
    "url_parsing": "Input should be a valid URL, {error}",
    "url_scheme": "URL scheme should be {expected_schemes}",
    "url_too_long": "URL should have at most {max_length} character{expected_plural}",
    "url_type": "URL input should be a string or URL",
    "uuid_parsing": "Input should be a valid UUID, {error}",
    "uuid_type": "UUID input should be a string, bytes or UUID object",
    "uuid_version": "UUID version {expected_version} expected",
    "value_error": "Value error, {error}",
}


class Fault(Exception):
    """Carries the details of what is wrong up to the model; users never see it."""

    def __init__(self, details):
        self.details = details

    def under(self, *place):
        """The same details, one level further out."""
        return [{**detail, "loc": place + detail["loc"]} for detail in self.details]


def fault(kind, value, **context):
    """Makes a Fault with pydantic's message."""
    names = dict(context)
    for name in ("min_length", "max_length", "max_digits", "decimal_places"):
        if name in names:
            names["expected_plural"] = "" if names[name] == 1 else "s"
    detail = {"type": kind, "loc": (), "msg": MESSAGES[kind].format(**names), "input": value}
    if context:
        detail["ctx"] = context
    return Fault([detail])


def from_exception(error, value):
    """What an exception that a validator raised says about the value."""
    if isinstance(error, Fault):
        return error
    if isinstance(error, ValidationError):
        return Fault([dict(detail) for detail in error._details])
    custom = getattr(error, "_pydantic_details", None)
    if custom is not None:
        return Fault([{"loc": (), "input": value, **custom()}])
    if isinstance(error, AssertionError):
        return fault("assertion_error", value, error=error)
    return fault("value_error", value, error=error)


class ValidationError(ValueError):
    """The values do not fit the model."""

    def __init__(self, title, details, hides_input=False, hides_secrets=False):
        super().__init__(title, details)
        self._title = title
        self._details = details
        self._hides_input = hides_input
        self._hides_secrets = hides_secrets

    @classmethod
    def from_exception_data(cls, title, line_errors, input_type="python", hide_input=False):
        details = []
        for line in line_errors:
            kind, context = line["type"], line.get("ctx") or {}
            if isinstance(kind, str):
                detail = fault(kind, line.get("input"), **context).details[0]
            else:
                detail = {**kind._pydantic_details(), "input": line.get("input")}
            detail["loc"] = tuple(line.get("loc", ()))
            details.append(detail)
        return cls(title, details, hide_input)

    @property
    def title(self):
        return self._title

    def error_count(self):
        return len(self._details)

    def errors(self, *, include_url=True, include_context=True, include_input=True):
        listed = []
        for detail in self._details:
            entry = {name: detail[name] for name in ("type", "loc", "msg")}
            if include_input:
                entry["input"] = detail["input"]
            if include_context and "ctx" in detail:
                entry["ctx"] = detail["ctx"]
            if include_url and detail["type"] in MESSAGES:
                entry["url"] = _PAGES + detail["type"]
            listed.append(entry)
        return listed

    def json(self, *, indent=None, include_url=True, include_context=True, include_input=True):
        from ._serialize import json_text

        listed = self.errors(include_url=include_url, include_context=include_context, include_input=include_input)
        for entry in listed:
            if "ctx" in entry:
                entry["ctx"] = {
                    name: str(value) if isinstance(value, Exception) else value for name, value in entry["ctx"].items()
                }
        return json_text(listed, indent)

    def __str__(self):
        count = len(self._details)
        lines = ["%d validation error%s for %s" % (count, "" if count == 1 else "s", self._title)]
        for detail in self._details:
            if detail["loc"]:
                lines.append(".".join(_place(step) for step in detail["loc"]))
            facts = "type=" + detail["type"]
            if not self._hides_input:
                shown = detail["input"]
                if self._hides_secrets:
                    shown = _without_secrets(shown, detail["loc"])
                facts += ", input_value=%s, input_type=%s" % (_short(shown), type(detail["input"]).__name__)
            lines.append("  %s [%s]" % (detail["msg"], facts))
            if detail["type"] in MESSAGES:
                lines.append("    For further information visit " + _PAGES + detail["type"])
        return "\n".join(lines)

    __repr__ = __str__

    def __reduce__(self):
        return type(self), (self._title, self._details, self._hides_input, self._hides_secrets)


def _place(step):
    if isinstance(step, str) and "." in step:
        return "`%s`" % step
    return str(step)


def _short(value):
    text = repr(value)
    if len(text) <= 50:
        return text
    return text[:25] + "..." + text[-24:]


_SECRET_WORDS = ("pass", "secret", "token", "key", "pwd", "dsn", "url", "uri", "credential", "auth", "salt", "cert", "conn")


def _is_secret(name):
    name = str(name).lower()
    return any(word in name for word in _SECRET_WORDS)


def _without_secrets(value, place):
    """What may be shown of a setting: never a password, nor what could hold one."""
    if isinstance(value, dict):
        return {name: _without_secrets(item, (name,)) for name, item in value.items()}
    if isinstance(value, (list, tuple)):
        return type(value)([_without_secrets(item, place) for item in value])
    if isinstance(value, (str, bytes)) and value:
        text = value if isinstance(value, str) else value.decode("utf-8", "replace")
        if any(_is_secret(step) for step in place) or "://" in text and "@" in text:
            return "**********" if isinstance(value, str) else b"**********"
    return value
