"""`ChoiceType`."""

from sqlalchemy import types


class ChoiceType(types.TypeDecorator):
    impl = types.Unicode(255)
    cache_ok = True

    def __init__(self, choices, impl=None):
        self.choices = tuple(choices) if isinstance(choices, list) else choices
        self.impl = types.to_instance(impl) if impl else types.Unicode(255)

    def _as_written(self, wire):
        """A script has the type beneath: the choices may be a class of the project's, and no script needs them."""
        beneath = self.impl_instance
        wire["python"] = repr(beneath)
        wire["module"] = type(beneath).__module__
        return wire
