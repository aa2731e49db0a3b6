"""What a function of the user's (`@compiles`) may do with a constraint in DDL, in either Python."""

OWN_CLAUSE = (
    "@compiles of %s with a text of its own: return what compiler.visit_…_constraint() returns, or add the constraint by"
    " op.execute() with its SQL"
)


class Clause:
    """What `compiler.visit_…_constraint()` returns: the constraint as it is at that moment."""

    def __init__(self, wire, kind):
        self.wire = wire
        self._kind = kind

    def _is_no_text(self, *arguments):
        raise NotImplementedError(OWN_CLAUSE % self._kind)

    __add__ = __radd__ = __mod__ = __str__ = __format__ = __contains__ = __iter__ = __getitem__ = _is_no_text
    replace = strip = rstrip = split = join = startswith = endswith = lower = upper = _is_no_text


def wire_of(clause, constraint):
    """The wire form of what the function has returned."""
    if type(clause) is not Clause:
        raise NotImplementedError(OWN_CLAUSE % type(constraint).__name__)
    return clause.wire
