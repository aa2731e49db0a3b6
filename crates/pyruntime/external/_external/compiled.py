"""What a function of the user's (`@compiles`) makes of a constraint in DDL."""

from sqlalchemy import _running as running
from sqlalchemy._clause import Clause, wire_of


def heeded(constraint, as_made):
    """The wire form of a constraint: as it was made, or as the function for the running dialect leaves it."""
    dispatcher = getattr(type(constraint), "_compiler_dispatcher", None)
    if dispatcher is None or running.describes:
        return as_made(constraint)
    dialect = running.real_dialect()
    function = dispatcher.specs.get(dialect.name, dispatcher.specs.get("default"))
    if function is None:
        return as_made(constraint)
    return wire_of(function(constraint, _Compiler(dialect, as_made)), constraint)


class _Compiler:
    """The dialect's compiler, but that constraints stay what they are."""

    def __init__(self, dialect, as_made):
        self._real = dialect.ddl_compiler(dialect, None)
        self._as_made = as_made

    def process(self, element, **keywords):
        from sqlalchemy.schema import Constraint

        if not isinstance(element, Constraint):
            return self._real.process(element, **keywords)
        return Clause(self._as_made(element), type(element).__name__)

    def __getattr__(self, name):
        if name.startswith("visit_") and name.endswith("_constraint"):
            return self.process
        return getattr(self._real, name)
