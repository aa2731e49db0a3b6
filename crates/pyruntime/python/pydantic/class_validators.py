"""`validator` and `root_validator`, the spelling of version 1."""

from . import _version_1
from .functional_validators import Decorated, _as_class_method, _check_fields


def validator(__field, *fields, pre=False, each_item=False, always=False, check_fields=None, allow_reuse=False):
    _check_fields("validator", (__field, *fields))

    def decorate(function):
        mode = "before" if pre else "after"
        return Decorated(
            _as_class_method(function),
            "validator",
            mode,
            (__field, *fields),
            each_item=each_item,
            always=always,
            check_fields=check_fields,
        )

    return decorate


def root_validator(*args, pre=False, skip_on_failure=False, allow_reuse=False):
    from .errors import PydanticUserError

    if args:
        return root_validator()(*args)
    if not pre and not skip_on_failure and not _version_1.is_active():
        raise PydanticUserError(
            "If you use `@root_validator` with pre=False (the default) you MUST specify `skip_on_failure=True`. Note that "
            "`@root_validator` is deprecated and should be replaced with `@model_validator`.",
            code="root-validator-pre-skip",
        )

    def decorate(function):
        return Decorated(_as_class_method(function), "root", "before" if pre else "after")

    return decorate
