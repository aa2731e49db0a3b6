"""Constraints behind a type: lengths, limits, patterns."""

from ._errors import fault
from ._scalars import validate_str

_SIZED = {"list": "List", "tuple": "Tuple", "set": "Set", "frozenset": "Frozenset", "dict": "Dictionary", "deque": "Deque"}


def _shown(limit):
    return int(limit) if isinstance(limit, float) and limit == int(limit) else limit


def _limit(kind, name, holds):
    def make(limit):
        def check(value, given, state):
            if not holds(value, limit):
                raise fault(kind, given, **{name: _shown(limit)})
            return value

        return check

    return make


def _length(name, too, holds):
    def make(limit):
        def check(value, given, state):
            if holds(len(value), limit):
                return value
            if isinstance(value, str):
                raise fault("string_too_" + too, given, **{name: limit})
            if isinstance(value, bytes):
                raise fault("bytes_too_" + too, given, **{name: limit})
            field_type = _SIZED.get(type(value).__name__, "Value")
            raise fault("too_" + too, given, field_type=field_type, **{name: limit}, actual_length=len(value))

        return check

    return make


def _pattern(pattern):
    def check(value, given, state):
        import re

        if not re.search(pattern, value):
            shown = getattr(pattern, "pattern", pattern)
            raise fault("string_pattern_mismatch", given, pattern=shown)
        return value

    return check


def _finite(allowed):
    def check(value, given, state):
        if not allowed and (value != value or value in (float("inf"), float("-inf"))):
            raise fault("finite_number", given)
        return value

    return check


def _decimal_digits(value):
    _, digits, exponent = value.as_tuple()
    places = max(0, -exponent)
    return max(len(digits) + max(0, exponent), places), places


def _max_digits(limit):
    def check(value, given, state):
        if _decimal_digits(value)[0] > limit:
            raise fault("decimal_max_digits", given, max_digits=limit)
        return value

    return check


def _decimal_places(limit):
    def check(value, given, state):
        if _decimal_digits(value)[1] > limit:
            raise fault("decimal_max_places", given, decimal_places=limit)
        return value

    return check


def _uuid_version(version):
    def check(value, given, state):
        if value.version != version:
            raise fault("uuid_version", given, expected_version=version)
        return value

    return check


def _predicate(function):
    def check(value, given, state):
        if not function(value):
            from pydantic_core import PydanticCustomError

            from ._errors import from_exception

            name = getattr(function, "__qualname__", repr(function))
            raise from_exception(PydanticCustomError("predicate_failed", "Predicate %s failed" % name), given)
        return value

    return check


# In the order in which pydantic looks at them.
_CHECKS = {
    "allow_inf_nan": _finite,
    "max_digits": _max_digits,
    "decimal_places": _decimal_places,
    "multiple_of": _limit("multiple_of", "multiple_of", lambda value, limit: value % limit == 0),
    "le": _limit("less_than_equal", "le", lambda value, limit: value <= limit),
    "lt": _limit("less_than", "lt", lambda value, limit: value < limit),
    "ge": _limit("greater_than_equal", "ge", lambda value, limit: value >= limit),
    "gt": _limit("greater_than", "gt", lambda value, limit: value > limit),
    "min_length": _length("min_length", "short", lambda length, limit: length >= limit),
    "max_length": _length("max_length", "long", lambda length, limit: length <= limit),
    "pattern": _pattern,
    "uuid_version": _uuid_version,
}


def in_order(entries):
    """The entries of an annotation; constraints side by side are looked at in pydantic's order, not in the user's."""
    ranks = list(_CHECKS)
    done, run = [], []
    for entry in entries:
        names = [name for name in ranks if getattr(entry, name, None) is not None]
        if names and type(entry).__module__ in ("annotated_types", "pydantic.fields"):
            run.append((ranks.index(names[0]), len(run), entry))
            continue
        done.extend(entry for _, _, entry in sorted(run))
        run = []
        done.append(entry)
    return done + [entry for _, _, entry in sorted(run)]


def constrained(validate, entry):
    """`validate`, and behind it what `entry` demands."""
    if getattr(entry, "strict", None):
        validate = _strictly(validate)
    if type(entry).__name__ == "StringConstraints":
        validate = _shaped(validate, entry)
    if type(entry).__name__ == "PathType":
        return _then(validate, [lambda value, given, state: entry.check(value, given)])
    if type(entry).__name__ in ("Predicate", "Not"):
        return _then(validate, [_predicate(entry.func if type(entry).__name__ == "Predicate" else entry)])
    if getattr(entry, "coerce_numbers_to_str", None):
        validate = _numbers_too(validate)
    if type(entry).__module__ not in ("annotated_types", "pydantic.fields", "pydantic.types"):
        return validate
    checks = [make(getattr(entry, name)) for name, make in _CHECKS.items() if getattr(entry, name, None) is not None]
    return _then(validate, checks) if checks else validate


def _then(validate, checks):
    def checked(value, state):
        result = validate(value, state)
        if result is None:
            return None
        for check in checks:
            result = check(result, value, state)
        return result

    return checked


def _strictly(validate):
    def strict(value, state):
        before, state.strict = state.strict, True
        try:
            return validate(value, state)
        finally:
            state.strict = before

    return strict


def _numbers_too(validate):
    def lenient(value, state):
        if isinstance(value, (int, float)) and not isinstance(value, bool):
            value = str(value)
        return validate(value, state)

    return lenient


def _shaped(validate, entry):
    def shaped(value, state):
        result = validate(value, state)
        if not isinstance(result, str):
            return result
        if entry.strip_whitespace:
            result = result.strip()
        if entry.to_lower:
            result = result.lower()
        return result.upper() if entry.to_upper else result

    return shaped


def configured(config):
    """How text is validated in a model whose config speaks of all its strings, or None if it does not."""
    names = ("str_strip_whitespace", "str_to_lower", "str_to_upper", "str_min_length", "str_max_length")
    if not any(config.get(name) for name in names):
        return None
    checks = []
    if config.get("str_min_length"):
        checks.append(_CHECKS["min_length"](config["str_min_length"]))
    if config.get("str_max_length") is not None:
        checks.append(_CHECKS["max_length"](config["str_max_length"]))

    def shape(value, state):
        result = validate_str(value, state)
        if config.get("str_strip_whitespace"):
            result = result.strip()
        if config.get("str_to_lower"):
            result = result.lower()
        return result.upper() if config.get("str_to_upper") else result

    return _then(shape, checks)
