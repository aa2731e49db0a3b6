"""Words of the database's catalogue to which the project or a package such as pgvector gives a class, by
`dialect.ischema_names`."""


def own(dialect):
    """Returns the words that have a class which is not SQLAlchemy's."""
    # To ask for the words imports the types of the whole dialect.
    is_untouched = getattr(dialect, "_has_untouched_type_names", None)
    if is_untouched is not None and is_untouched():
        return []
    names = getattr(dialect, "ischema_names", None) or {}
    return sorted(word for word, kind in names.items() if _is_own(kind))


def reflected(names, text):
    """Returns the type of a column of a type such as `vector(3)`; None: no class of the project's is known for it."""
    word, _, arguments = text.partition("(")
    word = word.strip().lower()
    # An extension may live in a namespace that is not searched.
    kind = names.get(word) or names.get(word.rpartition(".")[2])
    if kind is None or not _is_own(kind):
        return None
    given = [argument.strip() for argument in arguments.partition(")")[0].split(",") if argument.strip()]
    if given and given[0].lstrip("-").isdigit():
        given[0] = int(given[0])
    found = kind(*given)
    note = getattr(found, "_note_reflected", None)
    if note is not None:
        note()
    return found


def declared(names, text):
    """Returns the type of a column that SQLite has declared as `POINT(3)`; None: no class of the project's is known for it."""
    word, _, arguments = text.partition("(")
    kind = names.get(word.strip())
    if kind is None or not _is_own(kind):
        return None
    digits = "".join(letter if letter.isdigit() else " " for letter in arguments.partition(")")[0])
    try:
        return kind(*[int(number) for number in digits.split()])
    except TypeError:
        # SQLAlchemy does without the numbers as well.
        return kind()


def _is_own(kind):
    return not getattr(kind, "__module__", "").startswith("sqlalchemy.")
