"""`func.anything(…)`."""

from .elements import ColumnElement, criterion_of, expression_of
from .sqltypes import NULLTYPE, Date, DateTime, Integer, String, Time
from .type_api import to_instance

# What the functions that SQLAlchemy knows return; the others return an unknown type.
_RETURNS = {
    "now": DateTime,
    "current_timestamp": DateTime,
    "localtimestamp": DateTime,
    "sysdate": DateTime,
    "current_date": Date,
    "current_time": Time,
    "localtime": DateTime,
    "count": Integer,
    "char_length": Integer,
    "concat": String,
    "user": String,
    "current_user": String,
    "session_user": String,
    "random": None,
    "rank": Integer,
    "dense_rank": Integer,
    "row_number": None,
}
# These return the type of their first argument.
_RETURNS_FIRST = frozenset(("coalesce", "max", "min", "sum"))
_KNOWN = frozenset(_RETURNS) | _RETURNS_FIRST
_KNOWN |= {"array_agg", "cube", "grouping_sets", "mode", "percentile_cont", "rollup"}


class FunctionElement(ColumnElement):
    """A call of an SQL function."""

    supports_execution = True
    _is_expression = True
    name = None
    packagenames = ()
    _filter = None

    def __init__(self, *clauses, **kw):
        self.clauses = [_argument(clause, self.name) for clause in clauses]
        type_ = kw.get("type_")
        if type_ is not None:
            self.type = to_instance(type_)
        elif "type" not in type(self).__dict__:
            self.type = _type_of(self.name, self.clauses)
        else:
            self.type = to_instance(type(self).type)

    @property
    def clause_expr(self):
        return self

    def _children(self):
        return self.clauses

    def _wire(self):
        spec = self._compiled_text()
        if spec is not None:
            return {"expr": "raw", "sql": spec}
        wire = {"expr": "function", "path": list(self.packagenames) + [self.name]}
        if self.clauses:
            wire["arguments"] = [clause._wire() for clause in self.clauses]
            ordered = getattr(self.clauses[-1], "_orders_aggregate", False)
            if ordered:
                wire["order_by"] = [clause._wire() for clause in self.clauses[-1].order_by]
        if self._filter is not None:
            wire["filter"] = self._filter._wire()
        return wire

    def _compiled_text(self):
        if getattr(type(self), "_compiled_by", None) is None:
            return None
        from sqlalchemy.ext.compiler import text_of

        return text_of(self)

    def _query(self):
        return self.select()._query()

    def _result_columns(self):
        return [self]

    def _name_for_label(self):
        return "anon" if self._filter is not None else self.name

    def _bind_name(self):
        return self.name

    def select(self):
        from .select_statement import select

        return select(self)

    def over(self, partition_by=None, order_by=None, rows=None, range_=None, groups=None, exclude=None):
        from .constructs import over

        return over(self, partition_by, order_by, rows, range_, groups)

    def filter(self, *criterion):
        if not criterion:
            return self
        from .elements import and_

        copied = self.__class__.__new__(self.__class__)
        copied.__dict__.update(self.__dict__)
        given = [criterion_of(item) for item in criterion]
        copied._filter = and_(*given) if self._filter is None else and_(self._filter, *given)
        return copied

    def within_group(self, *order_by):
        from .constructs import within_group

        return within_group(self, *order_by)

    def alias(self, name=None, joins_implicitly=False):
        from .aliases import FunctionAlias

        return FunctionAlias(self, name)

    def table_valued(self, *expr, **kw):
        from .aliases import FunctionAlias

        ordinality = kw.get("with_ordinality")
        columns = expr if ordinality is None else expr + (ordinality,)
        return FunctionAlias(self, kw.get("name"), columns, ordinality=ordinality is not None)

    def column_valued(self, name=None, joins_implicitly=False):
        from .aliases import FunctionAlias

        return FunctionAlias(self, name).column

    def scalar_table_valued(self, name, type_=None):
        raise NotImplementedError("func.….scalar_table_valued() is not supported: use table_valued()")

    @property
    def columns(self):
        raise NotImplementedError("columns of a function: use func.….table_valued('name', …)")

    c = columns

    def as_comparison(self, left_index, right_index):
        raise NotImplementedError("func.….as_comparison() is not supported")

    def __repr__(self):
        return "<sqlalchemy.sql.functions.%s at %#x; %s>" % (self.name, id(self), self.name)


class Function(FunctionElement):
    def __init__(self, name, *clauses, type_=None, packagenames=None, monotonic=False):
        self.name = name
        self.packagenames = packagenames or ()
        FunctionElement.__init__(self, *clauses, type_=type_)


class GenericFunction(FunctionElement):
    """The base of user-made functions; each class is found as `func.<name>`."""

    def __init_subclass__(cls, **kw):
        super().__init_subclass__(**kw)
        name = cls.__dict__.get("identifier") or cls.__dict__.get("name") or cls.__name__
        if cls.name is None or "name" not in cls.__dict__:
            cls.name = cls.__dict__.get("name") or cls.__name__
        if "_register" not in cls.__dict__:
            _registered[str(name).lower()] = cls

    def __init__(self, *args, **kwargs):
        FunctionElement.__init__(self, *args, **kwargs)


class AnsiFunction(GenericFunction):
    _register = False


class ReturnTypeFromArgs(GenericFunction):
    _register = False

    def __init__(self, *args, **kwargs):
        FunctionElement.__init__(self, *args, **kwargs)
        if kwargs.get("type_") is None and self.clauses:
            self.type = self.clauses[0].type


_registered = {}


def register_function(identifier, fn, package="_default"):
    _registered[identifier.lower()] = fn


def _argument(value, function_name):
    if isinstance(value, tuple):
        from .constructs import tuple_

        return tuple_(*value)
    argument = expression_of(value)
    if argument._is_bind and argument.key is None:
        argument._called_after = function_name
    return argument


def _type_of(name, clauses):
    word = (name or "").lower()
    kind = _RETURNS.get(word)
    if kind is not None:
        return kind()
    if word in _RETURNS_FIRST and clauses:
        for clause in clauses:
            if not clause.type._is_null:
                return clause.type
    if word in ("array_agg",) and clauses:
        from .sqltypes import ARRAY

        inner = clauses[0].type
        return inner if inner._is_array else ARRAY(inner)
    return NULLTYPE


class _FunctionGenerator:
    """`func`, and `func.package`: an attribute is a name, a call a function."""

    def __init__(self, names=(), **opts):
        self._names = names
        self._opts = opts

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return _FunctionGenerator(self._names + (name[:-1] if name.endswith("_") else name,), **self._opts)

    def __call__(self, *c, **kwargs):
        keywords = dict(self._opts, **kwargs)
        name = self._names[-1]
        if len(self._names) == 1:
            kind = _registered.get(name.lower())
            if kind is not None:
                return kind(*c, **keywords)
            if not c and name.lower() == "count":
                from .elements import literal_column

                c = (literal_column("*"),)
        return Function(name, *c, packagenames=self._names[:-1], type_=keywords.get("type_"))


func = _FunctionGenerator()
modifier = _FunctionGenerator()


def __getattr__(name):
    # `functions.now`, `functions.count`: the classes of SQLAlchemy's known functions.
    if name.startswith("_"):
        raise AttributeError("module %r has no attribute %r" % (__name__, name))
    if name in _KNOWN:
        kind = type(name, (FunctionElement,), {"name": name, "__module__": __name__})
        globals()[name] = kind
        return kind
    raise AttributeError("module %r has no attribute %r" % (__name__, name))
