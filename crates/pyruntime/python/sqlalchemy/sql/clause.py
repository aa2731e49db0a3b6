"""The base of all SQL, and `text("…")`, which needs nothing else of it."""


class Visitable:
    pass


class CompilerElement(Visitable):
    pass


class ClauseElement(CompilerElement):
    """Anything that is a piece of SQL."""

    _is_clause = True
    _is_column = False
    _is_text = False
    _is_select = False
    _is_bind = False
    is_select = is_dml = is_insert = is_update = is_delete = False
    is_selectable = False
    supports_execution = False
    _annotations = {}

    def _children(self):
        """The expressions that this one is made of."""
        return ()

    def _froms(self):
        """The tables that this expression needs in FROM."""
        found = []
        for child in self._children():
            for source in child._froms():
                if not any(source is known for known in found):
                    found.append(source)
        return found

    def _in_expression(self):
        """What stands for this inside another expression: a label is there what it labels."""
        return self

    def _negated(self):
        """The opposite, where it has a form of its own: `a != b` for `a == b`."""
        return None

    def self_group(self, against=None):
        return self

    def compare(self, other, **kw):
        return self is other

    def _annotate(self, values):
        return self

    def _deannotate(self, values=None, clone=False):
        return self

    def unique_params(self, *args, **kw):
        return self.params(*args, **kw)

    def params(self, *args, **kw):
        from .traversal import with_parameters

        values = dict(*args) if args else {}
        values.update(kw)
        return with_parameters(self, values)

    def compile(self, bind=None, dialect=None, **kw):
        from .compiled import Compiled

        if dialect is None and bind is not None:
            dialect = bind.dialect
        return Compiled(self, dialect, **kw)

    def __str__(self):
        return str(self.compile())

    def __bool__(self):
        raise TypeError("Boolean value of this clause is not defined")

    def get_children(self, **kw):
        return self._children()


def name_wire(name):
    """A name on the wire; a `quoted_name` carries its wish."""
    quote = getattr(name, "quote", None)
    return name if quote is None else {"text": str(name), "quote": quote}


class TextClause(ClauseElement):
    """`text("…")`."""

    __module__ = "sqlalchemy.sql.elements"
    _is_text = True
    supports_execution = True
    key = None

    def __init__(self, text):
        self.text = text
        self._binds = {}

    @property
    def type(self):
        from .sqltypes import NULLTYPE

        return NULLTYPE

    def bindparams(self, *binds, **names_to_values):
        from .elements import BindParameter

        copied = self._copied()
        known = self._marks()
        for bind in binds:
            if bind.key not in known:
                self._no_such_bind(bind.key)
            copied._binds[bind.key] = bind
        for key, value in names_to_values.items():
            if key not in known:
                self._no_such_bind(key)
            before = copied._binds.get(key)
            copied._binds[key] = BindParameter(key, value) if before is None else before._with_value(value)
        return copied

    def _no_such_bind(self, key):
        from sqlalchemy import exc

        raise exc.ArgumentError("This text() construct doesn't define a bound parameter named %r" % key)

    def _marks(self):
        """The names behind colons; `::` and `\\:` are none."""
        import re

        return set(re.findall(r"(?<![:\w\x5c]):(\w+)(?!:)", self.text))

    def _copied(self):
        copied = self.__class__.__new__(self.__class__)
        copied.__dict__.update(self.__dict__)
        copied._binds = dict(self._binds)
        return copied

    def columns(self, *cols, **types):
        from .elements import column
        from .selectable import TextualSelect

        columns = [col if hasattr(col, "_wire") else column(col) for col in cols]
        columns.extend(column(name, type_) for name, type_ in types.items())
        return TextualSelect(self, columns, positional=bool(cols) and not types)

    def _text(self):
        wire = {"sql": self.text}
        if self._binds:
            wire["binds"] = [_plain_bind(bind) for bind in self._binds.values()]
        return wire

    def _wire(self):
        wire = self._text()
        wire["expr"] = "text"
        return wire

    def _query(self):
        wire = self._text()
        wire["query"] = "text"
        return wire

    def _result_columns(self):
        return None

    def execution_options(self, **kw):
        copied = self._copied()
        copied._execution_options = dict(getattr(self, "_execution_options", {}), **kw)
        return copied

    def get_execution_options(self):
        return getattr(self, "_execution_options", {})

    def label(self, name):
        from .elements import Label

        return Label(name, self)

    def _name_for_label(self):
        return None

    def _result_name(self):
        return None

    def __and__(self, other):
        from .elements import and_

        return and_(self, other)

    def __or__(self, other):
        from .elements import or_

        return or_(self, other)

    def __invert__(self):
        from .elements import not_

        return not_(self)

    def desc(self):
        from .elements import ordered

        return ordered(self, "DESC")

    def __repr__(self):
        return object.__repr__(self)


def _plain_bind(bind):
    wire = bind._wire()
    wire.pop("expr")
    return wire


def text(text):
    return TextClause(text)
