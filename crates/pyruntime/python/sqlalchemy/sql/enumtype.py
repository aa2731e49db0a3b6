"""`Enum`: a set of words, from strings or from a Python enum class."""

from .sqltypes import SchemaType, String
from .type_api import Emulated

_NOT_GIVEN = object()


class Enum(String, SchemaType, Emulated):
    _tag = "Enum"
    _postgresql_only = False
    _joins_table = True
    native_enum = True
    create_constraint = False
    create_type = True
    validate_strings = False
    values_callable = None
    enum_class = None
    metadata = None
    schema = None
    inherit_schema = False
    collation = None
    quote = None
    # What repr adds for the class: native_enum is not shown where the type is always native.
    _shown_kinds = (("native_enum", True), ("create_constraint", False))

    def __init__(self, *enums, **kw):
        self._enum_init(enums, kw)

    def _enum_init(self, enums, kw):
        self.native_enum = kw.pop("native_enum", True)
        self.create_constraint = kw.pop("create_constraint", False)
        self.values_callable = kw.pop("values_callable", None)
        self._sort_key_function = kw.pop("sort_key_function", _NOT_GIVEN)
        length = kw.pop("length", None)
        self._omit_aliases = kw.pop("omit_aliases", True)
        self._set_values(enums, kw)
        self.validate_strings = kw.pop("validate_strings", False)
        longest = max([len(value) for value in self.enums], default=0)
        self._default_length = longest
        self._length_given = length is not None
        if length is None:
            length = longest
        elif self.native_enum:
            pass
        elif length < longest:
            raise ValueError(
                "When provided, length must be larger or equal than the length of the longest enum value. %s < %s"
                % (length, longest)
            )
        self.length = length
        self.collation = kw.pop("collation", None)
        name = kw.pop("name", _NOT_GIVEN)
        self._name_given = name is not _NOT_GIVEN
        if name is _NOT_GIVEN:
            name = None if self.enum_class is None else self.enum_class.__name__.lower()
        self.name = name
        self.inherit_schema = kw.pop("inherit_schema", False)
        self.metadata = kw.pop("metadata", None)
        self.schema = kw.pop("schema", None)
        if self.schema is None and self.metadata is not None:
            self.schema = self.metadata.schema
        self.quote = kw.pop("quote", None)
        kw.pop("_create_events", None)
        kw.pop("_adapted_from", None)
        create_type = kw.pop("create_type", True)
        if not create_type:
            self.create_type = create_type
        # Further keywords are ignored, as SQLAlchemy does.
        if self.metadata is not None:
            self.metadata._types.append(self)

    def _set_values(self, enums, kw):
        if not enums and "_enums" in kw:
            enums = kw.pop("_enums")
        if len(enums) == 1 and hasattr(enums[0], "__members__"):
            self.enum_class = enums[0]
            members = self.enum_class.__members__
            if self._omit_aliases:
                members = {name: member for name, member in members.items() if member.name == name}
            if self.values_callable is not None:
                values = [str(value) for value in self.values_callable(self.enum_class)]
            else:
                values = list(members)
            self._object_of = dict(zip(values, members.values()))
            self._value_of = {member: value for value, member in self._object_of.items()}
        else:
            values = list(enums)
            for value in values:
                if not isinstance(value, str):
                    raise TypeError("object of type %r has no len()" % type(value).__name__)
            self._value_of = dict(zip(values, values))
        self.enums = values

    def _for_python_type(self, python_type, matched, flattened):
        """The type for an annotation that this one was found for: with the words of the Enum class or of the Literal."""
        is_generic = self.enum_class is not None and not self.enums
        words, native_enum = [self.enum_class] if self.enum_class is not None else self.enums, self.native_enum
        if is_generic or python_type is not matched:
            if hasattr(python_type, "__members__"):
                words = [python_type]
            elif type(python_type).__name__ == "_LiteralGenericAlias":
                words, native_enum = _words_of_literal(python_type), False
        keywords = {name: getattr(self, name) for name in _KEPT}
        if self._length_given:
            keywords["length"] = self.length
        if self.name is not None and not is_generic or self._name_given:
            keywords["name"] = self.name
        if not self.create_type:
            keywords["create_type"] = False
        made = type(self)(*words, native_enum=native_enum, **keywords)
        if self.metadata is not None:
            made.metadata = self.metadata
            self.metadata._types.append(made)
        return made

    @property
    def native(self):
        return self.native_enum

    @property
    def python_type(self):
        return str if self.enum_class is None else self.enum_class

    @property
    def sort_key_function(self):
        return None if self._sort_key_function is _NOT_GIVEN else self._sort_key_function

    def _set_table(self, column, table):
        if self.inherit_schema:
            self.schema = table.schema

    def _effective_schema(self):
        if self.schema is not None:
            return self.schema
        return self.metadata.schema if self.metadata is not None else None

    def _key(self):
        """What tells one type of a database from another."""
        return self._effective_schema(), str(self.name)

    def _own_wire(self):
        wire = {"type": "Enum", "values": list(self.enums)}
        if self.name is not None:
            wire["name"] = str(self.name) if self.quote is None else {"text": str(self.name), "quote": self.quote}
        schema = self._effective_schema()
        if schema is not None:
            wire["namespace"] = schema
        if not self.native_enum:
            wire["native_enum"] = False
        if self.create_constraint:
            wire["create_constraint"] = True
        if not self.create_type:
            wire["create_type"] = False
        if self._length_given:
            wire["length"] = self.length
        if self.collation is not None:
            wire["collation"] = self.collation
        if self._postgresql_only:
            wire["postgresql_only"] = True
        if self.metadata is not None:
            wire["of_metadata"] = True
        return wire

    def _repr_parts(self):
        parts = [repr(value) for value in self.enums]
        if self.name is not None:
            parts.append("name=%r" % (self.name,))
        parts.extend(
            "%s=%r" % (name, getattr(self, name))
            for name, default in self._shown_kinds
            if getattr(self, name) != default
        )
        if self._length_given and self.length != self._default_length:
            parts.append("length=%r" % self.length)
        if self.schema is not None:
            parts.append("schema=%r" % (self.schema,))
        if not self.create_type:
            parts.append("create_type=%r" % (self.create_type,))
        return parts

    def copy(self, **kw):
        copied = self._copy_plain()
        if "metadata" in kw and copied.metadata is not None:
            copied.metadata = kw["metadata"]
        return copied

    def create(self, bind, checkfirst=False):
        bind._perform({"op": "create_enum", "type": self._enum_wire(), "checkfirst": bool(checkfirst)})

    def drop(self, bind, checkfirst=False):
        bind._perform({"op": "drop_enum", "type": self._enum_wire(), "checkfirst": bool(checkfirst)})

    def _enum_wire(self):
        wire = self._own_wire()
        del wire["type"]
        return wire

    def _stored(self, value):
        """The word for a value of the Python side."""
        if value is None:
            return None
        word = self._value_of.get(value)
        if word is not None:
            return word
        if not self.validate_strings and isinstance(value, str):
            return value
        raise LookupError(
            "'%s' is not among the defined enum values. Enum name: %s. Possible values: %s"
            % (value, self.name, _listed(self.enums))
        )

    def _loaded(self, word):
        """The value of the Python side for a word."""
        if word is None or self.enum_class is None:
            return word
        try:
            return self._object_of[word]
        except KeyError:
            raise LookupError(
                "'%s' is not among the defined enum values. Enum name: %s. Possible values: %s"
                % (word, self.name, _listed(self.enums))
            ) from None

    def bind_processor(self, dialect):
        return self._stored

    def result_processor(self, dialect, coltype):
        return None if self.enum_class is None else self._loaded

    def coerce_compared_value(self, op, value):
        return self


# What a type for an annotation takes over from the one it was found for.
_KEPT = ("create_constraint", "values_callable", "validate_strings", "schema", "inherit_schema", "collation", "quote")


def _words_of_literal(literal):
    """The words of `Literal["a", "b"]`, those of Literals within it among them."""
    words = []
    for word in literal.__args__:
        if type(word).__name__ == "_LiteralGenericAlias":
            words.extend(_words_of_literal(word))
        elif isinstance(word, str):
            words.append(word)
        else:
            from sqlalchemy import exc

            raise exc.ArgumentError("Can't create string-based Enum datatype from non-string values: %r" % (word,))
    return words


def _listed(values):
    """The values for a message: the first three and the last where there are many."""
    words = [word[:11] + ".." if len(word) > 11 else word for word in values]
    if len(words) > 4:
        words = words[0:3] + ["...", words[-1]]
    return ", ".join(words)
