"""The base classes of column types."""

from sqlalchemy import _running

# What annotations of types call a value; nothing reads it.
_T = object


def to_instance(typeobj, *arguments, **keywords):
    """A type object from a class, an object, a callable or None."""
    if typeobj is None:
        from .sqltypes import NULLTYPE

        return NULLTYPE
    if callable(typeobj):
        return typeobj(*arguments, **keywords)
    return typeobj


def adapt_type(typeobj, colspecs):
    return to_instance(typeobj)


def keywords_of(thing, shown):
    """`name=value` for what differs from its default."""
    parts = []
    for name, default in shown:
        value = getattr(thing, name, default)
        if value is not default and value != default:
            parts.append("%s=%r" % (name, value))
    return parts


def signature(kind):
    """The parameters of a user's class, as SQLAlchemy's repr shows them: positional names and (name, default)."""
    function = kind.__init__
    code = getattr(function, "__code__", None)
    if code is None:
        return (), ()
    names = code.co_varnames[1 : code.co_argcount]
    defaults = function.__defaults__ or ()
    first = len(names) - len(defaults)
    given = list(zip(names[first:], defaults))
    extra = code.co_varnames[code.co_argcount : code.co_argcount + code.co_kwonlyargcount]
    keyword_defaults = function.__kwdefaults__ or {}
    given.extend((name, keyword_defaults[name]) for name in extra if name in keyword_defaults)
    return names[:first], given


class Emulated:
    pass


class NativeForEmulated:
    pass


class ExternalType:
    cache_ok = None


class TypeEngineMixin:
    pass


