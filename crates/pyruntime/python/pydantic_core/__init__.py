"""What projects take from `pydantic_core`: URLs, errors, `PydanticUndefined`, plain JSON."""

from pydantic._errors import ValidationError  # noqa: F401

__version__ = "2.50.4"
CoreSchema = dict


class PydanticUndefinedType:
    """The type of "no default given"."""

    def __repr__(self):
        return "PydanticUndefined"

    def __copy__(self):
        return self

    def __deepcopy__(self, memo):
        return self

    def __reduce__(self):
        return "PydanticUndefined"


PydanticUndefined = PydanticUndefinedType()


class PydanticCustomError(ValueError):
    """An error with a type and a message of the user's own."""

    def __init__(self, error_type, message_template, context=None, /):
        super().__init__(error_type, message_template, context)
        self.type = error_type
        self.message_template = message_template
        self.context = context

    def message(self):
        text = self.message_template
        for name, value in (self.context or {}).items():
            text = text.replace("{%s}" % name, str(value))
        return text

    def __str__(self):
        return self.message()

    def _pydantic_details(self):
        details = {"type": self.type, "msg": self.message()}
        if self.context:
            details["ctx"] = self.context
        return details


class PydanticKnownError(ValueError):
    """One of pydantic's own errors, raised by the user."""

    def __init__(self, error_type, context=None, /):
        super().__init__(error_type, context)
        self.type = error_type
        self.context = context

    def _pydantic_details(self):
        from pydantic._errors import fault

        details = fault(self.type, None, **(self.context or {})).details[0]
        return {name: details[name] for name in ("type", "msg", "ctx") if name in details}


class PydanticOmit(Exception):
    pass


class PydanticUseDefault(Exception):
    pass


class SchemaError(Exception):
    pass


class PydanticSerializationError(ValueError):
    pass


def __getattr__(name):
    if name in ("Url", "MultiHostUrl"):
        from pydantic import _core_url

        value = getattr(_core_url, name)
    elif name in ("to_json", "to_jsonable_python", "from_json"):
        from pydantic import _serialize

        value = getattr(_serialize, name)
    elif name == "core_schema":
        from sys import modules

        __import__("pydantic_core.core_schema")
        value = modules["pydantic_core.core_schema"]
    else:
        raise AttributeError("module 'pydantic_core' has no attribute %r" % (name,))
    globals()[name] = value
    return value
