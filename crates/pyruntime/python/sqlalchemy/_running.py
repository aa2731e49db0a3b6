"""What is being lowered at this moment: the dialect, how columns are written, names already given."""

# The dialect that types and values are lowered for; None is SQLAlchemy's default dialect.
dialect = None

# Columns carry the name of their table: not so in DDL.
qualified = True

# Values stay out: only the text of a statement is wanted, for an error that a value of it caused.
without_values = False

# Models are described as they were made: what `@compiles` makes of a constraint is for DDL.
describes = False

# The query that is being lowered, as a `Lowering`; None outside.
query = None


class Lowering:
    """The names and common table expressions of one statement."""

    __slots__ = ("counters", "given", "ctes", "cte_names", "enclosing", "names")

    def __init__(self):
        self.counters = {}
        self.given = {}
        self.ctes = []
        self.cte_names = {}
        self.enclosing = []
        self.names = None

    def named_column(self, name):
        """What a plain string in ORDER BY means in the SELECT that is being lowered."""
        return None if self.names is None else self.names(name)

    def name(self, thing, base, use="bind"):
        """The name of a nameless thing: `anon_1`, `count_1`, counted for each word."""
        key = (id(thing), use)
        known = self.given.get(key)
        if known is None:
            count = self.counters.get(base, 0) + 1
            self.counters[base] = count
            # The thing is kept too, so that its id stays its own.
            known = self.given[key] = ("%s_%d" % (base, count), thing)
        return known[0]


def use(named):
    """Makes a dialect, given by object or by name, the running one; returns the one before."""
    global dialect
    before = dialect
    if isinstance(named, str):
        from sqlalchemy.engine.default import named_dialect

        named = named_dialect(named)
    dialect = named
    return before


def without_tables(expression):
    """The wire form of an expression in DDL, where columns stand without their table."""
    global qualified
    before = qualified
    qualified = False
    try:
        return expression._wire()
    finally:
        qualified = before


def plain(value):
    """A keyword's value as plain data: schema objects describe themselves, columns are their names."""
    if value is None or isinstance(value, (str, int, float)):
        return value
    if isinstance(value, dict):
        return {str(getattr(key, "name", key)): plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple, set, frozenset)):
        return [plain(item) for item in value]
    if getattr(value, "_is_column", False):
        return value.name
    if hasattr(value, "_wire"):
        return without_tables(value)
    if hasattr(value, "_query"):
        return value._query()
    return value