class TypeEngine:
    class Comparator:
        """What operators of a user's own type inherit from; scripts and models name it when they are read."""

        def __init__(self, expr):
            self.expr = expr
            self.type = expr.type

    # How the type is put on the wire: the tag, or "Native" with the dialect and the class name there.
    _tag = "Null"
    _dialect = ""
    _native_name = None
    # Parameters that go on the wire, and those that repr shows, with their defaults.
    _sent = ()
    _shown = ()
    _variant_mapping = {}
    # What `@compiles` registered for the class: {dialect name or "default": function}.
    _compiled_by = None

    _is_type = True
    _is_null = False
    _is_type_decorator = False
    _is_array = False
    _is_concatenable = False
    # Whether the type wants to know its table, by `_set_table`.
    _joins_table = False
    # Whether somebody listens to the type being given to a column (`event.py` says so).
    _attachment_is_heard = False
    sort_key_function = None
    should_evaluate_none = False
    hashable = True
    render_bind_cast = False
    comparator_factory = None

    def _tell_listeners(self, identifier, column):
        from sqlalchemy import event

        event.fire(self, identifier, column)

    def __class_getitem__(cls, inner):
        """`TypeDecorator[int]` is for type checkers."""
        return cls

    def _wire(self):
        if self._variant_mapping:
            variants = {name: variant._wire() for name, variant in self._variant_mapping.items()}
            return {"type": "Variant", "base": self._wire_of_dialect(), "variants": variants}
        return self._wire_of_dialect()

    def _wire_of_dialect(self):
        if self._compiled_by is not None:
            spec = self._compiled_spec()
            if spec is not None:
                return self._as_written({"type": "UserDefined", "spec": spec})
        return self._own_wire()

    def _own_wire(self):
        if self._native_name is not None:
            wire = {"type": "Native", "dialect": self._dialect, "name": self._native_name}
            arguments = self._arguments()
            if arguments:
                wire["arguments"] = arguments
            return wire
        wire = self._arguments()
        wire["type"] = self._tag
        return wire

    def _arguments(self):
        arguments = {}
        for name, default in self._sent:
            value = getattr(self, name, default)
            if value is not default and value != default:
                arguments[name] = value._wire() if hasattr(value, "_wire") else value
        return arguments

    def _as_written(self, wire):
        """Adds how a script writes a type of the user's own."""
        wire["python"] = repr(self)
        wire["module"] = type(self).__module__
        return wire

    def _compiled_spec(self):
        from sqlalchemy.ext.compiler import type_spec

        return type_spec(self)

    def __repr__(self):
        return "%s(%s)" % (type(self).__name__, ", ".join(self._repr_parts()))

    def _repr_parts(self):
        parts = []
        shown = self._shown
        kind = type(self)
        if not kind.__module__.startswith("sqlalchemy."):
            positional, shown_of_class = signature(kind)
            parts.extend(repr(getattr(self, name)) for name in positional if hasattr(self, name))
            own = [name for name, _ in shown_of_class]
            shown = list(shown_of_class) + [pair for pair in shown if pair[0] not in own]
        parts.extend(keywords_of(self, shown))
        return parts

    def __str__(self):
        return self.compile()

    def compile(self, dialect=None):
        from _host import call

        outer = _running.use(dialect)
        try:
            return call("compile", type=self._wire(), dialect=getattr(dialect, "name", None))
        finally:
            _running.dialect = outer

    def _copy_plain(self):
        copied = self.__class__.__new__(self.__class__)
        copied.__dict__.update(self.__dict__)
        return copied

    def copy(self, **kw):
        return self._copy_plain()

    def adapt(self, cls, **kw):
        adapted = cls.__new__(cls)
        adapted.__dict__.update(self.__dict__)
        adapted.__dict__.update(kw)
        return adapted

    def with_variant(self, type_, *dialect_names):
        from sqlalchemy import exc

        if not dialect_names:
            raise exc.ArgumentError("At least one dialect name is required")
        for name in dialect_names:
            if name in self._variant_mapping:
                raise exc.ArgumentError("Dialect %r is already present in the mapping for this %r" % (name, self))
        copied = self._copy_plain()
        type_ = to_instance(type_)
        if type_._variant_mapping:
            raise exc.ArgumentError(
                "can't pass a type that already has variants as a dialect-level type to with_variant()"
            )
        variants = dict(self._variant_mapping)
        for name in dialect_names:
            variants[name] = type_
        copied._variant_mapping = variants
        return copied

    def dialect_impl(self, dialect):
        return self._variant_mapping.get(dialect.name, self)

    def load_dialect_impl(self, dialect):
        return self._variant_mapping.get(dialect.name, self)

    def as_generic(self, allow_nulltype=False):
        for kind in type(self).__mro__:
            if kind is not TypeEngine and kind.__name__ != kind.__name__.upper() and not kind.__name__.startswith("_"):
                return self.adapt(kind)
        return self

    def compare_values(self, x, y):
        return x == y

    def coerce_compared_value(self, op, value):
        """The type of a value that stands beside an expression of this type."""
        from .sqltypes import type_of_value

        of_value = type_of_value(value)
        if of_value._is_null or of_value._affinity() is self._affinity():
            return self
        return of_value

    def _affinity(self):
        kind = type(self)
        found = kind.__dict__.get("_affinity_kind")
        if found is None:
            found = kind
            for parent in kind.__mro__:
                if parent is TypeEngine or parent.__dict__.get("_is_mixin"):
                    break
                if issubclass(parent, TypeEngine):
                    found = parent
            kind._affinity_kind = found
        return found

    @property
    def _type_affinity(self):
        return self._affinity()

    def _for_python_type(self, python_type, matched, flattened):
        """The type for an annotation, or None: a subclass of what stands in the map is not meant."""
        return self if python_type is flattened else None

    @property
    def python_type(self):
        raise NotImplementedError()

    def evaluates_none(self):
        copied = self._copy_plain()
        copied.should_evaluate_none = True
        return copied

    def get_dbapi_type(self, dbapi):
        return None

    # What turns values into what the driver takes, and back; None where nothing is to be done.
    def bind_processor(self, dialect):
        return None

    def result_processor(self, dialect, coltype):
        return None

    def literal_processor(self, dialect):
        return None

    def bind_expression(self, bindvalue):
        return None

    def column_expression(self, colexpr):
        return None

    def _bind_processor(self, dialect):
        variant = self._variant_mapping.get(dialect.name) if self._variant_mapping else None
        return (self if variant is None else variant).bind_processor(dialect)

    def _result_processor(self, dialect):
        variant = self._variant_mapping.get(dialect.name) if self._variant_mapping else None
        return (self if variant is None else variant).result_processor(dialect, None)


