"""`ddl_if()`: constraints and indexes that only some databases get."""

from sqlalchemy import _running


class Conditional:
    """What holds on some databases only."""

    _condition = None
    # SQLAlchemy's own way to say so, which projects use, too.
    _create_rule = None

    def ddl_if(self, dialect=None, callable_=None, state=None):
        self._condition = (dialect, callable_, state)
        return self

    def _is_wanted(self):
        """Whether the database in question gets it; where none is, it does."""
        current = _running.dialect
        if current is None:
            return True
        if self._create_rule is not None and not self._create_rule(_Compiler(current)):
            return False
        if self._condition is None:
            return True
        names, function, state = self._condition
        if names is not None and current.name not in ((names,) if isinstance(names, str) else names):
            return False
        if function is None:
            return True
        return bool(function(None, self, None, state=state, dialect=current, compiler=_Compiler(current)))


class _Compiler:
    """What a function of the user's may ask: which dialect it is."""

    def __init__(self, dialect):
        self.dialect = dialect
