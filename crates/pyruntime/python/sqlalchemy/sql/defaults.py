"""What fills a column: server defaults, computed and identity columns, sequences, Python-side defaults."""

from sqlalchemy import _running

from . import exc_of
from .base import SchemaItem
from .naming import quoted_name


def fill_wire(server_default):
    """The wire form of `server_default=`: a string is a literal, an expression is itself."""
    if server_default is None or server_default is False:
        return {"fill": "nothing"}
    if isinstance(server_default, FetchedValue):
        return server_default._fill()
    if isinstance(server_default, str):
        return {"fill": "default", "expression": {"expr": "bind", "value": str(server_default)}}
    return {"fill": "default", "expression": _running.without_tables(server_default)}


class FetchedValue:
    """The server fills the column in a way of its own."""

    is_server_default = True
    reflected = False
    has_argument = False
    is_clause_element = False
    is_identity = False
    column = None

    def __init__(self, for_update=False):
        self.for_update = for_update

    def _fill(self):
        return {"fill": "fetched"}

    def _attach_to_column(self, column):
        self.column = column
        if self.for_update:
            column.server_onupdate = self
        else:
            column.server_default = self

    def _as_for_update(self, for_update):
        if for_update == self.for_update:
            return self
        copied = self.__class__.__new__(self.__class__)
        copied.__dict__.update(self.__dict__)
        copied.for_update = for_update
        return copied

    def _copy(self, **kw):
        copied = self.__class__.__new__(self.__class__)
        copied.__dict__.update(self.__dict__)
        copied.column = None
        return copied

    copy = _copy

    def __repr__(self):
        return "%s()" % type(self).__name__


class DefaultClause(FetchedValue):
    has_argument = True

    def __init__(self, arg, for_update=False, _reflected=False):
        if not isinstance(arg, str) and not getattr(arg, "_is_clause", False):
            clause = getattr(arg, "__clause_element__", None)
            if clause is None:
                raise exc_of(
                    "ArgumentError",
                    "Argument 'arg' is expected to be one of type '<class 'str'>' or"
                    " '<class 'sqlalchemy.sql.elements.ClauseElement'>' or"
                    " '<class 'sqlalchemy.sql.elements.TextClause'>', got '%s'" % type(arg),
                )
            arg = clause()
        self.for_update = for_update
        self.arg = arg
        if _reflected:
            self.reflected = True

    def _fill(self):
        return fill_wire(self.arg)

    def __repr__(self):
        return "DefaultClause(%r, for_update=%r)" % (self.arg, self.for_update)


class Computed(FetchedValue):
    for_update = False

    def __init__(self, sqltext, persisted=None):
        if isinstance(sqltext, str):
            from .elements import text

            sqltext = text(sqltext)
        self.sqltext = sqltext
        self.persisted = persisted

    def _attach_to_column(self, column):
        if column.server_default is not None or column.server_onupdate is not None:
            raise exc_of(
                "ArgumentError", "A generated column cannot specify a server_default or a server_onupdate argument"
            )
        self.column = column
        column.computed = column.server_default = column.server_onupdate = self

    def _fill(self):
        return {
            "fill": "computed",
            "expression": _running.without_tables(self.sqltext),
            "persisted": self.persisted,
        }

    def __repr__(self):
        shown = "" if self.persisted is None else ", persisted=%r" % self.persisted
        return "Computed(%r%s)" % (self.sqltext, shown)


_OPTIONS = ("start", "increment", "minvalue", "maxvalue", "nominvalue", "nomaxvalue", "cycle", "cache", "order")


class IdentityOptions:
    def _take_options(self, values):
        for name, value in zip(_OPTIONS, values):
            setattr(self, name, value)

    def _number_options(self):
        options = {}
        for name in _OPTIONS:
            value = getattr(self, name)
            if value is not None and not (value is False and name in ("nominvalue", "nomaxvalue")):
                options[name] = value
        return options


class Identity(FetchedValue, IdentityOptions):
    is_identity = True
    for_update = False
    dialect_kwargs = {}

    def __init__(
        self,
        always=False,
        on_null=None,
        start=None,
        increment=None,
        minvalue=None,
        maxvalue=None,
        nominvalue=None,
        nomaxvalue=None,
        cycle=None,
        cache=None,
        order=None,
        **dialect_kw,
    ):
        self.always = always
        self.on_null = on_null
        self._take_options((start, increment, minvalue, maxvalue, nominvalue, nomaxvalue, cycle, cache, order))
        if dialect_kw:
            self.dialect_kwargs = dialect_kw

    def _attach_to_column(self, column):
        if column.server_default is not None or column.server_onupdate is not None:
            raise exc_of(
                "ArgumentError",
                "A column with an Identity object cannot specify a server_default or a server_onupdate argument",
            )
        if column.autoincrement is False:
            raise exc_of("ArgumentError", "A column with an Identity object cannot specify autoincrement=False")
        self.column = column
        column.identity = column.server_default = self
        if column._nullable is None:
            column._nullable = False

    def _fill(self):
        wire = self._number_options()
        wire["fill"] = "identity"
        if self.always:
            wire["always"] = True
        if self.on_null is not None:
            wire["on_null"] = self.on_null
        return wire

    def __repr__(self):
        shown = ["always=True"] if self.always else []
        if self.on_null is not None:
            shown.append("on_null=%r" % self.on_null)
        shown += ["%s=%r" % (name, getattr(self, name)) for name in _OPTIONS if getattr(self, name) is not None]
        return "Identity(%s)" % ", ".join(shown)


