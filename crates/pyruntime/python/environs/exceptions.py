"""What `Env` raises."""


class EnvError(ValueError):
    pass


class EnvNotSetError(EnvError):
    pass


class EnvValidationError(EnvError):
    def __init__(self, message, error_messages):
        self.error_messages = error_messages
        super().__init__(message)


class EnvSealedError(TypeError, EnvError):
    pass


class ParserConflictError(ValueError):
    pass


class ValidationError(ValueError):
    """Stands for marshmallow's: what a cast or a validator of the user raises."""

    def __init__(self, message):
        self.messages = [message] if isinstance(message, (str, bytes)) else message
        super().__init__(message)
