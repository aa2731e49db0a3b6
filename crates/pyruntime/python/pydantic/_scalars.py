"""Validation of single values: numbers, text, moments, paths."""

import sys

from ._errors import fault


def validate_any(value, state):
    return value


def validate_none(value, state):
    if value is not None:
        raise fault("none_required", value)
    return None


def _of_enum(value):
    """The plain value of an enumeration's member."""
    enum = sys.modules.get("enum")
    return value.value if enum is not None and isinstance(value, enum.Enum) else value


def _text(value):
    """Text of a number written as `str` or `bytes`, else None."""
    if isinstance(value, (bytes, bytearray)):
        return bytes(value).decode("utf-8", "replace").strip()
    return value.strip() if isinstance(value, str) else None


def validate_int(value, state):
    if type(value) is int:
        return value
    if isinstance(value, int) and not isinstance(value, bool):
        return int(value)
    if state.strict:
        raise fault("int_type", value)
    plain = _of_enum(value)
    if isinstance(plain, int):
        return int(plain)
    if isinstance(plain, float):
        return _int_of_float(plain, value)
    text = _text(plain)
    if text is not None:
        return _int_of_text(text, value)
    decimal = sys.modules.get("decimal")
    if decimal is not None and isinstance(plain, decimal.Decimal):
        if plain != plain.to_integral_value():
            raise fault("int_from_float", value)
        return int(plain)
    raise fault("int_type", value)


def _int_of_float(number, value):
    if number != number or number in (float("inf"), float("-inf")):
        raise fault("finite_number", value)
    if number != int(number):
        raise fault("int_from_float", value)
    return int(number)


def _int_of_text(text, value):
    whole, dot, zeros = text.partition(".")
    if dot and (not zeros.strip("0") and zeros):
        text = whole
    try:
        if not text.isascii():
            raise ValueError
        return int(text)
    except ValueError:
        raise fault("int_parsing", value) from None


def validate_float(value, state):
    if type(value) is float:
        return value
    if isinstance(value, (int, float)) and (not isinstance(value, bool) or not state.strict):
        return float(value)
    if state.strict:
        raise fault("float_type", value)
    text = _text(_of_enum(value))
    if text is not None:
        try:
            return float(text)
        except ValueError:
            raise fault("float_parsing", value) from None
    if not isinstance(value, complex) and hasattr(value, "__float__"):
        return float(value)
    raise fault("float_type", value)


_TRUE = frozenset(("1", "on", "t", "true", "y", "yes"))
_FALSE = frozenset(("0", "off", "f", "false", "n", "no"))


def validate_bool(value, state):
    if isinstance(value, bool):
        return value
    if state.strict:
        raise fault("bool_type", value)
    if isinstance(value, (str, bytes)):
        text = value if isinstance(value, str) else value.decode("utf-8", "replace")
        text = text.lower()
        if text in _TRUE or text in _FALSE:
            return text in _TRUE
        raise fault("bool_parsing", value)
    if isinstance(value, (int, float)):
        if value in (0, 1):
            return bool(value)
        raise fault("bool_parsing" if isinstance(value, int) else "bool_type", value)
    raise fault("bool_type", value)


def validate_str(value, state):
    if type(value) is str:
        return value
    if isinstance(value, str):
        plain = _of_enum(value)
        return str(plain) if plain is value else plain
    if state.strict:
        raise fault("string_type", value)
    if isinstance(value, (bytes, bytearray)):
        try:
            return bytes(value).decode("utf-8")
        except UnicodeDecodeError:
            raise fault("string_unicode", value) from None
    plain = _of_enum(value)
    if isinstance(plain, str):
        return plain
    if state.config.get("coerce_numbers_to_str") and isinstance(value, (int, float)) and not isinstance(value, bool):
        return str(value)
    raise fault("string_type", value)


def validate_bytes(value, state):
    if isinstance(value, bytes):
        return value
    if not state.strict and isinstance(value, str):
        return value.encode("utf-8")
    if not state.strict and isinstance(value, bytearray):
        return bytes(value)
    raise fault("bytes_type", value)


def validate_complex(value, state):
    if isinstance(value, (complex, int, float)):
        return complex(value)
    try:
        return complex(value)
    except (TypeError, ValueError):
        raise fault("complex_type", value) from None


def validate_decimal(value, state):
    from decimal import Decimal, InvalidOperation

    if isinstance(value, bool) or not isinstance(value, (int, float, str, Decimal)):
        raise fault("decimal_type", value)
    try:
        number = Decimal(value.strip() if isinstance(value, str) else str(value))
    except InvalidOperation:
        raise fault("decimal_parsing", value) from None
    if not number.is_finite():
        raise fault("finite_number", value)
    return number


def validate_uuid(value, state):
    from uuid import UUID

    if isinstance(value, UUID):
        return value
    if isinstance(value, bytes):
        if len(value) == 16:
            return UUID(bytes=value)
        value = value.decode("utf-8", "replace")
    if not isinstance(value, str):
        raise fault("uuid_type", value)
    try:
        return UUID(value)
    except ValueError:
        raise fault("uuid_parsing", value, error=_uuid_problem(value)) from None


def _uuid_problem(text):
    for place, letter in enumerate(text):
        if letter not in "0123456789abcdefABCDEF-":
            return "invalid character: found `%s` at %d" % (letter, place)
    return "invalid length: found %d" % len(text)


def validate_path(kind):
    def validate(value, state):
        if isinstance(value, str) or hasattr(value, "__fspath__"):
            return kind(value)
        raise fault("path_type", value, path_type=repr(kind))

    return validate


def validate_address(kind):
    name = "ip_v4_address" if "4" in kind.__name__ else "ip_v6_address"

    def validate(value, state):
        if isinstance(value, kind):
            return value
        try:
            return kind(value)
        except (ValueError, TypeError):
            raise fault(name, value) from None

    return validate


def validate_pattern(value, state):
    import re

    if isinstance(value, re.Pattern):
        return value
    try:
        return re.compile(value)
    except (re.error, TypeError):
        raise fault("pattern_regex", value) from None


def validate_callable(value, state):
    if not callable(value):
        raise fault("callable_type", value)
    return value


def validate_type(value, state):
    if not isinstance(value, type):
        raise fault("is_type", value)
    return value


def validate_instance(kind):
    name = getattr(kind, "__name__", str(kind))

    def validate(value, state):
        if not isinstance(value, kind):
            raise fault("is_instance_of", value, **{"class": name})
        return value

    return validate


def validate_literal(allowed):
    expected = _listed([repr(item) for item in allowed])

    def validate(value, state):
        for item in allowed:
            if type(item) is type(value) and item == value:
                return item
        for item in allowed:
            if _of_enum(item) is not item and _of_enum(item) == value and not state.strict:
                return item
        raise fault("literal_error", value, expected=expected)

    return validate


def validate_enum(kind):
    members = list(kind)
    expected = _listed([repr(member.value) for member in members])

    def validate(value, state):
        if isinstance(value, kind):
            return value
        for member in members:
            if member.value == value and type(member.value) is type(value):
                return member
        if not state.strict:
            if issubclass(kind, int) and isinstance(value, (str, float)):
                try:
                    return kind(int(value))
                except ValueError:
                    raise fault("enum", value, expected=expected) from None
            try:
                return kind(value)
            except (ValueError, TypeError, KeyError):
                pass
        raise fault("enum", value, expected=expected)

    return validate


def _listed(words):
    return words[0] if len(words) == 1 else ", ".join(words[:-1]) + " or " + words[-1] if words else ""