class DefaultGenerator(SchemaItem):
    """Something that Python or a sequence gives at INSERT."""

    for_update = False
    column = None
    is_sequence = is_callable = is_clause_element = is_scalar = False
    is_server_default = False
    has_arg = False

    def _attach_to_column(self, column):
        self.column = column
        if self.for_update:
            column.onupdate = self
        else:
            column.default = self


class ColumnDefault(DefaultGenerator):
    """`default=` and `onupdate=`: a value, a function, or an SQL expression."""

    has_arg = True

    def __new__(cls, arg=None, for_update=False):
        if cls is ColumnDefault:
            if getattr(arg, "_is_clause", False) or hasattr(arg, "__clause_element__"):
                cls = ColumnElementColumnDefault
            elif callable(arg):
                cls = CallableColumnDefault
            else:
                cls = ScalarElementColumnDefault
        return object.__new__(cls)

    def __init__(self, arg=None, for_update=False):
        if isinstance(arg, FetchedValue):
            raise exc_of("ArgumentError", "ColumnDefault may not be a server-side default type.")
        self.arg = arg
        if for_update:
            self.for_update = for_update

    def __repr__(self):
        return "%s(%r)" % (type(self).__name__, self.arg)


class ScalarElementColumnDefault(ColumnDefault):
    is_scalar = True

    def _value(self, context):
        return self.arg


class ColumnElementColumnDefault(ColumnDefault):
    is_clause_element = True

    def _value(self, context):
        return self.arg


class CallableColumnDefault(ColumnDefault):
    is_callable = True

    def _value(self, context):
        function = self.arg
        code = getattr(function, "__code__", None)
        if code is None:
            return function()
        # A bound method (`datetime.utcnow`) has its first argument.
        given = len(function.__defaults__ or ()) + (getattr(function, "__self__", None) is not None)
        return function(context) if code.co_argcount > given else function()


class Sequence(DefaultGenerator, IdentityOptions):
    is_sequence = True
    supports_execution = True
    _convention_key = "sequence"

    def __init__(
        self,
        name,
        start=None,
        increment=None,
        minvalue=None,
        maxvalue=None,
        nominvalue=None,
        nomaxvalue=None,
        cycle=None,
        schema=None,
        cache=None,
        order=None,
        data_type=None,
        optional=False,
        quote=None,
        metadata=None,
        quote_schema=None,
        for_update=False,
        **dialect_kw,
    ):
        self.name = name if quote is None else quoted_name(name, quote)
        self._take_options((start, increment, minvalue, maxvalue, nominvalue, nomaxvalue, cycle, cache, order))
        if schema is None and metadata is not None:
            schema = metadata.schema
        self.schema = schema if quote_schema is None else quoted_name(schema, quote_schema)
        self.data_type = None if data_type is None else _type(data_type)
        self.optional = optional
        self.metadata = metadata
        if for_update:
            self.for_update = True
        if dialect_kw:
            self._take_dialect_kwargs(dialect_kw)
        if metadata is not None:
            metadata._sequences[self._key] = self

    @property
    def _key(self):
        return self.name if self.schema is None else "%s.%s" % (self.schema, self.name)

    def _wire(self):
        from .elements import name_wire

        wire = self._number_options()
        wire["name"] = name_wire(self.name)
        if self.schema is not None:
            wire["namespace"] = name_wire(self.schema)
        if self.data_type is not None:
            wire["data_type"] = self.data_type._wire()
        return wire

    def next_value(self):
        from .elements import WireExpression, name_wire
        from .sqltypes import INTEGERTYPE

        fields = {"name": name_wire(self.name)}
        if self.schema is not None:
            fields["namespace"] = name_wire(self.schema)
        return WireExpression("next_value", {}, INTEGERTYPE if self.data_type is None else self.data_type, fields)

    def _query(self):
        from .select_statement import select

        return select(self.next_value())._query()

    def _result_columns(self):
        return [self.next_value()]

    def _attach_to_column(self, column):
        self.column = column
        column.default = self

    def create(self, bind, checkfirst=True):
        bind._perform({"op": "create_sequence", "sequence": self._wire(), "if_not_exists": bool(checkfirst)})

    def drop(self, bind, checkfirst=True):
        bind._perform({"op": "drop_sequence", "sequence": self._wire(), "if_exists": bool(checkfirst)})

    def _copy(self, **kw):
        copied = self.__class__.__new__(self.__class__)
        copied.__dict__.update(self.__dict__)
        return copied

    def __repr__(self):
        shown = [repr(str(self.name))]
        shown += ["%s=%r" % (name, getattr(self, name)) for name in _OPTIONS if getattr(self, name) is not None]
        return "Sequence(%s)" % ", ".join(shown)


def _type(data_type):
    from .type_api import to_instance

    return to_instance(data_type)
