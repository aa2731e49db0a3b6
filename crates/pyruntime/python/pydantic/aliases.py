"""Other names of a field."""

from pydantic_core import PydanticUndefined


class AliasPath:
    """A place inside the input: `AliasPath("a", 0)`."""

    def __init__(self, first_arg, *args):
        self.path = [first_arg, *args]

    def convert_to_aliases(self):
        return self.path

    def search_dict_for_path(self, d):
        for step in self.path:
            if isinstance(d, str):
                return PydanticUndefined
            try:
                d = d[step]
            except (KeyError, IndexError, TypeError):
                return PydanticUndefined
        return d

    def __repr__(self):
        return "AliasPath(path=%r)" % (self.path,)


class AliasChoices:
    """Several names, the first that is there counts."""

    def __init__(self, first_choice, *choices):
        self.choices = [first_choice, *choices]

    def convert_to_aliases(self):
        return [[choice] if isinstance(choice, str) else choice.convert_to_aliases() for choice in self.choices]

    def __repr__(self):
        return "AliasChoices(choices=%r)" % (self.choices,)


class AliasGenerator:
    """Makes aliases out of field names."""

    def __init__(self, alias=None, validation_alias=None, serialization_alias=None):
        self.alias = alias
        self.validation_alias = validation_alias
        self.serialization_alias = serialization_alias

    def generate_aliases(self, field_name):
        return tuple(
            make(field_name) if make is not None else None
            for make in (self.alias, self.validation_alias, self.serialization_alias)
        )
