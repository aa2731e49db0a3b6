"""Names: quoted ones, final ones, and the naming convention of a MetaData."""


class quoted_name(str):
    """An identifier that is always, or never, quoted."""

    quote = None

    def __new__(cls, value, quote):
        if isinstance(value, cls) and (quote is None or value.quote == quote):
            return value
        name = super().__new__(cls, value)
        name.quote = quote
        return name

    @classmethod
    def construct(cls, value, quote):
        return None if value is None else quoted_name(value, quote)

    def _wire(self):
        return str(self) if self.quote is None else {"text": str(self), "quote": self.quote}

    def __str__(self):
        return str.__str__(self)

    def __repr__(self):
        return str.__repr__(self)


class _truncated_label(str):
    """A name that is cut where it is too long for the database."""


class conv(_truncated_label):
    """A constraint's name that is final: the naming convention is not applied to it again."""


class _NoneName:
    """`name=None` said on purpose, for a constraint that has no name."""

    def __repr__(self):
        return "<_NoneName.NONE_NAME>"


_NONE_NAME = _NoneName()


def constraint_name_wire(name):
    """A constraint's name on the wire: nothing, as written, or final."""
    if name is None or name is _NONE_NAME:
        return None
    if isinstance(name, conv):
        return {"final": str(name)}
    quote = getattr(name, "quote", None)
    return name if quote is None else {"text": str(name), "quote": quote}


DEFAULT_NAMING_CONVENTION = {"ix": "ix_%(column_0_label)s"}


class _Tokens:
    """What a pattern such as `fk_%(table_name)s_%(column_0_name)s` may ask of a constraint."""

    def __init__(self, constraint, table, convention):
        self._constraint = constraint
        self._table = table
        self._convention = convention

    def __getitem__(self, key):
        if key in self._convention:
            return self._convention[key](self._constraint, self._table)
        method = getattr(self, "_" + key, None)
        if method is not None:
            return method()
        if key.startswith("column_"):
            return self._columns(key)
        if key.startswith("referred_column_"):
            return self._referred_columns(key)
        raise KeyError(key)

    def _table_name(self):
        return str(self._table.name)

    def _constraint_name(self):
        name = self._constraint.name
        if name is None or name is _NONE_NAME:
            from sqlalchemy import exc

            raise exc.InvalidRequestError(
                "Naming convention including %(constraint_name)s token requires that constraint is explicitly named."
            )
        if not isinstance(name, conv):
            self._constraint.name = None
        return name

    def _referred_table_name(self):
        return self._constraint.elements[0]._table_and_column()[1]

    def _columns(self, key):
        index, separator, what = _split(key[len("column_") :])
        columns = list(self._constraint.columns)
        if separator is None:
            return self._of_column(columns[index], what) if columns else ""
        return separator.join(self._of_column(column, what) for column in columns)

    def _of_column(self, column, what):
        if what == "name":
            return str(column.name)
        if what == "key":
            return str(column.key)
        parts = [self._table.name, column.name]
        if self._table.schema:
            parts.insert(0, self._table.schema.replace(".", "_"))
        return "_".join(map(str, parts))

    def _referred_columns(self, key):
        index, separator, what = _split(key[len("referred_column_") :])
        names = [element._table_and_column()[2] for element in self._constraint.elements]
        return names[index] if separator is None else separator.join(names)


def _split(rest):
    """`0_name` -> (0, None, "name"); `0N_name` -> (0, "", "name"); `0_N_name` -> (0, "_", "name")."""
    number, _, what = rest.partition("_")
    if number.endswith("N"):
        return 0, "", what
    if what.startswith("N_"):
        return 0, "_", what[2:]
    return int(number), None, what


def pattern_for(convention, kind, key):
    """What a convention says of a kind of constraint, under its class or its short name."""
    pattern = convention.get(kind)
    return convention.get(key) if pattern is None else pattern


def conventional_name(constraint, table):
    """The name that the table's MetaData gives a constraint or index; None where it gives none."""
    convention = table.metadata.naming_convention
    name = constraint.name
    if isinstance(name, conv) or name is _NONE_NAME:
        return None
    if convention is DEFAULT_NAMING_CONVENTION and name is not None:
        return None
    pattern = pattern_for(convention, type(constraint), constraint._convention_key)
    if pattern is None:
        return None
    if name is not None and "constraint_name" not in pattern:
        return None
    written = constraint.name
    try:
        return conv(pattern % _Tokens(constraint, table, convention))
    finally:
        constraint.name = written
