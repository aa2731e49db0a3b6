"""Schemas that a type of the user's own describes itself with (`__get_pydantic_core_schema__`).

Only the ones that say how to validate are known: a plain, before or after function, `is_instance`, strings and numbers.
"""


def no_info_plain_validator_function(function, **options):
    return {"type": "function-plain", "function": function, "info": False}


def with_info_plain_validator_function(function, **options):
    return {"type": "function-plain", "function": function, "info": True}


def no_info_after_validator_function(function, schema, **options):
    return {"type": "function-after", "function": function, "schema": schema, "info": False}


def with_info_after_validator_function(function, schema, **options):
    return {"type": "function-after", "function": function, "schema": schema, "info": True}


def no_info_before_validator_function(function, schema, **options):
    return {"type": "function-before", "function": function, "schema": schema, "info": False}


def with_info_before_validator_function(function, schema, **options):
    return {"type": "function-before", "function": function, "schema": schema, "info": True}


def is_instance_schema(cls, **options):
    return {"type": "is-instance", "cls": cls}


def union_schema(choices, **options):
    return {"type": "union", "choices": choices}


def chain_schema(steps, **options):
    return {"type": "chain", "steps": steps}


def json_or_python_schema(json_schema, python_schema, **options):
    return python_schema


def _plain(name):
    def make(**options):
        return {"type": name, **{key: value for key, value in options.items() if value is not None}}

    return make


any_schema = _plain("any")
str_schema = _plain("str")
int_schema = _plain("int")
float_schema = _plain("float")
bool_schema = _plain("bool")
none_schema = _plain("none")


def __getattr__(name):
    if name.startswith("__"):
        raise AttributeError(name)
    if name[:1].isupper():
        return dict  # `CoreSchema` and its kind, for annotations.

    def keep(*args, **options):
        return {"type": "any"}

    return keep