class UserDefinedType(TypeEngine):
    """A user's type: its SQL is what `get_col_spec()` says."""

    cache_ok = None
    ensure_kwarg = "get_col_spec"

    def _own_wire(self):
        get_col_spec = self.get_col_spec
        code = getattr(get_col_spec, "__code__", None)
        # Old classes have no **kw; SQLAlchemy calls those without keywords as well.
        takes_keywords = code is None or code.co_flags & 0x08
        spec = get_col_spec(type_expression=None) if takes_keywords else get_col_spec()
        return self._as_written({"type": "UserDefined", "spec": spec})

    def coerce_compared_value(self, op, value):
        return self


class TypeDecorator(TypeEngine):
    """A user's type on top of another one."""

    _is_type_decorator = True
    cache_ok = None
    impl = None
    coerce_to_is_types = (type(None),)

    def __init__(self, *args, **kwargs):
        kind = type(self)
        if getattr(kind, "impl", None) is None:
            raise AssertionError(
                "TypeDecorator implementations require a class-level variable 'impl' which refers to the class of"
                " type being decorated"
            )
        self.impl = to_instance(kind.impl, *args, **kwargs)

    @property
    def _is_array(self):
        return self.impl_instance._is_array

    @property
    def _is_concatenable(self):
        return self.impl_instance._is_concatenable

    @property
    def _joins_table(self):
        # Before its own `__init__` has run there is nothing that a table would have to know.
        return "impl" in self.__dict__ and self.impl._joins_table

    @property
    def impl_instance(self):
        return to_instance(self.__dict__.get("impl") or type(self).impl)

    def __getattr__(self, name):
        if name == "impl" or name.startswith("__"):
            raise AttributeError(name)
        impl = self.__dict__.get("impl")
        if impl is None:
            raise AttributeError("%r object has no attribute %r" % (type(self).__name__, name))
        return getattr(impl, name)

    def _own_wire(self):
        dialect = _running.dialect
        if dialect is None:
            from sqlalchemy.engine.default import named_dialect

            dialect = named_dialect("default")
        wire = self._as_written({"type": "Custom", "sql": self._dialect_type(dialect)._wire()})
        shown = self._shown_repr()
        if shown != wire["python"]:
            wire["shown"] = shown
        return wire

    def _shown_repr(self):
        """What SQLAlchemy's `repr` gives, where a script writes the type otherwise."""
        return repr(self)

    def _repr_of_beneath(self):
        return "%s(%s)" % (type(self).__name__, ", ".join(self.impl_instance._repr_parts()))

    def _dialect_type(self, dialect):
        return to_instance(self.load_dialect_impl(dialect))

    def _repr_parts(self):
        return self.impl_instance._repr_parts()

    def load_dialect_impl(self, dialect):
        return self.impl_instance

    def type_engine(self, dialect):
        return self._dialect_type(dialect)

    def dialect_impl(self, dialect):
        return self._dialect_type(dialect)

    def copy(self, **kw):
        return self._copy_plain()

    def _affinity(self):
        return self.impl_instance._affinity()

    @property
    def python_type(self):
        return self.impl_instance.python_type

    def coerce_compared_value(self, op, value):
        return self

    def compare_values(self, x, y):
        return self.impl_instance.compare_values(x, y)

    def process_bind_param(self, value, dialect):
        raise NotImplementedError()

    def process_result_value(self, value, dialect):
        raise NotImplementedError()

    def process_literal_param(self, value, dialect):
        raise NotImplementedError()

    def bind_processor(self, dialect):
        inner = self._dialect_type(dialect)._bind_processor(dialect)
        process = self.process_bind_param
        if type(self).process_bind_param is TypeDecorator.process_bind_param:
            if type(self).process_literal_param is TypeDecorator.process_literal_param:
                return inner
            process = self.process_literal_param
        if inner is None:
            return lambda value: process(value, dialect)
        return lambda value: inner(process(value, dialect))

    def result_processor(self, dialect, coltype):
        inner = self._dialect_type(dialect)._result_processor(dialect)
        process = self.process_result_value
        if type(self).process_result_value is TypeDecorator.process_result_value:
            return inner
        if inner is None:
            return lambda value: process(value, dialect)
        return lambda value: process(inner(value), dialect)

    def bind_expression(self, bindparam):
        return self.impl_instance.bind_expression(bindparam)

    def column_expression(self, column):
        return self.impl_instance.column_expression(column)


class Variant(TypeDecorator):
    def __init__(self, *arg, **kw):
        raise NotImplementedError(
            "Variant is no longer used in SQLAlchemy; this is a placeholder symbol for backwards compatibility."
        )
