"""Texts that mean something else: truth values, numbers, secrets."""

TRUE_STRINGS = ("1", "t", "true", "on", "y", "yes")
FALSE_STRINGS = ("0", "f", "false", "off", "n", "no")


def bool_from_string(subject, strict=False, default=False):
    if isinstance(subject, bool):
        return subject
    word = str(subject).strip().lower()
    if word in TRUE_STRINGS:
        return True
    if word in FALSE_STRINGS:
        return False
    if strict:
        acceptable = ", ".join("'%s'" % word for word in sorted(TRUE_STRINGS + FALSE_STRINGS))
        raise ValueError("Unrecognized value '%s', acceptable values are: %s" % (subject, acceptable))
    return default


def int_from_bool_as_string(subject):
    return int(bool_from_string(subject))


def is_valid_boolstr(value):
    return str(value).lower() in TRUE_STRINGS + FALSE_STRINGS


def is_int_like(val):
    try:
        return str(int(val)) == str(val)
    except (TypeError, ValueError):
        return False


def __getattr__(name):
    if name.startswith("__"):
        raise AttributeError(name)
    raise NotImplementedError("oslo_utils.strutils.%s is not served: run this project with its own Python" % name)
