"""`str(statement)` and `statement.compile()`: the host writes the text."""

from _host import call

from sqlalchemy import _running


class Compiled:
    """A statement's text for a dialect, and its parameters."""

    def __init__(self, statement, dialect=None, compile_kwargs=None, **keywords):
        self.statement = statement
        self.dialect = dialect
        self._literal = bool((compile_kwargs or {}).get("literal_binds"))
        outer = _running.use(dialect)
        try:
            self.string = _text(statement, getattr(dialect, "name", None), self._literal)
        finally:
            _running.dialect = outer

    @property
    def params(self):
        from .traversal import parts_of

        values = {}
        counters = {}
        binds = getattr(self.statement, "_binds", None)
        parts = list(binds.values()) if isinstance(binds, dict) else parts_of(self.statement)
        for part in parts:
            if not part._is_bind:
                continue
            if part.unique:
                base = part.key or part._called_after or "param"
                counters[base] = counters.get(base, 0) + 1
                values["%s_%d" % (base, counters[base])] = part.effective_value
            else:
                values[part.key] = part.effective_value
        return values

    def construct_params(self, params=None, **kw):
        return dict(self.params, **(params or {}))

    def process(self, element, **kw):
        return _text(element, getattr(self.dialect, "name", None), self._literal)

    def __str__(self):
        return self.string

    def __repr__(self):
        return "<Compiled %r>" % self.string


def _text(element, dialect, literal_binds):
    message = {"dialect": dialect}
    if literal_binds:
        message["literal_binds"] = True
    if hasattr(element, "_operation"):
        return call("compile", operation=element._operation(), **message)
    if getattr(element, "_is_expression", False) or not hasattr(element, "_query"):
        outer = _running.query
        _running.query = _running.Lowering()
        try:
            return call("compile", expression=element._wire(), **message)
        finally:
            _running.query = outer
    return call("compile", statement=element._query(), **message)


def text_of_statement(statement):
    """The text for an error's `[SQL: …]` line; None where it cannot be written."""
    _running.without_values = True
    try:
        return str(statement)
    except Exception:
        return getattr(statement, "text", None)
    finally:
        _running.without_values = False
