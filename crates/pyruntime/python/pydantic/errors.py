"""Errors of use: a model that is written wrong."""

_PAGES = "https://errors.pydantic.dev/2.14/u/"


class PydanticErrorMixin:
    """A message with the page that explains it."""

    def __init__(self, message, *, code):
        self.message = message
        self.code = code

    def __str__(self):
        if self.code is None:
            return self.message
        return "%s\n\nFor further information visit %s%s" % (self.message, _PAGES, self.code)


class PydanticUserError(PydanticErrorMixin, RuntimeError):
    pass


class PydanticUndefinedAnnotation(PydanticErrorMixin, NameError):
    def __init__(self, name, message):
        self.name = name
        super().__init__(message=message, code="undefined-annotation")


class PydanticImportError(PydanticErrorMixin, ImportError):
    def __init__(self, message):
        super().__init__(message, code="import-error")


class PydanticSchemaGenerationError(PydanticUserError):
    def __init__(self, message):
        super().__init__(message, code="schema-for-unknown-type")


class PydanticInvalidForJsonSchema(PydanticUserError):
    def __init__(self, message):
        super().__init__(message, code="invalid-for-json-schema")


class PydanticForbiddenQualifier(PydanticUserError):
    pass
