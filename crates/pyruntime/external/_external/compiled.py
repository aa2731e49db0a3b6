"""What a function of the user's (`@compiles`) makes of a constraint in DDL."""

from sqlalchemy import _running as running

OWN_CLAUSE = (
    "@compiles of %s with a text of its own: return what compiler.visit_…_constraint() returns, or add the constraint by"
    " op.execute() with its SQL"
)


def heeded(constraint, as_made):
    """The wire form of a constraint: as it was made, or as the function for the running dialect leaves it."""
    dispatcher = getattr(type(constraint), "_compiler_dispatcher", None)
    if dispatcher is None or running.describes:
        return as_made(constraint)
    dialect = running.real_dialect()
    function = dispatcher.specs.get(dialect.name, dispatcher.specs.get("default"))
    if function is None:
        return as_made(constraint)
    clause = function(constraint, _Compiler(dialect, as_made))
    if type(clause) is not _Clause:
        raise NotImplementedError(OWN_CLAUSE % type(constraint).__name__)
    return clause.wire


class _Clause:
    """What `compiler.visit_…_constraint()` returns: the constraint as it is at that moment."""

    def __init__(self, wire, kind):
        self.wire = wire
        self._kind = kind

    def _is_no_text(self, *arguments):
        raise NotImplementedError(OWN_CLAUSE % self._kind)

    __add__ = __radd__ = __mod__ = __str__ = __format__ = __contains__ = __iter__ = __getitem__ = _is_no_text
    replace = strip = rstrip = split = join = startswith = endswith = lower = upper = _is_no_text


class _Compiler:
    """The dialect's compiler, but that constraints stay what they are."""

    def __init__(self, dialect, as_made):
        self._real = dialect.ddl_compiler(dialect, None)
        self._as_made = as_made

    def process(self, element, **keywords):
        from sqlalchemy.schema import Constraint

        if not isinstance(element, Constraint):
            return self._real.process(element, **keywords)
        return _Clause(self._as_made(element), type(element).__name__)

    def __getattr__(self, name):
        if name.startswith("visit_") and name.endswith("_constraint"):
            return self.process
        return getattr(self._real, name)
