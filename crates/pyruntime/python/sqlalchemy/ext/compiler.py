"""`@compiles`: SQL text for a type or an element from a function of the user's."""

from sqlalchemy import _running
from sqlalchemy._clause import Clause, wire_of


def compiles(class_, *specs):
    def decorate(fn):
        known = class_.__dict__.get("_compiled_by")
        if known is None:
            known = dict(getattr(class_, "_compiled_by", None) or {})
            class_._compiled_by = known
        for spec in specs or ("default",):
            known[spec] = fn
        if _is_constraint(class_):
            _heed_in_ddl(class_)
        elif not getattr(class_, "_is_type", False):
            _make_text(class_)
        return fn

    return decorate


def deregister(class_):
    class_._compiled_by = None


def _function_for(thing):
    known = type(thing)._compiled_by
    dialect = _running.dialect
    if not known:
        return None
    return known.get("default" if dialect is None else dialect.name, known.get("default"))


def type_spec(type_):
    """The SQL text of a type, if a function was registered that fits the dialect."""
    function = _function_for(type_)
    return None if function is None else function(type_, UserCompiler())


def text_of(element):
    """The SQL text of an element; None where only functions of other dialects were registered."""
    function = _function_for(element)
    return None if function is None else function(element, UserCompiler())


def _make_text(class_):
    """An element with a function of the user's is its text, as an expression and as a statement."""
    from sqlalchemy.sql.functions import FunctionElement

    if issubclass(class_, FunctionElement):
        return

    def _wire(self):
        return {"expr": "raw", "sql": _text(self)}

    def _query(self):
        return {"query": "driver", "sql": _text(self)}

    class_._wire = _wire
    class_._query = _query
    class_._result_columns = lambda self: None


def _is_constraint(thing):
    """Whether it is a kind of constraint, or one of that kind."""
    return getattr(thing, "_tag", None) is not None and not getattr(thing, "_is_type", False)


def _heed_in_ddl(class_):
    """A constraint is in DDL what the function leaves of it; in a description of models it is as it was made."""
    as_made = class_.__dict__.get("_as_made") or class_._wire

    def _wire(self):
        function = None if _running.describes else _function_for(self)
        if function is None:
            return as_made(self)
        return wire_of(function(self, ConstraintCompiler(as_made)), self)

    class_._as_made = as_made
    class_._wire = _wire


def _text(element):
    text = text_of(element)
    if text is None:
        from sqlalchemy import exc

        raise exc.CompileError("%s construct has no default compilation handler." % type(element))
    return text


class UserCompiler:
    """The `compiler` that such a function is given."""

    @property
    def dialect(self):
        from sqlalchemy.engine.default import named_dialect

        return _running.dialect or named_dialect("default")

    @property
    def preparer(self):
        return self.dialect.identifier_preparer

    @property
    def sql_compiler(self):
        return self

    @property
    def type_compiler(self):
        return self

    type_compiler_instance = type_compiler

    def process(self, element, **kw):
        if isinstance(element, str):
            return element
        if getattr(element, "_is_type", False):
            return element.compile(self.dialect)
        from sqlalchemy.sql.compiled import _text as text_of_element

        return text_of_element(element, self.dialect.name, bool(kw.get("literal_binds", True)))

    def render_literal_value(self, value, type_):
        from sqlalchemy.sql.elements import literal

        return self.process(literal(value, type_))

    def __getattr__(self, name):
        if not name.startswith("visit_"):
            raise AttributeError(name)
        kind = name[len("visit_") :]

        def visit(element, *arguments, **kw):
            if not getattr(element, "_is_type", False):
                return self.process(element, **kw)
            # `compiler.visit_VARCHAR(type)`: the type as the class of that name writes it.
            from sqlalchemy.sql import sqltypes

            target = getattr(sqltypes, kind, None) or getattr(sqltypes, kind.title(), None)
            if target is None or isinstance(element, target) and element._compiled_by is None:
                return element.compile(self.dialect)
            return element.adapt(target).compile(self.dialect)

        return visit


class ConstraintCompiler(UserCompiler):
    """The `compiler` that the function of a constraint is given."""

    def __init__(self, as_made):
        self._as_made = as_made

    def process(self, element, **kw):
        if not _is_constraint(element):
            return UserCompiler.process(self, element, **kw)
        return Clause(self._as_made(element), type(element).__name__)
